"""Progress: one line on a terminal that says how far long work is."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 0.5  # seconds before a line is worth reading
CLEAR = "\r\033[K"


def progress(items: Collection[T], doing: str) -> Iterator[T]:
    """Walk ``items`` and say on a terminal's stderr which one it is at; elsewhere say nothing."""
    if not sys.stderr.isatty():
        yield from items
        return
    since = time.monotonic()
    try:
        for number, item in enumerate(items, start=1):
            if time.monotonic() - since > PATIENCE:
                print(f"{CLEAR}{doing} {number}/{len(items)} {item}", end="", file=sys.stderr, flush=True)
            yield item
    finally:
        print(CLEAR, end="", file=sys.stderr, flush=True)
