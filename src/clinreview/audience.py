"""Audience: whom a page is written for, and the limits of reading effort that go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from clinreview.errors import RuleError
from clinreview.rule import Rule
from clinreview.settings import AUDIENCES

Targets = Sequence[tuple[str, float]]


def limits_of(value: Any, fail: Callable[..., RuleError]) -> dict[str, float]:
    """The limit for each audience, where a rule's ``max`` is a table; else nothing."""
    if not isinstance(value, dict):
        return {}
    numbers = all(isinstance(limit, int | float) and not isinstance(limit, bool) for limit in value.values())
    if set(value) != set(AUDIENCES) or not numbers:
        raise fail("'max' is not one number for each audience", f"give {', '.join(AUDIENCES)}")
    return {audience: float(value[audience]) for audience in AUDIENCES}


def known_targets(rules: Iterable[Rule], targets: Targets) -> list[Rule]:
    """The rules, once it is sure that each target has a readability rule it is for.

    Raises
    ------
    RuleError
        None of them measures it.
    """
    found = list(rules)
    measured = {rule.measure for rule in found if _has_limit(rule)}
    for name, _ in targets:
        if name not in measured:
            known = ", ".join(sorted(measured))
            raise RuleError(f"targets.{name}", "no readability rule measures that", f"use one of {known}")
    return found


def aim(rule: Rule, audience: str, targets: Targets) -> Rule:
    """A readability rule with the limit of an audience, or of a project's own target; any other as it is."""
    if not _has_limit(rule):
        return rule
    limit = dict(targets).get(rule.measure, dict(rule.limits).get(audience, rule.max))
    return replace(rule, max=limit)


def _has_limit(rule: Rule) -> bool:
    return rule.categories == ("readability",) and rule.measure != "" and rule.max is not None
