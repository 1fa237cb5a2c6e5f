"""``clinreview record``: what is held of a name, and what to look at again."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from clinreview.commands import options
from clinreview.formats.plain import shown
from clinreview.record import Record, load_record
from clinreview.settings import load_settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    what = parser.add_subparsers(metavar="show|due", required=True)
    show = what.add_parser("show", help="print what is held of a substance, brand or other name")
    show.add_argument("name", metavar="NAME", help="a substance, a brand or another name of it")
    show.set_defaults(act=_show)
    due = what.add_parser("due", help="list the rows and facts past their re-check date")
    options.today(due)
    due.set_defaults(act=_due)


def run(args: argparse.Namespace) -> int:
    """Print rows."""
    args.act(load_record(load_settings().record), args)
    return 0


def _show(record: Record, args: argparse.Namespace) -> None:
    rows = record.show(args.name).to_dict("records")
    facts = record.facts_for([args.name])
    for row in rows:
        print("\n".join(_lines(row)))
    for fact in facts:
        print(f"{fact.id} · fact\n    {shown(fact.fact)}")
        print(
            f"    {shown(fact.reference)} · {fact.confidence} · as of {fact.as_of}, re-check by {fact.recheck}"
        )
    if not rows and not facts:
        print(f"nothing is held of {shown(args.name)}; that is a question to look up, not an answer")


def _lines(row: Mapping[Any, Any]) -> Iterator[str]:
    yield f"{row['id']} · {row['agency']} · {row['status']} · {shown(row['product'])}"
    for name in ("use", "limits"):
        if row[name]:
            yield f"    {name}: {shown(row[name])}"
    dates = [f"{name} {row[name]}" for name in ("since", "until") if isinstance(row[name], dt.date)]
    if dates:
        yield f"    {', '.join(dates)}"
    yield f"    {shown(row['reference'])} · {row['confidence']} · as of {row['as of']}, re-check by {row['re-check by']}"


def _due(record: Record, args: argparse.Namespace) -> None:
    today = args.today or dt.date.today()
    due = record.due(today).to_dict("records")
    for row in due:
        about = f"{row['id']} ({shown(row['about'])})"
        print(
            f"{row['re-check by']}  {about} · as of {row['as of']} · {row['confidence']} · {shown(row['reference'])}"
        )
    print(f"{len(due) or 'no'} row{'' if len(due) == 1 else 's'} past the re-check date on {today}")
