"""Balance: does a page argue for something, or inform like a leaflet?

The same sentence asks for more on a page that sells than on one that names the risks and says whom to ask.
On a balanced page a plain statement of use, benefit or harm counts as low, and what is low anyway goes without
saying; what argues there, or concerns a regulator, a crisis or dependence, counts one step less. What is critical,
and what the record has decided, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from clinreview.article import Span
from clinreview.finding import Finding
from clinreview.record import Verdict
from clinreview.rule import Severity

_ARGUING = frozenset(
    {
        "promotion",
        "guarantee",
        "authority-testimonial",
        "structure-function",
        "comparative",
        "safety-minimising",
    }
)
_WEIGHTY = _ARGUING | {"regulatory-status", "crisis", "dependence"}
_INSTRUCTING = frozenset({"dosing", "population", "dependence", "regulatory-status", "crisis"})
_UNDECIDED = (Verdict.NOT_IN_RECORD, Verdict.CHECK_BY_HAND)
_ENOUGH_CAUTION = 0.15
_FEW_ARGUING = 0.35  # of the cautions
_FEWEST_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Balance:
    """Counts of a page's sentences.

    Attributes
    ----------
    sentences
        Without headings.
    cautions
        Sentences that name a risk, tell who should not, or say whom to ask.
    arguing
        Sentences with a critical finding, or one of medium or more about promotion, guarantee, authority,
        comparison, reassurance or structure and function.
    """

    sentences: int
    cautions: int
    arguing: int

    @property
    def balanced(self) -> bool:
        """Does the page read like a balanced leaflet?"""
        return (
            self.sentences >= _FEWEST_SENTENCES
            and self.cautions >= _ENOUGH_CAUTION * self.sentences
            and self.arguing <= _FEW_ARGUING * self.cautions
        )


def weigh(
    findings: Sequence[Finding], *, sentences: int, cautions: int, net: Collection[str] = ()
) -> Balance:
    """The balance of a page from the findings in its sentences, without those of the rules in ``net``."""
    arguing = {
        finding.span
        for finding in findings
        if finding.text
        and finding.rule not in net
        and (
            finding.severity is Severity.CRITICAL
            or (finding.severity >= Severity.MEDIUM and _ARGUING.intersection(finding.categories))
        )
    }
    return Balance(sentences, cautions, len(arguing))


def temper(
    findings: Sequence[Finding],
    balance: Balance,
    *,
    net: Collection[str] = (),
    general: Collection[str] = (),
    faint: Collection[Span] = (),
) -> list[Finding]:
    """The findings with the severity that they have on such a page; those about a whole page stay.

    Parameters
    ----------
    net
        Rules of the safety net. On a balanced page they stop at a sentence of their own accord only where it
        instructs: a dose, who may not, dependence, a regulator, an emergency.
    general
        Rules that ask about any statement whatever. They serve a text of a few sentences; on a page they were
        wrong more often than right, and what they would ask, the page is read for anyway.
    faint
        Sentences at which the safety net alone stopped, and only just: the same holds for them.
    """
    if balance.sentences < _FEWEST_SENTENCES:
        return list(findings)
    kept = [f for f in findings if f.rule not in general and (not f.text or f.span not in faint)]
    if not balance.balanced:
        return kept
    weighty = {
        f.span
        for f in kept
        if f.severity > Severity.LOW and (f.rule not in net or _INSTRUCTING.intersection(f.categories))
    }
    return [_calm(f) for f in kept if not f.text or f.span in weighty]


def _calm(finding: Finding) -> Finding:
    if not finding.text or finding.severity is Severity.CRITICAL:
        return finding
    if finding.record and finding.record.verdict not in _UNDECIDED:
        return finding
    if finding.severity is Severity.HIGH and _WEIGHTY.intersection(finding.categories):
        return replace(finding, severity=Severity.MEDIUM)
    return replace(finding, severity=Severity.LOW)
