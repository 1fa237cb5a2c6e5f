"""Comparison: a passage before and after a rewrite, and what the rewrite must not have lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from clinreview.article import Article, Section, Sentence
from clinreview.html import number, show
from clinreview.lexicon import Lexicons
from clinreview.pattern import PatternSet, compile_patterns
from clinreview.plainness import Hint, hints
from clinreview.readability import Scores, score
from clinreview.rulebook import Rulebook, load_rulebook

Passage = Article | Section | Sentence | str
_NUMBER = re.compile(
    r"\d[\d.,]*(?<=\d)(?: ?(?:%|mg|mcg|g|kg|ml|mL|hours?|days?|weeks?|months?|years?)(?!\w))?"
)
_WORDED = (("medicine", "{drug}"), ("negation", "{negator}"), ("hedge", "{hedge}"))


@dataclass(frozen=True, slots=True)
class Change:
    """A number, medicine, negation or hedge that stands more often in one text than in the other."""

    kind: str
    words: str
    before: int
    after: int

    def __str__(self) -> str:
        if self.after < self.before:
            return f"{self.kind} “{self.words}”: " + ("gone" if not self.after else "fewer than before")
        return f"{self.kind} “{self.words}”: " + ("new" if not self.before else "more than before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Scores and hints of a text before and after, and what changed that carries its meaning."""

    before: Scores
    after: Scores
    changes: tuple[Change, ...]
    hints_before: tuple[Hint, ...] = field(repr=False, default=())
    hints_after: tuple[Hint, ...] = field(repr=False, default=())

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """What is compared, before, after."""
        shown: dict[str, Callable[[Scores], str]] = {
            "Reading level": lambda scores: scores.band or "–",
            "Flesch-Kincaid grade": lambda scores: number(scores.fkgl, 0),
            "SMOG grade": lambda scores: number(scores.smog, 0),
            "Words": lambda scores: str(scores.words),
            "Sentences": lambda scores: str(scores.sentences),
            "Hardest words": lambda s: ", ".join(word.shown for word in s.hard_words[:6]) or "–",
        }
        rows = [(name, show(self.before), show(self.after)) for name, show in shown.items()]
        many = str(len(self.hints_before)), str(len(self.hints_after))
        return [*rows, ("Hints on plainer wording", *many)]

    def _repr_html_(self) -> str:
        return show("comparison.html.j2", comparison=self)


def compare(before: Passage, after: Passage, *, rulebook: Rulebook | None = None) -> Comparison:
    """Compare a passage with its rewrite.

    Numbers, names of medicines, negations and hedges are counted on both sides: a plainer text that has lost a
    "not" or a dose says something else.

    >>> [str(change) for change in compare("Do not take 5 mg of it.", "Take 5 mg.").changes]
    ['negation “not”: gone']
    """
    book = rulebook or load_rulebook()
    patterns = compile_patterns([(kind, [pattern]) for kind, pattern in _WORDED], book.lexicons)
    old, new = (Counter(_carried(_text(passage), book.lexicons, patterns)) for passage in (before, after))
    return Comparison(
        before=score(before),
        after=score(after),
        changes=tuple(Change(*key, old[key], new[key]) for key in old | new if old[key] != new[key]),
        hints_before=tuple(hints(_whole(before), rulebook=book)),
        hints_after=tuple(hints(_whole(after), rulebook=book)),
    )


def _text(passage: Passage) -> str:
    if isinstance(passage, str):
        return passage
    if isinstance(passage, Sentence):
        return passage.text
    return "\n".join(sentence.text for sentence in passage.sentences)


def _whole(passage: Passage) -> Article | str:
    return passage if isinstance(passage, Article) else _text(passage)


def _carried(text: str, lexicons: Lexicons, patterns: PatternSet) -> Iterator[tuple[str, str]]:
    """What carries the meaning of a text: (kind, words in lower case)."""
    for match in _NUMBER.finditer(text):
        yield "number", match[0]
    for line in text.splitlines():
        tagged = lexicons.tag(line)
        for place, (kind, _) in enumerate(_WORDED):
            for span in patterns.spans(place, tagged):
                start, end = tagged.untag(*span)
                yield kind, line[start:end].lower().replace("’", "'")
