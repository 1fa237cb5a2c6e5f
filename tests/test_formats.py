"""Formats: every machine format is valid, escapes what authors write, and is the same each time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.article import Span
from clinreview.formats import FORMATS, write
from clinreview.formats.place import Lines
from clinreview.formats.plain import shown
from clinreview.gate import Checked, Gate
from clinreview.rule import Severity


def written(gate: Gate, format: str) -> str:
    out = io.StringIO()
    write(gate, out, format)
    return out.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_same_input_same_bytes_and_no_trace_of_this_machine(gate: Gate, format: str) -> None:
    text = written(gate, format)
    assert text == written(gate, format)
    assert os.getcwd() not in text
    assert text.endswith("\n")


@given(st.text(alphabet="a\n\r\N{PILL}\u2028"), st.data())
def test_a_place_leads_back_to_its_position(source: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(source)))
    place = Lines(source).at(position)
    before = source.split("\n")[: place.line - 1]
    assert sum(len(line) + 1 for line in before) + place.column - 1 == position


def test_columns_count_code_points() -> None:
    start, end = Lines("a\n\N{PILL}\N{PILL} bc").range(Span(5, 7))
    assert (start.line, start.column, end.line, end.column) == (2, 4, 2, 6)


@given(st.text())
def test_shown_text_hides_nothing(text: str) -> None:
    kept = shown(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", kept)
    assert shown(kept) == kept


# JSON


def schema() -> Any:
    return json.loads(files("clinreview").joinpath("schemas/check.json").read_text("utf-8"))


def test_json_holds_its_schema(gate: Gate) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(written(gate, "json")))


@pytest.mark.parametrize("lost", ["schema", "tool", "articles", "errors"])
def test_the_schema_misses_what_is_missing(gate: Gate, lost: str) -> None:
    document = json.loads(written(gate, "json"))
    del document[lost]
    assert not jsonschema.Draft202012Validator(schema()).is_valid(document)


def test_the_schema_knows_every_key(gate: Gate) -> None:
    document = json.loads(written(gate, "json"))
    document["articles"][0]["findings"][0]["surprise"] = 1
    assert not jsonschema.Draft202012Validator(schema()).is_valid(document)


def test_json_finding_points_into_the_source(gate: Gate) -> None:
    source = gate.articles[0].review.article.source
    found = json.loads(written(gate, "json"))["articles"][0]["findings"][0]
    assert (
        source[found["start"] : found["end"]]
        == "\N{PILL}\N{PILL} The FDA approves drops, 100% ::error::x, for colds."
    )
    assert (found["line"], found["column"]) == (3, 1)
    assert (found["rule"], found["key"], found["severity"], found["state"]) == (
        "REG01",
        "aaaa",
        "critical",
        "open",
    )
    assert found["record"] == {
        "verdict": "contradicted",
        "row": "drops-cold-none",
        "matched": "FDA … approves drops … colds",
        "reference": "Drugs@FDA <b>search</b>",
        "as_of": "2026-03-01",
        "confidence": "verified",
    }


def test_json_names_what_was_not_read(gate: Gate) -> None:
    assert json.loads(written(gate, "json"))["errors"] == [
        {"path": "content/torn.docx", "message": "content/torn.docx: is damaged; save it again"}
    ]


# SARIF


def test_sarif_says_what_a_scanner_needs(gate: Gate) -> None:
    (run,) = json.loads(written(gate, "sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["REG01", "STY01"]
    assert "Ask: Does the record" in run["tool"]["driver"]["rules"][0]["help"]["text"]
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("REG01", 0, "error")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/hostile%2C%20one%3A%20100%25.txt"
    assert place["region"]["startLine"] == 3
    assert place["region"]["endColumn"] - place["region"]["startColumn"] == len(
        place["region"]["snippet"]["text"]
    )
    assert not run["invocations"][0]["executionSuccessful"]


def test_sarif_suppresses_only_what_is_settled(gate: Gate) -> None:
    (run,) = json.loads(written(gate, "sarif"))["runs"]
    suppressed = [bool(result["suppressions"]) for result in run["results"]]
    assert suppressed == [False, False, False, True, False]


def test_sarif_fingerprints_tell_findings_apart(gate: Gate) -> None:
    (run,) = json.loads(written(gate, "sarif"))["runs"]
    prints = [result["partialFingerprints"]["claimKey/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_is_valid_for_its_schema_and_its_validator(
    gate: Gate, tmp_path: Path, tool: Callable[[str], Path]
) -> None:
    validator = tool("SARIF_MULTITOOL")
    published = json.loads(validator.with_name("sarif-2.1.0.json").read_text("utf-8-sig"))
    document = json.loads(written(gate, "sarif"))
    # The validator says nothing of a file it cannot parse, so the schema comes first.
    jsonschema.Draft202012Validator(published).validate(document)
    document["runs"][0]["columnKind"] = "bytes"
    assert not jsonschema.Draft202012Validator(published).is_valid(document)
    (tmp_path / "x.sarif").write_text(written(gate, "sarif"), encoding="utf-8")
    report = tmp_path / "report.sarif"
    subprocess.run([validator, "validate", "x.sarif", "--output", report], cwd=tmp_path, check=True)
    results = json.loads(report.read_text("utf-8-sig"))["runs"][0]["results"]
    assert [result for result in results if result.get("level") == "error"] == []


# GitHub


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does: a line, its properties, its unescaped message."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], {k: unescaped(v) for k, v in properties.items()}, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_annotates_the_lines(gate: Gate) -> None:
    found = commands(written(gate, "github"))
    assert [level for level, _, _ in found] == ["error", "error", "notice", "notice"]
    assert found[0][1] == {"file": "content/torn.docx", "title": "could not be read"}
    _, properties, message = found[1]
    assert properties["file"] == "content/hostile, one: 100%.txt"
    assert (properties["line"], properties["col"]) == ("3", "1")
    assert "100% ::error::x" in message
    assert "Contradicted by the record we hold (as of 2026-03-01)" in message


ANNOTATE = """
const core = require(process.argv[1]);
for (const [level, {file, title, line, endLine, col, endColumn}, message] of JSON.parse(process.argv[2]))
    core[level](message, {file, title, startLine: line, endLine, startColumn: col, endColumn});
