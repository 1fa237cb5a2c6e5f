"""Limits: the people, the age and the forms that a statement says are the only ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinreview.ages import number
from clinreview.forms import forms_in
from clinreview.people import ONE_SEX, reach_of
from clinreview.statuswords import PEOPLE, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act

ALONE = word_set("only just solely exclusively")
AT_FIRST = word_set("initially originally first formerly once previously until")
AFTER_FORM = word_set(", . ; for to and with")
UP_TO = word_set("to through until")
BELOW = word_set("under below than")
NO_LIMIT = word_set("not never if unless when")
PAST = word_set("was were had")
FORM_AHEAD = 6  # words from "only as" to the form: "only as a once-weekly injection"
GROWN = range(12, 90)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is said to be all there is.

    Attributes
    ----------
    people
        Who are said to be the only ones.
    eldest
        The age up to which only it is said to hold, 0 where none is told.
    forms
        How it is said to be given, and no other way.
    """

    people: frozenset[str] = frozenset()
    eldest: int = 0
    forms: frozenset[str] = frozenset()


def limits_of(act: Act, end: int) -> Limits:
    """The limits told around a status."""
    told = {*act.chained, *act.marked.span(act.start - 3, act.place)}
    if AT_FIRST & told:
        return Limits()
    if PAST & told:
        return Limits(_people(act, end))
    return Limits(_people(act, end), _eldest(act, end), _forms(act, end))


def _people(act: Act, end: int) -> frozenset[str]:
    """ "For girls only", "in adults alone", "only for men": the people said to be the only ones."""
    marked = act.marked
    if "until" in marked.span(act.after, act.after + 14):
        return frozenset()
    found = set()
    for place in range(act.after, reach_of(act, end)):
        group = ONE_SEX.get(marked.word(place)) or (PEOPLE.get(marked.word(place)) if marked.word(place) in {"adults", "men", "women"} else None)  # fmt: skip
        if not group:
            continue
        ends = marked.word(place + 2) in {"", ".", ",", ";", "!", ")", "and", "—", "–"}
        after = marked.word(place + 1) in {"only", "alone", "exclusively"} and ends
        before = marked.word(place - 1) in {"for", "in"} and (
            marked.word(place - 2) in ALONE
            or (marked.word(place - 2) == "use" and "only" in marked.span(place - 4, place))
        )
        if after or before:
            found.add(group)
    return frozenset(found) if len(found) == 1 else frozenset()


def _eldest(act: Act, end: int) -> int:
    """ "Only up to age 26", "only for people under 27": 26."""
    marked = act.marked
    for place in range(act.after, reach_of(act, end)):
        age = number(marked.word(place))
        before = marked.span(place - 3, place)
        if age not in GROWN or not _is_alone(act, place, 6):
            continue
        of_age = before[-1:] == ["of"] and before[-2:-1] == ["age"]  # "up to the age of 26"
        if (before[-1:] == ["age"] or of_age) and UP_TO & set(marked.span(place - 5, place - 1)):
            return age
        if before[-1:] and before[-1] in BELOW and marked.word(place + 1) not in {"%", "kg", "mg"}:
            return age - 1
    return 0


def _forms(act: Act, end: int) -> frozenset[str]:
    """ "Only as a weekly injection", "solely as an infusion"."""
    marked = act.marked
    for place in range(act.after, reach_of(act, end)):
        if marked.word(place) != "as" or not _is_alone(act, place, 1):
            continue
        told = marked.span(place + 1, place + 1 + FORM_AHEAD)
        return forms_in(told, AFTER_FORM)
    return frozenset()


def _is_alone(act: Act, place: int, words: int) -> bool:
    """ "Only" stands right before the place, or right before the status itself."""
    marked = act.marked
    near = marked.span(max(act.after, place - words), place)
    before = marked.span(act.start - 2, act.place)
    return bool(ALONE & {*near, *before}) and not NO_LIMIT & {*near, *before}
