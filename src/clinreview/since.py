"""Since: what is new or changed in an article since a git revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clinreview.errors import ClinReviewError
from clinreview.log import parse_log, read_logs, reviews_folder
from clinreview.review import Claim
from clinreview.rule import Severity


class RevisionError(ClinReviewError):
    """A git revision cannot be read."""


@dataclass(frozen=True, slots=True)
class Then:
    """An article at a revision: what its file held, and its decision files."""

    data: bytes
    logs: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit of the repository that holds an article."""

    name: str

    def article(self, path: Path) -> Then | None:
        """The article then, followed through a renaming; None when there was no such file.

        Raises
        ------
        RevisionError
            No git, no repository, or no such revision (a shallow clone, say).
        """
        folder = path.absolute().parent
        revision = self._commit(folder)
        data = self._git(folder, "show", f"{revision}:./{path.name}")
        if data is None:
            data = self._renamed(folder, revision, path)
        return None if data is None else Then(data, self._logs(folder, revision, reviews_folder(path).name))

    def _logs(self, folder: Path, revision: str, reviews: str) -> tuple[bytes, ...]:
        names = self._git(folder, "ls-tree", "-z", "--name-only", revision, f"./{reviews}/") or b""
        logs = (
            self._git(folder, "show", f"{revision}:./{name}")
            for name in map(os.fsdecode, names.split(b"\0"))
            if name.endswith(".jsonl")
        )
        return tuple(log for log in logs if log)

    def _commit(self, folder: Path) -> str:
        commit = self._git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.name}^{{commit}}"
        )
        if commit is None:
            raise RevisionError(
                f"--since {self.name}",
                f"git knows no such revision in {folder.name}/",
                "name a commit, branch or tag; in CI fetch the history first (fetch-depth: 0)",
            )
        return commit.decode().strip()

    def _renamed(self, folder: Path, revision: str, path: Path) -> bytes | None:
        changes = self._git(
            folder, "diff", "--find-renames", "--diff-filter=R", "--name-status", "--relative", "-z", revision
        )
        words = (changes or b"").decode("utf-8", "surrogateescape").split("\0")
        for old, new in zip(words[1::3], words[2::3], strict=False):
            if new == path.name:
                return self._git(folder, "show", f"{revision}:./{old}")
        return None

    def _git(self, folder: Path, *words: str) -> bytes | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(folder), *words],
                capture_output=True,
                check=False,
                env={**os.environ, "LC_ALL": "C"},  # its messages are read below
            )
        except FileNotFoundError:
            raise RevisionError(f"--since {self.name}", "git is not installed", "install git") from None
        if b"not a git repository" in done.stderr:
            raise RevisionError(f"--since {self.name}", f"{folder.name}/ is not in a git repository")
        return done.stdout if done.returncode == 0 else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a claim asked of reviewers at a revision."""

    severity: Severity
    rules: frozenset[str]


def asked(claims: Iterable[Claim]) -> dict[str, Asked]:
    """What each claim asks, by its key."""
    return {
        claim.key: Asked(claim.severity, frozenset(finding.rule for finding in claim.findings))
        for claim in claims
    }


def unsigned(logs: Iterable[bytes], path: Path) -> set[str]:
    """Keys of the claims of which a decision stood in these decision files and stands in none now."""
    now = {decision.hash for log in read_logs(path) for decision in log.decisions}
    then = (decision for log in logs for decision in parse_log(log).decisions)
    return {decision.claim for decision in then if decision.hash not in now}


def is_new(claim: Claim, before: Mapping[str, Asked]) -> bool:
    """Whether the claim was not there before, or asks more than it did."""
    was = before.get(claim.key)
    if was is None:
        return True
    return claim.severity > was.severity or not {finding.rule for finding in claim.findings} <= was.rules
