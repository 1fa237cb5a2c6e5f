"""Formulas: the classic readability formulas, each from the same counts.

The order of operations is textstat's, so that equal counts give equal numbers to the last bit.
"""

from __future__ import annotations

from clinreview.readability.counts import Counts

# Formulas whose number is a school grade in the United States.
GRADES = ("fkgl", "smog", "fog", "ari", "coleman_liau", "linsear")


def fre(c: Counts) -> float:
    """Flesch reading ease (1948): 100 very easy, 0 very hard."""
    return (
        0.0 if not c.syllables else 206.835 - 1.015 * (c.words / c.sentences) - 84.6 * (c.syllables / c.words)
    )


def fkgl(c: Counts) -> float:
    """Flesch-Kincaid grade level (1975)."""
    return (
        0.0
        if not c.syllables
        else (0.39 * (c.words / c.sentences)) + (11.8 * (c.syllables / c.words)) - 15.59
    )


def smog(c: Counts) -> float:
    """SMOG grade (McLaughlin 1969), normed on 30 sentences."""
    return float((1.043 * (30 * (c.polysyllables / c.sentences)) ** 0.5) + 3.1291)


def smog_interval(c: Counts) -> tuple[float, float] | None:
    """Where the SMOG grade of more text like this would lie, 19 times in 20.

    The square root of a count has a nearly constant variance, a quarter of the count's dispersion: sentences
    that differ more than chance says widen the interval.
    """
    counts = c.polysyllables_by_sentence
    if not counts:
        return None
    mean = sum(counts) / len(counts)
    spread = 1.0
    if len(counts) > 1 and mean:
        spread = max(1.0, sum((n - mean) ** 2 for n in counts) / (len(counts) - 1) / mean)
    half, scale = 0.98 * spread**0.5, 1.043 * (30 / len(counts)) ** 0.5
    root = sum(counts) ** 0.5
    return scale * max(0.0, root - half) + 3.1291, scale * (root + half) + 3.1291


def fog(c: Counts) -> float:
    """Gunning's fog index (1952), a grade."""
    return 0.4 * (c.words / c.sentences + 100 * c.complex / c.words)


def ari(c: Counts) -> float:
    """Automated readability index (1967), a grade."""
    return (4.71 * (c.characters / c.chunks)) + (0.5 * (c.words / c.sentences)) - 21.43


def coleman_liau(c: Counts, per_letter: float = 0.0588) -> float:
    """Coleman-Liau index (1975), a grade; textstat takes 0.058 for each letter."""
    letters, sentences = c.letters / c.words * 100, c.sentences / c.words * 100
    return (per_letter * letters) - (0.296 * sentences) - 15.8


def dale_chall(c: Counts) -> float:
    """Dale-Chall score (1948): 4.9 and below is grade 4, 9.0 and above college."""
    share = 100 * c.unfamiliar / c.words
    score = (0.1579 * share) + (0.0496 * (c.words / c.sentences))
    return score + 3.6365 if share > 5 else score


def spache(c: Counts) -> float:
    """Spache formula (1953), a grade of primary school; words off the Dale-Chall list stand for Spache's."""
    return (0.141 * (c.words / c.sentences)) + (0.086 * (100 * c.unfamiliar_long / c.words)) + 0.839


def linsear(c: Counts) -> float:
    """Linsear write, a grade."""
    number = float((c.linsear_easy * 1 + c.linsear_hard * 3) / c.linsear_sentences)
    return (number - 2 if number <= 20 else number) / 2


def lix(c: Counts) -> float:
    """LIX (Björnsson 1968): under 30 very easy, over 60 very hard."""
    return c.words / c.sentences + 100 * c.long / c.words


def rix(c: Counts) -> float:
    """RIX (Anderson 1983): long words in a sentence."""
    return c.long / c.sentences


def eflaw(c: Counts) -> float:
    """McAlpine EFLAW (1997) for readers of English as a foreign language: 25 and below is easy."""
    return (c.words + c.mini) / c.sentences
