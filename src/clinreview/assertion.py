"""Assertion: how much a sentence reads like a statement about health that can be right or wrong.

A safety net under the rules with patterns: a few dozen cues, each a list of patterns with one weight, added up.
The cues that made the sum are shown to the reviewer, so the number is never bare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from clinreview.lexicon import Lexicons, Tagged
from clinreview.pattern import PatternSet, compile_patterns

CUES = Path(__file__).parent / "data" / "words" / "cues.yaml"


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason to think that a sentence does, or does not, state something about health."""

    name: str
    weight: float
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()  # held where none of these is found
    words: int = 0  # the sentence has at least this many words
    capitals: int = 0  # at least this many words after the first start with a capital
    share: float = 0.0  # at least this share of the words does


@dataclass(frozen=True)
class Assertion:
    """The cues with their weights, ready to run."""

    bias: float
    cues: tuple[Cue, ...]
    lexicons: Lexicons = field(repr=False)
    tested: bool = False

    @cached_property
    def _patterns(self) -> tuple[PatternSet, tuple[int, ...]]:
        owners = tuple(number for number, cue in enumerate(self.cues) if cue.any or cue.none)
        groups = [
            (f"cues.yaml ({cue.name})", [_edged(pattern) for pattern in cue.any or cue.none])
            for cue in (self.cues[number] for number in owners)
        ]
        return compile_patterns(groups, self.lexicons, tested=self.tested), owners

    def read(self, tagged: Tagged, text: str) -> tuple[Cue, ...]:
        """The cues that a sentence holds; ``text`` is the sentence as written, with its capitals."""
        patterns, owners = self._patterns
        may = patterns.candidates(tagged)
        held = {owners[group] for group, ones in may.items() if patterns.found(group, tagged, ones)}
        words = text.split()
        capitals = sum(word[0].isupper() for word in words[1:])
        return tuple(
            cue
            for number, cue in enumerate(self.cues)
            if (number in held) != bool(cue.none) or _counts(cue, len(words), capitals)
        )

    def score(self, tagged: Tagged, text: str) -> float:
        """The sum of the weights of the cues held, and the bias; above 0 reads like a statement."""
        return self.bias + sum(cue.weight for cue in self.read(tagged, text))


def _counts(cue: Cue, words: int, capitals: int) -> bool:
    """Is the cue one of counts, and do they reach it? A share is meant of more than a few words."""
    return bool(
        (cue.words and words >= cue.words)
        or (cue.capitals and capitals >= cue.capitals)
        or (cue.share and words > 3 and capitals > cue.share * words)
    )


def _edged(pattern: str) -> str:
    return rf"\b(?:{pattern})\b" if pattern.startswith("(") and pattern.endswith(")") else pattern


def read_assertion(lexicons: Lexicons, path: Path = CUES, *, tested: bool = False) -> Assertion:
    """Read the cue table."""
    import yaml

    data: dict[str, Any] = yaml.load(
        path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    cues = tuple(
        Cue(
            name,
            float(cue["weight"]),
            tuple(cue.get("any", ())),
            tuple(cue.get("none", ())),
            int(cue.get("words", 0)),
            int(cue.get("capitals", 0)),
            float(cue.get("share", 0)),
        )
        for name, cue in data["cues"].items()
    )
    return Assertion(float(data["bias"]), cues, lexicons, tested)
