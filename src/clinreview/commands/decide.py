"""``clinreview decide``: one decision, from a script or a terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from clinreview.commands import options
from clinreview.commands.setup import load_setup
from clinreview.errors import DecisionError
from clinreview.formats.words import shown
from clinreview.reviewers import Identity, find_reviewers, whoami
from clinreview.rule import Role

ACTIONS = ("approve", "revise", "dismiss")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("path", type=Path, metavar="ARTICLE", help="the article")
    parser.add_argument(
        "key", metavar="KEY", help="the claim's key, or its first letters, as `check` prints it"
    )
    parser.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("--role", required=True, choices=[str(role) for role in Role], help="in which role")
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
    options.rules(parser)
    options.today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the decision beside the article."""
    me = Identity(args.by, "typed") if args.by else _me(args.path)
    review = load_setup(args).review(args.path)
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
