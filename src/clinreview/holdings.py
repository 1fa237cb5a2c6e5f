"""Holdings: which rows speak of a product as it is named, and what they hold of one use."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from clinreview.approvals import Row, Status
from clinreview.populations import ADULT
from clinreview.reading import Statement
from clinreview.record import Product, Record, Verdict
from clinreview.sidelights import BODIES
from clinreview.stances import Stance
from clinreview.uses import ALONE

INJECTED = frozenset({"injection", "infusion"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OLD = dt.timedelta(days=7305)  # after which a denied approval is plainly wrong rather than out of date
NO_APPROVAL = (Status.DESIGNATION, Status.REGISTRATION, Status.RECOMMENDED, Status.NOT_LISTED)


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds of one product for one use.

    Attributes
    ----------
    exact, narrower, inside
        Leave for the use itself, for a part of it, or for a wider use.
    other
        Leave for other uses.
    ended
        Leave that is no longer in force.
    denied, denied_any
        No leave for the use, or for any use.
    """

    exact: tuple[Row, ...] = ()
    narrower: tuple[Row, ...] = ()
    inside: tuple[Row, ...] = ()
    other: tuple[Row, ...] = ()
    ended: tuple[Row, ...] = ()
    denied: tuple[Row, ...] = ()
    denied_any: tuple[Row, ...] = ()
    designations: tuple[Row, ...] = ()


def hold(rows: Sequence[Row], use: str, record: Record, today: dt.date) -> Held:
    """Sort the rows by what they say of a use ("" for no use in particular)."""
    sorted_rows: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        if key := _key(row, use, record, today):
            sorted_rows[key] = (*sorted_rows.get(key, ()), row)
    return Held(**sorted_rows)


def _key(row: Row, use: str, record: Record, today: dt.date) -> str:
    if row.status in NO_APPROVAL:
        return "designations"
    near = relation(row, use, record) if use else "exact"
    if row.status.denies:
        if not row.holds(today) or use in row.excepted:
            return ""  # an old refusal
        if "any" in row.terms:
            return "denied_any"
        kind_of = record.conditions.is_kind_of
        return (
            "denied" if use in row.terms or any(kind_of(use, term) for term in row.terms) or not use else ""
        )
    if not row.holds(today):
        return "ended" if near else ""
    return "exact" if near == "any" else near or "other"


def relation(row: Row, use: str, record: Record) -> str:
    """How the use of a claim stands to the uses of a row: exact, narrower (the label is), inside, any or ""."""
    if "any" in row.terms:
        return "" if use in row.excepted else "any"
    if use in row.terms:
        return "exact"
    kind_of = record.conditions.is_kind_of
    if use in row.narrower_than or any(kind_of(term, use) for term in row.terms):
        return "narrower"
    return "inside" if any(kind_of(use, term) for term in row.terms) else ""


def is_part_of(row: Row, use: str) -> bool:
    """The row says that a claim may use this wider word for what it holds."""
    return use in row.narrower_than and len(row.terms) == 1


def reaches(rows: Sequence[Row], age: int, use: str, *, above: bool) -> bool:
    """An approval that names its ages takes in people of this one, for this use.

    Of a row on several uses one lowest age may not hold for each of them: it counts where no use is told.
    """
    return age > 0 and any(
        row.status is Status.APPROVED
        and (not use or len(row.terms) == 1)
        and (row.min_age <= age < row.max_age if above else 0 < row.min_age <= age < ADULT)
        and (_names_the_young(row) or not row.population.lower().startswith("adults"))
        for row in rows
    )


def _names_the_young(row: Row) -> bool:
    """A row on one use that begins with adults and goes on to an age below theirs."""
    return len(row.terms) == 1 and f"from age {row.min_age} " in f"{row.population} "


def is_allowed(kind: str, status: Status) -> bool:
    """Whether the word of the claim fits what the regulator did."""
    if kind in ("recognise", "nod"):
        return True
    if status in (Status.APPROVED, Status.WITHDRAWN):
        return kind != "clear"
    if status in (Status.EMERGENCY_USE, Status.PERMITTED):
        return kind == "authorise"
    return kind in ("clear", "authorise")


