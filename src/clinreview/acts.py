"""Acts: a status word ("approved") with its regulator, its auxiliaries and the construction it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinreview.actors import TURNS, before_apposition, first_to, of_an_emergency, off_the_market, turned
from clinreview.statuswords import (
    ADVERBS,
    BE,
    BOUNDARIES,
    DETERMINERS,
    FOLK,
    GENERIC,
    HAVE,
    MODALS,
    NEGATORS,
    OTHER_APPROVERS,
    REFUSING,
    REGIONS,
    REGULATORS,
    WEAK,
    word_set,
)  # fmt: skip

if TYPE_CHECKING:
    from clinreview.marked import Marked
    from clinreview.mentions import Mention

CHAIN = ADVERBS | BE | HAVE | MODALS | NEGATORS | word_set("yet full marketing longer")
OUTER = (
    ADVERBS
    | BE
    | MODALS
    | HAVE
    | NEGATORS
    | word_set(
        "yet us full formal the same longer current new newest latest oldest popular leading modern genuine real"
    )
)
ARTICLES = word_set("a an any one of another new two three several as")
ONE_OF = word_set("a an any no only first another one")
QUALIFIERS = word_set(
    "regulatory federal government marketing accelerated conditional use agency its drug official premarket european"
)
BEFORE_NOUN = word_set("emergency a an the full first formal of")
OFFICIAL = word_set("regulatory federal government marketing")
BEFORE_AGENCY = word_set(
    "the both us federal ( either national country america american nation own our powerful strict"
)
BEFORE_PARTICIPLE = DETERMINERS | GENERIC | BOUNDARIES | word_set(", and or of only as with any")
ONLY_BESIDE = word_set("regulated inspected compliant listed")  # "FDA-regulated", not "regulated by the FDA"
WINNING = word_set("won gained received earned secured obtained wins gains got given granted")
GIVING = word_set("gave give gives giving given granted grants grant")
GIVEN = word_set("the a its full formal final")


@dataclass(slots=True)
class Act:
    """A status word and what belongs to it.

    Attributes
    ----------
    form
        past, fin, base, ing, noun or adj.
    mode
        verb ("the FDA approved X"), predicate ("X is approved"), attribute ("an FDA-approved X"), participle
        ("X, approved by the FDA"), noun ("FDA approval of X") or adjective ("unapproved X").
    chain
        Places of the auxiliaries, negators and adverbs that belong to it.
    start, after
        First word of the whole, and the word behind the status.
    """

    marked: Marked
    place: int
    after: int
    kind: str
    form: str
    mode: str = ""
    agency: Mention[str] | None = None
    chain: list[int] = field(default_factory=list)
    start: int = 0
    active: bool = False
    loose: bool = False
    used: list[int] = field(default_factory=list)

    @property
    def chained(self) -> list[str]:
        """The words of the chain."""
        return [self.marked.word(place) for place in self.chain]

    def clause_start(self) -> int:
        """Where the clause begins, as far as signs and turning words tell."""
        place = self.start
        while place > 0 and self.start - place < 30:
            if self.marked.word(place - 1) in TURNS:
                break
            place -= 1
        return place


def find_act(marked: Marked, place: int, after: int, kind: str, form: str) -> Act | None:
    """The act of the status word at a place; None where no regulator acts."""
    act = Act(marked, place, after, kind, form, start=place, used=list(range(place, after)))
    act.mode = _mode(act)
    if not act.mode:
        return None
    turned(act)
    return act


def _mode(act: Act) -> str:
    marked = act.marked
    act.start = _walk(act, act.place, CHAIN)
    if act.form == "past":
        act.start = _past_partners(act)
    left = marked.agency_ends.get(act.start - 1) or before_apposition(act) or first_to(act)
    if left and not (act.form == "past" and _is_a_place(marked, left)):
        act.agency = left
        act.start = left.first
        return _beside_agency(act, left)
    if act.form == "noun":
        return _noun(act)
    found, others = _by(act)
    act.agency = found
    if act.form == "adj":
        return "adjective"
    if (
        others
        or marked.word(act.place) in ONLY_BESIDE
        or (
            not found
            and act.kind in WEAK
            and not (_somewhere(act) or of_an_emergency(act) or off_the_market(act))
        )
    ):
        return ""
    return _alone(act)


def _is_a_place(marked: Marked, agency: Mention[str]) -> bool:
    """ "In the UK approved …": a place, not a regulator."""
    before = marked.word(agency.first - 2 if marked.word(agency.first - 1) == "the" else agency.first - 1)
    return marked.word(agency.first) in {"uk", "eu", "us"} and before in {
        "in",
        "across",
        "throughout",
        "outside",
    }


def _somewhere(act: Act) -> bool:
    """ "Authorised in the European Union": the place stands for its regulator."""
    marked = act.marked
    reach = 4 if act.kind == "authorise" else 8
    near = [
        i for i in range(act.after, act.after + reach) if marked.word(i) in REGIONS or i in marked.agencies
    ]
    product = marked.product_among(range(max(0, act.start - 5), act.start)) is not None
    led = {"in", "across", "throughout", "from"} & set(marked.span(act.after, near[0])) if near else set()
    return act.kind in ("authorise", "refuse", "withdraw") and product and bool(led)


def _alone(act: Act) -> str:
    """Without a regulator right before it."""
    marked = act.marked
    before = marked.word(act.start - 1)
    chain = set(act.chained)
    tied = marked.joined(act.place) and marked.word(act.place - 1) not in ADVERBS | NEGATORS
    if tied and not act.agency and act.after - act.place == 1:
        return ""  # doctor-approved
    if act.form in ("base", "fin", "ing"):
        if before in REGULATORS:
            act.active = True
            return "verb"
        return "verb" if _refused_before(act) else ""
    if chain & BE:
        return "predicate"
    if before in OTHER_APPROVERS and not act.agency:
        return ""  # "her doctors approved X"
    if not chain & (HAVE | MODALS) and (
        not before or before in BEFORE_PARTICIPLE or marked.named(act.start - 1) or act.agency
    ):
        return "participle"
    if before in REGULATORS:
        act.active = True
        return "verb"
    return ""


def _walk(act: Act, place: int, belongs: frozenset[str]) -> int:
    """Leftwards over the words that belong to the act."""
    marked = act.marked
    first = place
    while (
        place > 0 and marked.word(place - 1) in belongs and not marked.named(place - 1) and first - place < 10
    ):
        place -= 1
        act.chain.append(place)
    return place


def _past_partners(act: Act) -> int:
    """Leftwards over participles that share the auxiliary: "have not been reviewed, tested or approved"."""
    marked = act.marked
    first = place = act.start
    listed = False
    while place > 1 and first - place < 12:
        linked = marked.word(place - 1) in {"and", "or", "nor", ","}
        partner = marked.word(place - 2 if linked else place - 1)
        if not linked or marked.named(place - 2) or not partner.endswith("ed"):
            break
        listed = True
        place -= 2
        before = list(act.chain)
        place = _walk(act, place, CHAIN)
        if set(act.chained) & (BE | HAVE):
            return place
        act.chain[:] = before
    return act.start if not listed else first


def _beside_agency(act: Act, left: Mention[str]) -> str:
    marked = act.marked
    inner = set(act.chained)
    if act.form == "noun":
        act.start = _walk(act, left.first, OUTER | ARTICLES)
        return "noun"
    if act.form == "adj":
        return "adjective"
    if act.form in ("fin", "base", "ing") or inner & (HAVE | MODALS | BE):
        act.active = True
        act.start = _walk(act, left.first, OUTER)
        return "verb"
    outer = _walk(act, left.first, OUTER | ARTICLES)
    chain = set(act.chained)
    if outer == 0 and marked.word(0) in {"get", "receive", "have"}:  # "Get FDA-approved X …"
        act.chain.clear()
        return "attribute"
    if chain & BE:
        act.start = outer
        if "the" in chain and chain & {"only", "first"}:  # "X is the only FDA-approved drug"
            return "attribute"
        if "no" in chain or marked.word(outer - 1) == "there":  # "there are no FDA-approved drugs for Y"
            return "attribute"
        return "attribute" if chain & {"a", "an", "one", "of"} else "predicate"
    if be := _listed_predicate(act, outer):
        act.chain.append(be)
        act.start = _walk(act, be, CHAIN)
        return "attribute"
    joined = marked.joined(left.last) or marked.joined(act.place)
    if joined or chain & ONE_OF or marked.word(outer - 1) in {"other", "with", "of", "and", "or", ":"}:
        act.start = outer
        return "attribute"
    if marked.product_at(left.first - 1) or marked.is_generic(left.first - 1):
        return "predicate"
    act.active = True
    return "verb"


def _listed_predicate(act: Act, outer: int) -> int:
    """The verb of "are safe, effective and FDA-approved", 0 if it is none such."""
    marked = act.marked
    if marked.word(outer - 1) not in {"and", ","}:
        return 0
    for place in range(outer - 1, max(0, outer - 8), -1):
        if marked.word(place) in BE:
            return place
        if marked.named(place) or marked.word(place) in BOUNDARIES:
            return 0
    return 0


def _noun(act: Act) -> str:
    """ "Approval" without a regulator right before it."""
    marked = act.marked
    if marked.word(act.place) == "indication":
        return ""
    before = marked.word(act.start - 1)
    if before == "of" and marked.word(act.start - 2) in {"stamp", "seal"}:
        act.start -= 2
        before = "official"
    if before in QUALIFIERS | {"emergency", "full"}:
        step = act.start
        while act.start - step < 4 and marked.word(step - 1) in QUALIFIERS | BEFORE_NOUN:
            step -= 1
        step = _walk(act, step, CHAIN)
        if left := marked.agency_ends.get(step - 1):
            act.agency = left
            act.start = _walk(act, left.first, OUTER | ARTICLES)
            return "noun"
        act.start = step
        conditional = "conditional" in marked.span(step, act.place)
        if conditional and marked.word(step) in {"a", "full"}:
            act.agency = _giver(act)
    for place in range(act.after, min(marked.size, act.after + 8)):
        if marked.word(place) in BOUNDARIES or act.agency:
            break
        if marked.word(place) in {"from", "by"}:
            act.agency = _agency_after(act, place)
    given = before in GIVEN or marked.product_at(act.start - 1)
    if not act.agency and (given or set(act.chained) & (ARTICLES | {"full"})):
        act.agency = _giver(act)
    if act.agency:
        return "noun"
    if of_an_emergency(act):
        return "noun"
    if _somebodys(act):
        return ""
    under = "under" in marked.span(act.start - 2, act.start)  # "prescribed under its accelerated approval"
    act.loose = (
        before not in OFFICIAL
        and not under
        and not (WINNING & set(act.chained) and marked.product_at(act.start - 1))
    )
    granted = under or set(act.chained) & HAVE or marked.word(act.after) in {"for", "of", "to"}
    return "noun" if granted and act.kind not in WEAK else ""


def _somebodys(act: Act) -> bool:
    """ "Approval from her insurer", "the approval of patients": no regulator's."""
    marked = act.marked
    for place in range(act.after, min(marked.size, act.after + 9)):
        if marked.word(place) in {"from", "by"} or (place == act.after and marked.word(place) == "of"):
            near = marked.span(place + 1, place + 5)
            known = marked.product_among(range(place + 1, place + 4)) is not None or REGULATORS & set(near)
            return not known and (marked.word(place) != "of" or bool((OTHER_APPROVERS | FOLK) & set(near)))
        if marked.word(place) in BOUNDARIES:
            break
    return False


