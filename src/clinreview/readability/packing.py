"""Packing: small numbers side by side in one integer, so that one sum adds all of them.

Adding the numbers of every word one by one would take most of the time of a score.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

FINE = 10_000  # steps of one, for fractions
WORDS = 0xFFFFFFFF  # mask of the first of `Sums`, lowest of a packed sum
_LAYOUT = struct.Struct("<18I2Q")


class Sums(NamedTuple):
    """What is added up of words and marks: each 1 or 0 for a word, unless said otherwise."""

    words: int
    numbers: int
    letters: int  # how many
    syllables: int  # how many
    polysyllables: int
    complex: int
    unfamiliar: int
    unfamiliar_long: int
    long: int
    mini: int
    content: int
    term: int
    adjective: int
    acronym: int
    code: int
    brackets: int  # marks of the text, how many
    hyphens: int
    signs: int
    rarity: int  # in steps of 1 / FINE
    zipf: int  # of content words, in steps of 1 / FINE


def pack_sums(*numbers: int) -> int:
    """The numbers of a word, in the order of `Sums`."""
    return int.from_bytes(_LAYOUT.pack(*numbers), "little")


def unpack_sums(total: int) -> tuple[int, ...]:
    """The numbers of a word, or of a sum of words, in the order of `Sums`."""
    return _LAYOUT.unpack(total.to_bytes(_LAYOUT.size, "little"))


def pack(*numbers: int) -> int:
    """Numbers below 2 ** 32, as many as there are."""
    return int.from_bytes(struct.pack(f"<{len(numbers)}I", *numbers), "little")


def unpack(total: int, count: int) -> tuple[int, ...]:
    """The numbers that were packed, or their sums.

    >>> unpack(pack(1, 2, 3) + pack(10, 20, 30), 3)
    (11, 22, 33)
    """
    return struct.unpack(f"<{count}I", total.to_bytes(4 * count, "little"))
