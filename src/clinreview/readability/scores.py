"""Scores: the readability numbers of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from heapq import nsmallest
from operator import attrgetter
from statistics import median
from typing import Any, Literal

from clinreview.article import Article, Kind, Section, Sentence
from clinreview.readability import formulas
from clinreview.readability.counts import Counts, count, read_passage
from clinreview.readability.level import average, band, level, terms_of
from clinreview.readability.textstats import count_as_textstat
from clinreview.readability.words import Word
from clinreview.sentences import split

Mode = Literal["medical", "textstat"]
REFERENCES = re.compile(
    r"\W*(?:references?|sources?|bibliography|citations?|works cited|literature( cited)?|further reading|footnotes"
    r"|endnotes|notes)\W*$",
    re.IGNORECASE,
)
RAREST = 5
SCORED = frozenset({Kind.PROSE, Kind.ITEM, Kind.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Readability of a passage. What cannot be measured is None.

    Attributes
    ----------
    level, band
        The reading level from 1 to 6, and what it means: "everyday", "some effort" or "specialist".
    rarest
        The rarest words, which weigh most in the level.
    fkgl, smog, fog, ari, coleman_liau, linsear
        Formulas that give a grade of school.
    smog_sentences, smog_interval
        SMOG is normed on 30 sentences: what it was worked out from, and the grades that 19 of 20 passages
        like this would get.
    fre, dale_chall, spache, lix, rix, eflaw
        Formulas with scales of their own.
    numbers
        How many numbers stand in the text; they are no words.
    hard_words
        Rare, unfamiliar or long words, the hardest first.
    lexical_density
        Share of words that are not function words such as "the", "of" or "will".
    """

    level: float | None = None
    band: str | None = None
    rarest: tuple[str, ...] = ()
    fkgl: float | None = None
    smog: float | None = None
    smog_sentences: int = 0
    smog_interval: tuple[float, float] | None = None
    fre: float | None = None
    fog: float | None = None
    ari: float | None = None
    coleman_liau: float | None = None
    dale_chall: float | None = None
    spache: float | None = None
    linsear: float | None = None
    lix: float | None = None
    rix: float | None = None
    eflaw: float | None = None
    words: int = 0
    sentences: int = 0
    syllables: int = 0
    polysyllables: int = 0
    numbers: int = 0
    characters: int = 0
    hard_words: tuple[Word, ...] = field(default=(), repr=False)
    lexical_density: float | None = None
    mode: Mode = "medical"

    @property
    def grades(self) -> dict[str, float]:
        """The formulas that give a grade, by name, easiest first."""
        found = ((name, getattr(self, name)) for name in formulas.GRADES)
        return dict(sorted(((n, v) for n, v in found if v is not None), key=lambda pair: pair[1]))

    @property
    def range(self) -> tuple[float, float] | None:
        """Lowest and highest of `grades`: formulas disagree, so no single one is the truth."""
        values = list(self.grades.values())
        return (values[0], values[-1]) if values else None

    @property
    def median(self) -> float | None:
        """Middle of `grades`."""
        return median(self.grades.values()) if self.grades else None

    def as_dict(self) -> dict[str, Any]:
        """Every number by its name, for the machine formats."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def score(passage: Article | Section | Sentence | str, mode: Mode = "medical") -> Scores:
    """Readability of an article, a section, a sentence or a text.

    Of an article or a section, prose, list items and captions count; headings, tables and references do not.

    Parameters
    ----------
    mode
        "medical" counts sentences and words as a reader does; "textstat" counts as textstat 0.7.13 does and
        gives its numbers.

    >>> score("Take one tablet twice a day. Do not crush it.").sentences
    2
    """
    if mode == "textstat":
        text = passage if isinstance(passage, str) else "\n".join(texts(passage))
        return _from_counts(count_as_textstat(text), mode)
    return score_sentences(texts(passage))


def texts(passage: Article | Section | Sentence | str) -> list[str]:
    """The sentences of a passage that count."""
    if isinstance(passage, str):
        return [passage[start:end] for start, end in split(passage)]
    if isinstance(passage, Sentence):
        return [passage.text]
    sentences = passage.sentences if isinstance(passage, Section) else _body(passage)
    return [sentence.text for sentence in sentences if sentence.kind in SCORED]


def _body(article: Article) -> Iterator[Sentence]:
    for section in article.sections:
        if not REFERENCES.match(section.heading):
            yield from section.sentences


def score_sentences(sentences: Iterable[str]) -> Scores:
    """Readability of sentences that are split already."""
    passage = read_passage(sentences)
    if passage.words < 2:
        return Scores(words=passage.words, sentences=len(passage.sums), numbers=passage.numbers)
    found = [level(terms_of(sums)) for sums in passage.sums]
    value = average(found, [sums[0] for sums in passage.sums])
    hard = _hardest_first(passage.hard)
    return _from_counts(
        count(passage),
        "medical",
        level=value,
        band=band(value),
        hard_words=hard,
        rarest=tuple([word.text for word in nsmallest(RAREST, hard, attrgetter("zipf"))]),
    )


def _hardest_first(words: Sequence[Word]) -> tuple[Word, ...]:
    """Each word once; "REFILL" is harder than "refill", and the hardest spelling stands for the word."""
    once = list({word.text: word for word in sorted(words, key=attrgetter("hardness"))}.values())
    once.sort(key=attrgetter("text"))
    once.sort(key=attrgetter("hardness"), reverse=True)
    return tuple(once)


def _from_counts(c: Counts | None, mode: Mode, **more: Any) -> Scores:
    if c is None:
        return Scores(mode=mode)
    return Scores(
        fkgl=formulas.fkgl(c),
        smog=formulas.smog(c),
        smog_sentences=c.sentences,
        smog_interval=formulas.smog_interval(c),
        fre=formulas.fre(c),
        fog=formulas.fog(c),
        ari=formulas.ari(c),
        coleman_liau=formulas.coleman_liau(c, 0.058 if mode == "textstat" else 0.0588),
        dale_chall=formulas.dale_chall(c),
        spache=formulas.spache(c),
        linsear=formulas.linsear(c),
        lix=formulas.lix(c),
        rix=formulas.rix(c),
        eflaw=formulas.eflaw(c),
        words=c.words,
        sentences=c.sentences,
        syllables=c.syllables,
        polysyllables=c.polysyllables,
        numbers=c.numbers,
        characters=c.characters,
        lexical_density=c.content / c.words if mode == "medical" else None,
        mode=mode,
        **more,
    )
