"""Verdicts: a statement about a regulatory status held against the rows of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clinreview.approvals import Row, Status
from clinreview.reading import Stance, Statement
from clinreview.record import Match, Product, Record, Verdict
from clinreview.wording import says, suggest

# The worst first: what a reviewer must see when a sentence says several things.
WORST_FIRST = (
    Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD, Verdict.NOT_IN_RECORD, Verdict.CHECK_BY_HAND,
    Verdict.NARROWER, Verdict.NOT_AN_APPROVAL, Verdict.FUTURE_OR_CONDITIONAL, Verdict.OFF_LABEL_STATED,
    Verdict.DENIAL_AGREES, Verdict.SUPPORTED,
)  # fmt: skip
OLD = 10  # years after which a denied approval is plainly wrong rather than out of date


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with the rows it rests on, before it is put into words."""

    verdict: Verdict
    rows: tuple[Row, ...] = ()
    use: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """What the record holds of one product for one use."""

    exact: tuple[Row, ...] = ()
    narrower: tuple[Row, ...] = ()
    inside: tuple[Row, ...] = ()  # the claim is narrower than the label
    ended: tuple[Row, ...] = ()
    denied: tuple[Row, ...] = ()
    denied_any: tuple[Row, ...] = ()
    other: tuple[Row, ...] = ()  # leave for other uses
    designations: tuple[Row, ...] = ()
    refused: tuple[Row, ...] = ()


def judge(statement: Statement, record: Record, today: dt.date) -> Match:
    """The verdict on one statement."""
    if statement.kind in ("register", "designate"):
        found = _status_only(statement, record, today)
    elif not statement.products:
        found = Finding(
            Verdict.FUTURE_OR_CONDITIONAL if statement.stance is Stance.FUTURE else Verdict.CHECK_BY_HAND
        )
    elif statement.animal:
        found = Finding(Verdict.CHECK_BY_HAND, why="the sentence speaks of animals")
    else:
        found = worst(_of_product(statement, product, record, today) for product in statement.products)
    return _match(statement, found, record, today)


def worst(findings: Iterable[Finding]) -> Finding:
    """The finding a reviewer must see first."""
    return min(findings, key=lambda finding: WORST_FIRST.index(finding.verdict))


def _match(statement: Statement, found: Finding, record: Record, today: dt.date) -> Match:
    row = found.rows[0] if found.rows else None
    return Match(
        verdict=found.verdict,
        row=row.id if row else "",
        says=says(found.verdict, found.rows, found.why, record, today),
        matched=statement.matched,
        reference=row.reference if row else "",
        url=row.link if row else "",
        as_of=row.as_of if row else None,
        confidence=row.confidence if row else "",
        suggestion=suggest(found.verdict, found.rows, found.use, record, today),
        overdue=any(row.overdue(today) for row in found.rows[:1]),
    )


def _status_only(statement: Statement, record: Record, today: dt.date) -> Finding:
    rows: list[Row] = []
    for product in statement.products:
        rows += [row for row in product.rows if row.status in (Status.DESIGNATION, Status.REGISTRATION)]
    if not rows:
        rows = [row for row in record.rows if row.substance == f"FDA {statement.kind}"]
    return Finding(Verdict.NOT_AN_APPROVAL, tuple(rows[:1]))


def _of_product(statement: Statement, product: Product, record: Record, today: dt.date) -> Finding:
    agencies = (statement.agency,) if statement.agency else ("FDA",)
    rows = [row for row in _speaking(product, statement, record) if row.agency in agencies]
    rows = [row for row in rows if not row.valid_from or row.valid_from <= today]
    if not rows:
        why = f"the record holds {product.name}, not for this regulator" if statement.agency else ""
        return Finding(Verdict.NOT_IN_RECORD, why=why)
    if statement.kind == "refuse":
        return _refusal(statement, rows, today)
    if statement.kind == "withdraw":
        return _withdrawal(statement, rows, today)
    uses: Sequence[str] = statement.uses or ("",)
    read = _READERS[statement.stance]
    found = [read(statement, product, rows, use, record, today) for use in uses]
    if statement.uses and len(statement.uses) > 1 and statement.stance in (Stance.DENIED, Stance.NOT_YET):
        found = [_softened(one) for one in found]
    if statement.stance is Stance.ASSERTED:
        found += [_denied(statement, product, rows, use, record, today) for use in statement.denied_uses]
    result = worst(found)
    if (
        result.verdict is Verdict.CONTRADICTED
        and not statement.agency
        and statement.stance is Stance.ASSERTED
    ):
        elsewhere = [row for row in product.rows if row.agency != "FDA" and row.status.allows]
        if any(
            _relation(row, use, record) in ("exact", "narrower") for row in elsewhere for use in uses if use
        ):
            return Finding(
                Verdict.CHECK_BY_HAND, result.rows, result.use, "another regulator has approved it"
            )
    if result.verdict is Verdict.CONTRADICTED and not statement.tight:
        return Finding(Verdict.CHECK_BY_HAND, result.rows, result.use)
    return result


