"""Markdown: CommonMark with tables, footnotes and front matter."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clinreview.article import Kind
from clinreview.readers import html
from clinreview.readers.parts.blocks import Block, Document, counted, fold
from clinreview.readers.parts.buffer import Buffer
from clinreview.readers.parts.source import Line, front_value, source_lines
from clinreview.readers.parts.structure import Lists, Table

if TYPE_CHECKING:
    from markdown_it.token import Token

    Write = Callable[[Token, Sequence[int], Buffer], Iterator[tuple[Token, Sequence[int]]]]

EXTENSIONS = (".md", ".markdown")
_WORD = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
_BAR = re.compile(r"(?<!\\)\|")
_ROW_PREFIX = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+[ \t>]*){0,20}")
_REFERENCE = re.compile(r"[ >]*\[[^\]]+\]:")


def read_text(source: str, where: object) -> Document:
    """Blocks of a Markdown text."""
    from clinreview.readers.parts import inline

    lines, front = source_lines(source)
    walk = _Walk(source, lines, inline.write)
    tokens = inline.parser().parse("\n".join(line.text for line in lines))
    for token in tokens:
        walk.take(token)
    walk.take_rest()
    if front_value(front, "description", "summary", "excerpt"):
        walk.seen["description for search engines"] += 1
    title = front_value(front, "title")
    return Document(source=source, blocks=walk.blocks, title=title, unchecked=counted(walk.seen))


class _Walk:
    """Goes through the tokens of a file and gathers blocks."""

    def __init__(self, source: str, lines: list[Line], write: Write) -> None:
        self.write = write
        self.source = source
        self.lines = lines
        self.blocks: list[Block] = []
        self.lists = Lists()
        self.table = Table()
        self.row: tuple[Line, list[tuple[int, int]]] | None = None  # line of the row, and where its cells are
        self.heading: Token | None = None
        self.cell = ""
        self.seen: Counter[str] = Counter()
        self.covered: set[int] = set()

    def take(self, token: Token) -> None:
        """Take the next token of the block structure."""
        if token.map and token.nesting == 0:
            self.covered.update(range(*token.map))
        act = getattr(self, f"_{token.type}", None)
        if act:
            act(token)

    def _heading_open(self, token: Token) -> None:
        self.heading = token
        self.covered.update(range(*(token.map or (0, 0))))

    def _heading_close(self, _: Token) -> None:
        self.heading = None

    def _bullet_list_open(self, _: Token) -> None:
        self.lists.open(self.blocks)

    _ordered_list_open = _bullet_list_open

    def _list_item_open(self, _: Token) -> None:
        self.lists.start_item()

    def _bullet_list_close(self, _: Token) -> None:
        self.lists.close(self.blocks)

    _ordered_list_close = _bullet_list_close

    def _table_open(self, token: Token) -> None:
        self.table = Table()
        self.covered.update(range(*(token.map or (0, 0))))

    def _tr_open(self, token: Token) -> None:
        line = self.lines[token.map[0] if token.map else 0]
        self.row = (line, _cells(line.text))
        self.table.start_row()

    def _th_open(self, token: Token) -> None:
        self.cell = token.tag

    _td_open = _th_open

    def _th_close(self, _: Token) -> None:
        self.table.end_cell(is_header=self.cell == "th")
        self.cell = ""

    _td_close = _th_close

    def _inline(self, token: Token) -> None:
        if self.cell:
            self._take_cell(token)
            return
        places = self._places(token, token.map[0] if token.map else 0)
        buffer = Buffer()
        images = list(self.write(token, places, buffer))
        if self.heading:
            kind, level = self._heading_kind(), int(self.heading.tag[1])
            self._add(buffer, kind=kind, level=level, start=self._line_start(self.heading))
        elif self.lists:
            if self._add(buffer, kind=Kind.ITEM, lead=self.lists.lead):
                self.lists.keep(self.blocks[-1])
        else:
            self._add(buffer)
        self._take_images(images)

    def _heading_kind(self) -> Kind:
        """The first heading is the title if it is of level 1 and only captions stand before it."""
        first = all(block.kind is Kind.CAPTION for block in self.blocks)
        return Kind.TITLE if first and self.heading and self.heading.tag == "h1" else Kind.HEADING

    def _take_cell(self, token: Token) -> None:
        buffer = Buffer()
        images = list(self.write(token, self._cell_places(token.content), buffer))
        self.table.words.append(fold(buffer.text))
        self._add(buffer, kind=Kind.CELL, lead="" if self.cell == "th" else self.table.lead)
        self._take_images(images)

    def _take_images(self, images: list[tuple[Token, Sequence[int]]]) -> None:
        for image, places in images:
            if image.type == "html_inline":
                self._take_html(image.content, places)
                continue
            self.seen["image"] += 1
            buffer = Buffer()
            inner = list(self.write(image, places, buffer))
            self._add(buffer, kind=Kind.CAPTION)
            self._take_images(inner)

    def _add(
        self,
        buffer: Buffer,
        *,
        kind: Kind = Kind.PROSE,
        lead: str = "",
        level: int = 0,
        start: int | None = None,
    ) -> bool:
        """Keep a block if it holds a word; return whether it does."""
        text = buffer.text
        if not _WORD.search(text):
            return False
        start = buffer.offsets[0] if start is None else start
        self.blocks.append(
            Block(
                text=text,
                offsets=buffer.offsets,
                start=start,
                kind=kind,
                level=level,
                lead=lead,
                lines=buffer.breaks,
            )
        )
        return True

    def _fence(self, token: Token) -> None:
        """Read code: in an article it is mostly text that was indented by accident."""
        first = token.map[0] if token.map else 0
        places = self._places(token, first + (token.type == "fence"))
        buffer = Buffer()
        buffer.add(token.content, places)
        buffer.breaks = True
        self._add(buffer)

    _code_block = _fence

    def _html_block(self, token: Token) -> None:
        self._take_html(token.content, self._places(token, token.map[0] if token.map else 0))

    def _take_html(self, source: str, places: Sequence[int]) -> None:
        page = html.parse(source)
        for block in page.blocks:
            offsets = array("I", [places[offset] for offset in block.offsets])
            kind = Kind.HEADING if block.kind is Kind.TITLE and self.blocks else block.kind
            self.blocks.append(replace(block, offsets=offsets, start=places[block.start], kind=kind))
        self.seen += page.seen

    def _places(self, token: Token, first: int) -> array[int]:
        """Place in the source of each character of a token's content.

        Each line of the content is the end of a line of the file, but for a heading's closing marks.
        """
        places = array("I")
        for number, text in enumerate(token.content.split("\n")):
            line = self.lines[min(first + number, len(self.lines) - 1)]
            bare = text.lstrip(" \t")
            at = line.start + _find(line.text, bare.rstrip(), self.heading)
            places.extend([at] * (len(text) - len(bare)))
            places.extend(range(at, at + len(bare)))
            places.append(min(line.start + len(line.text), len(self.source) - 1))
        return places

    def _cell_places(self, content: str) -> Sequence[int]:
        """Place of each character of a table cell; a pipe in it was escaped in the file."""
        line, cells = self.row or (self.lines[0], [])
        start, end = cells[self.table.column] if self.table.column < len(cells) else (0, 0)
        at = start + len(line.text[start:end].rstrip())
        places = array("I", [line.start + at])
        for sign in reversed(content):
            at = max(0, at - 1)
            places.append(line.start + at)
            at -= sign == "|"
        places.reverse()
        return places

    def _line_start(self, token: Token) -> int:
        return self.lines[token.map[0]].start if token.map else 0

    def take_rest(self) -> None:
        """Read lines the parser left out (nested deeper than it goes), so that nothing escapes."""
        rest = [
            Block(
                text=line.text,
                offsets=range(line.start, line.start + len(line.text)),
                start=line.start,
            )
            for number, line in enumerate(self.lines)
            if number not in self.covered and _LETTER.search(line.text) and not _REFERENCE.match(line.text)
        ]
        if rest:
            self.blocks = sorted(self.blocks + rest, key=lambda block: block.start)


def _cells(line: str) -> list[tuple[int, int]]:
    """Ranges between the pipes of a table row, without what stands before a leading pipe."""
    bars = [bar.start() for bar in _BAR.finditer(line)]
    starts = [0, *(bar + 1 for bar in bars)]
    cells = list(zip(starts, [*bars, len(line)], strict=True))
    return cells[1:] if _ROW_PREFIX.fullmatch(line[slice(*cells[0])]) else cells


def _find(line: str, text: str, heading: Token | None) -> int:
    """Where the text of a block stands in its line."""
    if heading is not None and heading.markup.startswith("#"):
        at = line.find(heading.markup) + len(heading.markup)
        return max(0, line.find(text, at))
    return max(0, len(line.rstrip()) - len(text))
