"""Counts: one pass over a passage, from which every formula is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from clinreview.readability.packing import Sums, letters_of, unpack_sums
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
    """The sentences that have words: their texts, each of their words once and packed, their sums (as in `Sums`).

    ``hard`` holds the hard words, each spelling once, in no order.
    """

    texts: tuple[str, ...]
    once: tuple[list[int], ...]
    totals: list[tuple[int, ...]]
    hard: tuple[Word, ...]
    words: int
    numbers: int
    letters: int


def read_passage(sentences: Iterable[str]) -> Passage:
    """Look up every word of the sentences."""
    known = chunks_seen()
    known.trim()
    packed, several = known.packed.__getitem__, known.several.keys()
    texts: list[str] = []
    found: list[set[int]] = []
    totals: list[int] = []
    for sentence in sentences:
        chunks = list(map(known.__getitem__, sentence.split()))
        if chunks:
            texts.append(sentence)
            found.append(set(chunks))
            totals.append(sum(map(packed, chunks)))
    sums = list(map(unpack_sums, totals))
    numbers = sum([each[1] for each in sums])
    if not all(map(itemgetter(0), sums)):  # leave out what holds no word
        kept = [at for at, each in enumerate(sums) if each[0]]
        texts, found = [texts[at] for at in kept], [found[at] for at in kept]
        totals, sums = [totals[at] for at in kept], [sums[at] for at in kept]
    for once in found:
        if not several.isdisjoint(once):
            for chunk in several & once:
                once.discard(chunk)
                once.update(known.several[chunk])
    hard = tuple([known.hard[word] for word in set().union(*found) if word in known.hard])
    return Passage(
        texts=tuple(texts),
        once=tuple([list(map(packed, once)) for once in found]),
        totals=sums,
        hard=hard,
        words=sum([each[0] for each in sums]),
        numbers=numbers,
        letters=sum(map(letters_of, totals)),
    )


def count(passage: Passage) -> Counts:
    """Add up a passage; it must hold a word."""
    columns = list(zip(*passage.totals, strict=True))
    s = Sums._make(map(sum, columns))
    return Counts(
        words=s.words,
        sentences=len(passage.texts),
        syllables=s.syllables,
        polysyllables=s.polysyllables,
        complex=s.complex,
        unfamiliar=s.unfamiliar,
        unfamiliar_long=s.unfamiliar_long,
        long=s.long,
        mini=s.mini,
        letters=passage.letters,
        chunks=s.words,
        characters=passage.letters,
        linsear_easy=s.words - s.polysyllables,
        linsear_hard=s.polysyllables,
        linsear_sentences=len(passage.texts),
        numbers=passage.numbers,
        content=s.content,
        polysyllables_by_sentence=columns[_POLYSYLLABLES],
    )
