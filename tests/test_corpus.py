"""Corpus: tables of all articles together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from clinreview import corpus
from clinreview.review import Reviews, open_reviews

TODAY = dt.date(2026, 12, 1)
CURE = "This tea cures diabetes."


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Reviews:
    folder = tmp_path_factory.mktemp("content")
    (folder / "quiet.txt").write_text("Parking\n\nThe front desk opens at nine.\n", encoding="utf-8")
    (folder / "one.txt").write_text(f"Tea\n\n{CURE} The ferry leaves at six.\n", encoding="utf-8")
    (folder / "two.txt").write_text(f"Herbs\n\nOn Mondays we are closed. {CURE}\n", encoding="utf-8")
    (folder / "torn.txt").write_bytes(b"\xff\xfe\x00\xd8 torn")
    two = next(review for review in open_reviews(folder, today=TODAY) if review.article.name == "two")
    cure = next(claim for claim in two.claims if claim.text == CURE)
    for role in cure.roles:
        two = two.decide(cure.key, "approve", by=f"A {role}", role=str(role), evidence="Trial")
    two.save()
    return open_reviews(folder, today=TODAY)


def test_articles_come_worst_first_and_count_what_is_settled(reviews: Reviews) -> None:
    table = corpus.articles_table(reviews)
    assert [Path(path).name for path in table["article"]] == ["one.txt", "quiet.txt", "two.txt"]
    assert table["settled"].tolist() == [0, 0, 1]
    assert "<caption>Articles, worst first." in table._repr_html_()


def test_roles_count_open_claims_only(reviews: Reviews) -> None:
    table = corpus.roles_table(reviews)
    cure = next(claim for review in reviews for claim in review.claims if claim.text == CURE)
    same = [
        c for review in reviews for c in review.claims if c.severity == cure.severity and c.state != "settled"
    ]
    row = table.set_index("severity").loc[str(cure.severity)]
    assert row.to_dict() == {
        role: sum(role in claim.roles for claim in same) for role in ("clinician", "regulatory", "editor")
    }


def test_rules_say_in_how_many_articles(reviews: Reviews) -> None:
    table = corpus.rules_table(reviews, most=2)
    assert len(table) == 2
    assert table.loc[0, ["claims", "articles"]].tolist() == [2, 2]
    assert table.loc[0, "asks"].endswith("?")


def test_a_sentence_of_two_articles_is_named_once_with_both(reviews: Reviews) -> None:
    (row,) = corpus.repeated_table(reviews).to_dict("records")
    assert row["sentence"] == CURE and row["states"] == "open, settled"
    assert [Path(path).name for path in row["articles"].split(", ")] == ["one.txt", "two.txt"]


def test_what_was_not_read_is_named_with_what_to_do(reviews: Reviews) -> None:
    (row,) = corpus.unread_table(reviews).to_dict("records")
    assert row["file"].endswith("torn.txt") and row["problem"] and row["what to do"]


def test_tables_of_nothing_are_tables() -> None:
    none = Reviews(())
    for table in (
        corpus.articles_table(none),
        corpus.roles_table(none),
        corpus.rules_table(none),
        corpus.repeated_table(none),
        corpus.unread_table(none),
    ):
        assert "<caption>" in table._repr_html_() and len(table.columns) >= 3
