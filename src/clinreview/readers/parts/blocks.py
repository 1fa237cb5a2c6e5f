"""Blocks: what a reader finds in a file, and how an Article is put together from them."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.readers.parts.language import foreign_note
from clinreview.sentences import split, split_prose

# Characters a reader cannot see: soft hyphen, zero-width and direction marks.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_ENTITY = re.compile(r"&#?\w{1,32};?")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, item, cell or caption, as a reader sees it.

    Attributes
    ----------
    text
        Markup dropped, entities decoded, white space not yet folded; "\\n" is a line break the reader sees.
    offsets
        Position in the source of each character of ``text``.
    start
        Where the block with its markup stands in the source; a section starts at the start of its heading.
    numbered
        Whether a number that the reader sees ("2.") stands at ``start``: the span of the first sentence has it.
    lines
        Whether a line break can end a sentence (text files, ``<br>``) or is white space.
    """

    text: str
    offsets: Sequence[int] = field(repr=False)
    start: int
    kind: Kind = Kind.PROSE
    level: int = 0
    lead: str = ""
    lines: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one format's reader returns."""

    source: str = field(repr=False)
    blocks: Sequence[Block] = field(repr=False)
    title: str = ""
    unchecked: tuple[str, ...] = ()


def counted(seen: Counter[str]) -> tuple[str, ...]:
    """What was seen and not read, in plain words: "2 images", "1 video"."""
    return tuple(f"{count} {_plural(word) if count > 1 else word}" for word, count in seen.items() if count)


def _plural(words: str) -> str:
    first, _, rest = words.partition(" for ")
    return f"{first}s for {rest}" if rest else f"{words}s"


def fold(text: str) -> str:
    """Every run of white space as one space, nothing at the ends, nothing invisible."""
    return " ".join(INVISIBLE.sub("", text).split())


def assemble(document: Document, *, name: str, format: str, path: str | None, sha256: str) -> Article:
    """Article of the blocks of a document: sections tile its source."""
    groups: list[list[tuple[Block, int]]] = [[]]
    for number, block in enumerate(document.blocks):
        if block.kind is Kind.HEADING and _WORD.search(block.text):
            groups.append([])
        groups[-1].append((block, number))
    sections = _sections(document.source, groups)
    note = foreign_note([sentence.text for section in sections for sentence in section.sentences])
    return Article(
        name=name,
        title=_title(document, sections) or readable(name),
        source=document.source,
        sections=sections,
        format=format,
        path=path,
        sha256=sha256,
        unchecked=(*document.unchecked, *note),
    )


def readable(name: str) -> str:
    """File name as words: "side-effects_of-x" is "Side effects of x"."""
    words = " ".join(re.split(r"[-_\s]+", name)).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _title(document: Document, sections: tuple[Section, ...]) -> str:
    titles = [fold(block.text) for block in document.blocks if block.kind is Kind.TITLE]
    if titles:
        return titles[0]
    first_level = [section.heading for section in sections if section.level == 1]
    return first_level[0] if first_level else fold(document.title)


def _sections(source: str, groups: list[list[tuple[Block, int]]]) -> tuple[Section, ...]:
    starts = [0]
    parts: list[list[Sentence]] = []
    for number, group in enumerate(groups):
        found = [s for block, running in group for s in sentences(block, number, running, source)]
        found.sort(key=lambda sentence: sentence.span.start)
        if number:
            start = group[0][0].start
            while found[0].kind is not Kind.HEADING:  # an image in a heading, before its words
                parts[-1].append(replace(found.pop(0), section=number - 1))
                start = parts[-1][-1].span.end
            starts.append(start)
        parts.append(found)
    ends = [*starts[1:], len(source)]
    heads = [None, *(group[0][0] for group in groups[1:])]
    return tuple(
        Section(
            heading=fold(head.text) if head else "",
            level=head.level if head else 0,
            span=Span(start, end),
            sentences=tuple(part),
        )
        for head, start, end, part in zip(heads, starts, ends, parts, strict=True)
    )


def sentences(block: Block, section: int, running: int, source: str) -> Iterator[Sentence]:
    """Sentences of a block that hold at least one letter or digit."""
    text, offsets = block.text, block.offsets
    if not text.isascii() and INVISIBLE.search(text):
        text, offsets = _without_invisible(text, offsets)
    for start, end in split(text) if block.lines else split_prose(text):
        chunk, places = text[start:end], offsets[start:end]
        if not _WORD.search(chunk):
            continue
        first = block.start if block.numbered and not start else places[0]
        span = Span(first, _end(source, places[-1], chunk[-1]))
        if chunk != " ".join(chunk.split()):
            chunk, places = _folded(chunk, places)
        elif not isinstance(places, range) and chunk == source[places[0] : span.end]:
            places = range(places[0], span.end)
        yield Sentence(
            text=chunk,
            span=span,
            kind=block.kind,
            lead=block.lead,
            section=section,
            block=running,
            level=block.level,
            offsets=places,
        )


def _end(source: str, place: int, sign: str) -> int:
    """Where the last character of a sentence ends: after all of an entity."""
    if sign != source[place] == "&" and (entity := _ENTITY.match(source, place)):
        return entity.end()
    return place + 1


def _without_invisible(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    kept = [place for place, sign in enumerate(text) if not INVISIBLE.match(sign)]
    return "".join(text[place] for place in kept), array("I", [offsets[place] for place in kept])


def _folded(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    signs: list[str] = []
    places = array("I")
    for sign, place in zip(text, offsets, strict=True):
        if not sign.isspace():
            signs.append(sign)
            places.append(place)
        elif signs[-1] != " ":
            signs.append(" ")
            places.append(place)
    return "".join(signs), places
