"""HTML: what a browser shows of a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from clinreview.article import Kind
from clinreview.readers.parts.blocks import Block, Document, counted, fold
from clinreview.readers.parts.buffer import Buffer
from clinreview.readers.parts.elements import UNREAD, Elements, is_hidden, names
from clinreview.readers.parts.structure import Lists, Table
from clinreview.readers.parts.tags import Tag, Text, decoded, pieces

EXTENSIONS = (".html", ".htm")
_WORD = re.compile(r"[^\W_]")
_SPACE = str.maketrans("\n\r\t\f\v", "     ")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = names("ul ol menu dir dl")
_SEEN = {
    "img": "image",
    "svg": "image",
    "video": "video",
    "audio": "audio clip",
    "iframe": "embedded page",
    "object": "embedded object",
    "embed": "embedded object",
    "canvas": "drawing",
    "math": "formula",
}


def read_text(source: str, where: object) -> Document:
    """Blocks of a page."""
    page = parse(source)
    title = next((block for block in page.blocks if block.kind is Kind.TITLE), None)
    name = fold(page.name.text) if page.name else ""
    if page.name and title is None:
        page.blocks.insert(0, replace(page.name, kind=Kind.TITLE, level=1))
    elif page.name and title and fold(title.text).lower() not in name.lower():
        page.blocks.insert(0, page.name)
    return Document(source=source, blocks=page.blocks, title=name, unchecked=counted(page.seen))


def parse(source: str) -> Page:
    """Go through a page or a part of one."""
    page = Page(source)
    for piece in pieces(source):
        if isinstance(piece, Text):
            page.take_text(piece)
        elif piece.closes:
            page.close(piece)
        else:
            page.open(piece)
    page.finish()
    return page


class Page(Elements):
    """Gathers blocks while a page goes by."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.blocks: list[Block] = []
        self.name: Block | None = None  # what <title> says
        self.seen: Counter[str] = Counter()
        self._buffer = Buffer()
        self._heading: int | None = None  # where the heading under way starts, until it has words
        self._captions: list[Block] = []  # of images in a heading, until it has words
        self._lists = Lists()
        self._tables: list[Table] = []

    def open(self, tag: Tag) -> None:
        """Take a start tag."""
        if not self.hidden:
            if tag.name == "meta" and tag.attributes.get("name", (0, ""))[1].lower() == "description":
                self.seen["description for search engines"] += 1
            if is_hidden(tag):
                self.seen["hidden passage"] += tag.name not in UNREAD
            elif tag.name in _SEEN:
                self._see(tag)
            elif tag.name == "br":
                self._buffer.add_break(tag.start)
        super().open(tag)

    def take_text(self, text: Text) -> None:
        """Take text between tags."""
        if self.hidden:
            return
        raw = self.source[text.start : text.end]
        keeps_lines = self.is_open["pre"] or self.is_open["textarea"]
        if keeps_lines and ("\n" in raw or "\r" in raw):
            self._buffer.breaks = True
        _write(raw if keeps_lines else raw.translate(_SPACE), text.start, self._buffer)

    def flush(self) -> None:
        """End the block under way."""
        buffer = self._buffer
        text = buffer.text
        self._buffer = Buffer()
        if _WORD.search(text):
            self._place(
                Block(text=text, offsets=buffer.offsets, start=buffer.offsets[0], lines=buffer.breaks)
            )

    def finish(self) -> None:
        """End the page."""
        self.flush()
        self._end_heading()

    def entered(self, tag: Tag) -> None:
        """Open a heading, list or table."""
        name = tag.name
        if name in _HEADINGS:
            self._heading = tag.start
        elif name in _LISTS:
            self._lists.open(self.blocks)
        elif name == "li":
            self._lists.start_item()
        elif name == "table":
            self._tables.append(Table())
        elif name == "tr" and self._tables:
            self._tables[-1].start_row()
        elif name in {"td", "th"} and self._tables:
            span = tag.attributes.get("colspan", (0, ""))[1]
            self._tables[-1].span = int(span) if re.fullmatch("[1-9][0-9]?", span) else 1

    def left(self, name: str) -> None:
        """Close a heading, list or table."""
        if name in _HEADINGS:
            self._end_heading()
        elif name in _LISTS:
            self._lists.close(self.blocks)
        elif name == "table" and self._tables:
            self._tables.pop()
        elif name in {"td", "th"} and self._tables:
            self._tables[-1].end_cell(is_header=name == "th")

    def _end_heading(self) -> None:
        self._heading = None
        self._keep_captions()

    def _keep_captions(self) -> None:
        if self._captions and self._heading is None:
            self.blocks += self._captions
            self._captions = []

    def _place(self, block: Block) -> None:
        """Say what a block is from what is open around it, and keep it."""
        if self.is_open["title"]:
            self._take_name(replace(block, kind=Kind.CAPTION))
            return
        heading = next((name for name in _HEADINGS if self.is_open[name]), "")
        if heading and self._heading is not None:
            first = heading == "h1" and all(known.kind is Kind.CAPTION for known in self.blocks)
            kind = Kind.TITLE if first else Kind.HEADING
            block = replace(block, kind=kind, level=_HEADINGS[heading], start=self._heading)
            self._heading = None
        elif self.is_open["figcaption"] or self.is_open["caption"]:
            block = replace(block, kind=Kind.CAPTION)
        elif self._tables and (self.is_open["td"] or self.is_open["th"]):
            self._tables[-1].words.append(fold(block.text))
            lead = self._tables[-1].lead if self.is_open["td"] else ""
            block = replace(block, kind=Kind.CELL, lead=lead)
        elif self._lists:
            block = self._item(block)
        self.blocks.append(block)
        self._keep_captions()

    def _take_name(self, block: Block) -> None:
        """Take the name of the page; one that stands amid the page is read where it stands."""
        if self.is_open["svg"]:
            return  # shown on hovering only
        if self.name is None and not self.blocks and self._heading is None:
            self.name = block
        else:
            self._captions.append(block)
            self._keep_captions()

    def _item(self, block: Block) -> Block:
        lead = self._lists.term_lead if self.is_open["dd"] else self._lists.lead
        block = replace(block, kind=Kind.ITEM, lead=lead)
        if self.is_open["dt"]:
            self._lists.define(fold(block.text))
        else:
            self._lists.keep(block)
        return block

    def _see(self, tag: Tag) -> None:
        """Count what cannot be read, and read what it says instead."""
        self.seen[_SEEN[tag.name]] += 1
        self._buffer.add_at(" ", tag.start)
        start, alt = tag.attributes.get("alt", (0, ""))
        if not _WORD.search(alt):
            return
        buffer = Buffer()
        _write(alt, start, buffer)
        self._captions.append(Block(text=buffer.text, offsets=buffer.offsets, start=start, kind=Kind.CAPTION))
        self._keep_captions()


def _write(raw: str, start: int, buffer: Buffer) -> None:
    """Write text as it stands in the source, its entities decoded."""
    for run, at, end in decoded(raw, start):
        if end - at == len(run):
            buffer.add(run, range(at, end))
        else:
            buffer.add_at(run, at)
