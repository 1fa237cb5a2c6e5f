"""Review: an article, its claims, and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from clinreview.article import Article, Sentence, Span
from clinreview.findings import Finding
from clinreview.rule import Role, Severity

if TYPE_CHECKING:
    from clinreview.decisions import Decision
    from clinreview.readability import Scores


class State(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    SETTLED = "settled"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence with at least one finding: what a reviewer decides on.

    A section-wide or article-wide finding is a claim too; its ``sentence`` is None.

    Attributes
    ----------
    key
        Names the claim by what it says; moving it keeps its decisions, changing a word reopens it.
    findings
        Worst first.
    owed
        Roles that must still decide (empty when settled).
    """

    key: str
    sentence: Sentence | None
    findings: tuple[Finding, ...]
    severity: Severity
    roles: tuple[Role, ...]
    categories: tuple[str, ...]
    state: State = State.OPEN
    owed: tuple[Role, ...] = ()
    decisions: tuple[Decision, ...] = ()
    note: str = ""

    @property
    def text(self) -> str:
        """The sentence, or the words that name a wider finding."""
        return self.sentence.text if self.sentence else self.findings[0].trigger

    @property
    def span(self) -> Span:
        """Where it stands in the author's file."""
        return self.findings[0].span


@dataclass(frozen=True, kw_only=True)
class Review:
    """An article under review. Values in, values out: ``decide`` returns a new Review."""

    article: Article
    claims: tuple[Claim, ...] = field(repr=False)  # worst first
    scores: Scores = field(repr=False)
