"""Ages: from and up to which age, or week of pregnancy, a status is said to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.people import beside_product, reach_of
from clinreview.statuswords import word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.marked import Marked

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
}  # fmt: skip
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
WHO = word_set(
    "anyone everyone anybody everybody adults people patients women men children kids girls boys teens teenagers those"
    " adolescents youngsters"
)
YOUNG = word_set("children child kids kid girls boys anyone people patients youngsters those")
OVER = word_set("over above")
UNDER = word_set("under below")
OLDER = word_set("older up over above upwards onwards onward")
NO_AGE = word_set("% percent mg kg pounds weeks week days day hours bmi countries times million")
WEEKS = word_set("week weeks")
MOST = 100


def number(word: str) -> int:
    """A number in figures or words, 0 for any other word."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 4 else NUMBERS.get(word, 0)


def ages_of(act: Act, end: int, before: list[str]) -> tuple[int, int]:
    """The youngest and the oldest age it is said to be for, 0 where none is told.

    Parameters
    ----------
    before
        Words on who may have it that stand before the status ("women as young as 18 can …").
    """
    marked = act.marked
    last = reach_of(act, end, more=6)
    said = _read(marked, act.start - len(beside_product(act)), last)
    said += [(0, MOST) for place in range(act.start, last) if _all_adults(marked, place)]
    youngest = min((age for age, _ in said if age), default=0) or _as_young_as(before)
    return youngest, max((age for _, age in said), default=0)


def _read(marked: Marked, first: int, last: int) -> list[tuple[int, int]]:
    found = []
    for place in range(first, last):
        word = marked.word(place)
        if word in DECADES and marked.word(place - 1) == "their":
            found.append((DECADES[word], DECADES[word]))
        age = number(word)
        if 0 < age < MOST and marked.word(place + 1) not in NO_AGE:
            found.append(_around(marked, place, age))
    return found


def _all_adults(marked: Marked, place: int) -> bool:
    """ "Adults of every age", "adults of all ages"."""
    return marked.word(place) == "adults" and marked.span(place + 1, place + 3) in (
        ["of", "every"], ["of", "any"], ["of", "all"]) and marked.word(place + 3) in {"age", "ages"}  # fmt: skip


def _around(marked: Marked, place: int, age: int) -> tuple[int, int]:
    """What the words around a number make of it: the youngest and the oldest age."""
    one, two, three = (marked.word(place - step) for step in (1, 2, 3))
    after, next_word = marked.word(place + 1), marked.word(place + 2)
    months = after in {"month", "months"}
    if months:
        age = max(1, age // 12)
    if [three, two, one] == ["as", "young", "as"] or (after in {"year", "month"} and next_word == "olds"):
        return age, 0
    if [two, one] == ["older", "than"] or (one in OVER and (two in WHO or two in {"aged", "age"})):
        return (age, age) if three != "including" and two != "those" else (0, age)
    if one in UNDER and two in YOUNG and age <= 18:
        return age - 1, 0
    aged = one in {"aged", "ages", "age"} or (one == "of" and two == "age")
    led = (
        two
        if one in {"aged", "ages", "age"}
        else marked.word(place - 4)
        if aged and three == "the"
        else three
    )
    if (aged and led in {"from", "at"}) or (one == "from" and (months or after in {"year", "years"} | OLDER)):
        return age, 0
    if aged and led in {"to", "until"}:
        return 0, age
    if after in {"and", "or"} and next_word in OLDER and (aged or two in WHO or one in WHO):
        return age, age
    if one == "to" and two == "up" and three in WHO:
        return 0, age
    if one == "aged" and two in WHO and after in {"", ".", ",", ";", "with", "for"}:
        return age, age
    if aged and after in {"to", "through", "–", "-"}:
        return age, number(next_word)
    return 0, 0


def _as_young_as(before: list[str]) -> int:
    for place in range(3, len(before)):
        if before[place - 3 : place] == ["as", "young", "as"]:
            return number(before[place])
    return 0


def weeks_of(act: Act, end: int) -> int:
    """Up to which week of pregnancy: "up to 20 weeks", "through week 10"; 0 where none is told."""
    marked = act.marked
    for place in range(act.start, reach_of(act, end, more=8)):
        if marked.word(place) in WEEKS and {"up", "to", "through", "until", "first", "before", "at"} & set(
            marked.span(place - 4, place)
        ):
            weeks = number(marked.word(place - 1)) or number(marked.word(place + 1))
            if weeks:
                return weeks
    return 0
