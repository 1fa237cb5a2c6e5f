"""Text: what a person reads in a terminal or a log, worst first."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from clinreview.formats.place import Lines, Place
from clinreview.formats.plain import shown
from clinreview.formats.words import record_line, reference
from clinreview.gate import Checked, Gate
from clinreview.html import listed
from clinreview.review import Claim, State

COLOURS = {"critical": "1;31", "high": "31", "medium": "33", "low": "36", "path": "1", "faint": "2"}
INDENT = "    "


def write(gate: Gate, out: TextIO) -> None:
    """Write the unsettled claims of each article with what to ask, then a summary line each and in all."""
    page = _Page(out)
    for checked in gate.articles:
        page.article(checked)
    for checked in gate.articles:
        out.write(f"{summary(checked)}\n")
    if len(gate.articles) + len(gate.failures) > 1:
        out.write(f"{total(gate)}\n")
    out.write(f"{verdict(gate)}\n")


class _Page:
    """How wide and how colourful the reader's terminal is."""

    def __init__(self, out: TextIO) -> None:
        terminal = out.isatty()
        self._out = out
        # Logs and pipes get one line per sentence, so that they can be searched.
        self._width = max(40, shutil.get_terminal_size().columns) if terminal else 0
        self._colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

    def article(self, checked: Checked) -> None:
        """Write an article's unsettled claims."""
        if checked.unsettled:
            self._out.write(f"{self._paint(shown(checked.path), 'path')}\n\n")
        lines = Lines(checked.review.article.source)
        for claim in checked.unsettled:
            self._claim(claim, lines.at(claim.span.start))

    def _claim(self, claim: Claim, place: Place) -> None:
        head = f"{self._paint(claim.severity, claim.severity)} · {place.line}:{place.column}"
        stale = " · stale: it changed since it was decided" if claim.state is State.STALE else ""
        roles = listed(claim.owed or claim.roles)
        self._out.write(f"  {head} · {', '.join(claim.categories)} · for {roles}{stale}\n")
        for line in _details(claim):
            self._out.write("".join(f"{piece}\n" for piece in self._wrap(line)))
        self._out.write(f"{INDENT}{self._paint(f'key {claim.key}', 'faint')}\n\n")

    def _wrap(self, line: str) -> list[str]:
        if not self._width:
            return [INDENT + line]
        # Every line starts with a mark: a wrapped word of the article never stands at the start of one.
        return textwrap.wrap(line, self._width, initial_indent=INDENT, subsequent_indent=f"{INDENT}| ")

    def _paint(self, text: str, name: str) -> str:
        return f"\033[{COLOURS[name]}m{text}\033[0m" if self._colour else text


def _details(claim: Claim) -> Iterator[str]:
    yield f"“{_quoted(claim.text)}”"
    for finding in claim.findings:
        if finding.record:
            yield record_line(finding.record)
            if finding.record.reference:
                yield f"reference: {reference(finding.record)}"
    asks: dict[str, list[str]] = {}
    for finding in claim.findings:
        asks.setdefault(finding.ask, []).append(finding.name)
    yield from (f"ask: {shown(ask)} [{', '.join(names)}]" for ask, names in asks.items())
    yield from dict.fromkeys(f"suggested: {shown(f.suggestion)}" for f in claim.findings if f.suggestion)


def _quoted(text: str) -> str:
    """Text that a CI system does not take for one of its own commands."""
    return shown(text).replace("##[", "## [")


def summary(checked: Checked) -> str:
    """One line on one article."""
    counted = Counter(claim.state for claim in checked.claims)
    parts = [f"{_claims(checked.unsettled)} open" if checked.unsettled else "nothing open"]
    if counted[State.STALE]:
        parts.append(f"{counted[State.STALE]} of them stale")
    if counted[State.SETTLED]:
        parts.append(f"{counted[State.SETTLED]} settled")
    if not checked.claims:
        parts = ["no rule fired"]
    unchecked = checked.review.article.unchecked
    if unchecked:
        parts.append(f"not checked: {', '.join(unchecked)}")
    return f"{shown(checked.path)}: {', '.join(parts)}"


def total(gate: Gate) -> str:
    """One line on all articles."""
    claims = [claim for article in gate.articles for claim in article.unsettled]
    parts = [f"{len(gate.articles)} articles", f"{_claims(claims)} open" if claims else "nothing open"]
    if gate.failures:
        parts.append(f"{len(gate.failures)} could not be read")
    return f"in all: {', '.join(parts)}"


def verdict(gate: Gate) -> str:
    """Say what the exit code says."""
    limits = f"at or above {gate.fail_on}"
    if gate.roles:
        limits += f", for {' or '.join(gate.roles)}"
    if gate.since:
        limits += f", new or changed since {gate.since}"
    unread = f"; {len(gate.failures)} not checked, which is no pass" if gate.failures else ""
    return f"{sum(1 for _ in gate.failing) or 'nothing'} open {limits}{unread}"


def _claims(claims: Iterable[Claim]) -> str:
    counted = Counter(claim.severity for claim in claims)
    worst_first = sorted(counted, reverse=True)
    number = counted.total()
    return (
        f"{number} claim{'s' if number != 1 else ''} ({', '.join(f'{counted[s]} {s}' for s in worst_first)})"
    )
