"""GitLab: a code quality report, shown in the merge request."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TextIO

from clinreview.formats.place import BINARY, Lines
from clinreview.formats.words import headline, short
from clinreview.gate import Checked, Gate
from clinreview.review import Claim

SEVERITIES = {"low": "info", "medium": "minor", "high": "major", "critical": "blocker"}


def write(gate: Gate, out: TextIO) -> None:
    """Write one issue per unsettled claim and per file that could not be read."""
    issues = []
    for checked in gate.articles:
        lines = Lines(checked.review.article.source)
        issues += [_issue(checked, claim, lines) for claim in checked.unsettled]
    for failure in gate.failures:
        said = failure.message
        issues.append(_entry(failure.path, (1, 1), rule="unread", text=said, severity="blocker", key=said))
    json.dump(issues, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _issue(checked: Checked, claim: Claim, lines: Lines) -> dict[str, Any]:
    binary = checked.review.article.format in BINARY
    return _entry(
        checked.path,
        (1, 1) if binary else (lines.at(claim.span.start).line, lines.at(claim.span.end).line),
        rule=claim.findings[0].name,
        text=f"{headline(claim)}: {short(claim)}",
        severity=SEVERITIES[claim.severity],
        key=claim.key,
    )


def _entry(
    path: str, lines: tuple[int, int], *, rule: str, text: str, severity: str, key: str
) -> dict[str, Any]:
    return {
        "type": "issue",  # with the categories, what Code Climate's format asks for; GitLab reads the rest
        "categories": ["Clarity"],
        "description": text,
        "check_name": rule,
        "fingerprint": hashlib.sha256(f"{path}\n{key}".encode()).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": lines[0], "end": lines[1]}},
    }
