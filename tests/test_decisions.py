"""One entry: what it holds, how it is written and read back, and what a decision must come with."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.decisions import Action, Asked, Decision, clean, decision_from, intact
from clinreview.keys import claim_key
from clinreview.rule import Role, Scope, Severity
from clinreview.trail import trail_of

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
MOMENT = dt.datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=dt.UTC)

ASKED = st.builds(
    Asked,
    roles=st.lists(st.sampled_from(Role)).map(tuple),
    rule=TEXT,
    version=st.integers(1, 99),
    severity=st.sampled_from(Severity),
    verdict=TEXT,
    row=TEXT,
    says=TEXT,
)
DECISION = st.builds(
    Decision,
    action=st.sampled_from(Action),
    by=TEXT.filter(bool),
    role=st.sampled_from(Role),
    at=st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)),
    text=TEXT,
    lead=TEXT,
    evidence=TEXT,
    note=TEXT,
    wording=TEXT,
    asked=st.lists(ASKED, max_size=2).map(tuple),
    seen=st.lists(TEXT, max_size=2).map(tuple),
)


def decision(**changes: Any) -> Decision:
    made = Decision(
        action=Action.APPROVE, by="Ann Lee", role=Role.CLINICIAN, at=MOMENT, text="It cures.", evidence="E"
    )
    return replace(made, **changes)


@given(DECISION)
def test_reading_what_was_written_gives_the_same(made: Decision) -> None:
    line, own = made.to_line(("abc",))
    assert line.endswith("\n")
    assert line.count("\n") == 1
    entry = json.loads(line)
    assert intact(entry)
    back = decision_from(entry)
    assert back.hash == own
    assert replace(back, hash="", previous=()) == made
    assert back.id == made.id


def test_an_entry_says_all_an_auditor_asks_for() -> None:
    asked = Asked(
        rule="R1", version=3, severity=Severity.HIGH, verdict="contradicted", row="r1", says="Not approved."
    )
    entry = json.loads(decision(asked=(asked,), claim="k", meaning="I approve it.").to_line(())[0])
    assert list(entry)[:2] == ["schema", "previous"]
    assert entry["schema"] == 1
    assert entry["at"] == "2026-03-01T09:30:15.123456Z"
    assert entry["asked"] == [
        {
            "rule": "R1",
            "version": 3,
            "severity": "high",
            "verdict": "contradicted",
            "row": "r1",
            "says": "Not approved.",
        }
    ]
    assert {"action", "by", "role", "text", "evidence", "meaning", "claim", "hash"} <= set(entry)


@given(st.sampled_from(["by", "text", "action", "at", "evidence", "role", "previous"]), st.text(min_size=1))
def test_any_changed_field_breaks_the_hash(field: str, value: str) -> None:
    entry = json.loads(decision().to_line(())[0])
    changed = {**entry, field: value}
    assert intact(changed) is (changed == entry)


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    local = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=5)))
    assert decision(at=local).id == decision().id


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({}, "is not an entry"),
        ({"schema": 1}, "is not an entry"),
        ({"schema": "1"}, "is not an entry"),
        ({"schema": 2}, "newer clinreview"),
        ({**decision().as_dict(), "at": "2026-03-01T09:30:15"}, "is not an entry"),
        ({**decision().as_dict(), "at": 3}, "is not an entry"),
        ({**decision().as_dict(), "text": ["x"]}, "is not an entry"),
        ({**decision().as_dict(), "asked": [{"rule": "R"}]}, "is not an entry"),
        ({**decision().as_dict(), "asked": 7}, "is not an entry"),
        ({**decision().as_dict(), "action": "bless"}, "is not an entry"),
    ],
)
def test_what_is_no_entry_is_named(entry: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        decision_from(entry)


def test_the_key_is_made_anew_from_the_text() -> None:
    assert decision(claim="made by an older normaliser").key == claim_key("It cures.")
    wide = decision(
        scope=Scope.SECTION, heading="Risks", asked=(Asked(rule="S1", version=1, severity=Severity.LOW),)
    )
    assert wide.key != replace(wide, heading="Benefits").key


def test_half_an_emoji_is_stored_as_a_mark_not_an_error() -> None:
    assert clean(" \ud83d and \ud83d\ude00 ") == "\ufffd and \N{GRINNING FACE}"


@given(st.lists(DECISION, max_size=6), st.randoms())
def test_the_order_of_files_does_not_matter(made: list[Decision], random: Any) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    assert trail_of(shuffled) == trail_of(made)


def test_decisions_that_claim_to_have_seen_each_other_still_have_an_order() -> None:
    one = decision(seen=("b",))
    other = replace(one, seen=(one.id,))
    assert {d.id for d in trail_of([other, one]).decisions} == {one.id, other.id}
