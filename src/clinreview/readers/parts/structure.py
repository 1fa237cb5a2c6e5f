"""Structure: the lists and tables that are open while a file is read, and what leads into their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clinreview.readers.parts.blocks import Block
from clinreview.readers.parts.leads import cell_lead, lead_in, nested_lead


@dataclass(slots=True)
class _List:
    lead: str
    item: Block | None = None  # what the item under way has said so far
    term: str = ""  # of a definition list


class Lists:
    """Lists under way, one inside the other."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._closed: tuple[str, int] = ("", -1)  # lead of the last list, and how many blocks there were

    def __bool__(self) -> bool:
        return bool(self._open)

    def open(self, blocks: Sequence[Block]) -> None:
        """Start a list after these blocks; one that follows another at once has the same lead."""
        if self._open:
            lead = nested_lead(self._open[-1].lead, self._open[-1].item)
        elif self._closed[1] == len(blocks):
            lead = self._closed[0]
        else:
            lead = lead_in(blocks[-1] if blocks else None)
        self._open.append(_List(lead))

    def close(self, blocks: Sequence[Block]) -> None:
        """End the innermost list."""
        if self._open:
            self._closed = (self._open.pop().lead, len(blocks))

    def start_item(self) -> None:
        """Start an item of the innermost list."""
        if self._open:
            self._open[-1].item = None

    def define(self, term: str) -> None:
        """Keep the term that the next definitions explain."""
        self._open[-1].term = term

    def keep(self, block: Block) -> None:
        """Keep what the item under way says, as it may lead into a list inside it."""
        self._open[-1].item = block

    @property
    def lead(self) -> str:
        """What leads into the items of the innermost list."""
        return self._open[-1].lead

    @property
    def term_lead(self) -> str:
        """What leads into a definition: the lead of the list, and the term."""
        return f"{self._open[-1].lead} {self._open[-1].term}".strip()


@dataclass(slots=True)
class Table:
    """A table under way."""

    row: str = ""  # what the first cell of the row says
    column: int = 0
    span: int = 1  # columns the cell under way takes
    words: list[str] = field(default_factory=list)  # what the cell under way says
    _headers: list[str] = field(default_factory=list)
    _has_body: bool = False

    def start_row(self) -> None:
        """Start a row."""
        self.row, self.column = "", 0

    @property
    def lead(self) -> str:
        """What heads the cell under way."""
        header = self._headers[self.column] if self.column < len(self._headers) else ""
        return cell_lead(self.row, header)

    def end_cell(self, *, is_header: bool) -> None:
        """End the cell under way; header cells before the first other cell head the columns."""
        words = " ".join(word for word in self.words if word)
        self._has_body = self._has_body or not is_header
        if not self._has_body:
            self._headers += [words] * self.span
        if not self.column:
            self.row = words
        self.column += self.span
        self.words, self.span = [], 1
