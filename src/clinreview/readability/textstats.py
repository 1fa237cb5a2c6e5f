"""Textstats: textstat's own scores, offline, and its way of counting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from pyphen import Pyphen  # type: ignore[import-untyped]

from clinreview.errors import ClinReviewError
from clinreview.readability.counts import Counts
from clinreview.readability.familiar import familiar_words
from clinreview.readability.tables import syllable_table
from clinreview.readability.words import MOST_REMEMBERED

LINSEAR_WORDS = 100

_LOOSE_APOSTROPHE = re.compile(r"\'(?![tsd]|ve|ll|re)")
_PUNCTUATION = re.compile(r"[^\w\s\']")
_NOT_WORD = re.compile(r"[^\w\s]")
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
_CHUNK = re.compile(r"\w\S*")

SCORES = (
    "flesch_reading_ease", "flesch_kincaid_grade", "smog_index", "gunning_fog", "automated_readability_index",
    "coleman_liau_index", "dale_chall_readability_score", "spache_readability", "linsear_write_formula",
    "lix", "rix", "mcalpine_eflaw",
)  # fmt: skip
WORDS = ("lexicon_count", "sentence_count", "syllable_count")
# For other languages only the formulas made for them, or for any.
SCORES_OF = {
    "en": SCORES,
    "es": ("fernandez_huerta", "szigriszt_pazos", "gutierrez_polini", "crawford", "lix", "rix"),
    "it": ("flesch_reading_ease", "gulpease_index", "lix", "rix"),
    "ar": ("osman",),
    **dict.fromkeys(("de", "fr", "nl", "ru", "hu"), ("flesch_reading_ease", "lix", "rix")),
    "pl": ("gunning_fog", "lix", "rix"),
}


def textstat_scores(text: str, lang: str = "en") -> dict[str, float]:
    """textstat's own numbers, by the names of its functions; empty where there are fewer than two words.

    Raises
    ------
    ClinReviewError
        textstat has no formula for the language.
    """
    root = lang.replace("-", "_").split("_")[0].lower()
    if root not in SCORES_OF:
        raise ClinReviewError(
            f"language '{lang}'", "textstat has no formula for it", f"use {', '.join(SCORES_OF)}"
        )
    statistics = _textstat()
    statistics.set_lang("en_US" if lang == "en" else lang)
    if statistics.lexicon_count(text) < 2:
        return {}
    return {name: getattr(statistics, name)(text) for name in (*SCORES_OF[root], *WORDS)}


def _textstat() -> Any:
    """A textstat of its own (the module's shares its language), with our dictionary for its syllables."""
    syllables = import_module("textstat.backend.counts._count_syllables")
    # Its own source is a corpus that nltk would download on the first call.
    vars(syllables)["get_cmudict"] = _phones
    return import_module("textstat.textstat").textstatistics()


class _Phones(Mapping[str, list[list[str]]]):
    """The syllable table in the form that textstat reads: one phone with a digit for each syllable."""

    def __getitem__(self, word: str) -> list[list[str]]:
        return [["0"] * syllable_table()[word]]

    def __iter__(self) -> Iterator[str]:
        return iter(syllable_table())

    def __len__(self) -> int:
        return len(syllable_table())


def _phones(lang: str) -> _Phones | None:
    return _Phones() if lang.partition("_")[0] == "en" else None


def count_as_textstat(text: str) -> Counts | None:
    """Count as textstat 0.7.13 does in English, with its errors; None where there are fewer than two words."""
    chunks = text.split()
    words = _clean(text).split()
    if len(words) < 2:
        return None
    known = _seen()
    facts = [known[word] for word in words]
    counts, hardness = zip(*facts, strict=True)
    lengths = [len(word) for word in _NOT_WORD.sub("", text).split()]
    polysyllables = sum([n >= 3 for n in counts])
    sentences = linsear_sentences = _sentences(text)
    linsear = counts
    if len(chunks) > LINSEAR_WORDS:
        linsear, linsear_sentences = _first_words(chunks)
    linsear_hard = sum([n >= 3 for n in linsear])
    return Counts(
        words=len(words),
        sentences=sentences,
        syllables=sum(counts),
        polysyllables=polysyllables,
        complex=sum([n >= 3 for n in hardness]),
        unfamiliar=sum([n >= 0 for n in hardness]),
        unfamiliar_long=sum([n >= 2 for n in hardness]),
        long=sum([n > 6 for n in lengths]),
        mini=sum([n <= 3 for n in lengths]),
        letters=sum(lengths),
        chunks=len(chunks),
        characters=sum(map(len, chunks)),
        linsear_easy=len(linsear) - linsear_hard - linsear.count(0),
        linsear_hard=linsear_hard,
        linsear_sentences=linsear_sentences,
    )


def _clean(text: str) -> str:
    return _PUNCTUATION.sub("", _LOOSE_APOSTROPHE.sub("", text) if "'" in text else text)


def _sentences(text: str) -> int:
    """Every full stop ends one, and one of two words or fewer does not count."""
    return max(1, sum([len(_CHUNK.findall(part)) > 2 for part in _SENTENCE.findall(text)]))


def _first_words(chunks: list[str]) -> tuple[tuple[int, ...], int]:
    """Syllables of the first hundred words, and the sentences they stand in."""
    known = _seen()
    counts: list[int] = []
    taken = 0
    while taken < len(chunks) and len(counts) < LINSEAR_WORDS:
        word = _clean(chunks[taken])
        taken += 1
        if word:
            counts.append(known[word][0])
    return tuple(counts), _sentences(" ".join(chunks[:taken]))


class _Seen(dict[str, tuple[int, int]]):
    """For each word met, its syllables, and its syllables again or -1 where it is on the familiar list."""

    def __init__(self) -> None:
        # Not by way of textstat, which needs two seconds to load.
        self.hyphenate: Callable[[str], list[int]] = Pyphen(lang="en_US").positions

    def __missing__(self, word: str) -> tuple[int, int]:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        lower = word.lower()
        again = _clean(lower)  # a capital may fall apart in lower case
        facts = self[word] = (self._count(lower), -1 if lower in familiar_words() else self._count(again))
        return facts

    def _count(self, word: str) -> int:
        known = syllable_table().get(word)
        return len(self.hyphenate(word)) + 1 if known is None else known


@cache
def _seen() -> _Seen:
    return _Seen()
