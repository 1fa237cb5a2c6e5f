"""Spots: places in a sentence where a plainer wording would help, each with what could be done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from clinreview.readability.acronyms import undefined
from clinreview.readability.plainwords import plainer
from clinreview.readability.words import TOKEN, Word, vocabulary, without_addresses

FEWEST_WORDS = 12  # a share of fewer words says nothing
FEWEST_BY_CUT = 5
LONGEST = 4_000  # characters of a sentence in which a list is looked for

# Where a long sentence can be cut, the best places first.
_NEW = r"(?:the|an?|it|they|we|you|he|she|this|that|these|those|there|your|if|some|many|most)\b"
_CUTS = (
    re.compile(r"; | [–—-] |: (?=[a-z]+ )"),
    re.compile(rf", (?=(?:and|but|so|or|yet) {_NEW})", re.IGNORECASE),
    re.compile(
        r",? (?=(?:because|although|whereas)\b)|, (?=(?:which|who|while|unless|if|when|where)\b)",
        re.IGNORECASE,
    ),
    re.compile(rf" (?=(?:and|but|or) {_NEW})", re.IGNORECASE),
    re.compile(r", (?=(?:and|but|or|so)\b)", re.IGNORECASE),
    re.compile(r" (?=(?:and|but)\b)", re.IGNORECASE),
)
_RUN_IN = re.compile(
    r"[^,;:.()!?]{1,60}, (?:[^,;:.()!?]{1,40}, ){1,20}(?P<last>[^,;:.()!?]{0,40}?)\b(?:and|or) "
)

Range = tuple[int, int]


class Spot(NamedTuple):
    """A range in the text of a sentence, the number measured there, and what could be done."""

    start: int
    end: int
    value: float
    suggest: str


def hard_words(text: str, spared: Iterable[Range] = ()) -> Iterator[Spot]:
    """Words with plainer ones for them, each counting 1; nothing within the ``spared`` ranges.

    >>> [spot.suggest for spot in hard_words("We will administer it prior to the scan.")]
    ['give', 'before']
    """
    for start, end, others in plainer(text, tuple(spared)):
        yield Spot(start, end, 1.0, " or ".join(others))


def acronyms(text: str, written: frozenset[str], spared: Iterable[Range] = ()) -> Iterator[Spot]:
    """Abbreviations that are not ``written`` out, each counting 1."""
    for start, end, meaning in undefined(text, written, tuple(spared)):
        short = text[start:end]
        yield Spot(
            start, end, 1.0, f"{meaning} ({short})" if meaning else f"write {short} out at its first use"
        )


def length(text: str, most: float = -1) -> Iterator[Spot]:
    """A sentence of more words and numbers than ``most``, with how many it has, and where it could be cut."""
    places = [match.start() for match in TOKEN.finditer(without_addresses(text))]
    if len(places) <= most:
        return
    cut = _cut(text, places)
    words = text[cut : cut + 30].strip(" ,;–—-").split(" ")[:3] if cut else []
    yield Spot(0, len(text), float(len(places)), f"cut before “{' '.join(words)}”" if words else "")


def density(text: str) -> Iterator[Spot]:
    """The sentence, with the share of its words that carry content."""
    words: list[Word] = vocabulary().read(text)[0]
    if len(words) >= FEWEST_WORDS:
        share = sum(word.content for word in words) / len(words)
        yield Spot(0, len(text), share, f"{share:.0%} of its words carry content")


def run_in(text: str) -> Iterator[Spot]:
    """Items that stand in a row within the sentence, with how many they are."""
    if text.count(", ") < 2:
        return
    for match in _RUN_IN.finditer(text[:LONGEST]):
        items = match[0].count(", ") + (2 if match["last"] else 1)
        yield Spot(match.start(), match.end(), float(items), f"{items} items: a list is easier to take in")


def _cut(text: str, places: list[int]) -> int:
    """Where to cut a sentence in two: a good place near the middle; 0 where there is none."""
    middle = len(places) / 2
    for pattern in _CUTS:
        found = []
        for match in pattern.finditer(text):
            before = bisect_left(places, match.end())
            if min(before, len(places) - before) >= FEWEST_BY_CUT:
                found.append((abs(before - middle), match.end()))
        if found:
            return min(found)[1]
    return 0
