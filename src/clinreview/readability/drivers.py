"""Drivers: the words and terms that make a sentence hard to read."""

from __future__ import annotations

from dataclasses import dataclass

from clinreview.article import Sentence
from clinreview.readability.level import NAMES, level, terms
from clinreview.readability.weights import COEFFICIENTS, TYPICAL
from clinreview.readability.words import TOKEN, Word, look_up, vocabulary, without_addresses

WORTH_NAMING = 0.02  # of a level


@dataclass(frozen=True, slots=True)
class Driver:
    """A word, with the reasons why it is hard and what the level would fall by with a common word for it.

    ``start`` and ``end`` count in the text of the sentence: ``sentence.source_span(start, end)`` leads to the
    author's file.
    """

    start: int
    end: int
    text: str
    lowers: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the level, and by how much it lies above (or below) that of the average rated sentence."""

    name: str
    effect: float


def drivers(sentence: Sentence | str, most: int = 5) -> list[Driver]:
    """The words that raise the level of a sentence most, hardest first.

    >>> [driver.text for driver in drivers("Take it twice a day unless you have hepatic encephalopathy.", 2)]
    ['encephalopathy', 'hepatic']
    """
    text = sentence if isinstance(sentence, str) else sentence.text
    known = vocabulary()
    places: dict[str, tuple[int, int]] = {}
    words: list[Word] = []
    for match in TOKEN.finditer(without_addresses(text)):
        word = known[match[0]]
        if word is None:
            continue
        places.setdefault(word.text, match.span())
        words.append(word)
    if len(words) < 2:
        return []
    now = _level(words, text)
    found, common = [], look_up("the")
    for word in {word.text: word for word in words if word.content and word.hard}.values():
        lowers = now - _level([common if other.text == word.text else other for other in words], text)
        if lowers >= WORTH_NAMING:
            start, end = places[word.text]
            found.append(Driver(start, end, text[start:end], lowers, word.why))
    return sorted(found, key=lambda driver: -driver.lowers)[:most]


def explain(sentence: Sentence | str) -> list[Term]:
    """Every term of the level, the one that weighs most first; empty where there are no two words.

    Their effects add up to the distance from the average rated sentence (as far as the level stays in 1 to 6).
    """
    text = sentence if isinstance(sentence, str) else sentence.text
    words, _ = vocabulary().read(text)
    if len(words) < 2:
        return []
    parts = zip(NAMES, terms(words, text), strict=True)
    found = [Term(name, COEFFICIENTS[name] * (part - TYPICAL[name])) for name, part in parts]
    return sorted(found, key=lambda term: -abs(term.effect))


def _level(words: list[Word], text: str) -> float:
    return level(terms(words, text))
