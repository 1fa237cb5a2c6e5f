"""Leads: what introduces a list item or heads a table cell."""

from __future__ import annotations

from clinreview.article import Kind
from clinreview.readers.parts.blocks import Block, fold
from clinreview.sentences import split_prose
from clinreview.sentences.lines import ends_open

MAX_LEAD = 300
MAX_HEADER_WORDS = 8


def lead_in(block: Block | None) -> str:
    """Last sentence of the paragraph before a list, if it leads into the list, or the heading right above it."""
    if block is not None and block.kind is Kind.HEADING:
        heading = fold(block.text)
        return heading if len(heading.split()) <= MAX_HEADER_WORDS else ""
    if block is None or block.kind is not Kind.PROSE:
        return ""
    return leading_sentence(block.text)


def leading_sentence(text: str) -> str:
    """Last sentence of a text if it ends in a colon or without a full stop, else ""."""
    found = split_prose(text)
    if not found:
        return ""
    sentence = fold(text[slice(*found[-1])])
    return sentence if sentence.endswith(":") or ends_open(sentence) else ""


def nested_lead(lead: str, item: Block | None) -> str:
    """Lead of a list inside an item: the item's own words after the lead of the item."""
    own = leading_sentence(item.text) if item else ""
    return f"{lead} {own}".strip()[-MAX_LEAD:]


def cell_lead(row: str, column: str) -> str:
    """Lead of a table cell from the first cell of its row and the header of its column."""
    row = row if len(row.split()) <= MAX_HEADER_WORDS else ""
    return ", ".join(part for part in (row, column) if part)[:MAX_LEAD]
