"""Counts: one pass over a passage, from which every formula is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clinreview.readability.words import Word, sums_of, unpack, vocabulary


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


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences that have words: their texts and words, and how many numbers stand among them."""

    texts: tuple[str, ...]
    sentences: tuple[list[Word], ...]
    numbers: int

    @property
    def words(self) -> list[Word]:
        """All words in order."""
        return [word for sentence in self.sentences for word in sentence]


def read_passage(sentences: Iterable[str]) -> Passage:
    """Look up every word of the sentences."""
    known = vocabulary()
    texts: list[str] = []
    found: list[list[Word]] = []
    numbers = 0
    for sentence in sentences:
        words, figures = known.read(sentence)
        numbers += figures
        if words:
            texts.append(sentence)
            found.append(words)
    return Passage(tuple(texts), tuple(found), numbers)


def count(passage: Passage) -> Counts:
    """Add up a passage; it must hold a word."""
    by_sentence = [sum(map(sums_of, words)) for words in passage.sentences]
    letters, syllables, polysyllables, hard, unfamiliar, unfamiliar_long, long, mini, content = unpack(
        sum(by_sentence), 9
    )
    words = sum(map(len, passage.sentences))
    return Counts(
        words=words,
        sentences=len(passage.sentences),
        syllables=syllables,
        polysyllables=polysyllables,
        complex=hard,
        unfamiliar=unfamiliar,
        unfamiliar_long=unfamiliar_long,
        long=long,
        mini=mini,
        letters=letters,
        chunks=words,
        characters=letters,
        linsear_easy=words - polysyllables,
        linsear_hard=polysyllables,
        linsear_sentences=len(passage.sentences),
        numbers=passage.numbers,
        content=content,
        polysyllables_by_sentence=tuple([unpack(total, 9)[2] for total in by_sentence]),
    )
