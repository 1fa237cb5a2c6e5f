"""Prose: which full stop, question mark or exclamation mark ends a sentence.

One pass. Each candidate looks at a window of bounded size on either side, so a text takes time in
proportion to its length, whatever it holds.
"""

from __future__ import annotations

import re

from clinreview.sentences.stop import Stop, ends, ends_glued
from clinreview.sentences.words import GROUPS

LONGEST_ASIDE = 240

_SIGN = re.compile(r"[.!?…‽。！？()\[\]•‣▪●]")
_RUN = re.compile(r"\.(?:[ \u00a0]\.)+\.*|[.!?…‽。！？]+")
# Quotes, brackets, citations and emoji that belong to the sentence before them.
_AFTER = re.compile(
    r"[\"'”’»›)\]*_]{0,40}"
    r"(?: ?\[\d[\d,;–\- ]{0,30}\]|\(\d{1,3}\)|[⁰¹²³⁴-⁹⁺⁻†‡]{1,20}"
    r"|(?:(?<=[a-z)%][.!?])|(?<=[A-Z]{2}[.!?])|(?<=[.!?][”\"’')]))"
    r"\d{1,3}(?:[,–-]\d{1,3}){0,9}(?=\s+[\"“‘(]?[A-Z]|\s*$))?"
    r"[\"'”’»›)\]*_]{0,40}"
    r"(?:\s?[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]){0,20}"
)
_BULLETS = "•‣▪●"


def split_prose(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of ``text[start:end]``, a line break being white space."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    first = skip_space(text, start, end)
    at = first
    opened = -1  # where the outermost bracket stands that this sentence has opened and not closed
    depth = 0
    while mark := _SIGN.search(text, at, end):
        place = mark.start()
        at = place + 1
        sign = text[place]
        if sign in "([":
            opened = opened if depth else place
            depth += 1
            continue
        if sign in ")]":
            depth = max(0, depth - 1)
            continue
        if sign in _BULLETS:
            cut = place
            if not (text[place - 1 : place].isspace() and text[at : at + 1].isspace()):
                continue
        elif sign == "." and text[at : at + 1].isdecimal() and text[place - 1 : place].isdecimal():
            continue  # a decimal, by far the most frequent
        elif sign == "." and not depth and _is_plain(text, first, place, end):
            cut = at
        else:
            cut, after = _run(text, place, end)
            at = cut
            if depth and after:
                depth = max(0, depth - after.count(")") - after.count("]") + after.count("["))
            if cut >= end:
                break
            if depth and opened > first and _closes(text, cut, end):
                continue  # an aside belongs to the sentence around it
            if not _is_end(text, (first, end), place, cut, after):
                continue
        if cut > first:
            found.append((first, _trim_space(text, first, cut)))
            first = skip_space(text, cut, end)
            at = max(at, first)
            depth = 0
    if first < end:
        found.append((first, _trim_space(text, first, end)))
    return found


def skip_space(text: str, at: int, end: int) -> int:
    """Position of the next character that is not white space, or the end."""
    while at < end and text[at].isspace():
        at += 1
    return at


def _trim_space(text: str, start: int, at: int) -> int:
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _run(text: str, place: int, end: int) -> tuple[int, str]:
    """Where a run of end marks stops with what belongs to it, and what belongs to it."""
    if text[place] == "." and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].isalpha():
        return place + 1, ""
    run = _RUN.match(text, place, end)
    stop = run.end() if run else place + 1
    after = _AFTER.match(text, stop, end)
    return (after.end(), after[0]) if after else (stop, "")


def _closes(text: str, at: int, end: int) -> bool:
    limit = min(end, at + LONGEST_ASIDE)
    return text.find(")", at, limit) >= 0 or text.find("]", at, limit) >= 0


def _is_end(text: str, bounds: tuple[int, int], place: int, cut: int, after: str) -> bool:
    if text[cut - len(after) - 1] in "。！？":
        return True
    spaced = text[cut].isspace()
    if not spaced and not text[cut].isupper():
        return False
    if cut == place + 1 and text[place] == "." and _is_plain(text, bounds[0], place, bounds[1]):
        return True  # within brackets that stay open
    stop = Stop.at(text, bounds, place, cut, after)
    return ends(stop) if spaced else ends_glued(stop)


def _is_plain(text: str, first: int, place: int, end: int) -> bool:
    """Whether an ordinary word stands before a full stop and a capital after it: most sentences end so."""
    if place + 2 >= end or not text[place + 2].isupper() or not text[place + 1].isspace():
        return False
    word = text[max(first, place - 20) : place].rpartition(" ")[2]
    return 1 < len(word) < place - first and word.isalpha() and word not in GROUPS
