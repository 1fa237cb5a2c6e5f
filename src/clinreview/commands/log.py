"""``clinreview log``: the trail of decisions, shown or verified."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from clinreview.commands.options import CONTENT
from clinreview.decisions import Decision
from clinreview.errors import DecisionError
from clinreview.formats.plain import shown
from clinreview.log import LogReport, verify_log, verify_logs

NOT_INTACT = 1


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
    found = [decision for log in verify_logs(args.path) for decision in log.decisions]
    for decision in sorted(found, key=lambda decision: (decision.at, decision.id)):
        print("\n".join(_lines(decision)))
    print(_total(len(found), "decision", args.path))
    return 0


def _lines(decision: Decision) -> Iterator[str]:
    yield f"{decision.at:%Y-%m-%d %H:%M} UTC · {decision.action} by {shown(decision.by)} ({decision.role})"
    yield f"    “{shown(decision.text)}” [{decision.key}]"
    for name in ("evidence", "note", "wording"):
        if said := getattr(decision, name):
            yield f"    {name}: {shown(said)}"


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
