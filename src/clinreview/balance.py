"""Balance: does a page argue for something, or inform like a leaflet?

The same sentence asks for more on a page that sells than on one that names the risks and says whom to ask.
On a balanced page the safety net of general statements is drawn in and medium findings count as low;
what is high or critical stays so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clinreview.article import Span
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
_ENOUGH_CAUTION = 0.3
_MOST_ARGUING = 0.04
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
        Sentences flagged medium or above as promotion, guarantee, authority, comparison, reassurance or
        structure-function, or high or critical for any reason.
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
            and self.arguing <= _MOST_ARGUING * self.sentences
        )


def weigh(
    flagged: Iterable[tuple[Span, Severity, Sequence[str]]], *, sentences: int, cautions: int
) -> Balance:
    """The balance of a page from (span, severity, categories) of the findings in its sentences."""
    arguing = {
        span
        for span, severity, categories in flagged
        if severity >= Severity.HIGH or (severity >= Severity.MEDIUM and _ARGUING.intersection(categories))
    }
    return Balance(sentences, cautions, len(arguing))
