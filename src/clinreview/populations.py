"""Populations: the people of a claim against the people that the rows name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from clinreview.approvals import Row
from clinreview.record import Verdict

_ADULTS = re.compile(r"adults?(?: men| women)?(?: (?:with|without|at|from age (?:1[89]|[2-9]\d))\b.*)?")
_YOUNG = re.compile(r"child|adolesc|teen|infant|\bage (?:\d|1[0-7])\b|month|some\b")
_BEFORE_MENOPAUSE = re.compile(r"\b(?:premenopausal|before menopause)\b")
_CHILDREN = re.compile(
    r"adults,? and (?:children|adolescents)(?: from age \d+)?|from age (?:[1-9]|1[0-5])|from \d+ months"
)
_MEN = re.compile(r"\b(?:men|boys|males?)\b")
_WOMEN = re.compile(r"\b(?:women|girls|females?|pregnan\w+|mothers)\b")
Ages = tuple[int, int, int]
_AFTER_MENOPAUSE = re.compile(r"\b(?:postmenopausal|after menopause)\b")
_SEEN = ("verified", "partly-verified")
ADULT = 18
SEXES = frozenset({"men", "women"})
GROWN_UP = frozenset({"adults", "older"}) | SEXES
OLD = 60
TEENS = 13
FROM_BIRTH = 2  # an age from which a label does not reach people of every age
_ELDEST = re.compile(
    r"\bunder (?:age )?[5-9]\d\b|\b(?:to|below|up to) (?:age )?[4-9]\d\b|before menopause|premenopausal"
)


def other_people(
    people: Collection[str], rows: Sequence[Row], ages: Ages = (0, 0, 0), *, everyone: bool = False
) -> Verdict | None:
    """Contradicted where the rows name other people, check-by-hand where they leave it open, None where they fit.

    Parameters
    ----------
    ages
        The youngest age, the oldest age and the latest week of pregnancy of the claim, 0 where none is told.
    everyone
        It is said to be for people of every age.
    """
    limited = _limited(rows) if everyone and rows else None
    if limited := _beyond(rows, ages) or limited:
        return limited
    if "children" in people and (verdict := _of_children(rows, also="adults" in people)):
        return verdict
    if "older" in people and all(0 < row.max_age < OLD for row in rows):
        return Verdict.CONTRADICTED
    if "adults" in people and all(0 < row.max_age < ADULT for row in rows):
        return Verdict.CONTRADICTED
    if "premenopausal" in people and all(_AFTER_MENOPAUSE.search(row.population.lower()) for row in rows):
        return Verdict.CONTRADICTED
    if "postmenopausal" in people and all(_BEFORE_MENOPAUSE.search(row.population.lower()) for row in rows):
        return Verdict.CONTRADICTED
    if any(all(row.sex and row.sex != one for row in rows) for one in set(people) & {"women", "men"}):
        return Verdict.CONTRADICTED
    if "pregnant" in people and all("never in pregnancy" in row.limits.lower() for row in rows):
        return Verdict.CONTRADICTED
    if "pregnant" in people:
        told = any("pregnan" in " ".join((row.indication, row.population, *row.terms)) for row in rows)
        sure = all(adults_only(row) and row.complete and row.confidence in _SEEN for row in rows)
        return Verdict.CONTRADICTED if sure and not told else Verdict.CHECK_BY_HAND
    return Verdict.CHECK_BY_HAND if "nursing" in people else None


def _beyond(rows: Sequence[Row], ages: Ages) -> Verdict | None:
    """What rows with limits of age, or of the week of pregnancy, say of people beyond these."""
    youngest, eldest, weeks = ages
    lowest = min(rows, key=_floor)
    beyond = [lowest] if 0 < youngest < _floor(lowest) else []
    if eldest and all(0 < row.max_age < eldest for row in rows):
        beyond += rows
    beyond += [row for row in rows if weeks and 0 < row.max_weeks < weeks]
    if not beyond:
        return None
    return Verdict.CONTRADICTED if all(map(_is_sure, beyond)) else Verdict.CHECK_BY_HAND


def _is_sure(row: Row) -> bool:
    """Its limits were seen in the source, or it is told as one for adults alone."""
    return row.confidence in _SEEN or row.min_age >= ADULT


def _too_few(only: Collection[str], rows: Sequence[Row], *, bare: bool) -> bool:
    """It is said to be for some people only, where a row names others too (of ages: one that was seen in its source)."""
    seen = [row for row in rows if row.confidence in _SEEN and row.complete]
    told = [f"{row.population} {row.indication}".lower() for row in rows if row.complete]
    if "adults" in only:
        return any(
            (bare or len(row.terms) == 1) and _CHILDREN.fullmatch(row.population.lower()) for row in seen
        )
    if "women" in only:
        return any(_MEN.search(text) for text in told) and not any(row.sex == "women" for row in rows)
    return "men" in only and any(_WOMEN.search(text) for text in told)


def of_too_few(only: Collection[str], rows: Sequence[Row], *, bare: bool) -> Verdict | None:
    """Those who are said to be the only ones against the people of the rows."""
    fits = all(row.sex in only for row in rows) or ("adults" in only and all(map(adults_only, rows)))
    if not only or fits:
        return None
    return Verdict.CONTRADICTED if _too_few(only, rows, bare=bare) else Verdict.CHECK_BY_HAND


def for_teens(rows: Sequence[Row], *, bare: bool) -> bool:
    """Labels, each of one use and seen in its source, that name an age of teenagers; where no use is told, one of them."""
    fits = [0 < row.min_age <= TEENS and row.confidence in _SEEN and len(row.terms) == 1 for row in rows]
    return any(fits) if bare else all(fits)


def _of_children(rows: Sequence[Row], *, also: bool) -> Verdict | None:
    """What the rows say of children, or of adults and children alike."""
    seen = all(row.confidence in _SEEN for row in rows)
    if also:
        grown = all(_floor(row) >= ADULT for row in rows)
        return None if not grown else Verdict.CONTRADICTED if seen else Verdict.CHECK_BY_HAND
    if all(row.min_age >= ADULT or (adults_only(row) and row.confidence in _SEEN) for row in rows):
        return Verdict.CONTRADICTED
    return Verdict.CHECK_BY_HAND if all(adults_only(row) for row in rows) else None


def _limited(rows: Sequence[Row]) -> Verdict | None:
    """What rows with a limit of age say of "people of every age"."""
    if all(
        row.min_age >= FROM_BIRTH or adults_only(row) or _ELDEST.search(row.population.lower())
        for row in rows
    ):
        return Verdict.CONTRADICTED if all(map(_is_sure, rows)) else Verdict.CHECK_BY_HAND
    return None


def _floor(row: Row) -> int:
    """The age from which the row holds, as far as it says so."""
    return row.min_age or (ADULT if adults_only(row) else 0)


def names_adults(row: Row) -> bool:
    """The row says that it is for adults, or for anyone; one lowest age for several uses says nothing of each."""
    told = row.population.lower()
    return told == "anyone" or (
        told.startswith(("adults", "adult men", "adult women", "women", "men", "premenopausal women"))
        and not row.max_age
    )


def _is_for(row: Row, sex: str) -> bool:
    return row.sex == sex or row.population.lower().startswith(sex)


def of_adults(rows: Sequence[Row], people: frozenset[str], use: str) -> tuple[Row, ...]:
    """Rows that surely hold for the adults, men or women that are named; none where other people are.

    A row on several uses names adults for one of them, maybe, and children for another.
    """
    if not people or not people <= GROWN_UP:
        return ()
    sure = tuple(
        row for row in rows if names_adults(row) and (not use or len(row.terms) == 1 or {row.sex} == people)
    )
    return tuple(row for row in sure if all(_is_for(row, sex) for sex in SEXES & people))


def adults_only(row: Row) -> bool:
    """The row names adults and nobody younger."""
    text = row.population.lower()
    named = bool(_ADULTS.fullmatch(text)) and not _YOUNG.search(text)
    return row.scope != "class" and (row.min_age >= ADULT or (named and not row.min_age))
