"""Judging: where each claim stands, and which decided wording a changed sentence comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clinreview.article import Article
from clinreview.carried import Carried, carried
from clinreview.claim import Claim, State
from clinreview.decisions import Action, Decision
from clinreview.keys import claim_key, normalise
from clinreview.likeness import likeness
from clinreview.rule import Scope
from clinreview.standing import Bench, stand
from clinreview.trail import Trail, trail_of

_IN_TEXT = (Scope.SENTENCE, Scope.HEADING)


@dataclass(frozen=True)
class Docket:
    """Every decision on an article, by the claim it is about.

    Attributes
    ----------
    trails
        By key; also those of wordings that no longer stand.
    carried
        What was decided on the same words when they were cut into sentences otherwise.
    lost
        Trails of wordings that the article no longer holds in any way.
    """

    trails: Mapping[str, Trail] = field(default_factory=dict)
    carried: Mapping[str, Carried] = field(default_factory=dict)
    lost: Mapping[str, Trail] = field(default_factory=dict)

    def trail(self, key: str) -> Trail:
        """The decisions on a claim."""
        own = self.trails.get(key, Trail(()))
        return self.carried[key].trail.with_(own) if key in self.carried else own


def docket_of(claims: Sequence[Claim], decisions: Iterable[Decision], article: Article) -> Docket:
    """Sort decisions by the claim they are about."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.key, []).append(decision)
    trails = {key: trail_of(trail) for key, trail in found.items()}
    keys = {claim.key for claim in claims}
    lost = _lost(keys, trails, article)
    if not lost:
        return Docket(trails)
    in_text = {key: t for key, t in trails.items() if t.live and t.live[-1].scope in _IN_TEXT}
    kept = carried(article, in_text, keys)
    used = {old for one in kept.values() for old in one.keys}
    return Docket(trails, kept, {key: trail for key, trail in lost.items() if key not in used})


def judge(
    claims: Sequence[Claim], decisions: Iterable[Decision], article: Article, bench: Bench
) -> tuple[Claim, ...]:
    """Say of every claim where it stands: open, settled or stale, who is owed, and why."""
    docket = docket_of(claims, decisions, article)
    judged = [_judged(claim, docket, bench) for claim in claims]
    lost = docket.lost
    old = _old_wordings([claim for claim in judged if claim.owed], lost) if lost else {}
    return tuple(_reworded(claim, lost[old[claim.key]]) if claim.key in old else claim for claim in judged)


def _judged(claim: Claim, docket: Docket, bench: Bench) -> Claim:
    trail = docket.trail(claim.key)
    standing = stand(claim.findings, trail, bench)
    told = [docket.carried[claim.key].note] if claim.key in docket.carried else []
    return replace(
        claim,
        state=State.STALE if standing.lapsed else State.OPEN if standing.owed else State.SETTLED,
        owed=standing.owed,
        decisions=trail.decisions,
        note="; ".join((*standing.notes, *told)),
        was="",
    )


def _lost(held: Collection[str], trails: Mapping[str, Trail], article: Article) -> dict[str, Trail]:
    """Decisions that stand on a wording the article no longer holds."""
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
    elif normalise(last.text) == normalise(claim.text):
        before = f"was “{last.lead}”" if last.lead else "was none"
        note = (
            f"its lead-in or table header changed since {last.by} decided on {last.at:%Y-%m-%d}: it {before}"
        )
    return replace(
        claim,
        state=State.STALE,
        decisions=(*old.decisions, *claim.decisions),
        note="; ".join(filter(None, (note, claim.note))),
        was=last.text if last.scope in _IN_TEXT else last.heading,
    )
