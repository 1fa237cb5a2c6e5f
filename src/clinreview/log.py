"""Log: the decision files beside an article, read and verified."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clinreview.decisions import Decision, decision_from, intact
from clinreview.errors import DecisionError
from clinreview.history import gone, shallow, versions

SUFFIX = ".reviews"
_START = b'{"schema"'
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one line of a log."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """One decision file as read.

    Attributes
    ----------
    decisions
        Every entry that is as it was written, in the order of the file.
    doubtful
        Ids of entries that follow one that was edited or removed: kept and shown, but they settle nothing.
    heads
        Hashes of the sound entries that no other follows: one, or one for each end of a fork.
    problems
        Edited, removed, reordered or cut entries.
    forks
        Where two branches wrote on; accepted.
    notes
        What was noticed and does no harm (a torn last line).
    whole
        Bytes from the start that are complete lines; beyond lies a torn one.
    """

    path: str
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    doubtful: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    forks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    whole: int = field(default=0, repr=False)

    @property
    def ok(self) -> bool:
        """Nothing was edited, removed, reordered or cut, as far as the file itself can tell."""
        return not self.problems

    @property
    def tip(self) -> str:
        """What a report prints so that a cut tail can be noticed later."""
        return "+".join(head[:16] for head in self.heads)

    def __str__(self) -> str:
        lines = [f"{self.path}: {len(self.decisions)} entries, {'intact' if self.ok else 'NOT intact'}"]
        lines += [f"  {problem}" for problem in self.problems]
        lines += [f"  {note}" for note in (*self.forks, *self.notes)]
        return "\n".join(lines)


def reviews_folder(article: Path) -> Path:
    """The folder that holds the decisions on an article."""
    return article.with_name(article.name + SUFFIX)


def read_logs(article: Path) -> tuple[LogReport, ...]:
    """Read every decision file of an article, by name."""
    folder = reviews_folder(article)
    return tuple(read_log(path) for path in sorted(folder.glob("*.jsonl"))) if folder.is_dir() else ()


def read_log(path: Path) -> LogReport:
    """Read one decision file, and check it against itself."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return LogReport(path=str(path), problems=(Problem(0, f"cannot be read ({error.strerror})"),))
    return parse_log(data, str(path))


def parse_log(data: bytes, path: str = "") -> LogReport:
    """Read the bytes of a decision file; line ends do not matter."""
    entries: list[tuple[int, Decision]] = []
    problems: list[Problem] = []
    notes: list[str] = []
    edited: set[str] = set()
    seen: set[str] = set()
    whole = len(data)
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(lines, 1):
        last = number == len(lines)
        raw = line.strip()
        if not raw:
            continue
        if raw[:7] in _MARKERS:
            problems.append(Problem(number, "a git conflict marker: delete this line and keep every other"))
            continue
        entry = _entry(raw)
        if entry is None and last:
            whole = len(data) - len(line)
            notes.append(f"line {number} is torn: a write was interrupted; every entry before it is whole")
            continue
        if entry is None and raw.rfind(_START) > 0:  # a torn line that something joined to the next
            notes.append(f"line {number} begins with a torn entry; the one after it is whole")
            entry = _entry(raw[raw.rfind(_START) :])
        if entry is None:
            problems.append(Problem(number, "is not an entry; it was edited or damaged"))
            continue
        try:
            decision = decision_from(entry)
        except ValueError as error:
            problems.append(Problem(number, str(error)))
            continue
        if not intact(entry):
            problems.append(Problem(number, f"was edited after it was written ({_shown(decision)})"))
            edited.add(decision.hash)
        elif decision.hash in seen:
            notes.append(f"line {number} repeats an entry")
        else:
            entries.append((number, decision))
            seen.add(decision.hash)
    return _chained(
        entries, edited, LogReport(path=path, problems=tuple(problems), notes=tuple(notes), whole=whole)
    )


def _chained(entries: Sequence[tuple[int, Decision]], edited: set[str], report: LogReport) -> LogReport:
    lines = {decision.hash: number for number, decision in entries}
    problems = list(report.problems)
    sound: set[str] = set()
    for number, decision in entries:
        for one in decision.previous:
            if one not in lines and one not in edited:
                what = f"the entry before it was removed or rewritten ({_shown(decision)})"
                problems.append(Problem(number, what))
            elif lines.get(one, 0) > number:
                problems.append(Problem(number, f"stands before the entry it follows, line {lines[one]}"))
    waiting, before = [decision for _, decision in entries], -1
    while len(waiting) != before:  # once, unless lines were reordered
        before = len(waiting)
        for decision in waiting:
            if sound.issuperset(decision.previous):
                sound.add(decision.hash)
        waiting = [d for d in waiting if d.hash not in sound]
    followed = {before for _, d in entries if d.hash in sound for before in d.previous}
    return replace(
        report,
        decisions=tuple(d for _, d in entries),
        doubtful=frozenset(d.id for d in waiting),
        heads=tuple(d.hash for _, d in entries if d.hash in sound and d.hash not in followed),
        problems=tuple(sorted(problems, key=lambda p: p.line)),
        forks=tuple(_forks(entries, lines)),
    )


