"""Endings: leave that was refused, taken back or granted for an emergency, held against the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from clinreview.approvals import Row, Status
from clinreview.found import Found
from clinreview.holdings import Held, relation, was_emergency, years_named
from clinreview.reading import Statement
from clinreview.record import Record, Verdict
from clinreview.stances import Stance


def refusal(statement: Statement, rows: Sequence[Row]) -> Found:
    """ "The FDA refused X": many a product was refused before it was approved, and the record holds few refusals."""
    refused = tuple(row for row in rows if row.status is Status.REFUSED)
    if refused and statement.stance is Stance.ASSERTED:
        return Found(Verdict.SUPPORTED, refused)
    return Found(Verdict.CHECK_BY_HAND, refused or tuple(rows))


def withdrawal(statement: Statement, rows: Sequence[Row], today: dt.date) -> Found:
    """ "X was withdrawn from the market", "approval of X was revoked"."""
    ended = tuple(row for row in rows if row.status is Status.WITHDRAWN or not row.holds(today))
    asserted = statement.stance is Stance.ASSERTED
    if ended and asserted:
        return Found(_when(statement, ended), ended)
    held = tuple(row for row in rows if row.status.allows)
    if held and asserted and statement.tight and statement.agency and all(row.complete for row in held):
        return Found(Verdict.CONTRADICTED, held, why="the record holds no withdrawal")
    return Found(Verdict.CHECK_BY_HAND, held or tuple(rows))


def _when(statement: Statement, ended: Sequence[Row]) -> Verdict:
    known = years_named(ended) | {year for row in ended for year in _last_years(row)}
    return Verdict.CHECK_BY_HAND if set(statement.years) - known else Verdict.SUPPORTED


def _last_years(row: Row) -> set[int]:
    """The year it ended; makers, regulators and journals do not tell it by the same day."""
    named = {
        int(word) for word in row.reference.replace(")", " ").replace(",", " ").split() if word.isdecimal()
    }
    return named | (
        {row.valid_to.year - 1, row.valid_to.year, row.valid_to.year + 1} if row.valid_to else set()
    )


def over(statement: Statement, ended: tuple[Row, ...], use: str) -> Found:
    """A leave that ended: true as history, out of date as news."""
    started = {row.valid_from.year for row in ended if row.valid_from}
    if statement.history:
        return Found(Verdict.SUPPORTED, ended, use)
    if statement.kind in ("approve", "licence") and was_emergency(ended):
        return Found(Verdict.WRONG_WORD, ended, use, "it was an emergency use authorization")
    if statement.past and started & set(statement.years):
        return Found(Verdict.SUPPORTED, ended, use)
    told = statement.past and not statement.years
    return Found(Verdict.CHECK_BY_HAND if told else Verdict.OUTDATED, ended, use)


def once_held(statement: Statement, held: Held) -> bool:
    """ "Never approved" of what was approved once, and for no emergency."""
    told = statement.never and statement.tight and not statement.people and statement.stance is Stance.DENIED
    return (
        told
        and bool(held.ended)
        and not held.denied_any
        and not any(was_emergency([row]) for row in held.ended)
    )


def recommendation(statement: Statement, rows: Sequence[Row], record: Record) -> Found:
    """ "NICE recommends X": against its guidance; what is a draft is for a person to look up."""
    near = [
        row for row in rows if not statement.uses or any(relation(row, use, record) for use in statement.uses)
    ]
    yes = tuple(row for row in near if row.status is Status.RECOMMENDED)
    no = tuple(row for row in near if row.status is Status.NOT_RECOMMENDED)
    final = no and not yes and all(row.number.startswith("TA") for row in no)
    if statement.stance is Stance.ASSERTED and yes:
        return Found(Verdict.SUPPORTED, yes)
    if statement.stance is Stance.ASSERTED and final and statement.tight:
        return Found(Verdict.CONTRADICTED, no)
    if statement.stance is Stance.DENIED and no and not yes:
        return Found(Verdict.DENIAL_AGREES, no)
    return Found(Verdict.CHECK_BY_HAND, (*no, *yes) or tuple(rows))


def emergency(statement: Statement, held: Held, use: str) -> Found | None:
    """ "X is still authorized for emergency use": against what came later; None where the rows are read as always."""
    live = tuple(row for row in (*held.exact, *held.narrower) if row.status is Status.EMERGENCY_USE)
    full = tuple(row for row in (*held.exact, *held.narrower) if row.status is Status.APPROVED)
    over = tuple(row for row in held.ended if was_emergency([row]))
    told = statement.past or statement.history or bool(statement.years)
    if statement.stance in (Stance.DENIED, Stance.NOT_YET):
        agrees = over and not live
        verdict = Verdict.DENIAL_AGREES if agrees else Verdict.CHECK_BY_HAND
        rows = over if agrees else live or full
    elif (
        statement.stance is not Stance.ASSERTED
        or (told and not over)
        or (live and statement.emergency != "only")
    ):
        return None
    elif told:
        verdict, rows = _when(statement, over), over
    elif statement.people - {"adults"} or statement.youngest or statement.eldest:
        verdict, rows = Verdict.CHECK_BY_HAND, full
    else:
        sure = bool(over and not live) or statement.emergency != "told"
        verdict, rows = Verdict.OUTDATED if sure else Verdict.CHECK_BY_HAND, full if live else (*over, *full)
    return Found(verdict, rows, use, "it has full approval since" if full else "") if rows else None


def in_another_form(statement: Statement, rows: tuple[Row, ...]) -> Found:
    """ "X patches are approved", where X is approved by mouth only."""
    why = "approved in another form"
    if statement.stance in (Stance.DENIED, Stance.NOT_YET):
        return Found(Verdict.DENIAL_AGREES, rows, why=why)
    sure = statement.stance is Stance.ASSERTED and statement.kind in ("approve", "nod") and statement.tight
    return Found(Verdict.CONTRADICTED if sure else Verdict.CHECK_BY_HAND, rows, why=why)


def status_only(statement: Statement, record: Record) -> Found:
    """A designation or a listing, which is no approval; false of what the regulator keeps off its list."""
    held = [row for product in statement.products for row in product.rows]
    substances = dict.fromkeys(row.substance for row in held)
    off = tuple(
        row for name in substances for row in record.by_substance[name] if row.status is Status.NOT_LISTED
    )
    if statement.kind == "gras" and off and statement.tight:
        denied = statement.stance is Stance.DENIED
        return Found(Verdict.DENIAL_AGREES if denied else Verdict.CONTRADICTED, off)
    rows = [row for row in held if row.status in (Status.DESIGNATION, Status.REGISTRATION)]
    kind = "register" if statement.kind == "gras" else statement.kind
    rows = rows or list(record.by_substance.get(f"FDA {kind}", ()))
    return Found(Verdict.NOT_AN_APPROVAL, tuple(rows[:1]))
