"""Reports in a browser: nothing is fetched, nothing is barred to anybody, and the index sorts and filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clinreview.report import write_reports

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
SEED = ROOT / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"
LOOKS = [
    (name, scheme, media)
    for name in (SEED.stem, "index")
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("light", "print"))
] + [("torn", "light", "screen")]
LONG = "electroencephalography" * 9
OTHER = f"Tea\n\nThis tea cures diabetes. It has no side effects. {LONG} cures cancer.\n"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    (made / "tea.txt").write_text(OTHER, encoding="utf-8")
    (made / "torn.txt").write_bytes(b"\xff\xfe\x00\xd8 torn")
    write_reports([SEED, made / "tea.txt", made / "torn.txt"], made, today=dt.date(2026, 11, 23))
    return made


def opened(
    browser: Browser, path: Path, scheme: str = "light", media: str = "screen", width: int = 1280
) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    page.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_axe_finds_nothing(
    browser: Browser, folder: Path, tool: Callable[[str], Path], look: tuple[str, str, str], width: int
) -> None:
    axe = tool("AXE_CORE").read_text("utf-8")
    name, scheme, media = look
    page = opened(browser, folder / f"{name}.html", scheme, media, width)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(axe)
    found = page.evaluate(
        "(size) => axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: size } } })",
        media == "screen",  # nobody taps paper
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("name", [SEED.stem, "index"])
def test_nothing_is_fetched_and_the_policy_is_kept(browser: Browser, folder: Path, name: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((folder / f"{name}.html").as_uri())
    assert asked == [(folder / f"{name}.html").as_uri()]
    assert said == []


@pytest.mark.parametrize("name", [SEED.stem, "tea", "torn", "index"])
def test_nothing_is_cut_off_on_a_small_screen(browser: Browser, folder: Path, name: str) -> None:
    page = opened(browser, folder / f"{name}.html", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_mark_leads_to_its_card_and_back(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder / f"{SEED.stem}.html")
    page.click('.cr-text a[href="#claim-1"]')
    assert page.evaluate("location.hash") == "#claim-1"
    page.click('#claim-1 a[href="#text-1"]')
    assert page.evaluate("document.querySelector(':target').textContent").startswith("critical")


def test_the_index_sorts_and_filters(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder / "index.html")
    first = "#articles tbody tr:first-child"
    assert "Not checked" in page.inner_text(first)
    page.click("#articles thead th:has-text('critical') button")
    assert "Ketamine" in page.inner_text(first)
    assert page.get_attribute("#articles thead th:has-text('critical')", "aria-sort") == "descending"
    page.fill("input[type=search]", "tea")
    assert page.locator("#articles tbody tr:visible").count() == 1
    assert page.inner_text("[role=status]") == "1 of 3 articles shown"


def test_the_index_stands_without_javascript(browser: Browser, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((folder / "index.html").as_uri())
    assert page.locator("#articles tbody tr").count() == 3
    assert page.locator("button, input, select").count() == 0


def test_paper_shows_what_the_screen_folds_away(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder / f"{SEED.stem}.html", media="print")
    why = page.locator("#claim-1 .cr-why").first
    assert why.bounding_box()
    assert page.locator(".cr-toc").is_hidden()
