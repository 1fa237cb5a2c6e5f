"""Acronyms: abbreviations in capitals that a page does not write out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clinreview.readability.tables import read_words

_ACRONYM = re.compile(r"(?<![\w.@/&-])[A-Z]{2,6}(?=s?(?![\w@&]|-[A-Z\d]|\.[A-Z]))")
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


def undefined(
    text: str, page: str, spared: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[int, int, str]]:
    """Abbreviations in a text as (start, end, meaning or ""), each once, that the page nowhere writes out.

    >>> list(undefined("An MRI takes an hour.", "An MRI takes an hour."))
    [(3, 6, 'magnetic resonance imaging')]
    >>> list(undefined("An MRI takes an hour.", "Magnetic resonance imaging (MRI) is a scan."))
    []
    """
    if text.isupper():
        return
    seen: set[str] = set()
    for match in _ACRONYM.finditer(text):
        short, (start, end) = match[0], match.span()
        if short in seen or short in _NO_TERM or _is_number(text, start, short):
            continue
        seen.add(short)
        if _meanings().get(short) == "" or any(start < high and low < end for low, high in spared):
            continue
        meaning = _meanings().get(short, "")
        if not (_is_state(text, start, end) or _is_defined(short, meaning, page)):
            yield start, end, meaning


def _is_number(text: str, start: int, short: str) -> bool:
    """Whether the letters are a Roman numeral; IV is one after "stage" and the like only."""
    return bool(_ROMAN.fullmatch(short)) and (short != "IV" or bool(_COUNTED.search(text[:start])))


def _is_state(text: str, start: int, end: int) -> bool:
    return end - start == 2 and text[:start].endswith(", ") and text[max(0, start - 3)].isalpha()


def _is_defined(short: str, meaning: str, page: str) -> bool:
    """Whether the page says "long name (SHORT)", "SHORT (long name)", or "SHORT stands for"."""
    if re.search(
        rf"\((?:the |or |called )?[“\"']?{short}s?[”\"']?[;,)]|\b{short}s?,? (?:stands for|is short for|means)\b",
        page,
    ):
        return True
    if re.search(
        rf"\b{short}s? ?\((?:[^()]*\b[a-z]+\b[^()]*){{1}}\)|\b(?:called|known as|or) {short}s?\b", page
    ):
        return True
    return bool(meaning) and meaning.split(",", maxsplit=1)[0].lower() in page.lower()
