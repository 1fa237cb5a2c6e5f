"""House claims: agreed wordings are found again, changed ones are called out, expired ones stop the reader."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import clinreview as cr
from clinreview.agreed import EXPIRED
from clinreview.errors import DecisionError
from clinreview.library import FILE, Library, Wording, changes, read_library
from clinreview.promotion import promote

TODAY = dt.date(2026, 11, 25)
AGREED = 'Spravato isn\'t right for everyone: about 3 in 10 people feel "dizzy".'
LIBRARY = Library((Wording(text=AGREED, references=("Label, section 6.1",)),))


@pytest.mark.parametrize(
    "text",
    [
        AGREED,
        AGREED.upper(),
        AGREED.replace(" ", "  \n"),
        "Spravato isn\u2019t right for everyone: about\u00a03 in 10 people feel \u201cdizzy\u201d.",
    ],
)
def test_white_space_case_and_typographic_quotes_make_no_difference(text: str) -> None:
    near = LIBRARY.nearest(text)
    assert near and near.exact and near.alike == 100 and near.changed == ()


@pytest.mark.parametrize(
    ("old", "new", "called"),
    [
        ("3 in 10", "1 in 10", "number 3 became 1"),
        ("Spravato", "Ketamine", 'medicine "spravato" became "ketamine"'),
        ("isn't", "is", 'negation "isn\'t" is gone'),
        ("about 3", "3", 'hedge "about" is gone'),
        ("people feel", "people may feel", 'hedge "may" is new'),
    ],
)
def test_a_near_wording_is_only_suggested_and_what_misleads_is_called_out(
    old: str, new: str, called: str
) -> None:
    near = LIBRARY.nearest(AGREED.replace(old, new))
    assert near and not near.exact and near.alike < 100
    assert called in near.changed


def test_a_change_of_style_calls_nothing_out() -> None:
    near = LIBRARY.nearest(AGREED.replace("right for everyone", "right for every person"))
    assert near and not near.exact and near.changed == ()


def test_another_sentence_is_not_near() -> None:
    assert LIBRARY.nearest("Drink water before the session.") is None
    assert Library().nearest(AGREED) is None


def test_the_same_number_twice_is_counted() -> None:
    assert changes("3 of 10 or 3 of 20.", "3 of 10 or 4 of 20.") == ("number 3 became 4",)


def test_an_entry_says_who_agreed_when_on_what(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(
        "- text: Tea is a drink.\n  product: tea\n  references: [Book 1, Book 2]\n  approved_by: A. Reviewer\n"
        "  approved_on: 2026-01-02\n  expires: 2027-01-02\n",
        "utf-8",
    )
    (wording,) = read_library(path).wordings
    assert wording.references == ("Book 1", "Book 2")
    assert (wording.product, wording.approved_by) == ("tea", "A. Reviewer")
    assert not wording.expired(dt.date(2027, 1, 2))
    assert wording.expired(dt.date(2027, 1, 3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- text: x\n  refrences: [y]\n", "references"),
        ("- text: x\n  references: []\n", "missing"),
        ("- text: x\n  references: [1]\n", "missing"),
        ("- text: x\n  references: [y]\n  expires: soon\n", "2027-03-31"),
        ("- references: [y]\n", "text is missing"),
        ("x: y\n", "not a list"),
        ("- [", "cannot be read"),
    ],
)
def test_a_broken_library_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / FILE
    path.write_text(text, "utf-8")
    with pytest.raises(DecisionError, match=words):
        read_library(path)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "tea.txt").write_text("Tea cures diabetes.\n\nMilk is white.\n", "utf-8")
    return folder


def entry(expires: str) -> str:
    return f"- text: TEA cures  diabetes.\n  references: [File 7]\n  approved_by: A. Reviewer\n  expires: {expires}\n"


def test_an_agreed_wording_is_linked_to_its_approval(content: Path) -> None:
    (content / FILE).write_text(entry("2027-01-31"), "utf-8")
    review = cr.open_review(content / "tea.txt", today=TODAY)
    (claim,) = [claim for claim in review.claims if claim.text == "Tea cures diabetes."]
    assert "A. Reviewer" in claim.note and "File 7" in claim.note
    assert EXPIRED.id not in {finding.rule for finding in claim.findings}


def test_an_expired_entry_is_a_finding(content: Path) -> None:
    (content / FILE).write_text(entry("2026-01-31"), "utf-8")
    review = cr.open_review(content / "tea.txt", today=TODAY)
    (claim,) = [claim for claim in review.claims if claim.text == "Tea cures diabetes."]
    assert EXPIRED.id in {finding.rule for finding in claim.findings}
    assert "File 7" not in claim.note
    assert EXPIRED.id not in {f.rule for c in review.claims if c.text == "Milk is white." for f in c.findings}


def test_a_decision_is_promoted_with_one_call(content: Path) -> None:
    review = cr.open_review(content / "tea.txt", today=TODAY)
    (claim,) = [claim for claim in review.claims if claim.text == "Tea cures diabetes."]
    with pytest.raises(DecisionError, match="not settled"):
        promote(review, claim.key)
    for role in claim.roles:
        review = review.decide(claim.key, "approve", by=f"Person {role}", role=str(role), evidence="Trial 9")
    promote(review, claim.key, product="tea", expires=dt.date(2027, 6, 30))
    (wording,) = read_library(content / FILE).wordings
    assert wording.text == "Tea cures diabetes."
    assert wording.references == ("Trial 9",)
    assert all(f"Person {role}" in wording.approved_by for role in claim.roles)
    assert wording.expires == dt.date(2027, 6, 30)
    with pytest.raises(DecisionError, match="already"):
        promote(review, claim.key)


def test_promoting_leaves_the_rest_of_the_library_as_it_is(content: Path) -> None:
    own = "# ours\n- text: Water is wet.\n  references: [Book]  # page 3"
    (content / FILE).write_text(own, "utf-8")
    review = cr.open_review(content / "tea.txt", today=TODAY)
    (claim,) = [claim for claim in review.claims if claim.text == "Tea cures diabetes."]
    for role in claim.roles:
        review = review.decide(claim.key, "approve", by=f"P {role}", role=str(role), evidence="Trial 9")
    promote(review, claim.key)
    assert (content / FILE).read_text("utf-8").startswith(own + "\n- text: Tea cures diabetes.")


def approved(content: Path) -> tuple[cr.Review, str]:
    """The sentence about tea, approved by every role it needs."""
    review = cr.open_review(content / "tea.txt", today=TODAY)
    (claim,) = [claim for claim in review.claims if claim.text == "Tea cures diabetes."]
    for role in claim.roles:
        review = review.decide(claim.key, "approve", by=f"P {role}", role=str(role), evidence="Trial 9")
    return review, claim.key


def test_an_approval_taken_back_or_replaced_is_not_promoted(content: Path) -> None:
    review, key = approved(content)
    roles = review.claim(key).roles
    for role in roles:
        review = review.undo(key, by=f"P {role}", role=str(role))
        review = review.decide(key, "dismiss", by=f"P {role}", role=str(role), note="A title")
    assert review.claim(key).state is cr.State.SETTLED
    with pytest.raises(DecisionError, match="not settled by an approval"):
        promote(review, key)
    first = roles[0]
    review = review.decide(key, "approve", by=f"P {first}", role=str(first), evidence="Trial 10")
    wording = promote(review, key)
    assert (wording.references, wording.approved_by) == (("Trial 10",), f"P {first} ({first})")


def test_line_ends_of_the_library_are_left_alone(content: Path) -> None:
    own = b"# ours\r\n- text: Water is wet.\r\n  references: [Book]\r\n"
    (content / FILE).write_bytes(own)
    promote(*approved(content))
    assert (content / FILE).read_bytes().startswith(own + b"- text: Tea")
    assert len(read_library(content / FILE).wordings) == 2


@pytest.mark.parametrize(
    "own",
    ["[]\n", "[{text: Water is wet., references: [Book]}]\n", "---\n- text: x\n  references: [y]\n...\n"],
)
def test_a_library_that_cannot_be_added_to_stays_as_it_is(content: Path, own: str) -> None:
    (content / FILE).write_text(own, "utf-8")
    with pytest.raises(DecisionError, match="by hand"):
        promote(*approved(content))
    assert (content / FILE).read_text("utf-8") == own
    assert [path.name for path in content.iterdir() if path.name.startswith(f".{FILE}")] == []


def test_a_full_disk_is_said_and_the_library_stays_as_it_is(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / FILE).write_text("- text: x\n  references: [y]\n", "utf-8")
    review, key = approved(content)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clinreview.promotion.os.fsync", full)
    with pytest.raises(DecisionError, match="No space left"):
        promote(review, key)
    assert (content / FILE).read_text("utf-8") == "- text: x\n  references: [y]\n"
    assert [path.name for path in content.iterdir() if path.name.startswith(f".{FILE}")] == []
