"""Verdicts: a statement about a regulatory status held against the rows of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clinreview.approvals import Row, Status
from clinreview.endings import (
    emergency,
    in_another_form,
    once_held,
    over,
    recommendation,
    refusal,
    status_only,
    withdrawal,
)
from clinreview.found import ANOTHER_YEAR, FALSE, FITTING, OTHER_PEOPLE, UNKNOWN_SALE, Found, worst
from clinreview.holdings import (
    Held,
    as_compounded,
    as_formed,
    began,
    came_before,
    effects_denied,
    hold,
    is_allowed,
    is_old,
    is_part_of,
    is_vaccine,
    needs_a_clinic,
    other_form,
    other_year,
    prevents,
    reaches,
    relation,
    says_too_much,
    speaking,
    taken_with_another,
    uses_of,
)
from clinreview.populations import for_teens, of_adults, of_too_few, other_people
from clinreview.reading import Statement
from clinreview.record import Product, Record, Verdict
from clinreview.stances import Stance
from clinreview.sweeps import are_enough, left_out, others_for, unnamed


def judge(statement: Statement, record: Record, today: dt.date) -> Found:
    """The verdict on one statement."""
    if statement.kind in ("register", "gras", "designate"):
        return status_only(statement, record)
    if not statement.products:
        return unnamed(statement, record, today)
    if statement.animal:
        return Found(Verdict.CHECK_BY_HAND, why="the sentence speaks of animals")
    found = worst(_Case(statement, product, record, today).found() for product in statement.products)
    if found.verdict in (
        Verdict.NOT_IN_RECORD,
        Verdict.NOT_AN_APPROVAL,
    ):  # a body that approves no products at all: "NHS-approved"
        rows = record.by_substance.get(f"{statement.agency} approve", ())
        if rows and says_too_much(statement):
            return Found(Verdict.WRONG_WORD, rows)
        return Found(Verdict.NOT_AN_APPROVAL, rows) if rows else found
    return found


class _Case:
    """One statement about one product."""

    def __init__(self, statement: Statement, product: Product, record: Record, today: dt.date) -> None:
        self.statement = statement
        self.product = product
        self.record = record
        self.today = today
        agency = statement.agency or "FDA"
        if statement.compounded and agency == "FDA":
            self.product = as_compounded(product, record)
        self.product = as_formed(self.product, statement.forms, record)
        rows = [row for row in speaking(self.product, statement.forms, record) if row.agency == agency]
        self.on_sale = [row for row in self.product.rows if row.sale and row.agency == agency]
        unprescribed = statement.unprescribed and self.on_sale
        if unprescribed:
            self.statement = replace(statement, plain=True, unknown_use=False)
        self.other_form = other_form(self.product, statement.forms, agency)
        on_label = [row for row in rows if not row.sale] or ([] if self.other_form else rows)
        rows = self.on_sale if unprescribed else on_label
        self.rows = [row for row in rows if not row.valid_from or row.valid_from <= today]

    def found(self) -> Found:
        statement = self.statement
        if self.other_form and not any(row.status.allows or row.status.denies for row in self.rows):
            return in_another_form(statement, self.other_form)
        if not self.rows:
            why = f"the record holds {self.product.name}, not for this regulator" if statement.agency else ""
            return Found(Verdict.NOT_IN_RECORD, why=why)
        if statement.kind == "refuse":
            return refusal(statement, self.rows)
        if statement.kind == "recommend":
            return recommendation(statement, self.rows, self.record)
        if statement.kind == "withdraw":
            return withdrawal(statement, self.rows, self.today)
        result = self._of_uses()
        unsaid = statement.unprescribed and not self.on_sale and self.product.level != "own"
        if unsaid and (statement.stance is not Stance.ASSERTED or result.verdict in FITTING):
            return Found(Verdict.CHECK_BY_HAND, result.rows, result.use, UNKNOWN_SALE)
        if result.verdict is Verdict.CONTRADICTED and not self._holds_up(result):
            return self._doubted(result)
        if result.verdict in (Verdict.OUTDATED, Verdict.WRONG_WORD) and not statement.tight:
            return self._doubted(result)
        since = max(statement.years, default=0) > max((row.as_of.year for row in result.rows), default=0)
        # It may have come since the rows were looked at.
        return self._doubted(result) if since and result.verdict is Verdict.CONTRADICTED else result

    def _of_uses(self) -> Found:
        statement = self.statement
        read = _READERS[statement.stance]
        uses = uses_of(statement, self.product, self.rows)
        if uses is None:
            why = "the record holds no row on its use alone"
            return Found(Verdict.CHECK_BY_HAND, tuple(self.rows), why=why)
        if with_another := taken_with_another(statement, uses, self.rows, self.record):
            why = "the label names it with another medicine"
            return Found(Verdict.CONTRADICTED, with_another, uses[-1], why)
        found = [self._of_emergency(use) or read(self, use) for use in uses or ("",)]
        mixed = len({one.verdict in FALSE for one in found}) > 1
        if statement.stance in (Stance.DENIED, Stance.NOT_YET) and mixed:
            found = [self._doubted(one) if one.verdict in FALSE else one for one in found]
        if statement.of_people and any(one.verdict in FITTING for one in found):
            found = [one for one in found if one.verdict in FITTING]
        if statement.stance is Stance.ASSERTED:
            found += [self._denied(use) for use in statement.denied_uses]
        return worst(found)

    @staticmethod
    def _doubted(found: Found) -> Found:
        return Found(Verdict.CHECK_BY_HAND, found.rows, found.use, found.why)

    def _holds_up(self, found: Found) -> bool:
        """Whether the evidence is tight enough to call the statement false."""
        statement = self.statement
        row = found.rows[0]
        if not statement.tight:
            return False
        if row.described_only and not (
            statement.agency
            and (statement.described or statement.kind == "recognise")
            and statement.kind in ("approve", "endorse", "nod", "recognise")
        ):
            return False
        if statement.agency or statement.stance is not Stance.ASSERTED or found.why == ANOTHER_YEAR:
            return True
        if row.agency_named or statement.kind == "licence":  # "licensed": a word of Britain and Europe
            return False
        elsewhere = [
            row
            for row in self.product.rows
            if row.agency != "FDA"
            and row.status.allows
            and (found.why != OTHER_PEOPLE or not self._people([row]))
        ]
        if any(
            relation(row, use, self.record) in ("exact", "narrower")
            for row in elsewhere
            for use in statement.uses
        ):
            return False
        return bool(statement.uses) or not elsewhere

    def _hold(self, use: str) -> Held:
        return hold(self.rows, use, self.record, self.today)

    def _of_emergency(self, use: str) -> Found | None:
        if not self.statement.emergency:
            return None
        return emergency(self.statement, self._hold(use), use) or (
            emergency(self.statement, self._hold(""), "") if self._is_over() else None
        )

    def _is_over(self) -> bool:
        """All that the regulator ever allowed of it has ended."""
        allowed = [row for row in self.rows if row.status.allows or row.status is Status.WITHDRAWN]
        return bool(allowed) and not any(row.status.allows and row.holds(self.today) for row in allowed)

    def _asserted(self, use: str) -> Found:
        held = self._hold(use)
        if not use:
            return self._bare(held)
        exactly_denied = tuple(row for row in held.denied if use in row.terms)
        if self.product.level == "substance" and held.narrower:
            exactly_denied = tuple(row for row in exactly_denied if not row.brand)
        single = tuple(row for row in exactly_denied if self.product.level == "brand" and row.brand)
        if single and all(len(row.brand) > len(single[0].brand) for row in held.exact):
            return Found(Verdict.CONTRADICTED, single, use)  # one brand of a row that holds several
        if held.exact:
            return self._allowed(held.exact, use, Verdict.SUPPORTED)
        if exactly_denied:
            return Found(Verdict.CONTRADICTED, exactly_denied, use)
        only_denied = all(row.status.denies for row in self.product.rows)
        if self.product.level == "own" and held.denied_any and only_denied:
            return Found(Verdict.CONTRADICTED, held.denied_any, use)
        if held.narrower:
            return self._allowed(held.narrower, use, Verdict.NARROWER)
        if held.ended:
            return over(self.statement, held.ended, use)
        if held.denied or held.denied_any:
            return Found(Verdict.CONTRADICTED, held.denied or held.denied_any, use)
        if held.inside:
            return Found(Verdict.CHECK_BY_HAND, held.inside, use, "the label names a wider use")
        if held.other and all(row.complete for row in held.other):
            sure = Verdict.CHECK_BY_HAND if self.statement.of_who else Verdict.CONTRADICTED
            return Found(sure, held.other, use, "the use is not on the label")
        if not held.other and self._is_over():
            return over(self.statement, self._hold("").ended, use)
        return Found(Verdict.NOT_IN_RECORD, held.other, use, "the record does not hold this use")

    def _bare(self, held: Held) -> Found:
        """ "X is FDA-approved", with no use named."""
        if told_against := effects_denied(self.rows, self.statement.effects, self.record):
            why = "the label does not hold this effect"
            return Found(Verdict.CONTRADICTED, told_against, self.statement.effects[0], why)
        own = self.product.level == "own"
        allowed_itself = own and any(row in self.product.rows for row in held.exact)
        if held.denied_any and (own or not held.exact) and not allowed_itself:
            return Found(Verdict.CONTRADICTED, held.denied_any)
        if held.exact and self._people(held.exact) is Verdict.CONTRADICTED:
            return Found(Verdict.CONTRADICTED, held.exact, "", OTHER_PEOPLE)
        if held.exact and self.statement.unknown_use:
            if not any(is_allowed(self.statement.kind, row.status) for row in held.exact):
                return Found(Verdict.WRONG_WORD, held.exact)
            return Found(Verdict.CHECK_BY_HAND, held.exact, "", "the use is none of the record's words")
        if held.exact:
            partly = self.product.level == "substance" and bool(held.denied)
            return self._allowed(held.exact, "", Verdict.NARROWER if partly else Verdict.SUPPORTED)
        if held.ended:
            return over(self.statement, held.ended, "")
        if held.denied:
            sure = self.product.level == "substance" or all(
                row.status is Status.REFUSED for row in held.denied
            )
            return Found(Verdict.CONTRADICTED if sure else Verdict.CHECK_BY_HAND, held.denied)
        if held.designations:
            return Found(Verdict.NOT_AN_APPROVAL, held.designations)
        return Found(Verdict.NOT_IN_RECORD)

    def _allowed(self, found: tuple[Row, ...], use: str, verdict: Verdict) -> Found:
        statement = self.statement
        if people := self._people(found):
            return Found(people, found, use, OTHER_PEOPLE)
        if more := left_out(statement, self.product, found, use, record=self.record, today=self.today):
            return Found(self._false(more), more, use, "the label says more than that")
        if statement.anyone and verdict is Verdict.NARROWER and all(row.complete for row in found):
            return Found(Verdict.CONTRADICTED, found, use, "the label names a part of it only")
        if statement.at_home and needs_a_clinic(self.rows):
            return Found(Verdict.CONTRADICTED, found, use, "it is given in certified places of care only")
        fitting = tuple(row for row in found if is_allowed(statement.kind, row.status))
        if not fitting and max(statement.years, default=0) <= max(row.as_of.year for row in found):
            return Found(Verdict.WRONG_WORD, found, use)
        if year := other_year(statement, self.product, self.rows, found, use):
            return Found(year, found, use, ANOTHER_YEAR)
        if statement.cure and verdict in FITTING:
            sure = Verdict.CONTRADICTED if all(row.complete for row in found) else Verdict.CHECK_BY_HAND
            return Found(sure, found, use, "a label treats; it promises no cure")
        if statement.treats and all(prevents(row) for row in found):
            return Found(Verdict.CONTRADICTED, found, use, "it prevents; it does not treat")
        if statement.sweep == "only" and (others := others_for(self.statement, self.record, self.today)):
            was_first = not are_enough([row for row in others if came_before(row, found)])
            verdict = Verdict.OUTDATED if was_first else Verdict.CONTRADICTED
            verdict = verdict if are_enough(others) else Verdict.CHECK_BY_HAND
            return Found(verdict, others, use, "others are approved for it too")
        return Found(verdict, fitting, use) if fitting else Found(Verdict.WRONG_WORD, found, use)

    def _people(self, found: Sequence[Row]) -> Verdict | None:
        """The people of the claim against the people of the label."""
        statement = self.statement
        ages = (statement.youngest, statement.eldest, statement.weeks)
        if verdict := other_people(statement.people, found, ages, everyone=statement.everyone):
            return verdict
        return of_too_few(statement.only.people, found, bare=not statement.uses)

    def _denied(self, use: str) -> Found:
        held = self._hold(use)
        if not use:
            return self._bare_denial(held)
        if held.exact:
            return self._wrongly_denied(held.exact, use)
        denials = held.denied or held.denied_any
        never = self.statement.never and any(is_part_of(row, use) for row in held.narrower)
        if held.narrower and (self.statement.of_any_kind or never) and not held.denied:
            return self._wrongly_denied(held.narrower, use)
        if held.narrower and not any(use in row.terms for row in held.denied):
            return Found(Verdict.CHECK_BY_HAND, held.narrower, use, "a narrower use is on the label")
        if not denials and once_held(self.statement, held):
            return Found(Verdict.CONTRADICTED, held.ended, use, "it once was")
        if denials or held.ended:
            return Found(Verdict.DENIAL_AGREES, denials or held.ended, use)
        if held.inside:
            return Found(Verdict.CHECK_BY_HAND, held.inside, use)
        if held.other and all(row.complete for row in held.other):
            return Found(Verdict.DENIAL_AGREES, held.other, use)
        return Found(Verdict.NOT_IN_RECORD, held.other, use, "the record does not hold this use")

    def _bare_denial(self, held: Held) -> Found:
        level = self.product.level
        if level == "own" and held.denied_any:
            return Found(Verdict.DENIAL_AGREES, held.denied_any)
        if held.exact:
            adults = of_adults(held.exact, self.statement.people, use="")
            if self.statement.unknown_use and not (self.statement.any_use or self.statement.teens or adults):
                return Found(Verdict.CHECK_BY_HAND, held.exact, why="the use is none of the record's words")
            swept = self.statement.any_use or self.statement.of_any_kind or all(map(is_vaccine, held.exact))
            if level == "substance" and (held.denied or held.denied_any) and not swept:
                rows = (*held.denied, *held.denied_any, *held.exact)
                return Found(Verdict.CHECK_BY_HAND, rows, why="approved for some uses only")
            return self._wrongly_denied(held.exact, "")
        if once_held(self.statement, held):
            return Found(Verdict.CONTRADICTED, held.ended, why="it once was")
        rows = held.denied_any or held.denied or held.ended or held.designations
        return Found(Verdict.DENIAL_AGREES, rows) if rows else Found(Verdict.NOT_IN_RECORD)

    def _wrongly_denied(self, rows: tuple[Row, ...], use: str) -> Found:
        statement = self.statement
        for_young = statement.teens and statement.people == {"children"} and for_teens(rows, bare=not use)
        age, above = statement.youngest, bool(statement.eldest)
        if for_young or reaches(
            rows, age, use, above=above
        ):  # "not for anyone under 18", and it is from age 12
            return Found(self._false(rows), rows, use)
        if self._people(rows) is Verdict.CONTRADICTED:  # "not approved for women"
            return Found(Verdict.DENIAL_AGREES, rows, use)
        later = statement.years and not statement.past and max(statement.years) < began(rows)
        swept = statement.plain or statement.any_use or statement.of_any_kind or statement.never
        swept = swept or (use in statement.denied_uses and statement.kind != "clear")  # "for Y and not for Z"
        grown = bool(of_adults(rows, statement.people, use))
        narrowed = (
            age
            or above
            or (bool(statement.people) and not grown)
            or statement.of_people
            or not (swept or grown)
        )
        if narrowed or (statement.years and not later):
            return Found(Verdict.CHECK_BY_HAND, rows, use)
        kind = "approve" if statement.kind == "clear" else statement.kind  # who denies less denies more
        if not any(is_allowed(kind, row.status) or is_allowed(statement.kind, row.status) for row in rows):
            return Found(Verdict.CHECK_BY_HAND, rows, use, "not approved, and yet with the regulator's leave")
        return Found(self._false(rows), rows, use)

    def _false(self, rows: tuple[Row, ...]) -> Verdict:
        return Verdict.CONTRADICTED if is_old(rows, self.today) else Verdict.OUTDATED

    def _not_yet(self, use: str) -> Found:
        held = self._hold(use)
        exact = of_adults(held.exact, self.statement.people, use) if self.statement.people else held.exact
        if exact and self._people(exact) is None:
            swept = self.statement.people or not held.denied or all(map(is_vaccine, exact))
            of_many = not use and self.product.level == "substance" and not swept
            unsure = (self.statement.unknown_use and not self.statement.people) or of_many
            return Found(Verdict.CHECK_BY_HAND if unsure else Verdict.OUTDATED, held.exact, use)
        narrowed = any(use in row.narrower_than and row.complete for row in held.narrower)
        if narrowed and not self.statement.people:
            return Found(Verdict.OUTDATED, held.narrower, use)
        denials = held.denied or held.denied_any
        if denials or held.ended:
            return Found(Verdict.DENIAL_AGREES if denials else Verdict.OUTDATED, denials or held.ended, use)
        return Found(Verdict.FUTURE_OR_CONDITIONAL, held.narrower or held.other, use)

    def _future(self, use: str) -> Found:
        held = self._hold(use)
        found = held.exact or held.denied or held.denied_any or held.other
        return Found(Verdict.FUTURE_OR_CONDITIONAL, found, use)

    def _claimed(self, use: str) -> Found:
        held = self._hold(use)
        return Found(Verdict.CHECK_BY_HAND, held.denied or held.denied_any or held.exact or held.other, use)

    def _off_label(self, use: str) -> Found:
        held = self._hold(use)
        if use and held.exact:
            why = "the record holds this use as on the label"
            unsure = self.statement.people or self.statement.of_people or self.product.level == "substance"
            return Found(Verdict.CHECK_BY_HAND if unsure else Verdict.OUTDATED, held.exact, use, why)
        found = held.denied or held.denied_any or held.narrower or held.other or held.inside or held.exact
        return Found(Verdict.OFF_LABEL_STATED, found, use)


_READERS = {
    Stance.ASSERTED: _Case._asserted,
    Stance.DENIED: _Case._denied,
    Stance.NOT_YET: _Case._not_yet,
    Stance.FUTURE: _Case._future,
    Stance.CLAIMED: _Case._claimed,
    Stance.OFF_LABEL: _Case._off_label,
}
