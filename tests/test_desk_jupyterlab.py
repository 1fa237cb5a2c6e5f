"""The desk in real JupyterLab, from opening the notebook to the bytes in the file."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clinreview.log import verify_log

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Page, expect, sync_playwright

psutil = pytest.importorskip("psutil", reason="psutil comes with ipykernel")

ROOT = Path(__file__).parent.parent
TEXT = "# Tea\n\nThe FDA approves ketamine for treating depression. Tea cures diabetes. Tea is brown.\n"
READY = "window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.ready.then(() => true)"
IDLE = "window.jupyterapp.shell.currentWidget.context.sessionContext.kernelDisplayStatus === 'idle'"
RUN = "void window.jupyterapp.commands.execute('notebook:run-all-cells')"
LONG = 120_000  # milliseconds: a busy machine starts a kernel slowly


class Lab:
    """A JupyterLab of its own: folders, token and port that nobody else uses."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.article = root / "content" / "tea.md"
        self.log = root / "content" / "tea.md.reviews" / "ann-lee.jsonl"
        self.article.parent.mkdir()
        self.article.write_text(TEXT, encoding="utf-8")
        (root / "notebooks").mkdir()
        shutil.copy(ROOT / "notebooks" / "04-review.ipynb", root / "notebooks")
        (root / "gitconfig").write_text("[user]\n\tname = Ann Lee\n\temail = ann@example.org\n")
        self._quiet(root / "config" / "labconfig")
        self.token = secrets.token_hex(16)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.server = subprocess.Popen(
            self._command(), cwd=root, env=self._environment(), stderr=subprocess.DEVNULL
        )

    @staticmethod
    def _quiet(folder: Path) -> None:
        """No news and no questions over the page."""
        folder.mkdir(parents=True)
        off = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
        (folder / "page_config.json").write_text(json.dumps(off))

    def _command(self) -> list[str]:
        options = [
            "--no-browser",
            "--allow-root",
            "--expose-app-in-browser",
            "--ip=127.0.0.1",
            f"--port={self.port}",
        ]
        own = [
            f"--IdentityProvider.token={self.token}",
            f"--ServerApp.root_dir={self.root}",
            "--ServerApp.port_retries=0",
        ]
        return [sys.executable, "-m", "jupyterlab", *options, *own]

    def _environment(self) -> dict[str, str]:
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
            "GIT_CONFIG_GLOBAL": "gitconfig",
        }
        inherited = {k: v for k, v in os.environ.items() if k not in ("JUPYTER_PATH", "JUPYTERHUB_USER")}
        return {**inherited, **{name: str(self.root / folder) for name, folder in folders.items()}}

    def wait(self) -> None:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={self.token}")
                return
            except urllib.error.URLError:
                assert self.server.poll() is None
                time.sleep(0.1)
        pytest.fail("JupyterLab did not start")

    def kernels(self) -> list[Any]:
        children = psutil.Process(self.server.pid).children(recursive=True)
        return [child for child in children if "ipykernel_launcher" in " ".join(child.cmdline())]

    def stop(self) -> None:
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    started = Lab(tmp_path)
    try:
        started.wait()
        yield started
    finally:
        started.stop()


def open_desk(page: Page) -> None:
    """Wait for the kernel, run the notebook, and wait for the desk."""
    page.wait_for_function(READY, timeout=LONG)
    page.wait_for_function(IDLE, timeout=LONG)
    page.evaluate(RUN)
    expect(page.locator("[data-name=sheet]")).to_be_visible(timeout=LONG)


def test_a_reviewer_opens_filters_decides_by_keyboard_and_finds_it_again(lab: Lab, chromium: str) -> None:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"http://127.0.0.1:{lab.port}/lab/tree/notebooks/04-review.ipynb?reset&token={lab.token}")
        open_desk(page)
        sheet, said, keys = page.locator("[data-name=sheet]"), page.locator(".cr-desk-said"), page.keyboard
        cells = page.locator(".jp-Notebook .jp-Cell").count()
        expect(page.locator("input[data-name=name]")).to_have_value("Ann Lee")
        expect(sheet).to_contain_text("The record: contradicted")

        page.locator("[data-name=role]").select_option("regulatory")
        page.locator("[data-name=words]").fill("diabetes")
        expect(sheet).to_contain_text("Tea cures diabetes.")
        sheet.focus()
        for key in ("b", "x", "Escape"):  # would add and cut cells, were the notebook to hear them
            keys.press(key)
        keys.press("d")
        keys.type("Made up for a test, said the regulator b x dd")
        keys.press("Control+Enter")
        expect(said).to_contain_text("Dismissed and saved.")
        (entry,) = verify_log(lab.log).decisions
        assert (entry.by, entry.identity, entry.role) == ("Ann Lee", "git", "regulatory")
        assert entry.note == "Made up for a test, said the regulator b x dd"
        assert page.locator(".jp-Notebook .jp-Cell").count() == cells

        keys.press("Control+s")
        page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=LONG)
        page.reload()
        expect(sheet).to_be_visible(timeout=LONG)
        page.locator("[data-name=state]").select_option("")
        page.locator("[data-name=needs]").select_option("")
        page.locator(".cr-desk-mark", has_text="Tea cures").click()
        expect(sheet).to_contain_text("Made up for a test")

        for kernel in lab.kernels():
            kernel.kill()
        report = verify_log(lab.log)
        assert report.ok
        assert [decision.id for decision in report.decisions] == [entry.id]
        browser.close()