def speaking(product: Product, forms: frozenset[str], record: Record) -> list[Row]:
    """The rows that speak of the product as the sentence names it."""
    rows = [row for row in product.rows if _fits(row, forms)]
    if product.level == "substance":
        return [row for row in rows if _is_general(row, product.name) or (forms and row.form)]
    if product.level == "own":
        held = record.by_substance[product.rows[0].substance]
        wider = forms | {form for one in rows for form in one.form}
        rows += [
            row for row in held if row not in rows and _is_general(row, product.name) and _fits(row, wider)
        ]
    return rows


def _is_general(row: Row, name: str) -> bool:
    """Not a denial that speaks only of products with names of their own ("ketamine lozenges")."""
    return row.status.allows or not row.own_names or bool(row.brand) or name in row.own_names


def _fits(row: Row, forms: frozenset[str]) -> bool:
    if not forms or not row.form or forms & set(row.form):
        return True
    if "oral" in forms and "sublingual" in row.form:
        return True  # a tablet under the tongue is a tablet
    return forms != {"infusion"} and bool(forms & INJECTED) and bool(INJECTED & set(row.form))


def as_compounded(product: Product, record: Record) -> Product:
    """The product as a pharmacy mixes it: its own compounded rows, or those of all compounded medicines."""
    substance = product.rows[0].substance
    name = f"compounded {substance}"
    if substance.startswith("compounded"):
        return product
    rows = record.by_substance.get(name) or record.by_substance.get("compounded medicines", ())
    return Product(rows, "own", name) if rows else product


def is_named_after(row: Row, product: Product) -> bool:
    """A brand that adds a word to this one: "Wegovy pill" to Wegovy."""
    return any(brand.startswith(f"{product.name} ") for brand in row.brand)


def as_formed(product: Product, forms: frozenset[str], record: Record) -> Product:
    """ "Wegovy is a daily pill" speaks of the brand "Wegovy pill", where Wegovy itself is given otherwise."""
    if product.level != "brand" or not forms or any(forms & set(row.form) for row in product.rows):
        return product
    named = tuple(
        row
        for row in record.by_substance[product.rows[0].substance]
        if forms & set(row.form) and is_named_after(row, product)
    )
    return Product(named, "brand", product.name) if named else product


def other_form(product: Product, forms: frozenset[str], agency: str) -> tuple[Row, ...]:
    """Rows with leave for the product in other forms only, where all of them name their form."""
    held = tuple(row for row in product.rows if row.agency == agency and row.status.allows)
    given = {form for row in held for form in row.form}
    if not held or not forms or not all(row.form for row in held) or not all(row.complete for row in held):
        return ()
    if given & {"eye", "device", "home device", "clinic device", "app"} or any(
        _fits(row, forms) for row in held
    ):
        return ()
    return held


def is_old(rows: Sequence[Row], today: dt.date) -> bool:
    """Allowed for so long that who denies it is plainly wrong rather than out of date."""
    since = min((row.valid_from for row in rows if row.valid_from), default=None)
    return since is None or today - since >= OLD


def is_vaccine(row: Row) -> bool:
    """A vaccine, named by its disease: who denies leave for it denies that there is one."""
    return "vaccine" in row.substance.lower()


def prevents(row: Row) -> bool:
    """A vaccine: it prevents, and treats nobody."""
    return row.complete and is_vaccine(row)


def came_before(row: Row, found: Sequence[Row]) -> bool:
    """Allowed before any of the rows found."""
    since = min((one.valid_from for one in found if one.valid_from), default=dt.date.min)
    return row.valid_from is not None and row.valid_from < since


def uses_of(statement: Statement, product: Product, rows: Sequence[Row]) -> tuple[str, ...] | None:
    """The uses to hold against the rows; "on its own" counts only where a row holds it.

    None where that leaves the statement open.
    """
    if ALONE not in statement.uses or any(ALONE in row.terms for row in rows):
        return statement.uses
    if statement.stance is not Stance.ASSERTED or any(ALONE in row.terms for row in product.rows):
        return None
    return tuple(use for use in statement.uses if use != ALONE)


