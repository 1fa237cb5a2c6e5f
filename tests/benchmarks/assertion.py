"""Fit the weights of the assertion cues, and show what each threshold would give.

    python tests/benchmarks/assertion.py CLAIMS_FOLDER TAXONOMY.json [--write --threshold T]

Needs scikit-learn. The cues (``data/words/cues.yaml``) are written by hand; only their weights are fitted, by
one logistic regression on the labelled sets, on advice and causal statements, on the taxonomy's examples and
near misses, and on sentences written for this project: statements that must be reviewed, and clinic housekeeping.
Figures are out of fold (five folds, by article). ``--write`` puts the weights into the file, rounded, with the threshold at 0.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from clinreview.assertion import CUES, read_assertion
from clinreview.rulebook import load_rulebook

OWN = Path(__file__).parent.parent / "data"
ARTICLES = Path(__file__).parent.parent / "articles"
HOUSEKEEPING = OWN / "housekeeping.txt"
STATEMENTS = OWN / "statements.txt"
BY_HAND = {  # rare in labelled data
    "venue": -0.8,
    "hours": -0.8,
    "numbers-to-call": -1.2,
    "news-scene": -0.8,
    "funding": -1.2,
    "way-round": -1.0,
    "what-staff-do": -0.8,
    "what-i-do": -1.0,
    "own-life": -0.8,
    "plans-of-study": -1.0,
    "fabric": -1.5,
    "in-office": -1.0,
    "whose-choice": -0.8,
    "at-home": -0.8,
    "clothes": -1.0,
    "form-of-goods": -1.0,
    "storage": -2.0,
    "methods": -1.2,
    "paperwork": -1.2,
    "named-by": -2.0,
    "requests": -2.0,
    "introduced": -1.5,
    "events": -1.5,
    "true-denials": -2.0,
    "anatomy": -1.5,
}


def annotated() -> tuple[list[str], list[bool], list[str]]:
    """Sentences of the annotated articles in view that must or must not be flagged, and where they stand."""
    texts, truth, where = [], [], []
    for path in sorted(ARTICLES.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if row["expect"] in ("must", "must_not") and row["kind"] not in ("title", "heading"):
                texts.append(row["text"])
                truth.append(row["expect"] == "must")
                where.append(path.stem)
    return texts, truth, where


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", type=Path)
    parser.add_argument("taxonomy", type=Path)
    parser.add_argument("--threshold", type=float, default=-0.8)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    book = load_rulebook()
    assertion = read_assertion(book.lexicons)
    names = [cue.name for cue in assertion.cues]

    def features(texts: list[str]) -> Any:
        rows = np.zeros((len(texts), len(names)))
        for row, text in zip(rows, texts, strict=True):
            for cue in assertion.read(book.lexicons.tag(text.replace("\n", " ")), text):
                row[names.index(cue.name)] = 1
        return rows

    def load(name: str) -> list[dict[str, Any]]:
        return [
            json.loads(line) for line in (options.claims / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]

    medcred, news = load("medcred-dev"), load("newscw-train")
    advice, causal = load("advice-dev"), load("eureka-dev")
    taxonomy = json.loads(options.taxonomy.read_text("utf-8"))["categories"]
    near = [item["text"] for category in taxonomy for item in category["near_miss"]]
    near += HOUSEKEEPING.read_text("utf-8").splitlines()
    own = STATEMENTS.read_text("utf-8").splitlines()
    sets = {
        "medcred": ([row["text"] for row in medcred], [row["label"] == "claim" for row in medcred], 0.0),
        "news": ([row["text"] for row in news], [row["label"] == "claim" for row in news], 0.0),
        "advice": ([row["text"] for row in advice], [True] * len(advice), 0.10),
        "causal": ([row["text"] for row in causal], [True] * len(causal), 0.15),
        "examples": ([text for c in taxonomy for text in c["positive"]], [], 0.10),
        "near misses": (near, [False] * len(near), 1.0),
        "statements": (own, [True] * len(own), 0.4),
        "articles": (*annotated()[:2], 1e-9),  # shown beside, not fitted: the fit got no better by them
    }
    x, y, weight, at = [], [], [], {}
    for name, (texts, labels, share) in sets.items():
        truth = np.array(labels or [True] * len(texts))
        at[name] = slice(sum(map(len, y)), sum(map(len, y)) + len(truth))
        x.append(features(texts))
        y.append(truth)
        weight.append(
            np.full(len(truth), share / len(truth))
            if share
            else np.where(truth, 0.5 / truth.sum(), 0.5 / max(1, (~truth).sum()))
        )
    xs, ys, ws = np.vstack(x), np.concatenate(y), np.concatenate(weight)
    ws *= len(ys) / ws.sum()
    groups = np.concatenate(
        [[row["article_id"] for row in medcred], np.arange(len(ys) - len(medcred)) + 10**6]
    )
    places = annotated()[2]  # an article's sentences stay together
    groups[at["articles"]] = [2 * 10**6 + sorted(set(places)).index(place) for place in places]

    def fit(rows: Any) -> LogisticRegression:
        return LogisticRegression(C=0.1, max_iter=3000).fit(xs[rows], ys[rows], sample_weight=ws[rows])

    score = np.zeros(len(ys))
    for train, test in GroupKFold(5).split(xs, ys, groups):
        score[test] = fit(train).decision_function(xs[test])

    def rate(name: str, keep: Any, threshold: float) -> float:
        return float((score[at[name]] > threshold)[keep].mean())

    noncred = np.array([row["orig"] == "NONCRED" for row in medcred])
    strong = np.array([row["orig"] == "strong advice" for row in advice])
    direct = np.array([row["orig"] == "direct causal" for row in causal])
    everything = slice(None)
    print(
        "threshold  medcred: recall, false alarms, balanced   news: the same   not credible  advice  causal  near   articles: the same"
    )
    for threshold in np.arange(-1.4, 0.5, 0.2):
        cells = []
        for name in ("medcred", "news", "articles"):
            truth = ys[at[name]]
            recall, alarms = rate(name, truth, threshold), rate(name, ~truth, threshold)
            cells.append(f"{recall:.3f} {alarms:.3f} {(recall + 1 - alarms) / 2:.3f}")
        print(
            f"{threshold:9.1f}  {'   '.join(cells[:2])}   {rate('medcred', noncred, threshold):.3f}"
            f"  {rate('advice', strong, threshold):.3f}  {rate('causal', direct, threshold):.3f}"
            f"  {rate('near misses', everything, threshold):.3f}   {cells[2]}"
        )
    model = fit(np.arange(len(ys)))
    weights = dict(zip(names, model.coef_[0], strict=True)) | BY_HAND
    bias = float(model.intercept_[0]) - options.threshold
    for name, value in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"{name:20}{value:6.2f}")
    print(f"{'bias':20}{bias:6.2f}")
    if options.write:
        text = re.sub(r"^bias: .*$", f"bias: {bias:.2f}", CUES.read_text("utf-8"), flags=re.MULTILINE)
        for name, value in weights.items():
            text = re.sub(
                rf"^  {re.escape(name)}: {{weight: [-\d.]+",
                f"  {name}: {{weight: {value:.2f}",
                text,
                flags=re.M,
            )
        CUES.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
