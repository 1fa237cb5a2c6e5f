"""Plain text: a title line, short heading lines, paragraphs, items; blank lines between."""

from __future__ import annotations

from collections.abc import Iterator

from clinreview.article import Kind
from clinreview.readers.parts.blocks import Block, Document
from clinreview.readers.parts.grids import grid_cells, split_grids
from clinreview.readers.parts.leads import lead_in
from clinreview.sentences import split_prose
from clinreview.sentences.lines import (
    LETTER,
    MARKER,
    RULE,
    Line,
    ends_open,
    is_heading_over,
    paragraphs,
    split_lines,
)

EXTENSIONS = (".txt",)
MAX_TITLE_WORDS = 25
HEADING_LEVEL = 2


def read_text(source: str, where: object) -> Document:
    """Blocks of a plain text."""
    passages = list(_passages(source))
    blocks: list[Block] = []
    lead = ""
    for number, (lines, alone, grid) in enumerate(passages):
        following = passages[number + 1][0] if number + 1 < len(passages) else None
        if grid:
            blocks.extend(grid_cells(source, lines))
            continue
        if RULE.match(lines[0].body):
            continue
        if lines[0].is_item:
            lead = (
                lead if blocks and blocks[-1].kind is Kind.ITEM else lead_in(blocks[-1] if blocks else None)
            )
            blocks.append(_item(source, lines, lead))
        else:
            blocks.append(_paragraph(source, lines, alone, following, first=not blocks))
    return Document(source=source, blocks=blocks)


def _passages(source: str) -> list[tuple[list[Line], bool, bool]]:
    """Passages, each with whether it may be a heading, and whether it is a table.

    A heading stands alone between blank lines, or right over its text.
    """
    found: list[tuple[list[Line], bool, bool]] = []
    for paragraph in paragraphs(source):
        for run, grid in split_grids(paragraph):
            if grid:
                found.append((run, False, True))
            else:
                found.extend((*passage, False) for passage in _in_lines(run))
    return found


def _in_lines(paragraph: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    parts = split_lines(paragraph)
    for number, lines in enumerate(parts):
        underlined = len(lines) == 2 and RULE.match(lines[1].body) is not None
        part = lines[:1] if underlined else lines
        below = parts[number + 1] if number + 1 < len(parts) else None
        alone = underlined or len(parts) == 1 or (below is not None and _is_over(part[0], below))
        yield part, len(part) == 1 and alone


def _is_over(line: Line, below: list[Line]) -> bool:
    """Whether a line is a heading of the passage right below it, which is longer or ends as text does."""
    length = below[-1].end - below[0].start
    return is_heading_over(line, below[0]) and (length > len(line.body) or not ends_open(below[-1].body))


def _paragraph(
    source: str, lines: list[Line], alone: bool, following: list[Line] | None, *, first: bool
) -> Block:
    start, end = lines[0].start, lines[-1].end
    kind = Kind.PROSE
    if alone and following and _reads_as_heading(lines[0], following, first=first):
        kind = Kind.TITLE if first else Kind.HEADING
    return Block(
        text=source[start:end],
        offsets=range(start, end),
        start=start,
        kind=kind,
        level={Kind.TITLE: 1, Kind.HEADING: HEADING_LEVEL}.get(kind, 0),
    )


def _reads_as_heading(line: Line, following: list[Line], *, first: bool) -> bool:
    body = line.body
    if not ends_open(body):
        return body.endswith(":") and len(body.split()) <= 4 and not following[0].is_item
    if first:
        return len(body) < 300 and len(body.split()) <= MAX_TITLE_WORDS and len(split_prose(body)) <= 2
    return line.is_short


def _item(source: str, lines: list[Line], lead: str) -> Block:
    marker = (LETTER if lines[0].lettered else MARKER).match(lines[0].body)
    start = lines[0].start + (marker.end() if marker else 0)
    end = lines[-1].end
    return Block(
        text=source[start:end],
        offsets=range(start, end),
        start=lines[0].start,
        kind=Kind.ITEM,
        lead=lead,
        numbered=marker is not None and marker["number"] is not None,
    )
