"""Desk view: a review as plain values, as the desk in the browser shows it."""

from __future__ import annotations

import datetime as dt
import re
from difflib import SequenceMatcher
from typing import Any

from clinreview.agreed import agreement
from clinreview.article import Article, Sentence
from clinreview.claim import Claim, State
from clinreview.decisions import Action, Decision
from clinreview.finding import Finding
from clinreview.html import day, moment, pieces
from clinreview.keys import normalise
from clinreview.library import Near
from clinreview.promotion import approvals_of
from clinreview.record import Match
from clinreview.review import Review
from clinreview.rule import Role, Scope, Severity
from clinreview.standing import AGAINST

Json = dict[str, Any]


def article_view(review: Review, name: str) -> Json:
    """The text in its blocks, each sentence with the number of its claim, and what a filter can choose."""
    marks = {claim.sentence: number for number, claim in enumerate(review.claims) if claim.sentence}
    return {
        "title": review.article.title or name,
        "file": name,
        "blocks": _blocks(review.article, marks),
        "severities": [str(severity) for severity in sorted(Severity, reverse=True)],
        "roles": [str(role) for role in Role],
        "categories": sorted({category for claim in review.claims for category in claim.categories}),
        "states": [str(state) for state in State],
    }


def claim_view(review: Review, number: int, near: Near | None, today: dt.date) -> Json:
    """One claim with all a reviewer needs to decide on it, and the agreed wording nearest to it."""
    claim = review.claims[number]
    settled = claim.state is State.SETTLED and claim.sentence is not None
    return {
        "n": number,
        "key": claim.key,
        "severity": str(claim.severity),
        "state": str(claim.state),
        "roles": [str(role) for role in claim.roles],
        "owed": [str(role) for role in claim.owed],
        "categories": list(claim.categories),
        "scope": str(claim.scope),
        "section": claim.findings[0].section if claim.scope is not Scope.ARTICLE else -1,
        "place": _place(claim),
        "places": claim.places,
        "text": claim.text,
        "lead": claim.lead,
        "pieces": _pieces(claim),
        "was": _difference(claim.was, claim.text if claim.sentence else claim.heading) if claim.was else [],
        "note": _note(claim, near),
        "overrule": any(finding.record and finding.record.verdict in AGAINST for finding in claim.findings),
        "findings": [_finding(finding) for finding in claim.findings],
        "record": [_match(match) for match in dict.fromkeys(f.record for f in claim.findings if f.record)],
        "decisions": [_decision(decision, claim) for decision in claim.decisions],
        "library": _near(near, claim, today) if near else None,
        "promotable": settled and not (near and near.exact) and bool(approvals_of(review, claim.key)),
    }


def _blocks(article: Article, marks: dict[Sentence, int]) -> list[Json]:
    """Paragraphs, headings, items and cells in reading order."""
    blocks: list[Json] = []
    last = None
    for sentence in article.sentences:
        here = (sentence.section, sentence.block, sentence.kind)
        if here != last:
            blocks.append(
                {
                    "kind": str(sentence.kind),
                    "section": sentence.section,
                    "lead": sentence.lead if sentence.kind == "cell" else "",
                    "parts": [],
                }
            )
        blocks[-1]["parts"].append([sentence.text, marks.get(sentence, -1)])
        last = here
    return blocks


def _place(claim: Claim) -> str:
    if claim.scope is Scope.ARTICLE:
        return "The whole page"
    return f"Under “{claim.heading}”" if claim.heading else "Opening"


def _note(claim: Claim, near: Near | None) -> str:
    """The note, without what the card says in full of an agreed wording."""
    said = agreement(near.wording) if near and near.exact else ""
    return claim.note.removesuffix(said).removesuffix("; ") if said else claim.note


def _pieces(claim: Claim) -> list[tuple[str, bool]]:
    if claim.sentence is None:
        return [(claim.text, False)]
    return pieces(claim.sentence, [finding.trigger_span for finding in claim.findings])


def _difference(old: str, new: str) -> list[tuple[str, str]]:
    """Words kept (=), taken out (-) and put in (+), in reading order."""
    before, after = (re.findall(r"\S+\s*", normalise(text)) for text in (old, new))
    parts: list[tuple[str, str]] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("=", "".join(before[i:j])))
            continue
        if i < j:
            parts.append(("-", "".join(before[i:j])))
        if k < m:
            parts.append(("+", "".join(after[k:m])))
    return parts


def _finding(finding: Finding) -> Json:
    return {
        "rule": f"{finding.rule} {finding.name}",
        "severity": str(finding.severity),
        "ask": finding.ask,
        "why": finding.why,
        "evidence": finding.evidence,
        "suggestion": finding.suggestion,
        "trigger": finding.trigger,
    }


def _match(match: Match) -> Json:
    return {
        "verdict": str(match.verdict),
        "against": match.verdict in AGAINST,
        "says": match.says,
        "reference": match.reference,
        "url": match.url if match.url.startswith(("https://", "http://")) else "",
        "as_of": day(match.as_of) if match.as_of else "",
        "confidence": match.confidence,
        "overdue": match.overdue,
        "row": match.row,
        "suggestion": match.suggestion,
    }


def _decision(decision: Decision, claim: Claim) -> Json:
    back = {d.undoes for d in claim.decisions if d.action is Action.WITHDRAW and d.person == decision.person}
    return {
        "id": decision.id,
        "action": str(decision.action),
        "by": decision.by,
        "person": decision.person,
        "role": str(decision.role),
        "at": moment(decision.at),
        "evidence": decision.evidence,
        "note": decision.note,
        "wording": decision.wording,
        "back": decision.id in back,
        "old": decision.key != claim.key,
    }


def _near(near: Near, claim: Claim, today: dt.date) -> Json:
    wording = near.wording
    return {
        "text": wording.text,
        "evidence": wording.evidence,
        "note": wording.note,
        "until": day(wording.until) if wording.until else "",
        "alike": near.alike,
        "exact": near.exact,
        "expired": wording.expired(today),
        "changed": list(near.changed),
        "difference": [] if near.exact else _difference(wording.text, claim.text),
        "product": wording.product,
        "approved_by": wording.approved_by,
        "approved_on": day(wording.approved_on) if wording.approved_on else "",
    }
