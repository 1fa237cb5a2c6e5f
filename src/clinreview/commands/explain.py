"""``clinreview explain``: one rule, in full."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from clinreview.agreed import EXPIRED
from clinreview.commands import options
from clinreview.rule import Rule
from clinreview.rulebook import load_rulebook
from clinreview.settings import load_settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("rule", metavar="RULE", help="a rule's id or name, as `clinreview rules` lists them")
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Print the rule."""
    settings = load_settings()
    rulebook = load_rulebook(
        (*settings.rules, *args.rules), audience=settings.audience, targets=settings.targets
    )
    rule = EXPIRED if args.rule in (EXPIRED.id, EXPIRED.name) else rulebook.get(args.rule)
    print("\n".join(page(rule)))
    return 0


def page(rule: Rule) -> Iterator[str]:
    """Lines of the rule's page."""
    yield f"{rule.name} ({rule.id}, version {rule.version})"
    yield f"{rule.severity} · {', '.join(rule.categories)} · for {' and '.join(rule.roles)} · looks at each {rule.scope}"
    yield ""
    yield f"ask: {rule.ask}"
    yield f"why: {rule.why}"
    if rule.evidence:
        yield f"what would settle it: {rule.evidence}"
    if rule.suggest:
        yield f"suggested: {rule.suggest}"
    yield from _listed("flags", [example.text for example in rule.flags])
    yield from _listed("passes", [example.text for example in rule.passes])
    yield from _listed("sources", list(rule.sources))


def _listed(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield ""
        yield f"{title}:"
        yield from (f"  - {' '.join(item.split())}" for item in items)
