"""JSON: the stable machine interface, ``"schema": 1``; ``schemas/check.json`` in the package describes it."""

from __future__ import annotations

import json
from typing import Any, TextIO

from clinreview.finding import Finding
from clinreview.formats.place import Lines
from clinreview.gate import Checked, Gate
from clinreview.readability import Scores, score
from clinreview.record import Match
from clinreview.review import Claim
from clinreview.version import __version__

SCHEMA = 1


def write(gate: Gate, out: TextIO) -> None:
    """Write everything that was found, claims worst first."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "clinreview", "version": __version__, "rulebook": gate.rulebook},
        "articles": [_article(article) for article in gate.articles],
        "errors": [{"path": failure.path, "message": failure.message} for failure in gate.failures],
    }
    json.dump(document, out, ensure_ascii=False, indent=1, allow_nan=False)
    out.write("\n")


def _article(checked: Checked) -> dict[str, Any]:
    article = checked.review.article
    lines = Lines(article.source)
    return {
        "path": checked.path,
        "title": article.title,
        "sha256": article.sha256,
        "sections": [
            {
                "heading": section.heading,
                "level": section.level,
                "start": section.span.start,
                "end": section.span.end,
                "scores": _scores(score(section)),
            }
            for section in article.sections
        ],
        "scores": _scores(checked.review.scores),
        "findings": [
            _finding(checked, claim, finding, lines) for claim in checked.claims for finding in claim.findings
        ],
    }


def _finding(checked: Checked, claim: Claim, finding: Finding, lines: Lines) -> dict[str, Any]:
    place = lines.at(finding.span.start)
    return {
        "key": claim.key,
        "rule": finding.rule,
        "scope": str(finding.scope),
        "categories": list(finding.categories),
        "severity": str(finding.severity),
        "roles": [str(role) for role in finding.roles],
        "start": finding.span.start,
        "end": finding.span.end,
        "line": place.line,
        "column": place.column,
        "section": checked.review.article.sections[finding.section].heading,
        "text": finding.text,
        "trigger": finding.trigger,
        "ask": finding.ask,
        "why": finding.why,
        "suggestion": finding.suggestion,
        "record": _record(finding.record) if finding.record else None,
        "state": str(claim.state),
    }


def _record(match: Match) -> dict[str, Any]:
    return {
        "verdict": str(match.verdict),
        "row": match.row,
        "matched": match.matched,
        "reference": match.reference,
        "as_of": match.as_of.isoformat() if match.as_of else None,
        "confidence": match.confidence,
    }


def _scores(scores: Scores) -> dict[str, Any]:
    shown = scores.as_dict() | {"hard_words": [word.text for word in scores.hard_words]}
    return {name: _rounded(value) for name, value in shown.items()}


def _rounded(value: Any) -> Any:
    """Numbers to four places: more is noise, and may differ between machines."""
    if isinstance(value, float):
        return round(value, 4)
    return [_rounded(item) for item in value] if isinstance(value, tuple) else value
