"""Weights: what each term of the reading level counts for."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, log1p

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

_TYPICAL_RARITY = exp(TYPICAL["rare words"])
_TYPICAL_WORDS = 20


def hardness(rarity: float, unfamiliar: bool, term: bool, adjective: bool, acronym: bool) -> float:
    """How much a word adds to the level of an average sentence of twenty words."""
    return (
        COEFFICIENTS["rare words"] * log1p(rarity / _TYPICAL_RARITY)
        + COEFFICIENTS["unfamiliar words"] * unfamiliar / _TYPICAL_WORDS
        + COEFFICIENTS["technical terms"] * log(1 + term)
        + COEFFICIENTS["learned adjectives"] * log(1 + adjective)
        + COEFFICIENTS["abbreviations"] * log(1 + acronym)
    )
