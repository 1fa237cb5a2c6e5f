"""Plain words: simpler words for hard ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from clinreview.readability.familiar import is_familiar
from clinreview.readability.tables import read_words
from clinreview.readability.words import TOKEN, plain, without_addresses

Terms = Mapping[tuple[str, ...], tuple[str, ...]]
_FORMS = (
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_ENDINGS = ("s", "ed", "ing")
_SHORTEST = 4
_NEAR = 150  # characters within which a plainer word explains a hard one


@cache
def plain_terms() -> Terms:
    """Alternatives by the words of a term; familiar words need none."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in read_words("plain.txt").splitlines():
        if line and not line.startswith("#"):
            term, _, others = line.partition(":")
            words = tuple(term.split())
            if len(words) > 1 or not is_familiar(term):
                found[words] = tuple(other.strip() for other in others.split(";"))
    return found


@cache
def _longest() -> dict[str, int]:
    """How many words the longest term has, by its first word."""
    longest: dict[str, int] = {}
    for words in plain_terms():
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def plainer(
    text: str, spared: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Hard words of a text as (start, end, plainer words), in order.

    Names, which stand in capitals within a sentence, get none; nor do words in the ``spared`` ranges, nor a word
    that the text explains close by with one of the plainer ones.

    >>> list(plainer("High blood pressure (hypertension) has no symptoms."))
    []
    """
    found = [(m.start(), m.end(), plain(m[0])) for m in TOKEN.finditer(without_addresses(text))]
    at = 0
    while at < len(found):
        if not _starts(found[at][2]):
            at += 1
            continue
        size, others = _match(text, found, at)
        start, end = found[at][0], found[at + max(size, 1) - 1][1]
        at += max(size, 1)
        if not size or overlaps(spared, start, end) or _is_name(text, start):
            continue
        near = text[max(0, start - _NEAR) : end + _NEAR].lower()
        if any(len(other) >= _SHORTEST and other in near for other in others):
            continue
        yield start, end, others


def overlaps(ranges: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether a range touches one of some ranges, which are in order and do not overlap."""
    at = bisect_left(ranges, (end, 0))
    return at > 0 and ranges[at - 1][1] > start


def _match(text: str, found: list[tuple[int, int, str]], at: int) -> tuple[int, tuple[str, ...]]:
    """How many words from here on are a term, and the plainer words."""
    terms = plain_terms()
    for first, longest in _starts(found[at][2]):
        for size in range(min(longest, len(found) - at), 0, -1):
            rest = found[at + 1 : at + size]
            if any(
                text[a[1] : b[0]] not in {" ", "-"} for a, b in zip(found[at : at + size], rest, strict=False)
            ):
                continue
            middle = tuple(item[2] for item in rest[:-1])
            last = (rest[-1][2], *_bases(rest[-1][2])) if rest else ()
            for key in ((first, *middle, end) for end in last) if rest else ((first,),):
                if key in terms:
                    return size, terms[key]
    return 0, ()


@lru_cache(maxsize=20_000)
def _starts(word: str) -> tuple[tuple[str, int], ...]:
    """What a word may be a form of that begins a term, with the words of the longest such term; for most, nothing."""
    longest = _longest()
    return tuple((first, longest[first]) for first in (word, *_bases(word)) if first in longest)


def _bases(word: str) -> list[str]:
    """What a word may be a plural or verb form of."""
    if not word.endswith(_ENDINGS):
        return []
    bases = [word.removesuffix(ending) + other for ending, other in _FORMS if word.endswith(ending)]
    if word.endswith(("ed", "ing")):
        stem = word.removesuffix("ed").removesuffix("ing")
        if len(stem) > 2 and stem[-1] == stem[-2]:
            bases.append(stem[:-1])
    return [base for base in bases if len(base) > 2]


def _is_name(text: str, start: int) -> bool:
    """Whether a word has a capital within a sentence."""
    before = text[max(0, start - 3) : start].rstrip()
    return text[start].isupper() and bool(before) and (before[-1].isalnum() or before[-1] in ",’'")
