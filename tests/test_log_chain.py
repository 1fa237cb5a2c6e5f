"""The chain: what was edited, removed, reordered or cut is found, and named; what does no harm is not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinreview.decisions import Action, Decision
from clinreview.log import parse_log, read_log, reviews_folder, verify_log, verify_logs
from clinreview.logfile import append, log_path
from clinreview.rule import Role

MOMENT = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def decision(number: int, text: str = "It cures.", by: str = "Ann Lee") -> Decision:
    at = MOMENT + dt.timedelta(minutes=number)
    return Decision(action=Action.DISMISS, by=by, role=Role.EDITOR, at=at, text=text, note=f"no {number}")


def lines_of(texts: list[str]) -> list[bytes]:
    lines, heads = [], ()
    for number, text in enumerate(texts):
        line, own = decision(number, text).to_line(heads)
        heads = (own,)
        lines.append(line.encode())
    return lines


LINES = st.lists(TEXT, min_size=2, max_size=6).map(lines_of)


def edited(line: bytes, **changes: Any) -> bytes:
    return json.dumps({**json.loads(line), **changes}, ensure_ascii=False).encode() + b"\n"


@given(LINES)
def test_a_sound_log_is_ok_and_complete(lines: list[bytes]) -> None:
    report = parse_log(b"".join(lines))
    assert report.ok
    assert not report.notes
    assert not report.forks
    assert [d.note for d in report.decisions] == [f"no {n}" for n in range(len(lines))]
    assert report.tip == json.loads(lines[-1])["hash"][:16]


@given(LINES)
def test_line_ends_and_a_byte_order_mark_change_nothing(lines: list[bytes]) -> None:
    windows = b"\xef\xbb\xbf" + b"".join(lines).replace(b"\n", b"\r\n")
    report, plain = parse_log(windows), parse_log(b"".join(lines))
    assert (report.decisions, report.heads, report.problems) == (plain.decisions, plain.heads, ())


@given(LINES, st.data())
def test_an_edited_entry_is_named(lines: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = edited(lines[at], note="yes")
    report = parse_log(b"".join(lines))
    assert [p.line for p in report.problems] == [at + 1]
    assert "edited" in str(report.problems[0])
    assert len(report.decisions) == len(lines) - 1
    assert len(report.doubtful) == len(lines) - 1 - at


@given(LINES, st.data())
def test_an_entry_edited_and_hashed_anew_breaks_the_next(lines: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 2))
    forged = parse_log(lines[at]).decisions[0]
    lines[at] = decision(at, "forged").to_line(forged.previous)[0].encode()
    report = parse_log(b"".join(lines))
    assert [p.line for p in report.problems] == [at + 2]
    assert "removed or rewritten" in str(report.problems[0])


@given(LINES, st.data())
def test_a_removed_entry_is_named_by_the_one_after_it(lines: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 2))
    del lines[at]
    report = parse_log(b"".join(lines))
    assert [p.line for p in report.problems] == [at + 1]


@given(LINES, st.data())
def test_reordered_entries_are_named_and_lose_nothing(lines: list[bytes], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(lines))))
    report = parse_log(b"".join(lines[n] for n in order))
    assert report.ok is (list(order) == sorted(order))
    assert len(report.decisions) == len(lines)
    assert not report.doubtful


@given(LINES, st.data())
def test_a_cut_tail_is_found_by_the_tip_a_report_printed(lines: list[bytes], data: st.DataObject) -> None:
    keep = data.draw(st.integers(1, len(lines)))
    tip = parse_log(b"".join(lines)).tip
    cut = parse_log(b"".join(lines[:keep]))
    assert cut.ok
    assert any(d.hash.startswith(tip) for d in cut.decisions) is (keep == len(lines))


@settings(max_examples=300)
@given(LINES, st.data())
def test_no_changed_byte_goes_unnoticed(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(lines)
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != whole[at]))
    changed = whole[:at] + bytes([byte]) + whole[at + 1 :]
    report, before = parse_log(changed), parse_log(whole)
    if report.ok and not report.notes:
        assert report.decisions == before.decisions


@given(st.binary(max_size=300))
def test_no_bytes_at_all_stop_the_reader(data: bytes) -> None:
    assert parse_log(data).decisions == ()


def test_deep_nesting_is_a_problem_not_a_crash() -> None:
    assert not parse_log(b"[" * 200_000 + b"\n").ok


def test_a_key_that_stands_twice_is_no_entry() -> None:
    (line,) = lines_of(["x"])
    assert not parse_log(line.replace(b'"action"', b'"action":"approve","action"', 1)).ok


def test_a_newer_schema_is_named() -> None:
    (line,) = lines_of(["x"])
    report = parse_log(edited(line, schema=2))
    assert "newer clinreview" in str(report.problems[0])


def test_conflict_markers_are_named_and_the_entries_kept() -> None:
    one, two = lines_of(["x"]), lines_of(["y"])
    report = parse_log(b"<<<<<<< HEAD\n" + one[0] + b"=======\n" + two[0] + b">>>>>>> other\n")
    assert [p.line for p in report.problems] == [1, 3, 5]
    assert len(report.decisions) == 2
    assert not report.doubtful


# -- the file -----------------------------------------------------------------------------------------------------


@given(LINES, st.data())
def test_a_torn_last_line_is_repaired_and_nothing_before_it_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(lines)
    cut = data.draw(st.integers(0, len(whole)))
    path = tmp_path_factory.mktemp("log") / "ann-lee.jsonl"
    path.write_bytes(whole[:cut])
    complete = sum(1 for n in range(len(lines)) if len(b"".join(lines[: n + 1])) - 1 <= cut)
    done = append(path, [decision(99)])
    report = read_log(path)
    assert report.ok
    assert not report.notes
    assert len(report.decisions) == complete + 1
    ends = {len(b"".join(lines[:n])) for n in range(len(lines) + 1)}
    assert bool(done.repaired) is (cut not in ends and cut + 1 not in ends)


def test_a_torn_line_joined_to_the_next_loses_only_itself() -> None:
    one, two = lines_of(["x", "y"])
    report = parse_log(one + two[:30] + decision(7).to_line((json.loads(one)["hash"],))[0].encode())
    assert [d.note for d in report.decisions] == ["no 0", "no 7"]
    assert report.ok
    assert "torn" in report.notes[0]


def test_appending_the_same_decision_again_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.md.reviews" / "ann-lee.jsonl"
    append(path, [decision(1)])
    before = path.read_bytes()
    assert append(path, [decision(1)]).decisions == ()
    assert path.read_bytes() == before


def test_after_an_edit_new_decisions_follow_the_last_sound_one(tmp_path: Path) -> None:
    path = tmp_path / "ann-lee.jsonl"
    lines = lines_of(["x", "y", "z"])
    path.write_bytes(lines[0] + edited(lines[1], note="yes") + lines[2])
    append(path, [decision(9)])
    report = read_log(path)
    last = report.decisions[-1]
    assert last.previous == (json.loads(lines[0])["hash"],)
    assert last.id not in report.doubtful
    assert [p.line for p in report.problems] == [2]


def test_the_file_is_named_after_the_reviewer() -> None:
    folder = reviews_folder(Path("content/x.md"))
    assert folder.as_posix() == "content/x.md.reviews"
    assert log_path(folder, "Dr. Ann Lee").name == "dr-ann-lee.jsonl"
    assert log_path(folder, "../../etc/passwd").parent == folder
    assert log_path(folder, "Анна").name != log_path(folder, "Иван").name
    assert log_path(folder, "con").name != "con.jsonl"


def test_verify_walks_articles_folders_and_files(tmp_path: Path) -> None:
    article = tmp_path / "content" / "deep" / "x.md"
    article.parent.mkdir(parents=True)
    article.write_text("It cures.")
    path = log_path(reviews_folder(article), "Ann Lee")
    append(path, [decision(1), decision(2)])
    (by_file,) = verify_logs(path)
    assert verify_logs(article) == verify_logs(path.parent) == verify_logs(tmp_path) == (by_file,)
    assert verify_log(path, tip=by_file.tip).ok
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert verify_log(path).ok
    cut = verify_log(path, tip=by_file.tip)
    assert "was cut" in str(cut)
