"""Summary: what a review comes to, in numbers; the verdict strip and the index are made from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from clinreview.claim import Claim, State
from clinreview.html import count, day, listed
from clinreview.record import Match, Verdict
from clinreview.review import Review
from clinreview.rule import Role, Severity

AGAINST = (Verdict.CONTRADICTED, Verdict.WRONG_WORD, Verdict.OUTDATED, Verdict.NARROWER)
WORST_FIRST = tuple(sorted(Severity, reverse=True))
NEEDS = {Role.CLINICIAN: "a clinician", Role.REGULATORY: "regulatory", Role.EDITOR: "an editor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One article in numbers. ``open`` counts what is not settled: open, or decided once and open again.

    Attributes
    ----------
    severities, roles
        Unsettled claims by severity (worst first), and by the role that must still decide.
    contradicted, as_of
        Unsettled claims that the record contradicts, and the latest day those rows were known to be true.
    signed
        Decisions made.
    keys
        Names of the unsettled claims, to tell the change since another run.
    """

    title: str
    file: str
    sha256: str = ""
    claims: int = 0
    open: int = 0
    stale: int = 0
    contradicted: int = 0
    as_of: str = ""
    signed: int = 0
    severities: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    words: int = 0
    level: float | None = None
    band: str = ""
    keys: tuple[str, ...] = field(default=(), repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as they travel in the notebook's output and in the index."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Summary:
        """The same from plain values; unknown ones are left out."""
        known = {key: values[key] for key in cls.__dataclass_fields__ if key in values}
        return cls(**{**known, "keys": tuple(known.get("keys", ()))})

    @property
    def headline(self) -> str:
        """The first thing to know, as a sentence."""
        if not self.claims:
            return "No rule fired on this article."
        for severity, number in self.severities.items():
            if number:
                return f"{count(number, f'{severity} claim')} {'is' if number == 1 else 'are'} open."
        return f"{'The claim the rules found is' if self.claims == 1 else 'All claims the rules found are'} settled."

    @property
    def points(self) -> list[str]:
        """What follows from it, each a short sentence."""
        points = []
        if self.contradicted:
            verb = "is" if self.contradicted == 1 else "are"
            dated = f" (as of {day(self.as_of)})" if self.as_of else ""
            points.append(f"{self.contradicted} {verb} contradicted by the record we hold{dated}.")
        points += needs(self.roles)
        if self.stale:
            points.append(
                f"{count(self.stale, 'decision')} no longer hold{'s' * (self.stale == 1)}: the text or the question changed."
            )
        if self.claims:
            points.append(
                f"{count(self.signed, 'decision')} signed so far."
                if self.signed
                else "Nothing is signed off yet."
            )
        else:
            points.append("That says nothing about what the rules do not cover.")
        return points


def needs(roles: Mapping[str, int]) -> list[str]:
    """Who must decide how many claims, as a sentence; none where nobody must.

    >>> needs({"clinician": 2, "regulatory": 1, "editor": 0})
    ['2 need a clinician and 1 needs regulatory.']
    """
    owed = [
        f"{number} need{'s' * (number == 1)} {NEEDS[Role(role)]}" for role, number in roles.items() if number
    ]
    return [f"{listed(owed)}."] if owed else []


def summarise(review: Review, file: str = "") -> Summary:
    """Count what a review holds."""
    unsettled = [claim for claim in review.claims if claim.state is not State.SETTLED]
    severities = Counter(claim.severity for claim in unsettled)
    roles = Counter(role for claim in unsettled for role in claim.owed or claim.roles)
    against = [
        match for claim in unsettled for match in matches(claim) if match.verdict is Verdict.CONTRADICTED
    ]
    contradicted = [
        claim for claim in unsettled if any(m.verdict is Verdict.CONTRADICTED for m in matches(claim))
    ]
    dates = [match.as_of for match in against if match.as_of]
    return Summary(
        title=review.article.title,
        file=file or review.article.name,
        sha256=review.article.sha256,
        claims=len(review.claims),
        open=len(unsettled),
        stale=sum(claim.state is State.STALE for claim in unsettled),
        contradicted=len(contradicted),
        as_of=max(dates).isoformat() if dates else "",
        signed=len(review.decisions),
        severities={str(severity): severities[severity] for severity in WORST_FIRST},
        roles={str(role): roles[role] for role in Role},
        words=review.scores.words or 0,
        level=review.scores.level,
        band=str(review.scores.band or ""),
        keys=tuple(claim.key for claim in unsettled),
    )


def matches(claim: Claim) -> list[Match]:
    """What the record says of a claim, once for each row."""
    return list(dict.fromkeys(finding.record for finding in claim.findings if finding.record))
