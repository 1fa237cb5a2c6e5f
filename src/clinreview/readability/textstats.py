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
from clinreview.readability.packing import pack, unpack
from clinreview.readability.tables import syllable_table
from clinreview.readability.words import MOST_REMEMBERED

LINSEAR_WORDS = 100

_LOOSE_APOSTROPHE = re.compile(r"\'(?![tsd]|ve|ll|re)")
_PUNCTUATION = re.compile(r"[^\w\s\']")
_NOT_WORD = re.compile(r"[^\w\s]")
_STOP = re.compile(r"[.!?]+")
_THREE_CHUNKS = re.compile(r"(?:\w\S*+[^\w]*+){3}")

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
    totals = list(map(_seen().__getitem__, chunks))
    words, syllables, poly, none, fog, unfamiliar, unfamiliar_long, long, mini, letters = unpack(
        sum(totals), 10
    )
    if words < 2:
        return None
    sentences = linsear_sentences = _sentences(text)
    linsear_words, linsear_hard, linsear_none = words, poly, none
    if len(chunks) > LINSEAR_WORDS:
        first = _first_words(totals)
        linsear_words, _, linsear_hard, linsear_none, *_ = unpack(sum(totals[:first]), 10)
        linsear_sentences = _sentences(" ".join(chunks[:first]))
    return Counts(
        words=words,
        sentences=sentences,
        syllables=syllables,
        polysyllables=poly,
        complex=fog,
        unfamiliar=unfamiliar,
        unfamiliar_long=unfamiliar_long,
        long=long,
        mini=mini,
        letters=letters,
        chunks=len(chunks),
        characters=sum(map(len, chunks)),
        linsear_easy=linsear_words - linsear_hard - linsear_none,
        linsear_hard=linsear_hard,
        linsear_sentences=linsear_sentences,
    )


def _clean(text: str) -> str:
    return _PUNCTUATION.sub("", _LOOSE_APOSTROPHE.sub("", text) if "'" in text else text)


def _sentences(text: str) -> int:
    """Every full stop ends one, and one of two words or fewer does not count."""
    return max(1, sum([_THREE_CHUNKS.search(part) is not None for part in _STOP.split(text)]))


def _first_words(totals: list[int]) -> int:
    """How many chunks hold the first hundred words."""
    words = 0
    for at, total in enumerate(totals, 1):
        words += total > 0
        if words == LINSEAR_WORDS:
            return at
    return len(totals)


class _Seen(dict[str, int]):
    """Chunks met so far (what stands between white space), each with its numbers packed; 0 where it is no word.

    textstat strips punctuation from the whole text, which comes to the same for each chunk.
    """

    def __init__(self) -> None:
        # Not by way of textstat, which needs two seconds to load.
        self.hyphenate: Callable[[str], list[int]] = Pyphen(lang="en_US").positions

    def __missing__(self, chunk: str) -> int:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        word = _clean(chunk)
        total = self[chunk] = self._numbers(word) if word else 0
        return total

    def _numbers(self, word: str) -> int:
        lower = word.lower()
        syllables = self._count(lower)
        again = self._count(_clean(lower))  # a capital may fall apart in lower case
        hard = lower not in familiar_words()
        letters = len(_NOT_WORD.sub("", word))
        return pack(
            1,
            syllables,
            syllables >= 3,
            syllables == 0,
            hard and again >= 3,
            hard,
            hard and again >= 2,
            letters > 6,
            letters <= 3,
            letters,
        )

    def _count(self, word: str) -> int:
        known = syllable_table().get(word)
        return len(self.hyphenate(word)) + 1 if known is None else known


@cache
def _seen() -> _Seen:
    return _Seen()
