"""Reading: what a sentence states about the regulatory status of a product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinreview.acts import Act, find_act
from clinreview.ages import ages_of, weeks_of
from clinreview.breadth import sweep_of
from clinreview.forms import form_told, forms_of
from clinreview.labelled import find_labelled, is_called_gras, words_of_gras
from clinreview.limits import Limits, limits_of
from clinreview.marked import Marked
from clinreview.particulars import (
    emergency_of,
    is_compounded,
    makes_exceptions,
    region_of,
    says_any_kind,
    says_any_use,
    says_at_home,
    says_full,
    says_unprescribed,
    tells_cure,
    tells_history,
    tells_of_another,
    tells_treatment,
    years_of,
)
from clinreview.people import people_of, says_anyone, says_everyone, who_may
from clinreview.sidelights import (
    after_safe_and_effective,
    effects_told,
    goes_on_sale,
    have_an_option,
    is_informal,
    is_nice_advice,
    is_of_one_person,
    of_a_programme,
    points_back,
    points_to_use,
    purpose_before,
    shares_its_end,
    softened,
    used_product,
)
from clinreview.stances import Stance, find_stance, has_negator, is_past
from clinreview.statuswords import (
    AGENCY_STEMS,
    ANIMALS,
    BESIDE_STEMS,
    COVERAGE,
    DESIGNATIONS,
    KINDS,
    NEGATORS,
    NOUN_OF,
    NOUNS,
    PHRASES,
    STEMS,
    WEAK_STEMS,
    word_set,
)  # fmt: skip
from clinreview.subjects import REACH
from clinreview.target import Target
from clinreview.targets import find_target, off_label_target, resolve
from clinreview.uses import Uses, find_uses

if TYPE_CHECKING:
    from clinreview.record import Product, Record

MOST = 24  # statements read in one sentence
ADVISING = {"recommends": "fin", "recommended": "past", "recommend": "base"}  # of NICE alone
TEENS = word_set("teens teenagers adolescents teenager")
NOT_ALL = word_set("general under over below above younger")  # "never approved for people under 50"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement about a regulatory status.

    Attributes
    ----------
    kind
        approve, clear, authorise, licence, endorse, refuse, withdraw, register, gras, designate.
    agency
        "FDA", "EMA", …; "" where none is named, "other" for one the record has no rows of.
    products
        The products it is said of; empty where only "the drug" or nothing is named.
    named
        It is said of something the record does not know by name.
    uses, denied_uses
        Terms of the conditions it is said to be for, and those it is said not to be for.
    unknown_use
        A use is named that is none of the record's words.
    of_people
        The conditions only say who the people are.
    of_who
        The use stands in a clause on who the people are ("for adults who cannot sleep").
    anyone
        It is said to be for anyone with the condition.
    at_home
        It is said to be for use at home.
    unprescribed
        It is said to be for sale without a prescription.
    full
        A full approval is told.
    emergency
        Leave for an emergency is told: "only" where as the only one there is, "still" where as one in force, else "told";
        "" where none is.
    effects
        What "FDA-approved X" is said to do, right after its name.
    teens
        Teenagers are named.
    never
        It is said never to have been.
    of_any_kind
        It is said of every product with the substance ("no medicine containing X"), or of every kind of the use.
    any_use
        It is said of every use at once ("not approved for anything").
    plain
        Nothing stands between status and use that narrows it ("for long-term use in …").
    youngest, eldest, weeks
        The age from which, the age up to which and the week of pregnancy up to which it is said to be for, 0 where
        none is named.
    only
        Which people, age and forms are said to be the only ones.
    everyone
        It is said to be for people of every age.
    past
        It tells what happened ("was approved in 1970"), not what holds.
    history
        It tells of something that is over ("once had approval").
    described
        The status describes its product ("FDA-approved X", "X is approved"): no regulator acts on it.
    compounded
        The product is one that a pharmacy mixes.
    cure, treats
        It is said to cure, or to treat.
    sweep
        "none" where no product at all is said to have the status, "only" where just one.
    tight
        Product, status and use stand in a pattern that leaves little doubt. Only a tight statement can be
        contradicted.
    """

    kind: str
    agency: str
    stance: Stance
    products: tuple[Product, ...] = ()
    named: bool = False
    uses: tuple[str, ...] = ()
    denied_uses: tuple[str, ...] = ()
    of_people: bool = False
    of_who: bool = False
    anyone: bool = False
    at_home: bool = False
    unprescribed: bool = False
    full: bool = False
    emergency: str = ""
    teens: bool = False
    never: bool = False
    of_any_kind: bool = False
    any_use: bool = False
    effects: tuple[str, ...] = ()
    unknown_use: bool = False
    plain: bool = True
    forms: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()
    people: frozenset[str] = frozenset()
    youngest: int = 0
    eldest: int = 0
    weeks: int = 0
    only: Limits = Limits()  # noqa: RUF009 (frozen)
    everyone: bool = False
    past: bool = False
    history: bool = False
    described: bool = True
    tight: bool = False
    animal: bool = False
    compounded: bool = False
    cure: bool = False
    treats: bool = False
    sweep: str = ""
    matched: str = ""


