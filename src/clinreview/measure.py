"""Measure: the numbers that a rule can set a limit for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinreview.readability import Scores

PASSAGE_MEASURES = ("level", "fkgl", "smog", "fog", "fre", "words")
SENTENCE_MEASURES = ("assertion", "words")
# Of a whole article: the sentences of a balanced page that are not asked about one by one.
UNLISTED = "unlisted"
# What a hint may measure; the last of a whole section, the others of a sentence.
HINT_MEASURES = ("plain-words", "acronyms", "words", "lexical-density", "run-in-items", "unbroken-words")


def measured(name: str, scores: Scores) -> tuple[float, str] | None:
    """One of the scores of a section or article, and how to show it; None where it cannot be measured."""
    value = getattr(scores, name)
    if value is None or scores.sentences < 3:
        return None  # too little text for a number that means something
    return float(value), _SHOW[name](scores)


_SHOW: dict[str, Callable[[Scores], str]] = {
    "level": lambda s: f"reading level: {s.band}",
    "fkgl": lambda s: f"Flesch-Kincaid grade {s.fkgl:.0f}",
    "smog": lambda s: f"SMOG grade {s.smog:.0f}",
    "fog": lambda s: f"Gunning fog {s.fog:.0f}",
    "fre": lambda s: f"Flesch reading ease {s.fre:.0f}",
    "words": lambda s: f"{s.words} words",
}
