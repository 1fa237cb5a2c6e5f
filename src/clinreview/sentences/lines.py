"""Lines: where the lines of a plain text start a new passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

# A bullet, or a number or letter with a dot or bracket, before something.
MARKER = re.compile(
    r"(?:(?P<bullet>[-–—*+◦○□»·](?=[ \t\u00a0])|[•‣⁃▪▫●■✓✔➢➤\uf0b7])"
    r"|(?P<number>\(?\d{1,3}[.)]|\(?[a-z]\)|\([A-Z]\)|\(?[ivx]{1,4}\))(?=[ \t\u00a0]))[ \t\u00a0]*(?=\S)"
)
# A letter or Roman numeral with a dot; it counts items only beside its neighbours, as initials look the same.
LETTER = re.compile(r"(?P<number>[a-hA-H]|[ivx]{1,4})\.[ \t\u00a0]+(?=\S)")
_SEQUENCES = ("abcdefgh", "ABCDEFGH", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
# "Morning: one tablet", or cells with a tab between: a row of a table without a grid.
_ROW = re.compile(r"[A-Z][\w /()'’-]{0,30}:[ \t\u00a0]+\S|[^\t]+\t+[^\t]")
# A line of nothing but dashes, stars and the like.
RULE = re.compile(r"(?:[-=_*~#+.•–—][ \t]*){3,}$")

MAX_HEADING_WORDS = 12
SLACK = 8  # columns a hand-wrapped line may fall short of its neighbours
WIDEST_WRAP = 120  # nobody wraps lines by hand beyond this

_CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]*_]*$")
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]*_]*$")
_FULL_STOP = re.compile(r"[.…:;,。][\"'”’»)\]*_]*$")
_UNFINISHED = re.compile(
    r"(?:[-–—,&/(]|\b(?:a|an|the|of|and|or|to|in|on|at|by|for|from|with|without|as|is|are|was|were|be|been|has"
    r"|have|had|that|which|who|than|your|our|their|his|her|its|my|this|these|those|not|no|if|when|about"
    r"|into|can|may|will|should|must|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|St\.?))$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space at its ends."""

    start: int
    end: int
    body: str
    indented: bool
    lettered: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it starts with a bullet, a number, or a letter that counts."""
        return self.lettered or MARKER.match(self.body) is not None

    @property
    def is_row(self) -> bool:
        """Whether it reads like a row of a table: a label and what belongs to it."""
        return _ROW.match(self.body) is not None

    @property
    def is_short(self) -> bool:
        """Whether it has few enough words for a heading."""
        return len(self.body) < 200 and len(self.body.split()) <= MAX_HEADING_WORDS


def passages(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the paragraphs, list items and heading-like lines of a text."""
    return [
        (lines[0].start, lines[-1].end) for paragraph in paragraphs(text) for lines in split_lines(paragraph)
    ]


def paragraphs(text: str) -> Iterator[list[Line]]:
    """Runs of lines without a blank line between."""
    position = 0
    run: list[Line] = []
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body[0])
            run.append(Line(start, start + len(body), body, start > position))
        elif run:
            yield _lettered(run)
            run = []
        position += len(line)
    if run:
        yield _lettered(run)


def _lettered(run: list[Line]) -> list[Line]:
    """The lines, with those marked that a., b., c. or i., ii., iii. count; one alone counts nothing."""
    found: dict[int, str] = {}
    for at, line in enumerate(run):
        if letter := LETTER.match(line.body):
            found[at] = letter["number"]
    if len(found) < 2:
        return run
    for sequence in _SEQUENCES:
        places: list[int] = []
        for at, number in found.items():
            if len(places) < len(sequence) and number == sequence[len(places)]:
                places.append(at)
        if len(places) > 1:
            return [replace(line, lettered=line.lettered or at in places) for at, line in enumerate(run)]
    return run


def split_lines(paragraph: list[Line]) -> list[list[Line]]:
    """Lines of a paragraph, one list for each passage in it."""
    if len(paragraph) == 1:
        return [paragraph]
    found = [paragraph[:1]]
    width = max(len(line.body) for line in paragraph)
    for line, meant in zip(paragraph[1:], _meant(paragraph, width), strict=True):
        if _starts_passage(line, found[-1], width, meant):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def ends_open(body: str) -> bool:
    """Whether a line stops without a full stop, as a heading does ("?" and "!" may end one)."""
    return not _FULL_STOP.search(body[-12:])


def is_heading_over(line: Line, following: Line) -> bool:
    """Whether a line could be a heading of the line right below it."""
    return (
        line.is_short
        and not line.is_item
        and _begins(following.body)
        and ends_open(line.body)
        and not _UNFINISHED.search(line.body[-12:])
    )


def _meant(paragraph: list[Line], width: int) -> list[bool]:
    """Whether the author broke each line but the last on purpose, as the next word would still have fitted.

    Where many did so, or the lines are too long to be wrapped, all line breaks are on purpose.
    """
    pairs = list(pairwise(paragraph))
    meant = [_fits(line, following, width - SLACK) for line, following in pairs]
    all_meant = width > WIDEST_WRAP or 2 * sum(meant) >= len(meant)
    return [True] * len(meant) if all_meant else meant


def _starts_passage(line: Line, passage: list[Line], width: int, meant: bool) -> bool:
    before = passage[-1]
    if RULE.match(line.body):
        return len(passage) > 1 or not ends_open(before.body)  # an underline stays with its heading
    if RULE.match(before.body):
        return True
    if line.is_item:
        return _starts_item(line, before)
    if not _begins(line.body) or _UNFINISHED.search(before.body[-12:]):
        return False
    if passage[0].is_item:
        return not line.indented and (meant or _fits(before, line, width))
    return (line.is_row and before.is_row) or (
        meant
        and (bool(_ENDED.search(before.body[-12:])) or (len(passage) == 1 and is_heading_over(before, line)))
    )


def _starts_item(line: Line, before: Line) -> bool:
    marker = MARKER.match(line.body)
    return marker is None or bool(marker["bullet"]) or _may_number(marker["number"], before)


def _may_number(number: str, before: Line) -> bool:
    """Whether a number that starts a line counts items ("vitamin" + "2. Ask" does not)."""
    return (
        before.is_item
        or number.strip("(.)") in {"1", "a", "A", "i"}
        or bool(_CLOSED.search(before.body[-12:]))
    )


def _begins(body: str) -> bool:
    first = body.lstrip("\"'“‘«(*_[¿¡")[:1]
    return first.isupper() or first.isdigit()


def _fits(line: Line, following: Line, width: int) -> bool:
    return len(line.body) + 1 + len(following.body.split(None, 1)[0]) <= width
