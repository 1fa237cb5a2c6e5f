"""Stop: one run of end marks, what stands around it, and whether a sentence ends there."""

from __future__ import annotations

import re
from typing import NamedTuple

from clinreview.sentences.words import DATES, GROUPS, LETTERED, LOWER_STARTERS, SPEECH, STARTERS, Group

WINDOW = 40

_OPENERS = re.compile(r"\s{0,40}(?:[-–—*+][ \t\u00a0]+)?[\"'“‘«‹„(\[¿¡*_]{0,8}")
_WORD = re.compile(r"[^\W\d_]{1,40}(?:[’'][^\W\d_]{1,4})?")
_TOKEN_BREAK = re.compile(r"[()\[\]\"“”«»/–—‑*-]")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){1,5}[^\W\d_]{1,2}$|(?:Ph|Pharm|Psy|Ed|Sc)\.D$")
_NEVER_LAST = frozenset({"e.g", "i.e", "c.f"})
_SPACED = re.compile(r"\b(?:e\. ?g|i\. ?e)$")
_CODE = re.compile(r"[A-Z]|[IVXL]+")
_ENUMERATOR = re.compile(r"\d{1,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4}")
_LETTERED = re.compile(
    LETTERED + r"(?:\s+[A-Z]\d{0,2},?(?:\s+(?:and|or|to))?){0,5}[\s/]+(?:[A-Z]\d?/)?$", re.IGNORECASE
)
_SPEECH = re.compile(r"(?:[A-Z][\w’'.-]{0,20}\s+){1,3}" + SPEECH + r"\b")
_MIXED_CASE = re.compile(r"[a-z]{1,4}[A-Z]|[α-ω]-")
_UNIT_CASE = re.compile(r"m[LMVW]|dL|k[WJPBH]|mmH|mEq|mSv|mGy|mOs|mcL|uL")
_TIMES = re.compile(r"\d[\d/.,–-]{0,8}\s*(?:times?|x\b|×|daily|per\b|a day|an? |every|doses?)")
# "18. 5%", "RR 0. 73": a decimal torn apart by a copy from a PDF.
_TORN = re.compile(
    r"\d{1,4}(?:\s?(?:%|mg|mcg|ml|mL|g|kg|mm|cm|yr|million|billion|trillion|fold)\b|\s?%|[-–,;)]|\s\(|\s?[±])"
)
_GLUED = re.compile(r"(?:[a-z]{2}|[\d%)\]”\"’'])$")
_CONTINUES = frozenset(",;:)]}–—-/&.!?=")


class Stop(NamedTuple):
    """A run of end marks in a text."""

    text: str
    first: int  # where the sentence starts
    place: int  # where the run starts
    marks: str  # the run
    after: str  # quotes, brackets and citations right after it
    begin: int  # where the next word starts, after white space and opening quotes
    next_word: str
    end: int

    @classmethod
    def at(cls, text: str, bounds: tuple[int, int], place: int, cut: int, after: str) -> Stop:
        """Look around a run of end marks between the start of its sentence and the end of the passage."""
        first, end = bounds
        opener = _OPENERS.match(text, cut, end)
        begin = opener.end() if opener else cut
        word = _WORD.match(text, begin, end)
        marks = text[place : cut - len(after)]
        return cls(text, first, place, marks, after, begin, word[0] if word else "", end)

    @property
    def before(self) -> str:
        """At most ``WINDOW`` characters of the sentence before the run."""
        return self.text[max(self.first, self.place - WINDOW) : self.place]

    @property
    def word(self) -> str:
        """The word right before the run, or ""."""
        before = self.before
        if not before or before[-1].isspace():
            return ""
        word = before.split()[-1]
        return word if word.isalpha() else _TOKEN_BREAK.split(word)[-1].lstrip("'‘•")

    @property
    def sign(self) -> str:
        """First character of what comes next, or ""."""
        return self.text[self.begin : min(self.begin + 1, self.end)]

    @property
    def starts(self) -> bool:
        """Whether the next word commonly starts a sentence."""
        word = self.next_word
        if len(word) == 1 and self.text[self.begin + 1 : self.begin + 2] == ".":
            return False
        return word in STARTERS or (word.isupper() and word.capitalize() in STARTERS)

    @property
    def keeps_small(self) -> bool:
        """Whether the next word keeps its small first letter at a sentence start: iPhone, mRNA."""
        return bool(_MIXED_CASE.match(self.text, self.begin)) and not _UNIT_CASE.match(self.text, self.begin)


def ends(stop: Stop) -> bool:
    """Whether a sentence ends at a run of end marks with white space after it."""
    if not stop.sign:  # nothing but opening quotes or brackets is left
        return False
    if stop.marks == ".":
        return _ends_at_full_stop(stop)
    if "!" in stop.marks or "?" in stop.marks:
        return _ends_at_question(stop)
    return stop.sign.isupper() and stop.next_word[:2] not in {"I", "I'", "I’"}  # an ellipsis


