"""Verify: a sentence's regulatory claim held against the record."""

from __future__ import annotations

import datetime as dt

from clinreview.found import WORST_FIRST
from clinreview.reading import Statement, mentions_status, read
from clinreview.record import Match, Record
from clinreview.verdicts import judge
from clinreview.wording import says, suggest


def verify(text: str, record: Record, *, today: dt.date, lead: str = "", context: str = "") -> Match | None:
    """What the record says of a sentence, None where it states nothing about a regulatory status.

    Parameters
    ----------
    text
        One sentence as a reader sees it.
    today
        The day rows must be in force and by which they should have been re-checked.
    lead
        The lead-in of the list, or the header of the table column, that the sentence stands under.
    context
        The sentences just before in the same section, for "it" and "the drug".

    Examples
    --------
    >>> import datetime as dt
    >>> from clinreview.record import load_record
    >>> match = verify("The FDA approves ketamine infusions for depression.", load_record(), today=dt.date(2026, 11, 23))
    >>> str(match.verdict)
    'contradicted'
    """
    told = lead and not lead.rstrip().endswith("?")  # a heading that asks states nothing of the list below it
    whole = f"{lead.rstrip(' :.')}: {text}" if told else text
    if not mentions_status(whole):
        return None
    found = [_match(statement, record, today) for statement in read(whole, record, context)]
    if not found:
        return None
    return min(found, key=lambda match: WORST_FIRST.index(match.verdict))


def _match(statement: Statement, record: Record, today: dt.date) -> Match:
    """The verdict on one statement, in words."""
    found = judge(statement, record, today)
    row = found.rows[0] if found.rows else None
    named = [product.name for product in statement.products]
    return Match(
        verdict=found.verdict,
        row=row.id if row else "",
        says=says(found.verdict, found.rows, found.why, record, today, named=named),
        matched=statement.matched,
        reference=row.reference if row else "",
        url=row.link if row else "",
        as_of=row.as_of if row else None,
        confidence=row.confidence if row else "",
        suggestion=suggest(found.verdict, found.rows, found.use, record, today, named=named),
        overdue=bool(row and row.overdue(today)),
    )
