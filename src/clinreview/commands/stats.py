"""Stats: what reviewers' decisions say of each rule, for ``clinreview rules --stats``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from clinreview.answers import answers
from clinreview.commands.options import CONTENT
from clinreview.decisions import Decision
from clinreview.errors import DecisionError
from clinreview.formats.plain import shown
from clinreview.log import verify_logs
from clinreview.rulebook import Rulebook


def print_stats(paths: Sequence[str], rulebook: Rulebook) -> int:
    """Print, rule by rule, how often it was right to ask, and the sentences where it was not."""
    counted = answers(_claims(paths or [CONTENT]))
    names = {rule.id: rule.name for rule in rulebook}
    for one in counted:
        right = one.decided - len(one.dismissed)
        print(
            f"{one.rule:10} {names.get(one.rule, '(no longer a rule)'):34} right in {right} of {one.decided}"
        )
        for text in dict.fromkeys(decision.text for decision in one.dismissed):
            print(f'    candidate for passes: "{shown(text)}"')
    silent = names.keys() - {one.rule for one in counted}
    print(f"{sum(one.decided for one in counted)} answers; {len(silent)} of {len(names)} rules have none yet")
    return 0


def _claims(paths: Iterable[str]) -> Iterable[Sequence[Decision]]:
    """The decisions on each claim of each article: the same sentence elsewhere is another claim."""
    claims: dict[tuple[Path, str], list[Decision]] = defaultdict(list)
    for path in map(Path, paths):
        if not path.exists():
            raise DecisionError(path, "does not exist", "give an article, or a folder")
        for log in verify_logs(path):
            for decision in log.decisions:
                claims[Path(log.path).parent, decision.key].append(decision)
    return claims.values()
