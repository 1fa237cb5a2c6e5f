"""Views: the parts of a report, each made by one call that a notebook cell can hold."""

from __future__ import annotations

from pathlib import Path

from clinreview.article import Article, Sentence
from clinreview.claim import Claim, State
from clinreview.decisions import Action, Decision
from clinreview.html import Fragment, count, render
from clinreview.review import Review
from clinreview.rule import Role, Severity
from clinreview.summary import AGAINST, WORST_FIRST, matches, summarise
from clinreview.trail import trail_of
from clinreview.version import __version__

Numbered = tuple[int, Claim]


def masthead(review: Review, file: str = "") -> Fragment:
    """Title, file and what the report rests on.

    Parameters
    ----------
    file
        The article's path as the page shall show it; by default the file's own name.
    """
    summary = summarise(review, file)
    html = render("masthead.html.j2", summary=summary, provenance=provenance(review))
    return Fragment(html, f"{summary.title} ({summary.file})", summary.as_dict())


def verdict(review: Review) -> Fragment:
    """Say first what is open, who is needed, and what the record contradicts."""
    summary = summarise(review)
    html = render("verdict.html.j2", summary=summary)
    return Fragment(html, " ".join([summary.headline, *summary.points]))


def changes(review: Review) -> Fragment:
    """What must change: what the record is against, what a reviewer wants revised, what is critical."""
    rows = [
        (number, claim, reasons, _revised(claim))
        for number, claim in numbered(review)
        if (reasons := _reasons(claim))
    ]
    html = render("changes.html.j2", rows=rows)
    return Fragment(html, f"{count(len(rows), 'claim')} must change.")


def awaiting(review: Review) -> Fragment:
    """What awaits whom, by role and severity."""
    owed = {
        role: [
            (n, claim)
            for n, claim in numbered(review)
            if claim.state is not State.SETTLED and role in _needed(claim)
        ]
        for role in Role
    }
    html = render(
        "awaiting.html.j2",
        owed=owed,
        severities=WORST_FIRST,
    )
    return Fragment(html, ", ".join(f"{role}: {len(claims)}" for role, claims in owed.items()))


def signatures(review: Review) -> Fragment:
    """What was signed, by whom, in which role, with which meaning, and when."""
    rows: dict[str, tuple[int, Claim, Decision]] = {}
    for number, claim in numbered(review):
        for entry in claim.decisions:
            rows.setdefault(entry.id, (number, claim, entry))
    lost = [entry for entry in review.lost if entry.id not in rows]
    html = render(
        "signatures.html.j2",
        rows=list(rows.values()),
        logs=_logs(review),
        problems=review.problems,
        lost=lost,
    )
    return Fragment(html, count(len(rows), "decision"))


def claim_cards(review: Review) -> Fragment:
    """One card for each claim in the text, worst first."""
    html, size = _cards(review, wide=False)
    return Fragment(html, f"{count(size, 'claim')} in the text")


def page_cards(review: Review) -> Fragment:
    """One card for each finding about the whole article or one of its sections."""
    html, size = _cards(review, wide=True)
    return Fragment(html, f"{count(size, 'finding')} about the page as a whole")


def _cards(review: Review, *, wide: bool) -> tuple[str, int]:
    """Cards of what is about the page as a whole, or of what is in its sentences, and how many."""
    cards = [(number, claim) for number, claim in numbered(review) if (claim.sentence is None) == wide]
    html = render(
        "cards.html.j2",
        cards=cards,
        wide=wide,
        explained=_explained(review),
        place=lambda claim: place(review, claim),
    )
    return html, len(cards)


def marked_text(review: Review) -> Fragment:
    """The article in full, with its claims marked where they stand."""
    marks: dict[Sentence, list[Numbered]] = {}
    wide: dict[int | None, list[Numbered]] = {}
    for number, claim in numbered(review):
        if claim.sentence:
            marks.setdefault(claim.sentence, []).append((number, claim))
        else:
            index = claim.findings[0].section if claim.findings[0].scope == "section" else None
            wide.setdefault(index, []).append((number, claim))
    html = render("text.html.j2", blocks=_blocks(review.article), marks=marks, wide=wide)
    return Fragment(html, f"{review.article.title}: {count(len(marks), 'sentence')} marked")


def unchecked(review: Review) -> Fragment:
    """What was not checked."""
    return Fragment(render("unchecked.html.j2", article=review.article), "What was not checked")


def about(review: Review) -> Fragment:
    """What the kit is for, and the versions this page rests on."""
    html = render("about.html.j2", article=review.article, provenance=provenance(review))
    return Fragment(html, f"clinreview {__version__}")


def provenance(review: Review) -> dict[str, str]:
    """The versions a page rests on: of the kit, its rules, its record."""
    as_of = review.record_as_of.isoformat() if review.record_as_of else ""
    return {"kit": __version__, "rulebook": review.rulebook, "record": as_of, "record_version": review.record}


def numbered(review: Review) -> list[Numbered]:
    """Claims with the number the page gives them, worst first."""
    return list(enumerate(review.claims, 1))


def place(review: Review, claim: Claim) -> str:
    """Where a claim stands, in words."""
    finding = claim.findings[0]
    if finding.scope == "article":
        return "The whole page"
    heading = finding.heading or review.article.sections[finding.section].heading
    return f"Under “{heading}”" if heading else "Opening"


def _needed(claim: Claim) -> tuple[Role, ...]:
    return claim.owed or claim.roles


def _reasons(claim: Claim) -> list[str]:
    if claim.state is State.SETTLED:
        return []
    reasons = [
        f"the record: {str(m.verdict).replace('-', ' ')}" for m in matches(claim) if m.verdict in AGAINST
    ]
    reasons += [f"{entry.by} asks for a change" for entry in _revised(claim)]
    if claim.severity is Severity.CRITICAL and not reasons:
        reasons.append("critical, and nobody has approved it")
    return reasons


def _revised(claim: Claim) -> list[Decision]:
    """The changes that reviewers last asked for."""
    trail = trail_of(claim.decisions)
    latest = [entry for role in Role if (entry := trail.last(role))]
    return [entry for entry in latest if entry.action is Action.REVISE]


def _explained(review: Review) -> dict[str, int]:
    """By rule, the first claim it stopped at: its reasons are given there, and once."""
    return {f.rule: number for number, claim in reversed(numbered(review)) for f in claim.findings}


def _logs(review: Review) -> list[tuple[str, str]]:
    """The decision files by name, and how each ends: with this a cut tail can be noticed later."""
    return [(Path(log.path).name, log.tip) for log in review.logs if log.decisions]


def _blocks(article: Article) -> list[tuple[str, int, list[Sentence]]]:
    """Sentences of one block together: (kind, section, sentences); items in a row share one list."""
    blocks: list[tuple[str, int, list[Sentence]]] = []
    last = None
    for sentence in article.sentences:
        here = (sentence.section, sentence.block, sentence.kind)
        if here == last:
            blocks[-1][2].append(sentence)
        else:
            blocks.append((str(sentence.kind), sentence.section, [sentence]))
        last = here
    return blocks
