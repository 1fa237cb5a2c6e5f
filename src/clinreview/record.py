"""Record: the dated tables of facts, and what they say of a claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinreview.approvals import Row, read_approvals
from clinreview.conditions import Conditions, read_conditions
from clinreview.errors import RecordError
from clinreview.facts import Fact, read_facts
from clinreview.laynames import read_lay_names, with_lay_names
from clinreview.stamp import Stamp, stamp_of

if TYPE_CHECKING:
    import pandas as pd

    from clinreview.mentions import Names

DATA = Path(__file__).parent / "data" / "record"


class Verdict(StrEnum):
    """What the record says of a claim."""

    SUPPORTED = "supported"
    NARROWER = "narrower"
    WRONG_WORD = "wrong-word"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    OFF_LABEL_STATED = "off-label-stated"
    DENIAL_AGREES = "denial-agrees"
    NOT_AN_APPROVAL = "not-an-approval"
    FUTURE_OR_CONDITIONAL = "future-or-conditional"
    NOT_IN_RECORD = "not-in-record"
    CHECK_BY_HAND = "check-by-hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A verdict with what it rests on.

    Attributes
    ----------
    row
        Id of the record row, "" when no row was used (not-in-record, check-by-hand).
    says
        One plain sentence: what the record holds ("FDA approved Ketalar (ketamine injection) in 1970 as …").
    matched
        The words of the claim that were matched ("fda … approves … ketamine infusions … depression").
    reference, url
        Where the row comes from.
    as_of
        The day the row was last known to be true.
    confidence
        verified, partly-verified or from-knowledge.
    suggestion
        A wording the record would support, "" if none.
    overdue
        The row is past its re-check date.
    """

    verdict: Verdict
    row: str = ""
    says: str = ""
    matched: str = ""
    reference: str = ""
    url: str = field(default="", repr=False)
    as_of: dt.date | None = None
    confidence: str = ""
    suggestion: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A name of a product that was found, with the rows that speak of it."""

    rows: tuple[Row, ...]
    level: str  # "substance", "brand" or "own" (a name of one row's product alone)
    name: str


@dataclass(frozen=True)
class Record:
    """The rows and facts that are held, with the words to find them by."""

    rows: tuple[Row, ...] = field(repr=False)
    conditions: Conditions = field(repr=False)
    facts: tuple[Fact, ...] = field(default=(), repr=False)

    @cached_property
    def as_of(self) -> dt.date | None:
        """The latest day a row was known to be true."""
        return max((row.as_of for row in self.rows), default=None)

    @cached_property
    def version(self) -> str:
        """Hash of everything the record holds, the same for the same content."""
        import hashlib

        parts = [repr(row) + repr((row.names, row.own_names)) for row in self.rows]
        parts += [repr(fact) for fact in self.facts]
        parts += [
            f"{term}={words}={self.conditions.under.get(term)}"
            for term, words in self.conditions.words.items()
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def row(self, id: str) -> Row:
        """The row with this id."""
        for row in self.rows:
            if row.id == id:
                return row
        raise RecordError("record", f"holds no row {id!r}", "see 'clinreview record show NAME'")

    def show(self, name: str) -> pd.DataFrame:
        """What is held of a substance, brand or other name: approvals and facts, oldest first.

        Examples
        --------
        >>> load_record().show("Spravato")["status"].iloc[0]
        'approved'
        """
        import pandas as pd

        wanted = name.strip().lower()
        rows = [row for row in self.rows if wanted in _all_names(row)]
        rows.sort(key=lambda row: (row.agency != "FDA", row.agency, row.valid_from or dt.date.max, row.id))
        columns = [
            "id",
            "agency",
            "status",
            "product",
            "use",
            "since",
            "until",
            "limits",
            "reference",
            "confidence",
        ]
        table = [
            [row.id, row.agency, str(row.status), _named(row), row.indication, row.valid_from, row.valid_to, row.limits,
             row.reference, row.confidence, row.as_of, row.recheck]
            for row in rows
        ]  # fmt: skip
        return pd.DataFrame(table, columns=[*columns, "as of", "re-check by"])

    def due(self, today: dt.date) -> pd.DataFrame:
        """Rows and facts past their re-check date, the longest overdue first."""
        import pandas as pd

        entries = [(row.recheck, row.id, row.substance, row.as_of, row.confidence, row.reference)
                   for row in self.rows if row.overdue(today)]  # fmt: skip
        entries += [(fact.recheck, fact.id, ", ".join(fact.substances), fact.as_of, fact.confidence, fact.reference)
                    for fact in self.facts if fact.recheck < today]  # fmt: skip
        columns = ["re-check by", "id", "about", "as of", "confidence", "reference"]
        return pd.DataFrame(sorted(entries), columns=columns)

    def facts_for(self, substances: Iterable[str], topics: Iterable[str] = ()) -> tuple[Fact, ...]:
        """Facts about any of the substances (by any name), on any of the topics (all of them if none is given)."""
        asked = {name.lower() for name in substances}
        for row in self.rows:
            if asked & _all_names(row):
                asked.add(row.substance.lower())
        wanted = set(topics)
        return tuple(
            fact
            for fact in self.facts
            if asked & {name.lower() for name in fact.substances}
            and (not wanted or wanted & set(fact.topics))
        )

    @cached_property
    def names(self) -> Names[Product | str]:
        """Every name of a product (as :class:`Product`) and of a condition (as its term)."""
        from clinreview.mentions import Names

        names: Names[Product | str] = Names()
        for name, product in self._products():
            names.add(name, product)
        for term, also in self.conditions.words.items():
            for word in (term, *also):
                names.add(word, term)
        return names

    def _products(self) -> Iterable[tuple[str, Product]]:
        by_substance: dict[str, list[Row]] = {}
        for row in self.rows:
            by_substance.setdefault(row.substance, []).append(row)
        for substance, rows in by_substance.items():
            own: dict[str, list[Row]] = {}
            brands: dict[str, list[Row]] = {}
            general: dict[str, None] = {substance: None}
            for row in rows:
                general |= dict.fromkeys(row.names)
                for name in row.own_names:
                    own.setdefault(name, []).append(row)
                for brand in row.brand:
                    brands.setdefault(brand, []).append(row)
            shared = [row for row in rows if not row.brand and not row.own_names]
            for name in general:
                if name not in own and name not in brands:
                    yield name, Product(tuple(rows), "substance", name)
            for name, held in brands.items():
                yield name, Product((*held, *shared), "brand", name)
            for name, held in own.items():
                if name not in brands:
                    yield name, Product(tuple(held), "own", name)

    @cached_property
    def by_substance(self) -> Mapping[str, tuple[Row, ...]]:
        """Rows by substance."""
        table: dict[str, list[Row]] = {}
        for row in self.rows:
            table.setdefault(row.substance, []).append(row)
        return {substance: tuple(rows) for substance, rows in table.items()}

    def _repr_html_(self) -> str:
        agencies = sorted({row.agency for row in self.rows})
        return (
            f"<p>Record of {len(self.rows)} rows on {len(self.by_substance)} products ({', '.join(agencies)}) and "
            f"{len(self.facts)} facts, as of {self.as_of}, version {self.version}.</p>"
        )


def _all_names(row: Row) -> set[str]:
    return {name.lower().lstrip("=") for name in (row.substance, *row.names, *row.own_names, *row.brand)}


def _named(row: Row) -> str:
    product = row.product or row.substance
    return f"{', '.join(row.brand)} ({product})" if row.brand else product


@cache
def _lay_names() -> Mapping[str, tuple[str, ...]]:
    return read_lay_names(DATA / "lay-names.yaml")


@cache
def shipped_record() -> Record:
    """The record as it ships, read once: it is part of the package and never changes while it runs."""
    conditions = read_conditions(DATA / "conditions.yaml")
    rows: dict[str, Row] = {}
    for path in sorted((DATA / "approvals").glob("*.yaml")):
        _add_rows(rows, path, conditions, new=True)
    named = with_lay_names(rows.values(), _lay_names())
    return Record(tuple(named), conditions, tuple(read_facts(DATA / "facts.yaml")))


def load_record(paths: Iterable[Path | str] = ()) -> Record:
    """Read the shipped tables and an organisation's own files, which add rows or replace those with the same id.

    Parameters
    ----------
    paths
        Files of approvals (a list of substances with rows) or of facts (a list with ``fact:`` entries), or
        folders of such files.
    """
    files = tuple(_files(paths))
    return _with_own(files, stamp_of(files)) if files else shipped_record()


@lru_cache(maxsize=4)
def _with_own(files: tuple[Path, ...], stamp: Stamp) -> Record:
    """Read again when one of the files has changed."""
    shipped = shipped_record()
    conditions = shipped.conditions
    rows = {row.id: row for row in shipped.rows}
    facts = {fact.id: fact for fact in shipped.facts}
    for path in files:
        if _is_facts(path):
            facts |= {fact.id: fact for fact in read_facts(path)}
        else:
            _add_rows(rows, path, conditions)
    return Record(tuple(with_lay_names(rows.values(), _lay_names())), conditions, tuple(facts.values()))


def _add_rows(rows: dict[str, Row], path: Path, conditions: Conditions, new: bool = False) -> None:
    here: set[str] = set()
    for row in read_approvals(path, conditions.words):
        if row.id in here or (new and row.id in rows):
            raise RecordError(
                f"{path.name}: {row.id}", "the id is used twice", "give each row an id of its own"
            )
        here.add(row.id)
        rows[row.id] = row


def _files(paths: Iterable[Path | str]) -> Iterable[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(path.glob("*.yaml"))
        elif path.exists():
            yield path
        else:
            raise RecordError(path, "does not exist", "give a YAML file of record rows, or a folder of them")


def _is_facts(path: Path) -> bool:
    from clinreview.tables import read_yaml

    data: Any = read_yaml(path)
    return isinstance(data, list) and bool(data) and isinstance(data[0], dict) and "fact" in data[0]
