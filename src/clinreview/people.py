"""People: whom a status is said to be for: sex, age, pregnancy, everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.sidelights import have_an_option
from clinreview.statuswords import BOUNDARIES, FORMS, PEOPLE, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.marked import Marked

ONE_SEX = {"girls": "women", "females": "women", "boys": "men", "males": "men"}
ANYONE = word_set("anyone people those patients persons anybody everyone")
BOTH = (
    "women as well as men",
    "men as well as women",
    "women as much as men",
    "men as much as women",
    "not only men",
    "not just men",
    "not only women",
)
TOLD_FOR = word_set("in for among treat treating including help helps helping")
OF_PREGNANCY = word_set("pregnancy pregnant expecting expectant")
MAY = word_set("can may could")
GETTING = word_set("use get take try have choose receive be buy")


def reach_of(act: Act, end: int, more: int = 4) -> int:
    """The place before which words on who and which age still belong to the status, ``more`` words past its use."""
    return min(act.marked.size, max(end, act.after + 8) + more)


def people_of(act: Act, end: int) -> frozenset[str]:
    """Groups of people whom the status is said to be for."""
    marked = act.marked
    last = reach_of(act, end)
    found = set()
    for place in range(act.start, last):
        word = marked.low[place]
        told = TOLD_FOR & set(marked.span(place - 5, place))
        if word == "older" and marked.word(place - 1) in {"and", "or"}:
            continue  # "aged 9 and older"
        if word in OF_PREGNANCY and marked.condition_at(place):
            continue  # "sickness in pregnancy": the use, and not who
        if word in PEOPLE and told and not _is_left_out(act, place):
            found.add(PEOPLE[word])
    found |= {PEOPLE[word] for word in [*who_may(act), *beside_product(act)] if word in PEOPLE}
    found |= _ages(act, end)
    if any(
        marked.span(place, place + 2) in (["both", "sexes"], ["either", "sex"])
        for place in range(act.after, last)
    ):
        return frozenset(found | {"women", "men"})
    if found >= {"women", "men"} and not _both(marked):
        found -= {"women", "men"}  # each for something else
    return frozenset(found)


def beside_product(act: Act) -> list[str]:
    """ "X for children with Y is approved": the words on who, right after the product."""
    marked = act.marked
    if act.mode != "predicate":
        return []
    for place in range(act.start - 1, max(-1, act.start - 11), -1):
        word = marked.word(place)
        if word == "," or word in BOUNDARIES:
            return []
        if (hit := marked.product_at(place)) and place < act.start - 1:
            step = hit.last + (marked.is_generic(hit.last) or marked.word(hit.last) in FORMS)
            return marked.span(step, act.start) if marked.word(step) in {"for", "in"} else []
    return []


def who_may(act: Act) -> list[str]:
    """ "Women of any age can use X, which the FDA approved": the words on who, where X is what is approved."""
    marked = act.marked
    if have_an_option(act):
        return marked.span(act.start - 8, act.start)  # "women with Y have an approved option in X"
    for place in range(act.start - 1, max(0, act.start - 14), -1):
        if marked.word(place) in {";", ".", ":", "but"}:
            return []
        if marked.word(place) in MAY and GETTING & set(marked.span(place + 1, place + 4)):
            named = marked.product_among(range(place, act.start)) is not None
            return marked.span(place - 10, place) if named else []
    return []


def _is_left_out(act: Act, place: int) -> bool:
    """ "But not in children", "rather than children"."""
    near = act.marked.span(max(act.after, place - 4), place)
    return bool({"not", "never", "nor", "except", "than"} & set(near)) and not {"only", "just"} & set(near)


def _ages(act: Act, end: int) -> set[str]:
    """ "As young as 10", "for young patients", "for 12-year-olds", "aged 8 to 16"."""
    marked = act.marked
    found = set()
    for place in range(act.start, reach_of(act, end)):
        word, following, third = marked.word(place), marked.word(place + 1), marked.word(place + 2)
        if word == "young" and following in {"patients", "people"}:
            found.add("children")
        if word == "as" and following == "young" and third == "as" and _is_a_childs(marked.word(place + 3)):
            found.add("children")
        if _is_a_childs(word) and following == "year" and third in {"olds", "old"}:
            found.add("children")
        up_to = marked.word(place + 3) if third in {"to", "through", "–", "-"} else ""
        under = word in {"under", "below"} or (word == "than" and marked.word(place - 1) == "younger")
        if under and following == "18" and ANYONE & set(marked.span(place - 3, place)):
            found.add("children")
        if word in {"aged", "ages"} and _is_a_childs(following) and _is_a_childs(up_to):
            found.add("children")
    return found


def says_everyone(act: Act, end: int) -> bool:
    """ "For women of every age", "at any age", "from birth", "young and old alike"."""
    marked = act.marked
    last = reach_of(act, end, more=5)
    before = who_may(act)
    told = [marked.span(place, place + 3) for place in range(act.after, last)]
    told += [before[place : place + 3] for place in range(len(before))]
    ages = any(
        one[:1]
        and one[0] in {"every", "any", "all"}
        and one[1:2] in (["age"], ["ages"])
        and not "".join(one[2:3]).isdecimal()
        for one in told
    )
    birth = any(one[:2] == ["from", "birth"] or one == ["young", "and", "old"] for one in told)
    return birth or (ages and not {"almost", "nearly", "adult", "adults"} & set(marked.span(act.after, last)))


def says_anyone(act: Act, end: int) -> bool:
    """ "For anyone with depression"."""
    return bool({"anyone", "everyone", "anybody", "everybody"} & set(act.marked.span(act.after, end)))


def _is_a_childs(word: str) -> bool:
    return word.isdecimal() and int(word) < 18


def _both(marked: Marked) -> bool:
    """ "Men and women", "women as well as men", "both sexes"."""
    text = " ".join(marked.low)
    if any(words in text for words in BOTH):
        return True
    return any(
        {marked.word(i - 1), marked.word(i + 1)} == {"men", "women"}
        for i in range(marked.size)
        if marked.low[i] in {"and", "or"}
    )
