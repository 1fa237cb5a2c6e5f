"""Frames: an article and its review as pandas DataFrames, with the captions a reader needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clinreview.article import Article, Section, Span
from clinreview.finding import Finding
from clinreview.html import day, listed, shortened, spoken
from clinreview.plainness import Hint, hints
from clinreview.readability import drivers, score
from clinreview.readability.scores import SCORED

if TYPE_CHECKING:
    from clinreview.review import Review
    from clinreview.table import Table

FORMULAS = {
    "fkgl": "Flesch-Kincaid grade",
    "smog": "SMOG grade",
    "fog": "Gunning fog grade",
    "ari": "Automated readability grade",
    "coleman_liau": "Coleman-Liau grade",
    "fre": "Flesch reading ease (100 is easiest)",
    "dale_chall": "Dale-Chall score",
    "lix": "LIX",
}


def sections_table(article: Article) -> Table:
    """One row per section: its heading, how long it is, and where it stands in the file."""
    from clinreview.table import table

    rows = [
        {
            "section": name_of(section),
            "words": score(section).words,
            "sentences": score(section).sentences,
            "from": section.span.start,
            "to": section.span.end,
        }
        for section in article.sections
    ]
    return table(
        rows,
        "Sections, with the characters of the file they cover.",
        ["section", "words", "sentences", "from", "to"],
    )


def sentences_table(article: Article) -> Table:
    """One row per sentence, headings included."""
    from clinreview.table import table

    rows = [
        {
            "sentence": sentence.text,
            "kind": str(sentence.kind),
            "section": name_of(article.sections[sentence.section]),
            "from": sentence.span.start,
            "to": sentence.span.end,
        }
        for sentence in article.sentences
    ]
    return table(rows, "Every sentence, in reading order.", ["sentence", "kind", "section", "from", "to"])


def findings_table(findings: Iterable[Finding]) -> Table:
    """One row per finding: what a rule stopped at, what it asks, and what the record says."""
    from clinreview.table import table

    rows = [
        {
            "severity": str(finding.severity),
            "category": ", ".join(finding.categories),
            "sentence": finding.text or f"({finding.scope})",
            "stopped at": finding.trigger,
            "question": finding.ask,
            "needs": listed(finding.roles),
            "record": _record(finding),
            "rule": f"{finding.rule} {finding.name}",
        }
        for finding in findings
    ]
    columns = ["severity", "category", "sentence", "stopped at", "question", "needs", "record", "rule"]
    return table(rows, "Findings, in reading order: one row for each rule that stopped at a place.", columns)


def claims_table(review: Review) -> Table:
    """One row per claim, worst first: what a reviewer decides on."""
    from clinreview.table import table

    rows = [
        {
            "claim": number,
            "severity": str(claim.severity),
            "sentence": spoken(claim),
            "categories": ", ".join(claim.categories),
            "needs": listed(claim.owed or claim.roles),
            "record": "; ".join(dict.fromkeys(filter(None, map(_record, claim.findings)))),
            "state": str(claim.state),
        }
        for number, claim in enumerate(review.claims, 1)
    ]
    columns = ["claim", "severity", "sentence", "categories", "needs", "record", "state"]
    return table(rows, "Claims, worst first. A claim is a sentence with at least one finding.", columns)


def name_of(section: Section) -> str:
    """What a section is called; the first one has no heading."""
    return section.heading or "Opening"


def _record(finding: Finding) -> str:
    match = finding.record
    if not match:
        return ""
    return str(match.verdict).replace("-", " ") + (f" (as of {day(match.as_of)})" if match.as_of else "")


def readability_table(article: Article) -> Table:
    """One row per section, and one for the whole article."""
    from clinreview.table import table

    passages = [
        *((name_of(section), score(section)) for section in article.sections),
        ("Whole article", score(article)),
    ]
    rows = [
        {
            "section": name,
            "level": scores.band,
            "words": scores.words,
            "sentences": scores.sentences,
            "Flesch-Kincaid": scores.fkgl,
            "SMOG": scores.smog,
            "reading ease": scores.fre,
            "hard words": ", ".join(word.shown for word in scores.hard_words[:5]),
        }
        for name, scores in passages
    ]
    columns = [
        "section",
        "level",
        "words",
        "sentences",
        "Flesch-Kincaid",
        "SMOG",
        "reading ease",
        "hard words",
    ]
    return table(
        rows, "Readability by section. Headings and tables are left out; – is too short to say.", columns
    )


def hardest_table(article: Article, most: int = 10) -> Table:
    """The sentences that are hardest to read, with the words that make them so."""
    from clinreview.table import table

    scored = [(sentence, score(sentence)) for sentence in article.sentences if sentence.kind in SCORED]
    scored = sorted(
        (pair for pair in scored if pair[1].level is not None), key=lambda pair: -(pair[1].level or 0.0)
    )
    offered: dict[Span, list[str]] = {}
    for hint in hints(article):
        if hint.sentence:
            offered.setdefault(hint.sentence.span, []).append(_offer(hint))
    rows = [
        {
            "sentence": sentence.text,
            "level": scores.band,
            "words": scores.words,
            "what makes it hard": ", ".join(driver.text for driver in drivers(sentence)),
            "what would help": "; ".join(dict.fromkeys(offered.get(sentence.span, []))) or "–",
            "section": name_of(article.sections[sentence.section]),
        }
        for sentence, scores in scored[:most]
    ]
    columns = ["sentence", "level", "words", "what makes it hard", "what would help", "section"]
    return table(
        rows,
        "The hardest sentences, with the words for which a common one would lower the level most, and hints.",
        columns,
    )


def hints_table(article: Article) -> Table:
    """One row per wording that could be plainer and section, with how often it stands there.

    Hints are no claims: nobody has to decide on them.
    """
    from clinreview.table import table

    found: dict[tuple[str, str, int], int] = {}
    for hint in hints(article):
        words = shortened(hint.text, 70) if hint.sentence else "(the section)"
        key = (words, hint.suggestion, hint.section)
        found[key] = found.get(key, 0) + 1
    rows = [
        {
            "words": words,
            "what could be done": suggestion,
            "times": times,
            "section": name_of(article.sections[section]),
        }
        for (words, suggestion, section), times in found.items()
    ]
    columns = ["words", "what could be done", "times", "section"]
    return table(rows, "Help to rewrite. Check that the new wording says the same.", columns)


def _offer(hint: Hint) -> str:
    """A hint in a few words, named by what it is about."""
    if len(hint.text) > 40:
        return hint.suggestion
    return f"{hint.text} → {hint.suggestion}"


def textstat_table(article: Article) -> Table:
    """Each formula as we count and as textstat counts."""
    from clinreview.table import table

    ours, theirs = score(article), score(article.source, mode="textstat")
    names = {**FORMULAS, "sentences": "Sentences", "words": "Words"}
    rows = [
        {"formula": words, "ours": getattr(ours, name), "textstat": getattr(theirs, name)}
        for name, words in names.items()
    ]
    caption = (
        "Each formula as we count and as textstat counts: it ends a sentence at every full stop, joins a heading to "
        "what follows, and drops sentences of one or two words."
    )
    return table(rows, caption, ["formula", "ours", "textstat"])
