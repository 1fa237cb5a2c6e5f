"""Labelled: what a label is said to hold ("X gained an indication for Y", "under its FDA label X may be used for Y")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinreview.acts import Act
from clinreview.stances import Stance
from clinreview.statuswords import ADVERBS, HAVE, MODALS, NEGATORS, word_set
from clinreview.target import Target
from clinreview.uses import ALONE, Uses, find_uses

if TYPE_CHECKING:
    from clinreview.marked import Marked
    from clinreview.mentions import Mention
    from clinreview.record import Product

GAINING = HAVE | word_set("picked up added landed has had carried carrying")
BESIDE = (
    ADVERBS
    | NEGATORS
    | word_set(
        "a an the its this that fda us new second third first official formal labeled labelled label approved did"
    )
)
LABEL = word_set("label labels labeling labelling")
OWNING = word_set("its the current their present approved us fda")
LEADING = word_set("under per on with by in through")
WIDENING = word_set("expanded expands widened widens broadened broadens")
USED = word_set("used given taken prescribed")
PLANNING = word_set("could would might will may hopes seeks wants if whether until should expects planned")
REACH = 10
REVIEWING = word_set("reviewing under decision")
PENDING = word_set("pending awaited")
CALLED = word_set(
    "is are been be has have declared considered considers deemed listed lists named called regarded as to by the now still"
    " affirmed ruled found judged not never"
)
GRAS_UNSURE = word_set(
    "used myth myths claim claims claimed claiming unlike would if once revoked whether until unless could might may said says seek"
    " seeks petition petitioned notice false falsely wrongly"
)
GRAS = [["generally", word, "as", "safe"] for word in ("recognized", "recognised")]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement on a label, in the parts that any statement has."""

    act: Act
    target: Target
    uses: Uses
    stance: Stance


@dataclass(slots=True)
class _Parts:
    marked: Marked
    place: int
    start: int
    between: list[str] = field(default_factory=list)

    def stated(self, hit: Mention[Product], uses: Uses) -> Labelled | None:
        """The statement, None where it is only planned."""
        marked = self.marked
        around = [*self.between, *marked.span(hit.first - 4, hit.first)]
        if not uses.said or PLANNING & set(around):
            return None
        act = Act(marked, self.place, self.place + 1, "approve", "noun", mode="noun", start=self.start)
        act.used.append(self.place)
        act.chain += [i for i in range(hit.last, self.place) if marked.word(i) in HAVE | ADVERBS]
        near = range(self.place - 8, self.place + 12)
        act.agency = next((marked.agencies[i] for i in near if i in marked.agencies), None)
        target = Target(end=max(hit.last, self.place + 1))
        target.take([hit])
        denied = any(word in NEGATORS for word in self.between)
        return Labelled(act, target, uses, Stance.DENIED if denied else Stance.ASSERTED)


def find_labelled(marked: Marked, place: int) -> Labelled | None:
    """What is stated about the indication or the label that is named at a place."""
    word = marked.word(place)
    if word == "indication":
        return _added(marked, place) or _gained(marked, place)
    if word in LABEL:
        return _under(marked, place) or _widened(marked, place)
    return _in_review(marked, place) if word in REVIEWING else None


def _in_review(marked: Marked, place: int) -> Labelled | None:
    """ "The FDA is still reviewing X", "X is under review by the FDA", "the decision on X is still pending"."""
    word, following = marked.word(place), marked.word(place + 1)
    agency = next((hit for i, hit in marked.agencies.items() if abs(i - place) <= REACH), None)
    pending = word != "decision" or PENDING & set(marked.span(place, place + 18))
    left = word == "under"
    if not agency or not pending or (left and following != "review"):
        return None
    # Nothing may stand between: "is reviewing a higher dose of X" is not on X itself.
    near = range(place - 1, place - 4, -1) if left else (place + 1 + (word == "decision"),)
    hit = marked.product_among(near)
    if hit is None or {"not", "no", "if", "would", "was", "were"} & set(marked.span(place - 3, place)):
        return None
    act = Act(
        marked,
        place,
        place + 1,
        "approve",
        "past",
        mode="predicate",
        start=place,
        used=[place],
        agency=agency,
    )
    target = Target(end=max(hit.last, place + 1))
    target.take([hit])
    return Labelled(act, target, find_uses(marked, hit.last, range(0), describing=False), Stance.NOT_YET)