def _softened(found: Finding) -> Finding:
    if found.verdict in (Verdict.CONTRADICTED, Verdict.OUTDATED):
        return Finding(Verdict.CHECK_BY_HAND, found.rows, found.use)
    return found


# -- which rows speak of the product as the sentence names it ------------------------------------------------------------


def _speaking(product: Product, statement: Statement, record: Record) -> list[Row]:
    forms = statement.forms
    rows = [row for row in product.rows if _fits(row, forms)]
    if product.level == "substance":
        rows = [
            row
            for row in rows
            if row.scope == "class" or not _about_one_product(row, product.name) or (forms and row.form)
        ]
    elif product.level == "own":
        held = record.by_substance[product.rows[0].substance]
        rows += [row for row in held if row not in rows and _backs(row, rows, forms)]
    return rows


def _about_one_product(row: Row, name: str) -> bool:
    """A denial that speaks only of products with names of their own ("ketamine lozenges")."""
    return bool(row.own_names) and not row.brand and not row.status.allows and name not in row.own_names


def _backs(row: Row, rows: Sequence[Row], forms: frozenset[str]) -> bool:
    """A row of the same substance that also holds for a product with a name of its own."""
    if row.own_names and not row.status.allows:
        return False
    return _fits(row, forms | {form for one in rows for form in one.form})


def _fits(row: Row, forms: frozenset[str]) -> bool:
    if not forms or not row.form:
        return True
    if forms & set(row.form):
        return True
    return (
        bool(forms & {"injection", "infusion"})
        and bool(set(row.form) & {"injection", "infusion"})
        and not (forms == {"infusion"} and "infusion" not in row.form)
    )


def _relation(row: Row, use: str, record: Record) -> str:
    """How the use of a claim stands to the uses of a row: exact, narrower (the label is), inside, any or ""."""
    if "any" in row.terms:
        return "" if use in row.excepted else "any"
    if use in row.terms:
        return "exact"
    kind_of = record.conditions.is_kind_of
    if use in row.narrower_than or any(kind_of(term, use) for term in row.terms):
        return "narrower"
    if any(kind_of(use, term) for term in row.terms):
        return "inside"
    return ""


def _held(rows: Sequence[Row], use: str, record: Record, today: dt.date) -> _Held:
    sorted_rows: dict[str, list[Row]] = {key: [] for key in _Held.__dataclass_fields__}
    for row in rows:
        if row.status in (Status.DESIGNATION, Status.REGISTRATION, Status.RECOMMENDED):
            sorted_rows["designations"].append(row)
            continue
        relation = _relation(row, use, record) if use else "exact"
        if row.status.denies and not row.holds(today):
            sorted_rows["refused"].append(row)
            continue
        if row.status is Status.WITHDRAWN or (row.status.allows and not row.holds(today)):
            if relation:
                sorted_rows["ended"].append(row)
        elif row.status.allows:
            sorted_rows[
                relation if relation and relation != "any" else "exact" if relation else "other"
            ].append(row)
        elif "any" in row.terms and use not in row.excepted:
            sorted_rows["denied_any"].append(row)
        elif relation in ("exact", "inside"):
            sorted_rows["denied"].append(row)
    return _Held(**{key: tuple(value) for key, value in sorted_rows.items()})


# -- stances ---------------------------------------------------------------------------------------------------------------


def _asserted(
    statement: Statement, product: Product, rows: Sequence[Row], use: str, record: Record, today: dt.date
) -> Finding:
    held = _held(rows, use, record, today)
    if not use:
        return _bare(statement, product, held, today)
    if held.exact:
        return _allowed(statement, rows, held.exact, use, Verdict.SUPPORTED)
    exactly_denied = tuple(row for row in held.denied if use in row.terms)
    if exactly_denied:
        return Finding(Verdict.CONTRADICTED, exactly_denied, use)
    if held.narrower:
        return _allowed(statement, rows, held.narrower, use, Verdict.NARROWER)
    if held.ended:
        return _over(statement, held.ended, use)
    if held.denied or held.denied_any:
        return Finding(Verdict.CONTRADICTED, held.denied or held.denied_any, use)
    if held.inside:
        return Finding(Verdict.CHECK_BY_HAND, held.inside, use, "the label names a wider use")
    if held.other and all(row.complete for row in held.other):
        return Finding(Verdict.CONTRADICTED, held.other, use, "the use is not on the label")
    return Finding(Verdict.NOT_IN_RECORD, held.other, use, "the record does not hold this use")


