"""Prose: which full stop, question mark or exclamation mark ends a sentence.

One linear pass. Each candidate looks at a bounded window on either side, so no text takes longer than its
length asks.
"""

from __future__ import annotations

import re

from clinreview.sentences.words import (
    ABBREVIATIONS,
    BOUND,
    LETTERED,
    LOOSE,
    LOWER_STARTERS,
    NUMBERED,
    SHORT,
    SPEECH,
    STARTERS,
    TIME_GOES_ON,
)

WINDOW = 40
LONGEST_ASIDE = 240

# A bracket, an inline bullet, or a run of end marks with the quotes, brackets and citations that belong to it.
_MARK = re.compile(
    r"(?P<open>[(\[])|(?P<close>[)\]])|(?P<bullet>(?<=\s)[•‣▪●](?=\s))"
    r"|(?P<stop>\.(?:[ \u00a0]\.)+\.*|[.!?…‽。！？]+)"
    r"(?P<after>[\"'”’»›)\]*_]{0,40}(?:\ ?\[\d[\d,;–\- ]{0,30}\]|\(\d{1,3}\)|[⁰¹²³⁴-⁹⁺⁻†‡]{1,20}"
    r"|(?<=[A-Za-z)”\"%.])\d{1,3}(?:[,–-]\d{1,3}){0,9}(?=\s+[\"“‘(]?[A-Z]|\s*$))?"
    r"[\"'”’»›)\]*_]{0,40}(?:\s?[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]){0,20})"
)
_OPENERS = re.compile(r"(?:[-–—•‣▪●*+][ \t\u00a0]+)?[\"'“‘«‹„(\[¿¡*_]{0,8}")
_WORD = re.compile(r"[^\W\d_]{1,40}(?:[’'][^\W\d_]{1,4})?")
_BEFORE = re.compile(r"[^\s()\[\]\"“”‘«»/–—‑-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){1,5}[^\W\d_]{1,2}$|(?:Ph|Pharm|Psy|Ed|Sc)\.D$")
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})$")
_LETTERED = re.compile(LETTERED + r"(?:\s+[A-Z]\d{0,2},?(?:\s+(?:and|or|to))?){0,5}\s+$", re.IGNORECASE)
_SPEECH = re.compile(r"(?:[A-Z][\w’'.-]{0,20}\s+){1,3}" + SPEECH + r"\b")
_MIXED_CASE = re.compile(r"[a-z]{1,2}[A-Z]")
_NOT_MIXED = re.compile(r"m[LMVW]|dL|k[WJPBH]|mmH|mEq|mSv|mGy|mOs|μ|µ")
_TIMES = re.compile(r"\d[\d/.,–-]{0,8}\s*(?:times?|x\b|×|daily|per\b|a day|an? |every|doses?)")
_GLUED = re.compile(r"(?:[a-z]{2,}|[\d%)\]”\"’'])$")


