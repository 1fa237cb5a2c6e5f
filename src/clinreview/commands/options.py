"""Options: what several commands ask for in the same way."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

CONTENT = "content"


def paths(parser: argparse.ArgumentParser, *, stdin: bool = False) -> None:
    """Articles or folders of articles."""
    also = " ('-' reads one from standard input)" if stdin else ""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help=f"articles, or folders of them{also}; {CONTENT}/ by default"
    )


def today(parser: argparse.ArgumentParser) -> None:
    """The day against which dates are held."""
    parser.add_argument(
        "--today",
        type=date,
        default=None,
        metavar="DATE",
        help="the day to hold dates against, as 2026-03-31 (default: the clock's)",
    )


def rules(parser: argparse.ArgumentParser) -> None:
    """House rules beside the kit's own."""
    parser.add_argument(
        "--rules",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help="a folder of house rules, beside those of [tool.clinreview] in pyproject.toml",
    )


def date(text: str) -> dt.date:
    """Read a date as ISO 8601 writes it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-03-31") from None
