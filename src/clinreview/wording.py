"""Wording: what the record says, and a sentence it would support, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from clinreview.approvals import Row, Status
from clinreview.record import Record, Verdict

_DONE = {
    Status.APPROVED: "approved",
    Status.CLEARED: "cleared",
    Status.DE_NOVO: "authorized (De Novo)",
    Status.EMERGENCY_USE: "authorized for emergency use",
    Status.PERMITTED: "permitted the sale of",
}


def says(
    verdict: Verdict,
    rows: Sequence[Row],
    why: str,
    record: Record,
    today: dt.date,
    *,
    named: Collection[str] = (),
) -> str:
    """One plain statement of what is held, with its dates.

    Parameters
    ----------
    named
        The names the sentence uses: of several brands of a row these alone are shown.
    """
    if verdict is Verdict.NOT_IN_RECORD:
        known = f" {_held_uses(rows)}" if rows else ""
        return f"The record holds nothing on this; look it up.{known}"
    if not rows:
        return f"Check by hand: {why}." if why else "The record has no row for this wording; check by hand."
    row = rows[0]
    line = describe(row, named)
    if row.status.denies and verdict in (
        Verdict.CONTRADICTED,
        Verdict.OFF_LABEL_STATED,
        Verdict.CHECK_BY_HAND,
    ):
        line += _what_was_allowed(row, record, today)
    elif verdict in (Verdict.CONTRADICTED, Verdict.WRONG_WORD, Verdict.NARROWER) and len(rows) > 1:
        line += "".join(f" {describe(other, named)}" for other in rows[1:3])
    if why:
        line += f" ({why[0].upper()}{why[1:]}.)"
    return line


def describe(row: Row, named: Collection[str] = ()) -> str:
    """What one row holds."""
    name = product_name(row, named)
    if row.status.allows:
        when = f" on {_day(row.valid_from)}" if row.valid_from else ""
        people = f" ({row.population})" if row.population and row.population != "anyone" else ""
        return f"{_the(row.agency)} {_DONE[row.status]} {name}{when} for {row.indication}{people}."
    if row.status is Status.REFUSED:
        when = f" on {_day(row.valid_from)}" if row.valid_from else ""
        return f"{_the(row.agency)} refused {name}{when} for {row.indication}."
    if row.status is Status.WITHDRAWN:
        when = f" on {_day(row.valid_to)}" if row.valid_to else ""
        return f"{name} is no longer authorized by {_the(row.agency).replace('The', 'the')}: ended{when} ({row.indication})."
    if row.status is Status.NOT_APPROVED:
        return f"No {row.agency} approval found, as of {_day(row.as_of)}, of {name} for {row.indication}."
    if row.status is Status.NOT_RECOMMENDED:
        return f"{row.agency} does not recommend {name} for {row.indication} ({row.number})."
    if row.status is Status.NOT_LISTED:
        return f"{_the(row.agency)} does not hold {name} to be {row.indication}, as of {_day(row.as_of)}."
    return f"{name}: {row.indication}."


def _among(population: str) -> str:
    """ " in adults", " from age 12", "" for anyone."""
    if not population or population == "anyone":
        return ""
    return (
        f" {population}"
        if population.startswith(("from ", "up to ", "over ", "under "))
        else f" in {population}"
    )


def product_name(row: Row, named: Collection[str] = ()) -> str:
    """Brand and product as a reader knows them: the brands that are named, or else all."""
    product = row.product or row.substance.lstrip("=")
    brands = [brand for brand in row.brand if brand in named] or row.brand
    return f"{' / '.join(brand.lstrip('=') for brand in brands)} ({product})" if brands else product


def suggest(
    verdict: Verdict,
    rows: Sequence[Row],
    use: str,
    record: Record,
    today: dt.date,
    *,
    named: Collection[str] = (),
) -> str:
    """A sentence the record would support, "" where none is needed or none can be made."""
    if not rows or verdict in (Verdict.SUPPORTED, Verdict.DENIAL_AGREES, Verdict.OFF_LABEL_STATED,
                               Verdict.NOT_IN_RECORD, Verdict.CHECK_BY_HAND, Verdict.FUTURE_OR_CONDITIONAL):  # fmt: skip
        return ""
    row = rows[0]
    if row.wording:
        return row.wording.format(condition=use or "this use")
    name = product_name(row, named)
    if row.status.allows:
        since = f" (since {row.valid_from.year})" if row.valid_from else ""
        word = "approved" if row.status is Status.APPROVED else _DONE[row.status]
        people = _among(row.population)
        return f"{name} is {row.agency}-{word} for {row.indication}{people}{since}.".replace(
            "-authorized (", " authorized ("
        )
    if row.status.denies:
        if row.status is Status.NOT_RECOMMENDED:
            return f"{row.agency} does not recommend {name} for {row.indication}."
        what = use or "this use" if "any" not in row.terms else use or "any use"
        return f"{_capital(name)} is not {row.agency}-approved for {what}.{_what_was_allowed(row, record, today)}"
    if row.status is Status.WITHDRAWN:
        if "emergency" in row.indication:
            return f"{_capital(name)} is no longer authorized by {_the(row.agency).replace('The', 'the')}."
        return f"{_capital(name)} is no longer {row.agency}-approved or sold for {row.indication}."
    return ""


def _what_was_allowed(row: Row, record: Record, today: dt.date) -> str:
    """What the same regulator did allow of this substance and of those it is taken for."""
    parts: list[str] = []
    for substance in (row.substance, *row.see):
        for other in record.by_substance.get(substance, ()):
            if (
                other.agency == row.agency
                and other.status.allows
                and other.holds(today)
                and not other.own_names
            ):
                parts.append(_short(other))
    parts = list(dict.fromkeys(parts))
    return f" {_the(row.agency)} did allow: {'; '.join(parts[:5])}." if parts else ""


def _short(row: Row) -> str:
    year = f" in {row.valid_from.year}" if row.valid_from else ""
    return f"{product_name(row)}{year} for {row.indication}"


def _held_uses(rows: Sequence[Row]) -> str:
    return f"Held of this product: {'; '.join(_short(row) for row in rows[:3])}."


def _the(agency: str) -> str:
    return agency if agency in ("NICE", "Health Canada") else f"The {agency}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(date: dt.date | None) -> str:
    return f"{date.day} {date:%B %Y}" if date else "an unknown day"
