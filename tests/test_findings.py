"""Check: rules, context and verdicts on whole articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinreview.findings import check
from clinreview.readers import article_from_text, read_article
from clinreview.rule import Example, Severity
from clinreview.rulebook import Rulebook, load_rulebook, read_rulebook
from clinreview.selftest import example_article

ARTICLES = Path(__file__).parent / "articles"
SEED = Path(__file__).parent.parent / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"

RULE = """\
id: T01
version: 1
name: rule
categories: [efficacy]
severity: high
roles: [clinician]
match: ["works"]
{extra}
ask: "Does it?"
why: "It may not."
sources: ["None"]
flags: ["It works."]
passes: ["No."]
"""


def book(folder: Path, extra: str = "") -> Rulebook:
    (folder / "rule.yaml").write_text(RULE.format(extra=extra), "utf-8")
    return read_rulebook(folder)


def severity(text: str, rules: Rulebook, **example: str) -> Severity | None:
    found = check(example_article(Example(text, **example)), rulebook=rules)
    return found[0].severity if found else None


def test_a_denial_does_what_the_rule_says(tmp_path: Path) -> None:
    assert severity("It never works.", book(tmp_path)) is Severity.HIGH
    assert severity("It never works.", book(tmp_path, "denied: skip")) is None
    assert severity("It never works.", book(tmp_path, "denied: lower")) is Severity.MEDIUM
    assert severity("It never works.", book(tmp_path, "denied: low")) is Severity.LOW
    assert severity("It never works.", book(tmp_path, "denied: raise")) is Severity.CRITICAL


def test_no_doubt_denies_nothing_and_a_clause_ends_a_denial(tmp_path: Path) -> None:
    rules = book(tmp_path, "denied: skip")
    assert severity("There is no doubt it works.", rules) is Severity.HIGH
    assert severity("I was not sure, but it works.", rules) is Severity.HIGH


def test_questions_and_topics_are_quiet(tmp_path: Path) -> None:
    rules = book(tmp_path)
    assert severity("Works it well?", rules) is None
    assert severity("Works it well?", book(tmp_path, "question: true")) is Severity.HIGH
    assert severity("How ketamine works", rules, kind="heading") is None
    assert severity("Ketamine works", rules, kind="heading") is Severity.HIGH
    assert severity("Ketamine works", book(tmp_path, "heading: skip"), kind="heading") is None


def test_a_disclaimer_claims_nothing(tmp_path: Path) -> None:
    text = "This product works but is not intended to diagnose, treat or cure any disease."
    assert severity(text, book(tmp_path)) is None


def test_unless_excuses_only_what_it_overlaps(tmp_path: Path) -> None:
    rules = book(tmp_path, 'unless: ["works at the desk"]')
    assert severity("She works at the desk.", rules) is None
    assert severity("She works at the desk and it works.", rules) is Severity.HIGH


def test_a_list_item_is_read_with_its_lead_in(tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text(
        RULE.format(extra="lead: true").replace("works", "treats: [a-z]+"), "utf-8"
    )
    loaded = read_rulebook(tmp_path)
    found = check(
        example_article(Example("depression", lead="Ketamine treats:", kind="item")), rulebook=loaded
    )
    assert [f.trigger for f in found] == ["depression"]


def test_a_helpline_near_by_eases_a_finding(tmp_path: Path) -> None:
    rules = book(tmp_path, 'ease: {by: ["call 988"], within: article, to: low}')
    assert severity("It works.", rules) is Severity.HIGH
    assert severity("It works.\n\nIf not, call 988.", rules) is Severity.LOW


def test_spans_point_into_the_authors_file() -> None:
    article = read_article(SEED)
    findings = check(article)
    assert findings
    for finding in findings:
        if finding.text:
            assert article.source[finding.span.start : finding.span.end] == finding.text
            trigger = article.source[finding.trigger_span.start : finding.trigger_span.end]
            assert trigger == finding.trigger
    starts = [f.span.start for f in findings if f.text]
    assert starts == sorted(starts)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_checked_without_failing(text: str) -> None:
    if text.strip():
        check(example_article(Example(text.replace("\n", " "))))


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("leaflet-*.md")), ids=lambda path: path.stem)
def test_a_balanced_leaflet_stays_quiet(path: Path) -> None:
    findings = check(read_article(path))
    worst: dict[int, Severity] = {}
    for finding in findings:
        worst[finding.span.start] = max(worst.get(finding.span.start, Severity.LOW), finding.severity)
    assert all(severity <= Severity.MEDIUM for severity in worst.values())
    assert sum(severity is Severity.MEDIUM for severity in worst.values()) <= 3
    assert len(worst) <= 14


def test_the_fda_sentence_is_critical_and_contradicted() -> None:
    article = article_from_text("The FDA approves ketamine infusions for treating depression.")
    found = [f for f in check(article) if f.record is not None]
    assert len(found) == 1
    assert found[0].severity is Severity.CRITICAL
    assert "regulatory-status" in found[0].categories
    assert found[0].record is not None and str(found[0].record.verdict) == "contradicted"
    assert found[0].record.reference and found[0].record.as_of and found[0].suggestion


def test_the_shipped_rulebook_is_read_once() -> None:
    assert load_rulebook() is load_rulebook()


@pytest.mark.parametrize(
    ("plain", "pictured"),
    [
        ("This tea cures cancer.", "This 😀 tea 🌿cures ❤️ cancer."),
        (
            "The FDA approves ketamine infusions for depression.",
            "The FDA 🇺🇸 approves ✅ ketamine infusions for depression.",
        ),
    ],
)
def test_pictures_between_words_hide_nothing(plain: str, pictured: str) -> None:
    def found(text: str) -> set[tuple[str, Severity]]:
        return {(f.rule, f.severity) for f in check(article_from_text(text)) if f.text}

    assert found(pictured) == found(plain)


def test_an_entry_of_contents_claims_nothing_and_a_product_below_the_same_heading_does(
    tmp_path: Path,
) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Balm\n\n## On this page\n\n- Living with psoriasis\n\n## You may also like\n\n"
        "- Silver spray, £14 – our colloidal silver kills viruses and bacteria\n",
        "utf-8",
    )
    flagged = {finding.text for finding in check(read_article(page)) if finding.text}
    assert flagged == {"Silver spray, £14 – our colloidal silver kills viruses and bacteria"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Home / Conditions / Psoriasis", False),
        ("Related pages: Chlamydia tests, Contraceptive pills", False),
        ("Share: this tea cures cancer.", True),
        ("FDA-approved treatments | No side effects | Book now", True),
    ],
)
def test_a_row_of_links_claims_nothing_unless_it_asserts(tmp_path: Path, text: str, asked: bool) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{text}\n\nWe are open on Mondays.\n", "utf-8")
    assert any(finding.text == text for finding in check(read_article(page))) is asked


@pytest.mark.parametrize(
    "text",
    [
        "ReverCell is a trademark of Biox and reverses type 1 diabetes, so you can stop insulin.",
        "We are not endorsed by big pharma: turmeric cures cancer.",
        "Related: quit antidepressants cold turkey",
        "Our tonic replaces the hormones your doctor prescribes.",
        "Hang up on the doctor and take a double dose.",
        "Paracetamol and honey soothe a newborn to sleep.",
        "There is no set limit on oxycodone, and you can take more each year.",
    ],
)
def test_no_excuse_hides_a_dangerous_claim(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Page\n\n{text}\n\nWe are open on Mondays.\n", "utf-8")
    worst = max(
        (finding.severity for finding in check(read_article(page)) if finding.text == text), default=None
    )
    assert worst is not None and worst >= Severity.MEDIUM
