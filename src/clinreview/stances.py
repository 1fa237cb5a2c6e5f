"""Stances: whether a status is asserted, denied, hoped for or only reported."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from clinreview.actors import of_an_emergency
from clinreview.governing import governed
from clinreview.statuswords import BE, CLAIMING, EASED, FALSE, FUTURE, HAVE, MODALS, NEGATORS, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act


class Stance(StrEnum):
    """What the sentence does with the status it names."""

    ASSERTED = "asserted"
    DENIED = "denied"
    NOT_YET = "not-yet"
    FUTURE = "future"
    CLAIMED = "claimed"
    OFF_LABEL = "off-label"


VERBS = BE | HAVE | (MODALS - {"to"})
# With a past tense these do not make a plan of it.
WEAKER = word_set("to can under when once panel until next current")
PRESENT = word_set("is are has have remains isn't aren't holds")
RECEIVED = word_set("won received gained granted got had secured earned")
WAS = word_set("was were wasn't weren't had got became")
DENYING = word_set("mean imply true make")
AWAITING = word_set("await awaits awaiting awaited pending waiting waits")
EVERY = word_set("daily weekly monthly nightly yearly a every per")
TELLERS = ("who", "that", "which")
TELLING = word_set("says say said tells tell told")
SHOWING = word_set("shows show says suggests proves proof evidence")
WARNING = word_set("beware report avoid wary distrust ignore")
ENDED = word_set("revoked withdrawn rescinded pulled lifted suspended cancelled canceled")
UNDECIDED = word_set("pending awaited outstanding undecided")
REVIEWING = word_set("review consideration investigation study evaluation")
ONGOING = word_set("continues continue continued known happens")
SELLING = word_set(
    "market sell label advertise call describe promote pass marketing selling advertising labelling labeling sells markets"
)
UNTRUE = word_set("illegal fraud breaking misleading")
TOLD = word_set(
    "sold marketed labelled labeled advertised billed promoted described presented passed listed words phrase term sticker"
)
STATING = word_set("is note remember know")
NEEDING = word_set("need needs require requires subject without")


def find_stance(act: Act) -> Stance:
    """The stance of an act; a statement that is not sure becomes loose."""
    marked = act.marked
    first = act.clause_start()
    chain = act.chained
    before = [word for i in range(max(first, act.start - 12), act.start) if (word := _plain_word(act, i))]
    after = marked.span(act.after, act.after + 8)
    negative = has_negator(act) or act.form == "adj" or _negated_subject(act, first) or approves_none(act)
    if negative and "until" in after and act.form != "adj":
        return Stance.ASSERTED  # "was not approved until 1998"
    if "yet" in chain or (negative and ("still" in chain or "yet" in (*before[-4:], *after[:6]))):
        return Stance.NOT_YET
    if AWAITING & {*chain, *before[-3:]} or (act.form == "noun" and _is_awaited(act)):
        return Stance.NOT_YET
    if act.form == "noun" and negative and ENDED & set(after[:5]):
        act.loose = True  # "its approval has not been revoked"
        return Stance.ASSERTED
    earlier = marked.span(0, act.start)
    reported = [word for word in earlier if word in FALSE or word in CLAIMING]
    if any(word in FALSE for word in reported):
        return Stance.CLAIMED if negative else Stance.DENIED
    if {"said", "tweeted", "told"} & set(earlier) and "had" in chain:
        act.loose = True  # what somebody said
    if reported or _warns(earlier):
        act.loose = True
        return Stance.CLAIMED
    if not negative and (_taken_back(act) or _only_told(act)):
        act.loose = True
        return Stance.CLAIMED
    if act.kind in ("refuse", "withdraw"):
        return Stance.DENIED if negative else Stance.ASSERTED
    if negative and _needs_none([*chain, *before[-4:], *after[:2]]):
        return Stance.DENIED
    ahead = [
        word
        for i in range(max(first, act.start - 12, _appositive(act)), act.start)
        if (word := _plain_word(act, i))
    ]
    if act.form != "adj" and _future(act, ahead):
        return Stance.FUTURE
    if negative:
        return Stance.DENIED
    if (
        any(
            word in NEGATORS and word != "non"  # "non-habit-forming"
            for word in _own_clause(before, own_verb=bool(BE & set(chain)))[-6:]
        )
        and not _eased(before)
    ):
        act.loose = True
    return Stance.ASSERTED


def _is_awaited(act: Act) -> bool:
    """ "The approval of X is still pending"."""
    after = act.marked.span(act.after, act.after + 12)
    return any(
        word in UNDECIDED
        and {"is", "are", "remains", "still", "was", "were"} & set(after[max(0, place - 3) : place])
        for place, word in enumerate(after)
    )


def _warns(earlier: list[str]) -> bool:
    """ "Beware of anyone who says that …", "report a shop that tells you …", "nothing shows that …": others' words."""
    pairs = set(pairwise(earlier))
    told = any((who, verb) in pairs for who in TELLERS for verb in TELLING)
    none = bool({"nothing", "no"} & set(earlier)) and any((verb, "that") in pairs for verb in SHOWING)
    return told or none or bool(WARNING & set(earlier[:3]))


