"""``clinreview rules``: list them, test them by their own examples, count what was dismissed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clinreview.commands import options
from clinreview.errors import RuleError
from clinreview.rulebook import Rulebook, load_rulebook, read_rulebook
from clinreview.settings import load_settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    options.rules(parser)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--test",
        nargs="?",
        type=Path,
        const=True,
        metavar="DIR",
        help="check the examples of the rules in DIR; without DIR, of every rule in use; exit 2 if one fails",
    )
    choice.add_argument(
        "--stats",
        nargs="*",
        metavar="PATH",
        help="how often each rule's findings were dismissed by reviewers",
    )


def run(args: argparse.Namespace) -> int:
    """List, test or count."""
    folders = [*load_settings().rules, *args.rules]
    if args.test:
        return _test(folders, None if args.test is True else args.test)
    if args.stats is not None:
        from clinreview.commands.stats import print_stats

        return print_stats(args.stats, load_rulebook(folders))
    _list(load_rulebook(folders))
    return 0


def _list(rulebook: Rulebook) -> None:
    for rule in sorted(rulebook, key=lambda rule: (rule.categories[0], rule.name)):
        about = f"{', '.join(rule.categories)} · {' '.join(rule.roles)}"
        print(f"{rule.id:10} {rule.name:34} {rule.severity:9} {about}")
    print(f"{_count(len(rulebook), 'rule')}, rulebook {rulebook.version}")


def _test(folders: list[Path], only: Path | None) -> int:
    from clinreview.selftest import problems

    if only and only.resolve() not in [folder.resolve() for folder in folders]:
        folders = [*folders, only]
    wanted = {rule.id for rule in read_rulebook(only)} if only else None
    rulebook = load_rulebook(folders)
    rules = tuple(rule for rule in rulebook if wanted is None or rule.id in wanted)
    if not rules:
        raise RuleError(only, "holds no rule", "a rule is a .yaml file; `clinreview init` writes an example")
    found = list(problems(rulebook, rules))
    for problem in found:
        print(f"clinreview: {problem}", file=sys.stderr)
    examples = sum(len(rule.flags) + len(rule.passes) for rule in rules)
    print(f"{_count(len(rules), 'rule')}, {_count(examples, 'example')}: {_count(len(found), 'problem')}")
    return 2 if found else 0


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
