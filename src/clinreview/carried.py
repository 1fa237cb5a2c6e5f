"""Carried: decisions on words that still stand as they were, and are only cut into sentences otherwise.

A key is made anew from the text of an entry, so a change of the normaliser loses nothing by itself. A change of the
splitter does change which words make a sentence. What was decided then still counts where every word of a claim
stands, unchanged and in order, within what the same people decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clinreview.article import Article, Sentence
from clinreview.decisions import Action, Asked, Decision
from clinreview.keys import claim_key, normalise
from clinreview.rule import Role
from clinreview.trail import Trail, trail_of


@dataclass(frozen=True, slots=True)
class Carried:
    """Decisions made when the words of a claim were cut otherwise, and the keys they were made under."""

    trail: Trail
    keys: tuple[str, ...]

    @property
    def note(self) -> str:
        """What a reviewer is told."""
        texts = " and ".join(f"“{text}”" for text in dict.fromkeys(d.text for d in self.trail.decisions))
        return f"decided as {texts}: the same words, only cut into sentences otherwise"


@dataclass(frozen=True, slots=True)
class _Flow:
    """All sentences of an article as one text, and where each stands in it."""

    text: str
    places: Mapping[str, Sequence[tuple[int, int]]] = field(repr=False)
    leads: tuple[tuple[int, str], ...] = field(repr=False)

    def where(self, decision: Decision) -> Iterator[tuple[int, int]]:
        """Where the words of a decision stand as they were, under the same lead-in."""
        words = normalise(decision.text)
        at = self.text.find(f" {words} ") if words else -1
        while at >= 0:
            start, end = at + 1, at + 1 + len(words)
            if {lead for place, lead in self.leads if start <= place < end} <= {_lead(decision.lead)}:
                yield start, end
            at = self.text.find(f" {words} ", start)


def carried(article: Article, trails: Mapping[str, Trail], keys: Iterable[str]) -> dict[str, Carried]:
    """Find what was decided on the words of each claim when they were cut otherwise."""
    flow = _flow(article.sentences)
    ranges = sorted(
        (place, key) for key, trail in trails.items() for place in flow.where(trail.decisions[-1])
    )
    found: dict[str, Carried] = {}
    for key in keys:
        others = [one for one in ranges if one[1] != key]
        olds = next(filter(None, (_whole(place, others) for place in flow.places.get(key, ()))), [])
        trail = _joined([trails[old] for old in olds])
        if trail.decisions:
            found[key] = Carried(trail, tuple(olds))
    return found


def _flow(sentences: Sequence[Sentence]) -> _Flow:
    places: dict[str, list[tuple[int, int]]] = {}
    leads: list[tuple[int, str]] = []
    texts: list[str] = []
    at = 1
    for sentence in sentences:
        text = normalise(sentence.text)
        places.setdefault(claim_key(sentence.text, sentence.lead), []).append((at, at + len(text)))
        leads.append((at, _lead(sentence.lead)))
        texts.append(text)
        at += len(text) + 1
    return _Flow(f" {' '.join(texts)} ", places, tuple(leads))


def _lead(text: str) -> str:
    return normalise(text).rstrip(" :.")


def _whole(place: tuple[int, int], ranges: Sequence[tuple[tuple[int, int], str]]) -> list[str]:
    """Keys of the one old text that holds this place, or of those that follow each other from its start to its end."""
    start, end = place
    for (first, last), key in ranges:
        if first <= start and end <= last:
            return [key]
    ways: dict[int, list[str]] = {start: []}
    for (first, last), key in ranges:
        if first in ways and last <= end:
            ways.setdefault(last + 1, [*ways[first], key])
    return ways.get(end + 1, [])


def _joined(trails: Sequence[Trail]) -> Trail:
    """One trail of several: who decided every part alike has decided the whole; one *revise* holds it back."""
    if len(trails) == 1:
        return trails[0]
    kept: list[Decision] = []
    asked: dict[str, tuple[Asked, ...]] = {}
    for role in Role:
        lasts = [last for trail in trails if (last := trail.last(role))]
        revised = [last for last in lasts if last.action is Action.REVISE]
        if revised:
            kept += revised
        elif len(lasts) == len(trails) and len({(d.person, d.action) for d in lasts}) == 1:
            kept += lasts
            asked |= dict.fromkeys((d.id for d in lasts), tuple(item for d in lasts for item in d.asked))
    return Trail(trail_of(kept).decisions, asked)