def _added(marked: Marked, place: int) -> Labelled | None:
    """ "The Y indication was added to X's label"."""
    use = marked.condition_at(place - 1)
    near = marked.span(place + 1, place + 6)
    on_it = near[:1] and near[0] in {"on", "in"}  # "the Y indication on X's label"
    if not use or not ("added" in near or on_it) or not LABEL & set(marked.span(place + 1, place + 14)):
        return None
    hit = marked.product_among(range(place + 2, place + 12))
    parts = _Parts(marked, place, use.first, near[: near.index("added") if "added" in near else 0])
    return parts.stated(hit, _one_use(use)) if hit else None


def _gained(marked: Marked, place: int) -> Labelled | None:
    """ "X gained an indication for Y", "X has no Y indication"."""
    use = marked.condition_at(place - 1)
    start = use.first if use else place
    between: list[str] = []
    while start > 0 and place - start < REACH and not marked.product_at(start - 1):
        start -= 1
        between.append(marked.word(start))
    hit = marked.product_at(start - 1)
    if not hit or not set(between) <= GAINING | BESIDE or not GAINING & set(between):
        return None
    uses = _one_use(use) if use else find_uses(marked, place + 1, range(0), describing=False)
    return _Parts(marked, place, start, between).stated(hit, uses)


def _under(marked: Marked, place: int) -> Labelled | None:
    """ "Under its FDA label, X may be used on its own for Y": from the word "label" on."""
    first = place - 1
    while marked.word(first) in OWNING:
        first -= 1
    if marked.word(first) not in LEADING or "fda" not in marked.span(first, place):
        return None
    verb = next((i for i in range(marked.size) if marked.word(i) in USED and marked.word(i - 1) == "be"), 0)
    allowed = {"may", "can"} & set(marked.span(verb - 4, verb))
    hit = marked.product_among(range(verb - 1, max(-1, verb - 8), -1))
    if not verb or not hit or not allowed:
        return None
    uses = find_uses(marked, verb + 1, range(first, place + 1), describing=False)
    between = [word for word in marked.span(hit.last, verb) if word not in MODALS]
    return _Parts(marked, place, min(hit.first, first), between).stated(hit, uses)


def _widened(marked: Marked, place: int) -> Labelled | None:
    """ "The FDA expanded X's label to cover Y", "X's label was widened to Y": from the word "label" on."""
    near = range(place - 6, place + 4)
    verb = next((i for i in near if marked.word(i) in WIDENING), -1)
    hit = marked.product_among(range(place - 3, place + 4))
    if verb < 0 or not hit:
        return None
    start = max(verb, place, hit.last - 1) + 1
    led = next((i for i in range(start, start + 3) if marked.word(i) in {"to", "for"}), 0)
    uses = find_uses(marked, led, range(0), describing=False) if led else Uses()
    return _Parts(marked, place, min(hit.first, place), marked.span(verb - 4, verb)).stated(hit, uses)


def _one_use(use: Mention[str]) -> Uses:
    plain = Uses(said=[use.value], places=list(range(use.first, use.last)), end=use.last)
    plain.plain = use.value != ALONE
    return plain


def words_of_gras(marked: Marked, place: int) -> int:
    """How many words "GRAS" or "generally recognized as safe" are at a place, where a status is meant."""
    if marked.span(place, place + 4) in GRAS:
        return 4
    told = marked.word(place - 1) in {"is", "are", "as", "considered", "("} or marked.agency_near(place)
    return 1 if marked.word(place) == "gras" and told else 0


def is_called_gras(marked: Marked, place: int) -> bool:
    """ "X is (considered) GRAS", "the FDA lists X as GRAS": nothing but such words stands between the two."""
    if GRAS_UNSURE & set(marked.low):
        return False
    step = place - 1
    while step >= 0 and (marked.word(step) in CALLED or step in marked.agencies):
        step -= 1
    return marked.product_at(step) is not None
