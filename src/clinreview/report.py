"""Report: runs the report notebook on each article, exports the page, and writes the index of all."""

from __future__ import annotations

import copy
import datetime as dt
import gc
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from clinreview.errors import ClinReviewError, ReportError, said
from clinreview.html import SUMMARY
from clinreview.summary import Summary, summarise
from clinreview.workers import Notebook, apart, crew, executed

if TYPE_CHECKING:
    from clinreview.exporter import ReviewExporter
    from clinreview.settings import Settings

NOTEBOOK = Path("notebooks", "report.ipynb")
FORMATS = ("html", "md", "pdf")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of one article.

    Attributes
    ----------
    article
        The article's path, as given.
    page
        The file that was written.
    summary
        What the page says, in numbers; None when the notebook failed before it could say.
    error
        What failed, "" when nothing did. A page with a banner is written all the same.
    """

    article: Path
    page: Path | None = None
    summary: Summary | None = None
    error: str = ""


Made = tuple[str, Report]


def write_reports(
    paths: Iterable[str | Path],
    out: str | Path = "reports",
    *,
    to: str = "html",
    today: dt.date | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    previous: str | Path | None = None,
) -> list[Report]:
    """Write a report for each article, and an index of them all.

    Parameters
    ----------
    paths
        Articles.
    out
        The folder to write to; it is made where there is none.
    to
        ``html``, ``pdf`` (through an installed Chromium, Chrome or Edge) or ``md`` (short, for a pull request).
    today
        The day on which record rows and credentials are judged; the clock's by default.
    settings
        By default those of the nearest pyproject.toml.
    progress
        Called before each article with its number, how many there are, and its name.
    previous
        An earlier index, or what ``clinreview check --format json`` wrote: the new index shows the change since.

    Raises
    ------
    ReportError
        The notebook, the earlier index or a browser is missing, or the folder cannot be written to. An article
        that cannot be read raises nothing: its report says so.
    """
    from clinreview.index import read_previous, write_index
    from clinreview.settings import load_settings

    if to not in FORMATS:
        raise ReportError("report", f"cannot write '{to}'", f"use {', '.join(FORMATS)}")
    articles = [Path(path) for path in paths]
    folder = Path(out)
    before = read_previous(Path(previous)) if previous else None
    settings = settings or load_settings()
    reports = []
    with ExitStack() as stack:
        printed = _printer(stack) if to == "pdf" else str.encode
        made = stack.enter_context((_commented if to == "md" else _exported)(articles, today, settings))
        for number, (article, name) in enumerate(zip(articles, page_names(articles), strict=True), 1):
            if progress:
                progress(number, len(articles), article.name)
            text, report = next(made)
            page = folder / f"{name}.{to}"
            save(page, printed(text, "utf-8", "replace"))
            reports.append(replace(report, page=page))
    write_index(reports, folder, to, before)
    return reports


def _printer(stack: ExitStack) -> Callable[[str, str, str], bytes]:
    from clinreview.chromium import Chromium

    browser = stack.enter_context(Chromium())
    scratch = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "page.html"

    def printed(text: str, encoding: str, errors: str) -> bytes:
        scratch.write_text(text, encoding, errors)
        return browser.print(scratch)

    return printed


def page_names(articles: Sequence[PurePath]) -> list[str]:
    """What each report is called, without its ending.

    The stem; the whole file name where two articles share a stem, the path where they share that too.

    Examples
    --------
    >>> page_names([PurePath("content/a.md"), PurePath("content/b.md"), PurePath("content/b.txt")])
    ['a', 'b.md', 'b.txt']
    """
    forms = [
        (
            article.stem,
            article.name,
            "--".join(part for part in article.parts if part not in (article.anchor, "..")),
        )
        for article in articles
    ]
    chosen = [0] * len(forms)
    while True:
        names = [_form(form, number) for form, number in zip(forms, chosen, strict=True)]
        taken = Counter(["index", *(name.casefold() for name in names)])
        clashes = [place for place, name in enumerate(names) if taken[name.casefold()] > 1]
        if not clashes:
            return names
        for place in clashes:
            chosen[place] += 1 + (place if chosen[place] >= 2 else 0)


def _form(form: tuple[str, str, str], number: int) -> str:
    return form[number] if number < len(form) else f"{form[-1]}-{number}"


def report_notebook() -> Path:
    """The notebook reports are made from: the user's own ``notebooks/report.ipynb``, else the kit's.

    Raises
    ------
    ReportError
        There is none.
    """
    package = Path(__file__).parent
    for path in (NOTEBOOK, package / NOTEBOOK, package.parent.parent / NOTEBOOK):
        if path.is_file():
            return path.absolute()
    raise ReportError(NOTEBOOK, "there is none", "`clinreview init` writes it")


def read_notebook(path: Path) -> Notebook:
    """Read a notebook.

    Raises
    ------
    ReportError
        It is none, or of an old format.
    """
    try:
        notebook = json.loads(path.read_text("utf-8"))
        if notebook["nbformat"] != 4:
            raise ValueError(f"format {notebook['nbformat']}")
        cells = [{**cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(path.name, f"is not a notebook of format 4 ({error})", "restore it") from error
    return {**notebook, "cells": cells}


def parameterised(notebook: Notebook, values: dict[str, object]) -> Notebook:
    """A copy with a cell of parameters after the cell tagged ``parameters``, as papermill would put it.

    Raises
    ------
    ReportError
        No cell has the tag.
    """
    cells = [copy.copy(cell) for cell in notebook["cells"]]
    places = [n for n, cell in enumerate(cells) if "parameters" in cell["metadata"].get("tags", ())]
    if not places:
        raise ReportError(NOTEBOOK, "no cell is tagged 'parameters'", "tag the cell that names the article")
    lines = ["import datetime", "from pathlib import Path", "from clinreview.settings import Settings"]
    lines += [f"{name} = {_literal(value)}" for name, value in values.items()]
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "injected-parameters",
        "metadata": {"tags": ["injected-parameters"]},
        "execution_count": None,
        "source": "\n".join(lines),
        "outputs": [],
    }
    return {**notebook, "cells": [*cells[: places[0] + 1], cell, *cells[places[0] + 1 :]]}


def shown_name(article: Path) -> str:
    """An article's path as a page shows it: from the current folder, never absolute."""
    path = article.absolute()
    path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else Path(article.name)
    return path.as_posix()


