"""Packing: small numbers side by side in one integer, so that one sum adds all of them.

Adding the numbers of every word one by one would take most of the time of a score.
"""

from __future__ import annotations

import struct
from typing import NamedTuple
from zlib import crc32

FINE = 10_000  # steps of one, for fractions
_LAYOUT = struct.Struct("<14I2Q")
_SIZE = _LAYOUT.size
_BITS = 8 * _SIZE
_TELL_APART = 64  # bits above those: a checksum with room to grow in a sum
_TOP = _BITS + _TELL_APART
_ROOM = _TOP // 8 + 8  # bytes, with the letters on top


class Sums(NamedTuple):
    """What is added up of words: each 1 or 0 for a word, unless said otherwise."""

    words: int
    numbers: int
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
    rarity: int  # in steps of 1 / FINE
    zipf: int  # of content words, in steps of 1 / FINE


def pack_word(text: str, letters: int, sums: Sums) -> int:
    """The numbers of a word, and a checksum that tells words apart whose numbers are all equal."""
    return (letters << _TOP) | (crc32(text.encode(errors="replace")) << _BITS) | pack_sums(sums)


def pack_sums(sums: Sums) -> int:
    """The numbers alone."""
    return int.from_bytes(_LAYOUT.pack(*sums), "little")


def unpack_sums(total: int) -> tuple[int, ...]:
    """The numbers of a word, or of a sum of words, in the order of `Sums`."""
    return _LAYOUT.unpack_from(total.to_bytes(_ROOM, "little"))


def letters_of(total: int) -> int:
    """Letters of a word or of a sum of words."""
    return total >> _TOP


def pack(*numbers: int) -> int:
    """Numbers below 2 ** 32, as many as there are."""
    return int.from_bytes(struct.pack(f"<{len(numbers)}I", *numbers), "little")


def unpack(total: int, count: int) -> tuple[int, ...]:
    """The numbers that were packed, or their sums.

    >>> unpack(pack(1, 2, 3) + pack(10, 20, 30), 3)
    (11, 22, 33)
    """
    return struct.unpack(f"<{count}I", total.to_bytes(4 * count, "little"))