def split_prose(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of ``text[start:end]``, a line break being white space."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    first = _skip_space(text, start, end)
    opened = -1  # where the first bracket stands that this sentence has opened and not closed
    depth = 0
    for mark in _MARK.finditer(text, first, end):
        at = mark.start()
        kind = mark.lastgroup
        if kind == "open":
            if not depth:
                opened = at
            depth += 1
            continue
        if kind == "close":
            depth = max(0, depth - 1)
            continue
        if kind == "bullet":
            cut = at
        else:
            after = mark["after"]
            if depth and after:
                depth = max(0, depth - after.count(")") - after.count("]") + after.count("["))
            cut = mark.end()
            if depth and opened > first and _closes(text, cut, end):
                continue
            if cut >= end or not _ends(text, mark, first, end):
                continue
        last = _trim_space(text, first, cut)
        if last > first:
            found.append((first, last))
            first = _skip_space(text, cut, end)
            depth = 0
    last = _trim_space(text, first, end)
    if last > first:
        found.append((first, last))
    return found


def _closes(text: str, at: int, end: int) -> bool:
    """Whether a bracket closes soon: an aside belongs to the sentence around it."""
    limit = min(end, at + LONGEST_ASIDE)
    return text.find(")", at, limit) >= 0 or text.find("]", at, limit) >= 0


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _trim_space(text: str, start: int, at: int) -> int:
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _ends(text: str, mark: re.Match[str], first: int, end: int) -> bool:
    """Whether a run of end marks, with more text after it, ends a sentence."""
    stop, at, cut = mark["stop"], mark.start(), mark.end()
    if stop[-1] in "。！？":
        return True
    following = _skip_space(text, cut, min(end, cut + WINDOW))
    if following == cut:
        return _ends_glued(text, mark, first, end)
    if text[cut : cut + 1].isspace() and following >= end:
        return True
    opener = _OPENERS.match(text, following, end)
    begin = opener.end() if opener else following
    if begin >= end:
        return text[following:begin].strip("*_)]\"'") != ""
    word = _WORD.match(text, begin, end)
    next_word = word[0] if word else ""
    if stop == ".":
        return _ends_at_full_stop(text, at, mark["after"], first, begin, next_word)
    if text[at - 1 : at] == "(" and mark["after"][:1] == ")":  # "a cure (!) for all"
        return False
    if "!" in stop or "?" in stop:
        return _ends_at_question(text, mark["after"], begin, next_word)
    # An ellipsis: only a clear new start ends it.
    return next_word[:1].isupper() and next_word.split("’")[0].split("'")[0] != "I"


def _ends_glued(text: str, mark: re.Match[str], first: int, end: int) -> bool:
    """Whether a sentence ends although the space after it is missing: "for pain.The drug"."""
    at, cut = mark.start(), mark.end()
    stop = mark["stop"]
    if stop[0] == "…" or stop.startswith(".."):
        return False
    before = text[max(first, at - WINDOW) : at]
    token = _BEFORE.search(before)
    word = token[0] if token else ""
    following = _WORD.match(text, cut, end)
    if not following or not _GLUED.search(before) or word in ABBREVIATIONS:
        return False
    begins = following[0]
    if not (len(begins) > 1 and begins[0].isupper() and begins[1:].islower()) and begins not in {"I", "A"}:
        return False
    glued = text[max(first, at - WINDOW) : cut + WINDOW].split()
    if any(sign in before[before.rfind(" ") + 1 :] for sign in ("@", "://", "www.")):
        return False
    if word[-1:].isdigit() and begins not in STARTERS:
        return False
    after = text[following.end() : following.end() + 1]
    return bool(glued) and after not in {"/", "@", "_"}


def _ends_at_question(text: str, after: str, begin: int, next_word: str) -> bool:
    sign = text[begin]
    quoted = any(quote in after for quote in "\"'”’»")
    if sign.isalpha():
        if not sign.islower():
            return not (quoted and next_word not in STARTERS and _SPEECH.match(text, begin))
        return (not quoted and ")" not in after and next_word in LOWER_STARTERS) or _is_brand(text, begin)
    return sign not in ",;:)–—-/&.!?"


def _ends_at_full_stop(text: str, at: int, after: str, first: int, begin: int, next_word: str) -> bool:
    before = text[max(first, at - WINDOW) : at]
    token = _BEFORE.search(before)
    word = token[0] if token else ""
    whole = at - len(word) == first or (at - len(word) > first and _only_openers(text, first, at - len(word)))
    if not after and _is_enumerator(text, word, at, first, whole):
        return False
    sign = text[begin]
    if sign in ",;:)]}–—-/&.!?=":
        return False
    if sign.isalpha() and sign.islower():
        return _ends_before_lower(text, word, after, begin, next_word)
    if after and after.strip("*_"):  # a closing quote, bracket or citation settles it
        return word not in BOUND
    starts = next_word in STARTERS and not (len(next_word) == 1 and text[begin + 1 : begin + 2] == ".")
    if "." in word and _DOTTED.match(word):
        return _ends_at_initialism(word, next_word, starts)
    if word in {"e", "i", "g"} and before[-4:].replace(" ", "")[-3:] in {"e.g", "i.e"}:
        return False
    if not sign.isalpha():
        return _ends_before_number(text, word, before, begin, whole)
    if word in BOUND:
        return word == "Dr" and next_word == "The"
    if word in {"St", "Mt"}:
        return starts
    if len(word) == 1 and word.isupper():
        return starts or bool(_LETTERED.search(before[:-1]))
    if word in SHORT or word not in ABBREVIATIONS:
        return True
    if word in {
        "no",
        "No",
        "max",
        "min",
        "Max",
        "Min",
        "ed",
        "sec",
        "art",
        "ext",
        "app",
        "tab",
        "Sun",
        "Sat",
    }:
        return word not in {"Sun", "Sat"} or starts
    if word in NUMBERED and word not in LOOSE:
        return len(next_word) > 1 or starts
    return starts


def _only_openers(text: str, start: int, end: int) -> bool:
    return end - start <= 8 and not text[start:end].strip("\"'“‘«(*_[-–—•‣▪●+ \t\u00a0")


def _is_enumerator(text: str, word: str, at: int, first: int, whole: bool) -> bool:
    """Whether "1." or "a." counts what follows: it starts the sentence or stands after a colon."""
    if not word or len(word) > 4 or not _ENUMERATOR.match(word):
        return False
    if whole:
        return True
    lead = text[max(first, at - len(word) - 3) : at - len(word)].rstrip()
    return lead[-1:] in {":", ";"} and lead != text[max(first, at - len(word) - 3) : at - len(word)]


def _ends_before_lower(text: str, word: str, after: str, begin: int, next_word: str) -> bool:
    if word in ABBREVIATIONS or ("." in word and _DOTTED.match(word)) or len(word) < 3:
        return False
    if _is_brand(text, begin):
        return True
    return not after and next_word in LOWER_STARTERS and not word[0].isdigit()


def _is_brand(text: str, begin: int) -> bool:
    """Whether a word such as iPhone or mRNA starts here: it keeps its small letter at a sentence start."""
    return bool(_MIXED_CASE.match(text, begin)) and not _NOT_MIXED.match(text, begin)


def _ends_at_initialism(word: str, next_word: str, starts: bool) -> bool:
    """Whether "p.m.", "i.v.", "U.S." or "Ph.D." ends a sentence before a capital or a sign."""
    small = word.lower()
    if small in {"e.g", "i.e", "c.f"}:
        return False
    if small in {"a.m", "p.m"}:
        return bool(next_word) and next_word not in TIME_GOES_ON
    if word.islower():
        return bool(next_word)
    return starts


def _ends_before_number(text: str, word: str, before: str, begin: int, whole: bool) -> bool:
    """Whether a sentence ends before a digit or a sign such as "$" or "~"."""
    if word in SHORT and text[begin].isdigit():
        measured = before[: -len(word)].rstrip()[-1:].isdigit() or word[:1].isdigit()
        return measured and not _TIMES.match(text, begin)
    if word in ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isupper():
        return bool(_LETTERED.search(before[:-1]))
    return not (word[-1:].isdigit() and whole)