@contextmanager
def _exported(
    articles: Sequence[Path], today: dt.date | None, settings: Settings
) -> Iterator[Iterator[Made]]:
    """Each article with its page. Other processes run the notebooks meanwhile."""
    path = report_notebook()
    notebook = read_notebook(path)
    values = {"today": today, "settings": settings}
    jobs = [
        parameterised(notebook, {"path": str(article.absolute()), "file": shown_name(article), **values})
        for article in articles
    ]
    many = crew(len(jobs))
    with ExitStack() as stack:
        if many > 1:
            # One process loads what makes pages while this one loads what checks, for all that run notebooks.
            page = stack.enter_context(apart(partial(_exporter, notebook)))
            _warm(articles[0], today, settings)
            done = stack.enter_context(executed(jobs, path.parent, many))
        else:
            done = stack.enter_context(executed(jobs, path.parent, many))
            page = _exporter(notebook)
        yield (page(article, result) for article, result in zip(articles, done, strict=True))


def _warm(article: Path, today: dt.date | None, settings: Settings) -> None:
    """Load what every notebook needs by making the parts of one report; what is wrong will be said by its notebook."""
    from clinreview import effort, runner, views
    from clinreview.review import open_review

    runner.prepare()
    try:
        review = open_review(article, today=today, settings=settings)
    except ClinReviewError:
        return
    views.claim_cards(review)
    views.marked_text(review)
    effort.reading_effort(review, settings)
    gc.freeze()  # what is loaded by now stays until the end: no need to look through it again and again


def _exporter(notebook: Notebook) -> Callable[[Path, Notebook], Made]:
    """Load what makes pages, and compile the template and the schema of notebooks, which the first page needs."""
    with _light_imports():
        from clinreview.exporter import ReviewExporter
    make: Any = ReviewExporter
    exporter = make()
    exporter.from_notebook_node(_node({**notebook, "cells": []}))
    return partial(_page, exporter)


def _page(exporter: ReviewExporter, article: Path, notebook: Notebook) -> Made:
    name = shown_name(article)
    outputs = [out for cell in notebook["cells"] if cell["cell_type"] == "code" for out in cell["outputs"]]
    failures = [output for output in outputs if output["output_type"] == "error"]
    for output in failures:
        output["evalue"] = output["evalue"].replace(str(article.absolute()), name)
    html, _ = exporter.from_notebook_node(_node(notebook), {"metadata": {"name": name}})
    found = next((out["data"][SUMMARY] for out in outputs if SUMMARY in out.get("data", ())), None)
    error = said(failures[0]["ename"], failures[0]["evalue"]) if failures else ""
    return html, Report(article=article, summary=Summary.from_dict(found) if found else None, error=error)


def _node(notebook: Notebook) -> Any:
    import nbformat

    made: Any = nbformat.from_dict
    return made(notebook)


@contextmanager
def _commented(
    articles: Sequence[Path], today: dt.date | None, settings: Settings
) -> Iterator[Iterator[Made]]:
    """Each article with a few lines of Markdown."""
    yield (_comment(article, today, settings) for article in articles)


def _comment(article: Path, today: dt.date | None, settings: Settings) -> Made:
    from clinreview.comment import comment, failure
    from clinreview.review import open_review

    name = shown_name(article)
    try:
        review = open_review(article, today=today, settings=settings)
    except ClinReviewError as error:
        message = str(error).replace(str(article.absolute()), name)
        return failure(name, message), Report(article=article, error=message)
    return comment(review, name), Report(article=article, summary=summarise(review, name))


def save(path: Path, content: bytes) -> None:
    """Write a file whole: whoever looks at it meanwhile sees the old one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f".{path.name}.part")
        scratch.write_bytes(content)
        scratch.replace(path)
    except OSError as error:
        raise ReportError(
            path, f"cannot be written ({error.strerror})", "choose another folder with -o"
        ) from error


def _literal(value: object) -> str:
    """A value as Python writes it, for a cell that another process may run."""
    if is_dataclass(value) and not isinstance(value, type):
        inside = ", ".join(f"{item.name}={_literal(getattr(value, item.name))}" for item in fields(value))
        return f"{type(value).__name__}({inside})"
    if isinstance(value, Path):
        return f"Path({str(value.absolute())!r})"
    if isinstance(value, tuple):
        return f"({''.join(_literal(item) + ', ' for item in value)})"
    return repr(value)


@contextmanager
def _light_imports() -> Iterator[None]:
    """Import nbformat without the grammars of addresses and dates: 0.6 seconds, to check formats nobody uses here."""
    hidden = [
        name
        for name in ("rfc3987_syntax", "isoduration", "fqdn")
        if not {name, "jsonschema"} & set(sys.modules)
    ]
    modules: dict[str, Any] = sys.modules
    try:
        modules.update(dict.fromkeys(hidden))
        yield
    finally:
        for name in hidden:
            del modules[name]
