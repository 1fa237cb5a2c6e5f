"""Actors: the regulator of an act, where it does not stand right before the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.statuswords import NEGATORS, REFUSING, WITHDRAWING, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.mentions import Mention

NEVER_CHANGED = ("register", "designate", "refuse", "withdraw")
APPOSITION = 12  # words in "the FDA, which …, has approved"
FIRSTS = word_set(
    "the first in world regulator agency body country authority worldwide anywhere to globally national medicines"
)
TIMES = word_set(
    "on in last this past earlier late early week month year today yesterday friday monday tuesday wednesday thursday saturday"
    " sunday january february march april may june july august september october november december spring summer autumn fall winter"
    " back as of"
)  # "the FDA on Friday approved X"
TURNS = word_set("; . but although though whereas while")


def of_an_emergency(act: Act) -> bool:
    """ "Authorized for emergency use", "under an emergency use authorization": a regulator's act, though none is named."""
    marked = act.marked
    if (
        act.kind == "authorise"
        and act.form == "past"
        and {"is", "are", "remains", "remain"} & set(act.chained)
    ):
        hits = [hit for i in range(max(0, act.start - 5), act.start) if (hit := marked.product_at(i))]
        if any("emergency" in f"{row.indication} {row.status}" for hit in hits for row in hit.value.rows):
            return True
    near = (
        marked.span(act.place - 3, act.place) if act.form == "noun" else marked.span(act.after, act.after + 4)
    )
    return act.kind == "authorise" and "emergency" in near


def has_lapsed(act: Act) -> bool:
    """ "The emergency authorization is no longer in force", "… has ended"."""
    after = act.marked.span(act.after, act.after + 8)
    told = {"ended", "ends", "ceased"} & set(after) or (
        "no" in after and "longer" in after and "force" in after
    )
    return bool(told) and act.form == "noun" and of_an_emergency(act)


def off_the_market(act: Act) -> bool:
    """ "X was withdrawn from the US market"."""
    marked = act.marked
    near = marked.span(act.after, act.after + 6)
    named = marked.product_among(range(max(0, act.start - 6), act.start)) is not None
    return act.kind == "withdraw" and named and "market" in near and bool({"from", "off"} & set(near))


def before_apposition(act: Act) -> Mention[str] | None:
    """ "The UK regulator, the MHRA, has approved X": the regulator before what stands beside its name."""
    marked = act.marked
    place = act.start - 1
    while marked.word(place) in TIMES or marked.word(place).isdecimal():
        place -= 1
    if place in marked.agency_ends and place < act.start - 1 and act.form in ("past", "fin", "noun"):
        return marked.agency_ends[place]
    if marked.word(act.start - 1) not in {",", ")"} or act.form in ("noun", "adj"):
        return None
    for place in range(act.start - 2, max(0, act.start - APPOSITION), -1):
        if marked.word(place) in {",", "("} and place - 1 in marked.agency_ends:
            return marked.agency_ends[place - 1]
        if marked.named(place) or marked.word(place) in TURNS:
            break
    return None


def first_to(act: Act) -> Mention[str] | None:
    """ "The MHRA became the first in the world to approve X": the regulator, and not a plan."""
    marked = act.marked
    place = act.place - 1
    if act.form != "base" or marked.word(place) != "to":
        return None
    while marked.word(place - 1) in FIRSTS:
        place -= 1
    if "first" not in marked.span(place, act.place) or marked.word(place - 1) not in {"became", "was"}:
        return None
    act.start = place - 1
    act.chain.clear()
    return marked.agency_ends.get(act.start - 1) or before_apposition(act)


def _without_symptoms(act: Act, places: range) -> list[str]:
    """The words at these places, without the withdrawal of "opioid withdrawal"."""
    marked = act.marked
    return [marked.word(i) for i in places if marked.word(i) != "withdrawal" or not marked.condition_at(i)]


def turned(act: Act) -> None:
    """ "Declined to approve" refuses, "approval was withdrawn" withdraws."""
    if act.kind in NEVER_CHANGED:
        return
    before = _without_symptoms(act, range(max(0, act.start - 3), act.place))
    after = _without_symptoms(act, range(act.after, act.after + 8))
    if NEGATORS & set(after[:3]):
        after = []  # "approval has not been revoked"
    if act.form in ("base", "noun", "ing") and any(word in REFUSING for word in before):
        act.kind = "refuse"
    elif act.form == "noun":
        if (
            has_lapsed(act)
            or any(word in WITHDRAWING for word in before)
            or any(word in WITHDRAWING - {"lost"} for word in after)
        ):
            act.kind = "withdraw"
        elif any(word in REFUSING - {"against", "turned"} for word in after):
            act.kind = "refuse"
