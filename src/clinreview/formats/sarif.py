"""SARIF 2.1.0: for code scanning services and editors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TextIO
from urllib.parse import quote

from clinreview.finding import Finding
from clinreview.formats.place import BINARY, Lines
from clinreview.formats.plain import shown
from clinreview.formats.words import record_line
from clinreview.gate import Checked, Gate
from clinreview.review import Claim, State
from clinreview.rule import Rule
from clinreview.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {"low": "note", "medium": "warning", "high": "error", "critical": "error"}


def write(gate: Gate, out: TextIO) -> None:
    """Write one result per finding; settled ones are marked as suppressed by a decision."""
    fired = {
        finding.rule for article in gate.articles for claim in article.claims for finding in claim.findings
    }
    rules = sorted((rule for rule in gate.rules if rule.id in fired), key=lambda rule: rule.id)
    index = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(gate, rules)},
        "automationDetails": {"id": "clinreview/"},
        "invocations": [_invocation(gate)],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder the check ran in."}}},
        "artifacts": [_artifact(checked) for checked in gate.articles],
        "results": [
            result
            for number, checked in enumerate(gate.articles)
            for result in _results(checked, number, index)
        ],
    }
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _driver(gate: Gate, rules: Iterable[Rule]) -> dict[str, Any]:
    return {
        "name": "clinreview",
        "version": __version__,
        "semanticVersion": __version__,
        "properties": {"rulebook": gate.rulebook},
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    paragraphs = [
        f"**Ask:** {rule.ask}",
        f"**Why:** {rule.why}",
        *([f"**Evidence:** {rule.evidence}"] if rule.evidence else []),
        *([f"**Suggested:** {rule.suggest}"] if rule.suggest else []),
        "**Sources:** " + "; ".join(rule.sources),
    ]
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.ask},
        "fullDescription": {"text": rule.why},
        "help": {"text": "\n\n".join(paragraphs).replace("**", ""), "markdown": "\n\n".join(paragraphs)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": list(rule.categories),
            "version": rule.version,
            "severity": str(rule.severity),
        },
    }


def _invocation(gate: Gate) -> dict[str, Any]:
    return {
        "executionSuccessful": not gate.failures,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": failure.message},
                "locations": [{"physicalLocation": {"artifactLocation": _location(failure.path)}}],
            }
            for failure in gate.failures
        ],
    }


def _artifact(checked: Checked) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": checked.review.article.sha256}} if checked.review.article.sha256 else {}
    return {"location": _location(checked.path), "roles": ["analysisTarget"], **hashes}


def _location(path: str) -> dict[str, Any]:
    # The name of standard input is no place in a repository, but a result must have one.
    return {"uri": quote("stdin" if path == "-" else path), "uriBaseId": ROOT}


def _results(checked: Checked, number: int, index: dict[str, int]) -> Iterable[dict[str, Any]]:
    lines = Lines(checked.review.article.source)
    for claim in checked.claims:
        for finding in claim.findings:
            yield _result(checked, number, claim, finding, lines) | {"ruleIndex": index.get(finding.rule, -1)}


def _result(checked: Checked, number: int, claim: Claim, finding: Finding, lines: Lines) -> dict[str, Any]:
    settled = claim.state is State.SETTLED
    decided = {
        "kind": "external",
        "status": "accepted",
        "justification": "settled by its reviewers' decisions",
    }
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": _physical(checked, number, finding, lines)}],
        "partialFingerprints": {"claimKey/v1": _fingerprint(claim, finding)},
        "suppressions": [decided] if settled else [],
        "properties": {
            "severity": str(finding.severity),
            "state": str(claim.state),
            "roles": [str(role) for role in finding.roles],
            "trigger": finding.trigger,
        },
    }


def _message(finding: Finding) -> str:
    parts = [f"“{shown(finding.text)}”"] if finding.text else []
    if finding.record:
        parts.append(record_line(finding.record).rstrip(".") + ".")
    parts.append(finding.ask)
    if finding.suggestion:
        parts.append(f"Suggested: {shown(finding.suggestion)}")
    return " ".join(parts)


def _physical(checked: Checked, number: int, finding: Finding, lines: Lines) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _location(checked.path) | {"index": number}}
    article = checked.review.article
    if article.format not in BINARY:
        start, end = lines.range(finding.span)
        place["region"] = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "snippet": {"text": article.source[finding.span.start : finding.span.end]},
        }
    return place


def _fingerprint(claim: Claim, finding: Finding) -> str:
    return hashlib.sha256(f"{claim.key}\n{finding.rule}".encode()).hexdigest()
