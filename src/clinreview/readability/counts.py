"""Counts: one pass over a passage, from which every formula is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from clinreview.readability.marks import species
from clinreview.readability.packing import WORDS, Sums, unpack_sums
from clinreview.readability.words import Word, chunks_seen

_POLYSYLLABLES = Sums._fields.index("polysyllables")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the formulas ask of a passage.

    Attributes
    ----------
    chunks, characters
        Runs between white space and the characters in them (ARI).
    complex
        Words of three or more syllables that count as hard for Fog.
    unfamiliar, unfamiliar_long
        Words off the Dale-Chall list; those of them with two or more syllables (Spache).
    linsear_easy, linsear_hard, linsear_sentences
        Words under and from three syllables, and the sentences they are in (Linsear).
    polysyllables_by_sentence
        For the interval of SMOG; empty where it is not known.
    """

    words: int
    sentences: int
    syllables: int
    polysyllables: int
    complex: int
    unfamiliar: int
    unfamiliar_long: int
    long: int
    mini: int
    letters: int
    chunks: int
    characters: int
    linsear_easy: int
    linsear_hard: int
    linsear_sentences: int
    numbers: int = 0
    content: int = 0
    polysyllables_by_sentence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The sentences that have words: the sums of each, as in `Sums`.

    ``hard`` holds the hard words in no order, some of them more than once.
    """

    sums: tuple[tuple[int, ...], ...]
    hard: tuple[Word, ...]
    words: int
    numbers: int


def read_passage(sentences: Iterable[str]) -> Passage:
    """Look up every word of the sentences."""
    known = chunks_seen()
    known.trim()
    sums: list[tuple[int, ...]] = []
    met: set[str] = set()
    numbers = 0
    for sentence in sentences:
        chunks = sentence.split()
        total = sum(map(known.__getitem__, chunks))
        if total & WORDS:
            sums.append(unpack_sums(total + species(sentence)))
            met.update(chunks)
        elif total:  # holds numbers alone
            numbers += unpack_sums(total)[1]
    return Passage(
        sums=tuple(sums),
        hard=tuple(chain.from_iterable([known.hard[chunk] for chunk in known.hard.keys() & met])),
        words=sum([each[0] for each in sums]),
        numbers=numbers + sum([each[1] for each in sums]),
    )


def count(passage: Passage) -> Counts:
    """Add up a passage; it must hold a word."""
    s = Sums._make(map(sum, zip(*passage.sums, strict=True)))
    return Counts(
        words=s.words,
        sentences=len(passage.sums),
        syllables=s.syllables,
        polysyllables=s.polysyllables,
        complex=s.complex,
        unfamiliar=s.unfamiliar,
        unfamiliar_long=s.unfamiliar_long,
        long=s.long,
        mini=s.mini,
        letters=s.letters,
        chunks=s.words,
        characters=s.letters,
        linsear_easy=s.words - s.polysyllables,
        linsear_hard=s.polysyllables,
        linsear_sentences=len(passage.sums),
        numbers=passage.numbers,
        content=s.content,
        polysyllables_by_sentence=tuple([each[_POLYSYLLABLES] for each in passage.sums]),
    )
