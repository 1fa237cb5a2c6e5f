"""Approvals: the dated rows that say what a regulator did, for which product and which use."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from clinreview.errors import RecordError


class Status(StrEnum):
    """What a regulator did, in the regulator's own word."""

    APPROVED = "approved"
    CLEARED = "cleared"
    DE_NOVO = "de-novo"
    EMERGENCY_USE = "emergency-use"
    PERMITTED = "permitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DESIGNATION = "designation"
    REGISTRATION = "registration"
    RECOMMENDED = "recommended"
    NOT_RECOMMENDED = "not-recommended"
    NOT_APPROVED = "not-approved"
    NOT_LISTED = "not-listed"  # GRAS

    @property
    def allows(self) -> bool:
        """A regulator lets the product be sold for the use."""
        return self in (
            Status.APPROVED,
            Status.CLEARED,
            Status.DE_NOVO,
            Status.EMERGENCY_USE,
            Status.PERMITTED,
        )

    @property
    def denies(self) -> bool:
        """No regulator's leave for the use."""
        return self in (Status.REFUSED, Status.NOT_APPROVED, Status.NOT_RECOMMENDED)


AGENCIES = (
    "FDA",
    "EMA",
    "MHRA",
    "NICE",
    "NHS",
    "TGA",
    "Health Canada",
    "WHO",
    "CDC",
    "DEA",
    "NIH",
    "AMA",
    "Medicare",
)
WITHOUT_PRESCRIPTION = "without-prescription"
CONFIDENCE = ("verified", "partly-verified", "from-knowledge")
FORMS = (
    "injection", "infusion", "oral", "nasal", "sublingual", "topical", "patch", "implant", "inhaled", "vaginal",
    "eye", "device", "home device", "clinic device", "app", "gas", "supplement",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that one regulator did (or, as far as we found, did not do).

    Attributes
    ----------
    substance, brand, form
        The product at three levels. A row without a brand holds for every brand of the substance, one
        without a form for every form.
    names
        Other names of the substance; ``own_names`` are names of this row's product alone.
    indication, terms, narrower_than, excepted
        The use in plain words; the words of ``conditions.yaml`` for it ("any" for every use); wider words that a
        claim may use although the label says less; uses that "any" does not cover.
    min_age, max_age, max_weeks, sex
        Limits of the population, where the label has them: ages in years, weeks of pregnancy.
    sale
        "without-prescription" where the row is on such sale, and on nothing else; such a row speaks only to statements on
        it.
    valid_from, valid_to
        The regulator's own date, and the day it ended.
    wording
        A sentence the record would support, with ``{condition}`` for the use that was claimed.
    described_only
        Names of the row count only where they are described ("FDA-approved clinic"), not where they are acted on.
    agency_named
        Others approve of it too (states of cannabis): a claim is about this agency only where it is named.
    complete
        The rows of this product hold all its labelled uses: a use that is not among them is not on the label.
    """

    id: str
    substance: str
    agency: str
    status: Status
    indication: str
    reference: str
    confidence: str
    as_of: dt.date
    recheck: dt.date
    names: tuple[str, ...] = field(default=(), repr=False)
    own_names: tuple[str, ...] = field(default=(), repr=False)
    brand: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    product: str = ""
    terms: tuple[str, ...] = ()
    narrower_than: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    population: str = ""
    min_age: int = 0
    max_age: int = 0
    max_weeks: int = 0
    sex: str = ""
    sale: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    number: str = ""
    limits: str = ""
    url: str = ""
    note: str = ""
    wording: str = ""
    see: tuple[str, ...] = ()
    scope: str = "product"
    complete: bool = False
    described_only: bool = False
    agency_named: bool = False
    reviewed_by: str = ""
    source: str = field(default="", repr=False, compare=False)

    @property
    def link(self) -> str:
        """Address of the reference: the row's own, or the regulator's page for the application number."""
        return self.url or _registry_page(self.number)

    def holds(self, today: dt.date) -> bool:
        """The row was in force on a day."""
        return (not self.valid_from or self.valid_from <= today) and (
            not self.valid_to or today < self.valid_to
        )

    def overdue(self, today: dt.date) -> bool:
        """The row is past its re-check date."""
        return self.recheck < today


_PAGES = (
    (r"^N?DA ?(\d{6})$", "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo={}"),
    (r"^(?:NDA|ANDA|BLA)(\d{6})", "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo={}"),
    (r"^(K\d{6})$", "https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfpmn/pmn.cfm?ID={}"),
    (r"^(DEN\d{6})$", "https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfpmn/denovo.cfm?id={}"),
    (r"^(P\d{6})", "https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfpma/pma.cfm?id={}"),
)  # fmt: skip


def _registry_page(number: str) -> str:
    for pattern, page in _PAGES:
        if found := re.match(pattern, number):
            return page.format(found[1])
    return ""


_LISTS = ("names", "brand", "form", "terms", "narrower_than", "excepted", "see")
_DATES = ("as_of", "recheck", "valid_from", "valid_to")
_KEYS = {f.name for f in fields(Row)} - {"own_names", "source", "excepted"} | {"except"}
_NEEDED = ("id", "agency", "status", "indication", "reference", "confidence", "as_of", "recheck")
_OF_A_BLOCK = _KEYS - {"id", "indication", "terms", "valid_from", "valid_to"} | {"rows"}


def read_approvals(path: Path, conditions: Mapping[str, Any]) -> Iterator[Row]:
    """Rows of one file: a list of blocks, each a substance with what holds for all its rows, and its rows."""
    from clinreview.tables import read_yaml

    blocks = read_yaml(path)
    if not isinstance(blocks, list):
        raise RecordError(path.name, "is not a list of substances", "start each with '- substance: NAME'")
    for block in blocks:
        if (
            not isinstance(block, dict)
            or not block.get("substance")
            or not isinstance(block.get("rows"), list)
        ):
            raise RecordError(
                path.name, f"a block without substance or rows: {str(block)[:60]!r}", "add both"
            )
        where = f"{path.name}: {block['substance']}"
        _known(block, _OF_A_BLOCK, where)
        for entry in block["rows"]:
            if not isinstance(entry, dict):
                raise RecordError(
                    where, f"a row that is not a list of keys: {entry!r}", "write 'id: …' and so on"
                )
            _known(entry, _KEYS, f"{where}, {entry.get('id', 'a row without id')}")
            yield _row(block, entry, where, path, conditions)


def _known(entry: Mapping[str, Any], keys: set[str], where: str) -> None:
    for key in entry:
        if key not in keys:
            close = get_close_matches(str(key), keys, 1)
            raise RecordError(
                where, f"unknown key {key!r}", f"did you mean {close[0]!r}?" if close else "remove it"
            )


def _row(
    block: Mapping[str, Any], entry: Mapping[str, Any], where: str, path: Path, conditions: Mapping[str, Any]
) -> Row:
    shared = {key: value for key, value in block.items() if key not in ("rows", "names")}
    merged = {**shared, **{key: value for key, value in entry.items() if key != "names"}}
    where = f"{where}, {entry.get('id', 'a row without id')}"
    for key in _NEEDED:
        if not merged.get(key):
            raise RecordError(where, f"has no {key}", "add it")
    merged["excepted"] = merged.pop("except", ())
    merged["names"] = block.get("names") or ()
    merged["own_names"] = entry.get("names") or ()
    for key in (*_LISTS, "own_names"):
        merged[key] = _texts(merged.get(key) or (), key, where)
    for key in _DATES:
        merged[key] = _date(merged.get(key), key, where)
    for key, allowed in (("agency", AGENCIES), ("confidence", CONFIDENCE), ("scope", ("product", "class"))):
        _one_of(merged.get(key, allowed[0]), allowed, key, where)
    _one_of(merged["status"], tuple(Status), "status", where)
    _one_of(merged.get("sale", ""), ("", WITHOUT_PRESCRIPTION), "sale", where)
    for form in merged["form"]:
        _one_of(form, FORMS, "form", where)
    for key in ("terms", "narrower_than", "excepted"):
        for term in merged[key]:
            if term != "any":
                _one_of(term, tuple(conditions), key, where)
    if merged["valid_from"] and merged["valid_to"] and merged["valid_to"] < merged["valid_from"]:
        raise RecordError(where, "valid_to lies before valid_from", "correct the dates")
    merged["status"] = Status(merged["status"])
    return Row(**merged, source=path.name)


def _texts(value: Any, key: str, where: str) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else list(value)
    for one in values:
        if not isinstance(one, str):
            raise RecordError(where, f"{key} holds {one!r}, which is not text", "put it in quotation marks")
    return tuple(values)


def _date(value: Any, key: str, where: str) -> dt.date | None:
    if value in (None, ""):
        return None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise RecordError(where, f"{key} is {value!r}, not a date", "write it as 2024-12-31")


def _one_of(value: Any, allowed: tuple[str, ...], key: str, where: str) -> None:
    if value not in allowed:
        close = get_close_matches(str(value), allowed, 1)
        raise RecordError(
            where, f"{key} is {value!r}", f"did you mean {close[0]!r}?" if close else "see README.txt"
        )
