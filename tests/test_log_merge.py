"""Two branches: git merges the logs, every decision is kept, forks are named, cuts are noticed."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from clinreview.decisions import Action, Decision
from clinreview.log import read_log, verify_log, verify_logs
from clinreview.logfile import append, log_path
from clinreview.rule import Role

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
MOMENT = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
ATTRIBUTES = (Path(__file__).parent.parent / ".gitattributes").read_text("utf-8")


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.reviews = root / "content" / "x.md.reviews"
        self.count = 0
        self.reviews.mkdir(parents=True)
        (root / "content" / "x.md").write_text("It cures.")
        (root / ".gitattributes").write_text(ATTRIBUTES)
        self.git("init", "-q", "-b", "main")
        self.commit()

    def git(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ["git", *identity, *words], cwd=self.root, check=check, capture_output=True, text=True
        )

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def decide(self, by: str) -> Decision:
        self.count += 1
        decision = Decision(
            action=Action.DISMISS,
            by=by,
            role=Role.EDITOR,
            at=MOMENT + dt.timedelta(minutes=self.count),
            text="It cures.",
            note=f"number {self.count}",
        )
        append(log_path(self.reviews, by), [decision])
        self.commit()
        return decision

    def branch(self, name: str, start: str = "main") -> None:
        self.git("switch", "-q", "-c", name, start)

    def switch(self, name: str) -> None:
        self.git("switch", "-q", name)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_two_reviewers_on_two_branches_never_conflict(repository: Repository) -> None:
    repository.branch("side")
    repository.decide("Ann")
    repository.switch("main")
    repository.decide("Bo")
    repository.git("merge", "-q", "--no-edit", "side")
    logs = verify_logs(repository.root, git=True)
    assert [len(log.decisions) for log in logs] == [1, 1]
    assert all(log.ok and not log.forks for log in logs)


@pytest.mark.parametrize("before", [0, 2])
def test_one_reviewer_on_two_branches_makes_a_fork_that_is_kept_and_named(
    repository: Repository, before: int
) -> None:
    made = [repository.decide("Ann") for _ in range(before)]
    repository.branch("side")
    made += [repository.decide("Ann"), repository.decide("Ann")]
    repository.switch("main")
    made += [repository.decide("Ann"), repository.decide("Ann")]
    repository.git("merge", "-q", "--no-edit", "side")
    path = log_path(repository.reviews, "Ann")
    report = verify_log(path, git=True)
    assert report.ok
    assert {d.id for d in report.decisions} == {d.id for d in made}
    assert len(report.heads) == 2
    (fork,) = report.forks
    assert "two branches wrote on" in fork
    after = repository.decide("Ann")
    report = verify_log(path, git=True)
    assert report.ok
    assert report.decisions[-1].id == after.id
    assert set(report.decisions[-1].previous) > {report.decisions[-2].hash}
    assert len(report.heads) == 1


def test_without_union_merge_the_markers_are_named_and_all_entries_read(repository: Repository) -> None:
    (repository.root / ".gitattributes").write_text("")
    repository.commit()
    repository.branch("side")
    repository.decide("Ann")
    repository.switch("main")
    repository.decide("Ann")
    assert repository.git("merge", "--no-edit", "side", check=False).returncode
    report = read_log(log_path(repository.reviews, "Ann"))
    assert len(report.decisions) == 2
    assert len(report.problems) == 3
    assert all("conflict marker" in problem.what for problem in report.problems)


def test_a_tail_cut_since_the_last_commit_is_noticed(repository: Repository) -> None:
    repository.decide("Ann")
    last = repository.decide("Ann")
    path = log_path(repository.reviews, "Ann")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert verify_log(path).ok
    report = verify_log(path, git=True)
    assert not report.ok
    assert f"{last.at:%Y-%m-%d %H:%M}" in str(report)


def test_a_log_that_is_gone_since_the_last_commit_is_noticed(repository: Repository) -> None:
    repository.decide("Ann")
    log_path(repository.reviews, "Ann").unlink()
    (report,) = verify_logs(repository.root, git=True)
    assert not report.ok
    assert "is gone" in str(report)


def test_a_cut_is_noticed_after_it_was_committed(repository: Repository) -> None:
    repository.decide("Ann")
    last = repository.decide("Ann")
    path = log_path(repository.reviews, "Ann")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    repository.commit()
    repository.decide("Ann")
    (problem,) = verify_log(path, git=True).problems
    assert f"{last.at:%Y-%m-%d %H:%M}" in str(problem)
    path.unlink()
    repository.commit()
    (report,) = verify_logs(repository.root, git=True)
    assert "is gone" in str(report)


def test_a_merge_that_dropped_one_side_is_noticed(repository: Repository) -> None:
    repository.decide("Ann")
    repository.branch("other")
    dropped = repository.decide("Ann")
    repository.switch("main")
    repository.decide("Ann")
    repository.git("merge", "-q", "-s", "ours", "--no-edit", "other")
    (problem,) = verify_log(log_path(repository.reviews, "Ann"), git=True).problems
    assert f"{dropped.at:%Y-%m-%d %H:%M}" in str(problem)


def test_a_log_that_went_with_its_article_is_no_problem(repository: Repository) -> None:
    repository.decide("Ann")
    repository.git("mv", "content/x.md", "content/y.md")
    (report,) = verify_logs(repository.root, git=True)
    assert report.ok
    assert "x.md is not there: if it was renamed" in str(report)
    repository.git("mv", "content/x.md.reviews", "content/y.md.reviews")
    repository.commit()
    (report,) = verify_logs(repository.root, git=True)
    assert (report.ok, report.notes, len(report.decisions)) == (True, (), 1)
    repository.git("rm", "-rq", "content")
    repository.commit()
    assert verify_logs(repository.root, git=True) == ()


def test_a_shallow_clone_says_what_it_cannot_compare(repository: Repository, tmp_path: Path) -> None:
    repository.decide("Ann")
    repository.decide("Ann")
    other = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "1", repository.root.as_uri(), str(other))
    (report,) = verify_logs(other, git=True)
    assert report.ok
    assert "only the end of the history" in str(report)


def test_windows_line_ends_from_git_change_nothing(repository: Repository) -> None:
    (repository.root / ".gitattributes").write_text("*.jsonl text eol=crlf\n")
    repository.commit()
    repository.decide("Ann")
    path = log_path(repository.reviews, "Ann")
    path.unlink()
    repository.git("checkout", "--", str(path))
    assert b"\r\n" in path.read_bytes()
    assert verify_log(path, git=True).ok
    append(path, [replace(read_log(path).decisions[0], note="another", hash="", previous=())])
    report = verify_log(path, git=True)
    assert report.ok
    assert len(report.decisions) == 2
