"""Mentions: a sentence as words, and the names that are found among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Generic, TypeVar
from unicodedata import combining, normalize

from clinreview.lexicon import PICTURES

T = TypeVar("T")

_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "′": "'", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ",
                       "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": "",
                       "®": " ", "™": " ", "©": " "})  # fmt: skip
# One pass, no alternatives that overlap: initials (F.D.A.), words and numbers, any other sign.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}(?:'s)?|[^\W_]+(?:'[^\W_]+)*(?:(?<=\d)[.,]\d+)*|[^\w\s]")
_QUOTES = frozenset("\"'“”«»„`*★☆")  # and what decorates: nothing stands apart for it
_POSSESSIVE = re.compile(r"'s?$")
_VERBS_WITH_S = frozenset(
    {"it's", "that's", "he's", "she's", "what's", "there's", "here's", "who's", "let's"}
)


def _plain(word: str) -> str:
    """Without accents: "juvéderm"."""
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign))


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case without its possessive *'s*, and where it stands."""

    text: str
    start: int
    end: int
    raw: str = ""
    owns: bool = False
    joined: bool = False  # to the word before, by a hyphen


def fold(text: str) -> str:
    """Straight quotes, plain hyphens, no invisible signs: the text that positions refer to."""
    return text.translate(_FOLD)


