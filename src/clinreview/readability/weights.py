"""Weights: what each term of the reading level counts for."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, log1p

# Fitted by ridge regression to how people rated medical sentences from 1 (easiest) to 6 (the training split of
# MedReadMe), and stretched so that levels spread as the ratings do. `tests/benchmarks/readability.py --fit`
# works them out anew.
INTERCEPT = 2.414
COEFFICIENTS: Mapping[str, float] = {
    "rare words": 0.541,
    "unfamiliar words": 0.681,
    "technical terms": 0.122,
    "learned adjectives": 0.061,
    "abbreviations": 0.151,
    "codes": 0.384,
    "word length": -0.097,
    "usual words": -0.313,
    "words, up to ten": 0.091,
    "brackets": -0.207,
    "hyphens": 0.078,
}
# The same terms in the average of those sentences.
TYPICAL: Mapping[str, float] = {
    "rare words": 4.483,
    "unfamiliar words": 0.442,
    "technical terms": 0.331,
    "learned adjectives": 0.642,
    "abbreviations": 0.298,
    "codes": 0.140,
    "word length": 5.730,
    "usual words": 4.398,
    "words, up to ten": 9.681,
    "brackets": 0.162,
    "hyphens": 0.284,
}

_TYPICAL_RARITY = exp(TYPICAL["rare words"])
_TYPICAL_WORDS = 20


def hardness(
    rarity: float, unfamiliar: bool, *, term: bool, adjective: bool, acronym: bool, code: bool
) -> float:
    """How much a word adds to the level of an average sentence of twenty words."""
    return (
        COEFFICIENTS["rare words"] * log1p(rarity / _TYPICAL_RARITY)
        + COEFFICIENTS["unfamiliar words"] * unfamiliar / _TYPICAL_WORDS
        + COEFFICIENTS["technical terms"] * log(1 + term)
        + COEFFICIENTS["learned adjectives"] * log(1 + adjective)
        + COEFFICIENTS["abbreviations"] * log(1 + acronym)
        + COEFFICIENTS["codes"] * log(1 + code)
    )
