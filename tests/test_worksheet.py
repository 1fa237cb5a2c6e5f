"""Decisions through a spreadsheet: the same checks, all rows or none."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinreview.article import Article, Section, Sentence, Span
from clinreview.errors import DecisionError
from clinreview.finding import Finding
from clinreview.review import Review, State, review_article
from clinreview.rule import Role, Scope, Severity
from clinreview.worksheet import read_worksheet, write_worksheet

TEXTS = ("It cures “most” colds.", '=HYPERLINK("http://x","It heals")', "It\u2019s safe.")
Edit = Callable[[list[dict[str, str]]], None]


@pytest.fixture
def review() -> Review:
    source = "\n".join(TEXTS)
    sentences = tuple(Sentence(text=t, span=Span(source.index(t), source.index(t) + len(t))) for t in TEXTS)
    section = Section(heading="", level=0, span=Span(0, len(source)), sentences=sentences)
    article = Article(name="x", title="X", source=source, sections=(section,))
    findings = [
        Finding(
            rule="R1",
            name="cure",
            version=1,
            scope=Scope.SENTENCE,
            categories=("efficacy",),
            severity=Severity.HIGH,
            roles=(Role.EDITOR,),
            span=sentence.span,
            text=sentence.text,
            trigger=sentence.text,
            trigger_span=sentence.span,
            ask="Is it so?",
            why="It matters.",
            sentence=sentence,
        )
        for sentence in sentences
    ]
    return review_article(article, findings, clock=lambda: dt.datetime(2026, 3, 1, tzinfo=dt.UTC))


def filled(path: Path, edit: Edit, **how: Any) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    edit(rows)
    with path.open("w", encoding=how.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), **how)
        writer.writeheader()
        writer.writerows(rows)


def approve_all(rows: list[dict[str, str]]) -> None:
    for row in rows:
        row |= {"action": "Approve", "by": "Ann Lee", "role": "Editor", "evidence": "Label"}


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16", "delimiter": "\t"},
    ],
)
def test_what_is_filled_in_is_decided(review: Review, tmp_path: Path, how: dict[str, str]) -> None:
    path = tmp_path / "sheet.csv"
    write_worksheet(review, path)
    filled(path, approve_all, **how)
    decided = read_worksheet(review, path)
    assert [claim.state for claim in decided.claims] == [State.SETTLED] * 3
    assert {d.identity for d in decided.pending} == {"worksheet"}


def test_a_worksheet_read_twice_decides_once(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_worksheet(review, path)
    filled(path, approve_all)
    once = read_worksheet(review, path)
    assert len(once.pending) == 3
    assert read_worksheet(once, path) is once
    filled(path, lambda rows: rows[0].update(evidence="Another label"))
    assert len(read_worksheet(once, path).pending) == 4


def test_a_worksheet_somebody_filled_in_is_not_written_over(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_worksheet(review, path)
    write_worksheet(review, path)
    filled(path, approve_all)
    before = path.read_bytes()
    with pytest.raises(DecisionError, match="somebody filled in"):
        write_worksheet(review, path)
    assert path.read_bytes() == before


def test_no_cell_runs_as_a_formula(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_worksheet(review, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_rows_without_an_action_are_left_alone(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_worksheet(review, path)
    assert read_worksheet(review, path) == review


def test_settled_claims_are_left_out_unless_asked_for(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    key = review.claims[0].key
    decided = review.decide(key, "dismiss", by="Ann", role="editor", note="A title")
    write_worksheet(decided, path)
    assert key not in path.read_text("utf-8-sig")
    write_worksheet(decided, path, settled=True)
    assert key in path.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"evidence": ""}, "line 3: the evidence is missing"),
        ({"role": "doctor"}, "line 3: 'doctor' is not a role"),
        ({"by": ""}, "line 3: nobody signs it"),
        ({"text": "It heals some."}, "line 3: the text of this row was changed"),
        ({"key": "nonsense"}, "line 3: no claim 'nonsense'"),
        ({"action": "ok"}, "line 3: 'ok' is not an action"),
    ],
)
def test_one_wrong_row_stops_all_and_is_named(
    review: Review, tmp_path: Path, change: dict[str, str], says: str
) -> None:
    path = tmp_path / "sheet.csv"
    write_worksheet(review, path)

    def edit(rows: list[dict[str, str]]) -> None:
        approve_all(rows)
        rows[1] |= change

    filled(path, edit)
    with pytest.raises(DecisionError, match=says):
        read_worksheet(review, path)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "no column"), (b"a,b\n1,2\n", "no column"), ("Übung;x\n".encode("latin-1"), "not UTF-8")],
)
def test_a_file_that_is_no_worksheet_is_named(review: Review, tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    with pytest.raises(DecisionError, match=says):
        read_worksheet(review, path)
    with pytest.raises(DecisionError, match="cannot be read"):
        read_worksheet(review, tmp_path / "none.csv")
