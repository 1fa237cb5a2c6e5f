"""Finding: what one rule says about one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from clinreview.article import Sentence, Span
from clinreview.record import Match
from clinreview.rule import Role, Rule, Scope, Severity


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
    substance
        Names what the rule asks; another when it asks something else (``Rule.substance``).
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
    sentence: Sentence | None = field(default=None, repr=False)
    section: int = 0
    heading: str = ""
    substance: str = field(default="", repr=False)


def finding_of(rule: Rule, *, severity: Severity, **place: Any) -> Finding:
    """What a rule says at a place: its own words, and where it says them."""
    return Finding(
        rule=rule.id,
        name=rule.name,
        version=rule.version,
        scope=rule.scope,
        categories=rule.categories,
        severity=severity,
        roles=rule.roles,
        ask=rule.ask,
        why=rule.why,
        evidence=rule.evidence,
        suggestion=rule.suggest,
        substance=rule.substance,
        **place,
    )