def _own_clause(before: list[str], *, own_verb: bool) -> list[str]:
    """What stands before, from "and" before a verb of its own, from "is that" or "if …," on: "what they won't tell you is that X is approved" denies nothing."""
    if own_verb and "and" in before:
        before = before[len(before) - before[::-1].index("and") :]
    last = max((place for place, word in enumerate(before) if word == ","), default=0)
    if {"if", "when"} & set(before[:last]):
        return before[last + 1 :]
    for place in range(len(before) - 1, 0, -1):
        if (
            before[place] == "that"
            and before[place - 1] in STATING
            and not {"true", "case", "fact"} & set(before)
        ):
            return before[place + 1 :]
    return before


def _only_told(act: Act) -> bool:
    """ "Supplements sold as FDA-approved", "labelled FDA-approved": what a seller says."""
    marked = act.marked
    place = act.start - 1
    while marked.word(place) in {"as", "being", "an", "a", "if", "off", "safe", "and"}:
        place -= 1
    asked = marked.word(act.start - 1) == "as" or "as" in act.chained
    near = marked.span(act.start - 7, act.start)
    sold = {
        word for at, word in enumerate(near) if "the" not in near[max(0, at - 2) : at]
    }  # not "on the market as an"
    return marked.word(place) in TOLD or (asked and bool(SELLING & sold))


def _taken_back(act: Act) -> bool:
    """ "… is approved for Y, but it is not", "…; that is false"."""
    after = [*act.marked.span(act.after, act.after + 16), ".", "."]
    if any(one in {"is", "are"} and two in FALSE | UNTRUE for one, two in pairwise(after)):
        return True  # "who says that X is approved is lying"
    if {"exist", "exists"} & set(after[:6]) and NEGATORS & set(after[:6]):
        return True
    for place in range(len(after) - 3):
        if after[place] not in {"it", "that", "this"} or after[place - 1] not in {
            "but",
            ";",
            ",",
            "and",
            ".",
        }:
            continue
        if after[place + 1] in {"is", "isn't", "wasn't", "was"}:
            rest = [
                word for word in after[place + 1 : place + 4] if word not in {"is", "was", "simply", "just"}
            ]
            denied = rest[0] in {"not", "isn't", "wasn't"}
            return rest[0] in FALSE or (denied and rest[1] in {".", ";", "!", ",", "true", "so"})
    return False


def is_past(act: Act, years: tuple[int, ...] = ()) -> bool:
    """The act tells what happened ("was approved in 1970"), not what holds."""
    chain = set(act.chained)
    if act.form not in ("past", "noun") or chain & PRESENT:
        return False
    if act.form == "noun":
        topic = act.marked.word(act.after) == "of"  # "the approval of X divided experts"
        return topic or bool(years) or bool(chain & RECEIVED)
    return act.active or bool(years) or bool(chain & WAS)


