"""Gate: which claims are still owed a decision, and whether they stop a merge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from clinreview.review import Claim, Review, State
from clinreview.rule import Role, Rule, Severity

PASSED, FAILED, UNREAD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read; never a pass."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One article with the claims that were asked for, worst first."""

    path: str
    review: Review = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)

    @property
    def unsettled(self) -> tuple[Claim, ...]:
        """Claims that are open or stale."""
        return tuple(claim for claim in self.claims if claim.state is not State.SETTLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The result of a check of some articles.

    Attributes
    ----------
    fail_on
        The severity from which an unsettled claim fails the check.
    roles
        Only claims that one of these roles still owes (or, when settled, owed); empty means all.
    since
        The git revision since which claims are new or changed; "" means all.
    rulebook
        The version of the rules.
    """

    articles: tuple[Checked, ...] = ()
    failures: tuple[Failure, ...] = ()
    fail_on: Severity = Severity.HIGH
    roles: tuple[Role, ...] = ()
    since: str = ""
    rules: tuple[Rule, ...] = field(default=(), repr=False)
    rulebook: str = ""

    def fails(self, claim: Claim) -> bool:
        """Whether this claim stops a merge."""
        return claim.state is not State.SETTLED and claim.severity >= self.fail_on

    @property
    def failing(self) -> Iterator[tuple[Checked, Claim]]:
        """Every claim that stops a merge, with its article."""
        return (
            (article, claim) for article in self.articles for claim in article.claims if self.fails(claim)
        )

    @property
    def code(self) -> int:
        """Exit code: 0 nothing open at or above the limit, 1 something is, 2 something could not be read."""
        if self.failures:
            return UNREAD
        return FAILED if any(True for _ in self.failing) else PASSED


def owed_by(claim: Claim, roles: Collection[Role]) -> bool:
    """Whether one of ``roles`` must still decide about the claim, or had to when it is settled.

    A claim last decided *revise* is unsettled although nobody's decision is missing: it stays with its roles.
    """
    if not roles:
        return True
    return not set(roles).isdisjoint(claim.owed or claim.roles)
