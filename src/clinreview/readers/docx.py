"""Word: headings, paragraphs, lists, tables, notes and text boxes of a .docx file.

The source of such an article is the text taken out here: one block a paragraph, a blank line between.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from clinreview.article import Kind
from clinreview.readers.parts.blocks import Block, Document, counted, fold
from clinreview.readers.parts.leads import lead_in, nested_lead
from clinreview.readers.parts.package import HEADING, W, parts, styles, text_parts, value
from clinreview.readers.parts.structure import Table
from clinreview.sentences.lines import MAX_HEADING_WORDS, ends_open

EXTENSIONS = (".docx",)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WORD = re.compile(r"[^\W_]")
_DEPTHS = frozenset("012345678")


def read_bytes(data: bytes, where: object) -> Document:
    """Blocks of a Word file."""
    trees = parts(data, where)
    walk = _Walk(styles(trees.get("word/styles.xml")))
    for tree in text_parts(trees):
        walk.take_part(tree)
    if "word/comments.xml" in trees:
        walk.seen["comment"] += len(trees["word/comments.xml"].findall(f"{W}comment"))
    return Document(source="".join(walk.texts), blocks=walk.blocks, unchecked=walk.unchecked())


class _Walk:
    """Goes through the parts of a file and gathers text and blocks."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.seen: Counter[str] = Counter()
        self.length = 0
        self.changes = 0
        self.kind = Kind.PROSE  # of ordinary paragraphs in the part under way
        self.items: list[tuple[int, str, Block]] = []  # open lists: depth, lead, last item
        self.inside: list[Any] = []  # alt texts and text boxes of the paragraph under way

    def take_part(self, root: Any) -> None:
        """Read one part: the body, a header, the notes."""
        self.items = []
        body = root.find(f"{W}body")
        self.kind = Kind.CAPTION if root.tag in (f"{W}hdr", f"{W}ftr") else Kind.PROSE
        for element in _flow(root if body is None else body):
            self._take(element, "", self.kind)

    def _take(self, element: Any, lead: str, kind: Kind) -> str:
        if element.tag == f"{W}tbl":
            self._take_table(element)
            return ""
        self.inside.clear()
        text = self._text(element)
        inside = list(self.inside)
        words = self._add(element, text, lead, kind)
        for found in inside:
            if isinstance(found, str):
                self._add(None, found, "", Kind.CAPTION)
            else:
                for inner in _flow(found):
                    self._take(inner, "", self.kind)
        return words

    def _take_table(self, element: Any) -> None:
        table = Table()
        for number, row in enumerate(_below(element, f"{W}tr")):
            table.start_row()
            for cell in _below(row, f"{W}tc"):
                lead = table.lead if number else ""
                table.words = [self._take(inner, lead, Kind.CELL) for inner in _flow(cell)]
                table.end_cell(is_header=not number)

    def _add(self, paragraph: Any, text: str, lead: str, kind: Kind) -> str:
        words = fold(text)
        if not words:
            return ""
        block = Block(
            text=text,
            offsets=range(self.length, self.length + len(text)),
            start=self.length,
            kind=kind,
            lead=lead,
            lines="\n" in text,
        )
        self.texts.append(text + "\n\n")
        self.length += len(text) + 2
        if kind is Kind.PROSE:
            block = self._styled(paragraph, block)
        elif kind is Kind.CELL:
            self.items = []
        self.blocks.append(block)
        return words

    def _styled(self, paragraph: Any, block: Block) -> Block:
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else self.styles.get(value(properties, "pStyle"), "")
        numbered = None if properties is None else properties.find(f"{W}numPr")
        outline = "" if properties is None else value(properties, "outlineLvl")
        heading = HEADING.search(style)
        if style == "title" or heading or outline in _DEPTHS:
            self.items = []
            level = 1 if style == "title" else int(heading[1] if heading else int(outline) + 1)
            first = level == 1 and not self.blocks
            return replace(block, kind=Kind.TITLE if first else Kind.HEADING, level=min(level, 6))
        if style == "caption":
            return replace(block, kind=Kind.CAPTION)
        is_off = numbered is not None and value(numbered, "numId") == "0"
        if not is_off and (numbered is not None or (style.startswith("list") and style != "list paragraph")):
            depth = "" if numbered is None else value(numbered, "ilvl")
            return self._item(block, int(depth) if depth in _DEPTHS else 0)
        self.items = []
        if _reads_as_heading(paragraph, block.text):
            first = not self.blocks
            return replace(block, kind=Kind.TITLE if first else Kind.HEADING, level=1 if first else 2)
        return block

    def _item(self, block: Block, depth: int) -> Block:
        while self.items and self.items[-1][0] > depth:
            self.items.pop()
        if self.items and self.items[-1][0] == depth:
            lead = self.items.pop()[1]
        elif self.items:
            lead = nested_lead(self.items[-1][1], self.items[-1][2])
        else:
            lead = lead_in(self.blocks[-1] if self.blocks else None)
        block = replace(block, kind=Kind.ITEM, lead=lead)
        self.items.append((depth, lead, block))
        return block

    def _text(self, paragraph: Any) -> str:
        """What a paragraph says; deleted and hidden text is left out, text boxes are kept for later."""
        signs: list[str] = []
        skipped: Any = None
        for event, node in _events(paragraph):
            if skipped is not None:
                skipped = None if event == "end" and node is skipped else skipped
            elif event == "start" and not self._enters(node):
                skipped = node
            elif event == "start" and node.tag == f"{W}t":
                signs.append(node.text or "")
            elif event == "start":
                signs.append(_SIGNS.get(node.tag, ""))
        return "".join(signs)

    def _enters(self, node: Any) -> bool:
        """Take note of a part of a paragraph; return whether to go into it."""
        tag = node.tag
        if tag == f"{W}txbxContent":
            self.inside.append(node)
            return False
        if tag == f"{W}r" and _is_on(node, "vanish"):
            self.seen["hidden passage"] += 1
            return False
        if tag == _DRAWN and _WORD.search(node.get("descr") or ""):
            self.inside.append(node.get("descr"))
        self.changes += tag in _CHANGED
        self.seen[_SEEN.get(tag, "")] += 1
        return tag not in _LEFT_OUT

    def unchecked(self) -> tuple[str, ...]:
        """What was seen and not read."""
        self.seen.pop("", None)
        notes = counted(self.seen)
        if self.changes:
            changes = f"{self.changes} tracked change{'s' if self.changes > 1 else ''}"
            notes += (f"{changes} (inserted text was read, deleted text was not)",)
        return notes


_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "",
}
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_CHANGED = _DELETED | {f"{W}ins", f"{W}moveTo"}
_SEEN = {_DRAWN: "image", f"{W}pict": "image", f"{W}object": "embedded object", f"{_MATH}oMath": "formula"}
_LEFT_OUT = _DELETED | {f"{_MC}Fallback", f"{W}instrText", f"{W}rPr", f"{W}pPr"}


def _is_on(run: Any, name: str) -> bool:
    """Whether a run has a property such as bold."""
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _reads_as_heading(paragraph: Any, text: str) -> bool:
    """Whether a paragraph is a heading that was made by hand: short, all bold, without a full stop."""
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    short = len(text.split()) <= MAX_HEADING_WORDS and "\n" not in text.strip()
    return short and ends_open(text.strip()) and all(_is_on(run, "b") for run in runs)


def _events(paragraph: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(paragraph, events=("start", "end"))


def _flow(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container, through content controls and the like, in order."""
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag not in _DELETED and isinstance(child.tag, str) and child.tag != f"{W}sectPr":
            yield from _flow(child)


def _below(container: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through content controls."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _below(child, tag)
