"""Marks: the signs of a sentence that count for its level beside words."""

from __future__ import annotations

import re

from clinreview.readability.packing import Sums, pack_sums

_BRACKET, _HYPHEN, _SIGN = (
    pack_sums(*[name == counted for name in Sums._fields]) for counted in ("brackets", "hyphens", "signs")
)
_ANY = re.compile(r"[(\[+=-]")
_SPECIES = re.compile(r"\b[A-Z]\. [a-z]{3}")  # "E. coli"


def chunk_marks(chunk: str) -> int:
    """Marks of what stands between white space, packed."""
    if not _ANY.search(chunk):
        return 0
    count = chunk.count
    return (count("(") + count("[")) * _BRACKET + count("-") * _HYPHEN + (count("+") + count("=")) * _SIGN


def species(text: str) -> int:
    """Names of species cut short, packed: like codes, they are signs, and the only ones with a space within."""
    return len(_SPECIES.findall(text)) * _SIGN if ". " in text else 0


def marks(text: str) -> int:
    """Opening brackets, hyphens and signs of a sentence, packed; signs are plus, equals and names of species.

    >>> from clinreview.readability.packing import unpack_sums
    >>> sums = Sums._make(unpack_sums(marks("CD8+ cells (and E. coli), n = 5")))
    >>> sums.brackets, sums.hyphens, sums.signs
    (1, 0, 3)
    """
    return chunk_marks(text) + species(text)
