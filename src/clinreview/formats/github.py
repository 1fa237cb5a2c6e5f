"""GitHub: workflow commands that annotate the lines of a pull request."""

from __future__ import annotations

from typing import TextIO

from clinreview.formats.place import BINARY, Lines
from clinreview.formats.words import headline, message
from clinreview.gate import Checked, Gate
from clinreview.review import Claim
from clinreview.rule import Severity


def write(gate: Gate, out: TextIO) -> None:
    """Write one command per file that could not be read and per unsettled claim, the worst first.

    GitHub shows the first ten of each level, so the order matters across articles too.
    """
    for failure in gate.failures:
        out.write(_command("error", {"file": failure.path, "title": "could not be read"}, failure.message))
    lines = {checked.path: Lines(checked.review.article.source) for checked in gate.articles}
    found = [(checked, claim) for checked in gate.articles for claim in checked.unsettled]
    for checked, claim in sorted(found, key=lambda pair: -pair[1].severity.rank):
        properties = _properties(checked, claim, lines[checked.path])
        out.write(_command(_level(gate, claim), properties, message(claim)))


def _level(gate: Gate, claim: Claim) -> str:
    if gate.fails(claim):
        return "error"
    return "warning" if claim.severity >= Severity.MEDIUM else "notice"


def _properties(checked: Checked, claim: Claim, lines: Lines) -> dict[str, object]:
    if checked.review.article.format in BINARY:
        return {"file": checked.path, "title": headline(claim)}
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
