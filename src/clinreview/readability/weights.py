"""Weights: what each term of the reading level counts for."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, log1p

# Fitted by ridge regression to how people rated medical sentences from 1 (easiest) to 6 (the training split of
# MedReadMe), and stretched so that levels spread as the ratings do. `tests/benchmarks/readability.py --fit`
# works them out anew.
INTERCEPT = 2.427
COEFFICIENTS: Mapping[str, float] = {
    "rare words": 0.538,
    "unfamiliar words": 0.683,
    "technical terms": 0.126,
    "learned adjectives": 0.061,
    "abbreviations": 0.151,
    "codes": 0.386,
    "word length": -0.099,
    "usual words": -0.314,
    "words, up to ten": 0.092,
    "brackets": -0.208,
    "hyphens": 0.076,
}
# The same terms in the average of those sentences.
TYPICAL: Mapping[str, float] = {
    "rare words": 4.489,
    "unfamiliar words": 0.442,
    "technical terms": 0.331,
    "learned adjectives": 0.642,
    "abbreviations": 0.298,
    "codes": 0.140,
    "word length": 5.730,
    "usual words": 4.394,
    "words, up to ten": 9.681,
    "brackets": 0.162,
    "hyphens": 0.284,
}

_TYPICAL_RARITY = exp(TYPICAL["rare words"])
_TYPICAL_WORDS = 20
_RARE = COEFFICIENTS["rare words"]
_UNFAMILIAR = COEFFICIENTS["unfamiliar words"] / _TYPICAL_WORDS
_ONE = {
    name: COEFFICIENTS[name] * log(2) for name in COEFFICIENTS
}  # of what counts as the logarithm of one more
_TERM, _ADJECTIVE = _ONE["technical terms"], _ONE["learned adjectives"]
_ACRONYM, _CODE = _ONE["abbreviations"], _ONE["codes"]


def hardness(
    rarity: float, unfamiliar: bool, *, term: bool, adjective: bool, acronym: bool, code: bool
) -> float:
    """How much a word adds to the level of an average sentence of twenty words."""
    return (
        _RARE * log1p(rarity / _TYPICAL_RARITY)
        + _UNFAMILIAR * unfamiliar
        + _TERM * term
        + _ADJECTIVE * adjective
        + _ACRONYM * acronym
        + _CODE * code
    )
