"""Words: the tokens of a text and what is known of each."""

from __future__ import annotations

import re
from functools import cache
from math import exp
from typing import NamedTuple

from clinreview.readability.familiar import bases, function_words, is_familiar
from clinreview.readability.families import HIGHEST, family_frequency
from clinreview.readability.morphemes import ADJECTIVES, is_term
from clinreview.readability.packing import FINE, Sums, pack_sums, pack_word
from clinreview.readability.syllables import count_syllables
from clinreview.readability.tables import laboratory_words, zipf_table
from clinreview.readability.weights import hardness

UNKNOWN = 2.0  # Zipf frequency taken for a word that is not among the 50,000, nor any of its family
NOT_A_WORD = 3.0  # an abbreviation or a code weighs no more than a word of this frequency: others count it
LABORATORY = (
    0.6  # how much rarer a word of the laboratory is to readers than in print, which is full of science
)
RARE = 4.0
UNUSUAL = 4.5
MANY_SYLLABLES = 4
COMMONEST = 6.0  # every word from here on is as easy as the next
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
_NUMBER_SEEN = pack_sums(Sums(0, 1, *[0] * 14))
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
    """What stands between white space, seen so far, with a number for the word in it.

    Looking up whole chunks spares the search for words in a text that holds the same ones again and again, and
    small numbers are told apart faster than words.

    Attributes
    ----------
    packed
        The packed numbers of each word; for a chunk of several words, their sum.
    several
        Chunks with more than one word ("over-the-counter"): the numbers of its words.
    hard
        The words that are hard.
    """

    def __init__(self) -> None:
        self.packed: list[int] = []
        self.several: dict[int, tuple[int, ...]] = {}
        self.hard: dict[int, Word] = {}
        self._known: dict[int | tuple[int, ...], int] = {}

    def __missing__(self, chunk: str) -> int:
        words = [self._word(vocabulary()[token]) for token in tokens(chunk)]
        number = self[chunk] = words[0] if len(words) == 1 else self._several(tuple(words))
        return number

    def _word(self, word: Word | None) -> int:
        packed = _NUMBER_SEEN if word is None else word.packed
        number = self._known.get(packed)
        if number is None:
            number = self._known[packed] = self._add(packed)
            if word is not None and word.hard:
                self.hard[number] = word
        return number

    def _several(self, words: tuple[int, ...]) -> int:
        number = self._known.get(words)
        if number is None:
            number = self._known[words] = self._add(sum([self.packed[word] for word in words]))
            self.several[number] = words
        return number

    def _add(self, packed: int) -> int:
        self.packed.append(packed)
        return len(self.packed) - 1

    def trim(self) -> None:
        """Forget all when there is too much of it."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
            self.packed.clear()
            self.several.clear()
            self.hard.clear()
            self._known.clear()


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
    letters = len(text) if text.isalpha() else sum(map(str.isalpha, text))
    syllables = len(token) + 2 * token.count("W") if is_spelled(token) else count_syllables(text)
    unfamiliar = not is_familiar(text)
    zipf = zipf_of(text)
    term, acronym, code = is_term(text, zipf), _is_acronym(token, text, unfamiliar), is_code(token)
    laboratory = unfamiliar and is_laboratory(text)
    known = (max(zipf, NOT_A_WORD) if acronym or code else zipf) - LABORATORY * laboratory
    rarity = exp(COMMONEST - known)
    adjective = len(text) > 5 and text.endswith(ADJECTIVES)
    polysyllable = syllables >= 3
    content = text not in function_words()
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
        pack_word(
            text,
            letters,
            Sums(
                1,
                0,
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
                round(rarity * FINE),
                round(known * content * FINE),
            ),
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


def is_laboratory(text: str) -> bool:
    """Whether a lower-case word, or what it is a regular form of, is one of the laboratory: "genes", "signalling"."""
    known = laboratory_words()
    return text in known or not known.isdisjoint(bases(text))


def zipf_of(text: str) -> float:
    """Zipf frequency of a lower-case word, from 2 to 6; of a rare word, as far as its family helps to read it."""
    table = zipf_table()
    frequency = table.get(text) or table.get(text.partition("'")[0])
    if frequency is None or frequency < HIGHEST:
        family = family_frequency(text, table, frequency is not None)
        frequency = max(frequency or UNKNOWN, family or UNKNOWN)
    return min(frequency, COMMONEST)
