"""Counts: one pass over a passage, from which every formula is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clinreview.readability.words import Word, tokens, vocabulary


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
    """The sentences that have words: their texts, their words, and how many numbers stand among them."""

    texts: tuple[str, ...]
    sentences: tuple[tuple[Word, ...], ...]
    numbers: int

    @property
    def words(self) -> list[Word]:
        """All words in order."""
        return [word for sentence in self.sentences for word in sentence]


def read_passage(sentences: Iterable[str]) -> Passage:
    """Look up every word of the sentences."""
    known = vocabulary()
    texts: list[str] = []
    found: list[tuple[Word, ...]] = []
    numbers = 0
    for sentence in sentences:
        parts = tokens(sentence)
        words = [part for part in parts if not part[0].isdecimal()]
        numbers += len(parts) - len(words)
        if words:
            texts.append(sentence)
            found.append(tuple([known[word] for word in words]))
    return Passage(tuple(texts), tuple(found), numbers)


def count(passage: Passage) -> Counts:
    """Add up a passage; it must hold a word."""
    columns = list(zip(*passage.words, strict=True))
    _, letters, syllables, polysyllables, hard, unfamiliar, unfamiliar_long, long, mini, content, *_ = columns
    words = len(letters)
    poly = sum(polysyllables)
    return Counts(
        words=words,
        sentences=len(passage.sentences),
        syllables=sum(syllables),
        polysyllables=poly,
        complex=sum(hard),
        unfamiliar=sum(unfamiliar),
        unfamiliar_long=sum(unfamiliar_long),
        long=sum(long),
        mini=sum(mini),
        letters=sum(letters),
        chunks=words,
        characters=sum(letters),
        linsear_easy=words - poly,
        linsear_hard=poly,
        linsear_sentences=len(passage.sentences),
        numbers=passage.numbers,
        content=sum(content),
        polysyllables_by_sentence=tuple(
            sum([word.polysyllable for word in sentence]) for sentence in passage.sentences
        ),
    )
