"""Pattern: a rule's regular expression, compiled by RE2 to run on a tagged shadow.

Every pattern runs in time linear in the text, whoever wrote it. A pattern knows three things more than a
plain regular expression: ``{drug}`` stands for any term of that lexicon, a space for any white space, and
the marks around lexicon terms are seen by ``{drug}`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from clinreview.errors import RuleError
from clinreview.lexicon import END, Lexicons, Tagged
from clinreview.literals import ANY, TOKEN, Need, Reader, Texts, Unclear, either, needed
from clinreview.sieve import Sieve

_MARK = "[\ue000-\ue0ff]"
_SKIP = f"{_MARK}*"
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
    for token in TOKEN.finditer(pattern):
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


class _Automata:
    """The automata of groups of patterns, each compiled when it is first wanted."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[str]]], lexicons: Lexicons) -> None:
        self._groups = groups
        self._lexicons = lexicons
        self._known: dict[str, str] = {}  # each lexicon is written out once
        self._made: dict[tuple[int, int | None], Any] = {}

    def get(self, number: int, one: int | None = None) -> Any:
        """The automaton of a group, or of one of its patterns."""
        where, patterns = self._groups[number]
        if len(patterns) == 1:
            one = None
        made = self._made.get((number, one))
        if made is None:
            made = self._made[number, one] = self._compile(
                where, patterns if one is None else [patterns[one]]
            )
        return made

    def _compile(self, where: str, patterns: Sequence[str]) -> Any:
        import re2

        options = _options()
        sources = [_source(where, pattern, self._lexicons, self._known) for pattern in patterns]
        try:
            return re2.compile("|".join(f"(?:{source})" for source in sources).encode(), options)
        except re2.error:
            for pattern, source in zip(patterns, sources, strict=True):
                try:
                    re2.compile(source.encode(), options)
                except re2.error as error:
                    raise _wrong(where, pattern, error) from error
            raise RuleError(where, "the patterns are too large together", "split the rule") from None


@dataclass(frozen=True)
class PatternSet:
    """Groups of patterns, run together: the words of a text tell which may match, and only those are run."""

    _automata: _Automata = field(repr=False)
    _sieve: Sieve = field(repr=False)
    _sifted: Sequence[tuple[int, int]] = field(repr=False)  # (group, pattern in it) by number in the sieve
    _many: int

    def candidates(self, tagged: Tagged) -> dict[int, list[int]]:
        """The groups that may match, in order, each with those of its patterns that may."""
        may: dict[int, list[int]] = {}
        for place in self._sieve.sift(tagged.words, tagged.marks):
            group, pattern = self._sifted[place]
            may.setdefault(group, []).append(pattern)
        return may

    def spans(
        self, number: int, tagged: Tagged, may: Sequence[int] | None = None, *, overlapping: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Every match of one group, in ``tagged.text``: one after the other, or one from every word on.

        Parameters
        ----------
        may
            Those of its patterns that may match, where `candidates` has said so.
        """
        data, get = tagged.data, self._automata.get
        if may is None:
            search = get(number).search
            match = search(data)
        else:
            # One pattern finds what its whole group finds, where no other matches; and it is smaller.
            hits = [(found, one) for one in may if (found := get(number, one).search(data))]
            if not hits:
                return
            match, one = hits[0]
            search = get(number, one if len(hits) == 1 else None).search
            if len(hits) > 1:
                match = search(data)
        for _ in range(MOST_MATCHES):  # so that a hostile line stays linear
            if match is None:
                return
            start, end = match.span()
            inside = _mid_word(data, start)
            if end > start and not inside:
                yield tagged.place(start), tagged.place(end)
            match = search(data, _next_word(data, start) if inside or overlapping or end == start else end)

    def found(self, number: int, tagged: Tagged, may: Sequence[int] | None = None) -> bool:
        """Does one group match?"""
        return any(True for _ in self.spans(number, tagged, may))

    def __len__(self) -> int:
        return self._many


def _next_word(data: bytes, start: int) -> int:
    space = data.find(b" ", start + 1)
    return len(data) + 1 if space < 0 else space


def _mid_word(data: bytes, start: int) -> bool:
    """Would a match here start inside a word ("sure" in "insurer")? No pattern means that."""
    inside = start > 0 and data[start - 1 : start].isalnum() and data[start : start + 1].isalnum()
    return inside and not data.startswith(b"n't", start)


def compile_patterns(
    groups: Sequence[tuple[str, Sequence[str]]],
    lexicons: Lexicons,
    *,
    tested: bool = False,
    asked: Collection[int] | None = None,
) -> PatternSet:
    """Make groups of patterns ready to run, each group as one automaton.

    Parameters
    ----------
    groups
        (where, patterns): ``where`` names the file and key for the error message.
    tested
        They are known to compile: each is compiled when a text first asks for it, and most never are.
    asked
        The numbers of the groups that `candidates` tells of; all by default.

    Raises
    ------
    RuleError
        A pattern does not compile; the message names it.
    """
    automata = _Automata(groups, lexicons)
    if not tested:
        for number in range(len(groups)):
            automata.get(number)
    reader = Reader(lexicons.marks, _Forms(lexicons))
    sifted, needs = [], []
    for number in range(len(groups)) if asked is None else asked:
        for place, pattern in enumerate(groups[number][1]):
            sifted.append((number, place))
            needs.append(_needed(pattern, reader))
    return PatternSet(automata, Sieve(needs), sifted, len(groups))


def _needed(pattern: str, reader: Reader) -> tuple[Texts, ...]:
    try:
        return needed(reader.read(pattern))
    except Unclear:
        return ()


class _Forms(dict[str, Need]):
    """What the lexicons of forms need, each read when a pattern first names it."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons

    def __missing__(self, name: str) -> Need:
        self[name] = ANY  # while it is being read, in case it refers to itself
        reader = Reader(self._lexicons.marks, self)
        try:
            need = either(
                reader.read(f"{before}(?:{form}){after}")
                for form in self._lexicons.forms.get(name, ())
                for before, after in (_edges(form),)
            )
        except Unclear:
            need = ANY
        self[name] = need
        return need


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