def _bare(statement: Statement, product: Product, held: _Held, today: dt.date) -> Finding:
    """ "X is FDA-approved", with no use named."""
    own_denial = tuple(row for row in held.denied_any if product.level == "own" or not held.exact)
    if own_denial and not (product.level == "own" and any(row in product.rows for row in held.exact)):
        return Finding(Verdict.CONTRADICTED, own_denial)
    if held.exact:
        narrow = product.level == "substance" and bool(held.denied)
        return _allowed(
            statement, held.exact, held.exact, "", Verdict.NARROWER if narrow else Verdict.SUPPORTED
        )
    if held.ended:
        return _over(statement, held.ended, "")
    if held.denied:
        if product.level == "substance" or product.rows[0].status is Status.REFUSED:
            return Finding(Verdict.CONTRADICTED, held.denied)
        return Finding(Verdict.CHECK_BY_HAND, held.denied)
    if held.designations:
        return Finding(Verdict.NOT_AN_APPROVAL, held.designations)
    return Finding(Verdict.NOT_IN_RECORD)


def _over(statement: Statement, ended: tuple[Row, ...], use: str) -> Finding:
    """A leave that ended: true as history, out of date as news."""
    started = {row.valid_from.year for row in ended if row.valid_from}
    if statement.past and started & set(statement.years):
        return Finding(Verdict.SUPPORTED, ended, use)
    return Finding(Verdict.OUTDATED, ended, use)


def _allowed(
    statement: Statement, rows: Sequence[Row], found: tuple[Row, ...], use: str, verdict: Verdict
) -> Finding:
    people = _people(statement, found)
    if people:
        return Finding(people, found, use, "the label names other people")
    year = _year(statement, rows, found)
    if year:
        return Finding(year, found, use, "the record holds another year")
    fitting = [row for row in found if _word_fits(statement.kind, row.status)]
    if not fitting:
        return Finding(Verdict.WRONG_WORD, found, use)
    return Finding(verdict, tuple(fitting), use)


def _word_fits(kind: str, status: Status) -> bool:
    if status is Status.APPROVED:
        return kind != "clear"
    if status in (Status.EMERGENCY_USE, Status.PERMITTED):
        return kind == "authorise"
    return kind in ("clear", "authorise")


def _people(statement: Statement, found: Sequence[Row]) -> Verdict | None:
    """The people of the claim against the people of the label."""
    people = statement.people
    if "children" in people and "adults" not in people and all(row.min_age >= 18 for row in found):
        return Verdict.CONTRADICTED
    if people & {"women", "men"} and not {"women", "men"} <= people:
        wanted = "women" if "women" in people else "men"
        if all(row.sex and row.sex != wanted for row in found):
            return Verdict.CONTRADICTED
    if "pregnant" in people:
        return Verdict.CHECK_BY_HAND
    return None


def _year(statement: Statement, rows: Sequence[Row], found: Sequence[Row]) -> Verdict | None:
    """The year of the claim against the years of the product's rows; announcements may fall in the next year."""
    if len(statement.years) != 1 or statement.kind in ("refuse", "withdraw"):
        return None
    year = statement.years[0]
    dates = [
        row.valid_from
        for row in (*rows, *found)
        if (row.valid_from and row.status.allows) or row.status is Status.WITHDRAWN
    ]
    known = {date.year for date in dates if date}
    known |= {date.year + 1 for date in dates if date and date.month == 12}
    known |= {date.year - 1 for date in dates if date and date.month == 1}
    if not known or year in known:
        return None
    if all(row.valid_from and row.confidence == "verified" and row.complete for row in found):
        return Verdict.CONTRADICTED
    return Verdict.CHECK_BY_HAND


def _denied(
    statement: Statement, product: Product, rows: Sequence[Row], use: str, record: Record, today: dt.date
) -> Finding:
    held = _held(rows, use, record, today)
    if not use:
        return _bare_denial(statement, product, held, today)
    if held.exact:
        return _wrongly_denied(statement, held.exact, use, today)
    denials = held.denied or held.denied_any
    if held.narrower and not any(use in row.terms for row in held.denied):
        return Finding(Verdict.CHECK_BY_HAND, held.narrower, use, "a narrower use is on the label")
    if denials or held.ended:
        return Finding(Verdict.DENIAL_AGREES, denials or held.ended, use)
    if held.inside:
        return Finding(Verdict.CHECK_BY_HAND, held.inside, use)
    if held.other and all(row.complete for row in held.other):
        return Finding(Verdict.DENIAL_AGREES, held.other, use)
    return Finding(Verdict.NOT_IN_RECORD, held.other, use, "the record does not hold this use")


