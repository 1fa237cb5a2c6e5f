"""The desk's module alone in a page, with a model of five lines; behind it the real session and real files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clinreview.article import Article
from clinreview.desksession import Session
from clinreview.finding import Finding
from clinreview.html import STATIC, css
from clinreview.library import read_library
from clinreview.log import read_logs
from clinreview.readers import read_article
from clinreview.record import Match, Verdict
from clinreview.review import Review, review_article
from clinreview.reviewers import Identity, find_reviewers
from clinreview.rule import Role, Scope, Severity

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright

HOME = "http://desk.test/"
PAGE = f"""<!doctype html><html lang="en"><title>Desk</title><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline';
style-src 'unsafe-inline'"><style>{css("fragment.css")}{css("desk.css")}</style>
<body data-jp-theme-light="true"><main><h1>A notebook</h1><div id="desk"></div></main><script type="module">
import desk from "/desk.js";
const heard = [];
window.reached = [];
document.addEventListener("keydown", (event) => window.reached.push(event.key));
const model = {{ on: (name, act) => heard.push(act), off() {{}}, send: (message) =>
  window.kernel(message).then((reply) => reply && heard.forEach((act) => act(reply))) }};
desk.render({{ model, el: document.getElementById("desk") }});
</script></body></html>"""
TEXT = """# Tea & you

Tea cures colds. The FDA approves tea for colds. It is brown.

## Risks

Tea is safe for everybody. It may keep you awake.
"""
HOSTILE = """# <script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">

Tea cures <b onclick="window.hacked=3">&lt;img src=x onerror=window.hacked=4&gt; colds</b>. "><svg onload=hacked=5> cures.
"""
LISTED = """
[[reviewer]]
name = "Ann Lee"
roles = ["clinician"]
valid_until = 2020-01-01

[[reviewer]]
name = "Bo Berg"
roles = ["clinician", "editor"]
"""


def found(article: Article) -> Iterator[Finding]:
    """What a few hand-made rules say: worst is what the FDA never approved."""
    words = {"FDA": Severity.CRITICAL, "cures": Severity.HIGH, "safe": Severity.MEDIUM, "awake": Severity.LOW}
    for sentence in article.sentences:
        for word, severity in words.items():
            at = sentence.text.find(word)
            if at < 0 or sentence.level:
                continue
            made = Finding(
                rule=f"R-{word}",
                name=f"says-{word.lower()}",
                version=1,
                scope=Scope.SENTENCE,
                categories=("efficacy",) if word == "cures" else ("regulatory-status",),
                severity=severity,
                roles=(Role.CLINICIAN, Role.EDITOR) if word == "cures" else (Role.CLINICIAN,),
                span=sentence.span,
                text=sentence.text,
                trigger=word,
                trigger_span=sentence.source_span(at, at + len(word)),
                ask=f"Who says “{word}”?",
                why="Readers believe it.",
                sentence=sentence,
                section=sentence.section,
                heading=article.sections[sentence.section].heading,
            )
            if word == "FDA":
                match = Match(
                    verdict=Verdict.CONTRADICTED,
                    row="tea",
                    says="No approval found.",
                    reference="FDA",
                    url="javascript:window.hacked=6",
                    suggestion="The FDA has not approved tea.",
                )
                made = replace(made, record=match, suggestion=match.suggestion)
            yield made


def opened_by(path: Path) -> Review:
    article = read_article(path)
    logs = read_logs(path)
    return review_article(article, found(article), logs=logs, reviewers=find_reviewers(path))


class Kernel:
    """What the page talks to: the session, which can also be late, silent or without its disk."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.silent = False
        self.heard: list[dict[str, Any]] = []

    def __call__(self, message: dict[str, Any]) -> dict[str, Any] | None:
        self.heard.append(message)
        reply = json.loads(json.dumps(self.session.answer(message)))
        return None if self.silent and message["kind"] != "open" else reply


class Desk:
    """A page with the desk, and short words for what a reviewer does at it."""

    def __init__(self, page: Page, kernel: Kernel, path: Path, serve: Callable[[Route], None]) -> None:
        self.page, self.kernel, self.path, self.serve = page, kernel, path, serve
        self.sheet = page.locator("[data-name=sheet]")
        self.said = page.get_by_role("status")
        self.sign = page.locator("[data-name=sign]")

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[data-name={name}]")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def as_role(self, role: str = "clinician") -> None:
        self.field("role").select_option(role)
        self.sheet.focus()

    def entries(self) -> list[Any]:
        return [decision for log in read_logs(self.path) for decision in log.decisions]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


