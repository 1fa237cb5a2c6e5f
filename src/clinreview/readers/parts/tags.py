"""Tags: HTML cut into tags and text, each with its place; time in proportion to the length, whatever it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s/>=\"'][^\s/>=]{0,200})\s{0,200}(?:=\s{0,200}(?:([\"'])|([^\s>\"']{0,4000})))?"
)
MAX_ATTRIBUTES = 60
_KEPT = frozenset({"alt", "colspan", "hidden", "name", "style"})
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")


class Tag(NamedTuple):
    """A start or end tag."""

    name: str
    start: int
    end: int
    closes: bool
    closed: bool  # "<svg/>" is closed at once
    attributes: dict[str, tuple[int, str]]  # where the value starts in the source, and the value as written


class Text(NamedTuple):
    """Text between tags."""

    start: int
    end: int


def pieces(source: str) -> Iterator[Tag | Text]:
    """Tags and texts of a page, in order; comments and declarations are left out."""
    at = text_from = 0
    scan = _Scan(source)
    while (at := source.find("<", at)) >= 0:
        skipped = scan.past_comment(at)
        tag = None if skipped else scan.tag(at)
        if not skipped and tag is None:
            at += 1  # a lone "<" is text
            continue
        if at > text_from:
            yield Text(text_from, at)
        if tag is None:
            at = text_from = skipped
            continue
        yield tag
        at = text_from = tag.end
        if tag.name in _RAW and not tag.closes:
            close = scan.closing(tag.name, at)
            if close > at:
                yield Text(at, close)
            at = text_from = close
    if text_from < len(source):
        yield Text(text_from, len(source))


def decoded(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Runs of a text and its decoded entities, each with the range it stands in."""
    at = 0
    for entity in _ENTITY.finditer(text):
        plain = html.unescape(entity[0])
        if plain == entity[0]:
            continue
        if entity.start() > at:
            yield text[at : entity.start()], start + at, start + entity.start()
        yield plain, start + entity.start(), start + entity.end()
        at = entity.end()
    if at < len(text):
        yield text[at:], start + at, start + len(text)


class _Scan:
    """Finds the ends of comments and tags; remembers what no longer occurs, so that nothing is searched twice."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.last = {sign: source.rfind(sign) for sign in "\"'>"}
        self.lower = ""

    def past_comment(self, at: int) -> int:
        """Position after a comment, declaration or processing instruction that starts here, or 0."""
        source = self.source
        if source.startswith("<!--", at):
            if source.startswith(("<!-->", "<!--->"), at):
                return source.index(">", at) + 1
            end = source.find("-->", at + 4)
            return end + 3 if end >= 0 else len(source)
        declares = source.startswith(("<!", "<?"), at)
        bogus = source.startswith("</", at) and not source[at + 2 : at + 3].isalpha()
        return source.index(">", at) + 1 if (declares or bogus) and self.last[">"] > at else 0

    def tag(self, at: int) -> Tag | None:
        """Tag that starts here, or None if it never ends."""
        head = _TAG.match(self.source, at)
        if head is None or self.last[">"] < head.end():
            return None
        attributes: dict[str, tuple[int, str]] = {}
        place = self._attributes(head.end(), attributes)
        end = self.source.find(">", place)
        if end < 0:  # the only ">" was inside quotes: an unclosed tag, ended where a browser might
            end = self.source.index(">", head.end())
        closed = self.source[end - 1] == "/"
        return Tag(head[2].lower(), at, end + 1, bool(head[1]), closed, attributes)

    def _attributes(self, place: int, attributes: dict[str, tuple[int, str]]) -> int:
        """Keep the attributes of interest; return where they end."""
        for _ in range(MAX_ATTRIBUTES):
            found = _ATTRIBUTE.match(self.source, place)
            if found is None:
                break
            place = found.end()
            name, quote, bare = found[1].lower(), found[2], found[3] or ""
            start, end = max(0, found.start(3)), place
            if quote:
                if self.last[quote] < place:
                    break
                start, end = place, self.source.index(quote, place)
                place = end + 1
            if name in _KEPT:
                attributes.setdefault(name, (start, self.source[start:end] if quote else bare))
        return place

    def closing(self, name: str, at: int) -> int:
        """Where the end tag of a raw element stands, or the end of the page."""
        if not self.lower:
            lower = self.source.lower()  # can be longer than the source: some letters have two in small
            self.lower = lower if len(lower) == len(self.source) else self.source
        end = self.lower.find(f"</{name}", at)
        return end if end >= 0 else len(self.source)
