"""Words: the tokens of a text and what is known of each."""

from __future__ import annotations

import re
from functools import cache
from math import exp
from typing import NamedTuple

from clinreview.readability.familiar import is_familiar
from clinreview.readability.marks import chunk_marks
from clinreview.readability.packing import FINE, Sums, pack_sums
from clinreview.readability.tables import zipf_table
from clinreview.readability.traits import COMMONEST, UNKNOWN, traits
from clinreview.readability.weights import hardness

NOT_A_WORD = 3.0  # an abbreviation or a code weighs no more than a word of this frequency: others count it
LABORATORY = (
    0.6  # how much rarer a word of the laboratory is to readers than in print, which is full of science
)
RARE = 4.0
UNUSUAL = 4.5
MANY_SYLLABLES = 4
MOST_REMEMBERED = 60_000

_JOINED = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"  # inside a word, these are no boundary
_NUMBER = r"|[0-9]+(?:[.,:/–-][0-9]+)*(?:(?:st|nd|rd|th|s)(?![^\W_]))?"
# A word starts with a letter ("B12", "don’t"); a number may carry a range, a date or an ordinal ending.
TOKEN = re.compile(rf"[^\W\d_][^\W_]*(?:[{_JOINED}]+[^\W_]*|['’][^\W\d_][^\W_]*)*{_NUMBER}|\d+")
# The same, three times as fast.
_ASCII = re.compile(rf"[A-Za-z][A-Za-z0-9]*(?:'[A-Za-z][A-Za-z0-9]*)*{_NUMBER}", re.ASCII)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_VERB_ENDINGS = ("es", "ed", "ing")  # Gunning does not count "created"
_CODE = re.compile(r"[a-z].*[A-Z]|[^\W\d_].*\d")
_INVISIBLE = re.compile(f"[{_JOINED}]")
_NUMBER_SEEN = pack_sums(0, 1, *[0] * (len(Sums._fields) - 2))
_AROUND = '.,;:()[]"?!'
_GRADES = frozenset("ABCDEIK")  # vitamins, grades, kinds of hepatitis: readers know such letters
_LETTER_WORDS = frozenset({"US", "UK", "EU", "WHO", "IV", "ER", "OR", "IT", "IM", "MS", "ED"})


class Word(NamedTuple):
    """One word as written, and what is known of it.

    Attributes
    ----------
    text
        In lower case.
    zipf
        Its frequency: 3 is once in a million words, 6 once in a thousand.
    hard
        Whether there is a reason to call it hard; ``why`` gives the reasons, ``hardness`` the order.
    packed
        What the formulas and the level add up.
    """

    text: str
    letters: int
    syllables: int
    unfamiliar: bool
    content: bool
    zipf: float
    term: bool
    acronym: bool
    laboratory: bool
    hard: bool
    hardness: float
    packed: int

    @property
    def shown(self) -> str:
        """The word as a reader expects it: an abbreviation in capitals."""
        return self.text.upper() if self.acronym else self.text

    @property
    def why(self) -> tuple[str, ...]:
        """What makes the word hard, in plain words; empty for an everyday word."""
        reasons = (
            (self.zipf < RARE, _how_rare(self.zipf)),
            (self.acronym, "abbreviation"),
            (self.term, "technical term"),
            (self.laboratory and not self.term, "word of the laboratory"),
            (self.unfamiliar and self.syllables >= MANY_SYLLABLES, f"{self.syllables} syllables"),
            (self.unfamiliar and self.zipf < UNUSUAL, "not on the list of familiar words"),
        )
        return tuple(reason for holds, reason in reasons if holds)


class Vocabulary(dict[str, Word | None]):
    """Words seen so far, by their spelling in the text; None for a number."""

    def __missing__(self, token: str) -> Word | None:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        word = self[token] = None if token[0].isdecimal() else look_up(token)
        return word

    def read(self, text: str) -> tuple[list[Word], int]:
        """The words of a text in order, and how many numbers stand among them."""
        found = list(map(self.__getitem__, tokens(text)))
        words = list(filter(None, found))
        return words, len(found) - len(words)


@cache
def vocabulary() -> Vocabulary:
    """The words that this process has met: a memory, never a state."""
    return Vocabulary()


