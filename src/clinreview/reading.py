"""Reading: what a sentence states about the regulatory status of a product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from clinreview.mentions import Mention, Names, fold, words
from clinreview.record import Product, Record
from clinreview.statuswords import (
    ADVERBS,
    AGENCIES,
    AGENCY_STEMS,
    ANIMALS,
    BE,
    BOUNDARIES,
    CLAIMING,
    COVERAGE,
    DETERMINERS,
    EASED,
    FALSE,
    FUTURE,
    GENERIC,
    GOVERNORS,
    HAVE,
    KINDS,
    MODALS,
    NAMING,
    NEGATORS,
    NOT_A_PRODUCT,
    NOT_THE_SUBJECT,
    NOUN_OF,
    NOUNS,
    OBJECTS_OF_OTHERS,
    OTHER_APPROVERS,
    PEOPLE,
    PRONOUNS,
    REFUSING,
    REGIONS,
    REGULATORS,
    STEMS,
    TRIALS,
    WEAK,
    WEAK_STEMS,
    WITHDRAWING,
)  # fmt: skip
from clinreview.uses import Uses, find_uses

REACH = 16  # words between a status and its product
SPAN = 45  # words between a status and its use
MOST = 24  # statements read in one sentence


class Stance(StrEnum):
    """What the sentence does with the status it names."""

    ASSERTED = "asserted"
    DENIED = "denied"
    NOT_YET = "not-yet"
    FUTURE = "future"
    CLAIMED = "claimed"
    OFF_LABEL = "off-label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement about a regulatory status.

    Attributes
    ----------
    kind
        approve, clear, authorise, licence, endorse, refuse, withdraw, register, designate.
    agency
        "FDA", "EMA", …; "" where none is named, "other" for one the record has no rows of.
    products
        The products it is said of; empty where only "the drug" or nothing is named.
    uses, denied_uses
        Terms of the conditions it is said to be for, and those it is said not to be for.
    past
        It tells what happened ("was approved in 1970"), not what holds.
    tight
        Product, status and use stand in a pattern that leaves little doubt. Only a tight statement can be
        contradicted.
    """

    kind: str
    agency: str
    stance: Stance
    products: tuple[Product, ...] = ()
    uses: tuple[str, ...] = ()
    denied_uses: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()
    people: frozenset[str] = frozenset()
    past: bool = False
    tight: bool = False
    animal: bool = False
    compounded: bool = False
    matched: str = ""


def mentions_status(text: str) -> bool:
    """Whether a sentence may speak of a regulatory status at all: a fast first look."""
    low = text.lower()
    if any(stem in low for stem in STEMS):
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
    return list(Sentence(text, record, context).statements())


@cache
def _agencies() -> Names[str]:
    names: Names[str] = Names()
    for name, agency in AGENCIES.items():
        names.add(name, agency, plural=False)
    return names


FORMS = {
    "injection": "injection", "injections": "injection", "injectable": "injection", "injected": "injection",
    "shot": "injection", "shots": "injection", "jab": "injection", "intramuscular": "injection",
    "infusion": "infusion", "infusions": "infusion", "iv": "infusion", "intravenous": "infusion",
    "drip": "infusion", "drips": "infusion",
    "oral": "oral", "tablet": "oral", "tablets": "oral", "pill": "oral", "pills": "oral", "capsule": "oral",
    "capsules": "oral", "nasal": "nasal", "intranasal": "nasal", "sublingual": "sublingual", "lozenge": "sublingual",
    "lozenges": "sublingual", "troche": "sublingual", "troches": "sublingual", "drops": "sublingual",
    "topical": "topical", "cream": "topical", "creams": "topical", "gel": "topical", "foam": "topical",
    "ointment": "topical", "lotion": "topical", "patch": "patch", "patches": "patch", "pellet": "implant",
    "pellets": "implant", "implant": "implant", "implants": "implant", "inhaled": "inhaled", "inhaler": "inhaled",
    "gummies": "gummies", "gummy": "gummies", "edibles": "gummies", "tea": "gummies",
}  # fmt: skip


