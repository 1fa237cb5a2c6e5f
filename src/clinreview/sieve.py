"""Sieve: tells from the words of a text which of many patterns may match it, in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from clinreview.literals import Texts

_PIECE = 20_000  # characters looked at in one go, so that a hostile line takes no more memory


class Sieve:
    """Patterns by the literals they need; one without any always passes."""

    def __init__(self, needs: Sequence[tuple[Texts, ...]]) -> None:
        numbers: dict[str, int] = {}
        for literals in needs:
            for texts in literals:
                for text in texts:
                    numbers.setdefault(text, len(numbers))
        self._numbers = numbers
        self._free = [number for number, literals in enumerate(needs) if not literals]
        # A pattern is thought of where its rarest literal stands; then the others must stand there too.
        self._started: dict[int, list[tuple[int, list[frozenset[int]]]]] = defaultdict(list)
        for number, literals in enumerate(needs):
            first, *others = [frozenset(map(numbers.__getitem__, texts)) for texts in literals] or [
                frozenset()
            ]
            for start in first:
                self._started[start].append((number, others))

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, Implementation

        return AhoCorasick(list(self._numbers), implementation=Implementation.ContiguousNFA)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._numbers), default=0)

    def sift(self, words: str, marks: frozenset[str]) -> list[int]:
        """Numbers of the patterns that may match a text, in order.

        Parameters
        ----------
        words
            The text as `literals.plain` gives it.
        marks
            The marks of the lexicons that have a term in it.
        """
        passed = set(self._free)
        if self._numbers:
            there = {number for mark in marks if (number := self._numbers.get(mark)) is not None}
            for at in range(0, len(words), _PIECE):
                piece = words[at : at + _PIECE + self._longest]
                there.update(
                    [hit[0] for hit in self._automaton.find_matches_as_indexes(piece, overlapping=True)]
                )
            for text in there & self._started.keys():
                for number, others in self._started[text]:
                    if number not in passed:
                        for other in others:
                            if there.isdisjoint(other):
                                break
                        else:
                            passed.add(number)
        return sorted(passed)
