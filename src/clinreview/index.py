"""Index: all articles on one page, worst first, with the change since an earlier run."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from clinreview.errors import ReportError
from clinreview.html import STATIC, count, css, render
from clinreview.page import policy
from clinreview.rule import Role
from clinreview.summary import WORST_FIRST, Summary, needs

if TYPE_CHECKING:
    from clinreview.report import Report

SCHEMA = 1
Keys = Mapping[str, frozenset[str]]
_DATA = re.compile(r'<script type="application/json" id="clinreview-index">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One article in the index."""

    file: str
    link: str
    summary: Summary | None
    error: str
    change: str = ""

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """What is worst comes first: what was not checked, then the most severe, then the most."""
        if self.summary is None or self.error:
            return (0, self.file)
        found = self.summary
        return (1, *(-found.severities.get(s, 0) for s in WORST_FIRST), -found.contradicted, self.file)


def write_index(reports: Sequence[Report], folder: Path, to: str, before: Keys | None = None) -> Path:
    """Write ``index.html``, or ``index.md`` beside Markdown reports."""
    from clinreview.report import save, shown_name

    rows = []
    for report in reports:
        file = report.summary.file if report.summary else shown_name(report.article)
        link = quote(os.path.relpath(report.page, folder)) if report.page else ""
        rows.append(Row(file, link, report.summary, report.error, _change(report.summary, before)))
    rows.sort(key=lambda row: row.rank)
    path = folder / ("index.md" if to == "md" else "index.html")
    page = (_markdown if to == "md" else _html)(rows, before)
    save(path, page.encode("utf-8", "replace"))
    return path


def read_previous(path: Path) -> Keys:
    """The open claims of an earlier index, or of what ``clinreview check --format json`` wrote.

    Raises
    ------
    ReportError
        It is neither.
    """
    try:
        text = path.read_text("utf-8")
        found = _DATA.search(text)
        document = json.loads(found[1] if found else text)
        if "articles" not in document or document.get("schema") != SCHEMA:
            raise ValueError
        return {article["path"]: _open_keys(article) for article in document["articles"]}
    except OSError as error:
        raise ReportError(
            path, f"cannot be read ({error.strerror})", "name an earlier reports/index.html"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReportError(
            path,
            "holds no earlier results",
            "name an earlier reports/index.html or the output of check --format json",
        ) from None


def _open_keys(article: Mapping[str, Any]) -> frozenset[str]:
    if "open" in article:
        return frozenset(str(key) for key in article["open"])
    return frozenset(str(f["key"]) for f in article["findings"] if f["state"] != "settled")


def _change(summary: Summary | None, before: Keys | None) -> str:
    if summary is None or before is None:
        return ""
    if summary.file not in before:
        return "new article"
    now, then = frozenset(summary.keys), before[summary.file]
    parts = [
        f"{number} {word}"
        for number, word in ((len(now - then), "new"), (len(then - now), "closed"))
        if number
    ]
    return ", ".join(parts) or "no change"


def _headline(rows: Sequence[Row], before: Keys | None) -> list[str]:
    """What to know first of all articles together, the worst first."""
    found = [row.summary for row in rows if row.summary and not row.error]
    all_of = f"{count(len(rows), 'article')}"
    lines = []
    if failed := len(rows) - len(found):
        lines.append(f"{failed} of {all_of} could not be checked.")
    for severity in WORST_FIRST:
        if number := sum(bool(one.severities.get(severity)) for one in found):
            lines.append(f"{number} of {all_of} {'has' if number == 1 else 'have'} {severity} claims open.")
            break
    else:
        lines.append("No claim is open in what was checked." if found else "Nothing was checked.")
    if against := sum(one.contradicted for one in found):
        lines.append(
            f"{count(against, 'claim')} {'is' if against == 1 else 'are'} contradicted by the record we hold."
        )
    lines += needs({role: sum(one.roles.get(role, 0) for one in found) for role in Role})
    if before is not None:
        lines.append(_since(rows, found, before))
    return lines


def _since(rows: Sequence[Row], found: Sequence[Summary], before: Keys) -> str:
    """The change since an earlier run, in all; an article that is gone takes its open claims along."""
    new = sum(len(frozenset(one.keys) - before.get(one.file, frozenset())) for one in found)
    closed = sum(len(before[one.file] - frozenset(one.keys)) for one in found if one.file in before)
    gone = len(before.keys() - {row.file for row in rows})
    lost = f"; {count(gone, 'article')} of it {'is' if gone == 1 else 'are'} gone" if gone else ""
    return f"Since the earlier run: {count(new, 'claim')} new, {closed} closed{lost}."


def _html(rows: Sequence[Row], before: Keys | None) -> str:
    sheet = css("fragment.css") + css("report.css") + css("index.css")
    script = (STATIC / "report.js").read_text("utf-8").strip()
    data = {
        "schema": SCHEMA,
        "articles": [
            {"path": row.file, "open": sorted(row.summary.keys)}
            for row in rows
            if row.summary and not row.error
        ],
    }
    return render(
        "index.html.j2",
        rows=rows,
        headline=_headline(rows, before),
        compared=before is not None,
        severities=WORST_FIRST,
        roles=tuple(Role),
        style=sheet,
        script=script,
        policy=policy(sheet, script),
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    )


def _markdown(rows: Sequence[Row], before: Keys | None) -> str:
    from clinreview.comment import plain

    lines = ["### Content review", "", plain(" ".join(_headline(rows, before))), ""]
    lines += [
        "| Article | critical | high | medium | low | Needs | Change |",
        "|---|---:|---:|---:|---:|---|---|",
    ]
    for row in rows:
        name = f"[{plain(row.summary.title if row.summary else row.file)}]({row.link})"
        if row.summary is None or row.error:
            lines.append(f"| {name} | | | | | not checked: {plain(row.error)} | |")
            continue
        numbers = " | ".join(str(row.summary.severities.get(severity, 0)) for severity in WORST_FIRST)
        needs = ", ".join(role for role, number in row.summary.roles.items() if number)
        lines.append(f"| {name} | {numbers} | {plain(needs)} | {plain(row.change)} |")
    return "\n".join(lines) + "\n"
