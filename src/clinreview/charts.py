"""Charts: small pictures drawn as text, so that they print, scale, and say their numbers to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinreview.html import number, render

LOW, HIGH = 1.0, 6.0  # the ends of the reading level
WIDTH = 340.0
_LINE = 38.0
_TOP = 26.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One passage: what it is called, its level (None: too short to say), and the level in words."""

    name: str
    level: float | None
    band: str
    words: int = 0


def level_chart(bars: Sequence[Bar], limits: Sequence[tuple[str, float]]) -> str:
    """Bars of the reading level of passages, over the bands it falls into.

    Parameters
    ----------
    limits
        Each band's name and the level it ends at, easiest first.
    """
    said = "; ".join(f"{bar.name}: {number(bar.level)}{f', {bar.band}' if bar.band else ''}" for bar in bars)
    starts = [LOW, *(end for _, end in limits)]
    return render(
        "level.svg.j2",
        width=WIDTH,
        height=_TOP + _LINE * len(bars),
        title="Reading level by section",
        desc=f"The scale runs from {LOW:.0f}, easiest, to {HIGH:.0f}. {said}.",
        bands=[
            (name, _x(start), _x(min(end, HIGH)) - _x(start))
            for (name, end), start in zip(limits, starts, strict=False)
        ],
        bars=[
            (bar, _TOP + _LINE * row, _x(bar.level) if bar.level is not None else 0.0)
            for row, bar in enumerate(bars)
        ],
    )


def heat_chart(groups: Sequence[tuple[str, Sequence[Bar]]], order: Sequence[str]) -> str:
    """One block for each sentence, as wide as it is long and as tall as its band is hard.

    Parameters
    ----------
    groups
        Sections with their sentences in reading order.
    order
        Names of the bands, easiest first.
    """
    longest = max((sum(bar.words for bar in bars) for _, bars in groups), default=1) or 1
    lines = []
    for row, (name, bars) in enumerate(groups):
        left = 0.0
        blocks = []
        for bar in bars:
            wide = bar.words / longest * 640.0
            tall = 6.0 + 11.0 * (order.index(bar.band) if bar.band in order else 0)
            blocks.append((bar, left, wide, tall, order.index(bar.band) if bar.band in order else -1))
            left += wide
        lines.append((name, 58.0 * row, blocks))
    counts = [(band, sum(bar.band == band for _, bars in groups for bar in bars)) for band in order]
    return render(
        "heat.svg.j2",
        width=640.0,
        height=58.0 * len(groups),
        title="Reading level of each sentence",
        desc=f"Sentences by level: {', '.join(f'{band} {many}' for band, many in counts)}.",
        lines=lines,
    )


def _x(level: float) -> float:
    return round((min(max(level, LOW), HIGH) - LOW) / (HIGH - LOW) * WIDTH, 1)
