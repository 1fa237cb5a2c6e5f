"""Balance: does a page argue for something, or inform like a leaflet?

The same sentence asks for more on a page that sells than on one that names the risks and says whom to ask.
On a balanced page a plain statement of use, benefit or harm counts as low, and what is low anyway goes without
saying; what argues there, or concerns a regulator, a crisis or dependence, counts one step less. What is critical,
and what the record has decided, stays as it is.
"""

from __future__ import annotations

from collections import Counter
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
_UNDECIDED = (Verdict.NOT_IN_RECORD, Verdict.CHECK_BY_HAND)
_ENOUGH_CAUTION = 0.15
_FEW_ARGUING = 0.35  # of the cautions
_SELLS = 2  # sentences with prices, offers or ratings: no leaflet has as many
_FEWEST_SENTENCES = 12
_FEWEST_ASKED = 13  # on a leaflet, and one finding that says how many more there are
_SHARE_ASKED = 0.3  # of a longer one's sentences
# What counts beside the assertion of the sentence when a leaflet's sentences are ranked: severity and kind, of a rule
# of its own or of the net. Tried on fourteen annotated leaflets, where other weights hardly did better or worse.
# A sentence that only the net asks about: how far it looks for others, and what it must assert, by what stands near.
_NEAR = 2
_LONELY = 0.4
_PRACTICAL = 0.4
_SUPPORT = 0.4
_BY_SEVERITY = {Severity.LOW: 0.0, Severity.MEDIUM: 0.5, Severity.HIGH: 1.0, Severity.CRITICAL: 5.0}
_OWN_RULE = 0.3
_BY_KIND = (
    (frozenset({"crisis", "dependence", "safety-minimising", "regulatory-status"}), 0.8),
    (frozenset({"dosing", "population"}), 0.4),
    (frozenset({"adverse-effect", "advice"}), 0.4),
)


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
    selling
        Sentences with a finding about promotion.
    """

    sentences: int
    cautions: int
    arguing: int
    selling: int = 0

    @property
    def balanced(self) -> bool:
        """Does the page read like a balanced leaflet?"""
        return (
            self.sentences >= _FEWEST_SENTENCES
            and self.cautions >= _ENOUGH_CAUTION * self.sentences
            and self.arguing <= _FEW_ARGUING * self.cautions
            and self.selling < _SELLS
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
    selling = {f.span for f in findings if f.text and f.rule not in net and "promotion" in f.categories}
    return Balance(sentences, cautions, len(arguing), len(selling))


@dataclass(frozen=True, slots=True)
class OnPage:
    """A sentence in its place: how much it reads like a statement about health (`assertion`), and whether it stands
    under a heading on practical matters."""

    span: Span
    strength: float = 0.0
    practical: bool = False


def temper(
    findings: Sequence[Finding],
    balance: Balance,
    page: Sequence[OnPage] = (),
    *,
    net: Collection[str] = (),
    general: Collection[str] = (),
    beside: Collection[str] = (),
) -> list[Finding]:
    """The findings with the severity that they have on such a page; those about a whole page stay.

    On a balanced page the sentences that weigh most are asked about, once each: thirteen, or three in ten of a
    longer page. A leaflet in which every line is a claim is read through by a clinician, not line by line. One bad
    line, and all are asked about. What is critical there, and what the record has decided, is always among them.

    Parameters
    ----------
    page
        The sentences of the page in order.
    net
        Rules of the safety net. What they alone ask about must read more like a statement the fewer of the
        sentences near it other rules ask about, and more under a heading on parking or prices.
    general
        Rules that ask about any statement whatever. They serve a text of a few sentences; on a page they were
        wrong more often than right, and what they would ask, the page is read for anyway.
    beside
        Rules that say little by themselves (a time, a story, a piece of advice): on a page they are asked beside
        another question, never alone.
    """
    if balance.sentences < _FEWEST_SENTENCES:
        return list(findings)
    kept = [finding for finding in findings if finding.rule not in general]
    many = Counter(finding.span for finding in kept)
    kept = [finding for finding in kept if many[finding.span] > 1 or finding.rule not in beside]
    if not balance.balanced:
        faint = _faint(kept, page, net)
        return [finding for finding in kept if finding.span not in faint]
    by_sentence: dict[Span, list[Finding]] = {}
    for finding in kept:
        if finding.text:
            by_sentence.setdefault(finding.span, []).append(finding)
    strong = {one.span: one.strength for one in page}
    asked = sorted(
        by_sentence,
        key=lambda span: (
            any(map(_certain, by_sentence[span])),
            max(_weight(finding, net) for finding in by_sentence[span]) + strong.get(span, 0),
        ),
    )
    if not any(finding.text and finding.severity is Severity.CRITICAL for finding in kept):
        asked = asked[-max(_FEWEST_ASKED, int(_SHARE_ASKED * balance.sentences)) :]
    once = {span: _once(by_sentence[span], net) for span in asked}
    calm: list[Finding] = []
    for finding in kept:
        if not finding.text or _certain(finding):
            calm.append(finding)
        elif (one := once.get(finding.span)) and one.rule == finding.rule:
            calm.append(_calm(one))
            del once[finding.span]
    return calm


def _faint(findings: Sequence[Finding], page: Sequence[OnPage], net: Collection[str]) -> set[Span]:
    """Sentences that only the net asks about, that say little, and that stand far from what other rules ask about."""
    told = {f.span for f in findings if f.text and f.rule not in net}
    weighty = {
        f.span for f in findings if f.span in told and f.rule not in net and "promotion" not in f.categories
    }
    asked = {finding.span for finding in findings if finding.text}
    faint = set()
    for at, one in enumerate(page):
        if one.span not in asked or one.span in told:
            continue
        near = sum(other.span in weighty for other in page[max(0, at - _NEAR) : at + _NEAR + 1])
        if one.strength < _LONELY + _PRACTICAL * one.practical - _SUPPORT * near:
            faint.add(one.span)
    return faint


def _once(findings: Sequence[Finding], net: Collection[str]) -> Finding:
    """The weightiest finding of a sentence, with the categories and roles of all: it is asked about once."""
    one = max(findings, key=lambda finding: _weight(finding, net))
    return replace(
        one,
        categories=tuple(dict.fromkeys((*one.categories, *(c for f in findings for c in f.categories)))),
        roles=tuple(dict.fromkeys((*one.roles, *(role for f in findings for role in f.roles)))),
    )


def _weight(finding: Finding, net: Collection[str]) -> float:
    """How much a finding counts among others: by severity, a rule of its own, and what it concerns."""
    kind = sum(weight for kinds, weight in _BY_KIND if kinds.intersection(finding.categories))
    return kind + (0 if finding.rule in net else _OWN_RULE + _BY_SEVERITY[finding.severity])


def _certain(finding: Finding) -> bool:
    return finding.severity is Severity.CRITICAL or bool(
        finding.record and finding.record.verdict not in _UNDECIDED
    )


def _calm(finding: Finding) -> Finding:
    if not finding.text or finding.severity is Severity.CRITICAL:
        return finding
    if finding.record and finding.record.verdict not in _UNDECIDED:
        return finding
    if "crisis" in finding.categories and finding.severity >= Severity.MEDIUM:
        return replace(finding, severity=Severity.MEDIUM)  # a helpline is near, or it would be critical
    if finding.severity is Severity.HIGH and _WEIGHTY.intersection(finding.categories):
        return replace(finding, severity=Severity.MEDIUM)
    return replace(finding, severity=Severity.LOW)
