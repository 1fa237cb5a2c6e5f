"""Facts: dated statements of labels, regulators and studies that bear on safety claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from clinreview.errors import RecordError
from clinreview.tables import read_yaml

TOPICS = (
    "approval", "status", "history", "dependence", "monitoring", "boxed-warning", "known-risks", "side-effects",
    "dose", "benefit", "durability", "withdrawal", "interactions", "pregnancy", "children", "driving", "compounding",
    "evidence", "supply", "advertising", "helpline", "deaths",
)  # fmt: skip
SOURCES = ("label", "regulator", "agency", "study", "guideline", "press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One dated statement.

    Attributes
    ----------
    fact
        The statement, in our own words.
    date
        When it was said or came into force; None where the source gives none.
    source
        What kind of source the reference is.
    reviewed_by
        Who of the organisation has checked the row, "" if nobody.
    """

    id: str
    fact: str
    substances: tuple[str, ...]
    topics: tuple[str, ...]
    reference: str
    source: str
    confidence: str
    as_of: dt.date
    recheck: dt.date
    date: dt.date | None = None
    url: str = field(default="", repr=False)
    reviewed_by: str = ""


_KEYS = {f.name for f in fields(Fact)}
_NEEDED = ("id", "fact", "topics", "reference", "source", "confidence", "as_of", "recheck")


def read_facts(path: Path) -> Iterator[Fact]:
    """Facts of one file."""
    data = read_yaml(path)
    if not isinstance(data, list):
        raise RecordError(path.name, "is not a list of facts", "start each with '- id: …'")
    seen: set[str] = set()
    for entry in data:
        if not isinstance(entry, dict):
            raise RecordError(
                path.name, f"an entry that is not a list of keys: {entry!r}", "write 'id: …' and so on"
            )
        where = f"{path.name}: {entry.get('id', 'a fact without id')}"
        for key in entry:
            if key not in _KEYS:
                close = get_close_matches(str(key), _KEYS, 1)
                raise RecordError(
                    where, f"unknown key {key!r}", f"did you mean {close[0]!r}?" if close else "remove it"
                )
        for key in _NEEDED:
            if not entry.get(key):
                raise RecordError(where, f"has no {key}", "add it")
        _check(entry, where)
        if entry["id"] in seen:
            raise RecordError(where, "the id is used twice", "give each fact an id of its own")
        seen.add(entry["id"])
        lists = {key: tuple(entry.get(key) or ()) for key in ("substances", "topics")}
        yield Fact(**{**entry, **lists})


def _check(entry: dict[str, Any], where: str) -> None:
    for key in ("as_of", "recheck", "date"):
        value = entry.get(key)
        if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
            raise RecordError(where, f"{key} is {value!r}, not a date", "write it as 2024-12-31")
    for topic in entry["topics"]:
        if topic not in TOPICS:
            close = get_close_matches(str(topic), TOPICS, 1)
            raise RecordError(
                where, f"topic is {topic!r}", f"did you mean {close[0]!r}?" if close else "see README.txt"
            )
    if entry["source"] not in SOURCES:
        raise RecordError(where, f"source is {entry['source']!r}", f"use one of {', '.join(SOURCES)}")
