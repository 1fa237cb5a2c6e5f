"""Effort: how hard an article is to read, as a picture and in tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from clinreview.article import Article, Section, Sentence
from clinreview.charts import HIGH, Bar, heat_chart, level_chart
from clinreview.frames import FORMULAS, name_of
from clinreview.html import Fragment, number, render
from clinreview.plainness import Hint, hints
from clinreview.readability import Scores, score
from clinreview.readability.level import BANDS
from clinreview.readability.scores import SCORED
from clinreview.review import Review
from clinreview.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from clinreview.settings import Settings

PLAIN_WORDS = "readability-hard-word"
_ENDS = tuple((name, min(end, HIGH)) for end, name in BANDS)


def reading_effort(review: Review, settings: Settings | None = None) -> Fragment:
    """How hard the article is to read, by section, and what would make it easier.

    Parameters
    ----------
    settings
        Whose house rules, audience and targets the hints follow; by default the shipped ones.
    """
    article = review.article
    sections = [(name_of(section), score(section)) for section in article.sections]
    counted = [(name, scores) for name, scores in sections if scores.words]
    ours, theirs = review.scores, score(article.source, mode="textstat")
    html = render(
        "reading.html.j2",
        scores=ours,
        chart=level_chart([Bar(name, s.level, s.band or "", s.words) for name, s in counted], _ENDS),
        sections=counted,
        formulas=[(words, getattr(ours, name), getattr(theirs, name)) for name, words in FORMULAS.items()],
        theirs=theirs,
        span=ours.range,
        help=_help(article, hints(article, rulebook=_rules(settings))),
    )
    return Fragment(
        html, f"Reading level: {ours.band or 'too short to say'}; grade {number(ours.median)} (median)"
    )


def _rules(settings: Settings | None) -> Rulebook:
    if settings is None:
        return load_rulebook()
    return load_rulebook(settings.rules, audience=settings.audience, targets=settings.targets)


def _help(article: Article, found: list[Hint]) -> str:
    """The hints: each plain word once with how often it is wanted, and the others by section."""
    if not found:
        return ""
    words = Counter((hint.text.lower(), hint.suggestion) for hint in found if hint.name == PLAIN_WORDS)
    return render(
        "hints.html.j2",
        total=len(found),
        sentences=len({hint.sentence.span for hint in found if hint.sentence}),
        words=[(text, suggestion, many) for (text, suggestion), many in words.most_common()],
        rows=[(hint, name_of(article.sections[hint.section])) for hint in found if hint.name != PLAIN_WORDS],
    )


def heat_strip(article: Article) -> Fragment:
    """Every sentence as a block: the wider the longer, the taller and darker the harder; and the same as a list."""
    groups = [(name_of(section), _bars(section)) for section in article.sections]
    groups = [(name, bars) for name, bars in groups if bars]
    bands = [name for _, name in BANDS]
    hard = sum(bar.band == bands[-1] for _, bars in groups for bar in bars)
    chart = heat_chart(groups, bands)
    html = render("heat.html.j2", chart=chart, bands=bands, groups=groups)
    return Fragment(html, f"{hard} sentences at specialist level")


def _bars(section: Section) -> list[Bar]:
    return [
        Bar(sentence.text, scores.level, scores.band or "", scores.words)
        for sentence, scores in scored(section.sentences)
    ]


def scored(sentences: tuple[Sentence, ...]) -> list[tuple[Sentence, Scores]]:
    """Sentences that count for readability, with their scores; headings and table cells do not."""
    return [(s, score(s)) for s in sentences if s.kind in SCORED]
