"""Inline: Markdown inside a block, with the place of every character.

markdown-it gives inline tokens no positions. Its rules are wrapped here so that each token keeps in
``meta["at"]`` where it starts in the text it was parsed from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from clinreview.readers.parts.buffer import Buffer

MAX_NESTING = 30  # work on hostile brackets grows with it; what is nested deeper is read as it stands

_Rule = Callable[[StateInline, bool], bool]
_PLAIN = re.compile(r"[^\n\\`*_~\[\]!<&]+")
_SPACE = re.compile(r"[ \t]*")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_HIDES = re.compile(r"<(/?)(script|style|template)\b", re.IGNORECASE)
_RULES = (
    "escape",
    "backticks",
    "strikethrough",
    "emphasis",
    "link",
    "image",
    "autolink",
    "html_inline",
    "entity",
)


def parser() -> MarkdownIt:
    """CommonMark with tables, whose inline tokens know where they start."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    markdown.disable("text_join")
    ruler = markdown.inline.ruler
    markdown.inline.ruler2.disable("fragments_join")
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    for name in _RULES:
        ruler.at(name, _placed(rules[name]))
    ruler.at("text", _text)
    ruler.at("newline", _newline)
    ruler.push("character", _character)
    return markdown


def _placed(rule: _Rule) -> _Rule:
    """Wrap a rule so that the tokens it makes know where they start."""

    def placed(state: StateInline, silent: bool) -> bool:
        at, known = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            if state.pending:  # a run of marks that turned out to be text
                state.pushPending()
            for token in state.tokens[known:]:
                if "at" not in token.meta:
                    token.meta = {**token.meta, "at": at}
                    if token.type == "text" and token.content[:1] in "*_~":
                        at += len(token.content)  # each mark of a run is a token of its own
        return found

    return placed


def _text(state: StateInline, silent: bool) -> bool:
    plain = _PLAIN.match(state.src, state.pos, state.posMax)
    return plain is not None and _take(state, plain[0], silent)


def _character(state: StateInline, silent: bool) -> bool:
    return _take(state, state.src[state.pos], silent)


def _take(state: StateInline, text: str, silent: bool) -> bool:
    if not silent:
        token = state.push("text", "", 0)
        token.content = text
        token.meta = {"at": state.pos}
    state.pos += len(text)
    return True


def _newline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        hard = state.src[max(0, state.pos - 2) : state.pos] == "  "
        token = state.push("hardbreak" if hard else "softbreak", "br", 0)
        token.meta = {"at": state.pos}
    space = _SPACE.match(state.src, state.pos + 1, state.posMax)
    state.pos = space.end() if space else state.pos + 1
    return True


def write(token: Token, places: Sequence[int], buffer: Buffer) -> Iterator[tuple[Token, Sequence[int]]]:
    """Write what a reader sees of an inline token; yield its images and tags with their places.

    The places of an image are those of its alt text.
    """
    hidden = 0
    content = token.content
    for child in token.children or ():
        at: int = child.meta.get("at", 0)
        if child.type == "html_inline":
            if tag := _HIDES.match(child.content):
                hidden = max(0, hidden + (-1 if tag[1] else 1))
            elif _BREAK.match(child.content):
                buffer.add_break(places[at])
            elif not hidden:
                yield child, places[at : at + len(child.content)]
        elif hidden:
            continue
        elif child.type == "image":
            yield child, places[at + 2 : at + 2 + len(child.content)]
        elif child.type == "softbreak":
            buffer.add_at(" ", places[at])
        elif child.type == "hardbreak":
            buffer.add_break(places[at])
        elif child.content:
            _write_text(child, content, places, buffer)


def _write_text(child: Token, content: str, places: Sequence[int], buffer: Buffer) -> None:
    at = _begin(child, content)
    end = at + len(child.content)
    if child.type == "code_inline" or content.startswith(child.content, at):
        buffer.add(child.content, places[at:end])
    else:
        buffer.add_at(child.content, places[child.meta.get("at", 0)])


def _begin(child: Token, content: str) -> int:
    """Where the words of a token begin: after its marks."""
    at: int = child.meta.get("at", 0)
    if child.type == "code_inline":
        at += len(child.markup)
        inner = content[at : at + len(child.content) + 2].replace("\n", " ")
        return at if inner.startswith(child.content) and inner[len(child.content)] == "`" else at + 1
    if child.info == "escape" or content[at] == "<":
        return at + (len(child.markup) - len(child.content) if child.info == "escape" else 1)
    return at
