"""Log file: appending so that what was acknowledged survives a crash at any moment."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clinreview.decisions import Decision
from clinreview.errors import DecisionError
from clinreview.log import LogReport, parse_log
from clinreview.reviewers import slug_of

_KEPT = "nothing was saved; what you typed is kept, try again when that is solved"
_PATIENCE = 10.0  # seconds to wait for another writer


@dataclass(frozen=True, slots=True)
class Appended:
    """What one call wrote: the entries with their hashes, and what it had to repair first."""

    decisions: tuple[Decision, ...]
    repaired: str = ""


def log_path(folder: Path, name: str) -> Path:
    """The file that holds the decisions of this reviewer."""
    return folder / f"{slug_of(name)}.jsonl"


def append(path: Path, decisions: Sequence[Decision]) -> Appended:
    """Append decisions that the file does not hold yet; on return they are on the disk.

    Raises
    ------
    DecisionError
        The folder is read-only, the disk is full, the file is held by another program: nothing was saved.
    """
    try:
        _make_folder(path.parent)
        for _ in range(100):
            done = _attempt(path, decisions)
            if done is not None:
                return done
    except OSError as error:
        raise DecisionError(path, f"cannot be written ({error.strerror or error})", _KEPT) from error
    raise DecisionError(path, "is being replaced all the time by another program", _KEPT)


def _attempt(path: Path, decisions: Sequence[Decision]) -> Appended | None:
    """Write once; None when somebody (git) put another file in this one's place meanwhile."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with _locked(handle, path):
            if not _same(handle, path):
                return None
            report, repaired = _repair(handle, path)
            moments = {d.at for d in decisions}
            known = {d.id for d in report.decisions if d.at in moments}
            missing = [d for d in decisions if d.id not in known]
            if missing:
                _write(handle, _lines(missing, report.heads))
                if not report.decisions:
                    _sync_folder(path.parent)
            return Appended(tuple(missing), repaired) if _same(handle, path) else None
    finally:
        os.close(handle)


def _lines(decisions: Sequence[Decision], heads: tuple[str, ...]) -> bytes:
    lines = []
    for decision in decisions:
        line, own = decision.to_line(heads)
        lines.append(line)
        heads = (own,)
    return "".join(lines).encode("utf-8")


def _repair(handle: int, path: Path) -> tuple[LogReport, str]:
    """Take a torn last line away, or give a whole one the line end it lacks."""
    data = _read(handle)
    report = parse_log(data, str(path))
    if report.whole < len(data):
        os.ftruncate(handle, report.whole)
        return report, f"{path.name}: a torn last line was taken away; every entry before it is kept"
    if data and not data.endswith(b"\n"):
        _write(handle, b"\n")
    return report, ""


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    chunks = []
    while chunk := os.read(handle, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _write(handle: int, data: bytes) -> None:
    """Write all of it and wait for the disk, or leave the file as it was."""
    size = os.fstat(handle).st_size
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, size)
        raise


def _same(handle: int, path: Path) -> bool:
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut (Windows does so by itself)."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _locked(handle: int, path: Path) -> Iterator[None]:
    take, release = _lock_calls(handle)
    limit = time.monotonic() + _PATIENCE
    while True:
        try:
            take()
            break
        except (BlockingIOError, PermissionError):
            if time.monotonic() > limit:
                raise DecisionError(path, "another program holds the log", _KEPT) from None
            time.sleep(0.005)
    try:
        yield
    finally:
        release()


def _lock_calls(handle: int) -> tuple[Callable[[], None], Callable[[], None]]:
    if sys.platform == "win32":
        import msvcrt

        def call(mode: int) -> None:
            os.lseek(handle, 1 << 40, os.SEEK_SET)  # far beyond the entries: locks there stop no reader
            msvcrt.locking(handle, mode, 1)

        return lambda: call(msvcrt.LK_NBLCK), lambda: call(msvcrt.LK_UNLCK)
    import fcntl

    return (
        lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB),
        lambda: fcntl.flock(handle, fcntl.LOCK_UN),
    )
