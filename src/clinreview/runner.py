"""Runner: runs the cells of a notebook in this process; a kernel of its own takes seconds to start."""

from __future__ import annotations

import contextlib
import io
import sys
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

MODULE = "clinreview_notebook"


def run(notebook: dict[str, Any], folder: Path) -> bool:
    """Run the code cells in ``folder``, as a kernel would, and put what they show into the notebook.

    Stops at the first cell that fails. A kernel gives the same outputs; what this does not give is a time limit
    and a process apart.

    Returns
    -------
    bool
        Whether every cell ran.
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in code:
        cell["outputs"], cell["execution_count"] = [], None
    with _shell() as shell, contextlib.chdir(folder):
        for count, cell in enumerate(code, 1):
            shell.outputs, shell.execution_count = cell["outputs"], count
            with (
                contextlib.redirect_stdout(_Stream(shell, "stdout")),
                contextlib.redirect_stderr(_Stream(shell, "stderr")),
            ):
                result = shell.run_cell("".join(cell["source"]))
            cell["execution_count"] = count
            if not result.success:
                return False
    return True


def prepare() -> None:
    """Make the shell before a notebook needs it."""
    _made()


class _Hook(DisplayHook):
    """Keeps what the last expression of a cell gives."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        shell: Any = self.shell
        count = shell.execution_count
        shell.outputs.append(
            _output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=count)
        )

    def log_output(self, format_dict: dict[str, Any]) -> None:
        pass

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:
        shell: Any = self.shell
        shell.outputs.append(_output("display_data", data=data, metadata=metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        shell: Any = self.shell
        shell.outputs.clear()


class _Shell(InteractiveShell):
    """An IPython without a terminal, a history, a profile folder or a home."""

    outputs: list[dict[str, Any]]

    def init_ipython_dir(self, ipython_dir: object) -> None:
        pass

    def init_profile_dir(self, profile_dir: object) -> None:
        pass

    def init_virtualenv(self) -> None:
        pass

    def init_completer(self) -> None:
        pass

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))


class _Stream(io.TextIOBase):
    """What a cell prints."""

    def __init__(self, shell: Any, name: str) -> None:
        self.shell, self.name = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        outputs = self.shell.outputs
        if outputs and outputs[-1]["output_type"] == "stream" and outputs[-1]["name"] == self.name:
            outputs[-1]["text"] += text
        elif text:
            outputs.append(_output("stream", name=self.name, text=text))
        return len(text)


def _output(kind: str, **values: Any) -> dict[str, Any]:
    return {"output_type": kind, **values}


@contextlib.contextmanager
def _shell() -> Iterator[Any]:
    """A shell with nothing in it; afterwards the process is as before, also where a notebook runs another."""
    single: Any = InteractiveShell
    outer, hook, main = single._instance, sys.excepthook, sys.modules.get(MODULE)
    module = types.ModuleType(MODULE)
    made = _made()
    # A notebook that runs another needs a second shell; else one is enough, for it takes longer than its cells.
    shell = _new() if outer is made else made
    try:
        single._instance, sys.modules[MODULE] = shell, module
        shell.user_module, shell.user_ns = module, module.__dict__
        shell.history_manager.output_hist.clear()
        shell.init_user_ns()
        yield shell
    finally:
        shell.user_ns = {}
        single._instance, sys.excepthook = outer, hook
        sys.modules.pop(MODULE)
        if main is not None:
            sys.modules[MODULE] = main


@cache
def _made() -> Any:
    return _new()


def _new() -> Any:
    make: Any = _Shell
    hook, main = sys.excepthook, sys.modules.get(MODULE)
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    module = types.ModuleType(MODULE)
    shell = make(
        config=config,
        user_module=module,
        displayhook_class=_Hook,
        display_pub_class=_Publisher,
        colors="nocolor",
    )
    sys.excepthook = hook
    sys.modules.pop(MODULE)
    if main is not None:
        sys.modules[MODULE] = main
    return shell
