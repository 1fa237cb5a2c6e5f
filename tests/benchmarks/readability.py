"""Readability beside textstat: agreement with people, pairs ranked right, speed, memory.

    python tests/benchmarks/readability.py DATA_FOLDER [--fit]

The folder holds ``medreadme-train-dev.csv`` (text, score, split, source) and
``plaba-abstract-pairs-dev.csv`` (hard, easy). With ``--fit`` the coefficients of the level are worked out anew
from the training split, and printed.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from clinreview.readability import Scores, score, textstat_scores
from clinreview.readability.level import NAMES, terms
from clinreview.readability.words import look_up, vocabulary

RIDGE = 5.0
BLOCK = 25  # texts
SPLITS = 20
TEXTSTAT = {
    "coleman_liau": "coleman_liau_index",
    "fre": "flesch_reading_ease",
    "ari": "automated_readability_index",
    "fog": "gunning_fog",
    "fkgl": "flesch_kincaid_grade",
    "smog": "smog_index",
    "dale_chall": "dale_chall_readability_score",
    "spache": "spache_readability",
    "linsear": "linsear_write_formula",
    "lix": "lix",
    "rix": "rix",
    "eflaw": "mcalpine_eflaw",
}
TEN = tuple(name for name in TEXTSTAT.values() if name not in {"lix", "mcalpine_eflaw"})


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(text: str) -> list[float]:
    words, _ = vocabulary().read(text)
    return list(terms(words or [look_up("the")], text))


def ridge(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and coefficients, stretched so that predictions spread as the ratings do."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / spread
    beta = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (y - y.mean()))
    beta *= y.std() / (z @ beta).std()
    return float(y.mean() - (mean / spread) @ beta), beta / spread


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    return float(np.corrcoef(a, b)[0, 1])


def fit(rows: list[dict[str, str]]) -> None:
    """Print coefficients, and how they hold on sentences and on sources that were kept out."""
    x = np.array([features(row["text"]) for row in rows], float)
    y = np.array([float(row["score"]) for row in rows])
    train = np.array([row["split"] == "train" for row in rows])
    source = np.array([row["source"] for row in rows])
    intercept, beta = ridge(x[train], y[train])
    print(f"INTERCEPT = {intercept:.3f}\nCOEFFICIENTS = {{")
    for name, value in zip(NAMES, beta, strict=True):
        print(f'    "{name}": {value:.3f},')
    print("}\nTYPICAL = {")
    for name, value in zip(NAMES, x[train].mean(0), strict=True):
        print(f'    "{name}": {value:.3f},')
    print("}")
    print(f"dev, kept out              r = {correlation(x[~train] @ beta, y[~train]):.3f}")
    splits = [ten_fold(x[train], y[train], np.random.default_rng(seed)) for seed in range(SPLITS)]
    print(
        f"ten-fold, training split   r = {np.mean(splits):.4f} (+- {np.std(splits):.4f} over {SPLITS} splits)"
    )
    guess = np.zeros(len(rows))
    for name in sorted(set(source.tolist())):
        test = source == name
        a, b = ridge(x[~test & train], y[~test & train])
        guess[test] = a + x[test] @ b
        print(f"    {name:42} kept out r = {correlation(guess[test], y[test]):.3f}")
    print(f"{'each source kept out':26} r = {correlation(guess, y):.3f}")
    within = [correlation(guess[source == s], y[source == s]) for s in sorted(set(source.tolist()))]
    print(f"{'the same, within a source':26} r = {np.mean(within):.3f}")


def ten_fold(x: np.ndarray, y: np.ndarray, random: np.random.Generator) -> float:
    """Correlation over ten parts of equal size, each guessed from the other nine."""
    part, guess = random.permutation(len(y)) % 10, np.zeros(len(y))
    for at in range(10):
        a, b = ridge(x[part != at], y[part != at])
        guess[part == at] = a + x[part == at] @ b
    return correlation(guess, y)


def table(rows: list[dict[str, str]], pairs: list[dict[str, str]]) -> None:
    """Correlation with ratings (dev) and pairs ranked right, ours beside textstat's."""
    dev = [row for row in rows if row["split"] == "dev"]
    rated = [float(row["score"]) for row in dev]
    ours = [score(row["text"]) for row in dev]
    theirs = [textstat_scores(row["text"]) for row in dev]
    hard, easy = ([score(pair[side]) for pair in pairs] for side in ("hard", "easy"))
    their_hard, their_easy = ([textstat_scores(pair[side]) for pair in pairs] for side in ("hard", "easy"))
    print(f"\n{len(dev)} rated sentences (dev), {len(pairs)} pairs of an abstract and its plain version")
    print(f"{'':14}{'r textstat':>12}{'r ours':>9}{'pairs textstat':>17}{'pairs ours':>13}")
    for name, their_name in TEXTSTAT.items():
        sign = -1 if name == "fre" else 1
        print(
            f"{name:14}"
            f"{agree(theirs, lambda s: s.get(their_name), rated, sign):12.3f}"  # noqa: B023
            f"{agree(ours, lambda s: getattr(s, name), rated, sign):9.3f}"  # noqa: B023
            f"{ranked(their_hard, their_easy, lambda s: s[their_name], sign):17.1%}"  # noqa: B023
            f"{ranked(hard, easy, lambda s: getattr(s, name), sign):13.1%}"  # noqa: B023
        )
    print(
        f"{'level':14}{'':12}{agree(ours, lambda s: s.level, rated, 1):9.3f}{'':17}"
        f"{ranked(hard, easy, lambda s: s.level, 1):13.1%}"
    )


