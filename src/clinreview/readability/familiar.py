"""Familiar: words that every reader knows, by the Dale-Chall list and its rules."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from clinreview.errors import ClinReviewError
from clinreview.readability.tables import read_words


@cache
def function_words() -> frozenset[str]:
    """Words that carry grammar and not content: "the", "of", "will"."""
    return frozenset(read_words("function.txt").split())


@cache
def familiar_words() -> frozenset[str]:
    """The Dale-Chall list of familiar words, as textstat ships it."""
    spec = find_spec("textstat")  # finds the folder without importing textstat, which takes two seconds
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None:
        raise ClinReviewError("textstat", "is not installed", "run pip install textstat")
    path = folder / "resources" / "en" / "easy_words.txt"
    return frozenset(line.strip() for line in path.read_text(encoding="utf-8").splitlines())


def is_familiar(word: str) -> bool:
    """Whether a lower-case word, or the word it is a regular form of, is on the list.

    Dale and Chall count plurals, possessives, verb forms, comparatives and adverbs of a listed word as familiar.

    >>> is_familiar("doses"), is_familiar("stopped"), is_familiar("carries"), is_familiar("happily")
    (False, True, True, True)
    """
    words = familiar_words()
    return word in words or not words.isdisjoint(bases(word))


_ENDINGS = {
    "s": ("s", "es"),
    "d": ("d", "ed"),
    "g": ("ing",),
    "r": ("er",),
    "t": ("est",),
    "y": ("ly",),
    "n": ("n",),
}


@lru_cache(maxsize=16)  # whether a word is familiar, rare, of the laboratory: each asks, one after the other
def bases(word: str) -> tuple[str, ...]:
    """What a word may be a regular form of: "stopped" gives "stoppe", "stopp" and "stop"."""
    found: list[str] = []
    if "'" in word and word.endswith(("'s", "s'")):
        word = word[:-2] if word.endswith("'s") else word[:-1]
        found.append(word)
    for ending in _ENDINGS.get(word[-1:], ()):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        found.append(stem)
        if ending in {"es", "ed", "er", "est", "ly"} and stem.endswith("i"):
            found.append(stem[:-1] + "y")  # carries, happily
        if ending in {"ed", "ing", "er", "est"}:
            found.append(stem + "e")  # taking
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])  # stopped
    return tuple(found)
