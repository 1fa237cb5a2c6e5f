"""Level: one reading level for a sentence, from terms that can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, log1p

from clinreview.readability.words import COMMONEST, Word

# Fitted by ridge regression to how people rated medical sentences from 1 (easiest) to 6 (the training split of
# MedReadMe), and stretched so that levels spread as the ratings do. `tests/benchmarks/readability.py --fit`
# works them out anew.
INTERCEPT = 2.233
COEFFICIENTS: Mapping[str, float] = {
    "rare words": 0.717,
    "unfamiliar words": 0.855,
    "technical terms": 0.189,
    "learned adjectives": 0.061,
    "abbreviations": 0.165,
    "word length": -0.173,
    "longest word": 0.022,
    "usual words": -0.212,
    "commas": -0.104,
    "brackets": -0.249,
    "hyphens": 0.106,
}
# The same terms in the average of those sentences.
TYPICAL: Mapping[str, float] = {
    "rare words": 4.497,
    "unfamiliar words": 0.442,
    "technical terms": 0.332,
    "learned adjectives": 0.642,
    "abbreviations": 0.298,
    "word length": 5.730,
    "longest word": 11.717,
    "usual words": 4.393,
    "commas": 0.518,
    "brackets": 0.162,
    "hyphens": 0.284,
}

BANDS = ((3.3, "everyday"), (4.5, "some effort"), (float("inf"), "specialist"))
TYPICAL_RARITY = exp(4.5)
TYPICAL_WORDS = 20


def terms(words: Iterable[Word], commas: int = 0, brackets: int = 0, hyphens: int = 0) -> dict[str, float]:
    """What the level of a sentence is made of; each word counts once, there must be one.

    rare words
        Natural logarithm of the summed rarity of the words: mostly the few rarest.
    unfamiliar words
        Share of words off the Dale-Chall list.
    technical terms, learned adjectives, abbreviations
        How many (logarithm of one more).
    word length, longest word
        Letters. Of equally rare words the long ones, put together from known parts, are the easier.
    usual words
        Mean Zipf frequency of the words that are no function words.
    commas, brackets, hyphens
        How many (logarithm of one more): a list or an aside is easier than its words would say.
    """
    columns = zip(*{word.text: word for word in words}.values(), strict=True)
    _, letters, _, _, _, unfamiliar, _, _, _, content, zipf, rarity, term, adjective, acronym = columns
    carrying = sum(content)
    return {
        "rare words": log(sum(rarity)),
        "unfamiliar words": sum(unfamiliar) / len(zipf),
        "technical terms": log1p(sum(term)),
        "learned adjectives": log1p(sum(adjective)),
        "abbreviations": log1p(sum(acronym)),
        "word length": sum(letters) / len(zipf),
        "longest word": max(letters),
        "usual words": sum(z * c for z, c in zip(zipf, content, strict=True)) / carrying
        if carrying
        else COMMONEST,
        "commas": log1p(commas),
        "brackets": log1p(brackets),
        "hyphens": log1p(hyphens),
    }


def level(parts: Mapping[str, float]) -> float:
    """The level, from 1 to 6, of a sentence with these terms."""
    value = INTERCEPT
    for name, coefficient in COEFFICIENTS.items():
        value += coefficient * parts[name]
    return min(max(value, 1.0), 6.0)


def band(value: float) -> str:
    """What a level means to a reader: "everyday", "some effort" or "specialist"."""
    return next(name for limit, name in BANDS if value <= limit)


def average(levels: Sequence[float], words: Sequence[int]) -> float:
    """Level of a passage: the mean of its sentences, weighted by their words."""
    return sum(a * b for a, b in zip(levels, words, strict=True)) / sum(words)


def hardness(word: Word) -> float:
    """How much a word adds to the level of a typical sentence of twenty words."""
    return (
        COEFFICIENTS["rare words"] * log1p(word.rarity / TYPICAL_RARITY)
        + COEFFICIENTS["unfamiliar words"] * word.unfamiliar / TYPICAL_WORDS
        + log(2)
        * (
            COEFFICIENTS["technical terms"] * word.term
            + COEFFICIENTS["learned adjectives"] * word.adjective
            + COEFFICIENTS["abbreviations"] * word.acronym
        )
    )
