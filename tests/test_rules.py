"""The rulebook's own examples, and rules about rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clinreview.rule import Rule, Severity
from clinreview.rulebook import load_rulebook
from clinreview.rulefile import CATEGORIES
from clinreview.selftest import problems

BOOK = load_rulebook()


@pytest.mark.parametrize("rule", tuple(BOOK), ids=lambda rule: rule.name)
def test_rule_holds_by_its_own_examples(rule: Rule) -> None:
    assert list(problems(BOOK, (rule,))) == []


def test_every_category_of_the_field_has_rules() -> None:
    covered = {category for rule in BOOK for category in rule.categories}
    assert set(CATEGORIES) <= covered


def test_there_are_enough_rules_and_each_says_why_and_from_where() -> None:
    assert len(BOOK) >= 30
    for rule in BOOK:
        assert rule.ask.endswith("?"), f"{rule.path}: ask is a question"
        assert rule.why and rule.sources and rule.roles
        assert len(rule.flags) >= 1 and len(rule.passes) >= 1, rule.path
        for word in ("compliant", "we cleared"):
            assert word not in rule.ask.lower(), rule.path


def test_ids_and_names_are_unique() -> None:
    assert len({rule.id for rule in BOOK}) == len({rule.name for rule in BOOK}) == len(BOOK)


def test_severities_are_ordered() -> None:
    assert Severity.LOW < Severity.MEDIUM < Severity.HIGH < Severity.CRITICAL
    assert max(Severity.HIGH, Severity.CRITICAL) is Severity.CRITICAL
    assert str(Severity.HIGH) == "high" and json.dumps(Severity.HIGH) == '"high"'


def test_every_rule_file_is_loaded() -> None:
    folder = Path(__file__).parent.parent / "src" / "clinreview" / "data" / "rulebook"
    assert {path.stem for path in folder.glob("*.yaml")} == {rule.name for rule in BOOK}
