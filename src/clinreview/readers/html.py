"""HTML: what a browser shows of a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from clinreview.article import Kind
from clinreview.readers.blocks import Block, Document, counted, fold
from clinreview.readers.buffer import Buffer
from clinreview.readers.leads import cell_lead, lead_in, nested_lead
from clinreview.readers.tags import Tag, Text, decoded, pieces


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_]")
_SPACE = str.maketrans("\n\r\t\f\v", "     ")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "noscript textarea video audio canvas object iframe figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre search section select summary table tbody td tfoot th thead title tr ul head"
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_UNREAD = _names("script style template noembed noframes object iframe")
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
_CLOSED_BY = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}
MAX_INLINE = 50
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(source: str) -> Document:
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


@dataclass(slots=True)
class _List:
    lead: str
    item: Block | None = None
    term: str = ""  # of a definition list


@dataclass(slots=True)
class _Table:
    headers: list[str] = field(default_factory=list)
    row: str = ""
    column: int = 0
    words: list[str] = field(default_factory=list)  # of the cell under way
    span: int = 1  # columns the cell under way takes
    has_body: bool = False


class Page:
    """Gathers blocks while a page goes by."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.name: Block | None = None  # what <title> says
        self.seen: Counter[str] = Counter()
        self._stack: list[str] = []
        self._open: Counter[str] = Counter()
        self._hidden = 0  # depth of the stack at which the page went unread, or 0
        self._inner: Counter[str] = Counter()  # what is open inside that
        self._buffer = Buffer()
        self._heading: int | None = None  # where the heading under way starts, until it has words
        self._captions: list[Block] = []  # of images in a heading, until it has words
        self._lists: list[_List] = []
        self._closed: tuple[str, int] | None = None  # lead of the last list, and how many blocks there were
        self._tables: list[_Table] = []

    def open(self, tag: Tag) -> None:
        """Take a start tag."""
        name = tag.name
        if not self._hidden and name in _SEEN and not self._is_hidden(tag):
            self._see(tag)
        if name in _BLOCKS:
            self._close_implied(name)
            self.flush()
        if name == "br" and not self._hidden:
            self._buffer.add_break(tag.start)
        if name in _VOID:
            return
        self._stack.append(name)
        self._open[name] += 1
        if self._hidden:
            self._inner[name] += 1
            return
        if name in _UNREAD or self._is_hidden(tag):
            self._hidden = len(self._stack)
            self._inner = Counter([name])
            self.seen["hidden passage"] += name not in _UNREAD
        else:
            self._enter(tag)

    def close(self, tag: Tag) -> None:
        """Take an end tag; one that closes nothing is left out."""
        if tag.name == "br" and not self._hidden:
            self._buffer.add_break(tag.start)
        if not self._open[tag.name]:
            return
        if self._hidden and not self._inner[tag.name]:
            return  # what is hidden cannot close what is around it
        if tag.name in _BLOCKS or self._is_near(tag.name):
            while self._pop() != tag.name:
                pass

    def _is_near(self, name: str) -> bool:
        """Whether an inline element was opened in the block under way; else its end tag closes nothing."""
        for known in self._stack[:-MAX_INLINE:-1]:
            if known == name:
                return True
            if known in _BLOCKS:
                break
        return False

    def take_text(self, text: Text) -> None:
        """Take text between tags."""
        if self._hidden:
            return
        raw = self.source[text.start : text.end]
        keeps_lines = self._open["pre"] or self._open["textarea"]
        if keeps_lines and ("\n" in raw or "\r" in raw):
            self._buffer.breaks = True
        for run, start, end in decoded(raw, text.start):
            shown = run if keeps_lines else run.translate(_SPACE)
            if end - start == len(shown):
                self._buffer.add(shown, range(start, end))
            else:
                self._buffer.add_at(shown, start)

    def flush(self) -> None:
        """End the block under way."""
        buffer = self._buffer
        text = buffer.text
        self._buffer = Buffer()
        if not _WORD.search(text):
            return
        block = Block(
            text=text, offsets=buffer.offsets, start=buffer.offsets[0], lines=buffer.breaks, kind=Kind.PROSE
        )
        self._place(block)

    def finish(self) -> None:
        """End the page."""
        self.flush()
        self._heading = None
        self._flush_captions()

    def _place(self, block: Block) -> None:
        """Say what a block is from what is open around it, and keep it."""
        if self._open["title"]:
            if not self._open["svg"]:
                self.name = self.name or replace(block, kind=Kind.CAPTION)
            return
        heading = next((name for name in _HEADINGS if self._open[name]), "")
        if heading and self._heading is not None:
            first = heading == "h1" and all(known.kind is Kind.CAPTION for known in self.blocks)
            kind = Kind.TITLE if first else Kind.HEADING
            block = replace(block, kind=kind, level=_HEADINGS[heading], start=self._heading)
            self._heading = None
        elif self._open["figcaption"] or self._open["caption"]:
            block = replace(block, kind=Kind.CAPTION)
        elif self._tables and (self._open["td"] or self._open["th"]):
            block = self._cell(block)
        elif self._lists:
            block = self._item(block)
        self.blocks.append(block)
        self._flush_captions()

    def _flush_captions(self) -> None:
        if self._captions and self._heading is None:
            self.blocks += self._captions
            self._captions = []

    def _cell(self, block: Block) -> Block:
        table = self._tables[-1]
        table.words.append(fold(block.text))
        column = table.headers[table.column] if table.column < len(table.headers) else ""
        lead = cell_lead(table.row, column) if self._open["td"] else ""
        return replace(block, kind=Kind.CELL, lead=lead)

    def _item(self, block: Block) -> Block:
        around = self._lists[-1]
        if self._open["dt"]:
            around.term = fold(block.text)
            return replace(block, kind=Kind.ITEM, lead=around.lead)
        lead = f"{around.lead} {around.term}".strip() if self._open["dd"] else around.lead
        block = replace(block, kind=Kind.ITEM, lead=lead)
        around.item = block
        return block

    def _see(self, tag: Tag) -> None:
        """Count what cannot be read, and read what it says instead."""
        self.seen[_SEEN[tag.name]] += 1
        self._buffer.add_at(" ", tag.start)
        start, alt = tag.attributes.get("alt", (0, ""))
        if not _WORD.search(alt):
            return
        buffer = Buffer()
        for run, at, end in decoded(alt, start):
            if end - at == len(run):
                buffer.add(run, range(at, end))
            else:
                buffer.add_at(run, at)
        self._captions.append(Block(text=buffer.text, offsets=buffer.offsets, start=start, kind=Kind.CAPTION))
        self._flush_captions()

    def _is_hidden(self, tag: Tag) -> bool:
        style = tag.attributes.get("style", (0, ""))[1]
        return "hidden" in tag.attributes or bool(style and _HIDDEN_STYLE.search(style))

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        if name in _HEADINGS:
            self._heading = tag.start
        elif name in {"ul", "ol", "menu", "dir", "dl"}:
            self._lists.append(_List(self._lead()))
        elif name == "li" and self._lists:
            self._lists[-1].item = None
        elif name == "table":
            self._tables.append(_Table())
        elif name == "tr" and self._tables:
            self._tables[-1].row, self._tables[-1].column = "", 0
        elif name in {"td", "th"} and self._tables:
            span = tag.attributes.get("colspan", (0, ""))[1]
            self._tables[-1].span = int(span) if re.fullmatch("[1-9][0-9]?", span) else 1

    def _lead(self) -> str:
        if self._lists:
            return nested_lead(self._lists[-1].lead, self._lists[-1].item)
        if self._closed is not None and self._closed[1] == len(self.blocks):
            return self._closed[0]  # two lists in a row have the same lead
        return lead_in(self.blocks[-1] if self.blocks else None)

    def _leave(self, name: str) -> None:
        if name in _HEADINGS:
            self._heading = None
            self._flush_captions()
        elif name in {"ul", "ol", "menu", "dir", "dl"} and self._lists:
            self._closed = (self._lists.pop().lead, len(self.blocks))
        elif name == "table" and self._tables:
            self._tables.pop()
        elif name in {"td", "th"} and self._tables:
            table = self._tables[-1]
            words = " ".join(table.words)
            table.words = []
            table.has_body = table.has_body or name == "td"
            if not table.has_body:
                table.headers += [words] * table.span
            if not table.column:
                table.row = words
            table.column += table.span

    def _close_implied(self, name: str) -> None:
        if self._hidden:
            return
        if self._open["p"]:
            self._pop_to({"p"}, {"button", "td", "th", "li"})
        closed, within = _CLOSED_BY.get(name, (set(), set()))
        if closed:
            self._pop_to(closed, within)

    def _pop_to(self, names: set[str], within: set[str]) -> None:
        """Close the innermost element of these names, if it is inside the innermost of the others."""
        for depth in range(len(self._stack) - 1, max(-1, len(self._stack) - 100), -1):
            if self._stack[depth] in within:
                return
            if self._stack[depth] in names:
                while len(self._stack) > depth:
                    self._pop()
                return

    def _pop(self) -> str:
        name = self._stack[-1]
        if name in _BLOCKS and not self._hidden:
            self.flush()
        self._stack.pop()
        self._open[name] -= 1
        if not self._hidden:
            self._leave(name)
        else:
            self._inner[name] -= 1
            if len(self._stack) < self._hidden:
                self._hidden = 0
        return name
