"""Measure the rulebook on human-labelled sentences: recall and false alarms, always together.

    python tests/benchmarks/claims.py DATA_FOLDER [--errors N] [--set NAME]

``DATA_FOLDER`` holds ``*.jsonl`` with ``text``, ``label`` ("claim" or "no-claim") and ``orig``. A sentence
counts as flagged when any rule fires on it. Balanced accuracy is taken at the one operating point that ships.
The data itself is not part of this repository.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from clinreview.findings import check
from clinreview.rule import Example
from clinreview.rulebook import load_rulebook
from clinreview.selftest import example_article


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show N misses and N false alarms of each set")
    parser.add_argument("--set", default="", help="only the files whose name holds this")
    parser.add_argument(
        "--without", default="", help="leave out the findings of this rule (comma-separated names)"
    )
    options = parser.parse_args()
    book = load_rulebook()
    without = set(options.without.split(","))
    total, started = 0, time.perf_counter()
    balanced = []
    fired: dict[str, Counter[str]] = defaultdict(Counter)
    print(f"{'set':24}{'n':>6}{'recall':>9}{'false alarms':>14}{'balanced':>10}   recall by original label")
    for path in sorted(options.folder.glob("*.jsonl")):
        if options.set not in path.name:
            continue
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        hits: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        by_label: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        wrong: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            found = list(check(example_article(Example(row["text"].replace("\n", " "))), rulebook=book))
            names = {f.name for f in found if f.text and f.name not in without}
            flagged = bool(names)
            for name in names:
                fired[name][row["label"]] += 1
            hits[row["label"]][0] += flagged
            hits[row["label"]][1] += 1
            by_label[str(row.get("orig"))][0] += flagged
            by_label[str(row.get("orig"))][1] += 1
            if flagged != (row["label"] == "claim"):
                wrong[row["label"]].append(f"{row.get('orig')} | {row['text']} | {', '.join(sorted(names))}")
        total += len(rows)
        recall = hits["claim"][0] / max(1, hits["claim"][1])
        alarms = hits["no-claim"][0] / hits["no-claim"][1] if hits["no-claim"][1] else None
        score = (recall + 1 - alarms) / 2 if alarms is not None else None
        if score is not None:
            balanced.append(score)
        labels = " ".join(f"{k}={a / n:.3f}({n})" for k, (a, n) in sorted(by_label.items()))
        shown = f"{alarms:14.3f}{score:10.3f}" if score is not None else f"{'–':>14}{'–':>10}"
        print(f"{path.stem:24}{len(rows):6}{recall:9.3f}{shown}   {labels}")
        rng = random.Random(7)
        for label, title in (("claim", "misses"), ("no-claim", "false alarms")):
            if options.errors and wrong[label]:
                print(f"  {title}:")
                for line in rng.sample(wrong[label], min(options.errors, len(wrong[label]))):
                    print("   ", line)
    seconds = time.perf_counter() - started
    if balanced:
        print(f"mean balanced accuracy {sum(balanced) / len(balanced):.3f}")
    print(f"{total} sentences, {total / seconds:.0f} a second, {len(book)} rules")
    if options.errors:
        print("fires per rule (claim / no-claim):")
        for name, counts in sorted(fired.items(), key=lambda item: -sum(item[1].values())):
            print(f"  {name:40}{counts['claim']:6}{counts['no-claim']:6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
