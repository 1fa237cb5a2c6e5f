"""Words: what every format says of a claim, in the same words."""

from __future__ import annotations

from clinreview.formats.plain import shown
from clinreview.html import listed
from clinreview.record import Match
from clinreview.review import Claim, State


def headline(claim: Claim) -> str:
    """Severity, category, who must decide, and a word when people have looked at it before."""
    roles = listed(claim.owed or claim.roles)
    state = " (stale: it changed since it was decided)" if claim.state is State.STALE else ""
    return f"{claim.severity} · {claim.categories[0]} · {roles}{state}"


def record_line(match: Match) -> str:
    """What the record says, never without the day it was last known to be true."""
    dated = f" (as of {match.as_of.isoformat()})" if match.as_of else ""
    overdue = ", past its re-check date" if match.overdue else ""
    says = f": {shown(match.says)}" if match.says else ""
    return f"{_VERDICTS.get(match.verdict, match.verdict)}{dated}{overdue}{says}"


def reference(match: Match) -> str:
    """Where the record has it from."""
    return " · ".join(shown(part) for part in (match.reference, match.url, match.confidence) if part)


def short(claim: Claim) -> str:
    """The claim in one line: what it says, what the record says, and the first question."""
    first = claim.findings[0]
    said = f" {record_line(first.record).rstrip('.')}." if first.record else ""
    return f"“{shown(claim.text)}”{said} {shown(first.ask)}"


def message(claim: Claim) -> str:
    """The claim in a few lines of plain text."""
    lines = [f"“{shown(claim.text)}”"]
    for finding in claim.findings:
        if finding.record:
            lines.append(record_line(finding.record))
            if finding.record.reference:
                lines.append(f"Reference: {reference(finding.record)}")
    lines += dict.fromkeys(f"Ask: {shown(finding.ask)}" for finding in claim.findings)
    lines += dict.fromkeys(f"Suggested: {shown(f.suggestion)}" for f in claim.findings if f.suggestion)
    return "\n".join(lines)


_VERDICTS = {
    "supported": "Agrees with the record we hold",
    "narrower": "The record we hold is narrower",
    "wrong-word": "Not the regulator's word in the record we hold",
    "contradicted": "Contradicted by the record we hold",
    "outdated": "Out of date by the record we hold",
    "off-label-stated": "Off-label use, stated as such; the record we hold",
    "denial-agrees": "The denial agrees with the record we hold",
    "not-an-approval": "Not an approval by the record we hold",
    "future-or-conditional": "About the future or conditional; the record we hold",
    "not-in-record": "Not in the record we hold: look it up",
    "check-by-hand": "Check by hand: the record was not asked",
}
