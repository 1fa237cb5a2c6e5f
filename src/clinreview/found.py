"""Found: a verdict with the rows it rests on, and which of several a reviewer must see first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clinreview.approvals import Row
from clinreview.record import Verdict

# The worst first: what a reviewer must see when a sentence says several things.
WORST_FIRST = (
    Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD, Verdict.NOT_IN_RECORD, Verdict.CHECK_BY_HAND,
    Verdict.NARROWER, Verdict.NOT_AN_APPROVAL, Verdict.FUTURE_OR_CONDITIONAL, Verdict.OFF_LABEL_STATED,
    Verdict.DENIAL_AGREES, Verdict.SUPPORTED,
)  # fmt: skip
FALSE = (Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD)
FITTING = (Verdict.SUPPORTED, Verdict.NARROWER)
OTHER_PEOPLE = "the label names other people"
UNKNOWN_SALE = "the record does not say whether it is sold without a prescription"
ANOTHER_YEAR = "the record holds another year"


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict with the rows it rests on, before it is put into words."""

    verdict: Verdict
    rows: tuple[Row, ...] = ()
    use: str = ""
    why: str = ""


def worst(found: Iterable[Found]) -> Found:
    """The one a reviewer must see first."""
    return min(found, key=lambda one: WORST_FIRST.index(one.verdict))
