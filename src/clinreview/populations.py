"""Populations: the people of a claim against the people that the rows name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from clinreview.approvals import Row
from clinreview.record import Verdict

_ADULTS = re.compile(r"adults?(?: men| women)?(?: (?:with|without|at|from age (?:1[89]|[2-9]\d))\b.*)?")
_YOUNG = re.compile(r"child|adolesc|teen|infant|\bage (?:\d|1[0-7])\b|month|some\b")
_SEEN = ("verified", "partly-verified")
ADULT = 18


def other_people(people: Collection[str], rows: Sequence[Row], youngest: int = 0) -> Verdict | None:
    """Contradicted where the rows name other people, check-by-hand where they leave it open, None where they fit."""
    if 0 < youngest < min(row.min_age for row in rows):
        lowest = min(rows, key=lambda row: row.min_age)
        return Verdict.CONTRADICTED if lowest.confidence in _SEEN else Verdict.CHECK_BY_HAND
    if "children" in people and "adults" not in people:
        if all(row.min_age >= ADULT or (adults_only(row) and row.confidence in _SEEN) for row in rows):
            return Verdict.CONTRADICTED
        if all(adults_only(row) for row in rows):
            return Verdict.CHECK_BY_HAND
    if any(all(row.sex and row.sex != one for row in rows) for one in set(people) & {"women", "men"}):
        return Verdict.CONTRADICTED
    if "pregnant" in people:
        told = any("pregnan" in " ".join((row.indication, row.population, *row.terms)) for row in rows)
        sure = all(adults_only(row) and row.complete and row.confidence in _SEEN for row in rows)
        return Verdict.CONTRADICTED if sure and not told else Verdict.CHECK_BY_HAND
    return Verdict.CHECK_BY_HAND if "nursing" in people else None


def adults_only(row: Row) -> bool:
    """The row names adults and nobody younger."""
    text = row.population.lower()
    named = bool(_ADULTS.fullmatch(text)) and not _YOUNG.search(text)
    return row.scope != "class" and (row.min_age >= ADULT or (named and not row.min_age))
