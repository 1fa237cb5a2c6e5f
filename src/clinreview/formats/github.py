"""GitHub: workflow commands that annotate the lines of a pull request."""

from __future__ import annotations

from typing import TextIO

from clinreview.formats.place import Lines
from clinreview.formats.words import headline, message
from clinreview.gate import Checked, Gate
from clinreview.review import Claim
from clinreview.rule import Severity


def write(gate: Gate, out: TextIO) -> None:
    """Write one command per unsettled claim and per file that could not be read."""
    for checked in gate.articles:
        lines = Lines(checked.review.article.source)
        for claim in checked.unsettled:
            out.write(_command(_level(gate, claim), _properties(checked, claim, lines), message(claim)))
    for failure in gate.failures:
        out.write(_command("error", {"file": failure.path, "title": "could not be read"}, failure.message))


def _level(gate: Gate, claim: Claim) -> str:
    if gate.fails(claim):
        return "error"
    return "warning" if claim.severity >= Severity.MEDIUM else "notice"


def _properties(checked: Checked, claim: Claim, lines: Lines) -> dict[str, object]:
    start, end = lines.range(claim.span)
    found: dict[str, object] = {"file": checked.path, "line": start.line, "endLine": end.line}
    if start.line == end.line:  # columns are only read within one line
        found |= {"col": start.column, "endColumn": end.column}
    return found | {"title": headline(claim)}


def _command(level: str, properties: dict[str, object], text: str) -> str:
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {named}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
