"""Literals: the words without which a pattern cannot match, read off the pattern itself.

A rulebook has some two thousand patterns and a sentence matches one or two. To search it for all of them takes a
hundred times as long as to find the words that stand in it, and to know from them which patterns are worth a search.
What is read here may be too little ("any text would do"), which costs a search, but never too much: a pattern that
matches a text has all its literals there (a property test holds it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

TOKEN = re.compile(
    r"(?P<lexicon>\{[a-z][a-z-]*\})|(?P<count>\{\d+(?:,\d*)?\})|(?P<group>\(\?(?:P<\w+>|[a-zA-Z-]*:|[a-zA-Z]+\)))"
    r"|(?P<class>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|(?P<escape>\\.)|(?P<space>\x20+)|(?P<operator>[()|?*+.^])"
    r"|(?P<dollar>\$)|(?P<letters>[^\W_]+)|(?P<other>.)",
    re.DOTALL,
)
# The same, with a group of plain words ("(it|this|they)") in one go: most of what a rulebook is made of. A letter
# with a count stands alone.
_TOKEN = re.compile(
    r"(?P<words>\((?:\?:)?[a-z]*(?:[ '-][a-z]+)*(?:\|[a-z]*(?:[ '-][a-z]+)*)*\))"
    r"|(?P<counted>[^\W_]+(?![?*+{])|[^\W_])|" + TOKEN.pattern,
    re.DOTALL,
)
EDGE = "|"  # in a literal: a word ends or starts here. No text has it, see `plain`.
_MOST = 400  # texts that one literal may be
_MOST_JOINED = 16  # when each of several follows each of several
_MOST_NEEDED = 4  # literals kept of one pattern
_ENDS = ("", "|", ")")
_COUNTS = ("?", "*", "+")
_FEW = re.compile(r"\[(-?[^]\\\[^\ue000-\ue0ff-]{1,6}-?)\]")  # a class of a few characters, each as it stands
_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'\"?%")
_PLAIN = bytes(byte if byte in _KEPT else 48 if 48 <= byte < 58 else 32 for byte in range(256))

Texts = frozenset[str]
_NOTHING: Texts = frozenset(("",))
_KNOWN: dict[str, Texts | None] = {
    **dict.fromkeys(("^", "$", r"\b"), frozenset((EDGE,))),
    **dict.fromkeys((r"\d", "[0-9]"), frozenset(("0",))),
    **dict.fromkeys((".", r"\D", r"\w", r"\W", r"\s", r"\S")),
}


class Unclear(Exception):
    """A pattern of which no literal can be told: it has to be searched for everywhere."""


class Need(NamedTuple):
    """What a piece of a pattern needs: ``texts``, one of which it is and nothing else (None: it may be more), and
    ``literals``, of each of which one text stands in whatever it matches.
    """

    texts: Texts | None
    literals: tuple[Texts, ...] = ()


ANY = Need(None)


def plain(text: str) -> str:
    """The text as literals are looked for in it: words and a few signs, with spaces between and at either end.

    Every digit is 0, what is not ASCII a question mark, and every other sign a space.
    """
    return f" {_plain(text)} "


def _plain(text: str) -> str:
    if text.isascii() and text.isalpha():
        return text
    plain = text.encode("ascii", "replace").translate(_PLAIN).decode("ascii")
    # A space on both sides of a sign that is kept: a word ends there, as it does at any other.
    return plain.replace("'", " ' ").replace('"', ' " ').replace("?", " ? ").replace("%", " % ")


def needed(need: Need) -> tuple[Texts, ...]:
    """The literals of a whole pattern, the rarest first; none when any text may match."""
    literals = (*need.literals, *_literal(need.texts))
    return tuple(sorted(set(literals), key=_share))[:_MOST_NEEDED]


def either(needs: Iterable[Need]) -> Need:
    """What one of several pieces needs."""
    needs = list(needs)
    if all(need.texts is not None for need in needs):
        texts: Texts = frozenset().union(*(need.texts or () for need in needs))
        if len(texts) <= _MOST:
            return Need(texts)
    best = [needed(need)[:1] for need in needs]
    return Need(None, (frozenset().union(*(one[0] for one in best)),) if all(best) else ())


def _literal(texts: Texts | None) -> Iterator[Texts]:
    """The literal that texts make, when each says something."""
    if texts is not None:
        spoken = frozenset(map(_spoken, texts))
        if all(map(_says, spoken)):
            yield spoken


def _says(text: str) -> bool:
    """Does a literal say something? One letter alone does not; a word of one letter, a digit or a sign does."""
    bare = text.strip()
    return len(bare) > 1 or (len(bare) == 1 and (text != bare or not bare.isalpha()))


def _spoken(text: str) -> str:
    """A literal as it stands in a plain text: an edge is a space there, unless a space makes it one."""
    if EDGE not in text:
        return text
    core = text.replace(EDGE, "")
    if not core:
        return ""
    start = " " if text[0] == EDGE and core[0] != " " else ""
    return start + core + (" " if text[-1] == EDGE and core[-1] != " " else "")


def _share(texts: Texts) -> float:
    """A guess at how often one of the texts stands in a sentence: short ones do."""
    return sum([0.4 ** len(text) for text in texts])


class Reader:
    """Reads what a pattern needs; ``names`` are the marks of lexicons of names, ``forms`` the needs of the others."""

    def __init__(self, names: Mapping[str, str], forms: Mapping[str, Need]) -> None:
        self.names = names
        self.forms = forms
        self._tokens: dict[str, Need] = {}

    def read(self, pattern: str) -> Need:
        """What the whole pattern needs.

        Raises
        ------
        Unclear
            It has something that is not understood here, such as a flag.
        """
        tokens = [self._token(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(pattern)]
        tokens.append("")
        tokens.reverse()
        need = self._either(tokens)
        if len(tokens) != 1:
            raise Unclear(pattern)
        return need

    def _token(self, kind: str, text: str) -> Need | str:
        """A token that stands for some texts as what it needs; another as it is."""
        if kind == "lexicon":
            return self._lexicon(text[1:-1])
        if kind in ("operator", "count", "group") and text not in _KNOWN:
            return text
        known = self._tokens.get(text)
        if known is None:
            known = self._tokens[text] = Need(_texts(kind, text))
        return known

    def _either(self, tokens: list[Need | str]) -> Need:
        branches = [self._sequence(tokens)]
        while tokens[-1] == "|":
            tokens.pop()
            branches.append(self._sequence(tokens))
        return branches[0] if len(branches) == 1 else either(branches)

    def _sequence(self, tokens: list[Need | str]) -> Need:
        literals: list[Texts] = []
        texts = _NOTHING
        exact = True
        while (token := tokens[-1]) not in _ENDS:
            tokens.pop()
            item = token if isinstance(token, Need) else self._group(token, tokens)
            while tokens[-1] in _COUNTS or tokens[-1][:1] == "{":
                item = _repeated(item, str(tokens.pop()))
            if item.texts is not None and _few(len(texts), len(item.texts)):
                texts = frozenset([text + more for text in texts for more in item.texts])
                continue
            exact = False
            literals += (*item.literals, *_literal(_before(texts, item.texts)))
            texts = _NOTHING if item.texts is None else _after(texts, item.texts)
        return Need(texts) if exact else Need(None, (*literals, *_literal(texts)))

    def _group(self, token: str, tokens: list[Need | str]) -> Need:
        if token not in ("(", "(?:") and not token.startswith("(?P<"):
            raise Unclear(token)
        need = self._either(tokens)
        if tokens.pop() != ")":
            raise Unclear(token)
        return need

    def _lexicon(self, name: str) -> Need:
        if name in self.names:
            return Need(None, (frozenset((self.names[name],)),))
        return self.forms[name]


def _texts(kind: str, text: str) -> Texts | None:
    """What a token stands for: one of these texts; None for almost anything."""
    if text in _KNOWN:
        return _KNOWN[text]
    if kind == "words":
        return frozenset(map(_plain, text[1:-1].removeprefix("?:").split("|")))
    if kind == "class":
        few = _FEW.fullmatch(text)
        return frozenset(map(_plain, few[1])) if few else None
    if kind == "escape" and not text[1].isalnum():
        return frozenset((_plain(text[1]),))
    if kind in ("counted", "space", "other") and not "\ue000" <= text <= "\ue0ff":
        return frozenset((_plain(text if kind == "counted" else text[0]),))
    raise Unclear(text)


def _few(many: int, more: int) -> bool:
    """Are the texts of two pieces, one after the other, few enough to write out?"""
    return many * more <= _MOST_JOINED or (min(many, more) == 1 and many * more <= _MOST)


def _before(texts: Texts, following: Texts | None) -> Texts:
    """The texts, with an edge at their end where all that may follow begin with one or with a space."""
    if following and all(text.startswith((EDGE, " ")) for text in following):
        return frozenset(text + EDGE for text in texts)
    return texts


def _after(leading: Texts, texts: Texts) -> Texts:
    """The texts, with an edge at their start where all that may lead to them end with one or with a space."""
    if all(text.endswith((EDGE, " ")) for text in leading):
        return frozenset(EDGE + text for text in texts)
    return texts


def _repeated(need: Need, count: str) -> Need:
    """What a piece needs with a count after it."""
    if count == "?" and need.texts is not None:
        return Need(need.texts | _NOTHING)
    if count in ("?", "*") or (count[0] == "{" and int(count.strip("{}").split(",")[0]) == 0):
        return ANY
    return need if count == "{1}" else Need(None, (*need.literals, *_literal(need.texts)))
