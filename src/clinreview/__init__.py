"""A content review kit for patient-facing health articles.

What a notebook cell or a script types::

    import clinreview as cr
    article = cr.read_article("content/x.md")
    cr.check(article)
    cr.score(article)
    review = cr.open_review("content/x.md")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clinreview.version import __version__ as __version__

if TYPE_CHECKING:
    from clinreview.article import Article, Kind, Section, Sentence, Span
    from clinreview.comparison import Comparison, compare
    from clinreview.corpus import articles_table, repeated_table, roles_table, rules_table, unread_table
    from clinreview.effort import heat_strip
    from clinreview.errors import ClinReviewError
    from clinreview.finding import Finding
    from clinreview.findings import check
    from clinreview.frames import (
        claims_table,
        findings_table,
        hardest_table,
        hints_table,
        readability_table,
        sections_table,
        sentences_table,
        textstat_table,
    )
    from clinreview.plainness import Hint, hints
    from clinreview.promotion import promote
    from clinreview.readability import Scores, score
    from clinreview.readers import article_files, article_from_text, read_article
    from clinreview.record import Match, Record, Verdict, load_record
    from clinreview.review import Claim, Review, State, open_review, open_reviews
    from clinreview.rule import Role, Rule, Scope, Severity
    from clinreview.rulebook import Rulebook, load_rulebook
    from clinreview.widget import desk


# Each name is imported when it is first asked for: `import clinreview` costs nothing.
_HOME = {
    "frames": (
        "claims_table",
        "findings_table",
        "hardest_table",
        "hints_table",
        "readability_table",
        "sections_table",
        "sentences_table",
        "textstat_table",
    ),
    "comparison": ("Comparison", "compare"),
    "corpus": ("articles_table", "repeated_table", "roles_table", "rules_table", "unread_table"),
    "effort": ("heat_strip",),
    "plainness": ("Hint", "hints"),
    "widget": ("desk",),
    "article": ("Article", "Kind", "Section", "Sentence", "Span"),
    "errors": ("ClinReviewError",),
    "finding": ("Finding",),
    "findings": ("check",),
    "readability": ("Scores", "score"),
    "readers": ("article_files", "article_from_text", "read_article"),
    "promotion": ("promote",),
    "record": ("Match", "Record", "Verdict", "load_record"),
    "review": ("Claim", "Review", "State", "open_review", "open_reviews"),
    "rule": ("Role", "Rule", "Scope", "Severity"),
    "rulebook": ("Rulebook", "load_rulebook"),
}
_NAMES = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Article",
    "Claim",
    "ClinReviewError",
    "Comparison",
    "Finding",
    "Hint",
    "Kind",
    "Match",
    "Record",
    "Review",
    "Role",
    "Rule",
    "Rulebook",
    "Scope",
    "Scores",
    "Section",
    "Sentence",
    "Severity",
    "Span",
    "State",
    "Verdict",
    "article_files",
    "article_from_text",
    "articles_table",
    "check",
    "claims_table",
    "compare",
    "desk",
    "findings_table",
    "hardest_table",
    "heat_strip",
    "hints",
    "hints_table",
    "load_record",
    "load_rulebook",
    "open_review",
    "open_reviews",
    "promote",
    "read_article",
    "readability_table",
    "repeated_table",
    "roles_table",
    "rules_table",
    "score",
    "sections_table",
    "sentences_table",
    "textstat_table",
    "unread_table",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"clinreview.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'clinreview' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
