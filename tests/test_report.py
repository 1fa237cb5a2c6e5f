"""Reports: what they say, that nothing in them runs or leaves the page, and that the same input gives the same."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from clinreview import views
from clinreview.article import Sentence, Span
from clinreview.comment import comment, plain
from clinreview.errors import ReportError
from clinreview.gate import Gate
from clinreview.html import FIRST, count, day, listed, pieces, render, shortened
from clinreview.index import read_previous
from clinreview.report import page_names, write_reports
from clinreview.review import Review, open_review
from clinreview.summary import Summary, summarise

ROOT = Path(__file__).parent.parent
SEED = ROOT / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"
TODAY = dt.date(2026, 12, 1)
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'x' <img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def seed_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (made,) = write_reports([SEED], folder, today=TODAY)
    assert made.error == ""
    return folder


@pytest.fixture
def page(seed_pages: Path) -> str:
    return (seed_pages / f"{SEED.stem}.html").read_text("utf-8")


@pytest.fixture
def review(gate: Gate) -> Review:
    return gate.articles[0].review


# -- the page ---------------------------------------------------------------------------------------------------


def test_says_first_what_is_open_and_what_the_record_contradicts(page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", page.partition("<main")[2])
    words = " ".join(text.split())
    assert re.search(r"\d+ critical claims? (is|are) open\.", words)
    assert "contradicted by the record we hold (as of" in words
    assert words.index("contradicted by the record") < words.index("What must change") < words.index("Claim")


def test_the_false_approval_is_the_first_card(page: str) -> None:
    first = page.split('id="claim-1"')[1].split("</article>", maxsplit=1)[0]
    assert "critical" in first and "The record: contradicted" in first
    assert "ketamine infusions for treating depression" in re.sub(r"</?em>", "", first)


def test_a_card_opens_with_what_weighs_most_and_loses_no_question(page: str, seed_pages: Path) -> None:
    claims = open_review(SEED, today=TODAY).claims
    assert max(len(claim.findings) for claim in claims) > FIRST + 1
    for number, claim in enumerate(claims, 1):
        card = page.split(f'id="claim-{number}"')[1].split("</article>", maxsplit=1)[0]
        shown, folded = (
            re.findall(r'class="cr-(?:ask|wide)">(.*?)</p>', part) for part in card.split("<details>")
        )
        assert 1 <= len(shown) <= FIRST
        worst = {escape(f.ask) for f in claim.findings if f.severity == claim.severity}
        assert set(shown) <= worst
        assert {escape(f.ask) for f in claim.findings} <= {*shown, *folded}


def test_links_lead_both_ways(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(ids)
    assert {"claim-1", "text-1"} <= targets


def test_opens_offline_and_shows_no_code(page: str) -> None:
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "<script" not in page and "@import" not in page and "url(" not in page
    assert "views.masthead" not in page and "open_review" not in page


def test_is_small(page: str) -> None:
    assert len(page.encode()) < 100_000


def test_same_input_same_bytes_and_no_trace_of_the_machine(seed_pages: Path, tmp_path: Path) -> None:
    write_reports([SEED], tmp_path, today=TODAY)
    for path in (seed_pages / f"{SEED.stem}.html", seed_pages / "index.html"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
        assert str(ROOT) not in path.read_text("utf-8") and str(tmp_path) not in path.read_text("utf-8")


def test_the_committed_example_is_current(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    committed = ROOT / "reports" / f"{SEED.stem}.html"
    if not committed.is_file():
        pytest.skip("reports/ holds no example yet")
    monkeypatch.chdir(ROOT)
    write_reports([SEED.relative_to(ROOT)], tmp_path, today=TODAY)
    assert (tmp_path / committed.name).read_bytes() == committed.read_bytes()


def test_what_was_not_checked_is_said(page: str) -> None:
    assert "What was not checked" in page
    assert "people judge" in page
    assert not re.search(r"\b(compliant|cleared for|safe to publish)\b", page)


# -- bad input --------------------------------------------------------------------------------------------------


def test_an_unread_article_has_a_page_that_says_so_and_stops_no_other(tmp_path: Path) -> None:
    bad = tmp_path / "bad <b>.txt"
    bad.write_bytes(b"\xff\xfe\x00\xd8 torn")
    reports = write_reports([bad, SEED], tmp_path / "out", today=TODAY)
    assert [bool(report.error) for report in reports] == [True, False]
    html = (tmp_path / "out" / "bad <b>.html").read_text("utf-8")
    assert "This article was not checked" in html and "ReadError" not in html and "open_review" not in html
    assert str(tmp_path) not in html and "<b>." not in html
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert index.index("Not checked:") < index.index("Is Addiction")


def test_a_failing_cell_leaves_a_page_with_the_failure_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    notebook = json.loads((ROOT / "notebooks" / "report.ipynb").read_text("utf-8"))
    broken = next(cell for cell in notebook["cells"] if cell["id"] == "awaiting")
    broken["source"] = 'raise ValueError("<script>alert(1)</script>")'
    (tmp_path / "notebooks" / "report.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (made,) = write_reports([SEED], "out", today=TODAY)
    assert made.error == "ValueError: <script>alert(1)</script>"
    assert made.summary and made.summary.open
    html = (tmp_path / "out" / f"{SEED.stem}.html").read_text("utf-8")
    assert "This report is incomplete" in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "What must change" in html and "What was signed" not in html


def test_a_hostile_article_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(
        f"{HOSTILE}\n\nThe FDA approves ketamine infusions for treating depression {HOSTILE}.\n\n"
        "</style></title><svg onload=alert(3)> \u202eThis cures cancer.\n",
        encoding="utf-8",
    )
    reports = write_reports([path], tmp_path / "out", today=TODAY)
    assert reports[0].error == ""
    for name in ("hostile.html", "index.html"):
        html = (tmp_path / "out" / name).read_text("utf-8")
        scripts = re.findall(r"<script[^>]*>", html)
        assert all('id="clinreview-index"' in tag or tag == "<script>" for tag in scripts)
        assert len(scripts) == (2 if name == "index.html" else 0)
        assert "<img" not in html and "onload=alert(3)>" not in html.replace("&gt;", "")
        assert html.count("</style>") == 1 and html.count("</title>") == html.count("<title")


def test_an_article_without_a_finding_is_not_called_fine(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Parking\n\nPark in lot C. The front desk opens at nine.\n", encoding="utf-8")
    (made,) = write_reports([path], tmp_path, today=TODAY)
    if made.summary and made.summary.claims:
        pytest.skip("a rule about whole pages fires on this one")
    html = (tmp_path / "plain.html").read_text("utf-8")
    assert "No rule fired on this article." in html
    assert "nothing about what the rules do not cover" in html


@pytest.mark.parametrize("to", ["docx", "HTML", ""])
def test_an_unknown_format_is_refused(to: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="html, md, pdf"):
        write_reports([SEED], tmp_path, to=to)


def test_pdf_without_a_browser_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "none"))
    with pytest.raises(ReportError, match="no Chromium, Chrome or Edge is installed; install one"):
        write_reports([SEED], tmp_path, to="pdf")


def test_a_page_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ReportError, match="cannot be written"):
        write_reports([SEED], tmp_path / "out", today=TODAY)


def test_signatures_say_who_what_and_when_and_which_wording(tmp_path: Path) -> None:
    article = tmp_path / "content" / SEED.name
    article.parent.mkdir()
    shutil.copy(SEED, article)
    review = replace(open_review(article), clock=lambda: dt.datetime(2026, 11, 20, 9, 5, tzinfo=dt.UTC))
    minimal = next(claim for claim in review.claims if "risk is minimal" in claim.text)
    first = review.claims[0]
    review = review.decide(first.key, "revise", by="Ada <i>", role="clinician", wording="It is off-label.")
    review = review.decide(
        minimal.key, "approve", by="B. Reviewer", role="clinician", evidence="Label & trial"
    )
    review.save()
    article.write_text(
        article.read_text("utf-8").replace("the risk is minimal", "the risk is tiny"), encoding="utf-8"
    )
    (made,) = write_reports([article], tmp_path / "out", today=TODAY)
    assert made.summary and (made.summary.signed, made.summary.stale) == (2, 1)
    html = (tmp_path / "out" / f"{SEED.stem}.html").read_text("utf-8")
    signed = html.split('id="signatures"')[1].split("</section>", maxsplit=1)[0]
    for words in (
        "Ada &lt;i&gt;",
        "<strong>revise</strong>",
        "It is off-label.",
        "20 November 2026, 09:05 UTC",
    ):
        assert words in signed
    assert "On an earlier wording." in signed and "Label &amp; trial" in signed
    assert "Ada &lt;i&gt; asks for a change" in html.split('id="changes"')[1]
    assert "1 decision no longer holds" in html and "decided before, open again" in html


# -- other forms ------------------------------------------------------------------------------------------------


def test_pdf_is_tagged_and_the_same_twice(
    chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROME_PATH", chromium)
    for folder in ("a", "b"):
        write_reports([SEED], tmp_path / folder, to="pdf", today=TODAY)
    one = (tmp_path / "a" / f"{SEED.stem}.pdf").read_bytes()
    assert one.startswith(b"%PDF") and b"/StructTreeRoot" in one and b"/Outlines" in one
    assert (tmp_path / "b" / f"{SEED.stem}.pdf").read_bytes() == one


def test_markdown_is_short_and_says_the_worst_first(tmp_path: Path) -> None:
    write_reports([SEED], tmp_path, to="md", today=TODAY)
    text = (tmp_path / f"{SEED.stem}.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    assert 1 <= len(rows) <= 10 and "critical" in rows[0] and "contradicted" in rows[0]
    assert "people judge" in text
    assert (tmp_path / "index.md").is_file()


def test_markdown_of_a_hostile_review_does_nothing(review: Review) -> None:
    text = comment(review, "a|b`c`<i>.txt")
    assert "<i>" not in text and "<b>" not in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1


@given(st.text(max_size=80))
def test_plain_markdown_keeps_the_letters_and_no_markup(text: str) -> None:
    made = plain(text)
    assert "\n" not in made
    bare = re.sub(r"\\(.)", r"\1", made).replace("\u2060", "")
    assert bare.split() == text.replace("\u2060", "").split()
    for sign in "*_`[]<>#|":
        assert all(made[n - 1] == "\\" for n, letter in enumerate(made) if letter == sign)


def test_mentions_and_links_are_taken_apart() -> None:
    assert "@a" not in plain("@anna see https://x.example") and "://x" not in plain("https://x.example")


# -- the index --------------------------------------------------------------------------------------------------


def test_index_shows_the_change_since_an_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Colds\n\nThis tea cures diabetes.\n", encoding="utf-8")
    write_reports([path], tmp_path / "one", today=TODAY)
    path.write_text("Colds\n\nThis tea cures cancer.\n", encoding="utf-8")
    write_reports([path, SEED], tmp_path / "two", today=TODAY, previous=tmp_path / "one" / "index.html")
    index = (tmp_path / "two" / "index.html").read_text("utf-8")
    assert re.search(r"<td>1 new, 1 closed</td>", index)
    assert "new article" in index and "are gone" not in index
    write_reports([path], tmp_path / "three", today=TODAY, previous=tmp_path / "two" / "index.html")
    index = (tmp_path / "three" / "index.html").read_text("utf-8")
    assert "Since the earlier run: 0 claims new, 0 closed; 1 article of it is gone." in index


def test_index_says_first_what_is_worst(tmp_path: Path) -> None:
    torn, plain_page = tmp_path / "torn.txt", tmp_path / "parking.txt"
    torn.write_bytes(b"\xff\xfe\x00\xd8 torn")
    plain_page.write_text("Parking\n\nThe front desk opens at nine.\n", encoding="utf-8")

    def first(*paths: Path) -> list[str]:
        write_reports(paths, tmp_path, today=TODAY)
        header = (tmp_path / "index.html").read_text("utf-8").partition("<h1>")[2].partition("</header>")[0]
        return re.findall(r"[^<>]+(?=</h1>|</p>)", header)

    assert first(torn) == ["1 of 1 article could not be checked.", "Nothing was checked."]
    assert first(plain_page) == ["No claim is open in what was checked."]
    assert first(torn, SEED, plain_page)[:3] == [
        "1 of 3 articles could not be checked.",
        "1 of 3 articles has critical claims open.",
        "1 claim is contradicted by the record we hold.",
    ]


def test_previous_reads_the_json_of_check(tmp_path: Path) -> None:
    found = {"key": "k1", "state": "open"}, {"key": "k1", "state": "open"}, {"key": "k2", "state": "settled"}
    document = {"schema": 1, "articles": [{"path": "content/a.md", "findings": list(found)}], "errors": []}
    path = tmp_path / "check.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert read_previous(path) == {"content/a.md": frozenset({"k1"})}


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "<html>", '{"schema": 2, "articles": []}', '{"schema":1,"articles":[1]}']
)
def test_previous_that_is_neither_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match="holds no earlier results"):
        read_previous(path)


def test_names_of_pages() -> None:
    paths = [
        "content/a.md",
        "content/b.md",
        "content/b.txt",
        "content/B.html",
        "x/c.md",
        "y/c.md",
        "content/index.md",
    ]
    assert page_names([PurePath(path) for path in paths]) == [
        "a", "b.md", "b.txt", "B.html", "x--c.md", "y--c.md", "index.md",
    ]  # fmt: skip


NAMES = st.builds(
    lambda folder, stem, ending: PurePath(folder, stem + ending),
    st.sampled_from(["content", "content/x", "y"]),
    st.sampled_from(["a", "A", "b", "a.b", "index"]),
    st.sampled_from([".txt", ".md", ".html", ""]),
)


@given(st.lists(NAMES, unique_by=lambda path: str(path).casefold(), max_size=12))
def test_no_page_overwrites_another(paths: list[PurePath]) -> None:
    names = [name.casefold() for name in page_names(paths)]
    assert len(set(names)) == len(names)
    assert "index" not in names


# -- the pieces -------------------------------------------------------------------------------------------------


def test_every_view_escapes_what_an_author_wrote(review: Review) -> None:
    made = [
        views.masthead(review, HOSTILE),
        views.verdict(review),
        views.changes(review),
        views.awaiting(review),
        views.signatures(review),
        views.claim_cards(review),
        views.page_cards(review),
        views.marked_text(review),
        views.unchecked(review),
        views.about(review),
    ]
    for fragment in made:
        assert not re.search(r"<(?:script|img|sprays|b>search)", fragment.html)
        bundle = fragment._repr_mimebundle_()
        assert bundle["text/html"].startswith("<style>") and bundle["text/plain"]
    assert "Drugs@FDA &lt;b&gt;search&lt;/b&gt;" in made[5].html


def test_a_settled_claim_is_not_counted_as_open(review: Review) -> None:
    summary = summarise(review)
    assert (summary.claims, summary.open) == (4, 3)
    assert summary.severities == {"critical": 1, "high": 0, "medium": 0, "low": 2}
    assert summary.contradicted == 1 and summary.as_of == "2026-03-01"
    assert summary.headline == "1 critical claim is open."
    assert Summary.from_dict(json.loads(json.dumps(summary.as_dict()))) == summary


@given(st.text(min_size=1, max_size=40), st.data())
def test_pieces_put_together_are_the_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentence = Sentence(text=text, span=Span(7, 7 + len(text)))
    cut = pieces(sentence, [Span(7 + start, 7 + end)])
    assert "".join(words for words, _ in cut) == text
    if end - start < len(text):
        assert "".join(words for words, inside in cut if inside) == text[start:end]


def test_words_for_people() -> None:
    assert count(1, "claim") == "1 claim" and count(2, "claim") == "2 claims"
    assert listed([]) == "" and listed("a") == "a" and listed("abc") == "a, b and c"
    assert day(dt.date(2026, 3, 1)) == "1 March 2026" and day(None) == "–"
    assert shortened("one two three", 8) == "one two …" and shortened("one") == "one"


def test_templates_refuse_what_they_do_not_know() -> None:
    import jinja2

    with pytest.raises(jinja2.UndefinedError):
        render("verdict.html.j2")


# -- nbconvert --------------------------------------------------------------------------------------------------


def test_nbconvert_and_jupyterlab_know_the_exporter(tmp_path: Path) -> None:
    from nbconvert.exporters import get_exporter

    from clinreview.exporter import ReviewExporter

    assert get_exporter("clinreview") is ReviewExporter
    assert ReviewExporter.export_from_notebook
    shutil.copy(ROOT / "notebooks" / "01-sections.ipynb", tmp_path)
    html, _ = ReviewExporter().from_filename(str(tmp_path / "01-sections.ipynb"))
    assert "<h1>1 · What the kit reads</h1>" in html and "cr.read_article" not in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"nbformat": 3, "cells": []}', '{"nbformat": 4, "cells": []}']
)
def test_a_notebook_that_is_none_says_so(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "report.ipynb").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReportError, match=r"report\.ipynb"):
        write_reports([SEED], "out", today=TODAY)