"""


def test_github_gets_what_its_own_toolkit_writes(gate: Gate, tool: Callable[[str], Path]) -> None:
    """The published package @actions/core, told the same, writes the same commands."""
    mine = commands(written(gate, "github"))
    toolkit = tool("ACTIONS_CORE")
    told = subprocess.run(
        ["node", "-e", ANNOTATE, str(toolkit), json.dumps(mine)], capture_output=True, text=True, check=True
    )
    theirs = told.stdout.splitlines()
    assert [sorted(re.split("[ ,]|::", line)) for line in theirs] == [
        sorted(re.split("[ ,]|::", line)) for line in written(gate, "github").splitlines()
    ]
    assert commands(told.stdout) == mine


def test_github_shows_the_worst_of_all_articles_first(gate: Gate) -> None:
    """GitHub keeps ten of a level: a worse claim of a later article must not be the eleventh."""
    (one,) = gate.articles
    mild = Checked("a.txt", one.review, tuple(c for c in one.claims if c.severity < Severity.HIGH))
    found = commands(written(replace(gate, articles=(mild, one), failures=()), "github"))
    assert found[0][1]["file"] == one.path and found[0][0] == "error"


def test_nobody_is_sent_to_a_line_of_a_word_file(gate: Gate) -> None:
    (one,) = gate.articles
    word = replace(one.review, article=replace(one.review.article, format="docx"))
    gate = replace(gate, articles=(Checked("x.docx", word, one.claims),), failures=())
    assert not any("line" in properties for _, properties, _ in commands(written(gate, "github")))
    assert {issue["location"]["lines"]["begin"] for issue in json.loads(written(gate, "gitlab"))} == {1}
    assert "region" not in written(gate, "sarif")


# GitLab


def test_gitlab_has_what_its_widget_reads(gate: Gate) -> None:
    issues = json.loads(written(gate, "gitlab"))
    assert [issue["severity"] for issue in issues] == ["blocker", "info", "info", "blocker"]
    for issue in issues:
        assert issue["type"] == "issue" and issue["categories"]
        assert {"description", "check_name", "fingerprint", "severity", "location"} < set(issue)
        assert "\n" not in issue["description"]
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


# JUnit


def test_junit_counts_what_stops_a_merge(gate: Gate) -> None:
    root = ET.fromstring(written(gate, "junit"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "1", "1")
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert "<b>search</b>" in str(failure.text)
    assert len(root.findall("testsuite/testcase/skipped")) == 2


def test_junit_of_an_article_without_findings_says_so(gate: Gate) -> None:
    quiet = Gate(articles=tuple(type(a)(a.path, a.review, ()) for a in gate.articles))
    case = ET.fromstring(written(quiet, "junit")).find("testsuite/testcase")
    assert case is not None
    assert case.get("name") == "no rule fired"


# CSV


def test_csv_reads_back_and_runs_no_formula(gate: Gate) -> None:
    rows = list(csv.DictReader(io.StringIO(written(gate, "csv"))))
    assert len(rows) == 5
    assert rows[0]["verdict"] == "contradicted"
    assert rows[2]["text"].startswith("'=1+1")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


# Text


def test_text_says_worst_first_with_the_record_and_the_question(gate: Gate) -> None:
    text = written(gate, "text")
    first = text.split("\n\n")[1]
    assert first.startswith("  critical · 3:1 · regulatory-status · for regulatory\n")
    assert "Contradicted by the record we hold (as of 2026-03-01): No FDA approval" in first
    assert "reference: Drugs@FDA" in first
    assert "ask: Does the record show this approval? [regulator-approval]" in first
    assert "3 claims (1 critical, 2 low) open, 1 settled" in text
    assert text.endswith("1 open at or above high; 1 not checked, which is no pass\n")


def test_text_never_ends_on_good_news_when_something_was_not_read(gate: Gate) -> None:
    last = written(replace(gate, articles=()), "text").splitlines()[-1]
    assert last == "nothing open at or above high; 1 not checked, which is no pass"


def test_text_starts_no_command_of_a_ci_system(gate: Gate) -> None:
    text = written(gate, "text")
    assert not [line for line in text.splitlines() if line.strip().startswith("::") or "##[" in line]
    assert "\x1b" not in text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": ""}, False), ({"TERM": "dumb"}, False)]
)
def test_text_is_coloured_on_a_terminal_that_wants_it(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "50")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    write(gate, terminal)
    assert ("\x1b[" in terminal.getvalue()) is coloured
    plain = re.sub(r"\x1b\[\d*(;\d+)*m", "", terminal.getvalue())
    assert not [line for line in plain.splitlines() if line.strip().startswith("::")]
