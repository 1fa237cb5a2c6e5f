"""The command line: finds the command, runs it, and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from clinreview.errors import ClinReviewError
from clinreview.version import __version__

COULD_NOT = 2  # something could not be read or run
INTERRUPTED = 130  # what shells say of Ctrl-C
PIPE_CLOSED = 141  # what shells say of a reader that went away


class Command(NamedTuple):
    """One word of the command line; its code is imported when it is asked for."""

    name: str
    help: str


COMMANDS = (
    Command("report", "write the review reports of articles, and their index"),
    Command("check", "list what needs review; exit 1 while something at or above the limit is open"),
    Command("desk", "open JupyterLab on the review notebook, to decide"),
    Command("explain", "say what a rule asks, why, and show its examples"),
    Command("rules", "list the rules, test them, or count how often each was dismissed"),
    Command("record", "show what the record holds of a name, or which rows are due for a re-check"),
    Command("decide", "write one decision about one claim"),
    Command("log", "show or verify the trail of decisions"),
    Command("init", "set the kit up in a repository of articles"),
    Command("corpus", "one table of all articles"),
)

ENDING = """\
exit codes: 0 nothing open at or above the limit, 1 something is, 2 something could not be read or run.
The kit finds and documents; people judge. It does not decide whether a text is true or lawful."""


def parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """Make the parser; only the wanted command's own options are loaded."""
    top = argparse.ArgumentParser(
        prog="clinreview",
        description="Find the sentences of patient-facing health articles that need a reviewer.",
        epilog=ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"clinreview {__version__}")
    subs = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = subs.add_parser(
            command.name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if command.name == wanted:
            module = importlib.import_module(f"clinreview.commands.{command.name}")
            module.arguments(sub)
            sub.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    wanted = next((word for word in words if not word.startswith("-")), None)
    try:
        args = parser(wanted).parse_args(words)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except ClinReviewError as problem:
        from clinreview.formats.plain import shown

        print(f"clinreview: {shown(str(problem))}", file=sys.stderr)
        return COULD_NOT
    except BrokenPipeError:
        # What is still in the buffer cannot be written either: let it go where nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        print("clinreview: stopped", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
