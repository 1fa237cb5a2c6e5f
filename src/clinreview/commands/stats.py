"""Stats: what reviewers' decisions say of each rule, for ``clinreview rules --stats``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clinreview.commands.options import CONTENT
from clinreview.decisions import Action, Decision
from clinreview.errors import DecisionError
from clinreview.formats.words import shown
from clinreview.log import verify_logs
from clinreview.rule import Role
from clinreview.rulebook import Rulebook
from clinreview.trail import trail_of


@dataclass(slots=True)
class Tally:
    """How one rule's questions were answered."""

    decided: int = 0
    dismissed: list[str] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """Answers that took the question as asked rightly."""
        return self.decided - len(self.dismissed)


def print_stats(paths: Sequence[str], rulebook: Rulebook) -> int:
    """Print, rule by rule, how often it was right to ask, and the sentences where it was not."""
    counted = count(_claims(paths or [CONTENT]))
    names = {rule.id: rule.name for rule in rulebook}
    for rule, tally in sorted(counted.items(), key=lambda item: (item[1].kept / item[1].decided, item[0])):
        print(
            f"{rule:10} {names.get(rule, '(no longer a rule)'):34} right in {tally.kept} of {tally.decided}"
        )
        for text in dict.fromkeys(tally.dismissed):
            print(f'    candidate for passes: "{shown(text)}"')
    answers = sum(tally.decided for tally in counted.values())
    print(
        f"{answers or 'no'} answers; {len(names.keys() - counted.keys())} of {len(names)} rules have none yet"
    )
    return 0


def count(claims: Iterable[Sequence[Decision]]) -> dict[str, Tally]:
    """Count, for each rule, the claims on which somebody answered, and those where it was dismissed.

    Parameters
    ----------
    claims
        The decisions on each claim. A role's last word counts; what was taken back does not.
    """
    counted: dict[str, Tally] = defaultdict(Tally)
    for decisions in claims:
        last = [word for role in Role if (word := trail_of(decisions).last(role))]
        for rule in dict.fromkeys(asked.rule for word in last for asked in word.asked):
            answers = [word for word in last if rule in {asked.rule for asked in word.asked}]
            counted[rule].decided += 1
            if all(word.action is Action.DISMISS for word in answers):
                counted[rule].dismissed.append(answers[0].text)
    return dict(counted)


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
