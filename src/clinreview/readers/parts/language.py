"""Language: a rough look at which sentences are not English. The rules and formulas know English only."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words(
    "the of and to in is that it for you your with on are be this as or have not can if from at by an will "
    "was may but which when more about has their there what do they a i we our how should"
)
# Common small words of other languages that are not words of English health texts.
_OTHER = _words(
    "los las una unos que del por para con como más pero sus este esta puede cuando usted también "
    "der das und ist nicht ein eine einen dem mit von auf für sich auch wird sie werden oder bei "
    "le les une et est dans qui pas vous avec ou ce cette votre peut être sont aux "
    "il gli che di della è sono nel anche può um uma não os em são mais você seu da "
    "het een van voor zijn niet ook och att det som är på av inte med för może jest nie się że oraz lub "
    "ang mga ng hindi và của là có cho không các"
)
_OTHER_SCRIPT = re.compile("[\u0386-\u058f\u0590-\u1cff\u2c00-\ua4cf\uac00-\ud7af\uf900-\ufdff]")


def looks_foreign(text: str) -> bool:
    """Whether a sentence looks like another language than English."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    other = len(words & _OTHER)
    if other >= 2 and other > len(words & _ENGLISH):
        return True
    letters = sum(1 for sign in text if sign.isalpha())
    return letters >= 4 and len(_OTHER_SCRIPT.findall(text)) * 2 > letters


def foreign_note(sentences: Sequence[str]) -> tuple[str, ...]:
    """One line about sentences that do not look like English, or nothing."""
    whole = "\n".join(sentences)
    if _OTHER.isdisjoint(whole.lower().split()) and not _OTHER_SCRIPT.search(whole):
        return ()
    count = sum(looks_foreign(sentence) for sentence in sentences)
    if not count:
        return ()
    return (f"about {count} sentence{'s that do' if count > 1 else ' that does'} not look like English",)