def mentions_status(text: str) -> bool:
    """Whether a sentence may speak of a regulatory status at all: a fast first look."""
    low = text.lower()
    if any(stem in low for stem in STEMS):
        return True
    if any(first in low and any(stem in low for stem in beside) for first, beside in BESIDE_STEMS):
        return True
    return any(stem in low for stem in AGENCY_STEMS) and any(stem in low for stem in WEAK_STEMS)


def read(text: str, record: Record, context: str = "") -> list[Statement]:
    """Statements about regulatory status in one sentence, in the order of its words.

    Parameters
    ----------
    context
        What was said just before, for "it" and "the drug".
    """
    if not mentions_status(text):
        return []
    marked = Marked(text, record, context)
    return [] if marked.asks() else list(_statements(marked))


def _statements(marked: Marked) -> Iterator[Statement]:
    given = place = 0
    while place < marked.size and given < MOST:
        statement, following = _at(marked, place)
        if statement and shares_its_end(marked, place) and _at(marked, place + 2)[0]:
            statement = None
        if statement:
            given += 1
            yield statement
        place = max(place + 1, following)


def _at(marked: Marked, place: int) -> tuple[Statement | None, int]:
    word, following = marked.word(place), marked.word(place + 1)
    two = f"{word} {following}"
    if labelled := find_labelled(marked, place):
        return _put(labelled.act, labelled.target, labelled.uses, labelled.stance), place + 1
    if two == "off label":
        return _off_label(marked, place), place + 2
    if size := words_of_gras(marked, place):
        return _no_approval(marked, "gras", place), place + size
    if two in DESIGNATIONS and (
        marked.agency_near(place) or {"designation", "status"} & set(marked.span(place, place + 5))
    ):
        return _no_approval(marked, "designate", place), place + 3
    kind, form, size = _kind(marked, place, word, following)
    if word in ADVISING and any(hit.value == "NICE" for hit in marked.agencies.values()):
        kind, form = "recommend", ADVISING[word]
    of_a_drug = word == "withdrawal" and marked.condition_at(place) is not None  # "opioid withdrawal"
    if (
        not kind or of_a_drug or (kind == "refuse" and following == "to")
    ):  # "declined to approve": the next word says it
        return None, place
    return _status(marked, place, place + size, kind, form), place + size


def _kind(marked: Marked, place: int, word: str, following: str) -> tuple[str, str, int]:
    """Kind and form of the status word at a place, and of how many words it is."""
    two = f"{word} {following}"
    if two in PHRASES:
        return (*PHRASES[two], 2 + (marked.word(place + 2) == "on"))
    if two in NOUNS:
        if following in {"lighted", "lit"}:
            return NOUNS[two], "past", 2
        if marked.word(place + 2) in {"to", "for", "from", "by"} or marked.agency_near(place, 10):
            return NOUNS[two], "noun", 2
    return (*KINDS.get(word, ("", "")), 1)


def _status(marked: Marked, place: int, after: int, kind: str, form: str) -> Statement | None:
    act = find_act(marked, place, after, kind, form)
    if act is None or (act.kind == "recognise" and not after_safe_and_effective(act)):
        return None
    if act.kind == "register" or of_a_programme(act):
        stance = Stance.DENIED if has_negator(act) else Stance.ASSERTED
        return _put(act, Target(), Uses(end=after), stance, kind="register")
    if act.form == "noun" and marked.word(after) in NOUN_OF:
        return None
    target = find_target(act)
    if target.other:
        if target.trial and act.agency:
            act.kind = "register"
            return _put(act, Target(), Uses(end=after), Stance.ASSERTED)
        return None
    return _of_products(act, target)


