"""Hints on plainer wording, their data, the limits by audience, and the comparison of a rewrite."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clinreview as cr
from clinreview.errors import ClinReviewError, RuleError
from clinreview.plainness import hints
from clinreview.readability.plainwords import plain_terms
from clinreview.readability.tables import read_words
from clinreview.rulebook import load_rulebook
from clinreview.settings import load_settings

BOOK = load_rulebook()
HARD = "Your physician will administer ketamine prior to the scan, and you must not utilize machinery."


def said(text: str, name: str = "") -> list[tuple[str, str]]:
    return [(hint.text, hint.suggestion) for hint in hints(text) if name in hint.name]


# -- hints and findings ---------------------------------------------------------------------------------------------


def test_every_kind_of_help_of_the_field_has_a_rule() -> None:
    kinds = {
        "hard-word", "acronym", "long-sentence", "passive", "relative-risk", "decimal", "ratio", "person-first",
        "dense-sentence", "run-in-list", "unbroken-section",
    }  # fmt: skip
    assert {rule.name.removeprefix("readability-") for rule in BOOK.hints} == kinds


def test_a_hint_is_never_a_finding() -> None:
    ids = {rule.id for rule in BOOK.hints}
    text = "\n\n".join(example.text for rule in BOOK.hints for example in rule.flags)
    article = cr.article_from_text(text, name="x")
    assert {hint.rule for hint in hints(article)} >= ids - {"RDH11"}
    assert not ids & {finding.rule for finding in cr.check(article)}


def test_readability_findings_are_low_for_editors_and_never_about_a_sentence() -> None:
    rules = [rule for rule in BOOK.rules if rule.categories == ("readability",)]
    assert len(rules) == 4
    for rule in rules:
        assert str(rule.severity) == "low" and list(map(str, rule.roles)) == ["editor"]
        assert str(rule.scope) in {"section", "article"}


@pytest.mark.parametrize("name", ["leaflet-colonoscopy.md", "leaflet-sertraline.md"])
def test_a_plain_leaflet_gets_few_hints_and_no_readability_finding(name: str) -> None:
    article = cr.read_article(Path(__file__).parent / "articles" / name)
    assert len(hints(article)) <= 3
    assert not [f for f in cr.check(article) if f.categories == ("readability",)]


def test_a_medicine_a_number_a_negation_and_a_hedge_are_left_alone() -> None:
    offered = dict(said(HARD, "hard-word"))
    assert offered == {
        "physician": "doctor", "administer": "give", "prior to": "before", "utilize": "use",
    }  # fmt: skip


def test_names_in_capitals_are_left_alone() -> None:
    assert said("The Royal Infusion Clinic and Pain Therapy Ltd are here.", "hard-word") == []


def test_spans_lead_to_the_words_in_the_file() -> None:
    source = "# Top\n\nThe *physician* will **administer** it.\n\n- Dyspnea &amp; edema may occur."
    article = cr.article_from_text(source, name="x", format="markdown")
    found = hints(article)
    assert [hint.text for hint in found][:3] == ["physician", "administer", "Dyspnea"]
    for hint in found:
        if hint.sentence and "&" not in hint.text:
            assert source[hint.span.start : hint.span.end] == hint.text
            assert hint.sentence.text[hint.start : hint.end] == hint.text


@given(
    st.lists(st.sampled_from([*HARD.split(), "MRI", "(", ",", "\n\n", "5.7%", "😀", "the", "ß", "\u200b"]))
)
def test_any_text_has_hints_within_its_sentences(pieces: list[str]) -> None:
    article = cr.article_from_text("The end. " + " ".join(pieces), name="x")
    for hint in hints(article):
        if hint.sentence:
            assert hint.text == hint.sentence.text[hint.start : hint.end] != ""


@pytest.mark.parametrize(
    "piece", ["a, b ", "MRI (", "physician ", "risk by 5% ", "ketamine ", "A", "we go and we "]
)
def test_a_hostile_line_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(many: int) -> float:
        start = time.process_time()
        hints(piece * many)
        return time.process_time() - start

    hints("warm up"), hints(piece)
    small = max(min(seconds(2_000), seconds(2_000)), 0.01)
    assert min(seconds(32_000), seconds(32_000)) < 60 * small  # 16 times is in proportion, 256 is not


# -- what single kinds say ------------------------------------------------------------------------------------------


def test_an_abbreviation_is_pointed_out_once_and_not_where_it_is_written_out() -> None:
    text = (
        "An MRI is safe.\n\nThe MRI takes an hour. Cognitive behavioral therapy (CBT) helps. CBT is a talk."
    )
    assert said(text, "acronym") == [("MRI", "magnetic resonance imaging (MRI)")]
    assert said("Stage IV is late. Ask the FDA, or write to Boston, MA.", "acronym") == []


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            "We will look at the scan with you on the same day, and you can ask us all that you would like to know about it.",
            "cut before “and you can”",
        ),
        (
            "The nurse will take your blood in the morning before you eat; the result will be on the ward by noon on that day.",
            "cut before “the result will”",
        ),
        ("One " * 30, "Say one thing in one sentence."),
    ],
)
def test_a_long_sentence_says_where_to_cut(text: str, cut: str) -> None:
    assert [suggestion for _, suggestion in said(text, "long-sentence")] == [cut]


def test_a_hint_about_a_section_names_the_section() -> None:
    text = "# T\n\n## How\n\n" + "Take your pill in the morning with some water. " * 30
    article = cr.article_from_text(text, name="x", format="markdown")
    (hint,) = [hint for hint in hints(article) if hint.sentence is None]
    assert hint.heading == "How" and hint.section == 1 and "words without a heading" in hint.suggestion


# -- the data -------------------------------------------------------------------------------------------------------


def test_plain_words_are_several_hundred_in_order_and_unique() -> None:
    lines = [line for line in read_words("plain.txt").splitlines() if line and not line.startswith("#")]
    terms = [line.partition(":")[0] for line in lines]
    assert len(plain_terms()) >= 700
    assert len(set(terms)) == len(terms)
    assert all(re.fullmatch(r"[a-z' -]+: [^:]+", line) for line in lines)


def test_no_plain_word_touches_a_medicine_a_number_a_negation_or_a_hedge() -> None:
    lexicons = BOOK.lexicons
    from clinreview.pattern import compile_patterns

    names = ("drug", "negator", "hedge", "number")
    patterns = compile_patterns([(name, [f"{{{name}}}"]) for name in names], lexicons)
    for words in plain_terms():
        term = " ".join(words)
        tagged = lexicons.tag(term)
        touched = [names[n] for n in range(len(names)) if patterns.found(n, tagged)]
        assert not touched and not re.search(r"\d", term), (term, touched)


# -- audiences and targets ------------------------------------------------------------------------------------------


def limits(book: cr.Rulebook) -> dict[str, float | None]:
    return {rule.name: rule.max for rule in book if rule.categories == ("readability",)}


def test_the_default_is_patients_grade_eight_and_everyday() -> None:
    found = limits(BOOK)
    assert found["readability-article-grade"] == found["readability-section-grade"] == 8
    assert found["readability-article-level"] == 3.3  # where the band "everyday" ends


def test_an_audience_and_a_target_move_the_limits() -> None:
    easy = limits(load_rulebook(audience="easy-read"))
    experts = limits(load_rulebook(audience="clinicians"))
    assert easy["readability-section-grade"] == 5 and experts["readability-section-grade"] == 14
    assert easy["readability-long-sentence"] == 15
    own = load_rulebook(targets=(("fkgl", 6.0), ("words", 25.0)))
    assert limits(own)["readability-article-grade"] == 6
    assert limits(own)["readability-long-sentence"] == 25
    assert own.version != BOOK.version
    text = "It is a pill for your heart and it may help you to walk. Take it each day with your food. Call us at once."
    assert cr.score(text).fkgl < 6
    strict = load_rulebook(targets=(("fkgl", -5.0),))
    names = {f.name for f in cr.check(cr.article_from_text(text, name="x"), rulebook=strict)}
    assert {"readability-article-grade", "readability-section-grade"} <= names


def test_other_rules_keep_their_limits() -> None:
    aimed = load_rulebook(audience="clinicians", targets=(("words", 99.0),))
    others = [rule for rule in aimed.rules if rule.categories != ("readability",)]
    assert others == [rule for rule in BOOK.rules if rule.categories != ("readability",)]


def test_unknown_audiences_and_targets_are_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"targets\.flkg.*fkgl"):
        load_rulebook(targets=(("flkg", 8.0),))
    (tmp_path / "pyproject.toml").write_text('[tool.clinreview]\naudience = "childs"\n', "utf-8")
    with pytest.raises(ClinReviewError, match=r"'childs' is unknown.*patients"):
        load_settings(tmp_path)


def test_the_settings_reach_a_review(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Depression is a common disorder that impairs life.\n\n" * 4, "utf-8")
    settings = replace(load_settings(tmp_path), targets=(("fkgl", 90.0), ("level", 90.0)))

    def names(settings: object) -> set[str]:
        return {f.name for claim in cr.open_review(path, settings=settings).claims for f in claim.findings}

    assert "readability-article-grade" not in names(settings)
    assert "readability-article-grade" in names(replace(settings, targets=()))


# -- a rewrite ------------------------------------------------------------------------------------------------------


def test_a_rewrite_that_loses_a_number_a_medicine_a_negation_or_a_hedge_is_noticed() -> None:
    found = cr.compare(
        "Ketamine may not help. Take 5 mg of it for 3 days.", "It helps. Take 50 mg of it for 3 days."
    )
    assert sorted(map(str, found.changes)) == [
        "hedge “may”: gone",
        "medicine “ketamine”: gone",
        "negation “not”: gone",
        "number “5 mg”: gone",
        "number “50 mg”: new",
    ]


def test_a_faithful_rewrite_shows_what_became_easier() -> None:
    found = cr.compare("Administer ketamine prior to the procedure.", "Give ketamine before the operation.")
    assert found.changes == ()
    assert found.after.level < found.before.level
    assert len(found.hints_after) < len(found.hints_before)
    html = found._repr_html_()
    assert "<caption>" in html and 'scope="row"' in html


@pytest.mark.parametrize("text", ["", " ", "x", "<script>alert(1)</script>"])
def test_a_rewrite_of_nothing_is_shown_as_a_dash_and_escaped(text: str) -> None:
    html = cr.compare("One sentence here.", text)._repr_html_()
    assert "<script>alert" not in html
