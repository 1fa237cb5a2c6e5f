"""``clinreview log``: the trail of decisions, shown or verified."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from clinreview.commands.options import CONTENT
from clinreview.decisions import Decision
from clinreview.errors import DecisionError
from clinreview.formats.csv import inert
from clinreview.formats.plain import shown
from clinreview.log import LogReport, article_of, verify_log, verify_logs

NOT_INTACT = 1
COLUMNS = (
    "at", "action", "by", "role", "identity", "text", "lead", "heading", "evidence", "note", "wording", "meaning",
    "key", "id", "undoes",
)  # fmt: skip
_KNOWN = {
    "jupyterhub": "signed in to JupyterHub",
    "git": "name from git",
    "typed": "name typed",
    "worksheet": "name from a worksheet",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    what = parser.add_subparsers(metavar="show|verify", required=True)
    show = what.add_parser("show", help="print every decision, oldest first")
    verify = what.add_parser(
        "verify", help="say whether an entry was edited, removed, reordered or cut; exit 1 if so"
    )
    for sub in (show, verify):
        sub.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=Path(CONTENT),
            metavar="PATH",
            help=f"an article, a .jsonl log, or a folder ({CONTENT}/ by default)",
        )
    show.add_argument("--csv", action="store_true", help="one row for each decision, for a spreadsheet")
    verify.add_argument(
        "--tip", default="", metavar="TIP", help="the tip a report printed; needs one .jsonl log"
    )
    show.set_defaults(act=_show)
    verify.set_defaults(act=_verify)


def run(args: argparse.Namespace) -> int:
    """Show or verify."""
    if not args.path.exists():
        raise DecisionError(args.path, "does not exist", "give an article, a .jsonl log, or a folder")
    code: int = args.act(args)
    return code


def _show(args: argparse.Namespace) -> int:
    logs = verify_logs(args.path)
    found = [(str(article_of(Path(log.path))), decision) for log in logs for decision in log.decisions]
    found.sort(key=lambda one: (one[0], one[1].at, one[1].id))
    if args.csv:
        _print_table(found)
        return 0
    doubtful = frozenset(entry for log in logs for entry in log.doubtful)
    for article, decision in found:
        print("\n".join(_lines(article, decision, doubtful)))
    for log in logs:
        if not log.ok:
            print(shown_lines(str(log)))
    print(_total(len(found), "decision", args.path))
    return 0


def _print_table(found: Iterable[tuple[str, Decision]]) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("article", *COLUMNS, "asked"))
    for article, decision in found:
        cells = [str(getattr(decision, name)) for name in COLUMNS]
        asked = "; ".join(f"{one.rule} version {one.version}: {one.ask}" for one in decision.asked)
        table.writerow([inert(cell) for cell in (article, *cells, asked)])


def _lines(article: str, decision: Decision, doubtful: Collection[str]) -> Iterator[str]:
    known = f", {_KNOWN.get(decision.identity, decision.identity)}" if decision.identity else ""
    yield f"{decision.at:%Y-%m-%d %H:%M} UTC · {decision.action} by {shown(decision.by)} ({decision.role}){shown(known)}"
    yield f"    {shown(article)} · entry {decision.id}"
    if decision.id in doubtful:
        yield "    IN DOUBT: an entry before it was edited or removed"
    yield f"    “{shown(decision.text)}” [{decision.key}]"
    for name in ("evidence", "note", "wording", "undoes"):
        if said := getattr(decision, name):
            yield f"    {name}: {shown(said)}"
    for asked in decision.asked:
        record = f"; the record said {asked.verdict} ({asked.row}: {asked.says})" if asked.verdict else ""
        yield f"    asked: {asked.rule} version {asked.version}, {asked.severity}: {shown(asked.ask + record)}"
    yield f"    signed as: {shown(decision.meaning)}"


def _verify(args: argparse.Namespace) -> int:
    logs: tuple[LogReport, ...]
    if args.tip:
        if args.path.suffix != ".jsonl":
            raise DecisionError(
                "--tip", "belongs to one log", "give a file <article>.reviews/<reviewer>.jsonl"
            )
        logs = (verify_log(args.path, tip=args.tip, git=True),)
    else:
        logs = verify_logs(args.path, git=True)
    for log in logs:
        print(shown_lines(str(log)))
    print(_total(len(logs), "log", args.path))
    return 0 if all(log.ok for log in logs) else NOT_INTACT


def shown_lines(text: str) -> str:
    """Keep the lines of a text and nothing hidden in them."""
    return "\n".join(line[: len(line) - len(line.lstrip())] + shown(line) for line in text.splitlines())


def _total(number: int, noun: str, path: Path) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'} in {path}"
