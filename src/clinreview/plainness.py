"""Plainness: hints on how to say a sentence or a section more plainly.

A hint is not a finding: nobody has to decide on it, and it never stands in the way of a sign-off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.readability.acronyms import written_out
from clinreview.readability.scores import REFERENCES, SCORED
from clinreview.readability.spots import Range, Spot, acronyms, density, hard_words, length, run_in
from clinreview.rule import Rule, Scope, Use
from clinreview.rulebook import Place, Rulebook, load_rulebook
from clinreview.sentences import split

if TYPE_CHECKING:
    from clinreview.lexicon import Tagged

May = dict[int, list[int]]  # what `PatternSet.candidates` gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One place where plainer wording would help, and how.

    Attributes
    ----------
    rule, name
        The rule's id and the name of its file.
    start, end, text
        The words in question, as ranges in ``sentence.text``; the heading for a hint about a section.
    span
        Where they stand in the author's file.
    suggestion
        What could be written or done instead. It is never done by itself.
    """

    rule: str
    name: str
    ask: str
    why: str
    suggestion: str
    text: str
    span: Span
    start: int = 0
    end: int = 0
    section: int = 0
    heading: str = ""
    sentence: Sentence | None = field(default=None, repr=False)


def hints(passage: Article | str, *, rulebook: Rulebook | None = None) -> list[Hint]:
    """Hints on plainer wording, in reading order: for each sentence, and for sections without headings or lists.

    Headings, tables and lists of references get none, and names of medicines, numbers, negations and hedges are
    left alone.

    >>> [(hint.text, hint.suggestion) for hint in hints("The doctor will administer it prior to the scan.")]
    [('administer', 'give'), ('prior to', 'before')]
    """
    if isinstance(passage, str):
        passage = _article(passage)
    book = (rulebook or load_rulebook()).of_hints
    return list(_Reader(passage, book).read()) if book.rules else []


def _article(text: str) -> Article:
    """The sentences of a text as an article of one section."""
    sentences = tuple(Sentence(text=text[start:end], span=Span(start, end)) for start, end in split(text))
    section = Section(heading="", level=0, span=Span(0, len(text)), sentences=sentences)
    return Article(name="text", title="", source=text, sections=(section,))


class _Reader:
    """One run over one article; made, run and dropped."""

    def __init__(self, article: Article, book: Rulebook) -> None:
        self.article = article
        self.book = book
        # An abbreviation is pointed out where it stands first, and then no more.
        self.written = written_out(" ".join(sentence.text for sentence in article.sentences))

    def read(self) -> Iterator[Hint]:
        for index, section in enumerate(self.article.sections):
            if REFERENCES.match(section.heading):
                continue
            yield from self._section(section, index)
            for sentence in section.sentences:
                if sentence.kind in SCORED:
                    yield from self._sentence(sentence, section)

    def _section(self, section: Section, index: int) -> Iterator[Hint]:
        for rule in self.book.rules:
            if rule.scope is Scope.SECTION:
                for spot in unbroken(section):
                    if _beyond(rule, spot.value):
                        yield Hint(
                            **_said(rule, spot),
                            text=section.heading,
                            span=section.span,
                            section=index,
                            heading=section.heading,
                        )

    def _sentence(self, sentence: Sentence, section: Section) -> Iterator[Hint]:
        tagged = self.book.lexicons.tag(sentence.text)
        may = self.book.patterns.candidates(tagged)
        found = [
            (spot, rule) for rule in self.book.rules for spot in self._spots(rule, sentence, tagged, may)
        ]
        found.sort(key=lambda pair: (pair[0].start, pair[0].end))
        for spot, rule in found:
            yield Hint(
                **_said(rule, spot),
                text=sentence.text[spot.start : spot.end],
                span=sentence.source_span(spot.start, spot.end),
                start=spot.start,
                end=spot.end,
                section=sentence.section,
                heading=section.heading,
                sentence=sentence,
            )

    def _spots(self, rule: Rule, sentence: Sentence, tagged: Tagged, may: May) -> Iterator[Spot]:
        if rule.scope is Scope.SECTION:
            return
        if rule.match:
            yield from self._matches(rule, tagged, may)
            return
        for spot in self._measured(rule, sentence, tagged):
            if _beyond(rule, spot.value):
                yield spot

    def _measured(self, rule: Rule, sentence: Sentence, tagged: Tagged) -> Iterator[Spot]:
        text = sentence.text
        if rule.measure == "plain-words":
            return hard_words(text, self._names(tagged))
        if rule.measure == "acronyms":
            return self._acronyms(text, self._names(tagged))
        if rule.measure == "words":
            return length(text, -1 if rule.max is None or rule.min is not None else rule.max)
        return {"lexical-density": density, "run-in-items": run_in}[rule.measure](text)

    def _acronyms(self, text: str, names: list[Range]) -> Iterator[Spot]:
        found = list(acronyms(text, self.written, names))
        self.written |= {text[spot.start : spot.end] for spot in found}
        yield from found

    def _names(self, tagged: Tagged) -> list[Range]:
        """Where medicines are named: they have no plainer word."""
        mark = self.book.lexicons.marks.get("drug")
        if mark is None or mark not in tagged.text:
            return []
        found, at = [], -1
        while (at := tagged.text.find(mark, at + 1)) >= 0:
            found.append(tagged.untag(at, tagged.text.find("\ue000", at)))
        return found

    def _matches(self, rule: Rule, tagged: Tagged, may: May) -> Iterator[Spot]:
        number, groups, patterns = self.book.numbers[rule.id], self.book.groups, self.book.patterns
        match, unless = groups[Place(number, Use.MATCH)], groups.get(Place(number, Use.UNLESS))
        ranges = list(patterns.spans(match, tagged, may[match])) if match in may else []
        excused = list(patterns.spans(unless, tagged)) if ranges and unless is not None else []
        for start, end in ranges:
            if not any(start < high and low < end for low, high in excused):
                yield Spot(*tagged.untag(start, end), 1.0, rule.suggest)


def unbroken(section: Section) -> Iterator[Spot]:
    """The longest run of prose in a section without a list, with its words."""
    longest = run = 0
    for sentence in section.sentences:
        run = run + sentence.text.count(" ") + 1 if sentence.kind is Kind.PROSE else 0
        longest = max(longest, run)
    yield Spot(0, 0, float(longest), f"{longest} words without a heading or a list")


def _beyond(rule: Rule, value: float) -> bool:
    return (rule.max is not None and value > rule.max) or (rule.min is not None and value < rule.min)


def _said(rule: Rule, spot: Spot) -> dict[str, Any]:
    """What a rule says about a spot."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "ask": rule.ask,
        "why": rule.why,
        "suggestion": spot.suggest or rule.suggest,
    }
