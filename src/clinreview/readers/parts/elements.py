"""Elements: which HTML elements are open, with the end tags that authors and browsers leave out."""

from __future__ import annotations

import re
from collections import Counter

from clinreview.readers.parts.tags import Tag

MAX_INLINE = 50
MAX_DEPTH = 100


def names(text: str) -> frozenset[str]:
    """Set of element names."""
    return frozenset(text.split())


BLOCKS = names(
    "address article aside audio blockquote body button canvas caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu "
    "nav noscript object ol optgroup option p pre search section select summary table tbody td textarea tfoot th "
    "thead title tr ul video"
)
VOID = names("area base br col embed hr img input link meta param source track wbr")
UNREAD = names("script style template noembed noframes object iframe")
_FOREIGN = names("svg math")
_CLOSED_BY = {
    "li": (names("li"), names("ul ol menu dir")),
    "dt": (names("dt dd"), names("dl")),
    "dd": (names("dt dd"), names("dl")),
    "tr": (names("tr td th"), names("table")),
    "td": (names("td th"), names("tr table")),
    "th": (names("td th"), names("tr table")),
    "option": (names("option"), names("select")),
}
_AROUND_P = names("button td th li")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Elements:
    """The stack of open elements. A page says what happens when one that is not hidden opens or closes."""

    def __init__(self) -> None:
        self.is_open: Counter[str] = Counter()
        self.hidden = 0  # depth of the stack at which the page went unread, or 0
        self._inner: Counter[str] = Counter()  # what is open inside that
        self._stack: list[str] = []

    def entered(self, tag: Tag) -> None:
        """Take note that an element has been opened."""

    def left(self, name: str) -> None:
        """Take note that an element has been closed."""

    def flush(self) -> None:
        """End the block under way."""

    def open(self, tag: Tag) -> None:
        """Take a start tag."""
        name = tag.name
        drawn = name in _FOREIGN or self.is_open["svg"] or self.is_open["math"]
        if name in BLOCKS and not self.hidden:
            if not drawn:
                self._close_implied(name)
            self.flush()
        if name in VOID or (drawn and tag.closed):
            return
        self._stack.append(name)
        self.is_open[name] += 1
        if self.hidden:
            self._inner[name] += 1
        elif name in UNREAD or is_hidden(tag):
            self.hidden = len(self._stack)
            self._inner = Counter([name])
        else:
            self.entered(tag)

    def close(self, tag: Tag) -> None:
        """Take an end tag; one that closes nothing is left out."""
        name = tag.name
        inside = self._inner if self.hidden else self.is_open  # what is hidden cannot close what is around it
        if inside[name] and (name in BLOCKS or self._is_near(name)):
            while self._pop() != name:
                pass

    def _is_near(self, name: str) -> bool:
        """Whether an inline element was opened in the block under way; else its end tag closes nothing."""
        for known in self._stack[:-MAX_INLINE:-1]:
            if known == name:
                return True
            if known in BLOCKS:
                break
        return False

    def _close_implied(self, name: str) -> None:
        if self.is_open["p"]:
            self._pop_to(frozenset({"p"}), _AROUND_P)
        if name in _CLOSED_BY:
            self._pop_to(*_CLOSED_BY[name])

    def _pop_to(self, wanted: frozenset[str], within: frozenset[str]) -> None:
        """Close the innermost element of these names, if it is inside the innermost of the others."""
        for depth in range(len(self._stack) - 1, max(-1, len(self._stack) - MAX_DEPTH), -1):
            if self._stack[depth] in wanted:
                while len(self._stack) > depth:
                    self._pop()
                return
            if self._stack[depth] in within:
                return

    def _pop(self) -> str:
        name = self._stack[-1]
        if name in BLOCKS and not self.hidden:
            self.flush()
        self._stack.pop()
        self.is_open[name] -= 1
        if not self.hidden:
            self.left(name)
            return name
        self._inner[name] -= 1
        if len(self._stack) < self.hidden:
            self.hidden = 0
        return name


def is_hidden(tag: Tag) -> bool:
    """Whether an element says of itself that it is not shown."""
    style = tag.attributes.get("style", (0, ""))[1]
    return "hidden" in tag.attributes or bool(style and _HIDDEN_STYLE.search(style))
