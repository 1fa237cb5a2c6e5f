"""Workers: processes of their own give what this one would, and say when they die."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from clinreview import report
from clinreview.errors import ReportError
from clinreview.report import write_reports
from clinreview.workers import EACH, apart, crew

TODAY = dt.date(2026, 12, 1)
forks = pytest.mark.skipif(
    sys.platform != "linux" or threading.active_count() > 1, reason="needs a fork without danger"
)


def halves() -> Callable[[int], float]:
    """Made in the other process."""
    return lambda number: os._exit(1) if number < 0 else 12 / number


@forks
def test_a_function_apart_gives_its_result_or_its_error() -> None:
    with apart(halves) as half:
        assert half(3) == 4
        with pytest.raises(ZeroDivisionError):
            half(0)
        assert half(4) == 3


@forks
def test_a_process_that_dies_is_told() -> None:
    with apart(halves) as half, pytest.raises(ReportError, match="makes the pages died"):
        half(-1)


@forks
def test_a_function_that_cannot_be_made_is_told() -> None:
    with apart(lambda: 1 / 0) as never, pytest.raises(ZeroDivisionError):  # type: ignore[arg-type, return-value]
        never(1)


def test_no_process_is_forked_beside_another_thread() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert crew(100) == 0
    done.set()
    thread.join()


@forks
def test_processes_of_their_own_write_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.txt").write_bytes(b"\xff\xfe\x00broken")  # what is loaded first cannot be read
    for number in range(EACH + 1):
        (content / f"b{number}.txt").write_text(f"Ketamine cures {number} illnesses.\n", "utf-8")
    pages = {}
    for many in (0, 2):
        monkeypatch.setattr(report, "crew", lambda _, many=many: many)
        out = tmp_path / str(many)
        made = write_reports(sorted(content.iterdir()), out, today=TODAY)
        assert [bool(one.error) for one in made] == [True] + [False] * (EACH + 1)
        pages[many] = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(pages[0]) == EACH + 3 and pages[0] == pages[2]
