"""From decisions to better rules: precision per rule, dismissed sentences as near misses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from clinreview.answers import answers, near_misses, rule_stats
from clinreview.article import Article
from clinreview.decisions import Action, Asked, Decision
from clinreview.review import review_article
from clinreview.rule import Role, Severity

MOMENT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def decision(action: Action, text: str, *rules: str, role: Role = Role.EDITOR, minute: int = 0) -> Decision:
    asked = tuple(Asked(rule=rule, version=1, severity=Severity.HIGH) for rule in rules)
    at = MOMENT + dt.timedelta(minutes=minute)
    return Decision(action=action, by="Ann", role=role, at=at, text=text, asked=asked, note=f"about {text}")


def test_each_rule_gets_the_answers_to_its_own_questions() -> None:
    made = [
        [decision(Action.APPROVE, "a", "R1", "R2")],
        [decision(Action.DISMISS, "b", "R1")],
        [decision(Action.REVISE, "c", "R1")],
    ]
    worst, best = answers(made)
    assert (worst.rule, worst.approved, worst.revised, worst.precision) == ("R1", 1, 1, 2 / 3)
    assert [d.text for d in worst.dismissed] == ["b"]
    assert (best.rule, best.decided, best.precision) == ("R2", 1, 1.0)


def test_only_the_last_word_of_a_role_counts() -> None:
    first = decision(Action.DISMISS, "a", "R1")
    second = replace(decision(Action.APPROVE, "a", "R1", minute=1), seen=(first.id,))
    (one,) = answers([[second, first]])
    assert (one.approved, one.dismissed) == (1, ())


def test_a_rule_one_role_took_up_was_not_wrong_to_ask() -> None:
    (one,) = answers(
        [[decision(Action.DISMISS, "a", "R1"), decision(Action.APPROVE, "a", "R1", role=Role.CLINICIAN)]]
    )
    assert one.precision == 1.0


def test_a_role_answers_only_what_it_was_asked() -> None:
    asked = (
        Asked(rule="R1", version=1, severity=Severity.HIGH, roles=(Role.EDITOR,)),
        Asked(rule="R2", version=1, severity=Severity.HIGH, roles=(Role.CLINICIAN, Role.REGULATORY)),
    )
    (one,) = answers([[replace(decision(Action.DISMISS, "a"), asked=asked)]])
    assert one.rule == "R1"


def test_tables_hold_what_was_decided_on_wordings_that_are_gone() -> None:
    made = (decision(Action.DISMISS, "b", "R1"), decision(Action.APPROVE, "c", "R1", "R2"))
    reviews = [review_article(Article(name="x", title="", source="", sections=()), [], decisions=made)]
    assert rule_stats(reviews).to_dict("records")[0] == {
        "rule": "R1",
        "decided": 2,
        "approved": 1,
        "revised": 0,
        "dismissed": 1,
        "precision": 0.5,
    }
    assert near_misses(reviews).to_dict("records") == [
        {"rule": "R1", "passes": "b", "lead": "", "because": "about b"}
    ]
    assert rule_stats([]).empty
