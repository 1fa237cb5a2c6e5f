"""Rule: one reason to stop at a sentence or an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import total_ordering


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
        return list(Severity).index(self)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reason to stop, as its YAML file says it."""

    id: str
    version: int
    name: str
    categories: tuple[str, ...]
    severity: Severity
    roles: tuple[Role, ...]
    ask: str
    why: str = ""
    evidence: str = ""
    suggest: str = ""
    scope: Scope = Scope.SENTENCE
    sources: tuple[str, ...] = field(default=(), repr=False)
    flags: tuple[str, ...] = field(default=(), repr=False)
    passes: tuple[str, ...] = field(default=(), repr=False)
    match: tuple[str, ...] = field(default=(), repr=False)
    unless: tuple[str, ...] = field(default=(), repr=False)