class Sentence:
    """One sentence, read once."""

    def __init__(self, text: str, record: Record, context: str) -> None:
        self.record = record
        self.text = fold(text)
        self.words = words(self.text)
        self.low = [word.text for word in self.words]
        self.size = len(self.low)
        self.context = context
        self.products: dict[int, Mention[Product]] = {}
        self.conditions: dict[int, Mention[str]] = {}
        self.covered: dict[int, int] = {}  # word -> first word of the mention that covers it
        self.agency: dict[int, Mention[str]] = {}
        self.agency_end: dict[int, Mention[str]] = {}
        for hit in record.names.find(self.words):
            found = [value for value in hit.value if isinstance(value, Product)]
            if found:
                self.products[hit.first] = Mention(_joined(found), hit.first, hit.last)
            else:
                self.conditions[hit.first] = Mention(str(hit.value[0]), hit.first, hit.last)
            for place in range(hit.first, hit.last):
                self.covered[place] = hit.first
        for named in _agencies().find(self.words):
            mention = Mention(named.value[0], named.first, named.last)
            self.agency[named.first] = mention
            self.agency_end[named.last - 1] = mention

    # -- words ----------------------------------------------------------------------------------------------------

    def is_generic(self, place: int) -> bool:
        """A word for any product: "drug", "tablets"."""
        return self.word(place) in GENERIC

    def word(self, place: int) -> str:
        """The word at a place, "" outside."""
        return self.low[place] if 0 <= place < self.size else ""

    def product_at(self, place: int) -> Mention[Product] | None:
        """The product named at a place."""
        return self.products.get(self.covered.get(place, -1))

    def condition_at(self, place: int) -> Mention[str] | None:
        """The condition named at a place."""
        return self.conditions.get(self.covered.get(place, -1))

    # -- statements -----------------------------------------------------------------------------------------------

    def statements(self) -> Iterator[Statement]:
        """Every statement about a regulatory status."""
        if self._asks():
            return
        given = 0
        place = 0
        while place < self.size and given < MOST:
            statement, used = self._at(place)
            if statement:
                given += 1
                yield statement
            place = max(place + 1, used)

    def _asks(self) -> bool:
        if not self.size or "?" not in self.low[-3:]:
            first = self.word(0)
            return first in {"is", "are", "was", "does", "did", "has", "can", "will"} and self.size < 20
        return not (self.low[:3] == ["did", "you", "know"] or self.low[:2] == ["who", "knew"])

    def _at(self, place: int) -> tuple[Statement | None, int]:
        low = self.low
        two = f"{low[place]} {self.word(place + 1)}"
        if two == "off label":
            return self._off_label(place), place + 2
        if low[place] == "gras" and (
            self.word(place - 1) in {"is", "are", "as", "considered", "("} or self._agency_near(place)
        ):
            return self._other_status("register", place), place + 1
        if two in {"breakthrough therapy", "breakthrough device", "breakthrough designation", "breakthrough status",
                   "fast track", "orphan drug", "priority review", "orphan designation", "orphan status"}:  # fmt: skip
            near = " ".join(low[place : place + 5])
            if self._agency_near(place) or "designat" in near or "status" in near:
                return self._other_status("designate", place), place + 3
            return None, place
        kind, form = KINDS.get(low[place], ("", ""))
        if not kind and two in NOUNS:
            kind, form = "approve", "noun" if not two.endswith(("ed", "lit")) else "past"
            if form == "past" or self.word(place + 2) in {"to", "for", "from", "by"}:
                return self._status(place, place + 2, kind, form), place + 2
        if not kind:
            return None, place
        return self._status(place, place + 1, kind, form), place + 1

    def _status(self, place: int, after: int, kind: str, form: str) -> Statement | None:
        return _Status(self, place, after, kind, form).read()

    def _agency_near(self, place: int) -> str:
        for near in range(max(0, place - 8), min(self.size, place + 8)):
            if near in self.agency:
                return self.agency[near].value
        return ""

    def _other_status(self, kind: str, place: int) -> Statement:
        near = [self.product_at(i) for i in range(max(0, place - REACH), min(self.size, place + REACH))]
        found = tuple(dict.fromkeys(hit.value for hit in near if hit))
        stance = Stance.DENIED if self._negated(place) else Stance.ASSERTED
        return Statement(kind=kind, agency=self._agency_near(place) or "FDA", stance=stance, products=found[:1],
                         matched=self._shown([place]))  # fmt: skip

    def _negated(self, place: int) -> bool:
        return any(self.word(i) in NEGATORS for i in range(max(0, place - 6), place))

    def _off_label(self, place: int) -> Statement | None:
        status = _Status(self, place, place + 2, "approve", "past")
        return status.off_label()

    def _shown(self, places: list[int]) -> str:
        """The words at these places as written, gaps shown as "…"."""
        parts: list[str] = []
        last = -2
        for place in sorted(set(places)):
            if not 0 <= place < self.size:
                continue
            word = self.words[place]
            if place == last + 1 and parts:
                parts[-1] += self.text[self.words[last].end : word.end]
            else:
                parts.append(self.text[word.start : word.end])
            last = place
        return " … ".join(parts)

    def named_before(self, place: int) -> tuple[Product, ...]:
        """What "it" or "infusions" stands for: the one product named before in the sentence or its context."""
        earlier = {
            hit.value.rows[0].substance: hit.value for first, hit in self.products.items() if first < place
        }
        found = tuple(earlier.values()) if len(earlier) == 1 else () if earlier else self.from_context()
        if not found:
            return ()
        for near in range(max(0, place - 3), place):  # "infusions" after "ketamine": ketamine infusions
            if self.word(near) in FORMS or self.word(near) in {"therapy", "treatment", "treatments"}:
                composed = self.record.names.find(words(f"{found[0].name} {self.word(near)}"))
                values = (
                    composed[0].value
                    if len(composed) == 1 and composed[0].last == len(words(found[0].name)) + 1
                    else ()
                )
                own = [value for value in values if isinstance(value, Product)]
                if own:
                    return (own[0],)
        return found

    def from_context(self) -> tuple[Product, ...]:
        """The one product that the sentences before speak of, if there is just one."""
        if not self.context:
            return ()
        found: dict[str, Product] = {}
        for hit in self.record.names.find(words(fold(self.context[-2000:]))):
            for value in hit.value:
                if isinstance(value, Product):
                    found[value.rows[0].substance] = value
        substances = list(found)
        return (found[substances[0]],) if len(substances) == 1 else ()


