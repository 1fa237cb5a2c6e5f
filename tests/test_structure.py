"""Structure: layers, layout, and a README that says what is there and runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from clinreview.cli import COMMANDS, parser
from clinreview.rulefile import KEYS

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
README = (ROOT / "README.md").read_text("utf-8")
# The card's six entries, and what every repository has.
TOP = {
    "content",
    "notebooks",
    "reports",
    "tests",
    "pyproject.toml",
    "README.md",
    "src",
    "LICENSE",
    "CHANGELOG.md",
}
LONGEST = 400  # lines; most modules are far shorter


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_imports_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_top_level_holds_only_what_the_card_names() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    tops = {line.partition("/")[0] for line in listed.stdout.splitlines()}
    assert {top for top in tops if not top.startswith(".")} - TOP == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_a_module_is_one_noun_and_short(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_no_public_name_is_that_of_a_module() -> None:
    modules = {path.stem for path in (ROOT / "src/clinreview").glob("*.py")}
    assert set(import_module("clinreview").__all__) & modules == set()


def test_every_command_is_documented() -> None:
    assert [command.name for command in COMMANDS if f"`clinreview {command.name}`" not in README] == []


def test_every_command_line_of_the_readme_is_understood() -> None:
    lines = [line for block in blocks("bash") for line in block.splitlines()]
    lines += re.findall(r"`((?:uv run )?clinreview [a-z][^`]*)`", README)
    found = [re.sub(r"^.*?clinreview ", "", line) for line in lines if "clinreview " in line]
    assert len(found) > len(COMMANDS)
    for line in found:
        words = [word.replace("NAME", "ketamine") for word in shlex.split(line)]
        if words[0] in ("log", "record", "decide", "explain") and len(words) == 1:
            continue  # the table of commands names these without what they need
        parser(words[0]).parse_args(words)  # exits, and fails the test, if it does not understand


def test_the_two_commands_come_first_and_ci_runs_them_as_they_stand() -> None:
    first, second = blocks("bash")[:2]
    assert first == "pip install uv && uv run clinreview report\n"
    assert second == "pip install uv && uv run pytest\n"
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert first in script
    assert second in script


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})


def test_the_rule_of_the_readme_is_the_one_that_init_writes() -> None:
    written = (ROOT / "src/clinreview/data/start/miracle-words.yaml").read_text("utf-8")
    rule = next(block for block in blocks("yaml") if block.startswith("id:"))
    assert written.endswith(rule)


def test_every_key_of_a_rule_is_documented() -> None:
    table = README[README.index("| key | means |") : README.index("`{drug}`")]
    assert [key for key in KEYS if f"`{key}`" not in table] == []


def test_every_name_of_the_public_api_is_there() -> None:
    kit = import_module("clinreview")
    names = set(re.findall(r"\bcr\.(\w+)", README))
    assert [name for name in names if not hasattr(kit, name)] == []


def test_the_kit_never_gives_an_all_clear() -> None:
    """Its own words to users; rules, records and lexicons quote those of others."""
    files = [
        *(ROOT / "src/clinreview/templates").rglob("*.j2"),
        *(ROOT / "src/clinreview/formats").glob("*.py"),
    ]
    files += [ROOT / "src/clinreview/summary.py", *(ROOT / "src/clinreview/commands").glob("*.py")]
    said = {path.name: path.read_text("utf-8") for path in files if path.exists()}
    assert {
        name for name, text in said.items() if re.search(r"\b(compliant|is safe|cleared)\b", text)
    } == set()
