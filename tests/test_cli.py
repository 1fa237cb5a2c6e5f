"""The command line: every command, three exit codes, bad input in one line, git revisions, standard input."""

from __future__ import annotations

import csv
import functools
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import clinreview as cr
from clinreview import cli
from clinreview.cli import COMMANDS, main
from clinreview.rulebook import Rulebook, read_rulebook

RULE = """\
id: TEST01
version: 1
name: moon-dust
categories: [efficacy]
severity: high
roles: [clinician, regulatory]
match: ["moon dust (cures|heals)"]
ask: "Is there evidence for moon dust?"
why: "Moon dust is dust."
sources: ["Tests"]
flags: ["Moon dust cures warts."]
passes: ["Moon dust is grey."]
"""
CLAIM = "Moon dust heals warts."
QUIET = "The clinic opens at nine."


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one house rule."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "moon-dust.yaml").write_text(RULE, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def compiled() -> Callable[..., Rulebook]:
    """A rulebook is the same each time its folders are read: compile it once for all tests."""
    cached = functools.cache(read_rulebook)
    return lambda *folders: cached(*(Path(folder).absolute() for folder in folders))


@pytest.fixture(autouse=True)
def house(
    tmp_path: Path, rules: Path, compiled: Callable[..., Rulebook], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A repository of articles with one house rule, as the current folder."""
    settings(tmp_path, rules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("clinreview.rulebook.read_rulebook", compiled)
    return tmp_path


def settings(folder: Path, rules: Path, more: str = "") -> None:
    text = f"[tool.clinreview]\nrules = [{json.dumps(str(rules))}]\n{more}"
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def article(text: str, name: str = "content/a.md") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Warts\n\n{text}\n", encoding="utf-8")
    return path


def run(*words: str) -> int:
    try:
        return main(words)
    except SystemExit as stop:  # argparse
        return int(stop.code or 0)


# Help


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert f"usage: clinreview {command}" in capsys.readouterr().out


def test_help_names_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    said = capsys.readouterr().out
    assert [command.name for command in COMMANDS if f"    {command.name} " not in said] == []
    assert "exit codes: 0" in said


def loaded(*words: str) -> set[str]:
    """Packages that a command imports."""
    code = f"import sys; from clinreview.cli import main\ntry: main({words!r})\nexcept SystemExit: pass\n"
    code += "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split("\n")[-2].split())


HEAVY = {
    "pandas",
    "numpy",
    "IPython",
    "jupyterlab",
    "nbformat",
    "nbconvert",
    "nbclient",
    "jinja2",
    "anywidget",
    "textstat",
}


def test_help_loads_nothing_of_the_kit_but_the_command_line() -> None:
    assert loaded("--help") & (HEAVY | {"yaml", "re2", "ahocorasick_rs", "lxml"}) == set()


def test_check_loads_nothing_of_jupyter() -> None:
    article(CLAIM)
    found = loaded("check")
    assert "re2" in found  # it did check
    assert found & HEAVY == set()


# Exit codes


def test_open_claim_at_the_limit_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    article(CLAIM)
    assert run("check") == 1
    said = capsys.readouterr().out
    assert "high · 3:1 · efficacy · for clinician and regulatory" in said
    assert "ask: Is there evidence for moon dust? [moon-dust]" in said


def test_open_claim_below_the_limit_is_0() -> None:
    article(CLAIM)
    assert run("check", "--fail-on", "critical") == 0


def test_the_project_may_set_the_limit(house: Path, rules: Path) -> None:
    article(CLAIM)
    settings(house, rules, 'fail-on = "critical"\n')
    assert run("check") == 0
    assert run("check", "--fail-on", "low") == 1


def test_settled_claim_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    path = article(CLAIM)
    run("check", "--format", "json")
    findings = json.loads(capsys.readouterr().out)["articles"][0]["findings"]
    key = next(finding["key"] for finding in findings if finding["rule"] == "TEST01")
    for role, name in (("clinician", "Ann Lee"), ("regulatory", "Bo Ray")):
        words = ("--role", role, "--by", name, "--evidence", "A trial of moon dust")
        assert run("decide", str(path), key[:8], "approve", *words) == 0
    assert run("check") == 0
    assert "1 settled" in capsys.readouterr().out
    assert run("log", "verify") == 0
    assert run("log", "show") == 0
    assert "approve by Bo Ray (regulatory)" in capsys.readouterr().out
    path.write_text(path.read_text().replace("warts.", "all warts."))
    assert run("check") == 1


def test_an_edited_log_is_not_intact(capsys: pytest.CaptureFixture[str]) -> None:
    path = article(CLAIM)
    run("check", "--format", "json")
    key = json.loads(capsys.readouterr().out)["articles"][0]["findings"][0]["key"]
    run("decide", str(path), key, "dismiss", "--role", "clinician", "--by", "Ann Lee", "--note", "a joke")
    (log,) = Path("content").rglob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"a joke", b"a fact"))
    assert run("log", "verify") == 1
    assert "NOT intact" in capsys.readouterr().out


def test_a_decision_without_what_it_needs_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    path = article(CLAIM)
    run("check", "--format", "json")
    key = json.loads(capsys.readouterr().out)["articles"][0]["findings"][0]["key"]
    assert run("decide", str(path), key, "approve", "--role", "clinician", "--by", "Ann Lee") == 2
    assert (
        capsys.readouterr().err
        == "clinreview: approve: the evidence is missing; name the source this wording rests on\n"
    )
    assert run("decide", str(path), "ffffffff", "approve", "--role", "clinician", "--by", "Ann Lee") == 2


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("content/missing.md", None, "does not exist"),
        ("content/empty.md", b"", "no text"),
        ("content/latin.md", b"caf\xe9 cr\xe8me", "not valid UTF-8"),
        ("content/table.xls", b"x", "unknown format '.xls'"),
        ("content/nul.txt", b"a\0b", "NUL"),
        ("content/torn.docx", b"PK\x03\x04 not a zip", "content/torn.docx"),
    ],
)
def test_bad_input_is_one_line_and_2_and_the_others_go_through(
    name: str, data: bytes | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = article(CLAIM, "content/good.md")
    if data is not None:
        Path(name).write_bytes(data)
    assert run("check", name, str(good)) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"clinreview: {name}: ")
    assert says in err
    assert err.count("\n") == 1
    assert "content/good.md: " in out


def test_a_folder_without_articles_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    Path("content").mkdir()
    assert run("check") == 2
    assert (
        capsys.readouterr().err
        == "clinreview: content: holds no article; put .txt, .md, .html or .docx files there\n"
    )
    assert run("report") == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            RULE.replace("unless", "unless").replace("match:", "matches:"),
            "unknown key 'matches'; did you mean 'match'?",
        ),
        (RULE.replace('"Moon dust cures warts."', '"Dust."'), "does not flag its own example"),
        (RULE.replace("(cures|heals)", "(cures"), "does not compile"),
        (RULE.replace('["moon dust (cures|heals)"]', '["moon dust cures", "zebra"]'), "no example hits"),
    ],
)
def test_a_wrong_rule_is_told_precisely(
    house: Path, text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "pyproject.toml").unlink()
    (house / "rules").mkdir()
    (house / "rules/moon-dust.yaml").write_text(text, encoding="utf-8")
    assert run("rules", "--test", "rules") == 2
    err = capsys.readouterr().err
    assert says in err
    assert "rules/moon-dust.yaml" in err


def test_rules_are_listed_tested_and_explained(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules") == 0
    assert "TEST01     moon-dust" in capsys.readouterr().out
    assert run("rules", "--test", str(rules)) == 0
    assert "1 rule, 2 examples: no problems" in capsys.readouterr().out
    assert run("explain", "moon-dust") == 0
    assert "ask: Is there evidence for moon dust?" in capsys.readouterr().out
    assert run("explain", "moon-dusk") == 2
    assert "did you mean moon-dust?" in capsys.readouterr().err


def test_stats_name_the_rules_that_were_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    path = article(CLAIM)
    run("check", "--format", "json")
    key = json.loads(capsys.readouterr().out)["articles"][0]["findings"][0]["key"]
    run("decide", str(path), key, "dismiss", "--role", "clinician", "--by", "Ann Lee", "--note", "a joke")
    assert run("rules", "--stats") == 0
    said = capsys.readouterr().out
    assert "moon-dust" in said
    assert "right in 0 of 1" in said
    assert f'candidate for passes: "{CLAIM}"' in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("chek",), "invalid choice"),
        (("check", "--fail-on", "dire"), "invalid choice"),
        (("check", "--today", "yesterday"), "write it as 2026-03-31"),
        (("check", "--roles", "regulatory", "content/"), "'content/' is not a role"),
        ((), "COMMAND"),
    ],
)
def test_a_wrong_option_is_2(words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert says in capsys.readouterr().err


def test_wrong_settings_are_2(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article(QUIET)
    (house / "pyproject.toml").write_text('[tool.clinreview]\nfail-on = "dire"\n')
    assert run("check") == 2
    assert "fail-on: 'dire' is not a severity" in capsys.readouterr().err


def test_a_spreadsheet_decides_too(capsys: pytest.CaptureFixture[str]) -> None:
    path = article(CLAIM)
    assert run("decide", str(path), "--write-worksheet", "claims.csv") == 0
    with open("claims.csv", encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    for row in rows:
        row |= {"action": "dismiss", "by": "Ann Lee", "role": "clinician", "remark": "a joke"}
    with open("claims.csv", "w", encoding="utf-8", newline="") as sheet:
        table = csv.DictWriter(sheet, rows[0])
        table.writeheader()
        table.writerows(rows)
    assert run("decide", str(path), "--read-worksheet", "claims.csv") == 0
    assert f"{len(rows)} decisions written" in capsys.readouterr().out
    assert run("log", "show") == 0
    assert "dismiss by Ann Lee (clinician), name from a worksheet" in capsys.readouterr().out
    assert run("log", "show", "--csv") == 0
    (row, *_) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["article"], row["by"], row["note"]) == (str(path), "Ann Lee", "a joke")
    assert "version" in row["asked"]
    assert run("decide", str(path)) == 2


# Record and corpus


def test_record_shows_what_is_held_with_its_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("record", "show", "Spravato") == 0
    said = capsys.readouterr().out
    assert "FDA · approved · Spravato" in said
    assert "as of 20" in said
    assert run("record", "show", "unobtainium") == 0
    assert "a question to look up, not an answer" in capsys.readouterr().out


def test_record_due_depends_on_the_day_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("record", "due", "--today", "1999-01-01") == 0
    assert capsys.readouterr().out == "no rows past the re-check date on 1999-01-01\n"
    assert run("record", "due", "--today", "2999-01-01") == 0
    assert "esketamine" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["table.csv", "table.json"])
def test_corpus_is_one_row_per_article(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    article(QUIET, "content/b.md")
    article(CLAIM, "content/=c.md")
    assert run("corpus") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "content/=c.md" in lines[1]  # the worst first
    assert run("corpus", "-o", name) == 0
    text = Path(name).read_text("utf-8")
    rows = json.loads(text) if name.endswith("json") else list(csv.DictReader(text.splitlines()))
    assert [row["path"] for row in rows] == ["content/=c.md", "content/b.md"]
    assert run("corpus", "-o", "table.xls") == 2


# Reports


def test_report_writes_a_page_for_each_article_and_an_index(capsys: pytest.CaptureFixture[str]) -> None:
    article(CLAIM)
    article(QUIET, "content/b.md")
    assert run("report", "--today", "2026-03-31") == 0
    assert {path.name for path in Path("reports").iterdir()} == {"a.html", "b.html", "index.html"}
    assert "Is there evidence for moon dust?" in Path("reports/a.html").read_text("utf-8")
    assert "open reports/index.html" in capsys.readouterr().out


def test_report_of_a_file_that_cannot_be_read_is_2_and_the_others_go_through(
    capsys: pytest.CaptureFixture[str],
) -> None:
    article(CLAIM)
    Path("content/b.md").write_bytes(b"caf\xe9 au lait")
    assert run("report") == 2
    assert Path("reports/a.html").is_file()
    assert "clinreview: " in capsys.readouterr().err
    assert "content/b.md" in Path("reports/index.html").read_text("utf-8")


# Filters


def test_roles_ask_what_one_role_owes() -> None:
    article(CLAIM)
    assert run("check", "--roles", "regulatory") == 1
    assert run("check", "--roles", "editor") == 0


def git(*words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


@pytest.fixture
def committed() -> Path:
    """An article with an open claim, as committed."""
    path = article(f"{CLAIM} {QUIET}")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "start")
    return path


def test_since_leaves_old_claims_alone(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 1
    assert run("check", "--since", "HEAD") == 0
    assert "new or changed since HEAD" in capsys.readouterr().out
    committed.write_text(f"# Warts\n\n{QUIET}\n\nA new paragraph.\n\n{CLAIM}\n")
    assert run("check", "--since", "HEAD") == 0  # moved, not changed


def test_since_sees_a_changed_claim(committed: Path) -> None:
    committed.write_text(committed.read_text().replace("heals warts", "heals all warts"))
    assert run("check", "--since", "HEAD") == 1


def test_since_sees_a_claim_swapped_for_another(committed: Path) -> None:
    committed.write_text(f"# Warts\n\nMoon dust cures cancer. {QUIET}\n")
    assert run("check", "--since", "HEAD") == 1


def test_since_sees_a_sign_off_taken_away(committed: Path) -> None:
    review = cr.open_review(committed)
    key = review.claims[0].key
    for role in ("clinician", "regulatory", "editor"):
        review = review.decide(key, "approve", by="Ann", role=role, evidence="https://example.org/label")
    review.save()
    git("add", ".")
    git("commit", "--quiet", "-m", "signed")
    assert run("check", "--since", "HEAD") == 0
    for log in committed.with_name(f"{committed.name}.reviews").glob("*.jsonl"):
        log.unlink()
    assert run("check", "--since", "HEAD") == 1


def test_since_sees_a_new_article(committed: Path) -> None:
    article(CLAIM, "content/b.md")
    assert run("check", "--since", "HEAD") == 1


def test_since_follows_a_renamed_article(committed: Path) -> None:
    git("mv", str(committed), "content/renamed.md")
    assert run("check", "--since", "HEAD") == 0


def test_since_of_an_unknown_revision_is_2(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--since", "origin/nowhere") == 2
    assert "--since origin/nowhere: git knows no such revision" in capsys.readouterr().err


def test_since_outside_a_repository_is_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    article(CLAIM)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert run("check", "--since", "HEAD") == 2
    assert "not in a git repository" in capsys.readouterr().err


# Standard input and output


@pytest.mark.parametrize(("name", "line"), [("x.md", 3), ("x.txt", 3), ("x.html", 2)])
def test_a_dash_reads_standard_input(
    name: str, line: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"<h1>Warts</h1>\n<p>{CLAIM}</p>" if name.endswith("html") else f"Warts\n\n{CLAIM}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run("check", "-", "--stdin-name", name, "--format", "json") == 1
    (found,) = json.loads(capsys.readouterr().out)["articles"]
    assert found["path"] == "-"
    assert [f["line"] for f in found["findings"] if f["rule"] == "TEST01"] == [line]


def test_bad_standard_input_is_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xfd")))
    assert run("check", "-") == 2
    assert capsys.readouterr().err.startswith("clinreview: standard input: ")


def test_output_goes_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    article(CLAIM)
    assert run("check", "--format", "json", "-o", "result.json") == 1
    assert capsys.readouterr().out == ""
    assert json.loads(Path("result.json").read_text("utf-8"))["schema"] == 1
    assert run("check", "-o", "nowhere/result.txt") == 2


def test_names_in_results_are_relative(capsys: pytest.CaptureFixture[str]) -> None:
    path = article(CLAIM)
    run("check", str(path.absolute()), "--format", "json")
    assert json.loads(capsys.readouterr().out)["articles"][0]["path"] == "content/a.md"


def test_a_reader_that_goes_away_ends_quietly() -> None:
    article(CLAIM)
    done = subprocess.run(
        [sys.executable, "-m", "clinreview.cli", "check", "--format", "json"],
        stdout=_closed_pipe(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == cli.PIPE_CLOSED


def _closed_pipe() -> int:
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def test_interrupted_work_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("clinreview.commands.rules.run", stop)
    assert run("rules") == cli.INTERRUPTED
    assert capsys.readouterr().err == "clinreview: stopped\n"


def test_a_bug_shows_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("clinreview.commands.rules.run", bug)
    with pytest.raises(ZeroDivisionError):
        run("rules")


# Init


def test_init_sets_up_a_repository_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "new"
    home.mkdir()
    assert run("init", str(home)) == 0
    monkeypatch.chdir(home)
    assert Path(".github/workflows/clinreview.yml").is_file()
    assert run("rules", "--test", "rules") == 0
    assert run("check") == 1


def test_the_notebooks_of_init_open_its_example(tmp_path: Path) -> None:
    assert run("init", str(tmp_path)) == 0
    notebooks = sorted((tmp_path / "notebooks").glob("*.ipynb"))
    assert len(notebooks) == 6
    named = [
        (tmp_path / "notebooks" / found).resolve()
        for path in notebooks
        for found in re.findall(r'path = \\"(.+?)\\"', path.read_text("utf-8"))
    ]
    assert len(named) >= 4
    assert all(path.is_file() for path in named)


def test_init_touches_nothing_that_exists(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (house / "pyproject.toml").read_bytes()
    assert run("init") == 0
    assert (house / "pyproject.toml").read_bytes() == before
    assert "kept   pyproject.toml" in capsys.readouterr().out
    Path("content/example-article.md").write_text("mine")
    assert run("init") == 0
    assert Path("content/example-article.md").read_text() == "mine"


def test_init_says_what_to_add_to_a_file_that_exists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "new"
    home.mkdir()
    (home / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert run("init", str(home)) == 0
    said = capsys.readouterr().out
    assert "add to pyproject.toml:" in said
    assert "[tool.clinreview]" in said
