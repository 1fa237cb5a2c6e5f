"""Lay names: what pages for patients call a product, beside the names that its rows give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from clinreview.approvals import Row
from clinreview.errors import RecordError
from clinreview.mentions import spelled
from clinreview.tables import read_yaml


def read_lay_names(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Names by substance, or by the id of the one row they speak of."""
    data = read_yaml(path)
    if not isinstance(data, dict) or not all(isinstance(names, list) for names in data.values()):
        raise RecordError(
            path.name, "is not a list of names for each substance", "write 'substance: [name, …]'"
        )
    for key, names in data.items():
        if not all(isinstance(name, str) for name in names):
            raise RecordError(f"{path.name}: {key}", "a name that is not text", "put it in quotation marks")
    return {
        str(key): tuple(dict.fromkeys(way for name in names for way in spelled(name)))
        for key, names in data.items()
    }


def with_lay_names(rows: Iterable[Row], lay: Mapping[str, tuple[str, ...]]) -> Iterable[Row]:
    """The rows with these names added to theirs."""
    for row in rows:
        names, own = lay.get(row.substance, ()), lay.get(row.id, ())
        if not names and not own:
            yield row
            continue
        names, own = (*row.names, *names), (*row.own_names, *own)
        yield replace(row, names=tuple(dict.fromkeys(names)), own_names=tuple(dict.fromkeys(own)))
