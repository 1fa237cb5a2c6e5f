"""Marked: a sentence as words, with the products, conditions and regulators that are named in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from clinreview.mentions import Mention, Names, fold, words
from clinreview.record import Product
from clinreview.statuswords import AGENCIES, DERIVED, FORMS, GENERIC, KINDS, NATIONS, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinreview.record import Record

ASKING = word_set("is are was does did has can will isn't")
SUPPOSING = word_set("imagine suppose picture pretend")
DEMANDING = word_set("ask demand request check look want see show")
PROOF = word_set("proof evidence documentation confirmation paperwork")
LOOK_BACK = 2000  # characters of context that are looked at
BEFORE_STATUS = word_set("marketing regulatory full emergency conditional accelerated final formal drug")
TREATMENT = frozenset({"therapy", "therapies", "treatment", "treatments"})


@cache
def _agencies() -> Names[str]:
    names: Names[str] = Names()
    for name, agency in AGENCIES.items():
        names.add(name, agency, plural=False)
    return names


@cache
def _nations() -> Names[str]:
    names: Names[str] = Names()
    for name, agency in NATIONS.items():
        names.add(name, agency, plural=False)
    return names


class Marked:
    """One sentence, read once."""

    def __init__(self, text: str, record: Record, context: str = "") -> None:
        self.text = fold(text)
        self.context = context
        self.words = words(self.text)
        self.low = [word.text for word in self.words]
        self.size = len(self.low)
        self._names = record.names
        self.products: dict[int, Mention[Product]] = {}
        self._conditions: dict[int, Mention[str]] = {}
        self._covered: dict[int, int] = {}
        self.agencies: dict[int, Mention[str]] = {}
        self.agency_ends: dict[int, Mention[str]] = {}
        self._mark()

    def _mark(self) -> None:
        for hit in self._names.find(self.words):
            found = [value for value in hit.value if isinstance(value, Product)]
            if found and self._only_describes(hit, found[0]):
                continue
            if found:
                self.products[hit.first] = Mention(_joined(found), hit.first, hit.last)
            else:
                self._conditions[hit.first] = Mention(str(hit.value[0]), hit.first, hit.last)
            for place in range(hit.first, hit.last):
                self._covered[place] = hit.first
        nations = [hit for hit in _nations().find(self.words) if self._is_before_status(hit.last)]
        for named in (*nations, *_agencies().find(self.words)):
            mention = Mention(named.value[0], named.first, named.last)
            self.agencies[named.first] = mention
            self.agency_ends[named.last - 1] = mention

    def _is_before_status(self, place: int) -> bool:
        while self.word(place) in BEFORE_STATUS:
            place += 1
        form = KINDS.get(self.word(place), ("", ""))[1]
        return form == "noun" or (form == "past" and self.joined(place))

    def _only_describes(self, hit: Mention[tuple[Product | str, ...]], product: Product) -> bool:
        """ "cannabis-derived", "lab tests": the name is not the thing itself."""
        following = self.word(hit.last)
        if following in DERIVED and self.words[hit.last].joined:
            return True
        return product.rows[0].described_only and following in GENERIC

    # -- what stands at a place -----------------------------------------------------------------------------------

    def asks(self) -> bool:
        """Whether the sentence asks, tells to ask for proof, or only imagines: it states nothing."""
        if "?" in self.low[-3:]:
            return not (self.low[:3] == ["did", "you", "know"] or self.low[:2] == ["who", "knew"])
        demanded = self.word(0) in DEMANDING and bool(PROOF & set(self.low[:8])) and "that" in self.low[:10]
        return (
            demanded
            or self.word(0) in SUPPOSING
            or (self.word(0) in ASKING and self.size < 20 and "?" not in self.low)
        )

    def word(self, place: int) -> str:
        """The word at a place, "" outside the sentence."""
        return self.low[place] if 0 <= place < self.size else ""

    def span(self, first: int, last: int) -> list[str]:
        """The words of a range, cut to the sentence."""
        return self.low[max(0, first) : max(0, last)]

    def joined(self, place: int) -> bool:
        """The word is joined to the one before by a hyphen."""
        return 0 <= place < self.size and self.words[place].joined

    def product_at(self, place: int) -> Mention[Product] | None:
        """The product named there, if any."""
        return self.products.get(self._covered.get(place, -1))

    def product_among(self, places: Iterable[int]) -> Mention[Product] | None:
        """The first product named at one of these places, if any."""
        return next((hit for place in places if (hit := self.product_at(place))), None)

    def condition_at(self, place: int) -> Mention[str] | None:
        """The condition named there, if any."""
        return self._conditions.get(self._covered.get(place, -1))

    def named(self, place: int) -> bool:
        """A product or condition is named there."""
        return place in self._covered

    def called(self, name: str) -> Product:
        """The product of this name."""
        return next(
            one for hit in self._names.find(words(name)) for one in hit.value if isinstance(one, Product)
        )

    def is_generic(self, place: int) -> bool:
        """A word for any product: "drug", "tablets"."""
        return self.word(place) in GENERIC

    def agency_near(self, place: int, reach: int = 8) -> str:
        """The regulator named close by, "" if none."""
        for near in range(max(0, place - reach), min(self.size, place + reach)):
            if near in self.agencies:
                return self.agencies[near].value
        return ""

    def only_agency(self) -> str:
        """The FDA, where the sentence names no other regulator."""
        return "FDA" if {hit.value for hit in self.agencies.values()} == {"FDA"} else ""

    def shown(self, places: Iterable[int]) -> str:
        """The words at these places as written, gaps shown as "…"."""
        parts: list[str] = []
        last = -2
        for place in sorted({place for place in places if 0 <= place < self.size}):
            word = self.words[place]
            if place == last + 1:
                parts[-1] += self.text[self.words[last].end : word.end]
            else:
                parts.append(self.text[word.start : word.end])
            last = place
        return " … ".join(parts)

    # -- what "it" stands for -------------------------------------------------------------------------------------

    def named_before(self, place: int) -> tuple[tuple[Product, ...], bool]:
        """What "it" or "infusions" stands for, and whether that is sure.

        It is the one product named before in the sentence, or else the one of the sentences before.
        """
        earlier = {hit.value.rows[0].substance: hit for first, hit in self.products.items() if first < place}
        single = {name: hit for name, hit in earlier.items() if hit.value.rows[0].scope != "class"}
        earlier = single or earlier
        if len(earlier) == 1:
            hit = next(iter(earlier.values()))
            near = hit.last < place <= hit.last + 4  # "… recommend X because it is"
            return self._composed(hit.value, place), hit.first < 4 or near
        if earlier:
            return (), False
        product, opens = self._in_context()
        return (self._composed(product, place), opens) if product else ((), False)

    def _composed(self, product: Product, place: int) -> tuple[Product, ...]:
        """ "infusions" after "ketamine" are ketamine infusions."""
        size = len(words(product.name))
        for near in range(max(0, place - 3), place):
            if self.word(near) in FORMS or self.word(near) in TREATMENT:
                hits = self._names.find(words(f"{product.name} {self.word(near)}"))
                if len(hits) == 1 and hits[0].last == size + 1:
                    own = [value for value in hits[0].value if isinstance(value, Product)]
                    if own:
                        return (_joined(own),)
        return (product,)

    def _in_context(self) -> tuple[Product | None, bool]:
        """The only product of the sentences before, and whether the last of them opens with it."""
        if not self.context:
            return None, False
        found: dict[str, Product] = {}
        before = words(fold(self.context[-LOOK_BACK:]))
        ends = [place for place, word in enumerate(before[:-1]) if word.text in {".", "!", "?"}]
        opening = ends[-1] + 1 if ends else 0
        opens = False
        for hit in self._names.find(before):
            for value in hit.value:
                if isinstance(value, Product):
                    found[value.rows[0].substance] = value
                    opens = opens or opening <= hit.first < opening + 6
        return (next(iter(found.values())), opens) if len(found) == 1 else (None, False)


def _joined(found: list[Product]) -> Product:
    if len(found) == 1:
        return found[0]
    rows = dict.fromkeys(row for product in found for row in product.rows)
    return Product(tuple(rows), found[0].level, found[0].name)