def has_negator(act: Act) -> bool:
    """A word of the act itself denies it."""
    word = act.marked.word
    return any(word(i) in NEGATORS and f"{word(i)} {word(i + 1)}" not in EASED for i in act.chain)


def _eased(words: list[str]) -> bool:
    return any(f"{one} {two}" in EASED for one, two in pairwise(words))


def approves_none(act: Act) -> bool:
    """ "The FDA has approved no drug for Y"."""
    first = act.marked.span(act.after, act.after + 3)
    return (
        act.mode == "verb"
        and first[:1] == ["no"]
        and any(act.marked.is_generic(act.after + i) for i in (1, 2))
    )


def _needs_none(near: list[str]) -> bool:
    """ "Do not need approval", "are not subject to approval"."""
    return bool(NEEDING & set(near)) or ("have" in near and "to" in near)


def _negated_subject(act: Act, first: int) -> bool:
    """ "No form of X is approved", "neither X nor Y is approved", "this does not mean that X is approved"."""
    marked = act.marked
    for place in range(max(first, act.start - 12), act.start):
        word, following = marked.word(place), marked.word(place + 1)
        denies = word in {"no", "neither", "none", "nor"} and f"{word} {following}" not in EASED
        if denies and not any(one in VERBS or one == "," for one in marked.span(place, act.start)):
            return True
        if word == "not" and (
            following in {"all", "every", "any", "one"}
            or marked.span(place + 1, place + 3) == ["a", "single"]
        ):
            return True
        if word in {"doesn't", "don't", "not", "isn't"} and following in DENYING:
            return True
    return False


def _appositive(act: Act) -> int:
    """The place from which the words before an act plan nothing for it.

    "Adults can ask for X, a tablet approved for Y" plans nothing; "the firm hopes that X is approved" does.
    """
    marked = act.marked
    for place in range(act.start - 1, max(0, act.start - 9), -1):
        set_off = marked.word(place) in {",", "(", "—", "–"} and marked.product_at(place - 1)
        if set_off or marked.word(place) in {"continues", "continue"}:
            return place + 1
    return 0


def _plain_word(act: Act, place: int) -> str:
    """The word, "" for the name of a product and for the month of May."""
    word = act.marked.word(place)
    if word == "once" and act.marked.word(place + 1) in EVERY:
        return ""  # "once-daily"
    month = word == "may" and act.marked.words[place].raw == "May" and place > 0
    return "" if month or act.marked.named(place) else word


def _future(act: Act, before: list[str]) -> bool:
    if (decided := governed(act)) is not None:
        return decided
    if of_an_emergency(act) and "under" in act.marked.span(act.start - 2, act.place):
        return False  # "can be given only under an emergency authorization"
    if "did" in act.chained and "eventually" in act.chained:
        return False
    near = [*act.chained, *before[-8:]]
    if act.mode == "predicate" and PRESENT & set(act.chained):
        near = [
            word for word in near if word not in MODALS or word in act.chained
        ]  # "you may know that X is …"
    ahead = {word for word in near if word in FUTURE} - {"when"}
    if not REVIEWING & set(near) and "fda" not in near:
        ahead.discard("under")  # "placed under the skin"
    if "once" in act.chained and _goes_on_in_the_past(act):
        ahead.discard("once")
    if "still" in near:
        ahead.discard("can")
    if ahead and not (ahead <= WEAKER and is_past(act)):
        return True
    if act.marked.word(act.place - 1) in {"be", "get", "win", "gain", "become"} or "to" in act.chained:
        return not {"first", "only"} & set(near) and not ONGOING & set(
            act.marked.span(act.start - 2, act.place)
        )
    return False


def _goes_on_in_the_past(act: Act) -> bool:
    """ "X, once approved for Y, was discontinued": told as over, where "once approved, X will be sold" is a plan."""
    after = act.marked.span(act.after, act.after + 16)
    return bool(WAS & set(after)) and not MODALS & set(after)
