"""Language: a rough look at which sentences are not English. The rules and formulas know English only."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENGLISH = frozenset(
    "the of and to in is that it for you your with on are be this as or have not can if from at by an will "
    "was may but which when more about has their there what do they a i we our how should".split()
)
# Common small words of other languages that are not English words.
_OTHER = frozenset(
    "el los las una unos que del por para con como más pero sus este esta puede cuando usted también "
    "der das und ist nicht ein eine einen dem den mit von auf für sich auch wird sie werden oder bei "
    "le les des une et est dans pour qui sur pas vous avec plus ou ce cette votre peut être sont aux du "
    "il gli che di per non della è sono una nel anche può o um uma não os em com são mais você seu da dos "
    "het een van voor zijn niet ook och att det som är på av inte med för może jest nie się na że oraz lub "
    "w z ang mga sa ng hindi và của là có cho không các".split()
) - frozenset(
    ["per", "plus", "du", "non", "o", "sur", "pour", "des", "sa", "na", "w", "z", "com", "dos", "den", "el"]
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
    return (f"about {count} sentence{'s do' if count > 1 else ' does'} not look like English",)
