"""Workers: processes that run notebooks while this one turns those that are done into pages."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from clinreview.errors import ReportError

Notebook = dict[str, Any]
EACH = 8  # notebooks for which one more process pays


@contextmanager
def executed(notebooks: Sequence[Notebook], folder: Path) -> Iterator[Iterator[Notebook]]:
    """Run notebooks in ``folder``; gives them back in order, with what they show.

    They run in processes of their own where those can be forked without danger: on Linux, from a process with one
    thread. Elsewhere they run here, one after the other.
    """
    if not notebooks or sys.platform != "linux" or threading.active_count() > 1:
        yield map(partial(_run, folder=folder), notebooks)
        return
    many = min(os.cpu_count() or 1, 1 + len(notebooks) // EACH)
    with ProcessPoolExecutor(many, mp_context=multiprocessing.get_context("fork")) as pool:
        try:
            yield pool.map(partial(_run_apart, folder=folder), notebooks)
        except BrokenProcessPool as error:
            raise ReportError(
                "report", "the process that runs the notebooks died", "is there memory left?"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _run(notebook: Notebook, folder: Path) -> Notebook:
    from clinreview.runner import run

    run(notebook, folder)
    return notebook


def _run_apart(notebook: Notebook, folder: Path) -> Notebook:
    made = _run(notebook, folder)
    gc.freeze()  # rules and record stay until the end: no need to look through them again and again
    return made
