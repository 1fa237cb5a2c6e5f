"""Notebooks: they hold calls and plain words, no outputs, and they run."""

from __future__ import annotations

import ast
import copy
import datetime as dt
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

import clinreview as cr
from clinreview.report import parameterised, read_notebook

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 12, 1)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
READING = [path for path in NOTEBOOKS if path.stem.startswith(("01", "02", "03", "05", "report"))]


def cells(path: Path, kind: str) -> list[Any]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def tagged(cell: Any) -> bool:
    return "parameters" in cell.metadata.get("tags", ())


def test_the_notebooks_of_the_design_are_there() -> None:
    names = {path.stem for path in NOTEBOOKS}
    assert names == {"01-sections", "02-readability", "03-claims", "04-review", "05-corpus", "report"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_without_outputs(path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    nbformat.validate(raw)
    assert raw["nbformat"] == 4 and raw["nbformat_minor"] >= 5
    assert raw["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell.get("id") for cell in raw["cells"]]
    assert all(ids) and len(set(ids)) == len(ids)
    code = [cell for cell in raw["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_cell_of_parameters_and_one_call_in_every_other(path: Path) -> None:
    code = cells(path, "code")
    assert sum(map(tagged, code)) == 1
    for cell in code:
        body = ast.parse(cell.source).body
        if tagged(cell):
            for line in body:
                assert isinstance(line, ast.Import | ast.ImportFrom | ast.Assign), ast.unparse(line)
                if isinstance(line, ast.Assign):
                    ast.literal_eval(line.value)
            continue
        assert len(body) == 1, cell.source
        (line,) = body
        assert isinstance(line, ast.Expr | ast.Assign), cell.source
        assert isinstance(line.value, ast.Call), cell.source
        inner = [node for node in ast.walk(line.value) if isinstance(node, ast.Lambda | ast.comprehension)]
        assert not inner, cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_words_before_code(path: Path) -> None:
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown" and first.source.startswith("# ")


def executed(path: Path) -> list[dict[str, Any]]:
    """What the code cells of a notebook show, run from the folder it lies in."""
    from clinreview.runner import run

    notebook = read_notebook(path)
    done = run(notebook, path.parent)
    outputs = [out for cell in notebook["cells"] if cell["cell_type"] == "code" for out in cell["outputs"]]
    assert done, [out for out in outputs if out["output_type"] == "error"]
    nbformat.validate(nbformat.from_dict(notebook))
    return outputs


@pytest.mark.parametrize("path", READING, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path: Path) -> None:
    outputs = executed(path)
    assert outputs
    assert {out["output_type"] for out in outputs} <= {"execute_result", "display_data"}


def test_tables_are_frames_with_a_caption_and_scopes() -> None:
    shown = [out["data"] for out in executed(ROOT / "notebooks" / "02-readability.ipynb")]
    tables = [data["text/html"] for data in shown if "<table" in data.get("text/html", "")]
    assert len(tables) >= 3
    for html in tables:
        assert "<caption>" in html and 'scope="col"' in html and 'scope="row"' in html


def test_a_kernel_and_the_runner_give_the_same_page(seed: Path) -> None:
    from nbclient import NotebookClient

    from clinreview.exporter import ReviewExporter
    from clinreview.runner import run
    from clinreview.settings import Settings

    path = ROOT / "notebooks" / "report.ipynb"
    values = {"path": str(seed), "file": "content/seed.txt", "today": TODAY, "settings": Settings()}
    here = parameterised(read_notebook(path), values)
    there = nbformat.from_dict(copy.deepcopy(here))
    assert run(here, path.parent)
    NotebookClient(there, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    exporter = ReviewExporter()
    page, _ = exporter.from_notebook_node(nbformat.from_dict(here))
    assert page == exporter.from_notebook_node(there)[0]
    assert "claim-1" in page


def test_the_runner_leaves_the_process_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from clinreview.runner import run

    monkeypatch.setenv("HOME", str(tmp_path))
    before = (sys.stdout, sys.displayhook, sys.excepthook, Path.cwd(), sys.modules["__main__"])
    sources = ["print('hello')\n1 + 1", "display(2)", "import sys; print('x', file=sys.stderr)", "1 / 0", "3"]
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    assert not run({"cells": cells}, tmp_path)
    assert (sys.stdout, sys.displayhook, sys.excepthook, Path.cwd(), sys.modules["__main__"]) == before
    assert list(tmp_path.iterdir()) == []
    kinds = [[out["output_type"] for out in cell["outputs"]] for cell in cells]  # type: ignore[index]
    assert kinds == [["stream", "execute_result"], ["display_data"], ["stream"], ["error"], []]


@pytest.fixture
def seed() -> Path:
    return ROOT / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"


HEAT = (
    "Tea\n\nTea is warm. <b>Pharmacokinetic heterogeneity</b> precludes extrapolation.\n\n# Milk\n\n- White\n"
)


def test_the_heat_strip_says_every_sentence_in_words_too() -> None:
    page = cr.heat_strip(cr.article_from_text(HEAT, name="tea.md"))._repr_mimebundle_()["text/html"]
    listed = page.split("<details>")[1]
    assert re.findall(r"<li><b>([^<]+)</b>: ([^<]+)</li>", listed)[0][1] == "Tea is warm."
    assert len(re.findall("<li>", listed)) == len(re.findall("<rect", page))
    assert not re.findall("<script|<b>Pharm", page)


@pytest.mark.parametrize("light", ["true", "false"])
def test_the_list_of_the_heat_strip_opens_by_keyboard_and_axe_finds_nothing(
    chromium: str, tool: Callable[[str], Path], light: str
) -> None:
    tools = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    shown = cr.heat_strip(cr.article_from_text(HEAT, name="tea.md"))._repr_mimebundle_()["text/html"]
    page_ = (
        '<!doctype html><html lang="en"><title>Heat</title><meta name="viewport" content="width=device-width">'
        f'<body data-jp-theme-light="{light}" style="background:{"#fff;color:#111" if light == "true" else "#111;color:#eee"}"><main><h1>Heat</h1>{shown}</main></body></html>'
    )
    with tools.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 320, "height": 900})
        page.set_content(page_)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        tools.expect(page.get_by_role("listitem").first).to_be_visible()
        page.evaluate(tool("AXE_CORE").read_text("utf-8"))
        result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in result] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        browser.close()