def taken_with_another(
    statement: Statement, uses: Sequence[str], rows: Sequence[Row], record: Record
) -> tuple[Row, ...]:
    """Rows of a use that is told as one "on its own", where each says that it is an add-on."""
    if statement.stance is not Stance.ASSERTED or ALONE not in statement.uses:
        return ()
    found = tuple(
        row
        for row in rows
        if row.status.allows and any(relation(row, use, record) for use in uses if use != ALONE)
    )
    added = all("add-on" in row.indication and ";" not in row.indication for row in found)
    return found if added and all(row.complete for row in found) else ()


def says_too_much(statement: Statement) -> bool:
    """A body that advises or pays is said to approve a product.

    Not where people say "approved" of what it does do: NICE recommends medicines that are licensed, the WHO lists
    vaccines.
    """
    rows = [row for product in statement.products for row in product.rows]
    described = any(row.described_only for row in rows)
    if statement.agency == "NICE" and statement.kind != "licence" and any(row.status.allows for row in rows):
        return False
    if statement.agency == "WHO" and any(map(is_vaccine, rows)):
        return False
    firm = statement.stance is Stance.ASSERTED and statement.tight and not described
    return firm and statement.agency in BODIES and statement.kind in ("approve", "clear", "licence")


def years_named(rows: Sequence[Row]) -> set[int]:
    """Every year the rows name; announcements may fall in the next year."""
    dates = [row.valid_from for row in rows if row.valid_from and not row.status.denies]
    known = {date.year for date in dates} | {date.year + (date.month == 12) for date in dates}
    known |= {date.year - (date.month == 1) for date in dates}
    for row in rows:
        if row.status is Status.REFUSED:
            continue
        for text in (row.indication, row.note, row.population, row.limits):
            known |= {int(one) for one in _YEAR.findall(text)}
    return known


def other_year(
    statement: Statement, product: Product, rows: Sequence[Row], found: Sequence[Row], use: str
) -> Verdict | None:
    """The year of the claim against every year the rows name: None where it fits, or where none is named."""
    if len(statement.years) != 1:
        return None
    year = statement.years[0]
    rows = rows if statement.agency else product.rows
    known = years_named([row for row in rows if row.status is Status.APPROVED] if statement.full else rows)
    if not known or year in known:
        return None
    dated = all(row.valid_from for row in found)
    first = min((row.valid_from.year for row in found if row.valid_from), default=0)
    if use and dated and year < first - 1 and all(row.confidence != "from-knowledge" for row in found):
        return Verdict.CONTRADICTED
    before_all = year < min(known) - 1 and product.level == "brand"
    complete = not use and all(row.complete and row.confidence != "from-knowledge" for row in found)
    return Verdict.CONTRADICTED if dated and (before_all or complete) else Verdict.CHECK_BY_HAND


def began(rows: Sequence[Row]) -> int:
    """The year of the first of the rows, 0 where none is known."""
    return min((row.valid_from.year for row in rows if row.valid_from), default=0)


def effects_denied(rows: Sequence[Row], effects: Sequence[str], record: Record) -> tuple[Row, ...]:
    """Rows that deny an effect by name, where no row allows it."""
    for effect in effects:
        allowed = any(row.status.allows and relation(row, effect, record) for row in rows)
        found = tuple(row for row in rows if row.status.denies and effect in row.terms)
        if found and not allowed:
            return found
    return ()


def needs_a_clinic(rows: Sequence[Row]) -> bool:
    """The regulator lets it be given in certified places of care only."""
    return any(row.status.allows and "only in certified places" in row.limits.lower() for row in rows)


def was_emergency(rows: Sequence[Row]) -> bool:
    """The leave that ended was one for an emergency: no approval."""
    return all(
        "emergency" in " ".join((row.indication, row.limits, row.note, row.reference)).lower() for row in rows
    )
