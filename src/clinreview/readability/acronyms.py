"""Acronyms: abbreviations in capitals that a page does not write out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clinreview.readability.plainwords import overlaps
from clinreview.readability.tables import read_words

_ACRONYM = re.compile(r"(?<![\w.@/&-])[A-Z]{2,6}(?=s?(?![\w@&]|-[A-Z\d]|\.[A-Z]))")
_EXPLAINED = re.compile(
    r"\((?:the |or |called )?[“\"']?(?P<a>[A-Z]{2,6})s?[”\"']?[;,)]"
    r"|\b(?P<b>[A-Z]{2,6})s?,? (?:stands for|is short for|means)\b"
    r"|\b(?P<c>[A-Z]{2,6})s? ?\((?=[^()]{0,100}[a-z]{3})"
    r"|\b(?:called|known as|or) (?P<d>[A-Z]{2,6})s?\b"
)
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_COUNTED = re.compile(
    r"\b(?:stage|type|phase|grade|schedule|level|class|part|factor|table|chapter)s? $", re.IGNORECASE
)
# Degrees, units, states after a comma and words in capitals for stress explain themselves or stand for no term.
_NO_TERM = frozenset(
    [
        "MD",
        "DO",
        "RN",
        "NP",
        "PA",
        "BSN",
        "MSN",
        "DDS",
        "FACP",
        "MBBS",
        "MPH",
        "IU",
        "MG",
        "ML",
        "KG",
        "NOT",
        "NO",
        "DO",
        "ONLY",
        "NEVER",
        "ALWAYS",
        "AND",
        "OR",
        "BUT",
        "ALL",
        "ANY",
        "STOP",
        "ASK",
        "ARE",
        "IS",
        "ON",
        "OFF",
        "IF",
        "MUST",
        "CALL",
        "ALSO",
        "YES",
        "YOUR",
        "YOU",
        "THE",
        "TO",
    ]
)


@cache
def _meanings() -> dict[str, str]:
    """What each abbreviation stands for; "" where every reader knows it."""
    pairs = (
        line.partition(":") for line in read_words("acronyms.txt").splitlines() if not line.startswith("#")
    )
    return {short.strip(): meaning.strip() for short, _, meaning in pairs if short}


def written_out(page: str) -> frozenset[str]:
    """The abbreviations that a page explains, as "long name (SHORT)", "SHORT (long name)" or "SHORT stands for"."""
    found = {match[match.lastgroup or 0] for match in _EXPLAINED.finditer(page)}
    low = page.lower()
    found |= {
        short for short, meaning in _meanings().items() if meaning and meaning.split(",")[0].lower() in low
    }
    return frozenset(found)


def undefined(
    text: str, written: frozenset[str], spared: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[int, int, str]]:
    """Abbreviations in a text as (start, end, meaning or ""), each once, but for those ``written`` out elsewhere.

    >>> list(undefined("An MRI takes an hour.", frozenset()))
    [(3, 6, 'magnetic resonance imaging')]
    >>> list(undefined("An MRI takes an hour.", written_out("Magnetic resonance imaging (MRI) is a scan.")))
    []
    """
    if text.isupper():
        return
    seen = set(written) | _NO_TERM
    for match in _ACRONYM.finditer(text):
        short, (start, end) = match[0], match.span()
        if short in seen or _is_number(text, start, short) or _is_state(text, start, end):
            continue
        seen.add(short)
        meaning = _meanings().get(short)
        if meaning != "" and not overlaps(spared, start, end):
            yield start, end, meaning or ""


def _is_number(text: str, start: int, short: str) -> bool:
    """Whether the letters are a Roman numeral; IV is one after "stage" and the like only."""
    return bool(_ROMAN.fullmatch(short)) and (
        short != "IV" or bool(_COUNTED.search(text[max(0, start - 20) : start]))
    )


def _is_state(text: str, start: int, end: int) -> bool:
    return end - start == 2 and text.endswith(", ", 0, start) and text[max(0, start - 3)].isalpha()
