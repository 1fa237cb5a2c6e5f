"""Selftest: a rule's own examples are its tests."""

from __future__ import annotations

from collections.abc import Iterator

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.findings import check
from clinreview.rule import Example, Rule
from clinreview.rulebook import Rulebook, Use


def example_article(example: Example) -> Article:
    """The article an example stands for: one sentence with its place, or a page when it has several lines."""
    if "\n" in example.text or example.format != "text":
        from clinreview.readers import article_from_text

        return article_from_text(example.text, name="example", format=example.format)
    span = Span(0, len(example.text))
    sentence = Sentence(text=example.text, span=span, kind=Kind(example.kind), lead=example.lead)
    section = Section(heading="", level=0, span=span, sentences=(sentence,))
    return Article(name="example", title="Example", source=example.text, sections=(section,))


def problems(book: Rulebook, rules: tuple[Rule, ...] | None = None) -> Iterator[str]:
    """What is wrong with the rules by their own examples, one line each; none means all hold."""
    hit: set[tuple[int, int]] = set()
    for number, rule in enumerate(book.rules):
        if rules is not None and rule not in rules:
            continue
        # These speak only where others do not (a narrower rule, a verdict of the record): test them alone.
        yields = rule.measure == "assertion" or (rule.match and rule.categories == ("regulatory-status",))
        alone = Rulebook((rule,), book.lexicons) if yields else book
        for example in rule.flags:
            if not _fires(alone, rule, example):
                yield f"{rule.path}: does not flag its own example {example.text!r}"
            hit |= _patterns_hit(book, number, example)
        for example in rule.passes:
            if _fires(alone, rule, example):
                yield f"{rule.path}: flags its own near miss {example.text!r}"
            hit |= _patterns_hit(book, number, example)
        yield from _unhit(book, number, rule, hit)


def _fires(book: Rulebook, rule: Rule, example: Example) -> bool:
    return any(finding.rule == rule.id for finding in check(example_article(example), rulebook=book))


def _patterns_hit(book: Rulebook, rule: int, example: Example) -> set[tuple[int, int]]:
    """Numbers of the patterns of a rule that match somewhere in an example."""
    found = set()
    for sentence in example_article(example).sentences:
        for text in {sentence.text, f"{sentence.lead.rstrip(' :.')}: {sentence.text}"}:
            tagged = book.lexicons.tag(text)
            for number in book.patterns.candidates(tagged):
                if book.places[number].rule == rule and any(
                    True for _ in book.patterns.spans(number, tagged)
                ):
                    found.add((rule, number))
    return found


def _unhit(book: Rulebook, number: int, rule: Rule, hit: set[tuple[int, int]]) -> Iterator[str]:
    counts: dict[Use, int] = {}
    for index, place in enumerate(book.places):
        if place.rule != number:
            continue
        counts[place.use] = counts.get(place.use, 0) + 1
        if (number, index) not in hit:
            pattern = _pattern(rule, place.use, counts[place.use] - 1)
            yield f"{rule.path}: no example hits the {place.use} pattern {pattern!r}; add one to flags or passes"


def _pattern(rule: Rule, use: Use, index: int) -> str:
    if use is Use.EASE:
        return rule.ease.by[index] if rule.ease else ""
    values: tuple[str, ...] = getattr(rule, "with_" if use is Use.WITH else str(use))
    return values[index]
