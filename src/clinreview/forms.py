"""Forms: how a product is said to be given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from clinreview.statuswords import FORMS, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.marked import Marked
    from clinreview.target import Target

FORMED = word_set("form forms version versions")
NOT_SO = word_set("not never no isn't aren't alternative instead rather or and")
FORM_ENDS = word_set(", ; . : ( — – for to that which of in with version form alternative free")
TOLD_FORMS = word_set("oral injection nasal patch inhaled")  # the others are called by many names
AFTER_FORM = word_set(", that which")


def forms_in(told: Sequence[str], ends: Collection[str]) -> frozenset[str]:
    """Forms that the words name before one of these ends them."""
    return frozenset(FORMS[word] for word in takewhile(lambda word: word not in ends, told) if word in FORMS)


def forms_of(marked: Marked, used: list[int]) -> frozenset[str]:
    """How the product is given, as far as it stands right beside its name."""
    found = set()
    for place in used:
        if hit := marked.product_at(place):
            before = marked.span(hit.first - 2, hit.first)
            if before[-1:] == ["of"] and FORMED & set(marked.span(hit.first - 3, hit.first)):
                before = marked.span(hit.first - 4, hit.first)  # "the pill form of X"
            if "," in before:
                before = before[before.index(",") + 1 :]
            near = [*before, *marked.span(hit.first, hit.last + 2)]
            found |= {FORMS[word] for word in near if word in FORMS}
    return frozenset(found)


def form_told(act: Act, target: Target) -> frozenset[str]:
    """ "X is an FDA-approved daily pill", "X is a weekly shot approved for Y": what one product is said to be."""
    marked = act.marked
    if marked.word(act.after) == "as" and marked.word(act.after + 1) in {"a", "an"}:
        return (
            forms_in(marked.span(act.after + 2, act.after + 6), FORM_ENDS) & TOLD_FORMS
        )  # "never approved as a pill"
    places = [place for place in target.used if marked.product_at(place)]
    if not places or max(places) >= act.start or len(target.products) != 1:
        return frozenset()
    last = max(hit.last for place in places if (hit := marked.product_at(place)))
    if marked.word(last) not in {"is", "are", ","} or NOT_SO & set(marked.span(last, act.start)):
        return frozenset()
    told = marked.span(last + 1, act.place)  # "is a daily pill approved by …"
    if act.mode == "attribute":
        told = marked.span(last + 1, act.after + 4)
    if told[:1] not in (["a"], ["an"], ["the"]):
        return frozenset()
    end = next((word for word in told if word in FORM_ENDS), "")
    if act.mode != "attribute" and end and end not in AFTER_FORM:
        return frozenset()
    return forms_in(told, FORM_ENDS) & TOLD_FORMS