def _giver(act: Act) -> Mention[str] | None:
    """ "The FDA gave X the green light"."""
    marked = act.marked
    for place in range(act.start - 1, max(-1, act.start - 12), -1):
        if marked.word(place) in REGULATORS and GIVING & set(marked.span(place, act.place)):
            act.loose = False  # "regulators gave X the green light"
        if place in marked.agency_ends and GIVING & set(marked.span(place, act.place)):
            return marked.agency_ends[place]
        if marked.word(place) in TURNS:
            break
    return None


def _by(act: Act) -> tuple[Mention[str] | None, bool]:
    """ "… by the FDA" to the right, and whether somebody else is named who approved."""
    marked = act.marked
    for place in range(act.after, min(marked.size, act.after + 14)):
        word = marked.word(place)
        if (
            word in TURNS
            or word in {"which", "who", "that", ":"}
            or (word == "and" and place - act.after > 6)
        ):
            break
        if word not in {"by", "with"}:
            continue
        found = _agency_after(act, place)
        if found:
            return found, False
        if word == "by" and place - act.after < 3 and act.form == "past":
            return None, not {marked.word(place + 1), marked.word(place + 2)} & REGULATORS
    return None, False


def _agency_after(act: Act, place: int) -> Mention[str] | None:
    for step in range(1, 6):
        if place + step in act.marked.agencies:
            act.used.append(place)
            return act.marked.agencies[place + step]
        if act.marked.word(place + step) not in BEFORE_AGENCY:
            break
    return None


def _refused_before(act: Act) -> bool:
    return any(word in REFUSING for word in act.marked.span(act.start - 4, act.place))
