"""Measure the rulebook on annotated articles: recall and false alarms, always together.

    python tests/benchmarks/articles.py [FOLDER ...] [--errors]

A folder holds articles (``x.txt``, ``x.md``) with ``x.jsonl`` beside them: one row per title, heading, sentence,
list item or cell, with ``start``, ``end``, ``expect`` (must, should, may, must_not), ``categories`` and
``severity``. ``tests/articles`` was in view when rules were written; ``tests/articles/held`` was not: its
sentences are for measuring, never for writing a rule.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clinreview.findings import Finding, check
from clinreview.readers import read_article
from clinreview.rule import Severity

HERE = Path(__file__).parent.parent / "articles"
TODAY = dt.date(2026, 12, 1)


def annotated(folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Every article of a folder that has an annotation, with its rows."""
    for path in sorted(folder.glob("*.jsonl")):
        article = next((p for p in (path.with_suffix(".txt"), path.with_suffix(".md")) if p.exists()), None)
        if article:
            lines = path.read_text("utf-8").splitlines()
            yield article, [json.loads(line) for line in lines if line.strip()]


def score(path: Path, rows: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """Counts for one article, and a line for each error."""
    found = [f for f in check(read_article(path), today=TODAY) if f.text]
    counts: Counter[str] = Counter(flags=len({f.span for f in found}))
    errors: list[str] = []
    hits: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        best = max(
            rows, key=lambda row: min(row["end"], finding.span.end) - max(row["start"], finding.span.start)
        )
        hits[best["id"]].append(finding)
    for row in rows:
        hit, expect = hits[row["id"]], row["expect"]
        names = ", ".join(f"{f.name}:{f.severity}" for f in hit)
        worst = max((f.severity for f in hit), default=None)
        counts[f"{worst or 'no'} severity"] += 1
        counts[expect] += 1
        counts[f"{expect} hit"] += bool(hit)
        if expect == "must" and row["severity"] == "critical":
            counts["critical"] += 1
            counts["critical hit"] += bool(hit)
        if (expect == "must" and not hit) or (expect == "must_not" and hit):
            errors.append(f"{'MISSED' if not hit else 'ALARM '} {row['text']} | {names}")
        if hit and expect in ("must", "should"):
            counts["judged"] += 1
            counts["category"] += bool({c for f in hit for c in f.categories} & set(row["categories"]))
            counts["severity"] += abs(worst.rank - Severity(row["severity"]).rank) <= 1 if worst else 0
    return counts, errors


def line(name: str, c: Counter[str]) -> str:
    """One row of the table."""

    def part(label: str, of: str) -> str:
        return f"{c[label]:4}/{c[of]:<4}{c[label] / c[of]:6.3f}" if c[of] else f"{'–':>15}"

    cells = (
        part("must hit", "must"),
        part("should hit", "should"),
        part("must_not hit", "must_not"),
        part("critical hit", "critical"),
        part("category", "judged"),
        part("severity", "judged"),
    )
    return f"{name:36}{''.join(f'{cell:>18}' for cell in cells)}{c['flags']:7}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="*", default=[HERE, HERE / "held"])
    parser.add_argument("--errors", action="store_true", help="show each miss and each false alarm")
    options = parser.parse_args()
    titles = ("must", "should", "must not", "critical", "category", "severity ±1")
    for folder in options.folders:
        print(f"{folder.name:36}{''.join(f'{title:>18}' for title in titles)}  flags")
        total: Counter[str] = Counter()
        for path, rows in annotated(folder):
            counts, errors = score(path, rows)
            total += counts
            print(line(path.stem, counts))
            if options.errors:
                print("".join(f"    {error}\n" for error in errors), end="")
        print(line("all", total))


if __name__ == "__main__":
    main()
