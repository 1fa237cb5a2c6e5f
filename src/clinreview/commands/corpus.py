"""``clinreview corpus``: one table of all articles."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from clinreview.commands import articles, options
from clinreview.commands.progress import Progress
from clinreview.commands.setup import load_setup
from clinreview.errors import ClinReviewError
from clinreview.formats import csv
from clinreview.review import Review

if TYPE_CHECKING:
    import pandas as pd

UNREAD = 2
ON_SCREEN = ["path", "words", "band", "open", "stale", "settled", "critical", "high", "contradicted"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    options.paths(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write every column there: .csv, .json or .parquet"
    )
    options.rules(parser)
    options.today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the table, or write it."""
    from clinreview.corpus import tabulate

    setup = load_setup(args)
    paths, failures = articles.find(args.paths)
    reviews: list[Review] = []
    with Progress("reading") as say:
        for number, path in enumerate(paths, start=1):
            say(number, len(paths), path)
            try:
                reviews.append(setup.review(path))
            except ClinReviewError as problem:
                failures.append(articles.failed(path, problem))
    table = tabulate(reviews)
    if args.output:
        _write(table, args.output)
    elif reviews:
        print(table[ON_SCREEN].to_string(index=False))
    return UNREAD if failures else 0


def _write(table: pd.DataFrame, path: Path) -> None:
    try:
        if path.suffix == ".csv":
            inert(table).to_csv(path, index=False, lineterminator="\n")
        elif path.suffix == ".json":
            table.to_json(path, orient="records", indent=1, force_ascii=False)
        elif path.suffix == ".parquet":
            table.to_parquet(path, index=False)
        else:
            raise ClinReviewError(
                path, "is of no format that corpus writes", "call it .csv, .json or .parquet"
            )
    except ImportError:
        raise ClinReviewError(path, "needs pyarrow", "pip install pyarrow, or write a .csv") from None
    except OSError as problem:
        raise ClinReviewError(path, f"cannot be written ({problem.strerror})") from None


def inert(table: pd.DataFrame) -> pd.DataFrame:
    """The table with no cell that a spreadsheet would run as a formula."""
    return table.map(lambda cell: csv.inert(cell) if isinstance(cell, str) else cell)
