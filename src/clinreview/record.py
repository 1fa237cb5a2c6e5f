"""Record: the dated tables of facts, and what they say of a claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What the record says of a claim."""

    SUPPORTED = "supported"
    NARROWER = "narrower"
    WRONG_WORD = "wrong-word"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    OFF_LABEL_STATED = "off-label-stated"
    DENIAL_AGREES = "denial-agrees"
    NOT_AN_APPROVAL = "not-an-approval"
    FUTURE_OR_CONDITIONAL = "future-or-conditional"
    NOT_IN_RECORD = "not-in-record"
    CHECK_BY_HAND = "check-by-hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A verdict with what it rests on.

    Attributes
    ----------
    row
        Id of the record row, "" when no row was used (not-in-record, check-by-hand).
    says
        One plain sentence: what the record holds ("FDA approved Ketalar (ketamine injection) in 1970 as …").
    matched
        The words of the claim that were matched ("fda … approves … ketamine infusions … depression").
    reference, url
        Where the row comes from.
    as_of
        The day the row was last known to be true.
    confidence
        verified, partly-verified or from-knowledge.
    suggestion
        A wording the record would support, "" if none.
    overdue
        The row is past its re-check date.
    """

    verdict: Verdict
    row: str = ""
    says: str = ""
    matched: str = ""
    reference: str = ""
    url: str = field(default="", repr=False)
    as_of: dt.date | None = None
    confidence: str = ""
    suggestion: str = ""
    overdue: bool = False
