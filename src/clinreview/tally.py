"""Tally: claims counted, and as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from clinreview.claim import Claim, State
from clinreview.rule import Role, Severity

_ORDER: Mapping[str, tuple[str, ...]] = {
    "severity": tuple(str(s) for s in sorted(Severity, reverse=True)),
    "state": tuple(str(s) for s in State),
    "role": tuple(str(r) for r in Role),
    "owed": tuple(str(r) for r in Role),
}
COLUMNS = (
    "severity", "state", "text", "trigger", "categories", "roles", "owed", "record", "rules", "section", "note", "key"
)  # fmt: skip


def tally(claims: Iterable[Claim], by: str) -> dict[str, int]:
    """Count claims by ``severity``, ``state``, ``role``, ``owed`` or ``category``."""
    counted: Counter[str] = Counter()
    for claim in claims:
        counted.update(_values(claim, by))
    if by in _ORDER:
        return {word: counted[word] for word in _ORDER[by]}
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _values(claim: Claim, by: str) -> Iterable[str]:
    match by:
        case "severity":
            return (str(claim.severity),)
        case "state":
            return (str(claim.state),)
        case "role":
            return map(str, claim.roles)
        case "owed":
            return map(str, claim.owed)
        case "category":
            return claim.categories
    raise ValueError(f"cannot count by {by!r}: severity, state, role, owed or category")


def row(claim: Claim) -> dict[str, str]:
    """One row of the table of claims."""
    return {
        "severity": str(claim.severity),
        "state": str(claim.state),
        "text": claim.text,
        "trigger": claim.findings[0].trigger,
        "categories": ", ".join(claim.categories),
        "roles": ", ".join(claim.roles),
        "owed": ", ".join(claim.owed),
        "record": str(claim.verdict or ""),
        "rules": ", ".join(f"{f.rule} {f.name}" for f in claim.findings),
        "section": claim.heading,
        "note": claim.note,
        "key": claim.key,
    }
