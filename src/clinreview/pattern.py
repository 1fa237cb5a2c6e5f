"""Pattern: a rule's regular expression, compiled by RE2 to run on a tagged shadow.

Every pattern runs in time linear in the text, whoever wrote it. A pattern knows three things more than a
plain regular expression: ``{drug}`` stands for any term of that lexicon, a space for any white space, and
the marks around lexicon terms are seen by ``{drug}`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from clinreview.errors import RuleError
from clinreview.lexicon import END, Lexicons, Tagged

_MARK = "[\ue000-\ue0ff]"
_SKIP = f"{_MARK}*"
_TOKEN = re.compile(
    r"(?P<lexicon>\{[a-z][a-z-]*\})|(?P<count>\{\d+(?:,\d*)?\})|(?P<group>\(\?(?:P<\w+>|[a-zA-Z-]*:|[a-zA-Z]+\)))"
    r"|(?P<class>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|(?P<escape>\\.)|(?P<space>\x20+)|(?P<operator>[()|?*+.^])"
    r"|(?P<dollar>\$)|(?P<letters>[^\W_]+)|(?P<other>.)",
    re.DOTALL,
)
MAX_PATTERN = 20_000
MOST_MATCHES = 60


def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 32 << 20
    options.never_capture = True  # only the whole match is asked for: the fast automaton does it
    return options


def expand(pattern: str, lexicons: Lexicons, depth: int = 0, known: dict[str, str] | None = None) -> str:
    """The RE2 source of a rule's pattern."""
    known = {} if known is None else known
    if depth > 5:
        raise ValueError("lexicons that refer to each other in a circle")
    out: list[str] = []
    # Marks stand at word edges only. ``edge``: can one stand here, not yet stepped over? The search is
    # unanchored, so none needs stepping over at the start.
    edge, edges = False, []
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token.group()
        skip = _SKIP if edge else ""
        if kind == "lexicon":
            name = text[1:-1]
            if name not in known:
                known[name] = _lexicon(name, lexicons, depth, known)
            out.append(known[name])
            edge = False
        elif kind == "space":
            out.append(f"(?:{_SKIP} {_SKIP})")
            edge = False
        elif kind == "letters":
            out.append(skip + text)
            edge = False
        elif kind == "class":
            out.append(skip + text)
            edge = True
        elif kind == "escape":
            out.append(text if text in (r"\b", r"\B") else _SKIP + text)
            edge = True
        elif kind == "dollar":
            out.append(_SKIP + "$")
        elif kind == "other":
            out.append(_SKIP + (re.escape(text) if text in "{}" else text))
            edge = True
        else:
            out.append(text)
            if text in ("^", "."):
                edge = True
            elif text == "(" or kind == "group":
                edges.append(edge)
            elif text == "|":
                edge = edges[-1] if edges else False
            elif text == ")":
                edge = edge or (edges.pop() if edges else False)
    return "".join(out)


def _lexicon(name: str, lexicons: Lexicons, depth: int, known: dict[str, str]) -> str:
    if name in lexicons.names:
        mark = lexicons.marks[name]
        return f"(?:{_SKIP}{mark}{_SKIP}[^{END}]*{END})"
    if name in lexicons.forms:
        return f"(?:{_SKIP}(?:{'|'.join(_forms(lexicons.forms[name], lexicons, depth, known))}))"
    there = ", ".join(sorted([*lexicons.names, *lexicons.forms]))
    raise ValueError(f"no lexicon {{{name}}}; there are: {there}")


def _forms(forms: Sequence[str], lexicons: Lexicons, depth: int, known: dict[str, str]) -> Iterator[str]:
    """The sources of a lexicon's forms; neighbours with the same edges share them."""
    for (before, after), alike in groupby(forms, _edges):
        sources = [expand(form, lexicons, depth + 1, known) for form in alike]
        # RE2 would take out what two neighbours start with ("a(cne|sthma)") and lose the words that its
        # pre-filter looks for. One more edge before every second form changes nothing else, and keeps them.
        sources[1::2] = [before + source for source in sources[1::2]]
        yield f"{before}(?:{'|'.join(sources)}){after}"


