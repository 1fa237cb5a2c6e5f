"""Workers: processes that run notebooks, and one that turns those that are done into pages."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from clinreview.errors import ReportError

Notebook = dict[str, Any]
T = TypeVar("T")
EACH = 8  # notebooks for which one more process pays


def crew(notebooks: int) -> int:
    """How many processes run so many notebooks; 0 where none can be forked without danger.

    They can on Linux, from a process with one thread.
    """
    if not notebooks or sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return min(os.cpu_count() or 1, 1 + notebooks // EACH)


@contextlib.contextmanager
def executed(notebooks: Sequence[Notebook], folder: Path, many: int) -> Iterator[Iterator[Notebook]]:
    """Run notebooks in ``folder``, in ``many`` processes or here; gives them back in order, with what they show."""
    if not many:
        yield map(partial(_run, folder=folder), notebooks)
        return
    with ProcessPoolExecutor(many, mp_context=multiprocessing.get_context("fork")) as pool:
        try:
            yield pool.map(partial(_run_apart, folder=folder), notebooks)
        except BrokenProcessPool as error:
            raise ReportError(
                "report", "the process that runs the notebooks died", "is there memory left?"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def apart(make: Callable[[], Callable[..., T]]) -> Iterator[Callable[..., T]]:
    """A function that is made, and then called, in a process of its own: what takes time to load loads beside ours."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_serve, args=(make, theirs, ours))
    process.start()
    theirs.close()

    def call(*values: object) -> T:
        try:
            ours.send(values)
            done: T | Exception = ours.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise ReportError(
                "report", "the process that makes the pages died", "is there memory left?"
            ) from error
        if isinstance(done, Exception):
            raise done
        return done

    try:
        yield call
    finally:
        ours.close()  # which ends it
        process.join()


def _serve(make: Callable[[], Callable[..., object]], pipe: Connection, other: Connection) -> None:
    other.close()  # else nobody would see that its owner is gone
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        function = _tried(make)
        while True:
            values = pipe.recv()
            pipe.send(function if isinstance(function, Exception) else _tried(partial(function, *values)))


def _tried(function: Callable[[], T]) -> T | Exception:
    """What a function gives, or its error, which is raised again where it was called for."""
    try:
        return function()
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        return error


def _run(notebook: Notebook, folder: Path) -> Notebook:
    from clinreview.runner import run

    run(notebook, folder)
    return notebook


def _run_apart(notebook: Notebook, folder: Path) -> Notebook:
    made = _run(notebook, folder)
    _freeze()
    return made


@cache
def _freeze() -> None:
    """Rules and record stay until the end: no need to look through them again and again. What comes later goes."""
    gc.freeze()
