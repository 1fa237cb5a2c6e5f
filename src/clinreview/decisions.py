"""Decisions: what reviewers said, entry by entry; nothing is ever replaced, only followed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import Any

from clinreview.errors import DecisionError
from clinreview.keys import claim_key, wide_key
from clinreview.reviewers import slug_of
from clinreview.rule import Role, Scope, Severity

SCHEMA = 1


class Action(StrEnum):
    """What a reviewer said of a claim; ``withdraw`` takes an earlier decision back."""

    APPROVE = "approve"
    REVISE = "revise"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"


MEANING = {
    Action.APPROVE: "I checked this wording against the evidence named and approve it for publication.",
    Action.REVISE: "I ask for this wording to be changed before publication.",
    Action.DISMISS: "I find that the questions asked do not apply to this wording.",
    Action.WITHDRAW: "I take my earlier decision back.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question that was on the table: a rule in its version, whom it asks, and the record row it showed.

    Attributes
    ----------
    ask, substance
        The question in words, and the name of all the rule asks (``Rule.substance``).
    at
        The words of the sentence that the rule stopped at.
    """

    rule: str
    version: int
    severity: Severity
    roles: tuple[Role, ...] = ()
    verdict: str = ""
    row: str = ""
    says: str = ""
    ask: str = ""
    substance: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One entry of the log.

    Attributes
    ----------
    at
        The moment, in UTC.
    text, lead
        The exact sentence decided on, and its list lead-in or table header. For a finding about a section or the
        whole article: the words that name it.
    asked
        The rules and record rows on the table.
    identity
        How the name is known: jupyterhub, git, typed.
    seen
        Ids of the decisions on this claim that the reviewer had before them.
    undoes
        Id of the decision a ``withdraw`` takes back.
    hash, previous
        The entry's own hash and that of the one before (several after a merge); empty until it is written.
    """

    action: Action
    by: str
    role: Role
    at: dt.datetime
    text: str
    claim: str = ""
    scope: Scope = Scope.SENTENCE
    lead: str = ""
    heading: str = ""
    asked: tuple[Asked, ...] = field(default=(), repr=False)
    evidence: str = ""
    note: str = ""
    wording: str = ""
    meaning: str = ""
    article: str = ""
    sha256: str = field(default="", repr=False)
    identity: str = ""
    seen: tuple[str, ...] = field(default=(), repr=False)
    undoes: str = ""
    schema: int = SCHEMA
    hash: str = field(default="", repr=False)
    previous: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def id(self) -> str:
        """Names the decision by its content, before and after it is written."""
        entry = self.as_dict()
        del entry["previous"]
        return _digest(entry)[:16]

    @cached_property
    def key(self) -> str:
        """The claim's key, made anew from the text, so that a change in how keys are made loses nothing."""
        if self.scope in (Scope.SENTENCE, Scope.HEADING):
            return claim_key(self.text, self.lead)
        return wide_key(self.asked[0].rule if self.asked else "", self.scope, self.heading)

    @property
    def person(self) -> str:
        """The reviewer, however the name is spelled."""
        return slug_of(self.by)

    def as_dict(self) -> dict[str, Any]:
        """The entry as the log holds it, without its hash; empty texts are left out."""
        entry: dict[str, Any] = {"schema": self.schema, "previous": list(self.previous)}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name not in ("schema", "hash", "previous") and not _left_out(item, value):
                entry[item.name] = _plain(value)
        return entry

    def to_line(self, previous: Iterable[str]) -> tuple[str, str]:
        """The line to append to a log whose last entries are ``previous``, and its hash."""
        entry = {**self.as_dict(), "previous": list(previous)}
        own = _digest(entry)
        return json.dumps({**entry, "hash": own}, ensure_ascii=False, separators=(",", ":")) + "\n", own


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, Asked):
        return {f.name: _plain(v) for f in fields(value) if not _left_out(f, v := getattr(value, f.name))}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _left_out(item: Field[Any], value: Any) -> bool:
    return value in ("", ()) and value == item.default


def _digest(entry: Mapping[str, Any]) -> str:
    canonical = json.dumps(entry, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def intact(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry read from a log is as it was written."""
    return entry.get("hash") == _digest({key: value for key, value in entry.items() if key != "hash"})


def decision_from(entry: Mapping[str, Any]) -> Decision:
    """Make a decision of a line of the log.

    Raises
    ------
    ValueError
        The entry is not one, in words for the user.
    """
    schema = entry.get("schema")
    if not isinstance(schema, int) or schema < 1:
        raise ValueError("is not an entry of a decision log")
    if schema > SCHEMA:
        raise ValueError(f"was written by a newer clinreview (schema {schema}): update yours")
    known = {item.name for item in fields(Decision)}
    values: dict[str, Any] = {key: value for key, value in entry.items() if key in known}
    try:
        values["action"] = Action(values["action"])
        values["role"] = Role(values["role"])
        values["scope"] = Scope(values.get("scope", Scope.SENTENCE))
        values["at"] = _moment(values["at"])
        values["asked"] = tuple(_asked(item) for item in values.get("asked", ()))
        for key in ("seen", "previous"):
            values[key] = tuple(str(item) for item in values.get(key, ()))
        if not all(isinstance(values.get(key, ""), str) for key in _TEXTS):
            raise ValueError
        decision = Decision(**values)
    except (KeyError, ValueError, TypeError, AttributeError):
        raise ValueError("is not an entry of a decision log") from None
    return decision


_TEXTS = (
    "by", "text", "claim", "lead", "heading", "evidence", "note", "wording", "meaning", "article", "sha256",
    "identity", "undoes", "hash",
)  # fmt: skip


_ASKED = ("verdict", "row", "says", "ask", "substance", "at")


def _moment(value: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _asked(item: Mapping[str, Any]) -> Asked:
    texts = {key: str(item.get(key, "")) for key in _ASKED}
    return Asked(
        rule=str(item["rule"]),
        version=int(item["version"]),
        severity=Severity(item["severity"]),
        roles=tuple(Role(role) for role in item.get("roles", ())),
        **texts,
    )


def clean(text: str) -> str:
    """Return what a reviewer typed, without what cannot be stored as UTF-8, trimmed."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def require(action: Action, *, evidence: str, note: str, wording: str, contradicted: bool) -> None:
    """Refuse a decision that lacks what its action needs.

    Raises
    ------
    DecisionError
        The message says what to add.
    """
    if action is Action.APPROVE and not evidence:
        raise DecisionError("approve", "the evidence is missing", "name the source this wording rests on")
    if action is Action.APPROVE and contradicted and not note:
        raise DecisionError(
            "approve",
            "the record contradicts this claim",
            "say in the note why the record does not hold here",
        )
    if action is Action.DISMISS and not note:
        raise DecisionError("dismiss", "the note is missing", "say why the question does not apply here")
    if action is Action.REVISE and not (wording or note):
        raise DecisionError(
            "revise", "the change wanted is missing", "propose a wording, or say what must change"
        )
