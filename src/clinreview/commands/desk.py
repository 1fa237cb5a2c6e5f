"""``clinreview desk``: JupyterLab on the review notebook."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from clinreview.errors import ClinReviewError

NOTEBOOK = Path("notebooks/04-review.ipynb")
ARTICLE = "CLINREVIEW_ARTICLE"  # the notebook opens what this names


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "path", nargs="?", metavar="PATH", help="the article to open (default: the notebook's own)"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run(args: argparse.Namespace) -> int:
    """Start JupyterLab and wait until it is stopped."""
    if not NOTEBOOK.is_file():
        raise ClinReviewError(
            NOTEBOOK, "is not here", "go to the folder that holds it, or run `clinreview init`"
        )
    if args.path and not Path(args.path).exists():
        raise ClinReviewError(args.path, "does not exist", "check the path")
    article = {ARTICLE: str(Path(args.path).resolve())} if args.path else {}
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        str(NOTEBOOK),
        *(["--no-browser"] if args.no_browser else []),
    ]
    return subprocess.run(command, env={**os.environ, **article}, check=False).returncode
