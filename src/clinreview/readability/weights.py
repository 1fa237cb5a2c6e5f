"""Weights: what each term of the reading level counts for."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, log1p

# Fitted by ridge regression to how people rated medical sentences from 1 (easiest) to 6 (the training split of
# MedReadMe), and stretched so that levels spread as the ratings do. `tests/benchmarks/readability.py --fit`
# works them out anew.
INTERCEPT = 2.531
COEFFICIENTS: Mapping[str, float] = {
    "rare words": 0.500,
    "unfamiliar words": 0.741,
    "technical terms": 0.139,
    "learned adjectives": 0.061,
    "abbreviations": 0.125,
    "codes": 0.377,
    "word length": -0.092,
    "usual words": -0.337,
    "words, up to ten": 0.101,
    "brackets": -0.229,
    "hyphens": 0.069,
}
# The same terms in the average of those sentences.
TYPICAL: Mapping[str, float] = {
    "rare words": 4.542,
    "unfamiliar words": 0.421,
    "technical terms": 0.341,
    "learned adjectives": 0.657,
    "abbreviations": 0.318,
    "codes": 0.146,
    "word length": 5.562,
    "usual words": 4.396,
    "words, up to ten": 9.696,
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
