"""CSV: one row per finding, for a spreadsheet."""

from __future__ import annotations

import csv
from typing import TextIO

from clinreview.formats.place import Lines
from clinreview.gate import Gate

COLUMNS = (
    "path", "line", "column", "severity", "state", "categories", "roles", "rule", "section", "text", "trigger",
    "ask", "suggestion", "verdict", "reference", "as_of", "key",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(gate: Gate, out: TextIO) -> None:
    """Write one row per finding, claims worst first."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for checked in gate.articles:
        lines = Lines(checked.review.article.source)
        for claim in checked.claims:
            for finding in claim.findings:
                place = lines.at(finding.span.start)
                record = finding.record
                cells = (
                    checked.path, place.line, place.column, finding.severity, claim.state,
                    " ".join(finding.categories), " ".join(finding.roles), finding.name,
                    checked.review.article.sections[finding.section].heading, finding.text, finding.trigger,
                    finding.ask, finding.suggestion,
                    record.verdict if record else "", record.reference if record else "",
                    record.as_of or "" if record else "", claim.key,
                )  # fmt: skip
                table.writerow([cell if isinstance(cell, int) else inert(str(cell)) for cell in cells])


def inert(cell: str) -> str:
    """Put a quote before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
