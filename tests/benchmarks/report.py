"""Reports side by side with ``jupyter nbconvert --execute --to html``, the same notebook and articles in one run.

    python tests/benchmarks/report.py [ARTICLES=100] [NBCONVERT=3]

nbconvert starts a kernel for each article, so it is timed on a few and the figure is given per article; ours is
timed on all, from the start of the process to the index. The articles are copies of one, which differ in a sentence;
ours is timed on the articles of ``tests/articles`` too, which have little in common.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DISTINCT = ROOT / "tests" / "articles"
SEED = ROOT / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"
NOTEBOOK = ROOT / "notebooks" / "report.ipynb"
WARM = """
import sys, time
from pathlib import Path
from clinreview.report import write_reports
from clinreview.review import open_review
paths = sorted(Path("content").glob("*.txt"))
write_reports(paths[:1], "warm")
start = time.perf_counter(); write_reports(paths, "reports"); whole = time.perf_counter() - start
start = time.perf_counter(); [open_review(path) for path in paths]; check = time.perf_counter() - start
print((whole - check) / len(paths) * 1000, check / len(paths) * 1000)
"""


def timed(command: list[str], folder: Path) -> float:
    """Seconds a command takes."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return time.perf_counter() - start


def articles(folder: Path, many: int) -> list[Path]:
    """Copies of the seed article that differ in one sentence each."""
    (folder / "content").mkdir()
    text = SEED.read_text("utf-8")
    paths = [folder / "content" / f"article-{number:03}.txt" for number in range(many)]
    for number, path in enumerate(paths):
        path.write_text(f"{text}\n\nThis is page {number} of our guide.\n", encoding="utf-8")
    return paths


def main(many: int = 100, few: int = 3) -> None:
    """Time both and print the ratio."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = articles(folder, many)
        python = sys.executable
        ours_one = timed([python, "-m", "clinreview.cli", "report", str(paths[0])], folder)
        ours_all = timed([python, "-m", "clinreview.cli", "report", "content"], folder)
        distinct = [path for path in DISTINCT.rglob("*") if path.suffix in (".txt", ".md")]
        ours_distinct = timed(
            [python, "-m", "clinreview.cli", "report", "-o", "distinct", str(DISTINCT)], folder
        )
        beyond, check = map(
            float, subprocess.check_output([python, "-c", WARM], cwd=folder, text=True).split()
        )
        (folder / "nbconvert").mkdir()
        theirs = 0.0
        for path in paths[:few]:
            text = NOTEBOOK.read_text("utf-8").replace(f"../content/{SEED.name}", str(path))
            (folder / "nbconvert" / "one.ipynb").write_text(text, encoding="utf-8")
            theirs += timed(
                [python, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", "nbconvert/one.ipynb"],
                folder,
            )
        if sys.dont_write_bytecode:
            print("PYTHONDONTWRITEBYTECODE is set: both compile every module anew at each start")
        page = max((folder / "reports").glob("article-*.html"), key=lambda path: path.stat().st_size)
        other = folder / "nbconvert" / "one.html"
        print(f"clinreview report, one article, cold     {ours_one:8.2f} s")
        print(
            f"clinreview report, {many} articles, cold   {ours_all:8.2f} s   {ours_all / many * 1000:7.0f} ms each"
        )
        print(
            f"clinreview report, {len(distinct)} distinct, cold   {ours_distinct:8.2f} s   "
            f"{ours_distinct / len(distinct) * 1000:7.0f} ms each"
        )
        print(f"  in a warm process: check {check:.0f} ms, report beyond the check {beyond:.0f} ms each")
        print(f"jupyter nbconvert --execute, each ({few})    {theirs / few:8.2f} s")
        print(f"ratio for {many} articles                  {theirs / few * many / ours_all:8.0f} times")
        print(f"page {page.stat().st_size / 1000:.0f} KB, nbconvert's {other.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
