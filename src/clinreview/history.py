"""History: what git remembers of the decision files, so that a cut shows even after it was committed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Version:
    """One file as one commit holds it."""

    commit: str
    data: bytes


def versions(path: Path) -> Iterator[Version]:
    """Yield every version of a file in the history of HEAD, the newest first; none when git holds none."""
    commits = _lines(path.parent, "rev-list", "--full-history", "HEAD", "--", f"./{path.name}")
    wanted = "".join(f"{commit}:./{path.name}\n" for commit in commits)
    batch = _git(path.parent, "cat-file", "--batch", said=os.fsencode(wanted)) if commits else b""
    for commit in commits:
        head, _, rest = batch.partition(b"\n")
        if not head.endswith(b" missing"):  # a commit that took the file away
            size = int(head.split()[-1])
            yield Version(commit, rest[:size])
            rest = rest[size + 1 :]
        batch = rest


def gone(folder: Path, suffix: str) -> Iterator[Path]:
    """Yield files under a folder, by how their names end, that some commit holds and that are not there now."""
    there = next(parent for parent in (folder, *folder.absolute().parents) if parent.is_dir())
    words = (
        "log",
        "--format=",
        "--name-only",
        "--relative",
        "-z",
        "--full-history",
        "--diff-filter=AR",
        "HEAD",
        "--",
        ".",
    )
    names = {name for name in _git(there, *words).split(b"\0") if name.endswith(os.fsencode(suffix))}
    for name in sorted(names):
        path = Path(there, os.fsdecode(name.lstrip(b"\n")))
        if path.is_relative_to(folder) and not path.exists():
            yield path


def shallow(folder: Path) -> bool:
    """Tell whether the clone holds only the end of the history."""
    return _lines(folder, "rev-parse", "--is-shallow-repository") == ["true"]


def _lines(folder: Path, *words: str) -> list[str]:
    return _git(folder, *words).decode("utf-8", "replace").split()


def _git(folder: Path, *words: str, said: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["git", *words], cwd=folder, input=said, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
