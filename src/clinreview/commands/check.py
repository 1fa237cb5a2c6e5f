"""``clinreview check``: the gate."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from clinreview.agreed import EXPIRED
from clinreview.commands import articles, options
from clinreview.commands.progress import Progress
from clinreview.commands.setup import Setup, load_setup
from clinreview.errors import ClinReviewError
from clinreview.formats import FORMATS, write
from clinreview.gate import Checked, Gate, owed_by
from clinreview.review import Review
from clinreview.rule import Role, Severity
from clinreview.settings import TABLE, SettingsError
from clinreview.since import Asked, Revision, asked, is_new, unsigned


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    options.paths(parser, stdin=True)
    parser.add_argument(
        "--fail-on",
        choices=[str(severity) for severity in Severity],
        help="exit 1 while a claim of this severity or above is open (default: high)",
    )
    parser.add_argument(
        "--since", metavar="REV", default="", help="only what is new or changed since a git revision"
    )
    parser.add_argument(
        "--roles",
        action="extend",
        nargs="+",
        type=role,
        default=[],
        metavar="ROLE",
        help=f"only what these owe: {', '.join(Role)}",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to write the result (default: text)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the result there, not to standard output"
    )
    parser.add_argument(
        "--stdin-name",
        default="stdin.txt",
        metavar="NAME",
        help="a file name that says what format '-' is in",
    )
    options.rules(parser)
    options.today(parser)


def role(text: str) -> Role:
    """Read a role."""
    try:
        return Role(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a role; use {', '.join(Role)}, and -- before paths"
        ) from None


def run(args: argparse.Namespace) -> int:
    """Check, write the result, and return the exit code it stands for."""
    setup = load_setup(args)
    limit = _limit(setup, args)
    paths, failures = articles.find(args.paths, stdin=True)
    checked = []
    with Progress("checking") as say:
        for number, path in enumerate(paths, start=1):
            say(number, len(paths), path)
            try:
                checked.append(_check(setup, args, path))
            except ClinReviewError as problem:
                failures.append(articles.failed(path, problem))
    gate = Gate(
        articles=tuple(checked),
        failures=tuple(failures),
        fail_on=limit,
        roles=tuple(args.roles),
        since=args.since,
        rules=(*setup.rulebook.rules, EXPIRED),
        rulebook=setup.rulebook.version,
    )
    _write(gate, args)
    return gate.code


def _limit(setup: Setup, args: argparse.Namespace) -> Severity:
    word = args.fail_on or setup.settings.fail_on or Severity.HIGH
    try:
        return Severity(word)
    except ValueError:
        where = f"{setup.settings.path}: [{TABLE}] fail-on"
        raise SettingsError(where, f"'{word}' is not a severity", f"use {', '.join(Severity)}") from None


def _check(setup: Setup, args: argparse.Namespace, path: Path) -> Checked:
    if path == articles.STDIN:
        review = _stdin(setup, args.stdin_name)
        before: dict[str, Asked] = {}
    else:
        review = setup.review(path)
        before = _before(setup, args.since, path)
    claims = (claim for claim in review.claims if owed_by(claim, args.roles) and is_new(claim, before))
    return Checked(articles.name(path), review, tuple(claims))


def _stdin(setup: Setup, name: str) -> Review:
    try:
        return setup.review_bytes(sys.stdin.buffer.read(), name)
    except ClinReviewError as problem:
        raise ClinReviewError("standard input", problem.what, problem.do) from None


def _before(setup: Setup, since: str, path: Path) -> dict[str, Asked]:
    """What the article asked at the revision; nothing when it was not there, or could not be read then.

    A claim that lost a decision since then is left out, so that it counts as new: who takes a sign-off away opens it.
    """
    then = Revision(since).article(path) if since else None
    if then is None:
        return {}
    try:
        before = asked(setup.review_bytes(then.data, path.name).claims)
    except ClinReviewError:
        return {}
    lost = unsigned(then.logs, path)
    return {key: was for key, was in before.items() if key not in lost}


def _write(gate: Gate, args: argparse.Namespace) -> None:
    page = io.StringIO()
    if args.output:
        write(gate, page, args.format)
        try:
            Path(args.output).write_text(page.getvalue(), encoding="utf-8", newline="\n")
        except OSError as problem:
            raise ClinReviewError(args.output, f"cannot be written ({problem.strerror})") from None
        return
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper):  # the same bytes on every system; a terminal shows what it can
        if args.format == "text":
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8", newline="\n")
    write(gate, out, args.format)