def ends_glued(stop: Stop) -> bool:
    """Whether a sentence ends although the space after it is missing: "for pain.The drug"."""
    begins = stop.next_word
    if stop.marks[0] == "…" or stop.marks.startswith("..") or not _GLUED.search(stop.before):
        return False
    if not begins.istitle() or (len(begins) == 1 and begins not in {"I", "A"}):
        return False
    word = stop.word
    if (word in GROUPS or word[-1:].isdigit() or "." in word) and not stop.starts:
        return False
    if GROUPS.get(word) is Group.BOUND or _DOTTED.match(word):
        return False
    token = stop.before.split()[-1]
    follows = stop.text[stop.begin + len(begins) : stop.begin + len(begins) + 1]
    return follows not in {"/", "@", "_"} and not any(sign in token for sign in ("@", "://", "www."))


def _ends_at_question(stop: Stop) -> bool:
    sign = stop.sign
    if stop.text[stop.place - 1 : stop.place] == "(" and stop.after[:1] == ")":  # "a cure (!) for all"
        return False
    if not sign.isalpha():
        return sign not in _CONTINUES
    quoted = any(quote in stop.after for quote in "\"'”’»")
    if sign.islower():
        plain = not quoted and ")" not in stop.after
        return (plain and stop.next_word in LOWER_STARTERS) or stop.keeps_small
    return not (quoted and not stop.starts and _SPEECH.match(stop.text, stop.begin))


def _ends_at_full_stop(stop: Stop) -> bool:
    sign, word = stop.sign, stop.word
    if sign in _CONTINUES or (not stop.after and _is_enumerator(stop, word)):
        return False
    if not sign.isalpha():
        return _ends_before_number(stop, word)
    if sign.islower():
        return _ends_before_lower(stop, word)
    if stop.after.strip("*_"):  # a closing quote, bracket or citation settles it
        return GROUPS.get(word) is not Group.BOUND
    return _ends_before_capital(stop, word)


def _is_enumerator(stop: Stop, word: str) -> bool:
    """Whether "1." or "a." counts what follows: it starts the sentence or stands after a colon."""
    if not word or len(word) > 4 or not _ENUMERATOR.fullmatch(word):
        return False
    lead = stop.text[max(stop.first, stop.place - len(word) - 8) : stop.place - len(word)]
    if not lead.strip("\"'“‘«(*_[-–—•‣▪●+ \t\u00a0"):
        return stop.place - len(word) - stop.first <= 8
    return lead[-1].isspace() and lead.rstrip()[-1] in {":", ";"}


def _ends_before_capital(stop: Stop, word: str) -> bool:
    if "." in word and _DOTTED.match(word):
        return _ends_at_initialism(stop, word)
    group = GROUPS.get(word)
    if group is Group.LOOSE:
        return stop.starts
    if group is Group.NUMBERED:
        return stop.starts or not _CODE.fullmatch(stop.next_word)
    if group is Group.CALENDAR:
        return stop.next_word not in DATES
    if len(word) == 1 and group is None and word.isalpha():
        unit = stop.before[:-1].endswith("/")  # mmol/L
        spaced = word in "eg" and _SPACED.search(stop.before)
        return unit or (not spaced and (stop.starts or _is_lettered(stop, word)))
    return group is not Group.BOUND


def _ends_at_initialism(stop: Stop, word: str) -> bool:
    """Whether "p.m.", "i.v.", "U.S." or "Ph.D." ends a sentence before a capital."""
    small = word.lower()
    if small in _NEVER_LAST:
        return False
    if small in {"a.m", "p.m"}:
        return stop.next_word not in DATES
    return word.islower() or stop.starts


def _ends_before_lower(stop: Stop, word: str) -> bool:
    if word in GROUPS or (len(word) < 3 and not word.isdigit()) or "." in word:
        return False
    return stop.keeps_small or (not stop.after and stop.next_word in LOWER_STARTERS and not word[0].isdigit())


def _ends_before_number(stop: Stop, word: str) -> bool:
    """Whether a sentence ends before a digit or a sign such as "$" or "~"."""
    group = GROUPS.get(word)
    if group is Group.UNIT and stop.sign.isdigit():
        measured = stop.before[: -len(word)].rstrip()[-1:].isdigit()
        return measured and not _TIMES.match(stop.text, stop.begin)
    if group is not None or ("." in word and _DOTTED.match(word)):
        return bool(stop.after) and group is not Group.BOUND
    if len(word) == 1 and word.isalpha():
        return _is_lettered(stop, word)
    return not (word.isdigit() and stop.sign.isdigit() and _is_torn(stop, word))


def _is_lettered(stop: Stop, word: str) -> bool:
    return bool(_LETTERED.search(stop.before[: -len(word)]))


def _is_torn(stop: Stop, word: str) -> bool:
    return word == "0" or (len(word) <= 3 and bool(_TORN.match(stop.text, stop.begin, stop.end)))
