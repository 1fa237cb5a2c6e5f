"""``clinreview report``: a page for each article, and the index of all."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from clinreview.commands import articles, options
from clinreview.commands.progress import Progress
from clinreview.formats.plain import shown
from clinreview.report import FORMATS, Report, write_reports
from clinreview.settings import load_settings

UNREAD = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    options.paths(parser)
    parser.add_argument(
        "--to",
        choices=FORMATS,
        default="html",
        help="html, pdf (through an installed Chromium) or md (short)",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("reports"),
        metavar="DIR",
        help="where to (default: reports)",
    )
    parser.add_argument(
        "--previous",
        type=Path,
        metavar="FILE",
        help="an earlier index, or check's JSON: show the change since then",
    )
    options.rules(parser)
    options.today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the reports; open claims do not fail it, what could not be read does."""
    settings = load_settings()
    settings = dataclasses.replace(settings, rules=(*settings.rules, *args.rules))
    paths, failures = articles.find(args.paths)
    if not paths:
        return UNREAD
    with Progress("reporting on") as say:
        reports = write_reports(
            paths,
            args.output,
            to=args.to,
            today=args.today,
            settings=settings,
            progress=say,
            previous=args.previous,
        )
    for report in reports:
        _tell(report)
    print(f"open {(args.output / ('index.md' if args.to == 'md' else 'index.html')).as_posix()}")
    return UNREAD if failures or any(report.error for report in reports) else 0


def _tell(report: Report) -> None:
    if report.error:
        print(f"clinreview: {shown(report.error)}", file=sys.stderr)
    if report.page and report.summary:
        print(f"{report.page.as_posix()}: {shown(report.summary.headline)}")
