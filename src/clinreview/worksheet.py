"""Worksheet: claims as a CSV file to fill in with a spreadsheet, and its decisions read back with every check."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path

from clinreview.claim import Claim
from clinreview.decisions import Decision
from clinreview.errors import DecisionError
from clinreview.keys import normalise
from clinreview.review import Review

GIVEN = ("key", "severity", "state", "needs", "text", "stopped at", "question", "record", "section", "note")
FILL = ("action", "by", "role", "evidence", "remark", "wording")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write_worksheet(review: Review, path: str | Path, *, settled: bool = False) -> None:
    """Write one row per claim, worst first, with empty columns for the decision.

    Parameters
    ----------
    settled
        Write the claims that need nobody too.

    Raises
    ------
    DecisionError
        The file cannot be written, or holds decisions somebody filled in.
    """
    if Path(path).exists() and any(_rows(Path(path))):
        raise DecisionError(
            path, "holds decisions that somebody filled in", "read them, or give another name"
        )
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow((*GIVEN, *FILL))
    written = set()
    for claim in review.claims:
        if claim.key not in written and (settled or claim.owed):
            written.add(claim.key)
            writer.writerow((*map(_guarded, _given(claim)), *("" for _ in FILL)))
    try:
        Path(path).write_text(page.getvalue(), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise DecisionError(path, f"cannot be written ({error.strerror})") from error


def read_worksheet(review: Review, path: str | Path) -> Review:
    """Return the review with every decision of a filled-in worksheet, not saved yet; all of them or none.

    Rows without an action are skipped, and rows that say what this person already said in this role. The sentence must
    still read as in the row.

    Raises
    ------
    DecisionError
        The file cannot be read, or a row cannot be a decision: the message says which line and why.
    """
    for line, row in _rows(Path(path)):
        where = f"{path}, line {line}"
        key, text = row.get("key", ""), row.get("text", "")
        try:
            claim = review.claim(key)
            if normalise(claim.text) != normalise(text):
                raise DecisionError(
                    where, "the text of this row was changed", "put a new wording under 'wording'"
                )
            decided = review.decide(
                claim.key,
                row["action"].lower(),
                by=row.get("by", ""),
                role=row.get("role", "").lower(),
                evidence=row.get("evidence", ""),
                note=row.get("remark", ""),
                wording=row.get("wording", ""),
                identity="worksheet",
            )
            new = decided.pending[-1]
            if not _same(new, review.trail(claim.key).last(new.role)):
                review = decided
        except DecisionError as error:
            raise DecisionError(where, error.what, error.do) from error
    return review


def _same(new: Decision, last: Decision | None) -> bool:
    """Tell whether a decision only repeats the last one: a worksheet read twice."""
    words = attrgetter("person", "action", "evidence", "note", "wording", "asked")
    return last is not None and words(new) == words(last)


def _given(claim: Claim) -> Iterator[str]:
    matches = [finding.record for finding in claim.findings if finding.record]
    yield claim.key
    yield str(claim.severity)
    yield str(claim.state)
    yield ", ".join(claim.owed)
    yield claim.text
    yield claim.findings[0].trigger
    yield " / ".join(dict.fromkeys(finding.ask for finding in claim.findings))
    yield " / ".join(f"{match.verdict}: {match.says} ({match.reference})" for match in matches)
    yield claim.heading
    yield claim.note


def _guarded(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str | None) -> str:
    text = (text or "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except OSError as error:
        raise DecisionError(path, f"cannot be read ({error.strerror})", "check the path") from error
    except UnicodeDecodeError as error:
        raise DecisionError(path, "is not UTF-8", "save it as 'CSV UTF-8'") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in ("key", "text", "action") if name not in (reader.fieldnames or ())]
    if missing:
        raise DecisionError(
            path, f"has no column {', '.join(missing)}", "keep the first line of the worksheet"
        )
    try:
        for row in reader:
            if _plain(row["action"]):
                yield (
                    reader.line_num,
                    {name: _plain(value) for name, value in row.items() if isinstance(name, str)},
                )
    except csv.Error as error:
        raise DecisionError(path, f"line {reader.line_num} is not CSV ({error})") from error
