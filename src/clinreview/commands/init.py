"""``clinreview init``: the kit's layout in another repository."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from clinreview.errors import ClinReviewError

# What is written where; the notebooks come on top.
FILES = (
    ("example-article.md", "content/example-article.md"),
    ("miracle-words.yaml", "rules/miracle-words.yaml"),
    ("pyproject.toml", "pyproject.toml"),
    ("gitattributes", ".gitattributes"),
    ("workflow.yml", ".github/workflows/clinreview.yml"),
)
# The kit's own notebooks open the kit's own article.
OPENS, OPENS_THERE = b"is-addiction-a-side-effect-of-ketamine-infusions.txt", b"example-article.md"
# Files a repository often has already, and what must stand in them for the kit to work as meant.
NEEDS = (("pyproject.toml", "[tool.clinreview"), (".gitattributes", "merge=union"))

NEXT = """\
next: `clinreview report` writes reports/index.html; `clinreview desk` opens the review notebook.
Put your articles in content/ and delete the example."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="DIR", help="the repository (default: here)"
    )


def run(args: argparse.Namespace) -> int:
    """Write what is not there yet; nothing that exists is touched."""
    folder = Path(args.folder)
    for source, name in _sources():
        target = folder / name
        if target.exists():
            print(f"kept   {name}")
        else:
            _write(target, source.read_bytes().replace(OPENS, OPENS_THERE))
            print(f"wrote  {name}")
    (folder / "reports").mkdir(exist_ok=True)
    for name, word in NEEDS:
        if word not in (folder / name).read_text(encoding="utf-8", errors="replace"):
            print(f"\nadd to {name}:\n\n{_start(name.lstrip('.')).read_text(encoding='utf-8')}")
    print(NEXT)
    return 0


def _sources() -> Iterator[tuple[Traversable, str]]:
    for name, target in FILES:
        yield _start(name), target
    for notebook in sorted(notebooks().iterdir(), key=lambda path: path.name):
        if notebook.name.endswith(".ipynb"):
            yield notebook, f"notebooks/{notebook.name}"


def notebooks() -> Traversable:
    """The kit's notebooks: in the installed package, or beside ``src/`` where the kit is developed."""
    packaged = files("clinreview") / "notebooks"
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[3] / "notebooks"


def _start(name: str) -> Traversable:
    return files("clinreview") / "data" / "start" / name


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as problem:
        raise ClinReviewError(
            target, f"cannot be written ({problem.strerror})", "choose another folder"
        ) from None
