"""Articles: the files a command was asked to look at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from clinreview.commands.options import CONTENT
from clinreview.errors import ClinReviewError
from clinreview.formats.plain import shown
from clinreview.gate import Failure
from clinreview.readers import article_files

STDIN = Path("-")


def find(names: Sequence[str], *, stdin: bool = False) -> tuple[list[Path], list[Failure]]:
    """Walk files and folders, each file once, and say what could not be walked.

    A folder without any article is a failure: what was not read is never a pass.
    """
    found: dict[Path, None] = {}
    failures = []
    for name in names or [CONTENT]:
        path = Path(name)
        if stdin and path == STDIN:
            found[path] = None
            continue
        try:
            files = list(article_files(path))
            if not files:
                raise ClinReviewError(name, "holds no article", "put .txt, .md, .html or .docx files there")
            found |= dict.fromkeys(files)
        except ClinReviewError as problem:
            failures.append(failed(path, problem))
    return list(found), failures


def failed(path: Path | str, problem: ClinReviewError) -> Failure:
    """Say it on stderr at once, and keep it for the result."""
    print(f"clinreview: {shown(str(problem))}", file=sys.stderr)
    return Failure(name(path), shown(str(problem)))


def name(path: Path | str) -> str:
    """How a path is written in results: from the current folder where it lies below it, with slashes."""
    path = Path(path)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix().encode("utf-8", "backslashreplace").decode()
