"""``clinreview decide``: decisions from a script, a terminal, or a spreadsheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from clinreview.commands import options
from clinreview.commands.setup import load_setup
from clinreview.errors import DecisionError
from clinreview.formats.plain import shown
from clinreview.review import Review
from clinreview.reviewers import Identity, find_reviewers, whoami
from clinreview.rule import Role
from clinreview.worksheet import read_worksheet, write_worksheet

ACTIONS = ("approve", "revise", "dismiss")
MORE = """\
one decision:         clinreview decide content/x.md KEY approve --role clinician --evidence "Label, section 5.1"
with a spreadsheet:   clinreview decide content/x.md --write-worksheet claims.csv
                      (fill in action, by, role, evidence …)
                      clinreview decide content/x.md --read-worksheet claims.csv"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.epilog = MORE
    parser.add_argument("path", type=Path, metavar="ARTICLE", help="the article")
    parser.add_argument(
        "key", nargs="?", metavar="KEY", help="the claim's key, or how it begins; `check` prints it"
    )
    parser.add_argument("action", nargs="?", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("--role", choices=[str(role) for role in Role], help="in which role")
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who decides (default: who git says you are)"
    )
    parser.add_argument("--evidence", default="", metavar="TEXT", help="what an approval rests on")
    parser.add_argument(
        "--note", default="", metavar="TEXT", help="why; needed to dismiss, and to overrule the record"
    )
    parser.add_argument(
        "--wording", default="", metavar="TEXT", help="the wording wanted, when it must be revised"
    )
    parser.add_argument(
        "--write-worksheet", type=Path, metavar="CSV", help="write the open claims, to be filled in"
    )
    parser.add_argument(
        "--read-worksheet", type=Path, metavar="CSV", help="take the decisions of a filled-in one"
    )
    options.rules(parser)
    options.today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the decisions beside the article, or the worksheet."""
    review = load_setup(args).review(args.path)
    if args.write_worksheet:
        write_worksheet(review, args.write_worksheet)
        print(
            f"{args.write_worksheet}: fill in the last columns, one row for each role (copy the row), then give it to "
            "--read-worksheet"
        )
        return 0
    if args.read_worksheet:
        decided = read_worksheet(review, args.read_worksheet)
        decided.save()
        print(f"{len(decided.pending)} decisions written")
        return 0
    return _decide(review, args)


def _decide(review: Review, args: argparse.Namespace) -> int:
    if not (args.key and args.action and args.role):
        raise DecisionError("decide", "the claim's key, the action or --role is missing", "see decide --help")
    me = Identity(args.by, "typed") if args.by else _me(args.path)
    claim = review.claim(args.key)
    decided = review.decide(
        claim.key,
        args.action,
        by=me.name,
        identity=me.source,
        role=args.role,
        evidence=args.evidence,
        note=args.note,
        wording=args.wording,
    ).save()
    print(
        f"{args.action} by {me.name} ({args.role}): “{shown(claim.text)}” is {decided.claim(claim.key).state}"
    )
    return 0


def _me(path: Path) -> Identity:
    me = whoami(find_reviewers(path), path.parent)
    if me is None:
        raise DecisionError("decision", "nobody signs it", "give your name with --by")
    return me
