"""Families: the common words that a rare word is built from or is another spelling of."""

from __future__ import annotations

from collections.abc import Mapping

from clinreview.readability.familiar import bases

INFLECTED = 0.5  # how much rarer than its base a form is taken for, in Zipf frequency
PREFIXED = 0.7
DERIVED = 1.0
HIGHEST = 3.5  # a rare word becomes no common one, whatever it is built from
_SHORTEST = 4  # letters that must be left: "ration" is not built from "rat"

# Within a word, and at its end.
_BRITISH = (
    ("isation", "ization"),
    ("our", "or"),
    ("oe", "e"),
    ("ae", "e"),
    ("ogue", "og"),
    ("programme", "program"),
)
_BRITISH_ENDINGS = (
    *((f"is{end}", f"iz{end}") for end in ("e", "ed", "er", "ers", "es", "ing")),
    *((f"lys{end}", f"lyz{end}") for end in ("e", "ed", "es", "ing")),
    *(("tre", "ter"), ("lled", "led"), ("lling", "ling"), ("ence", "ense")),
)
_ENDINGS = tuple(british for british, _ in _BRITISH_ENDINGS)


def _by(letter: int, affixes: str) -> dict[str, tuple[str, ...]]:
    """Affixes by their first (0) or last (-1) letter, so that few are tried on a word."""
    listed = affixes.split()
    return {
        key: tuple(affix for affix in listed if affix[letter] == key) for key in {a[letter] for a in listed}
    }


_PREFIXES = _by(
    0,
    "anti auto bio cardio co counter de extra fore hydro hyper hypo immuno inter intra macro micro mini mis multi neuro"
    " non out over post pre psycho re self semi sub super trans un under",
)
_SUFFIXES = _by(
    -1,
    "ability able al ally ance ation ations ed ence er ers es ful ic ical ically ing ion ions ist ists ity ive ization"
    " ize ized less ly ment ments ness or ors ous s y",
)


def american(word: str) -> list[str]:
    """What a British spelling may be in American English, where most texts that words were counted in come from.

    >>> american("randomised"), american("tumour"), american("oestrogen"), american("water")
    (['randomized'], ['tumor'], ['estrogen'], [])
    """
    found = [word.replace(british, us) for british, us in _BRITISH if british in word]
    if word.endswith(_ENDINGS):
        found += [word.removesuffix(end) + us for end, us in _BRITISH_ENDINGS if word.endswith(end)]
    return found


def family_frequency(word: str, table: Mapping[str, float], listed: bool) -> float | None:
    """Zipf frequency of a word by the words of its family; below zero or None where the table has none.

    Readers know "nonsmokers" from "smokers" and "computerization" from "computer", rare as these are in print.

    Parameters
    ----------
    listed
        Whether the table has the word itself: its regular forms then tell nothing more.

    >>> family_frequency("nonsmokers", {"smokers": 3.5}, False)
    2.8
    """
    spellings = [word, *american(word)]
    found = [table[other] for other in spellings[1:] if other in table]
    if not listed and not found:
        forms = [table[base] for each in spellings for base in bases(each) if base in table]
        found += [min(max(forms) - INFLECTED, HIGHEST)] if forms else []
    for prefix in _PREFIXES.get(word[:1], ()):
        if word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST and word[len(prefix) :] in table:
            found.append(min(table[word[len(prefix) :]] - PREFIXED, HIGHEST))
    for each in spellings:
        for suffix in _SUFFIXES.get(each[-1:], ()):
            if each.endswith(suffix) and len(each) >= len(suffix) + _SHORTEST:
                stem = each.removesuffix(suffix)
                known = max(table.get(stem, 0.0), table.get(stem + "e", 0.0))
                found.append(min(known - DERIVED, HIGHEST))
    return max(found, default=None)
