"""Stamp: what shows that files have changed since they were read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """Every one of some files, and of the files in some folders, with its time and size; what is not there has none."""
    found = []
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                about = file.stat()
                found.append((str(file.absolute()), about.st_mtime_ns, about.st_size))
    return tuple(found)
