"""Claim: a sentence with at least one finding, the thing a reviewer decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from clinreview.article import Sentence, Span
from clinreview.decisions import Decision
from clinreview.finding import Finding
from clinreview.keys import claim_key, wide_key
from clinreview.record import Verdict
from clinreview.rule import Role, Scope, Severity

_FIRST = (Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD)


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
        The same sentence in two places is two claims with one key: deciding one decides both.
    findings
        Worst first.
    owed
        Roles that must still decide (empty when settled).
    decisions
        Every decision on this wording, in order; on the old wording when it was changed since.
    note
        Why the claim is open again, or what still stands in the way.
    was
        The wording that was decided on, when it was changed since; else "".
    places
        How often the sentence stands in the article.
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
    was: str = ""
    places: int = 1

    @property
    def text(self) -> str:
        """The sentence, or the words that name a wider finding."""
        return self.sentence.text if self.sentence else self.findings[0].trigger

    @property
    def lead(self) -> str:
        """The sentence's list lead-in or table header, where it has one."""
        return self.sentence.lead if self.sentence else ""

    @property
    def scope(self) -> Scope:
        """Sentence, section or article."""
        return Scope.SENTENCE if self.sentence else self.findings[0].scope

    @property
    def heading(self) -> str:
        """The heading it stands under."""
        return self.findings[0].heading

    @property
    def span(self) -> Span:
        """Where it stands in the author's file."""
        return self.findings[0].span

    def _repr_html_(self) -> str:
        from clinreview.html import show

        return show("claim.html.j2", claim=self)

    @property
    def verdict(self) -> Verdict | None:
        """What the record says, the worst first; None when it was not asked."""
        return min((f.record.verdict for f in self.findings if f.record), key=_verdict_rank, default=None)


def claims_of(findings: Iterable[Finding]) -> tuple[Claim, ...]:
    """Gather findings into claims, worst first: one for each sentence, section or article that has any."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        place: tuple[object, ...] = (finding.span.start, finding.span.end)
        if finding.sentence is None:
            place = (finding.rule, finding.scope, finding.section)
        groups.setdefault(place, []).append(finding)
    claims = [_claim(group) for group in groups.values()]
    places = Counter(claim.key for claim in claims)
    return tuple(sorted((replace(c, places=places[c.key]) for c in claims), key=_worst_first))


def _claim(group: Sequence[Finding]) -> Claim:
    findings = tuple(sorted(group, key=lambda f: (-f.severity.rank, _record_rank(f), f.rule)))
    first = findings[0]
    sentence = first.sentence
    return Claim(
        key=claim_key(sentence.text, sentence.lead)
        if sentence
        else wide_key(first.rule, first.scope, first.heading),
        sentence=sentence,
        findings=findings,
        severity=first.severity,
        roles=tuple(role for role in Role if any(role in f.roles for f in findings)),
        categories=tuple(dict.fromkeys(category for f in findings for category in f.categories)),
    )


def _worst_first(claim: Claim) -> tuple[int, ...]:
    verdict = min(_record_rank(f) for f in claim.findings)
    return (
        -claim.severity.rank, verdict, -len(claim.findings), -len(claim.categories), claim.span.start, claim.span.end
    )  # fmt: skip


def _record_rank(finding: Finding) -> int:
    return _verdict_rank(finding.record.verdict) if finding.record else len(_FIRST)


def _verdict_rank(verdict: Verdict) -> int:
    return _FIRST.index(verdict) if verdict in _FIRST else len(_FIRST)
