"""Conditions: the words for what a product is approved for, and which use is a kind of which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clinreview.errors import RecordError
from clinreview.tables import read_yaml


@dataclass(frozen=True)
class Conditions:
    """Terms with their other words and the wider terms they fall under."""

    words: Mapping[str, tuple[str, ...]]
    under: Mapping[str, tuple[str, ...]]

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        above: dict[str, frozenset[str]] = {}
        for term in self.words:
            seen: set[str] = set()
            queue = list(self.under.get(term, ()))
            while queue:
                wider = queue.pop()
                if wider not in seen:
                    seen.add(wider)
                    queue += self.under.get(wider, ())
            above[term] = frozenset(seen)
        return above

    def is_kind_of(self, term: str, wider: str) -> bool:
        """``term`` falls under ``wider``, and is not the same."""
        return wider in self._above.get(term, ())


def read_conditions(path: Path) -> Conditions:
    """Conditions of one file, its terms checked against each other."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise RecordError(path.name, "is not a list of terms", "write 'term: {also: [...], under: [...]}'")
    words: dict[str, tuple[str, ...]] = {}
    under: dict[str, tuple[str, ...]] = {}
    for term, given in data.items():
        entry = given or {}
        if set(entry) - {"also", "under"}:
            raise RecordError(
                f"{path.name}: {term}", f"unknown keys {sorted(entry)}", "use 'also' and 'under'"
            )
        words[str(term)] = tuple(entry.get("also") or ())
        under[str(term)] = tuple(entry.get("under") or ())
    for term, widers in under.items():
        for wider in widers:
            if wider not in words:
                raise RecordError(f"{path.name}: {term}", f"is under {wider!r}, which is no term", "add it")
    return Conditions(words, under)
