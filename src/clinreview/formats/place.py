"""Place: lines and columns of positions in a text."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from clinreview.article import Span

# What a line and a column are in the extracted text of a binary file means nothing to who shows the file.
BINARY = ("docx",)


class Place(NamedTuple):
    """A line and a column, both from 1; a column counts Unicode code points."""

    line: int
    column: int


class Lines:
    """The lines of a text. A line ends at a line feed, as in editors, git and SARIF."""

    def __init__(self, source: str) -> None:
        self._starts = [0]
        position = source.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = source.find("\n", position + 1)

    def at(self, position: int) -> Place:
        """Where a position (from 0) stands."""
        line = bisect_right(self._starts, position)
        return Place(line, position - self._starts[line - 1] + 1)

    def range(self, span: Span) -> tuple[Place, Place]:
        """Where a span starts, and where it ends (exclusive)."""
        return self.at(span.start), self.at(span.end)
