"""Rulebook: all rules, read from their files, checked, and compiled to run in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from pathlib import Path

from clinreview.assertion import Assertion, read_assertion
from clinreview.audience import aim, known_targets
from clinreview.context import Contexts
from clinreview.errors import RuleError
from clinreview.lexicon import Lexicons, read_lexicons
from clinreview.measure import UNLISTED
from clinreview.pattern import PatternSet, compile_patterns
from clinreview.rule import Rule, Use
from clinreview.rulefile import read_rule
from clinreview.settings import AUDIENCES
from clinreview.stamp import Stamp, stamp_of

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Place:
    """Which pattern of which rule, and what for; ``rule`` is a number in ``Rulebook.rules``."""

    rule: int
    use: Use


@dataclass(frozen=True)
class Rulebook:
    """All rules and lexicons: ``rules`` make findings, ``hints`` only help to rewrite.

    ``tested``: all of it is the kit's own, so its tests have shown that every pattern compiles.
    """

    rules: tuple[Rule, ...]
    lexicons: Lexicons = field(repr=False)
    version: str = ""
    hints: tuple[Rule, ...] = ()
    tested: bool = False

    def __iter__(self) -> Iterator[Rule]:
        return iter((*self.rules, *self.hints))

    def __len__(self) -> int:
        return len(self.rules) + len(self.hints)

    def get(self, name: str) -> Rule:
        """The rule with this id or name.

        Raises
        ------
        RuleError
            There is none; the message names the nearest.
        """
        for rule in self:
            if name in (rule.id, rule.name):
                return rule
        near = get_close_matches(name, [n for rule in self for n in (rule.id, rule.name)], n=3)
        raise RuleError(
            name,
            "no such rule",
            f"did you mean {' or '.join(near)}?" if near else "`clinreview rules` lists them",
        )

    @cached_property
    def of_hints(self) -> Rulebook:
        """The hint rules as a rulebook of their own, so that a check never runs them."""
        return Rulebook(self.hints, self.lexicons, self.version, tested=self.tested)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """One per group of ``patterns``, in the same order."""
        return tuple(place for place, _, _ in self._listed)

    @cached_property
    def groups(self) -> dict[Place, int]:
        """The number of each place's group in ``patterns``."""
        return {place: group for group, place in enumerate(self.places)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each rule in ``rules``, by its id."""
        return {rule.id: number for number, rule in enumerate(self.rules)}

    @cached_property
    def nets(self) -> tuple[tuple[int, Rule], ...]:
        """The rules of the safety net (`measure: assertion`) with their numbers, worst first; one for all last."""
        nets = [(number, rule) for number, rule in enumerate(self.rules) if rule.measure == "assertion"]
        return tuple(sorted(nets, key=lambda net: (not net[1].with_, -net[1].severity.rank, net[1].id)))

    @cached_property
    def netted(self) -> frozenset[str]:
        """The ids of the rules of the safety net."""
        return frozenset(rule.id for _, rule in self.nets)

    @cached_property
    def general(self) -> frozenset[str]:
        """The ids of those that ask about any statement whatever."""
        return frozenset(rule.id for _, rule in self.nets if not rule.with_)

    @cached_property
    def beside(self) -> frozenset[str]:
        """The ids of the rules that a page is asked only beside another."""
        return frozenset(rule.id for rule in self.rules if rule.beside)

    @cached_property
    def unlisted(self) -> tuple[Rule, ...]:
        """The rules that ask about what a balanced page is not asked line by line."""
        return tuple(rule for rule in self.rules if rule.measure == UNLISTED)

    @cached_property
    def everywhere(self) -> frozenset[int]:
        """The numbers of the rules that are asked of every sentence, whatever its words."""
        nets = {number for number, _ in self.nets}
        asked = {number for number, rule in enumerate(self.rules) if rule.verify or rule.measure}
        return frozenset(asked - nets)

    @cached_property
    def led(self) -> frozenset[int]:
        """The numbers of the rules that also read the lead-in of a list with its items."""
        return frozenset(number for number, rule in enumerate(self.rules) if rule.lead)

    @cached_property
    def verifies(self) -> bool:
        """Does any rule ask the record?"""
        return any(rule.verify for rule in self.rules)

    @cached_property
    def sought(self) -> frozenset[int]:
        """The numbers of the groups of ``patterns`` that every sentence is searched for.

        The others, what excuses a match or must stand beside it, are searched for where there is one.
        """
        nets = {number for number, _ in self.nets}
        return frozenset(
            group
            for place, group in self.groups.items()
            if place.use not in (Use.UNLESS, Use.WITH) or (place.use is Use.WITH and place.rule in nets)
        )

    @cached_property
    def patterns(self) -> PatternSet:
        """Every pattern of every rule, ready to run."""
        groups = [(where, patterns) for _, where, patterns in self._listed]
        return compile_patterns(groups, self.lexicons, tested=self.tested, asked=sorted(self.sought))

    @cached_property
    def contexts(self) -> Contexts:
        """Reads what stands around a match."""
        return Contexts(self.lexicons, self.tested)

    @cached_property
    def assertion(self) -> Assertion:
        """How much a sentence reads like a statement about health."""
        return read_assertion(self.lexicons, tested=self.tested)

    @cached_property
    def _listed(self) -> list[tuple[Place, str, Sequence[str]]]:
        listed: list[tuple[Place, str, Sequence[str]]] = []
        for number, rule in enumerate(self.rules):
            for use in Use:
                patterns = rule.patterns(use)
                if patterns:
                    listed.append((Place(number, use), f"{rule.path or rule.name} ({use})", patterns))
        return listed


def read_rulebook(*folders: Path) -> Rulebook:
    """Read every rule of ``folders`` (and their ``lexicons/``); ids and names must be unique.

    Raises
    ------
    RuleError
        The first thing that is wrong.
    """
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    digest = hashlib.sha256()
    lexicon_folders = [DATA / "lexicons"]
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(folder, "no such folder of rules", "give the folder that holds the rule files")
        if (folder / "lexicons").is_dir():
            lexicon_folders.append(folder / "lexicons")
        for path in sorted(folder.glob("*.y*ml")):
            rule = read_rule(path)
            for name in (rule.id, rule.name):
                if seen.get(name, rule.path) != rule.path:
                    raise RuleError(
                        rule.path, f"'{name}' is taken by {seen[name]}", "ids and names are never reused"
                    )
                seen[name] = rule.path
            rules.append(rule)
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for lexicons in lexicon_folders:
        for path in sorted(lexicons.glob("*.txt")):
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return Rulebook(
        tuple(rule for rule in rules if not rule.hint),
        read_lexicons(*lexicon_folders),
        digest.hexdigest()[:12],
        tuple(rule for rule in rules if rule.hint),
        tested=folders == (DATA / "rulebook",),
    )


@cache
def _shipped() -> Rulebook:
    return read_rulebook(DATA / "rulebook")


def load_rulebook(
    paths: Sequence[Path | str] = (),
    *,
    audience: str = AUDIENCES[0],
    targets: Sequence[tuple[str, float]] = (),
) -> Rulebook:
    """The shipped rulebook, with the house rules of ``paths`` added.

    House rules are read again when a file of theirs has changed.

    Parameters
    ----------
    audience
        Whose limits the readability rules take.
    targets
        Limits by what is measured ("fkgl", "level", "words" …), in place of those of the readability rules.

    Raises
    ------
    RuleError
        A rule is wrong, or no readability rule measures what a target is for.
    """
    folders = tuple(map(Path, paths))
    stamp = stamp_of((*folders, *(folder / "lexicons" for folder in folders)))
    return _loaded(folders, stamp, audience, tuple(targets))


@lru_cache(maxsize=4)  # a report asks twice for each article
def _loaded(
    folders: tuple[Path, ...], stamp: Stamp, audience: str, targets: tuple[tuple[str, float], ...]
) -> Rulebook:
    # Read once: it is part of the package and never changes while it runs.
    book = read_rulebook(DATA / "rulebook", *folders) if folders else _shipped()
    if not targets and audience == AUDIENCES[0]:
        return book
    aimed = [aim(rule, audience, targets) for rule in known_targets(book, targets)]
    digest = hashlib.sha256(f"{book.version} {audience} {sorted(targets)}".encode())
    size = len(book.rules)
    return Rulebook(
        tuple(aimed[:size]), book.lexicons, digest.hexdigest()[:12], tuple(aimed[size:]), book.tested
    )