class Chunks(dict[str, int]):
    """What stands between white space, seen so far, with the packed numbers of the words and marks in it.

    Looking up whole chunks spares the search for words in a text that holds the same ones again and again.

    Attributes
    ----------
    hard
        The hard words of the chunks that have some.
    """

    def __init__(self) -> None:
        self.hard: dict[str, tuple[Word, ...]] = {}

    def __missing__(self, chunk: str) -> int:
        bare = chunk.strip(_AROUND)
        one = bare.isalpha() and bare.isascii()  # most are
        found = [vocabulary()[token] for token in ((bare,) if one else tokens(chunk))]
        words = sum([_NUMBER_SEEN if word is None else word.packed for word in found])
        packed = self[chunk] = words if one and bare == chunk else words + chunk_marks(chunk)
        hard = tuple([word for word in found if word is not None and word.hard])
        if hard:
            self.hard[chunk] = hard
        return packed

    def trim(self) -> None:
        """Forget all when there is too much of it."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
            self.hard.clear()


@cache
def chunks_seen() -> Chunks:
    """The chunks that this process has met: a memory, never a state."""
    return Chunks()


def tokens(text: str) -> list[str]:
    """Words and numbers of a text, in order; addresses of web pages and mail are left out.

    >>> tokens("Over-the-counter doses don’t exceed 0.5 mg of B12 (see www.fda.gov).")
    ['Over', 'the', 'counter', 'doses', "don't", 'exceed', '0.5', 'mg', 'of', 'B12', 'see']
    """
    text = without_addresses(text)
    if not text.isascii():
        text = text.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    return (_ASCII if text.isascii() else TOKEN).findall(text)


def without_addresses(text: str) -> str:
    """The text with addresses of web pages and mail blotted out by spaces of the same length."""
    if "@" in text or "://" in text or "www." in text:
        return ADDRESS.sub(lambda match: " " * len(match[0]), text)
    return text


def plain(token: str) -> str:
    """A token in lower case, with straight apostrophes and without invisible characters."""
    text = token.lower().replace("’", "'")
    return text if text.isascii() else _INVISIBLE.sub("", text)


def is_spelled(token: str) -> bool:
    """Whether a token is said letter by letter, as FDA and PTSD are."""
    if token.islower() or not (2 <= len(token) <= 6 and token.isupper() and token.isalpha()):
        return False
    if token in _LETTER_WORDS:
        return True
    text = token.lower()
    return not is_familiar(text) and (text not in zipf_table() or not re.search("[aeiouy]", text))


def look_up(token: str) -> Word:
    """All that is known of a word."""
    text = plain(token)
    zipf, syllables, unfamiliar, content, term, laboratory, adjective = traits(text)
    letters, acronym, code = len(text), False, False
    if not (token.isalpha() and (token == text or (letters > 1 and token[1:] == text[1:]))):
        letters = sum(map(str.isalpha, text))
        acronym, code = _is_acronym(token, text, unfamiliar), is_code(token)
        if is_spelled(token):
            syllables = len(token) + 2 * token.count("W")
    known = (max(zipf, NOT_A_WORD) if acronym or code else zipf) - LABORATORY * laboratory
    rarity = exp(COMMONEST - known)
    polysyllable = syllables >= 3
    strange = unfamiliar and (laboratory or syllables >= MANY_SYLLABLES or zipf < UNUSUAL)
    hard = zipf < RARE or acronym or term or strange
    return Word(  # by place: twice as fast
        text,
        letters,
        syllables,
        unfamiliar,
        content,
        zipf,
        term,
        acronym,
        laboratory,
        hard,
        hardness(rarity, unfamiliar, term=term, adjective=adjective, acronym=acronym, code=code)
        if hard
        else 0.0,
        pack_sums(
            1,
            0,
            letters,
            syllables,
            polysyllable,
            polysyllable and not (syllables == 3 and text.endswith(_VERB_ENDINGS)),
            unfamiliar,
            unfamiliar and syllables >= 2,
            letters > 6,
            letters <= 3,
            content,
            term,
            adjective,
            acronym,
            code,
            0,
            0,
            0,
            round(rarity * FINE),
            round(known * content * FINE),
        ),
    )


def _how_rare(zipf: float) -> str:
    """A Zipf frequency in words: 3.0 is one word in a million."""
    if zipf <= UNKNOWN:
        return "very rare"
    every = 10 ** (9 - zipf)
    figures = 10 ** (len(str(int(every))) - 1)
    return f"rare: one word in {round(every / figures) * figures:,}"


def _is_acronym(token: str, text: str, unfamiliar: bool) -> bool:
    """Whether a token is written as FDA, mRNA or B12 are; a common word in capitals is none."""
    if token == text and token.isalpha():
        return False
    capitals = sum(map(str.isupper, token))
    if capitals == len(token) and token not in _LETTER_WORDS and not unfamiliar:
        return False
    return capitals >= 2 or (not token.isalpha() and any(map(str.isdigit, token)))


def is_code(token: str) -> bool:
    """Whether a token is a code, as p53, mRNA or the T of "T cells" are.

    >>> [token for token in ("CD8", "mTOR", "X", "FDA", "I", "D", "2nd") if is_code(token)]
    ['CD8', 'mTOR', 'X']
    """
    if len(token) == 1:
        return token.isupper() and token not in _GRADES
    if token.islower() and token.isalpha():
        return False
    return bool(_CODE.search(token))
