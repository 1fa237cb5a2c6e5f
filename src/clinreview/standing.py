"""Standing: whether the decisions on a claim settle it, who is still owed, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from clinreview.decisions import Action, Asked, Decision
from clinreview.finding import Finding
from clinreview.keys import normalise
from clinreview.record import Match, Verdict
from clinreview.reviewers import Reviewers
from clinreview.rule import Role, Severity
from clinreview.trail import Trail

AGAINST = (Verdict.CONTRADICTED, Verdict.OUTDATED)
_AT_EASE = (Verdict.SUPPORTED, Verdict.DENIAL_AGREES, Verdict.OFF_LABEL_STATED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles that must still decide, whether a decision fell, and the reasons in plain words."""

    owed: tuple[Role, ...]
    lapsed: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What decisions are held against: who may sign, and which entries are in doubt."""

    reviewers: Reviewers | None = None
    doubtful: frozenset[str] = frozenset()


def contradicted(findings: Collection[Finding]) -> bool:
    """Tell whether the record says otherwise."""
    return any(finding.record and finding.record.verdict in AGAINST for finding in findings)


def asked_of(findings: Collection[Finding]) -> tuple[Asked, ...]:
    """The questions on the table, as a decision stores them."""
    return tuple(dict.fromkeys(_asked(finding) for finding in findings))


def stand(findings: Sequence[Finding], trail: Trail, bench: Bench) -> Standing:
    """Judge where a claim stands."""
    roles = tuple(role for role in Role if any(role in finding.roles for finding in findings))
    owed: list[Role] = []
    notes: list[str] = []
    lapsed = False
    for role in Role:
        last = trail.last(role)
        if last is None:
            if role in roles:
                owed.append(role)
            continue
        blocks = list(_blocks(trail, role, last, bench))
        fell = [] if blocks or role not in roles else list(_new(findings, trail, last))
        if blocks and (role in roles or last.action is Action.REVISE):
            owed.append(role)
            notes += blocks
        elif fell:
            owed.append(role)
            lapsed = True
            notes += fell
    if not owed and (why := _second(findings, trail, bench)):
        owed, notes = list(roles), [why]
    return Standing(tuple(owed), lapsed, tuple(dict.fromkeys(notes)))


def _blocks(trail: Trail, role: Role, last: Decision, bench: Bench) -> Iterator[str]:
    """Reasons why the decision that holds for a role does not settle."""
    if rivals := trail.conflict(role):
        said = " and ".join(f"{d.by}: {d.action}" for d in rivals)
        yield f"two decisions as {role} made side by side differ ({said}); decide again"
    elif last.action is Action.REVISE:
        yield f"{last.by} asks for a change as {role}"
    elif last.id in bench.doubtful:
        yield f"the log of {last.by} was changed before this decision; restore it from git, or decide again"
    elif bench.reviewers and (why := bench.reviewers.refusal(last.by, role, last.at.date())):
        yield f"the decision does not count: {why}"


def _new(findings: Sequence[Finding], trail: Trail, last: Decision) -> Iterator[str]:
    """What is asked now that was not when the decision was made."""
    before: dict[str, list[Asked]] = {}
    for item in trail.asked(last):
        before.setdefault(item.rule, []).append(item)
    for finding in findings:
        if last.role in finding.roles and (why := _news(finding, before.get(finding.rule, []), last)):
            yield why


def _news(finding: Finding, before: Sequence[Asked], last: Decision) -> str:
    if finding.sentence is None and before and finding.trigger != last.text:
        return f"it was “{last.text}” when {last.by} decided on {last.at:%Y-%m-%d}"
    said = _rule_news(finding, before)
    if said:
        said = f"rule {finding.rule} {finding.name} {said}"
    elif finding.record:
        said = _row_news(finding.record, before)
    return f"{said} since {last.by} decided on {last.at:%Y-%m-%d}" if said else ""


def _rule_news(finding: Finding, before: Sequence[Asked]) -> str:
    """What the rule asks that it did not ask before; a version nobody raised hides nothing."""
    if not before:
        return "asks something new"
    if finding.version not in {item.version for item in before}:
        return "changed"
    if all(item.substance and item.substance != finding.substance for item in before):
        return "asks another question" if _reworded(finding, before) else "wants another limit or evidence"
    if all(_elsewhere(finding.trigger, item.at) for item in before):
        return f"now stops at “{finding.trigger}”"
    if finding.severity > max(item.severity for item in before):
        return f"now counts as {finding.severity}"
    return ""


def _reworded(finding: Finding, before: Sequence[Asked]) -> bool:
    return normalise(finding.ask).casefold() not in {normalise(item.ask).casefold() for item in before}


def _elsewhere(now: str, then: str) -> bool:
    """Tell whether a rule stops at other words of the sentence, none of them the old ones."""
    words, old = (set(normalise(text).casefold().split()) for text in (now, then))
    return bool(words and old and words.isdisjoint(old))


def _row_news(match: Match, before: Sequence[Asked]) -> str:
    if match.verdict in _AT_EASE:
        return ""
    if str(match.verdict) not in {item.verdict for item in before}:
        return f"the record now says {match.verdict}"
    if (match.row, match.says) not in {(item.row, item.says) for item in before}:
        return "the record row changed"
    return ""


def _second(findings: Sequence[Finding], trail: Trail, bench: Bench) -> str:
    """Why a second person must decide; "" when nobody must, or two have."""
    settling = [
        d
        for role in Role
        for d in trail.standing(role)
        if d.action is not Action.REVISE and not any(_new(findings, trail, d)) and not _refused(d, bench)
    ]
    if len({d.person for d in settling}) > 1:
        return ""
    if contradicted(findings) and any(d.action is Action.APPROVE for d in settling):
        return "the record contradicts this claim, so a second person must approve it"
    if bench.reviewers and max(f.severity for f in findings) is Severity.CRITICAL:
        return "the claim is critical, so a second person must decide"
    return ""


def _refused(decision: Decision, bench: Bench) -> bool:
    if decision.id in bench.doubtful:
        return True
    return bool(bench.reviewers and bench.reviewers.refusal(decision.by, decision.role, decision.at.date()))


def _asked(finding: Finding) -> Asked:
    match = finding.record
    return Asked(
        rule=finding.rule,
        version=finding.version,
        severity=finding.severity,
        roles=finding.roles,
        verdict=str(match.verdict) if match else "",
        row=match.row if match else "",
        says=match.says if match else "",
        ask=finding.ask,
        substance=finding.substance,
        at=finding.trigger if finding.sentence else "",
    )
