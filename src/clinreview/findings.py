"""Findings: what the rules say about an article."""

from __future__ import annotations

from dataclasses import dataclass

from clinreview.article import Article, Sentence, Span
from clinreview.record import Match
from clinreview.rule import Role, Scope, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says about one sentence, section or article.

    Attributes
    ----------
    rule, name, version
        The rule's id (never reused), its name (its file's name), its version.
    span
        Of the sentence (or heading, or the whole article) in the author's file.
    text
        The sentence as a reader sees it ("" for an article-wide finding).
    trigger, trigger_span
        The words that tripped the rule, and where they stand.
    section
        Running number of the section.
    record
        What the record says, for a claim that was verified.
    """

    rule: str
    name: str
    version: int
    scope: Scope
    categories: tuple[str, ...]
    severity: Severity
    roles: tuple[Role, ...]
    span: Span
    text: str
    trigger: str
    trigger_span: Span
    ask: str
    why: str
    evidence: str = ""
    suggestion: str = ""
    record: Match | None = None
    sentence: Sentence | None = None
    section: int = 0
    heading: str = ""


def check(article: Article) -> list[Finding]:
    """Every finding, in reading order."""
    raise NotImplementedError
