"""What several tests need: a result of a check, made by hand, with everything a format must survive."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clinreview.article import Article, Sentence, Span
from clinreview.finding import Finding
from clinreview.gate import Checked, Failure, Gate
from clinreview.readers import article_from_text
from clinreview.record import Match, Verdict
from clinreview.review import Claim, Review, State
from clinreview.rule import Role, Rule, Scope, Severity

# Emoji before the claim (UTF-16 counts it as two), markup, a formula, workflow commands, a control character.
HOSTILE = """Drops \N{PILL} and <b>sprays</b> & more

\N{PILL}\N{PILL} The FDA approves drops, 100% ::error::x, for colds. It also ##[error]bites\x1b[31m.

=1+1 is what =cmd|' /C calc'!A0 says: "take, twice".
"""

REGULATORY = Rule(
    id="REG01",
    version=2,
    name="regulator-approval",
    categories=("regulatory-status",),
    severity=Severity.HIGH,
    roles=(Role.REGULATORY,),
    ask="Does the record show this approval?",
    why="Readers take it for an official promise of safety.",
    evidence="The regulator's own record.",
    suggest="Name the product, the use and the year.",
    sources=("21 CFR 202.1",),
)
STYLE = Rule(
    id="STY01",
    version=1,
    name="odd-words",
    categories=("promotion",),
    severity=Severity.LOW,
    roles=(Role.EDITOR,),
    ask="Can this be said plainly?",
    why="Plain words are read.",
    sources=("House style",),
)
MATCH = Match(
    verdict=Verdict.CONTRADICTED,
    row="drops-cold-none",
    says="No FDA approval of drops for colds was found.",
    matched="FDA … approves drops … colds",
    reference="Drugs@FDA <b>search</b>",
    as_of=dt.date(2026, 3, 1),
    confidence="verified",
    suggestion="Drops are not approved by the FDA for colds.",
)


def finding(rule: Rule, sentence: Sentence, **changes: object) -> Finding:
    """What a rule says about the whole of a sentence."""
    made = Finding(
        rule=rule.id,
        name=rule.name,
        version=rule.version,
        scope=Scope.SENTENCE,
        categories=rule.categories,
        severity=rule.severity,
        roles=rule.roles,
        span=sentence.span,
        text=sentence.text,
        trigger=sentence.text[:8],
        trigger_span=sentence.span,
        ask=rule.ask,
        why=rule.why,
        suggestion=rule.suggest,
        sentence=sentence,
        section=sentence.section,
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def claim(key: str, *findings: Finding, state: State = State.OPEN) -> Claim:
    """A claim of these findings, the worst first."""
    return Claim(
        key=key,
        sentence=findings[0].sentence,
        findings=findings,
        severity=findings[0].severity,
        roles=findings[0].roles,
        categories=findings[0].categories,
        state=state,
        owed=() if state is State.SETTLED else findings[0].roles,
    )


def page_finding(article: Article) -> Finding:
    """A finding about the article as a whole."""
    return dataclasses.replace(
        finding(STYLE, article.sentences[0]),
        scope=Scope.ARTICLE,
        span=Span(0, len(article.source)),
        text="",
        trigger="no date of review",
        sentence=None,
    )


@pytest.fixture
def gate() -> Gate:
    """Three claims (one stops a merge, one is settled, one is about the page) and a file that was not read."""
    article = article_from_text(HOSTILE, name="hostile")
    approves = next(s for s in article.sentences if "FDA" in s.text)
    formula = next(s for s in article.sentences if "calc" in s.text)
    claims = (
        claim(
            "aaaa",
            finding(REGULATORY, approves, severity=Severity.CRITICAL, record=MATCH),
            finding(STYLE, approves),
        ),
        claim("bbbb", finding(STYLE, formula)),
        claim("cccc", finding(REGULATORY, formula), state=State.SETTLED),
        claim("dddd", page_finding(article)),
    )
    review = Review(article=article, claims=claims)
    return Gate(
        articles=(Checked("content/hostile, one: 100%.txt", review, claims),),
        failures=(Failure("content/torn.docx", "content/torn.docx: is damaged; save it again"),),
        rules=(REGULATORY, STYLE),
        rulebook="0123456789ab",
    )


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find a browser: skip where there is none, fail in CI, which installs one."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("chromium is missing, and CI must have it")
    if found is None:
        pytest.skip("chromium is not installed here")
    return found


@pytest.fixture
def tool() -> Callable[[str], Path]:
    """Find a file that .ci/run installs from npm and names in a variable; skip where it did not."""

    def find(variable: str) -> Path:
        if variable not in os.environ:
            pytest.skip(f"{variable} does not name a file; .ci/run installs it where npm is there")
        return Path(os.environ[variable])

    return find
