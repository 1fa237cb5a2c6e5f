"""The GitHub action: its steps, run here as the runner runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import clinreview as cr

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / ".github/actions/clinreview/action.yml").read_text("utf-8"))
INPUTS = {name: str(value["default"]) for name, value in ACTION["inputs"].items()}

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")


def filled(text: str, inputs: dict[str, str]) -> str:
    for name, value in inputs.items():
        text = text.replace("${{ inputs." + name + " }}", value)
    assert "${{" not in text
    return text


def step(name: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run one step in a folder, as the runner does: bash, stopping at the first failure, inputs by environment."""
    (found,) = (one for one in ACTION["runs"]["steps"] if one.get("name") == name)
    given = INPUTS | {key.replace("_", "-"): value for key, value in inputs.items()}
    env = {key: filled(value, given) for key, value in found.get("env", {}).items()}
    runner = {
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", found["run"]],
        cwd=folder,
        env=os.environ | runner | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "tea.md").write_text("Tea\n\nThis tea cures diabetes.\n", encoding="utf-8")
    return tmp_path


def test_an_open_claim_fails_the_job_with_its_line_and_leaves_sarif(folder: Path) -> None:
    done = step("Check", folder)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=content/tea.md,line=3")
    sarif = Path((folder / "output").read_text("utf-8").strip().removeprefix("sarif="))
    assert '"version": "2.1.0"' in sarif.read_text("utf-8")


def test_inputs_reach_the_check(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "bus.md").write_text("Bus\n\nThe bus leaves at six.\n", encoding="utf-8")
    assert step("Check", folder, paths="other").returncode == 0
    assert step("Check", folder, paths="content other", roles="editor").returncode == 0
    assert step("Check", folder, paths="none").returncode == 2
    done = step("Check", folder, paths="content; echo hacked")
    assert done.returncode == 2 and "hacked" not in done.stdout.split("::error", maxsplit=1)[0]


def test_reports_are_written_and_the_run_shows_a_table_without_dead_links(folder: Path) -> None:
    assert step("Reports", folder).returncode == 0
    assert (folder / "reports" / "tea.html").is_file()
    summary = (folder / "summary").read_text("utf-8")
    assert "| Tea | 1 |" in summary and "](" not in summary


def test_an_edited_decision_log_fails_the_job_and_the_check_still_runs(folder: Path) -> None:
    review = cr.open_review(folder / "content" / "tea.md")
    claim = review.claims[0]
    role = str(claim.roles[0])
    review.decide(claim.key, "dismiss", by="A. Reviewer", role=role, note="A made-up sentence").save()
    (folder / "other").mkdir()
    (folder / "other" / "bus.md").write_text("Bus\n\nThe bus leaves at six.\n", encoding="utf-8")
    assert step("Log", folder, paths="content other").returncode == 0
    (log,) = (folder / "content" / "tea.md.reviews").glob("*.jsonl")
    log.write_text(log.read_text("utf-8").replace("A made-up", "An old"), encoding="utf-8")
    done = step("Log", folder, paths="content other")
    assert done.returncode == 1, done.stdout
    assert "edited" in done.stdout
    names = [one.get("name") for one in ACTION["runs"]["steps"]]
    (check,) = (one for one in ACTION["runs"]["steps"] if one.get("name") == "Check")
    assert names.index("Log") < names.index("Check") and "!cancelled()" in check["if"]


def test_workflows_that_verify_logs_fetch_the_history() -> None:
    for path in (".github/workflows/content.yml", "src/clinreview/data/start/workflow.yml"):
        (job,) = yaml.safe_load((ROOT / path).read_text("utf-8"))["jobs"].values()
        assert job["steps"][0]["with"]["fetch-depth"] == 0, path


def test_the_action_installs_the_kit_it_lies_in() -> None:
    (install,) = (one["run"] for one in ACTION["runs"]["steps"] if one.get("name") == "Install")
    path = install.split('"$GITHUB_ACTION_PATH/')[1].rstrip('"')
    assert (ROOT / ".github/actions/clinreview" / path).resolve() == ROOT