def _of_products(act: Act, target: Target) -> Statement | None:
    marked = act.marked
    resolve(act, target)
    if not target.products and (hits := used_product(act)):
        target.take(hits)
    stance = find_stance(act)
    if (act.kind == "recommend" and not is_nice_advice(act, target)) or is_of_one_person(act):
        return None
    act.kind = softened(act) or act.kind
    act.loose = act.loose or points_back(act)
    skip = range(act.agency.first, act.agency.last) if act.agency else range(0)
    start = after_safe_and_effective(act) if act.kind == "recognise" else act.after
    uses = find_uses(marked, start, skip, describing=act.mode in ("attribute", "adjective"))
    if not uses.said and (swept := sweep_of(act, target, stance).use):
        uses.said, uses.unknown = [swept], False
    if not act.agency:
        if not target.products and not (uses.said and act.kind == "approve" and act.mode != "noun"):
            return None
        if act.kind == "licence" and not (target.products and (uses.said or region_of(act, uses.end))):
            return None
        if {marked.word(act.after + 1), marked.word(act.after + 2)} & COVERAGE:
            return None
    if not uses.said and not uses.denied:
        uses.said = target.uses_before
    if not uses.said and not uses.denied and (folk := have_an_option(act)):
        uses.said, uses.unknown = folk, False
    if not uses.said and not uses.denied and (before := purpose_before(act)):
        uses.said, uses.unknown, uses.plain = before, False, True
        act.loose = act.loose or stance is not Stance.DENIED
    elif not uses.said and not uses.denied and points_to_use(act):
        uses.unknown = True  # a use that is named elsewhere
    return _put(act, target, uses, stance)


def _off_label(marked: Marked, place: int) -> Statement:
    act = Act(
        marked, place, place + 2, "approve", "past", mode="predicate", start=place, used=[place, place + 1]
    )
    while marked.word(act.start - 1) in {"not", "isn't", "aren't", "is", "are", "an", "used", "as"}:
        act.start -= 1
        act.chain.append(act.start)
    denied = has_negator(act)
    target = off_label_target(act)
    resolve(act, target)
    uses = find_uses(marked, act.after, range(0), describing=False)
    if not uses.said:
        uses.said = target.uses_before
    act.loose = act.loose or denied
    return _put(act, target, uses, Stance.ASSERTED if denied else Stance.OFF_LABEL)


def _no_approval(marked: Marked, kind: str, place: int) -> Statement:
    """A designation or a listing, of whatever product stands near."""
    near = [marked.product_at(i) for i in range(max(0, place - REACH), min(marked.size, place + REACH))]
    found = tuple(dict.fromkeys(hit.value for hit in near if hit))
    denied = any(word in NEGATORS for word in marked.span(place - 6, place))
    return Statement(
        kind=kind, agency=marked.agency_near(place) or "FDA", stance=Stance.DENIED if denied else Stance.ASSERTED,
        products=found[:1], tight=kind == "gras" and is_called_gras(marked, place), matched=marked.shown([place]),
    )  # fmt: skip


def _put(act: Act, target: Target, uses: Uses, stance: Stance, kind: str = "") -> Statement:
    marked = act.marked
    used = [*act.used, *target.used, *uses.places]
    if act.agency:
        used += range(act.agency.first, act.agency.last)
    end = max(uses.end, target.end, act.after)
    years = years_of(act, end)
    awaits_another = stance in (Stance.NOT_YET, Stance.DENIED) and tells_of_another(act)
    sweep = sweep_of(act, target, stance)
    statement = Statement(
        kind=kind or ("nod" if is_informal(act) else act.kind),
        agency=act.agency.value if act.agency else region_of(act, end) or marked.only_agency(),
        stance=stance,
        products=target.products,
        named=target.named,
        uses=tuple(dict.fromkeys(uses.said)),
        denied_uses=tuple(dict.fromkeys(uses.denied)),
        of_people=uses.of_people,
        unknown_use=uses.unknown and not goes_on_sale(act),
        plain=uses.plain,
        years=years,
        past=is_past(act, years),
        history=tells_history(act, stance),
        of_who=uses.of_who,
        anyone=says_anyone(act, end),
        at_home=says_at_home(act),
        unprescribed=says_unprescribed(act, end),
        full=says_full(act),
        emergency=emergency_of(act),
        teens=bool(TEENS & set(marked.low)),
        never="never" in act.chained and not NOT_ALL & set(marked.low),
        any_use=says_any_use(act),
        of_any_kind=says_any_kind(act, target),
        effects=tuple(effects_told(act, target)),
        described=act.mode != "verb",
        tight=not (act.loose or target.loose or makes_exceptions(act) or awaits_another)
        and bool(target.products),
        animal=any(word in ANIMALS for word in marked.low),
        compounded=is_compounded(act, target),
        cure=tells_cure(act, uses),
        treats=tells_treatment(act, uses),
        sweep=sweep.kind,
        matched=marked.shown(used),
    )
    youngest, eldest = ages_of(act, end, who_may(act))
    return replace(
        statement,
        forms=forms_of(marked, used) | sweep.forms or form_told(act, target),
        people=people_of(act, end),
        youngest=youngest,
        eldest=eldest,
        weeks=weeks_of(act, end),
        only=limits_of(act, end),
        everyone=says_everyone(act, end),
    )
