"""Signing: what one reviewer says of one claim, checked and made into an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clinreview.article import Article
from clinreview.claim import Claim
from clinreview.decisions import MEANING, Action, Decision, clean, require
from clinreview.errors import DecisionError
from clinreview.reviewers import Reviewers, check_name, slug_of
from clinreview.rule import Role
from clinreview.standing import asked_of, contradicted
from clinreview.trail import Trail


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the name, the role, and how the name is known (jupyterhub, git, typed)."""

    by: str
    role: Role
    identity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What lies before the reviewer: every place of one claim, and its decisions so far."""

    article: Article = field(repr=False)
    claims: Sequence[Claim]
    trail: Trail = field(repr=False)
    at: dt.datetime
    reviewers: Reviewers | None = field(default=None, repr=False)

    def decide(
        self, signature: Signature, action: Action, *, evidence: str, note: str, wording: str
    ) -> Decision:
        """Make the entry, or say what it lacks."""
        findings = [finding for claim in self.claims for finding in claim.findings]
        evidence, note, wording = clean(evidence), clean(note), clean(wording)
        require(action, evidence=evidence, note=note, wording=wording, contradicted=contradicted(findings))
        return replace(self._entry(signature, action), evidence=evidence, note=note, wording=wording)

    def undo(self, signature: Signature) -> Decision:
        """Make the entry that takes back the last decision of this person in this role."""
        last = self.trail.last(signature.role)
        if last is None:
            raise DecisionError(
                "undo", f"nobody decided this claim as {signature.role}", "there is nothing to undo"
            )
        if last.person != slug_of(signature.by):
            raise DecisionError(
                "undo", f"the decision as {signature.role} is by {last.by}", "only they can undo it"
            )
        return replace(self._entry(signature, Action.WITHDRAW), undoes=last.id)

    def allow(self, signature: Signature, today: dt.date) -> None:
        """Refuse a person whom ``reviewers.toml`` does not let sign in this role on this day."""
        why = self.reviewers.refusal(signature.by, signature.role, today) if self.reviewers else ""
        if why:
            raise DecisionError(
                "decision", why, "another reviewer must sign, or the list be brought up to date"
            )

    def _entry(self, signature: Signature, action: Action) -> Decision:
        claim = self.claims[0]
        path = self.article.path
        return Decision(
            action=action,
            by=signature.by,
            role=signature.role,
            identity=signature.identity,
            at=self.at.astimezone(dt.UTC),
            claim=claim.key,
            scope=claim.scope,
            text=claim.text,
            lead=claim.lead,
            heading=claim.heading,
            asked=asked_of([finding for one in self.claims for finding in one.findings]),
            meaning=MEANING[action],
            article=Path(path).name if path else self.article.name,
            sha256=self.article.sha256,
            seen=self.trail.heads,
        )


def signature_of(by: str, role: str, identity: str = "") -> Signature:
    """Read a name and a role.

    Raises
    ------
    DecisionError
        The name is empty or the role unknown.
    """
    if role not in tuple(Role):
        raise DecisionError("decision", f"'{role}' is not a role", f"use {', '.join(Role)}")
    return Signature(check_name(by), Role(role), identity)


def action_of(word: str) -> Action:
    """Read an action."""
    if word not in tuple(Action) or word == Action.WITHDRAW:
        raise DecisionError("decision", f"'{word}' is not an action", "use approve, revise or dismiss")
    return Action(word)