def _bare_denial(statement: Statement, product: Product, held: _Held, today: dt.date) -> Finding:
    if product.level == "own" and held.denied_any:
        return Finding(Verdict.DENIAL_AGREES, held.denied_any)
    if held.exact:
        if product.level == "substance" and (held.denied or held.denied_any):
            return Finding(
                Verdict.CHECK_BY_HAND, (*held.denied, *held.exact), why="approved for some uses only"
            )
        return _wrongly_denied(statement, held.exact, "", today)
    rows = held.denied_any or held.denied or held.ended or held.designations
    return Finding(Verdict.DENIAL_AGREES, rows) if rows else Finding(Verdict.NOT_IN_RECORD)


def _wrongly_denied(statement: Statement, rows: tuple[Row, ...], use: str, today: dt.date) -> Finding:
    if statement.people or statement.years:
        return Finding(Verdict.CHECK_BY_HAND, rows, use)
    fitting = [row for row in rows if _word_fits(statement.kind, row.status)]
    if not fitting:  # "not approved" of what is cleared: true by the letter
        return Finding(Verdict.CHECK_BY_HAND, rows, use, "not approved, and yet with the regulator's leave")
    since = min((row.valid_from for row in rows if row.valid_from), default=None)
    if since and (today - since).days < 365 * OLD:
        return Finding(Verdict.OUTDATED, rows, use)
    return Finding(Verdict.CONTRADICTED, rows, use)


def _not_yet(
    statement: Statement, product: Product, rows: Sequence[Row], use: str, record: Record, today: dt.date
) -> Finding:
    held = _held(rows, use, record, today)
    if held.exact and not statement.people and not (not use and held.denied):
        return Finding(Verdict.OUTDATED if statement.tight else Verdict.CHECK_BY_HAND, held.exact, use)
    denials = held.denied or held.denied_any
    if denials:
        return Finding(Verdict.DENIAL_AGREES, denials, use)
    return Finding(Verdict.FUTURE_OR_CONDITIONAL, held.narrower or held.other or held.ended, use)


def _future(
    statement: Statement, product: Product, rows: Sequence[Row], use: str, record: Record, today: dt.date
) -> Finding:
    held = _held(rows, use, record, today)
    return Finding(
        Verdict.FUTURE_OR_CONDITIONAL, held.exact or held.denied or held.denied_any or held.other, use
    )


def _claimed(
    statement: Statement, product: Product, rows: Sequence[Row], use: str, record: Record, today: dt.date
) -> Finding:
    held = _held(rows, use, record, today)
    return Finding(Verdict.CHECK_BY_HAND, held.denied or held.denied_any or held.exact or held.other, use)


def _off_label(
    statement: Statement, product: Product, rows: Sequence[Row], use: str, record: Record, today: dt.date
) -> Finding:
    held = _held(rows, use, record, today)
    if use and held.exact:
        if statement.people or (
            product.level == "substance" and len({row.brand for row in held.exact}) < len(rows)
        ):
            return Finding(
                Verdict.CHECK_BY_HAND, held.exact, use, "the record holds this use as on the label"
            )
        return Finding(Verdict.CONTRADICTED, held.exact, use, "the record holds this use as on the label")
    found = held.denied or held.denied_any or held.narrower or held.other or held.inside or held.exact
    return Finding(Verdict.OFF_LABEL_STATED, found, use)


def _refusal(statement: Statement, rows: Sequence[Row], today: dt.date) -> Finding:
    refused = tuple(row for row in rows if row.status is Status.REFUSED)
    if statement.stance is not Stance.ASSERTED:
        return Finding(Verdict.CHECK_BY_HAND, refused)
    if refused:
        return Finding(Verdict.SUPPORTED, refused)
    return Finding(
        Verdict.CHECK_BY_HAND, tuple(row for row in rows if row.status.allows or row.status.denies)
    )


def _withdrawal(statement: Statement, rows: Sequence[Row], today: dt.date) -> Finding:
    ended = tuple(row for row in rows if row.status is Status.WITHDRAWN or not row.holds(today))
    if ended and statement.stance is Stance.ASSERTED:
        return Finding(Verdict.SUPPORTED, ended)
    held = tuple(row for row in rows if row.status.allows)
    if held and statement.tight and statement.stance is Stance.ASSERTED and all(row.complete for row in held):
        return Finding(Verdict.CONTRADICTED, held, why="the record holds no withdrawal")
    return Finding(Verdict.CHECK_BY_HAND, held or tuple(rows))


_READERS = {
    Stance.ASSERTED: _asserted,
    Stance.DENIED: _denied,
    Stance.NOT_YET: _not_yet,
    Stance.FUTURE: _future,
    Stance.CLAIMED: _claimed,
    Stance.OFF_LABEL: _off_label,
}
