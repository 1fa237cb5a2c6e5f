"""Level: one reading level for a sentence, from terms that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p
from operator import mul

from clinreview.readability.marks import marks
from clinreview.readability.packing import FINE, unpack_sums
from clinreview.readability.traits import COMMONEST
from clinreview.readability.weights import COEFFICIENTS, INTERCEPT
from clinreview.readability.words import Word

NAMES = tuple(COEFFICIENTS)
BANDS = ((3.3, "everyday"), (4.5, "some effort"), (float("inf"), "specialist"))
LONG_ENOUGH = 10  # words

_WEIGHTS = tuple(COEFFICIENTS.values())


def terms(words: Sequence[Word], text: str = "") -> tuple[float, ...]:
    """What the level of a sentence is made of, in the order of `NAMES`; one word must be there.

    rare words
        Natural logarithm of the summed rarity of the words: mostly the few rarest. Words of the laboratory
        ("gene", "receptor") count as rarer than they are in print.
    unfamiliar words
        Share of words off the Dale-Chall list.
    technical terms, learned adjectives, abbreviations
        How many (logarithm of one more).
    codes
        How many (logarithm of one more): p53, mRNA, the T of "T cells", the E. of "E. coli", plus and equals signs.
    word length
        Letters. Of equally rare words the long ones, put together from known parts, are the easier.
    usual words
        Mean Zipf frequency of the words that are no function words.
    words, up to ten
        A very short sentence is easier than its words; from ten words on length tells nothing more.
    brackets, hyphens
        How many (logarithm of one more): an aside is easier than its words would say.
    """
    return terms_of(unpack_sums(sum([word.packed for word in words]) + marks(text)))


def terms_of(sums: Sequence[int]) -> tuple[float, ...]:
    """The same from the sums of the words, as in `Sums`."""
    (
        words, _, letters, _, _, _, unfamiliar, _, _, _, content, term, adjective, acronym, code,
        brackets, hyphens, signs, rarity, zipf,
    ) = sums  # fmt: skip
    return (
        log(rarity / FINE),
        unfamiliar / words,
        log1p(term),
        log1p(adjective),
        log1p(acronym),
        log1p(code + signs),
        letters / words,
        zipf / FINE / content if content else COMMONEST,
        words if words < LONG_ENOUGH else LONG_ENOUGH,
        log1p(brackets),
        log1p(hyphens),
    )


def level(parts: Sequence[float]) -> float:
    """The level, from 1 to 6, of a sentence with these terms."""
    return float(min(max(INTERCEPT + sum(map(mul, _WEIGHTS, parts)), 1.0), 6.0))


def band(value: float) -> str:
    """What a level means to a reader: "everyday", "some effort" or "specialist"."""
    return next(name for limit, name in BANDS if value <= limit)


def average(levels: Sequence[float], words: Sequence[int]) -> float:
    """Level of a passage: the mean of its sentences, weighted by their words."""
    return float(sum(map(mul, levels, words)) / sum(words))
