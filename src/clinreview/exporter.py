"""Exporter: a notebook as one calm page without code, that opens offline; nbconvert knows it as ``clinreview``."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default
from traitlets.config import Config

from clinreview.errors import ours, said
from clinreview.html import SUMMARY, TEMPLATES, css, style
from clinreview.page import policy

_HEADING = re.compile(r'<h2 id="([\w-]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r'<span class="cr-count">.*?</span>|<[^>]+>')
_H1 = re.compile(r"^# ", re.MULTILINE)


class ReviewExporter(TemplateExporter):
    """Makes the review report of an executed notebook.

    The page shows outputs and text, never code; it holds its style and may load nothing (its content security
    policy says so). A cell that failed is shown in a banner at the top.
    """

    export_from_notebook = "Review report (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "clinreview"

    @default("extra_template_basedirs")
    def _template_folders(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("default_preprocessors")
    def _steps(self) -> list[str]:
        names = ("TagRemove", "RegexRemove", "ClearOutput", "CoalesceStreams", "Execute", "ClearMetadata")
        return [f"nbconvert.preprocessors.{name}Preprocessor" for name in names]

    @default("optimistic_validation")
    def _validated_once(self) -> bool:
        return True

    @property
    def default_config(self) -> Config:
        """What nbconvert's own settings files may still change."""
        kinds = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]
        config = Config(
            {
                "NbConvertBase": {"display_data_priority": kinds},
                "TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": {"remove_cell"}},
            }
        )
        config.merge(super().default_config)
        return config

    def default_filters(self) -> Any:
        """Return nbconvert's filters, and ours."""
        base: Any = super()
        yield from base.default_filters()
        yield "unstyled", unstyled
        yield "marked", marked

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        base: Any = super()
        notebook, resources = base._preprocess(nb, resources)
        resources["page"] = page_of(notebook, str(resources["metadata"].get("name") or "Notebook"))
        return notebook, resources


def page_of(notebook: NotebookNode, name: str) -> dict[str, Any]:
    """What stands around the cells: title, style, contents, failures."""
    outputs = [
        (cell, out) for cell in notebook.cells if cell.cell_type == "code" for out in cell.get("outputs", ())
    ]
    shown = [
        (output.data, text_of(output.data.get("text/html", ""))) for _, output in outputs if "data" in output
    ]
    head = next(((data, html) for data, html in shown if SUMMARY in data), None)
    title = str(head[0][SUMMARY].get("title") or name) if head else name
    sheet = css("fragment.css") + css("report.css")
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return {
        "lang": notebook.metadata.get("lang", "en"),
        "title": f"{title} – content review" if head else title,
        "heading": "" if any(_H1.search(text) for text in texts) else name,
        "masthead": unstyled(head[1]) if head else "",
        "summary": SUMMARY,
        "style": sheet,
        "policy": policy(sheet),
        "contents": [
            (id, _TAG.sub("", words).strip()) for _, html in shown for id, words in _HEADING.findall(html)
        ],
        "failures": [
            {
                "message": said(out.ename, out.evalue),
                "step": "" if ours(out.ename) else text_of(cell.source),
                "unread": not head,
            }
            for cell, out in outputs
            if out.output_type == "error"
        ],
    }


def unstyled(html: str | list[str]) -> str:
    """Return an output without the style it carries for the notebook: the page has it in its head."""
    return text_of(html).replace(style(), "")


def marked(text: str | list[str]) -> str:
    """Markdown as HTML; markup written by hand is shown as text."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text_of(text)))


def text_of(text: str | list[str]) -> str:
    """Text of a notebook, which may come as a list of lines."""
    return text if isinstance(text, str) else "".join(text)