def _joined(found: list[Product]) -> Product:
    if len(found) == 1:
        return found[0]
    rows = dict.fromkeys(row for product in found for row in product.rows)
    return Product(tuple(rows), found[0].level, found[0].name)


class _Status:
    """One status word of a sentence and what belongs to it."""

    def __init__(self, reader: Sentence, place: int, after: int, kind: str, form: str) -> None:
        self.r = reader
        self.place = place
        self.after = after
        self.kind = kind
        self.form = form
        self.used: list[int] = list(range(place, after))
        self.agency: Mention[str] | None = None
        self.chain: list[int] = []  # auxiliaries, negators and adverbs that belong to the status
        self.start = place  # first word of the status with its chain and agency
        self.loose = False
        self.pronoun = False
        self.trial = False
        self.dropped = False
        self.uses_before: list[str] = []

    # -- the whole ------------------------------------------------------------------------------------------------

    def read(self) -> Statement | None:
        mode = self._mode()
        if not mode:
            return None
        if self.kind == "register":
            return self._make((), Stance.DENIED if self._has_negator() else Stance.ASSERTED)
        if self.form == "noun" and self.r.word(self.after) in NOUN_OF:
            return None
        self._nominal_kind()
        products = self._target(mode)
        if self.dropped:
            if self.trial and self.agency:
                self.kind = "register"
                return self._make((), Stance.ASSERTED)
            return None
        return self._finish(products, mode)

    def _finish(self, products: tuple[Product, ...], mode: str) -> Statement | None:
        r = self.r
        if not products and self.pronoun:
            products = r.named_before(self.start)
        stance = self._stance(mode)
        uses = self._uses(mode)
        if not products and not self.agency and not (uses.said and self.kind == "approve" and mode != "noun"):
            return None
        if self.kind == "licence" and not self.agency and not (products and uses.said):
            return None
        if not self.agency and any(r.word(self.after + step) in COVERAGE for step in (1, 2)):
            return None
        self.used += uses.places
        said = uses.said or (self.uses_before if not uses.denied else [])
        return self._make(products, stance, said, uses.denied, uses.end)

    def _make(
        self,
        products: tuple[Product, ...],
        stance: Stance,
        said: list[str] | tuple[str, ...] = (),
        denied: list[str] | tuple[str, ...] = (),
        end: int = 0,
    ) -> Statement:
        r = self.r
        if self.agency:
            self.used += range(self.agency.first, self.agency.last)
        years = self._years(end)
        after = range(self.start, min(r.size, max(end, self.after + 8)))
        return Statement(
            kind=self.kind,
            agency=self.agency.value if self.agency else self._region(end),
            stance=stance,
            products=products,
            uses=tuple(dict.fromkeys(said)),
            denied_uses=tuple(dict.fromkeys(denied)),
            forms=self._forms(),
            years=years,
            people=frozenset(PEOPLE[r.low[i]] for i in after if r.low[i] in PEOPLE),
            past=self._past(years),
            tight=not self.loose and bool(products),
            animal=any(word in ANIMALS for word in r.low),
            compounded="compounded" in r.low[max(0, self.start - REACH) : self.after + REACH],
            matched=r._shown(self.used),
        )

    def _years(self, end: int) -> tuple[int, ...]:
        r = self.r
        last = max(end, self.after)
        while last < r.size and last < max(end, self.after) + 12 and r.word(last) not in YEAR_ENDS:
            last += 1
        return tuple(
            int(r.low[i])
            for i in range(max(0, self._clause_start() - 4), last)
            if len(r.low[i]) == 4
            and r.low[i].isdigit()
            and "1900" < r.low[i] < "2100"
            and r.word(i + 1) not in COUNTED
        )

    def _region(self, end: int) -> str:
        r = self.r
        for i in range(max(0, self.start - 12), min(r.size, max(end, self.after + 10))):
            if r.low[i] in REGIONS and r.word(i - 1) in {
                "in",
                "the",
                "across",
                "throughout",
                "by",
                "outside",
                "many",
                "some",
                "other",
                "several",
            }:
                return "other" if r.word(i - 1) == "outside" else REGIONS[r.low[i]]
        return ""

    def _past(self, years: tuple[int, ...] = ()) -> bool:
        if self.form not in ("past", "noun"):
            return False
        chain = {self.r.word(i) for i in self.chain}
        if chain & {"is", "are", "has", "have", "remains", "isn't", "aren't", "holds"}:
            return False
        if self.form == "noun":
            return bool(years) or bool(chain & {"won", "received", "gained", "granted", "got", "had"})
        return (
            self.active
            or bool(years)
            or bool(chain & {"was", "were", "wasn't", "weren't", "had", "got", "became"})
        )

    # -- who, and in which construction ------------------------------------------------------------------------------

    active = False
    joined = False

    def _mode(self) -> str:
        """verb, predicate, attribute, noun or participle; "" where it is no regulator's act."""
        r = self.r
        place = self._walk_chain(self.place)
        self.start = place
        left = r.agency_end.get(place - 1)
        if (
            left
            and left.value == "MHRA"
            and r.word(left.first) == "uk"
            and r.word(left.first - 1) in {"in", "the"}
            and self.form == "past"
        ):
            left = None  # "in the UK approved …"
        if left:
            self.agency = left
            self.start = left.first
            return self._beside_agency(left)
        if self.form == "noun":
            return self._noun()
        if self.form == "adj":
            self.agency = self._by()
            return "adjective"
        if r.low[self.place] in ONLY_BESIDE:
            return ""
        self.agency = self._by()
        if self.dropped:
            return ""
        if self.agency is None and self.kind in WEAK:
            return ""
        before = r.word(place - 1)
        chain = {r.word(i) for i in self.chain}
        if (
            r.words[self.place].joined
            and (not self.agency)
            and r.word(self.place - 1) not in ADVERBS | NEGATORS
        ):
            return ""  # doctor-approved
        if self.form in ("base", "fin", "ing"):
            if before in REGULATORS or (self.form == "base" and before in {"regulators", "officials"}):
                self.active = True
                return "verb"
            return "verb" if self._refusal_before() else ""
        if chain & BE:
            return "predicate"
        if chain & (HAVE | MODALS):
            return self._other_subject(before)
        if (
            not before
            or before
            in DETERMINERS | GENERIC | BOUNDARIES | {",", "and", "or", "of", "only", "as", "with", "any"}
            or r.product_at(place - 1)
            or r.condition_at(place - 1)
            or self.agency
        ):
            return "participle"
        return self._other_subject(before)

    def _other_subject(self, before: str) -> str:
        if before in REGULATORS:
            self.active = True
            return "verb"
        return ""

    def _walk_chain(self, place: int) -> int:
        r = self.r
        chain_words = ADVERBS | BE | HAVE | MODALS | NEGATORS | {"yet", "approvals", "full", "marketing"}
        while (
            place > 0
            and r.word(place - 1) in chain_words
            and (place - 1) not in r.covered
            and self.place - place < 10
        ):
            place -= 1
            self.chain.append(place)
        return place

    def _beside_agency(self, left: Mention[str]) -> str:
        r = self.r
        inner = {r.word(i) for i in self.chain}
        self.joined = r.words[left.last].joined or r.words[self.place].joined
        if self.form == "noun":
            self.start = self._walk_out(left.first)
            return "noun"
        if self.form == "adj":
            return "adjective"
        if self.form in ("fin", "base", "ing") or inner & (HAVE | MODALS | BE):
            self.active = True
            self.start = self._walk_out(left.first, articles=False)
            return "verb"
        outer = self._walk_out(left.first)
        chain = {r.word(i) for i in self.chain}
        before = r.word(outer - 1)
        if chain & BE:
            self.start = outer
            return "attribute" if chain & {"a", "an", "one", "of"} else "predicate"
        if (
            self.joined
            or chain & {"a", "an", "any", "no", "only", "first", "another", "one"}
            or before in {"other", "with", "of", "and", "or"}
        ):
            self.start = outer
            return "attribute"
        previous = left.first - 1
        if r.product_at(previous) or r.word(previous) in GENERIC:
            self.start = left.first
            return "predicate"
        self.active = True
        return "verb"

    def _walk_out(self, place: int, articles: bool = True) -> int:
        """Leftwards over what belongs to "is not an FDA-approved …"."""
        r = self.r
        belongs = ADVERBS | BE | MODALS | HAVE | NEGATORS | {"yet", "us", "u.s", "full", "formal", "the"}
        if articles:
            belongs = belongs | {
                "a",
                "an",
                "any",
                "one",
                "of",
                "another",
                "new",
                "two",
                "three",
                "several",
                "as",
            }
        start = place
        while (
            start > 0 and r.word(start - 1) in belongs and (start - 1) not in r.covered and place - start < 10
        ):
            start -= 1
            self.chain.append(start)
        return start

    def _noun(self) -> str:
        """ "approval" without an agency right before it."""
        r = self.r
        before = r.word(self.start - 1)
        if before in {
            "regulatory",
            "federal",
            "government",
            "marketing",
            "accelerated",
            "conditional",
            "use",
            "agency",
            "its",
            "drug",
            "official",
            "premarket",
        }:
            step = self._walk_chain(self.start - 1)
            left = (
                r.agency_end.get(step - 1)
                or r.agency_end.get(self.start - 2)
                or r.agency_end.get(self.start - 3)
            )
            if left:
                self.agency = left
                self.start = self._walk_out(left.first)
                return "noun"
            self.start = step
        for i in range(self.after, min(r.size, self.after + 8)):
            if r.word(i) in {"from", "by"}:
                self.agency = self._agency_after(i)
                if self.agency:
                    break
            if r.word(i) in BOUNDARIES:
                break
        if self.kind in WEAK and not self.agency:
            return ""
        if not self.agency:
            self.loose = before not in {"regulatory", "federal", "government", "marketing"}
            if not any(r.word(i) in HAVE for i in self.chain) and r.word(self.after) not in {
                "for",
                "of",
                "to",
            }:
                return ""
        return "noun"

    def _by(self) -> Mention[str] | None:
        """ "… by the FDA" to the right; anybody else's approval drops the statement."""
        r = self.r
        for i in range(self.after, min(r.size, self.after + 14)):
            word = r.word(i)
            if word in {";", ".", "but", "which", "who", "that", ":"} or (
                word == "and" and i - self.after > 6
            ):
                break
            if word in {"by", "with"} or (self.kind == "register" and word == "with"):
                found = self._agency_after(i)
                if found:
                    return found
                if word == "by" and i - self.after < 3 and self.form == "past":
                    if r.word(i + 1) in REGULATORS or r.word(i + 2) in REGULATORS:
                        return None
                    self.dropped = True
                    return None
        return None

    def _agency_after(self, place: int) -> Mention[str] | None:
        r = self.r
        for step in range(1, 6):
            if place + step in r.agency:
                found = r.agency[place + step]
                self.used.append(place)
                return found
            if r.word(place + step) not in {
                "the",
                "both",
                "us",
                "federal",
                "(",
                "u.s",
                "either",
                "national",
                "country",
            }:
                break
        return None

    def _refusal_before(self) -> bool:
        return any(self.r.word(i) in REFUSING for i in range(max(0, self.start - 4), self.place))

    def _nominal_kind(self) -> None:
        """ "declined to approve", "approval was withdrawn", "denied approval"."""
        r = self.r
        if self.kind in ("register", "designate", "refuse", "withdraw"):
            return
        before = [r.word(i) for i in range(max(0, self.start - 3), self.place)]
        if any(word in REFUSING for word in before) and self.form in ("base", "noun", "ing"):
            self.kind = "refuse"
        elif self.form == "noun":
            after = [r.word(i) for i in range(self.after, min(r.size, self.after + 9))]
            if any(word in WITHDRAWING - {"lost"} for word in after[:8]) or any(
                word in WITHDRAWING for word in before
            ):
                self.kind = "withdraw"
            elif any(word in REFUSING - {"against", "turned"} for word in after):
                self.kind = "refuse"

    # -- of what ------------------------------------------------------------------------------------------------------

    def _target(self, mode: str) -> tuple[Product, ...]:
        if mode == "verb":
            return self._right()
        if self.r.word(self.start - 1) in {"if", "once", "unless", "until"} and mode != "noun":
            return self._left(self.start) or self._next()
        if mode == "predicate":
            return self._left(self.start)
        if mode == "noun":
            return self._of_noun()
        if mode == "adjective":
            return self._right() or (() if self.dropped else self._left(self.start))
        found = self._right()
        if found or self.dropped:
            return (mode == "attribute" and self._renamed()) or found
        chain = {self.r.word(i) for i in self.chain}
        if mode == "attribute":
            before = self.r.word(self.start - 1)
            if chain & BE or before in {",", "(", ":", "as", "—", "–", "-"} or "as" in chain:
                return self._left(self.start)
            return ()
        if mode == "participle":
            return self._left(self.start)
        return ()

    def _next(self) -> tuple[Product, ...]:
        """ "If approved, X would be …"."""
        for place in range(self.after, min(self.r.size, self.after + 10)):
            if hit := self.r.product_at(place):
                return self._listed(hit)
        return ()

    def _renamed(self) -> tuple[Product, ...]:
        """ "the only approved ketamine treatment for depression is Spravato" speaks of Spravato."""
        r = self.r
        for i in range(self.last_product, min(r.size, self.last_product + 10)):
            if r.word(i) in {"is", "are"}:
                for step in (1, 2, 3):
                    if hit := r.product_at(i + step):
                        return self._listed(hit)
                return ()
            if r.word(i) in BOUNDARIES | {",", "and", "that"}:
                return ()
        return ()

    def _of_noun(self) -> tuple[Product, ...]:
        r = self.r
        chain = {r.word(i) for i in self.chain}
        near = {r.word(i) for i in range(max(0, self.start - 2), self.place)}
        if r.word(self.after) in {"of", "to", "for", "from", "by"}:
            found = self._right()
            if found:
                return found
            if self.dropped:
                return ()
        if (chain | near) & HAVE:
            between = [r.product_at(i) for i in range(max(0, self.start - 4), self.place)]
            given = [hit.value for hit in between if hit]
            if given:  # "granted ketamine FDA approval"
                return tuple(dict.fromkeys(given))
            return self._left(self.start)
        owner = self.agency.first - 1 if self.agency else self.start - 1
        hit = r.product_at(owner)
        if hit and r.words[hit.last - 1].owns:
            return (hit.value,)
        self.loose = True
        return self._left(self.start)

    def _right(self) -> tuple[Product, ...]:
        """The product after the status: "approved X", "approved drug X", "approved drugs for Y include X"."""
        r = self.r
        generic = purposed = named = False
        place = self.after
        while place < min(r.size, self.after + REACH + 14):
            hit = r.product_at(place)
            if hit:
                if purposed and not named:
                    return ()
                return self._listed(hit)
            word = r.word(place)
            if self.agency and self.agency.first <= place < self.agency.last:
                place += 1
                continue
            if place == self.after and word in PRONOUNS:
                self.pronoun = True
            if word in NAMING and (generic or purposed):
                named = True
            elif word in BOUNDARIES - {":", "("} or word in {"that", "by", "because", "after", "since"}:
                return ()
            elif word in {",", ":", "("}:
                if not (generic or purposed) and word != ":":
                    return ()
                if not any(r.product_at(place + step) for step in range(1, 5)):
                    return ()
                named = True
            elif (
                word in OBJECTS_OF_OTHERS
                and not purposed
                and place not in r.covered
                and place - self.after < 5
            ):
                self.dropped = True
                self.trial = word in TRIALS
                return ()
            elif word in GENERIC:
                generic = True
            elif word in {"for", "to", "as", "in", "against"}:
                if word == "as" and r.word(place - 1) in {"such", "known"}:
                    named = True
                elif (self.form != "noun" or place > self.after) and KINDS.get(r.word(place - 1), ("", ""))[
                    1
                ] != "noun":
                    purposed = True
            elif word in BE | HAVE | MODALS and not named:
                return ()
            place += 1
        return ()

    def _listed(self, hit: Mention[Product]) -> tuple[Product, ...]:
        """A product and those listed with it."""
        r = self.r
        if r.word(hit.last) in NOT_A_PRODUCT or (r.word(hit.last) in OTHER_APPROVERS):
            self.dropped = True
            self.trial = r.word(hit.last) in TRIALS
            return ()
        found = [hit]
        place = hit.last
        gap = 0
        while place < r.size and gap < 4 and len(found) < 12:
            next_hit = r.product_at(place)
            if next_hit:
                found.append(next_hit)
                place = next_hit.last
                gap = 0
                continue
            if r.word(place) not in {
                ",",
                "and",
                "or",
                "(",
                ")",
                "the",
                "also",
                "as",
                "known",
                "brand",
                "name",
                "sold",
                "a",
                "its",
            }:
                if r.word(place) not in GENERIC:
                    break
            gap += 1
            place += 1
        for one in found:
            self.used += range(one.first, one.last)
        self.last_product = found[-1].last
        return tuple(dict.fromkeys(one.value for one in found))

    last_product = 0

    def _left(self, start: int) -> tuple[Product, ...]:
        """The product before the status: "X is approved", "X, an approved drug", "it has approval"."""
        r = self.r
        place = start - 1
        steps = 0
        while place >= 0 and steps < REACH:
            hit = r.product_at(place)
            if hit:
                before = r.word(hit.first - 1)
                following = r.word(hit.last) if hit.last < start else ""
                if before in NOT_THE_SUBJECT and not (
                    before == "with" and r.word(hit.first - 2) in GENERIC | {"treated"}
                ):
                    if not (before == "like" and r.word(hit.first - 2) in GENERIC):
                        place = hit.first - 1
                        steps += 1
                        continue
                if following in NOT_A_PRODUCT and not r.words[hit.last].joined:
                    self.dropped = True
                    self.trial = following in TRIALS
                    return ()
                return self._subject(hit, start)
            word = r.word(place)
            if word in {";", ".", "?", "!"}:
                break
            if (
                word in {"but", "although", "though", "while", "whereas", "however", "because", "and", "or"}
                and place < start - 1
                and steps > 0
            ):
                if word in {"but", "although", "though", "while", "whereas", "however", "because"}:
                    break
            if place == start - 1 or (place == start - 2 and r.word(start - 1) in GENERIC):
                if word in PRONOUNS:
                    self.pronoun = True
            if word in GENERIC and place >= start - 2:
                self.pronoun = True
            place -= 1
            steps += 1
        return ()

    def _subject(self, hit: Mention[Product], start: int) -> tuple[Product, ...]:
        r = self.r
        found = [hit]
        place = hit.first - 1
        linked = False
        while place > 0 and r.word(place) in {",", "and", "or", "nor"} and len(found) < 12:
            step = place
            while r.word(step) in {",", "and", "or", "nor"}:
                linked = linked or r.word(step) != ","
                step -= 1
            other = r.product_at(step)
            if not other or not linked or r.word(other.first - 1) in NOT_THE_SUBJECT:
                break
            found.append(other)
            place = other.first - 1
        between = [r.word(i) for i in range(hit.last, start)]
        if len(between) > 10 or any(word in FINITE for word in between):
            self.loose = True
        if (
            r.word(hit.first - 1) in {"by", "from", "about", "on", "into", "using", "taking", "use"}
            and r.word(hit.first - 1) != "use"
        ):
            self.loose = True
        apart = False  # what follows another status belongs to that one, up to the comma
        for i in range(hit.last, start):
            if r.word(i) in KINDS:
                apart = True
                self.uses_before.clear()
            elif r.word(i) in {",", "its", "their"}:
                apart = False
            condition = r.condition_at(i)
            if condition and not apart and r.word(condition.first - 1) in GOVERNORS | DETERMINERS:
                self.uses_before.append(condition.value)
                self.used += range(condition.first, condition.last)
        if not self.uses_before:
            self._fronted(hit)
        for one in found:
            self.used += range(one.first, one.last)
        return tuple(dict.fromkeys(one.value for one in reversed(found)))

    def _fronted(self, hit: Mention[Product]) -> None:
        """ "For depression, ketamine is not approved"."""
        r = self.r
        if r.word(hit.first - 1) == "," and (found := r.condition_at(hit.first - 2)) and found.first <= 4:
            if r.word(0) in {"for", "in", "to", "as"}:
                self.uses_before.append(found.value)

    def _uses(self, mode: str) -> Uses:
        skip = range(self.agency.first, self.agency.last) if self.agency else range(0)
        return find_uses(self.r, self.after, skip, describing=mode in ("attribute", "adjective"))

    # -- how it is said ---------------------------------------------------------------------------------------------

    def _clause_start(self) -> int:
        r = self.r
        place = self.start
        while place > 0 and self.start - place < 30:
            word = r.word(place - 1)
            if word in {";", ".", "but", "although", "though", "whereas", "while"}:
                break
            place -= 1
        return place

    def _has_negator(self) -> bool:
        r = self.r
        for i in self.chain:
            if r.word(i) in NEGATORS and f"{r.word(i)} {r.word(i + 1)}" not in EASED:
                return True
        return False

    def _stance(self, mode: str) -> Stance:
        r = self.r
        chain = [r.word(i) for i in self.chain]
        first = self._clause_start()
        before = [r.word(i) for i in range(max(first, self.start - 12), self.start) if i not in r.covered]
        after = [r.word(i) for i in range(self.after, min(r.size, self.after + 8))]
        negative = self._has_negator() or self.form == "adj"
        if not negative and mode in ("predicate", "participle", "noun", "attribute", "verb"):
            negative = self._negated_subject(first)
        if negative and "until" in after and self.form != "adj":
            return Stance.ASSERTED
        yet = "yet" in chain or (negative and "yet" in (*before[-4:], *after[:6]))
        if yet or "awaiting" in (*chain, *before[-3:]) or "pending" in (*before[-3:], *chain):
            return Stance.NOT_YET
        falsely = [r.word(i) for i in range(0, self.start) if r.word(i) in FALSE or r.word(i) in CLAIMING]
        if any(word in FALSE for word in falsely):
            return Stance.CLAIMED if negative else Stance.DENIED
        if falsely:
            self.loose = True
            return Stance.CLAIMED
        if self.kind in ("refuse", "withdraw"):
            return Stance.ASSERTED
        if self._future(chain, before, mode):
            return Stance.FUTURE
        if negative:
            return Stance.DENIED
        if any(word in NEGATORS for word in before[-6:]) and not any(
            f"{a} {b}" in EASED for a, b in zip(before, before[1:], strict=False)
        ):
            self.loose = True
        return Stance.ASSERTED

    def _negated_subject(self, first: int) -> bool:
        """ "No form of ketamine is approved", "neither X nor Y is approved"."""
        r = self.r
        for i in range(max(first, self.start - 12), self.start):
            if r.word(i) in {"no", "neither", "none", "nor"} and f"{r.word(i)} {r.word(i + 1)}" not in EASED:
                if not any(
                    r.word(j) in BE | HAVE | MODALS - {"to"} or r.word(j) == "," for j in range(i, self.start)
                ):
                    return True
            if r.word(i) in {"not", "n't"} and r.word(i + 1) in {"all", "every", "any"}:
                return True
            if r.word(i) in {"doesn't", "don't", "not", "isn't"} and r.word(i + 1) in {
                "mean",
                "imply",
                "true",
                "make",
            }:
                return True
        return False

    def _future(self, chain: list[str], before: list[str], mode: str) -> bool:
        r = self.r
        words_near = [*chain, *before[-8:]]
        first_ever = {"first", "only"} & {*words_near}
        near = [word for word in words_near if word in FUTURE]
        if near and not (
            set(near) <= {"to", "can", "under", "when", "once", "panel", "until"} and self._past()
        ):
            if not (set(near) <= {"when"}):
                return True
        if r.word(self.place - 1) in {"be", "get", "win", "gain", "become"} or "to" in chain:
            return not first_ever
        return False

    def _forms(self) -> frozenset[str]:
        r = self.r
        found = set()
        for place in self.used:
            for near in (place - 2, place - 1, place, place + 1, place + 2):
                if r.product_at(place) and r.word(near) in FORMS and 0 <= near < r.size:
                    found.add(FORMS[r.word(near)])
        return frozenset(found)

    # -- off label -------------------------------------------------------------------------------------------------------

    def off_label(self) -> Statement | None:
        r = self.r
        self.start = self._walk_chain(self.place)
        negative = self._has_negator()
        products = self._right()
        self.dropped = False
        if not products:
            products = self._left(self.start)
        if not products and not self.dropped:
            products = r.named_before(self.start)
        uses = self._uses("predicate")
        self.used += uses.places
        stance = Stance.ASSERTED if negative else Stance.OFF_LABEL
        self.loose = self.loose or negative
        return self._make(products, stance, uses.said or self.uses_before, uses.denied, uses.end)


ONLY_BESIDE = frozenset(
    {"regulated", "inspected", "compliant", "listed"}
)  # "FDA-regulated", not "regulated by"
YEAR_ENDS = frozenset({";", ".", "but", "and", "which", "who", "although", "while"})
COUNTED = frozenset({"patients", "people", "participants", "adults", "men", "women", "children", "mg"})
FINITE = frozenset(
    [
        "works",
        "work",
        "helps",
        "help",
        "treats",
        "treat",
        "causes",
        "cause",
        "reduces",
        "improves",
        "gives",
        "makes",
        "shows",
        "relieves",
        "acts",
        "takes",
        "uses",
    ]
)
