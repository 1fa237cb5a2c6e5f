"""Claims, their keys, and where they stand after decisions, edits, moved sentences and changed rules."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.errors import DecisionError
from clinreview.finding import Finding
from clinreview.keys import claim_key, normalise
from clinreview.log import read_logs
from clinreview.record import Match, Verdict
from clinreview.review import Review, State, open_review, review_article
from clinreview.reviewers import Reviewer, Reviewers
from clinreview.rule import Role, Scope, Severity
from clinreview.rulebook import load_rulebook, read_rulebook

START = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def clock_from(start: dt.datetime = START) -> Any:
    ticks = iter(range(10_000))
    return lambda: start + dt.timedelta(seconds=next(ticks))


def article_of(*texts: str, path: Path | None = None) -> Article:
    source = " ".join(texts)
    if path:
        path.write_text(source, "utf-8")
    sentences, at = [], 0
    for number, text in enumerate(texts):
        sentences.append(Sentence(text=text, span=Span(at, at + len(text)), kind=Kind.PROSE, block=number))
        at += len(text) + 1
    section = Section(heading="", level=0, span=Span(0, len(source)), sentences=tuple(sentences))
    return Article(
        name="x",
        title="X",
        source=source,
        sections=(section,),
        path=str(path) if path else None,
        sha256="0" * 64,
    )


def finding(sentence: Sentence | None, rule: str = "R1", **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": rule,
        "name": f"rule-{rule.lower()}",
        "version": 1,
        "scope": Scope.SENTENCE,
        "categories": ("efficacy",),
        "severity": Severity.HIGH,
        "roles": (Role.CLINICIAN,),
        "span": sentence.span if sentence else Span(0, 0),
        "text": sentence.text if sentence else "",
        "trigger": sentence.text[:4] if sentence else "no date",
        "trigger_span": sentence.span if sentence else Span(0, 0),
        "ask": "Is it so?",
        "why": "It matters.",
        "sentence": sentence,
    }
    return Finding(**{**values, **changes})


def review_of(*texts: str, decisions: Any = (), reviewers: Reviewers | None = None, **changes: Any) -> Review:
    article = article_of(*texts)
    findings = [finding(sentence, **changes) for sentence in article.sentences]
    return review_article(article, findings, decisions=decisions, reviewers=reviewers, clock=clock_from())


def approved(
    review: Review, number: int = 0, by: str = "Ann Lee", role: str = "clinician", note: str = ""
) -> Review:
    return review.decide(
        review.claims[number].key, "approve", by=by, role=role, evidence="Label, section 14", note=note
    )


# -- keys ---------------------------------------------------------------------------------------------------------


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "other",
    ["It's  “safe”\nto use.", 'It‘s "safe" to use.', "\ufeffIt’s \u201csafe\u201d\u00a0to us\u00ade."],
)
def test_white_space_quotes_and_hidden_characters_keep_the_key(other: str) -> None:
    assert claim_key(other) == claim_key("It’s “safe” to use.")


@pytest.mark.parametrize("other", ["It’s “unsafe” to use.", "it’s “safe” to use.", "It’s “safe” to use"])
def test_a_changed_word_case_or_mark_changes_the_key(other: str) -> None:
    assert claim_key(other) != claim_key("It’s “safe” to use.")


def test_the_lead_in_is_part_of_the_key() -> None:
    assert claim_key("nausea", "Side effects include:") != claim_key("nausea", "It never causes:")
    assert claim_key("nausea", "Side effects include:") == claim_key("nausea", "Side effects include")


def test_text_and_lead_cannot_be_confused() -> None:
    assert claim_key("b", "a") != claim_key("a b") != claim_key("a", "b")


# -- claims -------------------------------------------------------------------------------------------------------


def test_claims_come_worst_first() -> None:
    article = article_of("One is so.", "Two is so.", "Three is so.", "Four is so.", "Five is so.")
    one, two, three, four, five = article.sentences
    contradicted = Match(verdict=Verdict.CONTRADICTED)
    findings = [
        finding(one, severity=Severity.LOW),
        finding(two),
        finding(three),
        finding(three, "R2"),
        finding(four, record=contradicted),
        finding(five, severity=Severity.CRITICAL),
    ]
    review = review_article(article, findings)
    assert [claim.text.split()[0] for claim in review.claims] == ["Five", "Four", "Three", "Two", "One"]


def test_a_claim_takes_the_worst_severity_and_every_role_and_category() -> None:
    article = article_of("It cures.")
    sentence = article.sentences[0]
    low = finding(sentence, "R2", severity=Severity.LOW, roles=(Role.EDITOR,), categories=("promotion",))
    (claim,) = review_article(article, [low, finding(sentence)]).claims
    assert claim.severity is Severity.HIGH
    assert claim.roles == claim.owed == (Role.CLINICIAN, Role.EDITOR)
    assert claim.categories == ("efficacy", "promotion")
    assert [f.rule for f in claim.findings] == ["R1", "R2"]


def test_the_same_sentence_twice_is_decided_once() -> None:
    review = review_of("It cures.", "It cures.")
    assert [claim.places for claim in review.claims] == [2, 2]
    assert {claim.state for claim in approved(review).claims} == {State.SETTLED}


def test_a_section_finding_is_a_claim_of_its_own() -> None:
    article = article_of("It cures.")
    wide = finding(None, "S1", scope=Scope.ARTICLE, roles=(Role.EDITOR,))
    review = review_article(article, [finding(article.sentences[0]), wide], clock=clock_from())
    claim = next(claim for claim in review.claims if claim.sentence is None)
    assert claim.text == "no date"
    assert (
        review.decide(claim.key, "dismiss", by="Ed", role="editor", note="Dated below.")
        .claim(claim.key)
        .state
        is State.SETTLED
    )


def test_counts_say_how_many_need_whom() -> None:
    review = approved(review_of("It cures.", "It heals."))
    assert review.counts("severity") == {"critical": 0, "high": 2, "medium": 0, "low": 0}
    assert review.counts("state") == {"open": 1, "settled": 1, "stale": 0}
    assert review.counts("owed") == {"clinician": 1, "regulatory": 0, "editor": 0}
    assert review.counts("category", review.open) == {"efficacy": 1}
    assert list(review.to_frame()["state"]) == ["settled", "open"]


# -- deciding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "given_", "missing"),
    [
        ("approve", {"note": "fine"}, "evidence"),
        ("approve", {"evidence": "  "}, "evidence"),
        ("dismiss", {"evidence": "x"}, "note"),
        ("revise", {"evidence": "x"}, "change wanted"),
        ("bless", {}, "not an action"),
        ("withdraw", {}, "not an action"),
    ],
)
def test_a_decision_that_lacks_something_says_what(action: str, given_: dict[str, str], missing: str) -> None:
    review = review_of("It cures.")
    with pytest.raises(DecisionError, match=missing):
        review.decide(review.claims[0].key, action, by="Ann", role="clinician", **given_)


@pytest.mark.parametrize("by", ["", "  ", "Ann\x00", "Ann\u202e", "A" * 201])
def test_a_name_must_be_one(by: str) -> None:
    with pytest.raises(DecisionError, match="name"):
        approved(review_of("It cures."), by=by)


def test_every_role_must_decide() -> None:
    review = approved(review_of("It cures.", roles=(Role.CLINICIAN, Role.REGULATORY)))
    assert review.claims[0].state is State.OPEN
    assert review.claims[0].owed == (Role.REGULATORY,)
    assert approved(review, by="Rae", role="regulatory").claims[0].state is State.SETTLED


def test_a_claim_last_decided_revise_is_not_settled() -> None:
    review = approved(review_of("It cures."))
    review = review.decide(review.claims[0].key, "revise", by="Bo", role="clinician", wording="It may help.")
    assert review.claims[0].state is State.OPEN
    assert review.claims[0].note == "Bo asks for a change as clinician"
    assert approved(review).claims[0].state is State.SETTLED


def test_a_role_nobody_asked_can_still_block() -> None:
    review = approved(review_of("It cures."))
    review = review.decide(review.claims[0].key, "revise", by="Ed", role="editor", note="Too strong")
    assert review.claims[0].owed == (Role.EDITOR,)


def test_undo_brings_the_decision_before_back() -> None:
    review = approved(review_of("It cures."))
    key = review.claims[0].key
    review = review.decide(key, "revise", by="Ann Lee", role="clinician", note="no")
    review = review.undo(key, by="ann  lee", role="clinician")
    assert review.claims[0].state is State.SETTLED
    assert len(review.claims[0].decisions) == 3
    review = review.undo(key, by="Ann Lee", role="clinician")
    assert review.claims[0].state is State.OPEN
    with pytest.raises(DecisionError, match="nobody decided"):
        review.undo(key, by="Ann Lee", role="clinician")


def test_nobody_undoes_what_another_decided() -> None:
    review = approved(review_of("It cures."))
    with pytest.raises(DecisionError, match="only they can undo"):
        review.undo(review.claims[0].key, by="Bo", role="clinician")


def test_what_the_record_contradicts_needs_a_note_and_a_second_person() -> None:
    review = review_of("The FDA approves it.", record=Match(verdict=Verdict.CONTRADICTED, row="r1"))
    with pytest.raises(DecisionError, match="contradicts"):
        approved(review)
    review = approved(review, note="Approved last week; letter on file.")
    assert review.claims[0].state is State.OPEN
    assert "second person" in review.claims[0].note
    again = approved(review, by="ANN LEE", note="Still so.")
    assert again.claims[0].state is State.OPEN
    assert approved(again, by="Bo", note="Letter seen.").claims[0].state is State.SETTLED


def test_a_revise_in_between_takes_the_first_person_out() -> None:
    review = review_of("The FDA approves it.", record=Match(verdict=Verdict.CONTRADICTED, row="r1"))
    review = approved(review, note="Letter.")
    review = review.decide(review.claims[0].key, "revise", by="Bo", role="clinician", note="No letter seen")
    assert approved(review, by="Cy", note="Letter.").claims[0].state is State.OPEN


# -- who may ------------------------------------------------------------------------------------------------------

LIST = Reviewers(
    (
        Reviewer(name="Ann Lee", roles=(Role.CLINICIAN, Role.REGULATORY), valid_until=dt.date(2026, 12, 31)),
        Reviewer(name="Bo", roles=(Role.CLINICIAN,)),
    )
)


@pytest.mark.parametrize(("by", "role"), [("Cy", "clinician"), ("Bo", "regulatory")])
def test_only_listed_people_sign_in_their_roles(by: str, role: str) -> None:
    with pytest.raises(DecisionError, match=r"reviewers\.toml"):
        approved(review_of("It cures.", reviewers=LIST), by=by, role=role)


def test_an_expired_credential_cannot_sign_but_what_it_signed_stands() -> None:
    review = approved(review_of("It cures.", reviewers=LIST))
    later = replace(review, today=dt.date(2027, 1, 1))
    assert later.claims[0].state is State.SETTLED
    with pytest.raises(DecisionError, match="valid until 2026-12-31"):
        approved(later)


def test_an_unlisted_entry_in_the_log_settles_nothing() -> None:
    forged = approved(review_of("It cures."), by="Cy").decisions
    (claim,) = review_of("It cures.", decisions=forged, reviewers=LIST).claims
    assert claim.state is State.OPEN
    assert "Cy is not in reviewers.toml" in claim.note


def test_a_critical_claim_needs_two_people_once_reviewers_are_listed() -> None:
    both = {"severity": Severity.CRITICAL, "roles": (Role.CLINICIAN, Role.REGULATORY)}
    alone = approved(approved(review_of("It cures.", **both)), role="regulatory")
    assert alone.claims[0].state is State.SETTLED
    listed = approved(approved(review_of("It cures.", reviewers=LIST, **both)), role="regulatory")
    assert listed.claims[0].state is State.OPEN
    assert "second person" in listed.claims[0].note
    assert approved(listed, by="Bo").claims[0].state is State.SETTLED


# -- stale --------------------------------------------------------------------------------------------------------


def test_moving_a_sentence_keeps_its_decisions() -> None:
    done = approved(review_of("It cures colds.", "It is blue."), 0).decisions
    moved = review_of("It is blue.", "It cures colds.", decisions=done)
    assert {c.text: c.state for c in moved.claims} == {"It cures colds.": "settled", "It is blue.": "open"}


def test_changing_a_word_reopens_and_shows_the_old_wording() -> None:
    done = approved(review_of("It cures most colds.")).decisions
    (claim,) = review_of("It cures all colds.", decisions=done).claims
    assert claim.state is State.STALE
    assert claim.was == "It cures most colds."
    assert claim.note == "the wording changed since Ann Lee approved it on 2026-03-01"
    assert claim.owed == (Role.CLINICIAN,)
    assert claim.decisions == done


def test_a_new_sentence_is_open_not_stale() -> None:
    done = approved(review_of("It cures most colds.")).decisions
    (claim,) = review_of("Ask your doctor before you take anything.", decisions=done).claims
    assert (claim.state, claim.was) == (State.OPEN, "")


def test_a_sentence_that_no_rule_stops_at_any_more_is_nobodys_old_wording() -> None:
    done = approved(review_of("It cures most colds.")).decisions
    article = article_of("It cures most colds.", "It cures all colds.")
    (claim,) = review_article(article, [finding(article.sentences[1])], decisions=done).claims
    assert claim.state is State.OPEN


def test_a_wording_taken_over_as_proposed_says_so() -> None:
    review = review_of("It cures most colds.")
    done = review.decide(
        review.claims[0].key, "revise", by="Ann", role="clinician", wording="It may ease a cold."
    ).decisions
    (claim,) = review_of("It may ease a cold.", decisions=done).claims
    assert claim.state is State.STALE
    assert claim.note == "it now reads as Ann proposed on 2026-03-01"


def test_the_old_wording_stays_in_view_until_every_role_decided() -> None:
    roles = (Role.CLINICIAN, Role.REGULATORY)
    done = approved(
        approved(review_of("It cures most colds.", roles=roles)), by="Rae", role="regulatory"
    ).decisions
    review = approved(review_of("It cures all colds.", roles=roles, decisions=done))
    assert (review.claims[0].state, review.claims[0].was) == (State.STALE, "It cures most colds.")
    review = approved(review, by="Rae", role="regulatory")
    assert (review.claims[0].state, review.claims[0].was) == (State.SETTLED, "")


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ({"version": 2}, "rule R1 rule-r1 changed since Ann Lee decided on 2026-03-01"),
        ({"substance": "b", "ask": "Is it so in children?"}, "asks another question since Ann Lee"),
        ({"substance": "b"}, "wants another limit or evidence"),
        ({"trigger": "colds"}, "now stops at “colds”"),
        ({"severity": Severity.CRITICAL}, "now counts as critical"),
        ({"record": Match(verdict=Verdict.OUTDATED, row="r1")}, "the record now says outdated"),
    ],
)
def test_a_question_that_changed_reopens_and_says_why(now: dict[str, Any], reason: str) -> None:
    done = approved(review_of("It cures colds.", substance="a")).decisions
    (claim,) = review_of("It cures colds.", decisions=done, **{"substance": "a", **now}).claims
    assert claim.state is State.STALE
    assert reason in claim.note


@pytest.mark.parametrize(
    "now",
    [
        {"severity": Severity.LOW},
        {"record": Match(verdict=Verdict.SUPPORTED, row="r1")},
        {"why": "Readers believe it.", "suggestion": "Say what was measured."},
        {"trigger": "it  CURES"},
    ],
)
def test_a_question_that_got_easier_reopens_nothing(now: dict[str, Any]) -> None:
    done = approved(review_of("It cures.")).decisions
    assert review_of("It cures.", decisions=done, **now).claims[0].state is State.SETTLED


HOUSE = """id: HOUSE01
version: 1
name: miracle-words
categories: [promotion]
severity: medium
roles: [editor]
match:
  - "miracle drops"
