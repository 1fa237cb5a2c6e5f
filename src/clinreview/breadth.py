"""Breadth: statements on every product at once, or on one as the only one ("no drug is approved for Y")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinreview.particulars import says_unprescribed
from clinreview.stances import Stance
from clinreview.statuswords import AGENTS, DETERMINERS, FORMS, GOVERNORS, LEADS_ON, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.target import Target

PLAIN_HEADS = word_set(
    "pill pills drug drugs medication medications medicine medicines treatment treatments therapy therapies"
)
FORM_HEADS = word_set(
    "tablet tablets capsule capsules injection injections spray sprays patch patches cream creams"
)
BETWEEN = word_set("the that which is are has have been with to win gain get ever currently now single any a one only"
                   " approved and first available specifically yet of kind")  # fmt: skip
NARROWING = word_set("cure curing prevent preventing reverse reversing stop stopping slow slowing reduce shorten"
                     " alone also both children teens pediatric adolescents kids pregnant women men"
                     " that which whose without containing")  # fmt: skip
PAST = word_set("was were until had before previously then used")
CLAUSE_ENDS = word_set(", ; . so but and because which although")
NONE_YET = word_set("never isn't aren't not hasn't")
DEGREES = word_set("severe moderate mild chronic acute common")


@dataclass(frozen=True, slots=True)
class Sweep:
    """How wide a statement sweeps: "none", "only" or "", with a use and forms that stand before the status."""

    kind: str = ""
    use: str = ""
    forms: frozenset[str] = frozenset()


def sweep_of(act: Act, target: Target, stance: Stance) -> Sweep:
    """ "No drug is approved for Y": none; "the only approved drug for Y is X": only."""
    if stance in (Stance.DENIED, Stance.NOT_YET) and not target.products:
        return _of_no_drug(act)
    only = stance is Stance.ASSERTED and target.products and _of_only_drug(act)
    return Sweep("only" if only else "")


def _of_no_drug(act: Act) -> Sweep:
    marked = act.marked
    after = marked.span(act.after, act.after + 12)
    stop = next((place for place, word in enumerate(after) if word in CLAUSE_ENDS), len(after))
    after = after[:stop]
    narrowing = set(after) & NARROWING
    if (narrowing - {"without"} if says_unprescribed(act, act.after) else narrowing) or PAST & set(
        marked.span(act.clause_start(), act.place)
    ):
        return Sweep()
    none = Sweep("none")
    if act.mode == "verb":
        heads = [i for i, word in enumerate(after[:5]) if word in PLAIN_HEADS]
        led = heads and after[: heads[0]] and _names_no_other(act, heads[0])
        return none if led else Sweep()
    if act.mode == "attribute" and after[:1] and after[0] in PLAIN_HEADS:
        before = marked.span(act.start - 5, act.place)
        near = before[-3:] + marked.span(act.start, act.place)
        told = bool({"no", "any"} & set(near)) or ("there" in before and bool(NONE_YET & set(before)))
        return none if told else Sweep()
    return _of_no_subject(act)


def _names_no_other(act: Act, head: int) -> bool:
    """ "Any pill", "any birth control pill": nothing but a use stands before the word for a product."""
    marked = act.marked
    near = range(act.after, act.after + head)
    bare = [place for place in near if not marked.condition_at(place)]
    return bool(bare) and {marked.word(place) for place in bare} <= {"a", "any", "single", "one", "no"}


def _of_no_subject(act: Act) -> Sweep:
    """ "No pill for Y has ever been approved", "not a single Y drug is approved", "none of the drugs for Y is"."""
    marked = act.marked
    if "nothing" in act.chained:
        return Sweep("none")
    step = act.start - 1
    while marked.word(step) in BETWEEN:
        step -= 1
    use = ""
    if hit := marked.condition_at(step):
        if marked.word(hit.last - 1) in PLAIN_HEADS and hit.last - hit.first > 1:
            return _none(act, hit.first - 1, hit.value, marked.word(hit.last - 1))
        if compound := marked.condition_at(hit.first - 1):
            hit = compound  # "fatty liver inflammation"
        use = hit.value
        step = hit.first - 1
        while marked.word(step) in DETERMINERS | DEGREES | (LEADS_ON - PLAIN_HEADS):
            step -= 1
        if marked.word(step) not in GOVERNORS:
            return Sweep()
        step -= 1
    head = marked.word(step)
    if head not in PLAIN_HEADS | FORM_HEADS:
        return Sweep()
    forms = marked.span(step - 1, step + 1)
    step -= 1
    while marked.word(step) in FORMS:
        step -= 1
    if not use and (hit := marked.condition_at(step)):
        use, step = hit.value, hit.first - 1
    if head in FORM_HEADS and not use:
        return Sweep()
    return _none(act, step, use, *forms)


def _none(act: Act, step: int, use: str, *words: str) -> Sweep:
    """No product at all, where a word for none ends there; the words may tell how it is given."""
    if not _is_none(act, step):
        return Sweep()
    return Sweep(
        "none",
        use,
        frozenset(FORMS[word] for word in words if word in FORMS and (use or word in {"pill", "pills"})),
    )


def _is_none(act: Act, step: int) -> bool:
    """ "No", "no single", "not one", "not a single", "none of the" end at this word."""
    before = act.marked.span(step - 2, step + 1)
    return before[-1:] == ["no"] or before[-2:] in (["no", "single"], ["not", "one"]) or before in (
        ["not", "a", "single"], ["none", "of", "the"], ["none", "of", "these"])  # fmt: skip


def _of_only_drug(act: Act) -> bool:
    marked = act.marked
    if PAST & set(marked.span(act.clause_start(), act.place)):
        return False
    if act.mode == "attribute":
        condition = marked.condition_at(act.after)  # "the only FDA-approved sleep medicine"
        place = condition.last if condition else act.after
        if condition and marked.word(place - 1) in AGENTS:
            return "only" in marked.span(act.start - 3, act.place)
        if condition and marked.word(place - 1) in PLAIN_HEADS:
            place -= 1  # "medicine" is a word of "sleep medicine"
        led = marked.word(place + 1) in {"for", "to", "against"} or condition is not None
        head = marked.word(place) in PLAIN_HEADS and led
        near = marked.span(act.start - 3, act.place)
        return head and "only" in near and near[-1] != "not"
    step = act.start - 1
    while marked.word(step) in BETWEEN - {"only"}:
        step -= 1
    return marked.word(step) in PLAIN_HEADS and marked.word(step - 1) == "only"
