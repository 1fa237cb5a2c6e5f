"""Measure what the record says of sentences: false claims caught, true claims wronged, alarms on ordinary text.

    python tests/benchmarks/record.py [FILE.jsonl ...] [--today DATE] [--show VERDICT]

Without files: the development set of the tests, by family. With files of one JSON object with a ``text`` a line:
how often each verdict falls on them, and every sentence that is called *contradicted*. Those files are not part
of this repository.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from collections import Counter
from pathlib import Path

import yaml

from clinreview.record import Match, Record, load_record
from clinreview.verify import verify

SENTENCES = Path(__file__).parents[1] / "regulatory_sentences.yaml"
CAUGHT = {"contradicted", "outdated", "wrong-word", "not-an-approval"}
CALLED_FALSE = {"contradicted", "outdated", "wrong-word"}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 23))
    parser.add_argument("--show", default="contradicted", help="print the sentences with this verdict")
    options = parser.parse_args()
    record = load_record()
    if options.files:
        for path in options.files:
            ordinary(path, record, options.today, options.show)
    else:
        development(record, options.today)
    return 0


def development(record: Record, today: dt.date) -> None:
    totals: dict[str, Counter[str]] = {}
    print(f"{'family':52}{'part':8}{'false caught':>14}{'true wronged':>14}{'none called false':>19}")
    for family in yaml.safe_load(SENTENCES.read_text("utf-8")):
        count: Counter[str] = Counter()
        for entry in family["sentences"]:
            match = verify(entry["text"], record, today=today, context=entry.get("context", ""))
            said = word(match)
            count[entry["truth"]] += 1
            count["caught"] += entry["truth"] == "false" and said in CAUGHT
            count["wronged"] += entry["truth"] == "true" and said in CALLED_FALSE
            count["alarm"] += entry["truth"] == "none" and said in CALLED_FALSE
        line(family["family"], family["part"], count)
        totals.setdefault(family["part"], Counter()).update(count)
    for part, count in totals.items():
        line("all", part, count)


def line(family: str, part: str, count: Counter[str]) -> None:
    shares = (("caught", "false", 14), ("wronged", "true", 14), ("alarm", "none", 19))
    cells = "".join(
        f"{f'{count[hit]} of {count[of]}' if count[of] else '-':>{width}}" for hit, of, width in shares
    )
    print(f"{family:52}{part:8}{cells}")


def ordinary(path: Path, record: Record, today: dt.date, show: str) -> None:
    count: Counter[str] = Counter()
    texts = [json.loads(one)["text"] for one in path.read_text("utf-8").splitlines() if one.strip()]
    record.names  # noqa: B018 - built once, before the clock starts
    started = time.perf_counter()
    matches = [verify(text, record, today=today) for text in texts]
    each = (time.perf_counter() - started) / max(1, len(texts))
    for text, match in zip(texts, matches, strict=True):
        count[word(match)] += 1
        if match and match.verdict == show:
            print(f"  {match.verdict}: {text}\n    {match.row}: {match.matched}")
    print(
        f"{path.name}: {len(texts)} sentences, {each * 1e6:.0f} microseconds each, {dict(count.most_common())}"
    )


def word(match: Match | None) -> str:
    return str(match.verdict) if match else "none"


if __name__ == "__main__":
    sys.exit(main())