def _edges(form: str) -> tuple[str, str]:
    """A form stands at word edges; a mark is an edge of its own, and so is punctuation."""
    before = r"\b" if form[0].isalnum() or form[0] == "(" else ""
    after = r"\b" if form[-1].isalnum() or form[-1] in ")?*" else ""
    return before, after


@dataclass(frozen=True)
class PatternSet:
    """Groups of patterns, run together: one literal pre-filter, then only the groups that can match."""

    _compiled: Sequence[Any] = field(repr=False)
    _filter: Any = field(repr=False)

    def candidates(self, tagged: Tagged) -> list[int]:
        """Numbers of the groups that may match, in order."""
        return sorted(self._filter.Match(tagged.data, True) or ())

    def spans(self, number: int, tagged: Tagged, *, overlapping: bool = False) -> Iterator[tuple[int, int]]:
        """Every match of one group, in ``tagged.text``: one after the other, or one from every word on."""
        search, data, at = self._compiled[number].search, tagged.data, 0
        for _ in range(MOST_MATCHES):  # so that a hostile line stays linear
            match = search(data, at)
            if match is None:
                return
            start, end = match.span()
            inside = _mid_word(data, start)
            if end > start and not inside:
                yield tagged.place(start), tagged.place(end)
            at = _next_word(data, start) if inside or overlapping or end == start else end

    def found(self, number: int, tagged: Tagged) -> bool:
        """Does one group match?"""
        return any(True for _ in self.spans(number, tagged))

    def __len__(self) -> int:
        return len(self._compiled)


def _next_word(data: bytes, start: int) -> int:
    space = data.find(b" ", start + 1)
    return len(data) + 1 if space < 0 else space


def _mid_word(data: bytes, start: int) -> bool:
    """Would a match here start inside a word ("sure" in "insurer")? No pattern means that."""
    inside = start > 0 and data[start - 1 : start].isalnum() and data[start : start + 1].isalnum()
    return inside and not data.startswith(b"n't", start)


def compile_patterns(groups: Sequence[tuple[str, Sequence[str]]], lexicons: Lexicons) -> PatternSet:
    """Compile groups of patterns, each group into one automaton.

    Parameters
    ----------
    groups
        (where, patterns): ``where`` names the file and key for the error message.

    Raises
    ------
    RuleError
        A pattern does not compile; the message names it.
    """
    import re2

    if not groups:
        return PatternSet((), _Nothing())
    options = _options()
    prefilter = re2.Filter()
    known: dict[str, str] = {}  # each lexicon is written out once
    for where, patterns in groups:
        sources = [_source(where, pattern, lexicons, known) for pattern in patterns]
        try:
            prefilter.Add("|".join(f"(?:{source})" for source in sources).encode(), options)
        except re2.error:
            for pattern, source in zip(patterns, sources, strict=True):
                try:
                    re2.compile(source, options)
                except re2.error as error:
                    raise _wrong(where, pattern, error) from error
            raise RuleError(where, "the patterns are too large together", "split the rule") from None
    prefilter.Compile()
    return PatternSet(tuple(prefilter.re(number) for number in range(len(groups))), prefilter)


def _source(where: str, pattern: str, lexicons: Lexicons, known: dict[str, str]) -> str:
    try:
        if len(pattern) > MAX_PATTERN:
            raise ValueError(f"longer than {MAX_PATTERN} characters")
        return expand(pattern, lexicons, known=known)
    except ValueError as error:
        raise _wrong(where, pattern, error) from error


def _wrong(where: str, pattern: str, error: Exception) -> RuleError:
    reason = str(error.args[0] if error.args else error).removeprefix("b'").rstrip("'")
    return RuleError(
        where,
        f"the pattern {pattern!r} does not compile: {reason}",
        "RE2 has no look-around; see the README",
    )


class _Nothing:
    def Match(self, text: bytes, potential: bool) -> list[int]:
        return []
