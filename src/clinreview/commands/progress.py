"""Progress: one line on a terminal that says how far long work is."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from clinreview.formats.plain import shown

PATIENCE = 0.5  # seconds before a line is worth reading
CLEAR = "\r\033[K"


class Progress:
    """Call it before each step; it writes on a terminal's stderr, and nowhere else."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._terminal = sys.stderr.isatty()
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __call__(self, number: int, count: int, name: object) -> None:
        """Say that step ``number`` of ``count`` begins."""
        if self._terminal and time.monotonic() - self._since > PATIENCE:
            print(
                f"{CLEAR}{self._doing} {number}/{count} {shown(str(name))}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the line."""
        if self._terminal:
            print(CLEAR, end="", file=sys.stderr, flush=True)
