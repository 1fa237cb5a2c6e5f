"""Every row of the record, said back to it in plain sentences: leave is never called false, a denial always is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from clinreview.approvals import Row, Status
from clinreview.record import Verdict, load_record
from clinreview.verify import verify

RECORD = load_record()
TODAY = dt.date(2026, 11, 25)
FALSE = {Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD}
WORDS = {
    Status.APPROVED: "FDA-approved",
    Status.CLEARED: "FDA-cleared",
    Status.DE_NOVO: "FDA-authorized",
}


def called(text: str) -> tuple[Verdict | None, str]:
    match = verify(text, RECORD, today=TODAY)
    return (match.verdict, match.row) if match else (None, "")


def names(row: Row, *, substance: bool) -> list[str]:
    own = [*row.brand, *row.own_names]
    return [name.lstrip("=") for name in (own if not substance else [*own, row.substance]) or [row.substance]]


def said_of(row: Row) -> Iterator[tuple[str, str]]:
    for name in names(row, substance=True):
        for term in (*row.terms, *row.narrower_than):
            if term not in ("any", "use on its own"):
                yield name, f"{name[0].upper()}{name[1:]} is {WORDS[row.status]} for {term}."
        if row.valid_from and row.status is Status.APPROVED and name != row.substance:
            yield name, f"{name} was approved by the FDA in {row.valid_from.year}."


def denied_of_this_brand(name: str, id: str) -> bool:
    row = RECORD.row(id)
    return row.status.denies and name in row.brand


def test_what_a_row_allows_is_never_called_false() -> None:
    wronged = [
        (text, row.id, found)
        for row in RECORD.rows
        if row.agency == "FDA" and row.status in WORDS and row.holds(TODAY)
        for name, text in said_of(row)
        for verdict, found in [called(text)]
        if verdict in FALSE and not denied_of_this_brand(name, found)
    ]
    assert wronged == []


def test_what_a_row_denies_is_called_false() -> None:
    missed = [
        (text, verdict)
        for row in RECORD.rows
        if row.agency == "FDA" and row.status is Status.NOT_APPROVED and not row.described_only
        if row.scope != "class" and not row.sale
        for name in names(row, substance=False)
        for term in row.terms
        for text in [
            f"{name[0].upper()}{name[1:]} is FDA-approved for {'weight loss' if term == 'any' else term}."
        ]
        for verdict, _ in [called(text)]
        if verdict not in FALSE
    ]
    assert missed == []
