"""Particulars: years, places, forms and the like that belong to a statement."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from clinreview.stances import Stance
from clinreview.statuswords import REGIONS, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.marked import Marked
    from clinreview.target import Target
    from clinreview.uses import Uses

OF_A_PLACE = word_set("in the across throughout by outside many some other several and")
DIRECTIONS = word_set("new north south west rhode united two three four five several its her")
OF_ANOTHER = word_set(
    "generic generics biosimilar biosimilars expanded broadened widened extended additional again"
)  # approvals
YEAR_ENDS = word_set("; . but and which who although while")
BEFORE_YEAR = word_set(
    "in since of by until during early late mid around about ( , january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sept sep oct nov dec spring summer fall winter"
)
COUNTED = word_set("patients people participants adults men women children mg study survey review report")
MIXED = word_set("compounded compounding custom-compounded")
BESIDE_MIXED = word_set(
    "version versions form forms of generic copy copies a an the and or custom our their cheaper"
) | {","}
MAKING = word_set(
    "made mixed prepared from by up at compounded compounding pharmacy pharmacies custom a our local"
)
CURING = word_set("cure cures curing reverse reverses reversing heal heals")
CURABLE = frozenset({
    "infection", "hepatitis C", "urinary tract infection", "gonorrhea", "clostridioides difficile", "fungal infection", "malaria",
    "bacterial vaginosis", "ear infection", "tuberculosis", "head lice", "scabies", "parasitic worms", "opioid overdose",
    "stomach ulcers", "heartburn", "chronic wounds", "bone healing", "injury", "cold sores", "vaginal infection", "nearsightedness",
})  # what labels do heal, reverse or cure  # fmt: skip
TREATING = word_set("treat treating treats")
FORMERLY = word_set("once formerly previously briefly earlier")
WAS_ONCE = word_set("was were had won got gained received first originally initially")
OVER = word_set(
    "withdrawn withdrew pulled removed recalled banned discontinued revoked rescinded withdraw withdrawal removal recall until ban scrapped dropped"
)
HOLDING = word_set("is are remains remain stays isn't aren't")
SINCE = word_set("after since following when")
ANY_USE = word_set("use purpose reason condition indication disease illness")
VERBS_OF_PAST = word_set("was were had is are became approved withdrew withdrawn")
GONE = (
    "no longer made",
    "no longer sold",
    "off the market",
    "in the past",
    "any more",
    "anymore",
    "gone from",
    "at one time",
)
LEADING_CLAUSE = word_set("while although though whereas unlike after since when following before until")
UNPRESCRIBED = (
    "over-the-counter", "over the counter", "nonprescription", "non-prescription", "without a prescription",
    "without prescription", "without needing a prescription", "with no prescription", "prescription-free", "otc",
)  # fmt: skip
NEXT_CLAUSE = word_set("; . but and while whereas although which because since")


def years_of(act: Act, end: int) -> tuple[int, ...]:
    """Years of the act itself: behind it in its clause, right before it, or at the head of the clause."""
    marked = act.marked
    if OF_ANOTHER & set(marked.span(max(act.clause_start(), act.start - 12), act.after + 8)):
        return ()
    last = end
    while last < marked.size and last < end + 12 and marked.word(last) not in YEAR_ENDS:
        if marked.word(last) == "," and marked.product_at(last + 1):
            break  # "X in 2022, Y in 2023"
        last += 1
    first = act.clause_start()
    turned = bool({marked.word(first - 1), marked.word(first)} & NEXT_CLAUSE)  # "in 1970, while X is …"
    comma = marked.low.index(",") if marked.word(0) in LEADING_CLAUSE and "," in marked.low else 0
    if not VERBS_OF_PAST & set(marked.low[:comma]):
        comma = 0  # "after three years under …, X was approved"
    if comma and comma < act.place:  # "While X was approved in 2017, Y …"
        first, turned = comma + 1, True
    elif comma:
        last = min(last, comma)
    return tuple(
        int(marked.low[i])
        for i in range(first if turned else max(0, first - 4), last)
        if len(marked.low[i]) == 4 and marked.low[i].isdecimal() and "1900" < marked.low[i] < "2100"
        and marked.word(i + 1) not in COUNTED
        and (marked.word(i - 1) in BEFORE_YEAR or marked.word(i - 2) in BEFORE_YEAR)
        and (i >= act.start or _dates(act, i, first))
    )  # fmt: skip


def _dates(act: Act, place: int, first: int) -> bool:
    """A year before the act dates it: "in 2023 the FDA approved X", not "founded in 2009, the firm sells approved X"."""
    marked = act.marked
    between = range(place + 1, act.start)
    if not any(marked.word(i) in {",", "(", ")"} or marked.product_at(i) for i in between):
        return True
    opening = marked.span(max(0, min(first, place - 4)), place)
    return all(
        word in BEFORE_YEAR or word.isdecimal() or word in {"on", "back", ";", ".", "but", "and"}
        for word in opening
    )


def region_of(act: Act, end: int) -> str:
    """The regulator of a country, where only the country is named ("approved in Europe")."""
    marked = act.marked
    first = max(act.clause_start(), act.start - 12)
    for place in range(first, min(marked.size, max(end, act.after + 10))):
        word, before = marked.low[place], marked.word(place - 1)
        if word == "states" and (before == "united" or _is_the_states(marked, place)):
            return "FDA"
        if word in REGIONS and (before in OF_A_PLACE or before in DIRECTIONS or before.isdecimal()):
            return "other" if before == "outside" else REGIONS[word]
        later = place > act.after and place in marked.agencies
        if later and {"on", "in", "from", "through", "across", "throughout"} & set(
            marked.span(place - 2, place)
        ):
            return marked.agencies[place].value
    return ""


def tells_history(act: Act, stance: Stance) -> bool:
    """ "X once had approval", "X was approved and then withdrawn": told as over."""
    marked = act.marked
    if stance is not Stance.ASSERTED:
        return False
    near = {*act.chained, *marked.span(act.start - 4, act.place)}
    if ("again" in near or "again" in marked.span(act.after, act.after + 4)) and not years_of(act, act.after):
        return False  # "is once again approved"
    told = " ".join(marked.low)
    gone = OVER & set(marked.low) or any(words in told for words in GONE)
    before = set(marked.span(act.start - 9, act.start))
    earlier = marked.span(0, act.start)
    pulled = OVER & set(earlier) or "off the market" in " ".join(earlier)
    over = {*marked.span(act.after, marked.size)} & OVER
    return bool(
        # "X, the first drug approved for Y, is no longer made", "the trials that got X approved"
        ((gone or "got" in near) and not HOLDING & set(act.chained))
        or _names_in_passing(act)
        # "was pulled in 2004, five years after the FDA approved it"
        or (pulled and SINCE & before)
        or ("first" in before and {"was", "were", "became"} & before)
        or near & FORMERLY
        or (over and near & WAS_ONCE)
    )


def _names_in_passing(act: Act) -> bool:
    """ "X, the first drug approved for Y, was given as …": the approval is an aside of a sentence told in the past."""
    rest = set(act.marked.span(act.after, act.after + 14))
    aside = act.mode in ("participle", "attribute") and {"was", "were"} & rest
    return bool(aside and not HOLDING & {*rest, *act.chained})


def says_full(act: Act) -> bool:
    """ "Fully approved", "full approval"."""
    return bool({"full", "fully"} & set(act.marked.span(act.start - 2, act.after)))


def emergency_of(act: Act) -> str:
    """ "Only under an emergency authorization": only; "still authorized for emergency use": still; "" for neither."""
    near = act.marked.span(act.start - 5, act.after + 5)
    if act.kind != "authorise" or "emergency" not in act.marked.span(act.start - 4, act.after + 4):
        return ""
    past_it = {"beyond", "past"} & set(near) and "never" in near
    if past_it or {"only", "solely", "just", "merely"} & set(near):
        return "only"
    return "still" if {"still", "remains", "remain", "currently"} & set(near) else "told"


def says_any_use(act: Act) -> bool:
    """ "For anything", "for any use"."""
    marked = act.marked
    for place in range(act.after, act.after + 10):
        two = marked.span(place, place + 2)
        last = place + (1 if two[:1] == ["anything"] else 2)
        told = two[:1] == ["anything"] or (two[:1] == ["any"] and two[1:] and two[1] in ANY_USE)
        if told and marked.word(last) in {"", ".", ",", ";", "!", "at", "whatsoever", "by"}:
            return True
    return False


def tells_of_another(act: Act) -> bool:
    """ "A generic version of X"."""
    near = set(act.marked.span(act.after, act.after + 5))
    return bool(near & OF_ANOTHER) or {"version", "of"} <= near


def makes_exceptions(act: Act) -> bool:
    """ "Other than X", "except X", "each separately", "before X": what is told is not told of it, or not of today."""
    marked = act.marked
    dated = marked.product_at(1) or marked.word(1) in BEFORE_YEAR or marked.word(1).isdecimal()
    everywhere = {"every", "all"} & set(marked.low) and {"country", "countries"} & set(marked.low)
    if (
        everywhere
        or {"separately", "individually"} & set(marked.low)
        or (marked.word(0) in {"before", "until"} and dated)
    ):
        return True
    pairs = {f"{one} {two}" for one, two in pairwise(act.marked.low)}
    return bool(
        pairs & {"other than", "apart from", "aside from"} or {"except", "excluding"} & set(act.marked.low)
    )


def says_any_kind(act: Act, target: Target) -> bool:
    """ "Never approved X for Y of any kind", "no medicine containing X is approved"."""
    marked = act.marked
    if makes_exceptions(act):
        return False
    named = act.mode == "attribute" and (hit := marked.product_at(act.after)) and hit.first == act.after
    if named and "no" in (*act.chained, marked.word(act.start - 1)):
        return True  # "there is no FDA-approved X"
    after = " ".join(marked.span(act.after, act.after + 14))
    if any(
        words in after
        for words in ("of any kind", "of any sort", "of any type", "any form of", "any kind of")
    ):
        return True
    first = min((place for place in target.used if marked.product_at(place)), default=0)
    before = marked.span(first - 5, first)
    swept = bool({"containing", "with", "made", "derived"} & set(before)) and "no" in before
    return swept or before[-1:] == ["any"]  # "has not approved any X"


def says_unprescribed(act: Act, end: int) -> bool:
    """ "Approved for over-the-counter sale", "approved for sale without a prescription"."""
    marked = act.marked
    before = marked.span(max(act.clause_start(), act.start - 6), act.start)
    after = marked.span(act.after, max(act.after, end) + 10)
    stop = next((place for place, word in enumerate(after) if word in NEXT_CLAUSE), len(after))
    told = " ".join([*before, *after[:stop]])
    return any(words in told for words in UNPRESCRIBED)


def says_at_home(act: Act) -> bool:
    """ "Approved for use at home", "approved for home use"."""
    after = act.marked.span(act.after, act.after + 9)
    pairs = {f"{one} {two}" for one, two in pairwise(after)}
    return bool(pairs & {"home use", "at home", "unsupervised use"})


def _is_the_states(marked: Marked, place: int) -> bool:
    """ "In the States": the country, not some of its states."""
    capital = marked.words[place].raw[:1] == "S"
    return (
        capital
        and marked.word(place - 1) == "the"
        and marked.word(place + 1) not in {"of", "that", "where", "which"}
    )


def is_compounded(act: Act, target: Target) -> bool:
    """ "Compounded versions of X", "X made up by a compounding pharmacy"."""
    marked = act.marked
    for place in target.used:
        if not (hit := marked.product_at(place)):
            continue
        step = hit.first - 1
        while step >= 0 and (marked.word(step) in BESIDE_MIXED or step in target.used):
            step -= 1
        if marked.word(step) in MIXED:
            return True
        step = hit.last
        while marked.word(step) in MAKING:
            if marked.word(step) in MIXED:
                return True
            step += 1
    return False


def tells_cure(act: Act, uses: Uses) -> bool:
    """ "Approved to cure Y", where Y follows at once."""
    return bool(CURING & _leading(act, uses)) and not set(uses.said) <= CURABLE


def tells_treatment(act: Act, uses: Uses) -> bool:
    """ "Approved to treat Y"."""
    return bool(TREATING & _leading(act, uses))


def _leading(act: Act, uses: Uses) -> set[str]:
    """The words between a status and the first use named after it, the last three at most."""
    if not uses.places:
        return set()
    first = uses.places[0]
    return {act.marked.word(place) for place in range(max(act.after, first - 3), first)}
