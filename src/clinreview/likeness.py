"""Likeness: which old wording a new one comes from."""

from __future__ import annotations

from clinreview.claim import Claim
from clinreview.decisions import Decision
from clinreview.keys import normalise
from clinreview.rule import Scope

_ALIKE = 60.0  # per cent; below it two sentences are two sentences


def likeness(claim: Claim, old: Decision) -> float:
    """Tell how alike a claim and what was decided are, in per cent; 0 when they are not the same thing.

    A finding about a section is the same when its rule is, and its heading was only reworded.
    """
    if (claim.sentence is not None) != (old.scope in (Scope.SENTENCE, Scope.HEADING)):
        return 0.0
    if claim.sentence:
        olds = filter(None, (old.text, old.wording))
        alike = max((_ratio(claim.text, one) for one in olds), default=0.0)
    elif claim.scope is not old.scope or claim.findings[0].rule not in {item.rule for item in old.asked}:
        return 0.0
    else:
        alike = _ratio(claim.heading, old.heading)
    return alike if alike >= _ALIKE else 0.0


def _ratio(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(normalise(one).casefold(), normalise(other).casefold())