def words(text: str) -> list[Word]:
    """The words and signs of a folded text; a hyphen only joins two words."""
    found: list[Word] = []
    joined = False
    last = 0
    for match in _WORD.finditer(text):
        raw = match[0]
        if raw in "-/" and match.start() == last and found and found[-1].end == last:
            joined = raw == "-"
            last = match.end()
            continue
        if raw in _QUOTES or PICTURES.match(raw):
            last = match.end()
            continue
        low = raw.lower() if raw.isascii() else _plain(raw.lower())
        if len(low) > 1 and low[1] == ".":
            low = low.replace(".", "")
        owns = False
        if "'" in low and (cut := _POSSESSIVE.search(low)):
            owns = True
            low = low[:-2] if low in _VERBS_WITH_S else low[: cut.start()]
        found.append(Word(low, match.start(), match.end(), raw, owns, joined and match.start() == last))
        joined = False
        last = match.end()
    return found


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A name that was found: words ``first`` up to (not including) ``last``."""

    value: T
    first: int
    last: int


Ways = tuple[tuple[str, ...], ...]


def ways_of(told: str) -> tuple[Ways, ...]:
    """A name that is put in several ways, place by place: ``|`` between choices, ``_`` for none, ``+`` for a space.

    Examples
    --------
    >>> ways_of("shed|drop _|a+few pound")
    ((('shed',), ('drop',)), ((), ('a', 'few')), (('pound',), ('pounds',)))
    """
    parts = [
        tuple(() if one == "_" else _texts(one.replace("+", " ")) for one in part.split("|"))
        for part in told.split()
    ]
    plural = tuple((*way[:-1], way[-1] + "s") for way in parts[-1] if way and not way[-1].endswith("s"))
    return (*parts[:-1], parts[-1] + plural)


def spelled(told: str) -> list[str]:
    """The ways of :func:`ways_of` written out.

    Examples
    --------
    >>> spelled("foot bath|pad")
    ['foot bath', 'foot pad']
    """
    if "|" not in told:
        return [told]
    choices = [
        ["" if one == "_" else one.replace("+", " ") for one in part.split("|")] for part in told.split()
    ]
    return [" ".join(filter(None, way)) for way in product(*choices)]


def _texts(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(fold(name)))


def _reach(parts: Sequence[Ways], texts: Sequence[str], place: int) -> int:
    """Where the longest way that starts at a place ends, 0 if none does."""
    if not parts:
        return place
    return max(
        _reach(parts[1:], texts, place + len(way)) if tuple(texts[place : place + len(way)]) == way else 0
        for way in parts[0]
    )


@dataclass(slots=True)
class Names(Generic[T]):
    """Names to look for, each with a value; the longest wins."""

    _lengths: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _held: dict[tuple[str, ...], list[tuple[str, list[T]]]] = field(default_factory=dict)
    _loose: dict[str, list[tuple[tuple[Ways, ...], T]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, value: T, *, plural: bool = True) -> None:
        """Add a name. Its capitals count where it starts with "=" or is three capitals or fewer."""
        if "|" in name:
            self._put_loose(ways_of(name), value)
            return
        must_match = name.startswith("=")
        name = fold(name.lstrip("="))
        parts = tuple(word.text for word in words(name))
        if not parts:
            return
        cased = name if must_match or (name.isupper() and len(name) <= 3) else ""
        self._put(parts, cased, value)
        if plural and not parts[-1].endswith("s") and parts[-1].isalpha():
            self._put((*parts[:-1], parts[-1] + "s"), cased and cased + "s", value)

    def _put_loose(self, parts: tuple[Ways, ...], value: T) -> None:
        for place, part in enumerate(parts):
            for way in part:
                if way:
                    self._loose[way[0]].append((parts[place:], value))
            if () not in part:
                break

    def _put(self, parts: tuple[str, ...], cased: str, value: T) -> None:
        entries = self._held.get(parts)
        if entries is None:
            entries = self._held[parts] = []
            lengths = self._lengths[parts[0]]
            if len(parts) not in lengths:
                lengths.append(len(parts))
                lengths.sort(reverse=True)
        for known, values in entries:
            if known == cased:
                if value not in values:
                    values.append(value)
                return
        entries.append((cased, [value]))
        entries.sort(key=lambda entry: not entry[0])  # those whose capitals count come first

    def find(self, found: Sequence[Word]) -> list[Mention[tuple[T, ...]]]:
        """All names, leftmost and longest, not overlapping."""
        hits: list[Mention[tuple[T, ...]]] = []
        texts = [word.text for word in found]
        place = 0
        while place < len(found):
            hit = self._at(found, texts, place)
            if hit and (later := self._reaching_further(found, texts, hit)):
                hit = later
            if hit:
                hits.append(hit)
            place = hit.last if hit else place + 1
        return hits

    def _at(self, found: Sequence[Word], texts: list[str], place: int) -> Mention[tuple[T, ...]] | None:
        exact = self._exact_at(found, texts, place)
        last, values = (exact.last, exact.value) if exact else (place, ())
        for parts, value in self._loose.get(texts[place], ()):
            end = _reach(parts, texts, place)
            if end > last:
                last, values = end, (value,)
        return Mention(values, place, last) if values else None

    def _reaching_further(
        self, found: Sequence[Word], texts: list[str], hit: Mention[tuple[T, ...]]
    ) -> Mention[tuple[T, ...]] | None:
        """ "Lines between your brows" rather than "soften the lines": where one way of many overlaps a longer name."""
        if tuple(texts[hit.first : hit.last]) in self._held:
            return None
        for place in range(hit.first + 1, hit.last):
            later = self._at(found, texts, place)
            if later and later.last > hit.last:
                return later
        return None

    def _exact_at(self, found: Sequence[Word], texts: list[str], place: int) -> Mention[tuple[T, ...]] | None:
        for length in self._lengths.get(texts[place], ()):
            end = place + length
            if end > len(texts):
                continue
            for cased, values in self._held.get(tuple(texts[place:end]), ()):
                if not cased or _same_capitals(cased, found[place:end]):
                    return Mention(tuple(values), place, end)
        return None


def _same_capitals(cased: str, found: Sequence[Word]) -> bool:
    return "".join(word.raw for word in found).rstrip("'s") == _squeeze(cased).rstrip("'s")


def _squeeze(name: str) -> str:
    return re.sub(r"[\s\-/]", "", name)


def build(pairs: Iterable[tuple[str, T]]) -> Names[T]:
    """Names from (name, value) pairs."""
    names: Names[T] = Names()
    for name, value in pairs:
        names.add(name, value)
    return names
