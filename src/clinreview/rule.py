"""Rule: one reason to stop at a sentence or an article."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import total_ordering
from typing import Any


@total_ordering
class Severity(StrEnum):
    """Harm to a reader if the claim is wrong. Ordered: LOW < MEDIUM < HIGH < CRITICAL."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low … 3 for critical."""
        return _SEVERITIES.index(self.value)

    def step(self, by: int) -> Severity:
        """The severity ``by`` steps up (or down), within the scale."""
        return Severity(_SEVERITIES[max(0, min(3, self.rank + by))])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Severity):
            return NotImplemented
        return self.rank < other.rank

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        return not self <= other

    def __ge__(self, other: object) -> bool:
        return not self < other

    __hash__ = str.__hash__


_SEVERITIES = ("low", "medium", "high", "critical")


class Role(StrEnum):
    """Who must decide."""

    CLINICIAN = "clinician"
    REGULATORY = "regulatory"
    EDITOR = "editor"


class Scope(StrEnum):
    """What a rule looks at."""

    SENTENCE = "sentence"
    HEADING = "heading"
    SECTION = "section"
    ARTICLE = "article"


class Denied(StrEnum):
    """What a denial ("does not …") does to a finding."""

    FLAG = "flag"
    SKIP = "skip"
    LOW = "low"
    LOWER = "lower"
    RAISE = "raise"


class Use(StrEnum):
    """What a pattern of a rule is for."""

    MATCH = "match"
    UNLESS = "unless"
    WITH = "with"
    PAGE = "page"
    REQUIRE = "require"
    WHEN = "when"
    EASE = "ease"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must flag or must pass, with its place where that matters."""

    text: str
    lead: str = ""
    kind: str = "prose"
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Ease:
    """Words elsewhere on the page that lower a finding: a helpline beside crisis content."""

    by: tuple[str, ...]
    within: Scope
    to: Severity | None  # None: the finding goes away


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reason to stop, as its YAML file says it. See the README for the keys.

    ``substance`` names what is asked: the question, the evidence that settles it, and the limits held against. The
    reason, the examples, the sources and a suggested wording are not part of it; nor are the patterns, which only
    say where the rule stops: standing compares the words it stopped at.
    """

    id: str
    version: int
    name: str
    categories: tuple[str, ...]
    severity: Severity
    roles: tuple[Role, ...]
    ask: str
    why: str
    evidence: str = ""
    suggest: str = ""
    scope: Scope = Scope.SENTENCE
    match: tuple[str, ...] = field(default=(), repr=False)
    unless: tuple[str, ...] = field(default=(), repr=False)
    with_: tuple[str, ...] = field(default=(), repr=False)
    page: tuple[str, ...] = field(default=(), repr=False)
    require: tuple[str, ...] = field(default=(), repr=False)
    when: tuple[str, ...] = field(default=(), repr=False)
    at_least: int = 1  # sentences in which ``when`` must match
    measure: str = ""
    max: float | None = None
    min: float | None = None
    limits: tuple[tuple[str, float], ...] = ()  # ``max`` by audience, where it differs
    hint: bool = False  # helps to rewrite; nobody has to decide on it
    beside: bool = False  # on a page it is asked only beside another question
    verify: str = ""
    verdicts: tuple[tuple[str, Severity], ...] = field(default=(), repr=False)
    question: bool = False
    heading: str = "assert"
    lead: bool = False
    denied: Denied = Denied.FLAG
    ease: Ease | None = field(default=None, repr=False)
    sources: tuple[str, ...] = field(default=(), repr=False)
    flags: tuple[Example, ...] = field(default=(), repr=False)
    passes: tuple[Example, ...] = field(default=(), repr=False)
    path: str = field(default="", repr=False, compare=False)
    substance: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Name what the rule asks by its content, so that a version nobody raised hides no change."""
        asked = [" ".join(text.casefold().split()) for text in (self.ask, self.evidence)]
        held = (
            self.require,
            self.when,
            self.at_least,
            self.measure,
            self.max,
            self.min,
            self.limits,
            self.verify,
        )
        content = json.dumps([self.scope, *asked, *held])
        object.__setattr__(self, "substance", hashlib.sha256(content.encode("ascii")).hexdigest()[:12])

    def patterns(self, use: Use) -> tuple[str, ...]:
        """The patterns of one use."""
        if use is Use.EASE:
            return self.ease.by if self.ease else ()
        values: tuple[str, ...] = getattr(self, "with_" if use is Use.WITH else str(use))
        return values

    def as_dict(self) -> dict[str, Any]:
        """What ``clinreview explain`` and the machine formats show."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "categories": list(self.categories),
            "severity": str(self.severity),
            "roles": [str(role) for role in self.roles],
            "scope": str(self.scope),
            "ask": self.ask,
            "why": self.why,
            "evidence": self.evidence,
            "suggest": self.suggest,
            "sources": list(self.sources),
            "flags": [example.text for example in self.flags],
            "passes": [example.text for example in self.passes],
        }
