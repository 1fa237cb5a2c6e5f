"""Grids: tables in a plain text, with bars or tabs between the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from clinreview.article import Kind
from clinreview.readers.parts.blocks import Block, fold
from clinreview.readers.parts.leads import MAX_HEADER_WORDS
from clinreview.readers.parts.structure import Table
from clinreview.sentences.lines import Line

_TABS = re.compile(r"[^\t]+")
_RULE = re.compile(r"[-:|=+\s]*[-=]{2}[-:|=+\s]*")
_MOST_CELLS = 40  # a line with more bars is a drawing, or made to hurt
_FEWEST_TABBED = 3  # "Dose:<tab>5 mg" is a line with a label, and is read as one


def split_grids(paragraph: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
    """The lines, each table by itself (two rows or more of as many cells) and what stands between together."""
    for is_grid, runs in groupby(_runs(paragraph), key=_is_grid):
        if is_grid:
            yield from ((run, True) for run in runs)
        else:
            yield [line for run in runs for line in run], False


def _runs(paragraph: Sequence[Line]) -> Iterator[list[Line]]:
    """Neighbours of as many cells, with the rules drawn between them."""
    run: list[Line] = []
    width = 0
    for line in paragraph:
        is_rule = _RULE.fullmatch(line.body) is not None
        own = 0 if is_rule else _width(line.body)
        drawn = is_rule and width and "|" in line.body + run[-1].body
        if run and own != width and not drawn:
            yield run
            run = []
        if not run:
            width = own
        run.append(line)
    if run:
        yield run


def _is_grid(run: Sequence[Line]) -> bool:
    rows = _rows(run)
    return len(rows) > 1 and _width(rows[0].body) > 1


def _rows(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not _RULE.fullmatch(line.body)]


def grid_cells(source: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Blocks of the cells of a table."""
    rows = _rows(lines)
    has_headers = len(rows) < len(lines) or _heads(rows[0].body)
    table = Table()
    for number, row in enumerate(rows):
        table.start_row()
        is_header = has_headers and not number
        for start, end in _cells(row.body):
            text = source[row.start + start : row.start + end]
            table.words = [fold(text)]
            if text:
                yield Block(
                    text=text,
                    offsets=range(row.start + start, row.start + end),
                    start=row.start + start,
                    kind=Kind.CELL,
                    lead="" if is_header else table.lead,
                )
            table.end_cell(is_header=is_header)


def _width(body: str) -> int:
    if max(body.count("|"), body.count("\t")) > _MOST_CELLS:
        return 0
    found = len(list(_cells(body)))
    return found if "|" in body or found >= _FEWEST_TABBED else 0


def _cells(body: str) -> Iterator[tuple[int, int]]:
    """Ranges of the cells without the white space around them; an empty one is empty."""
    if "|" not in body:
        yield from (cell.span() for cell in _TABS.finditer(body) if cell[0].strip())
        return
    bars = [bar.start() for bar in re.finditer(r"\|", body)]
    ranges = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(body)], strict=True))
    first = not ranges[0][1]  # the row starts with a bar
    last = len(ranges) - (ranges[-1][0] == len(body))
    for start, end in ranges[first:last]:
        cell = body[start:end]
        bare = cell.strip()
        at = start + (len(cell) - len(cell.lstrip()) if bare else 0)
        yield at, at + len(bare)


def _heads(body: str) -> bool:
    """Whether a first row reads like headers: short, no figure, no full stop."""
    cells = [body[slice(*cell)] for cell in _cells(body)]
    return all(len(cell.split()) <= MAX_HEADER_WORDS and not re.search(r"\d|[.!?]$", cell) for cell in cells)
