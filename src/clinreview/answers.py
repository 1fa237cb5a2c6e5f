"""Answers: what reviewers' decisions say of each rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinreview.decisions import Action, Decision
from clinreview.review import Review
from clinreview.rule import Role, Scope
from clinreview.trail import trail_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How the questions of one rule were answered; one answer for each claim.

    Attributes
    ----------
    approved, revised
        Claims where the question was right to ask.
    dismissed
        The decisions that say the rule does not apply: candidates for its ``passes``.
    """

    rule: str
    approved: int = 0
    revised: int = 0
    dismissed: tuple[Decision, ...] = ()

    @property
    def decided(self) -> int:
        """Claims on which somebody answered."""
        return self.approved + self.revised + len(self.dismissed)

    @property
    def precision(self) -> float:
        """Share of the answers that took the question as rightly asked."""
        return (self.approved + self.revised) / self.decided


def answers(trails: Iterable[Sequence[Decision]]) -> tuple[Answers, ...]:
    """Count the answers to each rule, the least precise rule first.

    Parameters
    ----------
    trails
        The decisions on each claim. A role's last word counts; what was taken back does not.
    """
    found: dict[str, list[list[Decision]]] = defaultdict(list)
    for trail in map(trail_of, trails):
        last = [word for role in Role if (word := trail.last(role))]
        for rule in dict.fromkeys(rule for word in last for rule in _answered(word)):
            found[rule].append([word for word in last if rule in _answered(word)])
    counted = (_counted(rule, claims) for rule, claims in found.items())
    return tuple(sorted(counted, key=lambda one: (one.precision, -one.decided, one.rule)))


def _answered(word: Decision) -> list[str]:
    """Rules that asked the role which decided; a clinician's word says nothing of a question to the editor."""
    return [asked.rule for asked in word.asked if not asked.roles or word.role in asked.roles]


def _counted(rule: str, claims: Iterable[Sequence[Decision]]) -> Answers:
    approved = revised = 0
    dismissed = []
    for words in claims:
        said = {word.action for word in words}
        if said == {Action.DISMISS}:
            dismissed.append(words[0])
        elif Action.REVISE in said:
            revised += 1
        else:
            approved += 1
    return Answers(rule=rule, approved=approved, revised=revised, dismissed=tuple(dismissed))


def rule_stats(reviews: Iterable[Review]) -> pd.DataFrame:
    """One row per rule that reviewers answered: how often it was right to ask, the least precise first.

    Decisions on wordings that changed since count too.
    """
    import pandas as pd

    rows = [
        {
            "rule": one.rule,
            "decided": one.decided,
            "approved": one.approved,
            "revised": one.revised,
            "dismissed": len(one.dismissed),
            "precision": one.precision,
        }
        for one in answers(_trails(reviews))
    ]
    return pd.DataFrame(rows, columns=["rule", "decided", "approved", "revised", "dismissed", "precision"])


def near_misses(reviews: Iterable[Review]) -> pd.DataFrame:
    """One row per dismissed sentence and rule: candidates for the ``passes`` of that rule."""
    import pandas as pd

    rows = [
        {"rule": one.rule, "passes": decision.text, "lead": decision.lead, "because": decision.note}
        for one in answers(_trails(reviews))
        for decision in one.dismissed
        if decision.scope in (Scope.SENTENCE, Scope.HEADING)
    ]
    return pd.DataFrame(rows, columns=["rule", "passes", "lead", "because"]).drop_duplicates(
        ignore_index=True
    )


def _trails(reviews: Iterable[Review]) -> Iterable[Sequence[Decision]]:
    for review in reviews:
        claims: dict[str, list[Decision]] = defaultdict(list)
        for decision in review.decisions:
            claims[decision.key].append(decision)
        yield from claims.values()
