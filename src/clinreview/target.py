"""Target: what a status is said of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinreview.mentions import Mention
    from clinreview.record import Product


@dataclass(slots=True)
class Target:
    """What a status is said of.

    Attributes
    ----------
    pronoun
        Only "it" or "the drug" is named.
    named
        Something is named that the record does not know.
    other
        It is said of something that is no product (a trial, a label, a budget); ``trial`` if of a trial.
    uses_before
        Uses named between product and status ("ketamine for depression is …").
    """

    products: tuple[Product, ...] = ()
    used: list[int] = field(default_factory=list)
    end: int = 0
    loose: bool = False
    pronoun: bool = False
    named: bool = False
    other: bool = False
    trial: bool = False
    uses_before: list[str] = field(default_factory=list)

    def take(self, found: Sequence[Mention[Product]]) -> None:
        """Take these products."""
        for one in found:
            self.used += range(one.first, one.last)
        self.products = tuple(dict.fromkeys(one.value for one in found))
