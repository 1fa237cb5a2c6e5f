"""Selftest: a rule's own examples are its tests."""

from __future__ import annotations

from collections.abc import Iterator

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.findings import check, seen_text
from clinreview.pattern import compile_patterns
from clinreview.plainness import hints
from clinreview.rule import Example, Rule, Use
from clinreview.rulebook import Rulebook


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
    for rule in book:
        if rules is not None and rule not in rules:
            continue
        # These speak only where others do not (a narrower rule, a verdict of the record): test them alone.
        yields = rule.measure == "assertion" or (rule.match and rule.categories == ("regulatory-status",))
        alone = Rulebook((rule,), book.lexicons) if yields else book
        for example in rule.flags:
            if not _fires(alone, rule, example):
                yield f"{rule.path}: does not flag its own example {example.text!r}"
        for example in rule.passes:
            if _fires(alone, rule, example):
                yield f"{rule.path}: flags its own near miss {example.text!r}"
        yield from _unhit(book, rule)


def _fires(book: Rulebook, rule: Rule, example: Example) -> bool:
    if rule.hint:
        return any(hint.rule == rule.id for hint in hints(example_article(example), rulebook=book))
    return any(finding.rule == rule.id for finding in check(example_article(example), rulebook=book))


def _unhit(book: Rulebook, rule: Rule) -> Iterator[str]:
    """The patterns of a rule that none of its examples hits."""
    uses = [(use, pattern) for use in Use for pattern in rule.patterns(use)]
    patterns = compile_patterns([(f"{rule.path} ({use})", [pattern]) for use, pattern in uses], book.lexicons)
    hit: set[int] = set()
    for example in (*rule.flags, *rule.passes):
        for sentence in example_article(example).sentences:
            for text in {sentence.text, seen_text(sentence)}:
                tagged = book.lexicons.tag(text)
                hit |= {n for n in patterns.candidates(tagged) if n not in hit and patterns.found(n, tagged)}
    for number, (use, pattern) in enumerate(uses):
        if number not in hit:
            yield f"{rule.path}: no example hits the {use} pattern {pattern!r}; add one to flags or passes"
