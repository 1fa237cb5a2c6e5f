"""Report: runs the report notebook on each article, exports the page, and writes the index of all."""

from __future__ import annotations

import copy
import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from clinreview.errors import ClinReviewError, ReportError
from clinreview.html import SUMMARY
from clinreview.summary import Summary, summarise

if TYPE_CHECKING:
    from nbformat import NotebookNode

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
    with _writer(to, folder, today, settings) as write:
        reports = []
        for number, (article, name) in enumerate(zip(articles, page_names(articles), strict=True), 1):
            if progress:
                progress(number, len(articles), article.name)
            reports.append(write(article, folder / f"{name}.{to}"))
    write_index(reports, folder, to, before)
    return reports


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


def parameterised(notebook: NotebookNode, values: dict[str, object]) -> NotebookNode:
    """A copy with a cell of parameters after the cell tagged ``parameters``, as papermill would put it.

    Raises
    ------
    ReportError
        No cell has the tag.
    """
    from nbformat.v4 import new_code_cell

    made = copy.deepcopy(notebook)
    places = [n for n, cell in enumerate(made.cells) if "parameters" in cell.metadata.get("tags", ())]
    if not places:
        raise ReportError(NOTEBOOK, "no cell is tagged 'parameters'", "tag the cell that names the article")
    lines = ["import datetime", "from pathlib import Path", "from clinreview.settings import Settings"]
    lines += [f"{name} = {_literal(value)}" for name, value in values.items()]
    cell: Any = new_code_cell
    made.cells.insert(
        places[0] + 1,
        cell("\n".join(lines), id="injected-parameters", metadata={"tags": ["injected-parameters"]}),
    )
    return made


def shown_name(article: Path) -> str:
    """An article's path as a page shows it: from the current folder, never absolute."""
    path = article.absolute()
    path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else Path(article.name)
    return path.as_posix()


@contextmanager
def _writer(
    to: str, folder: Path, today: dt.date | None, settings: Settings
) -> Iterator[Callable[[Path, Path], Report]]:
    if to == "md":
        yield lambda article, page: _write_comment(article, page, today, settings)
        return
    exports = _Exports(today, settings)
    if to == "html":
        yield exports.write
        return
    from clinreview.chromium import Chromium

    with Chromium() as browser, tempfile.TemporaryDirectory() as scratch:

        def write(article: Path, page: Path) -> Report:
            made = exports.write(article, Path(scratch) / page.with_suffix(".html").name)
            assert made.page
            save(page, browser.print(made.page))
            return Report(article=article, page=page, summary=made.summary, error=made.error)

        yield write


class _Exports:
    """The notebook and the exporter, loaded once for all articles."""

    def __init__(self, today: dt.date | None, settings: Settings) -> None:
        self.values: dict[str, object] = {"today": today, "settings": settings}
        with _light_imports():
            import nbformat

            from clinreview.exporter import ReviewExporter
        self.path = report_notebook()
        try:
            read: Any = nbformat.read
            self.notebook: NotebookNode = read(self.path, as_version=4)
        except (OSError, ValueError, nbformat.ValidationError) as error:
            raise ReportError(self.path.name, f"not a notebook ({error})", "restore it") from error
        make: Any = ReviewExporter
        self.exporter: ReviewExporter = make()

    def write(self, article: Path, page: Path) -> Report:
        """Run, export and write one report."""
        from clinreview.runner import run

        name = shown_name(article)
        values = {"path": str(article.absolute()), "file": name, **self.values}
        notebook = parameterised(self.notebook, values)
        run(notebook, self.path.parent)
        outputs = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
        for output in outputs:
            if output.output_type == "error":
                output.evalue = output.evalue.replace(str(article.absolute()), name)
        html, _ = self.exporter.from_notebook_node(notebook, {"metadata": {"name": name}})
        save(page, html.encode("utf-8", "replace"))
        found = next((out.data[SUMMARY] for out in outputs if SUMMARY in out.get("data", ())), None)
        return Report(
            article=article,
            page=page,
            summary=Summary.from_dict(found) if found else None,
            error=next((f"{out.ename}: {out.evalue}" for out in outputs if out.output_type == "error"), ""),
        )


def _write_comment(article: Path, page: Path, today: dt.date | None, settings: Settings) -> Report:
    from clinreview.comment import comment, failure
    from clinreview.review import open_review

    name = shown_name(article)
    try:
        review = open_review(article, today=today, settings=settings)
    except ClinReviewError as error:
        message = str(error).replace(str(article.absolute()), name)
        save(page, failure(name, message).encode("utf-8", "replace"))
        return Report(article=article, page=page, error=message)
    save(page, comment(review, name).encode("utf-8", "replace"))
    return Report(article=article, page=page, summary=summarise(review, name))


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
