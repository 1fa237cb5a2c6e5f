"""What the record says of sentences: each of the development set, floors over the set, and what holds of any text."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinreview.approvals import Row, Status
from clinreview.record import Match, Verdict, load_record
from clinreview.verify import verify

TODAY = dt.date(2026, 11, 23)
RECORD = load_record()
NAMES = RECORD.names  # built once, before any test is timed
FAMILIES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "regulatory_sentences.yaml").read_text("utf-8")
)
SENTENCES = [
    {**entry, "family": family["family"], "part": family["part"]}
    for family in FAMILIES
    for entry in family["sentences"]
]
CAUGHT = {Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD, Verdict.NOT_AN_APPROVAL}
CALLED_FALSE = {Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.WRONG_WORD}


def said(text: str, context: str = "", lead: str = "", today: dt.date = TODAY) -> Match | None:
    return verify(text, RECORD, today=today, lead=lead, context=context)


def verdict(text: str, context: str = "", lead: str = "", today: dt.date = TODAY) -> str | None:
    match = said(text, context, lead, today)
    return str(match.verdict) if match else None


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:60])
def test_development_sentence(entry: dict[str, Any]) -> None:
    assert verdict(entry["text"], entry.get("context", "")) in entry["verdicts"]


@pytest.mark.parametrize("part", ["seen", "unseen"])
def test_floors(part: str) -> None:
    """At least 90 % of the false ones caught, at most 5 % of the true ones wronged, no non-claim called false."""
    found = [
        (entry, said(entry["text"], entry.get("context", ""))) for entry in SENTENCES if entry["part"] == part
    ]
    verdicts = {truth: [match.verdict if match else None for entry, match in found if entry["truth"] == truth]
                for truth in ("true", "false", "none")}  # fmt: skip
    assert len(found) > 130
    assert sum(one in CAUGHT for one in verdicts["false"]) >= 0.9 * len(verdicts["false"])
    assert sum(one in CALLED_FALSE for one in verdicts["true"]) <= 0.05 * len(verdicts["true"])
    assert not any(one in CALLED_FALSE for one in verdicts["none"])


def test_floors_of_the_held_set() -> None:
    """Met once: 45 of 55 false ones caught, none of 50 true ones wronged and one non-claim called false before what it
    showed was mended; 54, none and none after. Floors stand a little below."""
    lines = (Path(__file__).parent / "data/regulatory_held.jsonl").read_text("utf-8").splitlines()
    note, *rows = [json.loads(line) for line in lines]
    assert note["note"].startswith("Met once") and len(rows) == 140
    found = [(row, said(row["text"])) for row in rows]
    called = [(row, bool(match and match.verdict in CALLED_FALSE)) for row, match in found]
    assert sum(false for row, false in called if row["truth"] == "false") >= 52
    assert not any(false for row, false in called if row["truth"] != "false")
    fitting = [(str(match.verdict) if match else "none") in row["expect"] for row, match in found]
    assert sum(fitting) >= 131


def _called(name: str) -> list[tuple[dict[str, Any], str]]:
    """Each sentence of a file of the tests' data, and the verdict on it."""
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row, verdict(row["text"]) or "none") for row in rows if "text" in row]


@pytest.mark.parametrize(
    ("name", "size", "caught"), [("met", 250, 0.95), ("families", 1500, 0.9), ("unmended", 360, 0.88)]
)
def test_floors_of_the_sets_met_later(name: str, size: int, caught: float) -> None:
    """What each found when it was first read stands in its first line."""
    found = _called(f"regulatory_{name}.jsonl")
    assert len(found) >= size
    false = [said in CALLED_FALSE for row, said in found if row["truth"] == "false"]
    assert sum(false) >= caught * len(false)
    assert [row["text"] for row, said in found if row["truth"] != "false" and said in CALLED_FALSE] == []


def test_the_set_is_wide_enough() -> None:
    texts = [entry["text"] for entry in SENTENCES]
    assert len(set(texts)) == len(texts) > 300
    for part in ("seen", "unseen"):
        assert len({entry["family"] for entry in SENTENCES if entry["part"] == part}) >= 12


def test_the_seed_sentence_says_what_was_approved_when_and_from_where() -> None:
    match = said(
        "The FDA approves ketamine infusions for treating depression and it continues to gain popularity."
    )
    assert match and match.verdict is Verdict.CONTRADICTED
    for word in (
        "Ketalar",
        "1970",
        "anesthesia",
        "Spravato",
        "2019",
        "2020",
        "2025",
        "treatment-resistant depression",
    ):
        assert word in match.says
    assert match.reference and match.url.startswith("https://www.fda.gov/")
    assert match.as_of and match.as_of.year >= 2026
    assert match.confidence == "verified"
    assert match.overdue, "the row asks to be looked at again before this day"
    assert "off-label" in match.suggestion and "esketamine (Spravato)" in match.suggestion
    assert match.matched == "FDA approves ketamine infusions … depression"


def test_the_day_decides_which_rows_are_in_force() -> None:
    sentence = "The Wegovy pill is FDA-approved for weight loss."
    assert verdict(sentence, today=dt.date(2026, 1, 1)) == "supported"
    assert verdict(sentence, today=dt.date(2025, 6, 1)) != "supported"
    makena = "Makena is FDA-approved to prevent preterm birth."
    assert verdict(makena, today=dt.date(2020, 1, 1)) == "supported"
    assert verdict(makena) == "outdated"


def test_a_body_that_approves_nothing_is_named_with_what_it_does() -> None:
    match = said("The CDC approved Paxlovid for high-risk adults in May 2023.")
    assert match and match.verdict is Verdict.WRONG_WORD
    assert "advice" in match.says and "the FDA approves medicines" in match.says


