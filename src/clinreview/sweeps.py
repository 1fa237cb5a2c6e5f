"""Sweeps: statements on every product at once, held against all rows ("no drug is approved for Y")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from clinreview.approvals import Row, Status
from clinreview.found import Found
from clinreview.holdings import is_named_after, is_old, prevents
from clinreview.populations import GROWN_UP, of_adults
from clinreview.reading import Statement
from clinreview.record import Product, Record, Verdict
from clinreview.stances import Stance

OF_DEVICES = frozenset({"device", "home device", "clinic device", "app"})
ENOUGH = 2  # other products for the same use that make an "only" plainly wrong


def others_for(statement: Statement, record: Record, today: dt.date) -> tuple[Row, ...]:
    """Medicines the regulator has approved for just this use, in force, of other substances than those named."""
    if len(statement.uses) != 1 or statement.of_people or statement.people - GROWN_UP or statement.years:
        return ()
    named = {row.substance for product in statement.products for row in product.rows}
    agency = statement.agency or "FDA"
    by_form = statement.sweep == "none" and bool(
        statement.forms - {"oral"}
    )  # "no nasal spray for depression"
    return tuple(
        row
        for row in sorted(record.rows, key=lambda row: row.confidence == "from-knowledge")
        if _is_approved(row, agency, today)
        and row.scope != "class"
        and not prevents(row)
        and bool(row.sale) == statement.unprescribed
        and (
            not statement.people
            or {row.sex} == statement.people
            or bool(of_adults([row], statement.people, statement.uses[0]))
        )
        and row.substance not in named
        and (statement.uses[0] in row.terms or (by_form and statement.uses[0] in row.narrower_than))
        and not OF_DEVICES & set(row.form)
        and (not statement.forms or bool(statement.forms & set(row.form)))
    )


def _is_approved(row: Row, agency: str, today: dt.date) -> bool:
    """Approved by this regulator, and in force."""
    return row.status is Status.APPROVED and row.agency == agency and row.holds(today)


def left_out(
    statement: Statement, product: Product, found: Sequence[Row], use: str, *, record: Record, today: dt.date
) -> tuple[Row, ...]:
    """Rows on older people, or on another form, than those which are said to be the only ones."""
    only = statement.only
    if not statement.tight or not product.rows:
        return ()
    if only.eldest and all(row.max_age > only.eldest + 1 for row in found):
        return tuple(found)
    if not only.forms or product.level == "own" or statement.years:
        return ()
    agency = statement.agency or "FDA"
    return tuple(
        row
        for row in record.by_substance[product.rows[0].substance]
        if _is_approved(row, agency, today)
        and not row.sale
        and row.form
        and (not use or use in row.terms)
        and not only.forms & set(row.form)
        and (row in product.rows or is_named_after(row, product) or product.level == "substance")
    )


def are_enough(rows: Sequence[Row]) -> bool:
    """Rows of so many substances that an "only" cannot be meant otherwise."""
    return len({row.substance for row in rows}) >= ENOUGH


def unnamed(statement: Statement, record: Record, today: dt.date) -> Found:
    """A statement on no product the record knows by name, or on all of them."""
    if statement.stance is Stance.FUTURE:
        return Found(Verdict.FUTURE_OR_CONDITIONAL)
    if statement.sweep == "none" and (held := others_for(statement, record, today)):
        old = statement.stance is not Stance.NOT_YET and is_old(held, today)
        verdict = Verdict.CONTRADICTED if old else Verdict.OUTDATED
        return Found(verdict, held, statement.uses[0], "the record holds one")
    unheld = statement.named or statement.sweep == "none"
    return Found(Verdict.NOT_IN_RECORD if unheld else Verdict.CHECK_BY_HAND)
