"""Table: a pandas DataFrame that shows itself with a caption and with headers that belong to their cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from clinreview.html import number, show

MOST = 500  # rows; a notebook with more is slow to scroll


class Table(pd.DataFrame):
    """A DataFrame in every respect; only the way a notebook shows it is ours.

    pandas' own HTML has neither a caption nor ``scope``, without which a screen reader cannot say what a cell is.
    """

    _metadata = ["caption"]  # noqa: RUF012  what pandas keeps when it makes a new frame from this one
    caption: str = ""

    @property
    def _constructor(self) -> Callable[..., Table]:
        return Table

    def _repr_html_(self) -> str:
        if self.columns.nlevels > 1 or self.index.nlevels > 1:
            return self.to_html()
        numeric = [pd.api.types.is_numeric_dtype(kind) for kind in self.dtypes]
        rows = [
            [_shown(value) for value in row] for row in self.head(MOST).itertuples(index=False, name=None)
        ]
        names = None if isinstance(self.index, pd.RangeIndex) else [str(name) for name in self.index[:MOST]]
        caption = self.caption + (f" The first {MOST} of {len(self)} rows." if len(self) > MOST else "")
        return show(
            "table.html.j2",
            caption=caption or "Table",
            columns=[(str(name), right) for name, right in zip(self.columns, numeric, strict=True)],
            rows=rows,
            names=names,
            corner=str(self.index.name or ""),
        )


def table(rows: Iterable[Mapping[str, Any]], caption: str, columns: Sequence[str] | None = None) -> Table:
    """Make a table of rows.

    Parameters
    ----------
    caption
        What the table shows, in one sentence.
    columns
        Their order; also what the columns are when there is no row.
    """
    made = Table(pd.DataFrame(list(rows), columns=None if columns is None else list(columns)))
    made.caption = caption
    return made


def _shown(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, float):
        return number(value)
    return str(value)
