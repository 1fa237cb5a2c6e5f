"""The widget and its session: requests answered, names known, folders laid open, a list that survives export."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import nbformat
import pytest

from clinreview.desksession import Session, session
from clinreview.errors import ClinReviewError, DecisionError
from clinreview.log import read_logs
from clinreview.reviewers import Identity
from clinreview.widget import ARTICLE, Desk, desk

TEXT = "Tea\n\nThe FDA approves tea for treating depression. Tea cures diabetes.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "tea.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def ann(article: Path) -> Session:
    return Session([article], identity=Identity("Ann Lee", "git"))


def first(opened: dict[str, Any], words: str) -> dict[str, Any]:
    found: dict[str, Any] = next(claim for claim in opened["claims"] if words in claim["text"])
    return found


def dismissal(claim: dict[str, Any], **changes: Any) -> dict[str, Any]:
    asked = {"kind": "decide", "request": "r1", "key": claim["key"], "action": "dismiss", "by": "Ann Lee"}
    return {**asked, "role": claim["owed"][0], "note": "A made-up sentence", **changes}


def test_a_decision_is_saved_before_it_is_answered_and_only_what_changed_is_sent(
    ann: Session, article: Path
) -> None:
    claim = first(ann.answer({"kind": "open"}), "cures")
    reply = ann.answer(dismissal(claim))
    assert reply["kind"] == "done"
    assert [one["key"] for one in reply["claims"]] == [claim["key"]]
    (entry,) = [d for log in read_logs(article) for d in log.decisions]
    assert (entry.identity, entry.meaning != "", entry.asked != ()) == ("git", True, True)


def test_the_same_request_is_not_saved_twice(ann: Session, article: Path) -> None:
    claim = first(ann.answer({"kind": "open"}), "cures")
    assert ann.answer(dismissal(claim)) == ann.answer(dismissal(claim))
    assert len(read_logs(article)[0].decisions) == 1


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"kind": "nonsense"},
        {"kind": "decide"},
        {"kind": "decide", "key": 7, "action": ["approve"]},
        {"kind": "undo", "by": "Ann", "role": "nonsense"},
        {"kind": "undo", "by": "Ann", "role": "editor"},
    ],
)
def test_a_request_that_makes_no_sense_is_refused_in_words(ann: Session, message: dict[str, Any]) -> None:
    reply = ann.answer(message)
    assert reply["kind"] == "refused"
    assert reply["message"].endswith(".")


def test_two_desks_on_one_article_see_each_other(ann: Session, article: Path) -> None:
    bo = Session([article], identity=Identity("Bo", "git"))
    claim = first(ann.answer({"kind": "open"}), "cures")
    bo.answer({"kind": "open"})
    assert bo.answer({"kind": "refresh"})["kind"] == "same"
    ann.answer(dismissal(claim))
    reply = bo.answer({"kind": "refresh"})
    assert reply["kind"] == "changed"
    assert [one["key"] for one in reply["claims"]] == [claim["key"]]


def test_what_was_decided_without_seeing_the_other_is_a_conflict(ann: Session, article: Path) -> None:
    bo = Session([article], identity=Identity("Bo", "git"))
    claim = first(ann.answer({"kind": "open"}), "cures")
    bo.answer({"kind": "open"})
    ann.answer(dismissal(claim))
    reply = bo.answer(dismissal(claim, by="Bo", action="revise"))
    assert "side by side" in reply["claims"][0]["note"]


def test_an_edited_article_is_read_again(ann: Session, article: Path) -> None:
    ann.answer({"kind": "open"})
    article.write_text(TEXT.replace("diabetes", "asthma and diabetes"), encoding="utf-8")
    reply = ann.answer({"kind": "refresh"})
    assert reply["kind"] == "opened"
    assert first(reply, "asthma")


def test_an_article_that_is_gone_is_said(ann: Session, article: Path) -> None:
    ann.answer({"kind": "open"})
    article.unlink()
    reply = ann.answer({"kind": "refresh"})
    assert reply["kind"] == "refused"


def test_an_old_wording_is_shown_beside_the_new(ann: Session, article: Path) -> None:
    claim = first(ann.answer({"kind": "open"}), "cures")
    ann.answer(dismissal(claim))
    article.write_text(TEXT.replace("cures diabetes", "cures diabetes for good"), encoding="utf-8")
    changed = first(ann.answer({"kind": "refresh"}), "for good")
    assert "".join(text for what, text in changed["was"] if what != "+").strip() == claim["text"]
    assert "".join(text for what, text in changed["was"] if what != "-").strip() == changed["text"]
    assert changed["decisions"][0]["old"]


def test_the_library_offers_what_was_agreed_before(ann: Session, article: Path) -> None:
    library = article.with_name("claims-library.yaml")
    library.write_text("- text: Tea cures most diabetes.\n  evidence: None known\n  until: 2027-01-31\n")
    near = first(ann.answer({"kind": "open"}), "cures")["library"]
    assert (near["evidence"], near["until"]) == ("None known", "31 January 2027")
    assert near["alike"] > 75


def test_an_agreed_wording_is_said_once_on_the_card(ann: Session, article: Path) -> None:
    article.with_name("claims-library.yaml").write_text(
        "- text: Tea cures diabetes.\n  references: [File 7]\n"
    )
    agreed = first(ann.answer({"kind": "open"}), "cures")
    assert (agreed["library"]["exact"], agreed["library"]["evidence"]) == (True, "File 7")
    assert "File 7" not in agreed["note"]
    assert any("File 7" in claim.note for claim in ann.load().claims)


def test_a_claim_is_promoted_by_what_is_on_file_and_not_by_what_the_desk_shows(
    ann: Session, article: Path
) -> None:
    claim = first(ann.answer({"kind": "open"}), "cures")
    for role in claim["roles"]:
        approval = dismissal(claim, action="approve", role=role, evidence="Trial 9", request=role)
        claim = first({"claims": ann.answer(approval)["claims"]}, "cures")
    assert claim["promotable"]
    other = Session([article], identity=Identity("Ann Lee", "git"))
    other.answer({"kind": "open"})
    for role in claim["roles"]:
        other.answer({"kind": "undo", "key": claim["key"], "by": "Ann Lee", "role": role})
    refused = ann.answer({"kind": "promote", "key": claim["key"]})
    assert "is not settled by an approval" in refused["message"]
    assert not article.with_name("claims-library.yaml").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- text: x\n  evidense: y\n", "did you mean 'evidence'"),
        ("- text: x\n", "evidence is missing"),
        ("x: y\n", "is not a list"),
        ("- y\n", "is not a wording"),
        ("- text: x\n  evidence: y\n  until: soon\n", "until is not a date"),
        ("- [\n", "cannot be read"),
    ],
)
def test_a_library_that_is_wrong_is_said(ann: Session, article: Path, text: str, says: str) -> None:
    article.with_name("claims-library.yaml").write_text(text)
    assert says.lower() in ann.answer({"kind": "open"})["message"].lower()


# -- the widget ---------------------------------------------------------------------------------------------------


def test_the_desk_opens_what_the_command_line_named(
    article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = article.with_name("other.txt")
    other.write_text("Milk cures colds.")
    monkeypatch.setenv(ARTICLE, str(other))
    assert desk(by="Ann").review.article.path == other.as_posix()
    monkeypatch.delenv(ARTICLE)
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    monkeypatch.chdir(notebooks)
    assert desk(by="Ann").review.article.name == "other"
    assert desk(article, by="Ann").review.article.name == "tea"


def test_where_there_is_nothing_to_review_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="no article to review"):
        desk(tmp_path, by="Ann")
    with pytest.raises(ClinReviewError, match="does not exist"):
        desk(tmp_path / "none.md", by="Ann")


def test_another_article_of_the_folder_is_laid_open(article: Path) -> None:
    article.with_name("other.txt").write_text("Milk cures colds.")
    both = session(sorted(article.parent.glob("*.txt")), by="Ann", today=dt.date(2026, 3, 1))
    opened = both.answer({"kind": "open"})
    assert opened["article"]["file"] == "other.txt"
    assert both.answer({"kind": "open", "article": article.as_posix()})["article"]["file"] == "tea.txt"
    assert both.answer({"kind": "open", "article": "/etc/passwd"})["article"]["file"] == "tea.txt"


def test_messages_of_the_page_reach_the_session(article: Path) -> None:
    made = desk(article, by="Ann")
    sent: list[dict[str, Any]] = []
    made.send = sent.append
    made._handle_custom_msg({"kind": "open", "request": "1"}, [])
    assert (sent[0]["kind"], sent[0]["request"]) == ("opened", "1")
    assert isinstance(made, Desk)


def test_an_exported_notebook_shows_a_list_and_not_a_blank(article: Path) -> None:
    from nbconvert import HTMLExporter

    data, metadata = desk(article, by="Ann")._repr_mimebundle_()
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("desk()", outputs=[output])])
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "Tea cures diabetes." in page
    assert "<caption>Claims, worst first.</caption>" in page
