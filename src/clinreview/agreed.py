"""Agreed: sentences that stand in the claims library, in force or run out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from clinreview.article import Article, Span
from clinreview.claim import Claim
from clinreview.finding import Finding, finding_of
from clinreview.library import Library, Wording
from clinreview.rule import Role, Rule, Severity

EXPIRED = Rule(
    id="LIB01",
    version=1,
    name="house-wording-expired",
    categories=("regulatory-status",),
    severity=Severity.HIGH,
    roles=(Role.REGULATORY,),
    ask="Does the evidence still hold, so that this agreed wording may be used again?",
    why="The approval of this wording in the claims library has run out; what it rested on may have changed since.",
    evidence="The references of the entry, read again, and the date they were read.",
    suggest="Renew the entry in claims-library.yaml, or change the sentence.",
    sources=("The project's own claims-library.yaml",),
)


def expired_wordings(article: Article, library: Library, today: dt.date) -> list[Finding]:
    """A finding for each sentence that is, word for word, an entry past its last day."""
    found: list[Finding] = []
    for sentence in article.sentences:
        wording = library.exact(sentence.text)
        if wording is None or not wording.expired(today):
            continue
        section = article.sections[sentence.section]
        finding = finding_of(
            EXPIRED,
            severity=EXPIRED.severity,
            span=sentence.span,
            text=sentence.text,
            trigger=sentence.text,
            trigger_span=Span(sentence.span.start, sentence.span.end),
            sentence=sentence,
            section=sentence.section,
            heading=section.heading,
        )
        found.append(finding)
    return found


def link(claims: Iterable[Claim], library: Library, today: dt.date) -> tuple[Claim, ...]:
    """Note on each claim that is an agreed wording in force who approved it, when, and on what."""
    return tuple(_linked(claim, library, today) for claim in claims)


def _linked(claim: Claim, library: Library, today: dt.date) -> Claim:
    wording = library.exact(claim.text) if claim.sentence else None
    if wording is None or wording.expired(today):
        return claim
    return replace(claim, note="; ".join(filter(None, (claim.note, agreement(wording)))))


def agreement(wording: Wording) -> str:
    """Who approved a wording, when, until when, and on what, in one line."""
    by = f" by {wording.approved_by}" if wording.approved_by else ""
    on = f" on {wording.approved_on}" if wording.approved_on else ""
    until = f", until {wording.expires}" if wording.expires else ""
    return f"agreed wording of the claims library{', approved' if by or on else ''}{by}{on}{until}: {wording.evidence}"