Open = Callable[..., Desk]


@pytest.fixture
def at_desk(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_(
        text: str = TEXT,
        *,
        width: int = 1200,
        listed: str = "",
        identity: Identity | None = None,
        patience: str = "",
    ) -> Desk:
        path = tmp_path / "content" / "tea.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if listed:
            (path.parent / "reviewers.toml").write_text(listed, encoding="utf-8")
        session = Session([path], identity=identity or Identity("Ann Lee", "git"), open=opened_by)
        kernel = Kernel(session)
        script = (STATIC / "desk.js").read_text("utf-8")
        if patience:
            script = script.replace("const PATIENCE = 8000", f"const PATIENCE = {patience}")

        def serve(route: Route) -> None:
            body = script if route.request.url.endswith("desk.js") else PAGE
            kind = "text/javascript" if body is script else "text/html"
            route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.expose_function("kernel", kernel)
        page.route("**/*", serve)
        page.goto(HOME)
        desk = Desk(page, kernel, path, serve)
        expect(desk.page.locator(".cr-desk-panes")).to_be_visible()
        return desk

    yield open_
    for context in contexts:
        context.close()


# -- seeing -------------------------------------------------------------------------------------------------------


def test_claims_stand_marked_in_the_text_and_the_worst_lies_open(at_desk: Open) -> None:
    desk = at_desk()
    marks = desk.page.locator(".cr-desk-mark")
    assert [mark.inner_text() for mark in marks.all()] == [
        "Tea cures colds. high",
        "The FDA approves tea for colds. critical",
        "Tea is safe for everybody. medium",
        "It may keep you awake. low",
    ]
    expect(desk.page.locator(".cr-desk-mark[aria-current=true]")).to_have_text(
        "The FDA approves tea for colds. critical"
    )
    expect(
        desk.page.get_by_role("group", name=re.compile("Claim 1 of 4 critical.*The FDA approves"))
    ).to_be_visible()
    for words in (
        "The record: contradicted",
        "No approval found.",
        "Who says “FDA”?",
        "The FDA has not approved tea.",
    ):
        expect(desk.sheet).to_contain_text(words)


def test_filters_and_search_leave_the_rest_unmarked(at_desk: Open) -> None:
    desk = at_desk()
    desk.field("category").select_option("efficacy")
    expect(desk.page.get_by_role("button", name=re.compile("high|critical|medium|low"))).to_have_count(1)
    expect(desk.sheet).to_contain_text("1 of 1")
    expect(desk.field("matching")).to_have_text("1 of 4 claims shown")
    desk.field("category").select_option("")
    desk.sheet.focus()
    desk.press("/")
    desk.type("AWAKE")
    expect(desk.sheet).to_contain_text("It may keep you awake.")
    desk.type(" never")
    expect(desk.page.get_by_text("No claim matches.")).to_be_visible()
    desk.press("Escape")
    expect(desk.field("matching")).to_have_text("4 of 4 claims shown")


def test_the_role_chosen_shows_what_that_role_owes(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role("editor")
    expect(desk.field("matching")).to_have_text("1 of 4 claims shown")
    expect(desk.page.get_by_text("1 needs you as editor")).to_be_visible()


def test_claims_are_walked_by_keys_worst_first_and_in_the_text(at_desk: Open) -> None:
    desk = at_desk()
    desk.sheet.focus()
    for words in ("Tea cures colds.", "Tea is safe", "It may keep"):
        desk.press("j")
        expect(desk.sheet).to_contain_text(words)
        expect(desk.sheet).to_be_focused()
    desk.press("j")
    expect(desk.said).to_have_text("This is the last claim shown.")
    desk.press("t", "ArrowUp", "ArrowUp")
    expect(desk.page.locator(":focus")).to_contain_text("The FDA approves")
    desk.press("Enter")
    expect(desk.sheet).to_be_focused()
    desk.press("w")
    expect(desk.page.get_by_text("Readers believe it.")).to_be_visible()


def test_the_list_shows_every_claim_worst_first_and_where_it_stands(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role("clinician")
    desk.press("l")
    rows = desk.page.locator(".cr-desk-list li:visible")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text("The FDA approves tea for colds. critical")
    expect(rows.nth(1)).to_contain_text("needs clinician and editor")
    desk.press("j", "d")
    desk.type("No claim")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("saved")
    desk.field("needs").select_option("")
    expect(rows.nth(1)).to_contain_text("needs editor · dismissed by Ann Lee")
    desk.field("words").fill("awake")
    expect(rows).to_have_count(1)
    desk.page.reload()
    expect(desk.page.locator(".cr-desk-list")).to_be_visible()
    desk.press("l")
    expect(desk.page.locator(".cr-desk-list")).to_have_count(0)


def test_the_buttons_walk_too(at_desk: Open) -> None:
    desk = at_desk()
    desk.page.get_by_role("button", name="Next").click()
    expect(desk.sheet).to_contain_text("Tea cures colds.")
    desk.page.get_by_role("button", name="Previous").click()
    expect(desk.sheet).to_contain_text("The FDA approves")


def test_the_desk_takes_the_focus_when_it_opens(at_desk: Open) -> None:
    desk = at_desk()
    expect(desk.sheet).to_be_focused()


def test_only_one_mark_is_in_the_tab_order(at_desk: Open) -> None:
    desk = at_desk()
    expect(desk.page.locator(".cr-desk-mark[tabindex='0']")).to_have_count(1)


def test_help_opens_on_its_key_and_gives_the_focus_back(at_desk: Open) -> None:
    desk = at_desk()
    desk.sheet.focus()
    desk.press("?")
    expect(desk.page.get_by_role("dialog", name="Keys")).to_contain_text("not a validated system")
    desk.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    expect(desk.sheet).to_be_focused()


def test_no_letter_reaches_the_notebook_around_the_desk(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("j", "x", "b", "d", "Enter", "Escape", "Escape", "Control+Enter", "ArrowDown", "Control+s")
    assert desk.page.evaluate("window.reached") == ["Control", "Control", "s"]


# -- deciding -----------------------------------------------------------------------------------------------------


def test_a_claim_is_decided_by_keys_alone_and_is_in_the_file(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("j", "a")
    expect(desk.field("evidence")).to_be_focused()
    desk.type("Cochrane review, 2024")
    desk.press("Control+Enter")
    expect(desk.said).to_have_text("Approved and saved. 3 left.")
    expect(desk.sheet).to_be_focused()
    expect(desk.sheet).to_contain_text("Tea is safe for everybody.")
    (entry,) = desk.entries()
    assert (entry.by, entry.role, entry.identity, entry.evidence, entry.text) == (
        "Ann Lee",
        Role.CLINICIAN,
        "git",
        "Cochrane review, 2024",
        "Tea cures colds.",
    )


def test_what_is_missing_is_said_at_its_field_and_nothing_is_saved(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("a")
    desk.type("A letter")
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("alert")).to_have_text("Say why.")
    expect(desk.field("note")).to_be_focused()
    expect(desk.field("note")).to_have_attribute("aria-invalid", "true")
    expect(desk.field("evidence")).to_have_value("A letter")
    desk.press("Escape", "r", "Control+Enter")
    expect(desk.page.get_by_role("alert")).to_have_text("Change the wording, or say below what must change.")
    desk.press("Escape", "d", "Control+Enter")
    expect(desk.page.get_by_role("alert")).to_have_text("Say why.")
    assert desk.entries() == []


def test_evidence_typed_before_is_offered_again(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("j", "a")
    expect(desk.page.locator(".cr-desk-offers")).to_have_count(0)
    desk.type("Letter of 2024")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("saved")
    desk.press("a", "Tab", "Enter")
    expect(desk.field("evidence")).to_have_value("Letter of 2024")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("2 left")
    assert [entry.evidence for entry in desk.entries()] == ["Letter of 2024"] * 2


def test_a_proposed_wording_is_taken_over_and_sent(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.page.get_by_role("button", name="Propose this wording").click()
    expect(desk.field("wording")).to_have_value("The FDA has not approved tea.")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("Change asked for and saved.")
    (entry,) = desk.entries()
    assert (entry.action, entry.wording) == ("revise", "The FDA has not approved tea.")


def test_u_takes_the_last_decision_back_and_shows_the_claim(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("j", "d")
    desk.type("A title")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("Dismissed and saved.")
    desk.press("u")
    expect(desk.said).to_contain_text("Taken back.")
    expect(desk.sheet).to_contain_text("Tea cures colds.")
    expect(desk.sheet).to_contain_text("(taken back)")
    assert [entry.action for entry in desk.entries()] == ["dismiss", "withdraw"]
    desk.press("u")
    expect(desk.said).to_contain_text("You have decided nothing here in this role")


def test_a_refused_save_is_said_at_once_and_keeps_what_was_typed(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.path.with_name("tea.md.reviews").write_text("in the way")
    desk.press("j", "a")
    desk.type("My long evidence")
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("Cannot be written")
    expect(desk.field("evidence")).to_have_value("My long evidence")
    desk.path.with_name("tea.md.reviews").unlink()
    desk.field("evidence").focus()
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("Approved and saved.")
    assert [entry.evidence for entry in desk.entries()] == ["My long evidence"]


def test_a_kernel_that_does_not_answer_is_said_and_nothing_is_saved_twice(at_desk: Open) -> None:
    desk = at_desk(patience="50")
    desk.as_role()
    desk.kernel.silent = True
    desk.press("j", "a")
    desk.type("Evidence")
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("The kernel has not answered")
    expect(desk.field("evidence")).to_have_value("Evidence")
    desk.kernel.silent = False
    desk.field("evidence").focus()
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("Approved and saved.")
    assert len(desk.entries()) == 1


def test_after_a_reload_the_decision_the_draft_and_the_place_are_there(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("j", "a")
    desk.type("Review, 2024")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("saved")
    desk.press("j", "d")
    desk.type("Half a sent")
    desk.page.reload()
    expect(desk.sheet).to_contain_text("It may keep you awake.")
    expect(desk.field("note")).to_have_value("Half a sent")
    expect(desk.field("role")).to_have_value("clinician")
    desk.field("state").select_option("")
    desk.field("needs").select_option("")
    desk.press("k")
    desk.page.locator(".cr-desk-mark", has_text="Tea cures").click()
    expect(desk.sheet).to_contain_text("approve by Ann Lee, clinician")
    assert len(desk.entries()) == 1


def test_what_is_typed_is_there_after_the_tab_was_closed(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("d")
    desk.type("Half a sent")
    again = desk.page.context.new_page()
    again.expose_function("kernel", desk.kernel)
    again.route("**/*", desk.serve)
    desk.page.close()
    again.goto(HOME)
    expect(again.locator("[data-name=note]")).to_have_value("Half a sent")
    expect(again.locator("[data-name=role]")).to_have_value("clinician")


@pytest.mark.parametrize("width", [830, 1200])
def test_the_button_that_signs_is_in_view_with_the_sentence(at_desk: Open, width: int) -> None:
    desk = at_desk(width=width)
    desk.as_role()
    desk.press("a")
    expect(desk.sign).to_be_in_viewport(ratio=1)
    expect(desk.sheet.locator("blockquote")).to_be_in_viewport(ratio=1)
    expect(desk.page.locator(".cr-desk-text")).to_be_in_viewport()


def test_what_another_person_decided_meanwhile_is_shown(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    other = opened_by(desk.path)
    key = next(claim.key for claim in other.claims if "cures" in claim.text)
    other.decide(key, "revise", by="Bo", role="clinician", note="Too strong").save()
    desk.page.evaluate("Date.now = ((now) => () => now() + 5000)(Date.now.bind(Date))")
    desk.page.locator(".cr-desk-text").focus()
    expect(desk.said).to_have_text("Another reviewer decided meanwhile; the desk shows it.")
    desk.page.locator(".cr-desk-mark", has_text="Tea cures").click()
    expect(desk.sheet).to_contain_text("Bo asks for a change as clinician.")


def test_an_edited_sentence_comes_back_with_what_changed(at_desk: Open) -> None:
    desk = at_desk()
    desk.as_role()
    desk.press("j", "a")
    desk.type("Review, 2024")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("saved")
    desk.path.write_text(TEXT.replace("Tea cures colds", "Tea cures all colds"), encoding="utf-8")
    desk.page.evaluate("Date.now = ((now) => () => now() + 5000)(Date.now.bind(Date))")
    desk.page.locator(".cr-desk-text").focus()
    expect(desk.said).to_contain_text("was read again")
    desk.field("state").select_option("stale")
    expect(desk.sheet).to_contain_text("The wording changed since Ann Lee approved it")
    expect(desk.sheet.locator("ins")).to_have_text("put in: all ")


# -- the claims library -------------------------------------------------------------------------------------------

AGREED = """- text: TEA cures colds.
  product: tea
  references: [Cochrane review 7, Label 2]
  approved_by: Di Fox (clinician)
  approved_on: 2026-01-31
  expires: {until}
- text: Tea may be safe for 3 in 4 people.
  references: [Old trial]
- text: It may keep you wide awake.
  references: [Sleep study]
"""


def shelved(desk: Desk, until: str = "2099-01-31") -> Desk:
    """Put a library beside the article and let the desk see it."""
    desk.path.with_name("claims-library.yaml").write_text(AGREED.format(until=until), encoding="utf-8")
    desk.page.reload()
    desk.kernel.session.review = None
    desk.page.reload()
    desk.field("state").select_option("")
    return desk


def test_an_agreed_wording_is_shown_with_its_approval(at_desk: Open) -> None:
    desk = shelved(at_desk())
    desk.as_role()
    desk.page.locator(".cr-desk-mark", has_text="Tea cures").click()
    agreed = desk.field("library")
    for words in (
        "word for word",
        "Approved by Di Fox (clinician) on 31 January 2026; valid until 31 January 2099.",
        "References: Cochrane review 7; Label 2 · Product: tea",
    ):
        expect(agreed).to_contain_text(words)
    expect(agreed.locator("ins, del")).to_have_count(0)
    agreed.get_by_role("button", name="Approve with this evidence").click()
    expect(desk.field("evidence")).to_have_value("Cochrane review 7; Label 2")


def test_an_agreed_wording_that_ran_out_offers_no_evidence(at_desk: Open) -> None:
    desk = shelved(at_desk(), "2020-01-31")
    desk.page.locator(".cr-desk-mark", has_text="Tea cures").click()
    expect(desk.field("library")).to_contain_text("it ran out")
    expect(desk.field("library")).to_contain_text("ran out on 31 January 2020")
    expect(desk.field("library").get_by_role("button")).to_have_count(0)


def test_a_near_wording_shows_the_words_that_differ_and_names_what_misleads(at_desk: Open) -> None:
    desk = shelved(at_desk(TEXT.replace("safe for everybody", "safe for 4 in 4 people")))
    desk.page.locator(".cr-desk-mark", has_text="Tea is safe").click()
    near = desk.field("library")
    expect(near.locator("del")).to_have_text(["only in the library: may be ", "only in the library: 3 "])
    expect(near.locator("ins")).to_have_text(["only here: is ", "only here: 4 "])
    expect(near.locator("li")).to_have_text(["number 3 became 4", 'hedge "may" is gone'])
    expect(near.get_by_role("button", name="Approve with this evidence")).to_have_count(0)
    near.get_by_role("button", name="Propose the agreed wording").click()
    expect(desk.field("wording")).to_have_value("Tea may be safe for 3 in 4 people.")
    desk.press("Escape")
    desk.page.locator(".cr-desk-mark", has_text="awake").click()
    expect(desk.field("library")).to_contain_text("No number, medicine, negation or hedge differs.")
    expect(desk.field("library").get_by_role("button", name="Approve with this evidence")).to_be_visible()


def approved(desk: Desk) -> None:
    """Approve the claim that only a clinician owes and lay it open again."""
    desk.as_role()
    desk.page.locator(".cr-desk-mark", has_text="awake").click()
    desk.sheet.focus()
    desk.press("a")
    desk.type("Sleep study, 2024")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("Approved and saved.")
    desk.field("state").select_option("settled")
    expect(desk.sheet).to_contain_text("It may keep you awake.")


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_settled_claim_is_put_into_the_library(at_desk: Open, way: str) -> None:
    desk = at_desk()
    expect(desk.field("promote")).to_have_count(0)
    approved(desk)
    if way == "key":
        desk.sheet.focus()
        desk.press("p")
    else:
        desk.field("promote").focus()
        desk.press("Enter")
    expect(desk.said).to_contain_text("Added to claims-library.yaml")
    expect(desk.sheet).to_be_focused()
    expect(desk.field("promote")).to_have_count(0)
    expect(desk.field("library")).to_contain_text("Approved by Ann Lee (clinician)")
    (wording,) = read_library(desk.path.with_name("claims-library.yaml")).wordings
    assert (wording.text, wording.references) == ("It may keep you awake.", ("Sleep study, 2024",))
    desk.press("p")
    expect(desk.said).to_contain_text("already")
    assert len(read_library(desk.path.with_name("claims-library.yaml")).wordings) == 1


def test_what_cannot_go_into_the_library_is_refused_in_words(at_desk: Open) -> None:
    desk = at_desk()
    desk.press("p")
    expect(desk.said).to_have_text(
        re.compile("^Not added to the claims library. .*is not settled by an approval; approve it first.$")
    )
    approved(desk)
    desk.path.with_name("claims-library.yaml").mkdir()
    desk.field("promote").click()
    expect(desk.said).to_have_text(re.compile("^Not added to the claims library. Cannot be read"))
    expect(desk.field("promote")).to_be_visible()


def test_an_article_that_changed_meanwhile_is_read_again_and_nothing_is_added(at_desk: Open) -> None:
    desk = at_desk()
    approved(desk)
    desk.path.write_text(TEXT.replace("keep you awake", "keep everybody awake"), encoding="utf-8")
    desk.press("p")
    expect(desk.said).to_contain_text("Nothing was added; ask again.")
    assert not desk.path.with_name("claims-library.yaml").exists()


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("light", ["true", "false"])
def test_axe_finds_nothing_about_the_library(
    at_desk: Open, tool: Callable[[str], Path], width: int, light: str
) -> None:
    desk = shelved(at_desk(TEXT.replace("safe for everybody", "safe for 4 in 4 people"), width=width))
    desk.page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", light)
    desk.page.evaluate(tool("AXE_CORE").read_text("utf-8"))
    for words in ("Tea cures", "Tea is safe"):
        desk.page.locator(".cr-desk-mark", has_text=words).click()
        expect(desk.field("library")).to_be_visible()
        result = desk.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in result] == []
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width


# -- who ----------------------------------------------------------------------------------------------------------


def test_who_is_not_listed_or_has_expired_cannot_sign(at_desk: Open) -> None:
    desk = at_desk(listed=LISTED)
    desk.sheet.focus()
    desk.press("d")
    expect(desk.page.get_by_text("The credential of Ann Lee has run out")).to_be_visible()
    expect(desk.sign).to_be_disabled()
    desk.field("name").select_option("Bo Berg")
    desk.field("role").select_option("editor")
    expect(desk.sign).to_be_enabled()


def test_a_name_is_asked_for_once_where_none_is_known(at_desk: Open) -> None:
    desk = at_desk(identity=Identity("", "typed"))
    desk.as_role()
    desk.press("d")
    expect(desk.page.get_by_text("Give your name at the top first.")).to_be_visible()
    desk.page.get_by_role("button", name="Go there").click()
    expect(desk.field("name")).to_be_focused()
    desk.type("Cy Doe")
    desk.field("note").fill("No claim")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("Dismissed and saved.")
    assert [(entry.by, entry.identity) for entry in desk.entries()] == [("Cy Doe", "typed")]


def test_a_press_that_takes_the_focus_from_the_name_is_not_lost(at_desk: Open) -> None:
    desk = at_desk(identity=Identity("", "typed"))
    desk.as_role()
    desk.press("d")
    expect(desk.sign).to_be_disabled()
    desk.field("name").focus()
    desk.type("Cy Doe")
    expect(desk.sign).to_have_text("Sign as Cy Doe, clinician")
    expect(desk.sign).to_be_enabled()
    desk.field("approve").click(delay=150)  # longer than any timer that the change of the name could start
    expect(desk.field("evidence")).to_be_focused()
    desk.page.reload()
    expect(desk.field("name")).to_have_value("Cy Doe")


def test_a_hub_name_cannot_be_changed(at_desk: Open) -> None:
    desk = at_desk(identity=Identity("alee", "jupyterhub"))
    expect(desk.page.locator("input[data-name=name]")).to_have_count(0)
    expect(desk.page.get_by_text("You are signed in to JupyterHub")).to_be_visible()
    reply = desk.kernel.session.answer(
        {"kind": "decide", "key": "x", "by": "Bo", "role": "editor", "action": "dismiss"}
    )
    assert "signed in as alee" in reply["message"]


# -- safe for everybody -------------------------------------------------------------------------------------------


def test_hostile_text_is_shown_and_never_runs(at_desk: Open) -> None:
    desk = at_desk(HOSTILE + TEXT)
    desk.as_role()
    desk.press("j", "r")
    desk.field("note").fill("<img src=x onerror=window.hacked=7>")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("saved")
    expect(desk.page.get_by_text("<img src=x onerror=window.hacked=4>").first).to_be_visible()
    assert desk.page.evaluate("window.hacked") is None
    assert (
        desk.page.locator("#desk :is(img, script, svg, iframe, [onclick], [onload], [onerror])").count() == 0
    )
    assert desk.page.locator("#desk a[href^=javascript]").count() == 0


def test_the_module_never_makes_markup_of_text() -> None:
    script = (STATIC / "desk.js").read_text("utf-8")
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc", script
    )
    assert not re.findall(r"\b(fetch|XMLHttpRequest|WebSocket|import)\b\s*\(", script)


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("light", ["true", "false"])
def test_axe_finds_nothing(at_desk: Open, tool: Callable[[str], Path], width: int, light: str) -> None:
    axe = tool("AXE_CORE").read_text("utf-8")
    desk = at_desk(width=width, listed=LISTED.replace("2020", "2090"))
    desk.page.context.set_extra_http_headers({})
    desk.page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", light)
    desk.page.evaluate(axe)

    def violations() -> list[tuple[str, str]]:
        result = desk.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        return [(one["id"], one["nodes"][0]["html"]) for one in result]

    assert violations() == []
    desk.as_role()
    desk.press("w", "a", "Control+Enter")
    expect(desk.page.get_by_role("alert")).to_have_text("Name the evidence this wording rests on.")
    assert violations() == []
    desk.type("Letter")
    desk.field("note").fill("Why not")
    desk.press("Control+Enter")
    expect(desk.said).to_contain_text("saved")
    desk.field("state").select_option("")
    desk.page.locator(".cr-desk-mark", has_text="FDA").click()
    assert violations() == []
    desk.sheet.focus()
    desk.press("?")
    assert violations() == []


@pytest.mark.parametrize("width", [320, 600])
def test_nothing_is_cut_off_on_a_small_screen_or_at_twice_the_size(at_desk: Open, width: int) -> None:
    desk = at_desk(width=width)
    desk.as_role()
    desk.press("a")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    for control in desk.page.locator("#desk :is(button, select, input, textarea):visible").all():
        box = control.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_a_decision_among_a_hundred_claims_redraws_its_card_and_not_the_text(at_desk: Open) -> None:
    desk = at_desk("# Tea\n\n" + "\n\n".join(f"Tea cures cold number {n}." for n in range(100)))
    desk.as_role()
    expect(desk.page.locator(".cr-desk-mark")).to_have_count(100)
    desk.page.evaluate(
        """() => { window.added = 0; new MutationObserver((changes) => { for (const c of changes)
        window.added += [...c.addedNodes].filter((n) => n.nodeType === 1).length; })
        .observe(document.querySelector(".cr-desk-text"), { childList: true, subtree: true }); }"""
    )
    desk.press("d")
    desk.type("No")
    desk.press("Control+Enter")
    expect(desk.said).to_have_text("Dismissed and saved. 99 left.")
    assert desk.page.evaluate("window.added") == 0
    assert len(desk.entries()) == 1


def test_the_desk_says_when_no_rule_fired(at_desk: Open) -> None:
    desk = at_desk("# Tea\n\nIt is brown.\n")
    expect(desk.page.get_by_text("No rule fired on this article.")).to_be_visible()


def test_the_day_is_an_input(tmp_path: Path) -> None:
    path = tmp_path / "content" / "tea.md"
    path.parent.mkdir()
    path.write_text(TEXT)
    (path.parent / "reviewers.toml").write_text(LISTED)
    for day, expired in ((dt.date(2019, 12, 31), False), (dt.date(2020, 1, 2), True)):
        session = Session([path], today=day, open=opened_by)
        people = session.answer({"kind": "open"})["who"]["people"]
        assert [person["expired"] for person in people] == [expired, False]
