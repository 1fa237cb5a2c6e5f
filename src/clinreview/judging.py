"""Judging: where each claim stands, and which decided wording a changed sentence comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clinreview.article import Article
from clinreview.claim import Claim, State
from clinreview.decisions import Action, Decision
from clinreview.keys import claim_key, normalise
from clinreview.likeness import likeness
from clinreview.rule import Scope
from clinreview.standing import Bench, stand
from clinreview.trail import Trail, trail_of

_IN_TEXT = (Scope.SENTENCE, Scope.HEADING)


def judge(
    claims: Sequence[Claim], decisions: Iterable[Decision], article: Article, bench: Bench
) -> tuple[Claim, ...]:
    """Say of every claim where it stands: open, settled or stale, who is owed, and why."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.key, []).append(decision)
    trails = {key: trail_of(trail) for key, trail in found.items()}
    judged = [_judged(claim, trails.get(claim.key, Trail(())), bench) for claim in claims]
    lost = _lost(judged, trails, article)
    old = _old_wordings([claim for claim in judged if claim.owed], lost) if lost else {}
    return tuple(_reworded(claim, lost[old[claim.key]]) if claim.key in old else claim for claim in judged)


def _judged(claim: Claim, trail: Trail, bench: Bench) -> Claim:
    standing = stand(claim.findings, trail, bench)
    return replace(
        claim,
        state=State.STALE if standing.lapsed else State.OPEN if standing.owed else State.SETTLED,
        owed=standing.owed,
        decisions=trail.decisions,
        note="; ".join(standing.notes),
        was="",
    )


def _lost(claims: Iterable[Claim], trails: Mapping[str, Trail], article: Article) -> dict[str, Trail]:
    """Decisions that stand on a wording the article no longer holds."""
    held = {claim.key for claim in claims}
    lost = {key: trail for key, trail in trails.items() if key not in held and trail.live}
    if lost:  # a sentence no rule stops at any more is still there
        for sentence in article.sentences:
            lost.pop(claim_key(sentence.text, sentence.lead), None)
    return lost


def _old_wordings(claims: Sequence[Claim], lost: Mapping[str, Trail]) -> dict[str, str]:
    """Pair open claims with the decided wordings that are gone, the most alike first."""
    pairs = sorted(
        (-alike, claim.span.start, claim.key, key)
        for claim in claims
        for key, trail in lost.items()
        if (alike := likeness(claim, trail.live[-1]))
    )
    found: dict[str, str] = {}
    for _, _, new, old in pairs:
        if new not in found and old not in found.values():
            found[new] = old
    return found


def _reworded(claim: Claim, old: Trail) -> Claim:
    last = old.live[-1]
    said = {Action.APPROVE: "approved it", Action.DISMISS: "dismissed it"}.get(
        last.action, "asked for a change"
    )
    note = f"the wording changed since {last.by} {said} on {last.at:%Y-%m-%d}"
    if last.action is Action.REVISE and normalise(last.wording) == normalise(claim.text):
        note = f"it now reads as {last.by} proposed on {last.at:%Y-%m-%d}"
    if last.scope not in _IN_TEXT:
        note = f"its heading changed since {last.by} decided on {last.at:%Y-%m-%d}"
    return replace(
        claim,
        state=State.STALE,
        decisions=(*old.decisions, *claim.decisions),
        note="; ".join(filter(None, (note, claim.note))),
        was=last.text if last.scope in _IN_TEXT else last.heading,
    )
