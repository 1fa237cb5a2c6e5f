"""Trail: the decisions on one claim, in order, with what was taken back, replaced or said side by side."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clinreview.decisions import Action, Asked, Decision
from clinreview.rule import Role


@dataclass(frozen=True)
class Trail:
    """Every decision on one claim, whoever made it and on whichever branch.

    Attributes
    ----------
    decisions
        In order: seen before seeing, else by time.
    parts
        By the id of a decision on a part of the claim: what was asked about all parts.
    """

    decisions: tuple[Decision, ...]
    parts: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict, repr=False)

    def asked(self, decision: Decision) -> tuple[Asked, ...]:
        """What was on the table when a decision was made."""
        return self.parts.get(decision.id, decision.asked)

    def with_(self, other: Trail) -> Trail:
        """This trail with the decisions of another."""
        return Trail(trail_of((*self.decisions, *other.decisions)).decisions, {**self.parts, **other.parts})

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Ids of the decisions nobody has seen yet when deciding."""
        seen = {old for decision in self.decisions for old in decision.seen}
        return tuple(d.id for d in self.decisions if d.id not in seen)

    @cached_property
    def live(self) -> tuple[Decision, ...]:
        """Decisions that stand: not withdrawn by the person who made them."""
        mine = {(d.undoes, d.person) for d in self.decisions if d.action is Action.WITHDRAW}
        return tuple(
            d for d in self.decisions if d.action is not Action.WITHDRAW and (d.id, d.person) not in mine
        )

    def last(self, role: Role) -> Decision | None:
        """The decision that holds for a role."""
        return next((d for d in reversed(self.live) if d.role is role), None)

    def standing(self, role: Role) -> tuple[Decision, ...]:
        """Decisions of a role since its last *revise*, that one included."""
        mine = [d for d in self.live if d.role is role]
        revised = [number for number, d in enumerate(mine) if d.action is Action.REVISE]
        return tuple(mine[revised[-1] :] if revised else mine)

    def conflict(self, role: Role) -> tuple[Decision, ...]:
        """Last decisions of a role that differ, none made with the others in view; empty when there is none."""
        mine = [d for d in self.live if d.role is role]
        seen = frozenset[str]().union(*(self._before[d.id] for d in mine))
        heads = [d for d in mine if d.id not in seen]
        return tuple(heads) if len({d.action for d in heads}) > 1 else ()

    @cached_property
    def _before(self) -> dict[str, frozenset[str]]:
        known = {d.id: d for d in self.decisions}
        before: dict[str, frozenset[str]] = {}
        for decision in self.decisions:  # ordered, so those seen come first
            seen = [old for old in decision.seen if old in known]
            before[decision.id] = frozenset(seen).union(*(before.get(old, frozenset()) for old in seen))
        return before


def trail_of(decisions: Sequence[Decision]) -> Trail:
    """Order the decisions on one claim: what was seen comes before what saw it, clocks decide the rest."""
    by_id = {d.id: d for d in decisions}
    waiting = {d.id: {old for old in d.seen if old in by_id and old != d.id} for d in by_id.values()}
    after: dict[str, list[str]] = {}
    for one, needs in waiting.items():
        for old in needs:
            after.setdefault(old, []).append(one)
    ready = [(d.at, d.id) for d in by_id.values() if not waiting[d.id]]
    heapq.heapify(ready)
    ordered: list[Decision] = []
    while ready:
        _, done = heapq.heappop(ready)
        ordered.append(by_id[done])
        for other in after.get(done, ()):
            waiting[other].discard(done)
            if not waiting[other]:
                heapq.heappush(ready, (by_id[other].at, other))
    rest = {d.id for d in by_id.values()} - {d.id for d in ordered}  # a forged circle: by time
    ordered += sorted((by_id[i] for i in rest), key=lambda d: (d.at, d.id))
    return Trail(tuple(ordered))
