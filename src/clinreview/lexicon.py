"""Lexicon: a named list of terms that rules refer to as ``{drug}``, and a text with its terms tagged.

Two kinds of file lie in ``data/lexicons/`` (and in a house rulebook's ``lexicons/`` folder):

``<name>.names.txt``
    Literal names, one a line, found in one pass (Aho-Corasick), longest first, at word edges, with a
    plural *s* allowed. A line that starts with ``=`` must match the author's capitals ("=ED").
    A line that starts with ``-`` is a word ending ("-statin"); one that starts with ``!`` is a word that
    such an ending must not catch.
``<name>.forms.txt``
    Pattern fragments, one a line ("reduc(e|es|ed|ing)"), put into the rule's pattern as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from clinreview.errors import RuleError
from clinreview.literals import plain

END = "\ue000"
_FIRST_MARK = 0xE001
_FOLD = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                       "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "…": "."})  # fmt: skip

_OWN_MARKS = re.compile("[\ue000-\ue0ff]")
# Pictures between words, each with the space after it; stars are ratings, and stay.
PICTURES = re.compile("(?:[\u2600-\u2604\u2607-\u27bf\ufe0f\U0001f000-\U0001faff] ?)+")


def shadow(text: str) -> str:
    """Fold case, quotation marks and dashes, code point for code point (the length never changes)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    folded = lowered.translate(_FOLD)
    if folded.isascii():
        return folded
    folded = _OWN_MARKS.sub(" ", folded)
    # A picture and the space after it become marks, which every pattern steps over.
    return PICTURES.sub(lambda found: END * len(found[0]), folded)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A shadow with a mark before and after every term of the lexicons.

    ``back[i]`` is the place in the untagged text of ``text[i]``; ``words`` and ``marks`` are what stands in it, for
    the sieve.
    """

    text: str
    back: tuple[int, ...] | range
    data: bytes = field(default=b"", repr=False)
    words: str = field(default="", repr=False)
    marks: frozenset[str] = frozenset()

    def place(self, byte: int) -> int:
        """The place in ``text`` of a byte of its UTF-8 form."""
        return len(self.data[:byte].decode())

    def untag(self, start: int, end: int) -> tuple[int, int]:
        """Range in the untagged text of a match in ``text``, without marks and spaces at its ends."""
        while start < end and ("\ue000" <= self.text[start] <= "\ue0ff" or self.text[start] == " "):
            start += 1
        while end > start and ("\ue000" <= self.text[end - 1] <= "\ue0ff" or self.text[end - 1] == " "):
            end -= 1
        if start == end:
            return self.back[start - 1], self.back[start - 1]
        return self.back[start], self.back[end - 1] + 1


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, from a broken file
        return text.encode(errors="replace")


def _word_char(char: str) -> bool:
    return char.isalnum() or char == "_"


@dataclass(frozen=True)
class Lexicons:
    """All lexicons: names to tag, forms to put into patterns."""

    names: Mapping[str, tuple[str, ...]] = field(repr=False)
    forms: Mapping[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def marks(self) -> dict[str, str]:
        """The private-use character that stands before a term of each names lexicon."""
        return {name: chr(_FIRST_MARK + i) for i, name in enumerate(sorted(self.names))}

    @cached_property
    def _terms(self) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]], frozenset[str]]:
        folded: dict[str, str] = {}
        exact: dict[str, str] = {}
        endings: list[tuple[str, str]] = []
        spared: set[str] = set()
        for name in sorted(self.names):
            mark = self.marks[name]
            for line in self.names[name]:
                if line.startswith("="):
                    exact[line[1:]] = exact.get(line[1:], "") + mark
                elif line.startswith("-"):
                    endings.append((line[1:], mark))
                elif line.startswith("!"):
                    spared.add(line[1:])
                else:
                    term = shadow(line)
                    if mark not in folded.get(term, ""):
                        folded[term] = folded.get(term, "") + mark
        return folded, exact, endings, frozenset(spared)

    @cached_property
    def _suffixes(self) -> tuple[str, ...]:
        return tuple(ending for ending, _ in self._terms[2])

    @cached_property
    def _automaton(self) -> tuple[Any, list[str], list[bool]]:
        from ahocorasick_rs import AhoCorasick, Implementation

        folded, exact, _, _ = self._terms
        terms = [*folded, *(shadow(term) for term in exact)]
        cased = [False] * len(folded) + [True] * len(exact)
        return AhoCorasick(terms, implementation=Implementation.ContiguousNFA), [*folded, *exact], cased

    def find(self, text: str, folded: str) -> list[tuple[int, int, str]]:
        """Terms in ``text`` as (start, end, marks): leftmost, longest, not overlapping."""
        automaton, terms, cased = self._automaton
        names, exact, endings, spared = self._terms
        found: list[tuple[int, int, str]] = []
        size = len(folded)
        for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and _word_char(folded[start - 1]):
                continue
            plural = end < size and folded[end] == "s"
            stop = end + plural
            if stop < size and _word_char(folded[stop]):
                continue
            if cased[number]:
                term = terms[number]
                if text[start : start + len(term)] == term:
                    found.append((start, stop, exact[term]))
            else:
                found.append((start, stop, names[terms[number]]))
        if endings:
            found += _by_ending(folded, endings, self._suffixes, spared)
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept: list[tuple[int, int, str]] = []
        for hit in found:
            if not kept or hit[0] >= kept[-1][1]:
                kept.append(hit)
            elif hit[:2] == kept[-1][:2]:
                kept[-1] = (hit[0], hit[1], kept[-1][2] + hit[2])
        return kept

    def tag(self, text: str) -> Tagged:
        """The shadow of ``text`` with its terms marked."""
        folded = shadow(text)
        terms = self.find(text, folded)
        if not terms:
            return Tagged(folded, range(len(folded)), _encode(folded), plain(folded))
        parts: list[str] = []
        back: list[int] = []
        last = 0
        for start, end, marks in terms:
            parts += (folded[last:start], marks, folded[start:end], END)
            back += (*range(last, start), *(start for _ in marks), *range(start, end), end - 1)
            last = end
        parts.append(folded[last:])
        back += range(last, len(folded))
        tagged = "".join(parts)
        marked = frozenset("".join(marks for _, _, marks in terms))
        return Tagged(tagged, tuple(back), _encode(tagged), plain(folded), marked)


def _by_ending(
    folded: str, endings: list[tuple[str, str]], suffixes: tuple[str, ...], spared: frozenset[str]
) -> Iterable[tuple[int, int, str]]:
    start = 0
    for word in folded.split(" "):
        core = word.strip(".,;:!?()[]\"'*") if len(word) > 6 else ""
        stem = core.removesuffix("s")
        if len(stem) > 6 and stem.endswith(suffixes) and stem not in spared and stem.isalpha():
            for ending, mark in endings:
                if stem.endswith(ending):
                    at = start + word.index(core)
                    yield at, at + len(core), mark
                    break
        start += len(word) + 1


def read_lexicons(*folders: Path) -> Lexicons:
    """Load every lexicon of ``folders``; a later folder adds to a lexicon of the same name."""
    names: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            name, _, kind = path.stem.rpartition(".")
            if kind not in ("names", "forms") or not name:
                raise RuleError(path, "not a lexicon", "call it <name>.names.txt or <name>.forms.txt")
            try:
                text = path.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise RuleError(path, f"cannot be read ({error})", "save it as UTF-8") from error
            lines = [line.strip() for line in text.splitlines()]
            terms = tuple(line for line in lines if line and not line.startswith("#"))
            target = names if kind == "names" else forms
            target[name] = tuple(dict.fromkeys(target.get(name, ()) + terms))
    both = sorted(set(names) & set(forms))
    if both:
        raise RuleError(
            both[0], "is a lexicon of names and of forms at once", "give one of them another name"
        )
    return Lexicons(names, forms)