def agree(scores: Sequence[object], value: Callable, rated: Sequence[float], sign: int) -> float:
    found = [(value(s), r) for s, r in zip(scores, rated, strict=True)]
    return sign * correlation(*zip(*[(v, r) for v, r in found if v is not None], strict=True))


def ranked(hard: Sequence[object], easy: Sequence[object], value: Callable, sign: int) -> float:
    return float(np.mean([sign * value(h) > sign * value(e) for h, e in zip(hard, easy, strict=True)]))


def speed(pairs: list[dict[str, str]]) -> None:
    """Ten formulas of textstat against everything that score() gives, on the same texts in one run.

    Texts of about a thousand words, each measured once: nothing is remembered of the text, and what textstat or
    the kit remembers of words is left to them.
    """
    from textstat.textstat import textstatistics

    statistics = textstatistics()
    versions = [pair[side] for pair in pairs for side in ("hard", "easy")]
    articles = ["\n\n".join(versions[at : at + 5]) for at in range(0, len(versions) - 5, 5)][:150]
    words = sum(len(text.split()) for text in articles)

    def theirs(text: str) -> None:
        for name in TEN:
            getattr(statistics, name)(text)

    score("Warm the tables up."), score("Warm the tables up.", mode="textstat"), theirs("Warm the tables up.")
    print(f"\n{len(articles)} texts, {words:,} words; milliseconds for a thousand words")
    runs: dict[str, Callable[[str], Scores | None]] = {
        "textstat, ten formulas": theirs,
        "score(), level and thirteen formulas": score,
        "score(mode='textstat'), twelve": lambda text: score(text, mode="textstat"),
    }
    took = dict.fromkeys(runs, 0.0)
    for at in range(0, len(articles), BLOCK):  # in turns, so that a machine that slows down slows all of them
        for name, run in runs.items():
            start = time.process_time()
            for text in articles[at : at + BLOCK]:
                run(text)
            took[name] += time.process_time() - start
    base = next(iter(took.values()))
    for name, seconds in took.items():
        print(f"{name:40}{seconds * 1e6 / words:8.2f}   {base / seconds:5.1f} times as fast")


COLD = """
import time, sys
start = time.perf_counter()
from clinreview.readability import score
score(sys.argv[1])
took = time.perf_counter() - start
print(f"{took:.3f}", *[int(x.split()[1]) // 1024 for x in open("/proc/self/status") if x.startswith("VmRSS")])
"""


def cold(text: str) -> None:
    """First score in a new process, imports included; the best of five, because other work disturbs."""
    runs = [subprocess.check_output([sys.executable, "-c", COLD, text], text=True).split() for _ in range(5)]
    seconds, memory = min(runs, key=lambda run: float(run[0]))
    bare = 'print(*[int(x.split()[1]) // 1024 for x in open("/proc/self/status") if x.startswith("VmRSS")])'
    alone = subprocess.check_output([sys.executable, "-c", bare], text=True).strip()
    print(f"\nfirst score in a cold process: {seconds} s, {memory} MB (Python alone: {alone} MB)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true", help="work the level's coefficients out anew")
    options = parser.parse_args()
    rows = read(options.data / "medreadme-train-dev.csv")
    pairs = read(options.data / "plaba-abstract-pairs-dev.csv")
    if options.fit:
        fit(rows)
        return
    table(rows, pairs)
    speed(pairs)
    cold(pairs[0]["hard"])


if __name__ == "__main__":
    main()