def _forks(entries: Iterable[tuple[int, Decision]], lines: dict[str, int]) -> Iterable[str]:
    followers: dict[str, list[int]] = {}
    for number, decision in entries:
        for before in decision.previous or ("",):
            followers.setdefault(before, []).append(number)
    for before, numbers in followers.items():
        if len(numbers) > 1:
            where = f"after line {lines[before]}" if before in lines else "at the start"
            ends = " and ".join(map(str, numbers))
            yield f"fork {where}: two branches wrote on, at lines {ends}; both are kept"


def _entry(raw: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(raw.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) != len(pairs):
        raise ValueError("a key stands twice")
    return entry


def _shown(decision: Decision) -> str:
    return f"{decision.action} by {decision.by}, {decision.at:%Y-%m-%d %H:%M} UTC"


def verify_log(path: Path | str, *, tip: str = "", git: bool = False) -> LogReport:
    """Verify one decision file.

    Parameters
    ----------
    path
        A ``<reviewer>.jsonl``.
    tip
        As printed on a report: the entries it names must still be there.
    git
        Compare with git too: every entry that a commit in the history of HEAD holds must still be there.

    Raises
    ------
    DecisionError
        There is no such file.
    """
    path = Path(path)
    if not path.is_file():
        raise DecisionError(path, "no such decision log", "give a file <article>.reviews/<reviewer>.jsonl")
    report = read_log(path)
    problems = list(report.problems)
    notes = list(report.notes)
    hashes = {d.hash for d in report.decisions}
    for part in filter(None, tip.split("+")):
        if not any(known.startswith(part) for known in hashes):
            problems.append(Problem(0, f"was cut: it no longer holds the entry {part} that the report names"))
    if git:
        lost, known = _lost(path, hashes)
        problems += lost
        if not known:
            notes.append("not committed yet, so a cut tail cannot be noticed")
        elif shallow(path.parent):
            notes.append("this clone holds only the end of the history: older entries cannot be compared")
    if not article_of(path).exists():
        notes.append(f"{article_of(path).name} is not there: if it was renamed, rename this folder with it")
    return replace(report, problems=tuple(problems), notes=tuple(notes))


def verify_logs(path: Path | str, *, git: bool = False) -> tuple[LogReport, ...]:
    """Verify every decision file of an article, of a ``.reviews`` folder, or under any other folder.

    With ``git``, a file that some commit holds and that is gone counts as cut, unless its article is gone with it.
    """
    path = Path(path)
    if path.suffix == ".jsonl":
        return (verify_log(path, git=git),)
    folder = reviews_folder(path) if path.is_file() else path
    files = [file for file in folder.rglob("*.jsonl") if file.parent.suffix == SUFFIX]
    reports = {file: verify_log(file, git=git) for file in files}
    for file in gone(folder, ".jsonl") if git else ():
        if file.parent.suffix == SUFFIX and article_of(file).exists():
            what = "the whole log, which is in git's history, is gone"
            reports[file] = LogReport(path=str(file), problems=(Problem(0, what),))
    return tuple(reports[file] for file in sorted(reports))


def stray_logs(article: Path) -> tuple[str, ...]:
    """Say which decision files lie beside an article without their own, while it has none: was it renamed?"""
    own = reviews_folder(article)
    if own.exists():
        return ()
    return tuple(
        f"{folder.name} holds decisions on a file that is gone; if it is this one under its old name, rename the "
        f"folder to {own.name}"
        for folder in sorted(article.parent.glob(f"*{SUFFIX}"))
        if not folder.with_suffix("").exists() and any(folder.glob("*.jsonl"))
    )


def article_of(log: Path) -> Path:
    """The article that a decision file is about."""
    return log.parent.with_suffix("")


def _lost(path: Path, hashes: Collection[str]) -> tuple[list[Problem], bool]:
    """Entries that some commit holds and the file does not, and whether any commit holds the file."""
    seen: set[bytes] = set()
    lost: dict[str, Problem] = {}
    known = False
    for version in versions(path):
        known = True
        lines = dict.fromkeys(line.strip() for line in version.data.split(b"\n"))
        new = [line for line in lines if line not in seen]
        seen.update(new)
        for d in parse_log(b"\n".join(new)).decisions:
            if d.hash not in hashes:
                what = f"an entry that was committed is gone ({_shown(d)}, commit {version.commit[:8]})"
                lost.setdefault(d.hash, Problem(0, what))
    return list(lost.values()), known
