"""Pattern: a rule's regular expression, compiled by RE2 to run on a tagged shadow.

Every pattern runs in time linear in the text, whoever wrote it. A pattern knows three things more than a
plain regular expression: ``{drug}`` stands for any term of that lexicon, a space for any white space, and
the marks around lexicon terms are seen by ``{drug}`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from clinreview.errors import RuleError
from clinreview.lexicon import END, Lexicons, Tagged

_MARK = "[\ue000-\ue0ff]"
_SKIP = f"{_MARK}*"
_TOKEN = re.compile(
    r"(?P<lexicon>\{[a-z][a-z-]*\})|(?P<count>\{\d+(?:,\d*)?\})|(?P<group>\(\?(?:P<\w+>|[a-zA-Z-]*:|[a-zA-Z]+\)))"
    r"|(?P<class>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|(?P<escape>\\.)|(?P<space>\x20+)|(?P<operator>[()|?*+.^])"
    r"|(?P<dollar>\$)|(?P<letter>[^\W_])|(?P<other>.)",
    re.DOTALL,
)
MAX_PATTERN = 20_000


def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 32 << 20
    return options


def expand(pattern: str, lexicons: Lexicons, depth: int = 0) -> str:
    """The RE2 source of a rule's pattern."""
    if depth > 5:
        raise ValueError("lexicons that refer to each other in a circle")
    out: list[str] = []
    glued = False  # the token before was a letter: no mark can stand here
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token.group()
        if kind == "lexicon":
            out.append(_lexicon(text[1:-1], lexicons, depth))
        elif kind == "letter":
            out.append(text if glued else _SKIP + text)
        elif kind == "space":
            out.append(f"(?:{_SKIP} {_SKIP})")
        elif kind in ("class", "other"):
            out.append(_SKIP + (re.escape(text) if kind == "other" and text in "{}" else text))
        elif kind == "escape":
            out.append(text if text in (r"\b", r"\B") else _SKIP + text)
        elif kind == "dollar":
            out.append(_SKIP + "$")
        else:
            out.append(text)
        glued = kind == "letter"
    return "".join(out)


def _lexicon(name: str, lexicons: Lexicons, depth: int) -> str:
    if name in lexicons.names:
        mark = lexicons.marks[name]
        return f"(?:{_SKIP}{mark}{_SKIP}[^{END}]*{END})"
    if name in lexicons.forms:
        inner = "|".join(_edged(form, expand(form, lexicons, depth + 1)) for form in lexicons.forms[name])
        return f"(?:{_SKIP}(?:{inner}))"
    known = ", ".join(sorted([*lexicons.names, *lexicons.forms]))
    raise ValueError(f"no lexicon {{{name}}}; there are: {known}")


def _edged(form: str, source: str) -> str:
    """A form stands at word edges; a mark is an edge of its own, and so is punctuation."""
    before = r"\b" if form[0].isalnum() or form[0] == "(" else ""
    after = r"\b" if form[-1].isalnum() or form[-1] in ")?*" else ""
    return f"{before}(?:{source}){after}"


@dataclass(frozen=True)
class PatternSet:
    """Many patterns, run together: one literal pre-filter, then only those that can match."""

    _compiled: Sequence[Any] = field(repr=False)
    _filter: Any = field(repr=False)

    def candidates(self, tagged: Tagged) -> list[int]:
        """Numbers of the patterns that may match, in order."""
        return sorted(self._filter.Match(tagged.text, True) or ())

    def spans(self, number: int, tagged: Tagged) -> Iterator[tuple[int, int]]:
        """Every match of one pattern, in ``tagged.text``."""
        for match in self._compiled[number].finditer(tagged.text):
            start, end = match.span()
            if end > start:
                yield start, end

    def found(self, number: int, tagged: Tagged) -> bool:
        """Does one pattern match?"""
        return self._compiled[number].search(tagged.text) is not None

    def any(self, tagged: Tagged) -> bool:
        """Does any of the patterns match?"""
        return any(self._compiled[n].search(tagged.text) for n in self.candidates(tagged))

    def __len__(self) -> int:
        return len(self._compiled)


def compile_patterns(patterns: Sequence[tuple[str, str]], lexicons: Lexicons) -> PatternSet:
    """Compile (where, pattern) pairs; ``where`` names the file and key for the error message."""
    import re2

    options = _options()
    compiled = []
    prefilter = re2.Filter()
    for where, pattern in patterns:
        try:
            if len(pattern) > MAX_PATTERN:
                raise ValueError(f"longer than {MAX_PATTERN} characters")
            source = expand(pattern, lexicons)
            expression = re2.compile(source, options)
        except (ValueError, re2.error) as error:
            reason = str(error.args[0] if error.args else error)
            reason = reason.removeprefix("b'").rstrip("'")
            raise RuleError(
                where,
                f"the pattern {pattern!r} does not compile: {reason}",
                "RE2 has no look-around; see the README",
            ) from error
        compiled.append(expression)
        prefilter.Add(source, options)
    if compiled:
        prefilter.Compile()
    return PatternSet(tuple(compiled), prefilter if compiled else _Nothing())


class _Nothing:
    def Match(self, text: str, potential: bool) -> list[int]:  # noqa: N802
        return []