def test_an_age_is_held_against_the_lowest_on_the_label() -> None:
    for age, expected in ((6, "contradicted"), (11, "contradicted"), (12, "supported"), (15, "supported")):
        assert verdict(f"The FDA approved Wegovy for people as young as {age} for weight loss.") == expected


def test_a_claim_beyond_the_rows_is_a_question_and_never_fine() -> None:
    match = said("Zorbexa is FDA-approved for headaches.")
    assert match and match.verdict is Verdict.NOT_IN_RECORD
    assert match.row == ""
    assert "look it up" in match.says


@pytest.mark.parametrize(
    ("lead", "text", "expected"),
    [
        ("Ketamine infusions are:", "FDA-approved for depression", "contradicted"),
        ("FDA-approved treatments we offer:", "Ketamine infusions", "contradicted"),
        ("FDA-approved treatments we offer:", "Spravato", "supported"),
        ("Our services:", "Massage", None),
    ],
)
def test_a_list_is_read_with_its_lead_in(lead: str, text: str, expected: str | None) -> None:
    assert verdict(text, lead=lead) == expected


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        ("Ketamine is a fast-acting drug.", "Infusions have FDA approval.", "contradicted"),
        ("Spravato is a nasal spray.", "It is FDA-approved for treatment-resistant depression.", "supported"),
        ("We compare ketamine and Spravato.", "It is FDA-approved for depression.", "check-by-hand"),
        ("", "It is FDA-approved for depression.", "check-by-hand"),
    ],
)
def test_a_pronoun_needs_one_product_before_it(context: str, text: str, expected: str) -> None:
    assert verdict(text, context=context) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The F.D.A. has approved ketamine infusions for depression.",
        "THE FDA HAS APPROVED KETAMINE INFUSIONS FOR DEPRESSION.",
        "The U.S. Food and Drug Administration (FDA) approved ketamine infusions for depression.",
        "The FDA\u2019s approval of ketamine infusions for depression came in 2019.",
        "The FDA approved\u00a0ketamine\u00a0infusions for\nhard\u2011to\u2011treat depression.",
        "Ket\u00adamine infusions are FDA\u2010approved for depression.",
        "Ketamine\u00ae infusions are \u201cFDA-approved\u201d for depression.",
    ],
)
def test_the_way_it_is_typed_makes_no_difference(text: str) -> None:
    assert verdict(text) == "contradicted"


STATUS_WORDS = ["FDA", "approved", "approves", "is", "not", "for", "depression", "ketamine", "Spravato", ",", "and", "by",
                "the", "of", "infusions", "approval", "off-label", "but", "cleared", "unlike", "2019", "if", "no", "TMS"]  # fmt: skip


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(STATUS_WORDS), max_size=30), st.lists(st.sampled_from(STATUS_WORDS), max_size=12)
)
def test_any_order_of_words_is_read(words: list[str], before: list[str]) -> None:
    text = " ".join(words)
    match = said(text, " ".join(before))
    assert match == said(text, " ".join(before)), "the same twice"
    if match:
        for part in match.matched.split(" … "):
            assert part in text
        assert match.row == "" or RECORD.row(match.row).reference == match.reference
        assert match.verdict is not Verdict.CONTRADICTED or (match.row and match.as_of and match.confidence)


@settings(max_examples=200)
@example("children aged ² can take Spravato", "The FDA approved ", "")
@given(st.text(max_size=120), st.sampled_from(["", "The FDA approved ", "off-label "]), st.text(max_size=40))
def test_any_text_is_read(text: str, start: str, context: str) -> None:
    match = said(start + text, context)
    assert match is None or match.says


def test_a_huge_hostile_sentence_is_read_to_an_end() -> None:
    for piece in (
        "approved ",
        "FDA approved ketamine for depression, ",
        "off-label ",
        "a-",
        "((",
        "\u200b",
        "F.D.A.",
    ):
        said(piece * 20_000)


def test_only_one_statement_of_many_needs_to_be_false() -> None:
    assert verdict(
        "Spravato is FDA-approved for treatment-resistant depression, and TMS is FDA-cleared for autism."
    ) == ("contradicted")


PLAIN = {Status.APPROVED: "approved", Status.CLEARED: "cleared", Status.DE_NOVO: "authorized"}
HELD = [
    row for row in RECORD.rows if row.agency == "FDA" and row.scope == "product" and not row.described_only
]


def _name(row: Row) -> str:
    return (*row.brand, *row.own_names, row.substance)[0].lstrip("=")


@pytest.mark.parametrize(
    "row", [row for row in HELD if row.status in PLAIN and row.holds(TODAY)], ids=lambda row: row.id
)
def test_no_labelled_use_is_called_false(row: Row) -> None:
    """Every use of every row in force, told plainly, by the name of the first brand."""
    for term in row.terms:
        if term != "any":
            told = f"{_name(row)} is {PLAIN[row.status]} by the FDA for {term}."
            single = {
                one for one in RECORD.rows if one.status is Status.NOT_APPROVED and _name(row) in one.brand
            }
            if not any(term in one.terms for one in single):
                assert verdict(told) in ("supported", "check-by-hand"), told


@pytest.mark.parametrize(
    "row", [row for row in HELD if row.status is Status.NOT_APPROVED], ids=lambda row: row.id
)
def test_every_use_without_approval_is_caught(row: Row) -> None:
    """Every row that says no, told plainly as a yes."""
    for term in row.terms:
        told = f"{_name(row)} is FDA-approved for {'depression' if term == 'any' else term}."
        if row.sale:
            told = f"{_name(row)} is FDA-approved for sale without a prescription."
        found = said(told)
        assert found and (found.verdict in CALLED_FALSE), told
