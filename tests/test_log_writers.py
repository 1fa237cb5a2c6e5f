"""Writers: side by side, on a full disk, in a read-only folder, with git underfoot."""

from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from clinreview import logfile
from clinreview.decisions import Action, Decision
from clinreview.errors import DecisionError
from clinreview.log import read_log
from clinreview.logfile import append
from clinreview.rule import Role

MOMENT = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
WRITER = """
import sys, datetime as dt
from pathlib import Path
from clinreview.decisions import Action, Decision
from clinreview.logfile import append
from clinreview.rule import Role
path, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    append(path, [Decision(action=Action.DISMISS, by=who, role=Role.EDITOR, at=dt.datetime.now(dt.UTC),
                           text="It cures.", note=f"{who} {number}")])
"""


def decision(number: int) -> Decision:
    at = MOMENT + dt.timedelta(minutes=number)
    return Decision(
        action=Action.DISMISS, by="Ann", role=Role.EDITOR, at=at, text="It cures.", note=f"no {number}"
    )


def test_two_writers_of_one_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.md.reviews" / "ann.jsonl"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), who, "30"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for who in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdout
        writer.stdout.readline()
    for writer in writers:
        writer.communicate(b"go\n", timeout=60)
        assert writer.returncode == 0
    report = read_log(path)
    assert report.ok
    assert not report.forks
    assert not report.notes
    for who in ("one", "two"):
        assert [d.note for d in report.decisions if d.by == who] == [f"{who} {n}" for n in range(30)]


def test_two_threads_of_one_kernel_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ann.jsonl"

    def write(start: int) -> None:
        for number in range(start, start + 20):
            append(path, [decision(number)])

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = read_log(path)
    assert report.ok
    assert not report.forks
    assert len(report.decisions) == 40


def test_a_full_disk_is_said_and_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ann.jsonl"
    append(path, [decision(1)])
    before = path.read_bytes()
    write = os.write

    def full(handle: int, data: Any) -> int:
        if len(data) > 20:
            return write(handle, bytes(data)[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(logfile.os, "write", full)
    with pytest.raises(
        DecisionError, match=r"No space left on device\); nothing was saved; what you typed is kept"
    ):
        append(path, [decision(2)])
    assert path.read_bytes() == before
    monkeypatch.undo()
    append(path, [decision(2)])
    assert len(read_log(path).decisions) == 2


def test_a_disk_that_does_not_confirm_has_saved_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ann.jsonl"
    append(path, [decision(1)])

    def failing(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(logfile.os, "fsync", failing)
    with pytest.raises(DecisionError, match="nothing was saved"):
        append(path, [decision(2)])
    monkeypatch.undo()
    assert len(read_log(path).decisions) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs resource limits")
def test_the_system_itself_refusing_more_bytes_is_said(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))\n"
        "from clinreview.errors import DecisionError\n"
        "import io\n"
        "sys.stdin = io.StringIO('go')\n"
        f"sys.argv = ['x', {str(tmp_path / 'ann.jsonl')!r}, 'one', '9']\n"
        "try:\n    exec(" + repr(WRITER) + ")\nexcept DecisionError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert "File too large); nothing was saved" in done.stdout
    report = read_log(tmp_path / "ann.jsonl")
    assert report.ok
    assert not report.notes
    assert 0 < len(report.decisions) < 9


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.md.reviews").write_text("a file where the folder should be")
    with pytest.raises(DecisionError, match="cannot be written"):
        append(tmp_path / "x.md.reviews" / "ann.jsonl", [decision(1)])


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "x.md.reviews"
    folder.mkdir()
    folder.chmod(0o555)
    with pytest.raises(DecisionError, match="cannot be written"):
        append(folder / "ann.jsonl", [decision(1)])
    folder.chmod(0o755)


def test_a_file_that_git_puts_in_its_place_meanwhile_gets_the_decision_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ann.jsonl"
    append(path, [decision(1)])
    fsync, done = os.fsync, []

    def replaced(handle: int) -> None:
        fsync(handle)
        if not done:
            done.append(True)
            other = tmp_path / "new"
            other.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
            other.replace(path)

    monkeypatch.setattr(logfile.os, "fsync", replaced)
    append(path, [decision(2)])
    assert [d.note for d in read_log(path).decisions] == ["no 1", "no 2"]


def test_a_held_lock_is_waited_for_and_then_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    path = tmp_path / "ann.jsonl"
    path.touch()
    monkeypatch.setattr(logfile, "_PATIENCE", 0.0)
    with path.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DecisionError, match="another program holds the log"):
            append(path, [decision(1)])
    assert append(path, [decision(1)]).decisions


class Msvcrt:
    """What Windows offers: a range from where the file stands is locked, and must be unlocked at the same place."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.held: dict[tuple[int, int], int] = {}
        self.guard = threading.Lock()

    def locking(self, handle: int, mode: int, size: int) -> None:
        place = os.fstat(handle).st_ino, os.lseek(handle, 0, os.SEEK_CUR)
        with self.guard:
            if mode == self.LK_UNLCK:
                assert self.held.pop(place) == handle
            elif place in self.held:
                raise PermissionError(errno.EACCES, "Permission denied")
            else:
                self.held[place] = handle


def test_the_calls_made_on_windows_keep_two_writers_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ann.jsonl"
    locks = Msvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr(sys, "platform", "win32")
    threads = [
        threading.Thread(target=lambda at=at: [append(path, [decision(at + n)]) for n in range(10)])  # type: ignore[misc]
        for at in (0, 100)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = read_log(path)
    assert (report.ok, report.forks, len(report.decisions), locks.held) == (True, (), 20, {})
    monkeypatch.setattr(logfile, "_PATIENCE", 0.0)
    with path.open("ab") as other:
        os.lseek(other.fileno(), 1 << 40, os.SEEK_SET)
        locks.locking(other.fileno(), locks.LK_NBLCK, 1)
        with pytest.raises(DecisionError, match="another program holds the log"):
            append(path, [decision(1)])
