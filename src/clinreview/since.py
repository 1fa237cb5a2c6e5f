"""Since: what is new or changed in an article since a git revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clinreview.errors import ClinReviewError
from clinreview.review import Claim
from clinreview.rule import Severity


class RevisionError(ClinReviewError):
    """A git revision cannot be read."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit of the repository that holds an article."""

    name: str

    def bytes_of(self, path: Path) -> bytes | None:
        """What the file held then, followed through a renaming; None when there was no such file.

        Raises
        ------
        RevisionError
            No git, no repository, or no such revision (a shallow clone, say).
        """
        folder = path.absolute().parent
        commit = self._git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.name}^{{commit}}"
        )
        if commit is None:
            raise RevisionError(
                f"--since {self.name}",
                f"git knows no such revision in {folder.name}/",
                "name a commit, branch or tag; in CI fetch the history first (fetch-depth: 0)",
            )
        revision = commit.decode().strip()
        found = self._git(folder, "show", f"{revision}:./{path.name}")
        return found if found is not None else self._renamed(folder, revision, path)

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


def is_new(claim: Claim, before: Mapping[str, Asked]) -> bool:
    """Whether the claim was not there before, or asks more than it did."""
    was = before.get(claim.key)
    if was is None:
        return True
    return claim.severity > was.severity or not {finding.rule for finding in claim.findings} <= was.rules
