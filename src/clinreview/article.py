"""Article, Section, Sentence, Span: what was read, with nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a sentence is part of."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of Unicode code points in the author's file."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The unit a claim lives in.

    Attributes
    ----------
    text
        As a reader sees it: markup dropped, entities decoded, every run of white space one space.
        Letters, case and quotation marks stay as the author wrote them.
    span
        Where it stands in ``Article.source``.
    offsets
        ``offsets[i]`` is the position in ``Article.source`` of ``text[i]``; same length as ``text``.
    lead
        A list item's lead-in ("Side effects include:") or a table cell's headers, else "".
    section, block
        Running numbers, from 0, of the section and of the block (paragraph, item, cell …) it is in.
    level
        1–6 for headings, 0 otherwise.
    """

    text: str
    span: Span
    kind: Kind = Kind.PROSE
    lead: str = ""
    section: int = 0
    block: int = 0
    level: int = 0
    offsets: Sequence[int] = field(default=(), repr=False, compare=False)

    def source_span(self, start: int, end: int) -> Span:
        """Span in the author's file of ``text[start:end]`` (not empty)."""
        if not self.offsets:
            return Span(self.span.start + start, self.span.start + end)
        last = self.span.end if end == len(self.text) else self.offsets[end - 1] + 1
        return Span(self.offsets[start], last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what is under it; the first is the lead (heading "").

    ``sentences`` holds the heading too (kind HEADING or TITLE), first. Spans of sections tile the file.
    """

    heading: str
    level: int
    span: Span
    sentences: tuple[Sentence, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Article:
    """One file in ``content/``.

    Attributes
    ----------
    source
        The author's text, code point for code point (for docx: the extracted text).
    sha256
        Of the bytes of the file (of the UTF-8 text when it came from a string).
    unchecked
        What the kit could not look at, in plain words ("2 images", "text in German").
    """

    name: str
    title: str
    source: str = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    format: str = "text"
    path: str | None = None
    sha256: str = ""
    unchecked: tuple[str, ...] = ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of every section, headings included, in reading order."""
        return tuple(s for section in self.sections for s in section.sentences)

    def _repr_html_(self) -> str:
        from clinreview.html import show

        return show("article.html.j2", article=self)