ask: "Which plain words can replace this praise?"
why: "Such words promise too much."
sources: ["House style"]
flags: ["These miracle drops are new."]
passes: ["These drops are new."]
"""


@pytest.mark.parametrize(
    ("old", "new", "settled"),
    [
        ("Such words", "Those words", True),
        ("are new.", "are quite new.", True),
        ("  - ", '  - "secret remedy"\n  - ', True),
        ("Which plain words", "which  plain words", True),
        ("Which plain words", "Which words", False),
        ("severity: medium", "severity: high", False),
        ("severity: medium", "severity: low", True),
        ("roles: [editor]", "roles: [clinician, editor]", False),
        ("miracle drops", "work overnight", False),
        ("ask:", "evidence: A label\nask:", False),
    ],
)
def test_a_forgotten_version_hides_no_change_of_a_rule(
    tmp_path: Path, old: str, new: str, settled: bool
) -> None:
    path, rules = tmp_path / "tea.md", tmp_path / "rules"
    rules.mkdir()
    rule = rules / "miracle-words.yaml"
    path.write_text("Our miracle drops work overnight.\n", "utf-8")

    def opened() -> Review:
        rule.write_text(text, "utf-8")
        return open_review(path, rulebook=read_rulebook(rules))

    text = HOUSE
    key = opened().claims[0].key
    opened().decide(key, "dismiss", by="Ann", role="editor", note="Its trade name").save()
    assert opened().claims[0].state is State.SETTLED
    text = HOUSE.replace(old, new, 1)
    assert text != HOUSE
    assert (opened().claims[0].state is State.SETTLED) is settled


def test_a_limit_is_part_of_what_a_rule_asks() -> None:
    rules = {rule.name: rule for rule in load_rulebook()}
    measured = next(rule for rule in rules.values() if rule.max is not None)
    wanted = next(rule for rule in rules.values() if rule.require)
    assert replace(measured, max=(measured.max or 0) + 1).substance != measured.substance
    assert replace(measured, limits=(("easy-read", 1.0),)).substance != measured.substance
    assert replace(wanted, require=(*wanted.require, "x")).substance != wanted.substance
    assert replace(wanted, why="x", suggest="y", sources=(), version=9).substance == wanted.substance


def test_a_record_row_that_says_something_else_reopens() -> None:
    match = Match(verdict=Verdict.NARROWER, row="r1", says="For adults.")
    done = approved(review_of("It is approved.", record=match)).decisions
    same = review_of("It is approved.", record=replace(match, as_of=dt.date(2026, 5, 1)), decisions=done)
    assert same.claims[0].state is State.SETTLED
    other = review_of("It is approved.", record=replace(match, says="For adults over 65."), decisions=done)
    assert other.claims[0].state is State.STALE


def test_a_new_rule_reopens_only_the_roles_it_asks() -> None:
    roles = (Role.CLINICIAN, Role.REGULATORY)
    done = approved(approved(review_of("It cures.", roles=roles)), by="Rae", role="regulatory").decisions
    article = article_of("It cures.")
    sentence = article.sentences[0]
    findings = [finding(sentence, roles=roles), finding(sentence, "R9", roles=(Role.REGULATORY,))]
    (claim,) = review_article(article, findings, decisions=done).claims
    assert (claim.state, claim.owed) == (State.STALE, (Role.REGULATORY,))
    assert "rule R9 rule-r9 asks something new" in claim.note


# -- side by side -------------------------------------------------------------------------------------------------


def test_two_decisions_made_side_by_side_that_differ_are_a_conflict() -> None:
    review = review_of("It cures.")
    ann = approved(review).decisions
    bo = review.decide(review.claims[0].key, "revise", by="Bo", role="clinician", note="No").decisions
    for order in ((*ann, *bo), (*bo, *ann)):
        merged = review_of("It cures.", decisions=order)
        assert merged.claims[0].state is State.OPEN
        assert "side by side" in merged.claims[0].note
        assert len(merged.claims[0].decisions) == 2
        assert approved(merged, by="Cy").claims[0].state is State.SETTLED


def test_what_was_seen_comes_first_whatever_the_clocks_say() -> None:
    review = approved(review_of("It cures."))
    slow = replace(review, clock=lambda: START - dt.timedelta(days=1))
    slow = slow.decide(slow.claims[0].key, "revise", by="Bo", role="clinician", note="No")
    assert slow.claims[0].state is State.OPEN
    assert [d.by for d in slow.claims[0].decisions] == ["Ann Lee", "Bo"]


# -- on file ------------------------------------------------------------------------------------------------------


def test_saving_twice_changes_nothing(tmp_path: Path) -> None:
    article = article_of("It cures.", path=tmp_path / "x.md")
    review = review_article(article, [finding(article.sentences[0])], clock=clock_from())
    review = approved(review)
    saved = review.save()
    file = tmp_path / "x.md.reviews" / "ann-lee.jsonl"
    before = file.read_bytes()
    assert before.count(b"\n") == 1
    assert review.save().decisions == saved.save().decisions
    assert file.read_bytes() == before
    assert saved.pending == ()
    assert saved.claims[0].state is State.SETTLED


def test_what_is_read_back_is_what_was_decided(tmp_path: Path) -> None:
    article = article_of("It cures.", path=tmp_path / "x.md")
    review = approved(review_article(article, [finding(article.sentences[0])], clock=clock_from()))
    review.save()
    (log,) = read_logs(tmp_path / "x.md")
    (back,) = log.decisions
    (sent,) = review.decisions
    assert replace(back, hash="", previous=()) == sent
    assert back.id == sent.id
    assert back.key == review.claims[0].key


def test_an_article_that_is_no_file_cannot_be_saved() -> None:
    with pytest.raises(DecisionError, match="not a file"):
        approved(review_of("It cures.")).save()


# -- the same words, cut into sentences otherwise -----------------------------------------------------------------


def test_a_finer_splitter_carries_sign_offs_over() -> None:
    done = approved(review_of("It cures colds. It is new.", "It is brown.")).decisions
    review = review_of(
        "It  cures “colds”.".replace("“colds”", "colds"), "It is new.", "It is brown.", decisions=done
    )
    assert [claim.state for claim in review.settled] == [State.SETTLED] * 2
    assert {claim.text for claim in review.open} == {"It is brown."}
    assert "only cut into sentences otherwise" in review.settled[0].note


def test_a_coarser_splitter_carries_over_what_was_decided_in_every_part() -> None:
    parts = review_of("It cures Dr.", "Lee’s colds.")
    half = approved(parts).decisions
    whole = review_of("It cures Dr. Lee's colds.", decisions=half)
    assert (whole.claims[0].state, whole.claims[0].was) == (State.STALE, "It cures Dr.")
    both = approved(approved(parts), 1).decisions
    (claim,) = review_of("It cures Dr. Lee's colds.", decisions=both).claims
    assert claim.state is State.SETTLED
    two = approved(approved(parts), 1, by="Bo").decisions
    assert review_of("It cures Dr. Lee's colds.", decisions=two).claims[0].owed == (Role.CLINICIAN,)
    key = parts.claims[1].key
    held = approved(parts).decide(key, "revise", by="Ed", role="editor", note="No").decisions
    assert "Ed asks for a change" in review_of("It cures Dr. Lee's colds.", decisions=held).claims[0].note


@pytest.mark.parametrize(
    "now",
    [
        ("It cures colds.", "It is quite new."),
        ("It is new.", "It cures colds."),
        ("It cures colds.", "See below.", "It is new."),
        ("It cures colds. It is new. And good.",),
        ("It cures colds.",),
        ("It cures colds. It is newer.",),
    ],
)
def test_a_changed_word_is_never_carried_over(now: tuple[str, ...]) -> None:
    done = approved(review_of("It cures colds. It is new.")).decisions
    assert not review_of(*now, decisions=done).settled


def test_a_piece_is_decided_and_undone_on_its_own() -> None:
    both = (Role.CLINICIAN, Role.EDITOR)
    done = approved(approved(review_of("It cures. It is new.", roles=both)), by="Ed", role="editor").decisions
    review = review_of("It cures.", "It is new.", roles=both, decisions=done)
    key = review.claims[0].key
    revised = review.decide(key, "revise", by="Bo", role="editor", note="Too strong")
    assert (revised.claim(key).owed, "side by side" in revised.claim(key).note) == ((Role.EDITOR,), False)
    undone = review.undo(key, by="Ann Lee", role="clinician")
    assert (undone.claim(key).owed, len(undone.settled)) == ((Role.CLINICIAN,), 1)


def test_a_changed_question_reopens_what_was_carried_over() -> None:
    done = approved(review_of("It cures. It is new.")).decisions
    review = review_of("It cures.", "It is new.", decisions=done, version=2)
    assert [claim.state for claim in review.claims] == [State.STALE] * 2


def test_a_changed_lead_in_reopens_and_says_so() -> None:
    article = article_of("Alcohol")
    (sentence,) = article.sentences
    done = approved(review_article(article, [finding(replace(sentence, lead="Take with:"))])).decisions
    now = replace(article.sections[0], sentences=(replace(sentence, lead="Never take with:"),))
    article = replace(article, sections=(now,))
    (claim,) = review_article(article, [finding(article.sentences[0])], decisions=done).claims
    assert claim.state is State.STALE
    assert "its lead-in or table header changed" in claim.note
    assert "it was “Take with:”" in claim.note


def test_a_changed_normaliser_loses_no_sign_off(monkeypatch: pytest.MonkeyPatch) -> None:
    done = approved(review_of("It cures — colds.")).decisions
    monkeypatch.setattr("clinreview.keys.normalise", lambda text: text.replace("—", "-").lower().strip())
    (claim,) = review_of("It cures — colds.", decisions=[replace(entry) for entry in done]).claims
    assert (claim.state, claim.note) == (State.SETTLED, "")


@given(
    st.lists(st.sampled_from(["It", "cures", "colds,", "new", "and", "old."]), min_size=2, max_size=12),
    st.data(),
)
def test_however_the_words_are_cut_what_one_person_decided_stays_decided(
    words: list[str], data: st.DataObject
) -> None:
    def cut() -> list[str]:
        ends = sorted({*data.draw(st.lists(st.integers(1, len(words)), max_size=4)), len(words)})
        return [" ".join(words[a:b]) for a, b in itertools.pairwise([0, *ends])]

    review = review_of(*cut())
    for claim in review.claims:
        review = review.decide(claim.key, "dismiss", by="Ann", role="clinician", note="Not a claim")
    finer = [
        part
        for text in (c.text for c in sorted(review.claims, key=lambda c: c.span))
        for part in halves(text)
    ]
    assert not review_of(*finer, decisions=review.decisions).open
    whole = review_of(" ".join(words), decisions=review.decisions)
    assert len(whole.settled) == 1


def halves(text: str) -> list[str]:
    words = text.split()
    middle = len(words) // 2
    return [" ".join(part) for part in (words[:middle], words[middle:]) if part]


def test_a_renamed_article_says_where_its_decisions_lie(tmp_path: Path) -> None:
    path = tmp_path / "tea.md"
    path.write_text("Tea cures diabetes.\n", "utf-8")
    review = open_review(path)
    review.decide(review.claims[0].key, "dismiss", by="Ann", role="clinician", note="A joke").save()
    new = path.rename(tmp_path / "chai.md")
    (problem,) = open_review(new).problems
    assert "rename the folder to chai.md.reviews" in problem
    (tmp_path / "tea.md.reviews").rename(tmp_path / "chai.md.reviews")
    review = open_review(new)
    assert (review.problems, len(review.claims[0].decisions)) == ((), 1)
    assert review.decisions[0].identity == "typed"


def test_an_agreed_wording_is_named_before_and_after_a_decision(tmp_path: Path) -> None:
    path = tmp_path / "tea.md"
    path.write_text("Tea cures diabetes.\n", "utf-8")
    (tmp_path / "claims-library.yaml").write_text(
        "- text: Tea cures diabetes.\n  evidence: A trial\n", "utf-8"
    )
    review = open_review(path)
    key = next(claim.key for claim in review.claims if claim.sentence)
    assert "agreed wording" in review.claim(key).note
    decided = review.decide(key, "dismiss", by="Ann", role="editor", note="A joke").save()
    assert "agreed wording" in decided.claim(key).note
