"""Notebooks: they hold calls and plain words, no outputs, and they run."""

from __future__ import annotations

import ast
import copy
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
READING = [path for path in NOTEBOOKS if path.stem.startswith(("01", "02", "03", "report"))]


def cells(path: Path, kind: str) -> list[Any]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def tagged(cell: Any) -> bool:
    return "parameters" in cell.metadata.get("tags", ())


def test_the_notebooks_of_the_design_are_there() -> None:
    names = {path.stem for path in NOTEBOOKS}
    assert {"01-sections", "02-readability", "03-claims", "report"} <= names


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


@pytest.mark.parametrize("path", READING, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path: Path) -> None:
    from clinreview.runner import run

    notebook = nbformat.read(path, as_version=4)
    done = run(notebook, path.parent)
    errors = [out for cell in notebook.cells for out in cell.get("outputs", ()) if out.output_type == "error"]
    assert done and not errors, errors
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert shown
    nbformat.validate(notebook)


def test_tables_are_frames_with_a_caption_and_scopes() -> None:
    from clinreview.runner import run

    notebook = nbformat.read(ROOT / "notebooks" / "02-readability.ipynb", as_version=4)
    run(notebook, ROOT / "notebooks")
    shown = [
        out.data["text/html"] for cell in notebook.cells for out in cell.get("outputs", ()) if "data" in out
    ]
    tables = [html for html in shown if "<table" in html]
    assert len(tables) >= 3
    for html in tables:
        assert "<caption>" in html and 'scope="col"' in html and 'scope="row"' in html


def test_a_kernel_and_the_runner_give_the_same_page(seed: Path) -> None:
    from nbclient import NotebookClient

    from clinreview.exporter import ReviewExporter
    from clinreview.report import parameterised
    from clinreview.runner import run
    from clinreview.settings import Settings

    path = ROOT / "notebooks" / "report.ipynb"
    values = {"path": str(seed), "file": "content/seed.txt", "today": None, "settings": Settings()}
    here = parameterised(nbformat.read(path, as_version=4), values)
    there = copy.deepcopy(here)
    assert run(here, path.parent)
    NotebookClient(there, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    exporter = ReviewExporter()
    assert exporter.from_notebook_node(here)[0] == exporter.from_notebook_node(there)[0]


@pytest.fixture
def seed() -> Path:
    return ROOT / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"
