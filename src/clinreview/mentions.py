"""Mentions: a sentence as words, and the names that are found among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from unicodedata import combining, normalize

T = TypeVar("T")

_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "′": "'", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ",
                       "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": "",
                       "®": " ", "™": " ", "©": " "})  # fmt: skip
# One pass, no alternatives that overlap: initials (F.D.A.), words and numbers, any other sign.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}(?:'s)?|[^\W_]+(?:'[^\W_]+)*(?:(?<=\d)[.,]\d+)*|[^\w\s]")
_QUOTES = frozenset("\"'“”«»„`*")
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
        if raw in _QUOTES:
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


@dataclass(slots=True)
class Names(Generic[T]):
    """Names to look for, each with a value; the longest wins."""

    _by_first: dict[str, list[tuple[tuple[str, ...], str, list[T]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _exact: dict[tuple[tuple[str, ...], str], list[T]] = field(default_factory=dict)

    def add(self, name: str, value: T, *, plural: bool = True) -> None:
        """Add a name. Its capitals count where it starts with "=" or is three capitals or fewer."""
        must_match = name.startswith("=")
        name = fold(name.lstrip("="))
        parts = tuple(word.text for word in words(name))
        if not parts:
            return
        cased = name if must_match or (name.isupper() and len(name) <= 3) else ""
        self._put(parts, cased, value)
        if plural and not parts[-1].endswith("s") and parts[-1].isalpha():
            self._put((*parts[:-1], parts[-1] + "s"), cased and cased + "s", value)

    def _put(self, parts: tuple[str, ...], cased: str, value: T) -> None:
        values = self._exact.get((parts, cased))
        if values is None:
            values = self._exact[parts, cased] = []
            self._by_first[parts[0]].append((parts, cased, values))
            self._by_first[parts[0]].sort(key=lambda entry: (-len(entry[0]), not entry[1]))
        if value not in values:
            values.append(value)

    def find(self, found: Sequence[Word]) -> list[Mention[tuple[T, ...]]]:
        """All names, leftmost and longest, not overlapping."""
        hits: list[Mention[tuple[T, ...]]] = []
        texts = [word.text for word in found]
        place = 0
        while place < len(found):
            for parts, cased, values in self._by_first.get(texts[place], ()):
                end = place + len(parts)
                if tuple(texts[place:end]) != parts:
                    continue
                if cased and "".join(w.raw for w in found[place:end]).rstrip("'s") != _squeeze(cased).rstrip(
                    "'s"
                ):
                    continue
                hits.append(Mention(tuple(values), place, end))
                place = end
                break
            else:
                place += 1
        return hits


def _squeeze(name: str) -> str:
    return re.sub(r"[\s\-/]", "", name)


def build(pairs: Iterable[tuple[str, T]]) -> Names[T]:
    """Names from (name, value) pairs."""
    names: Names[T] = Names()
    for name, value in pairs:
        names.add(name, value)
    return names
