"""Source: the lines of a Markdown file as they are given to the parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|\n")
_ENTRY = re.compile(r"([\w-]+)\s*[:=]\s*(.+?)\s*$")
_KEY = re.compile(r"[\w-]+\s*[:=]|#")
_FOOTNOTE = re.compile(r" {0,3}(\[\^[^\]\s]{1,60}\]:)[ \t]*")
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_TASK = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+(\[[ xX]\])(?=[ \t])")
_FENCES = ("---", "+++")
MASK = "\u2060"  # dropped from the text again: a character no reader sees


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the parser gets it; each character stands at ``start`` plus its place in the line."""

    text: str
    start: int


def source_lines(source: str) -> tuple[list[Line], list[str]]:
    """Lines with front matter and footnote marks masked, and the lines of the front matter."""
    lines = []
    at = 0
    for end in _LINE_END.finditer(source):
        lines.append(Line(source[at : end.start()], at))
        at = end.end()
    lines.append(Line(source[at:], at))
    if lines[0].text.startswith("\ufeff"):
        lines[0] = Line(lines[0].text[1:], 1)
    lines, front = _without_front_matter(lines)
    lines = [_without_task_box(line) for line in lines]
    if any(_FOOTNOTE.match(line.text) for line in lines):
        lines = _without_footnote_marks(lines)
    return lines, front


def front_value(front: list[str], *keys: str) -> str:
    """Value of the first of these keys in the front matter, or ""."""
    for line in front:
        entry = _ENTRY.match(line)
        if entry and entry[1].lower() in keys:
            return entry[2].strip("\"'")
    return ""


def _without_front_matter(lines: list[Line]) -> tuple[list[Line], list[str]]:
    mark = lines[0].text.rstrip()
    if mark not in _FENCES or len(lines) < 2 or not _KEY.match(lines[1].text):
        return lines, []
    for number, line in enumerate(lines[1:], 1):
        if line.text.rstrip() == mark or (mark == "---" and line.text.rstrip() == "..."):
            front = [line.text for line in lines[1:number]]
            return [Line("", line.start) for line in lines[: number + 1]] + lines[number + 1 :], front
    return lines, []


def _without_task_box(line: Line) -> Line:
    box = _TASK.match(line.text)
    return line if box is None else Line(_mask(line.text, box.span(1)), line.start)


def _without_footnote_marks(lines: list[Line]) -> list[Line]:
    """Hide "[^1]" and start a block at each "[^1]: note"."""
    masked: list[Line] = []
    defined = False
    for line in lines:
        text = line.text
        definition = _FOOTNOTE.match(text)
        if definition or (defined and _REFERENCE.match(text)):
            masked.append(Line("", line.start))
        defined = definition is not None
        if definition:
            text = _mask(text, definition.span(1))
        text = _FOOTNOTE_MARK.sub(lambda mark: MASK * len(mark[0]), text)
        masked.append(Line(text, line.start))
    return masked


def _mask(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return text[:start] + MASK * (end - start) + text[end:]
