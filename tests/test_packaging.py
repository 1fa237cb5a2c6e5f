"""Packaging: the wheel holds what the kit needs away from its repository, and nothing names where it came from."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import hatchling.build as b, sys; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_holds_data_templates_notebooks_and_types(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for name in ("py.typed", "schemas/check.json", "data/start/example-article.md", "notebooks/report.ipynb"):
        assert f"clinreview/{name}" in names
    for pattern in (
        "data/rulebook/*.yaml",
        "data/lexicons/*.txt",
        "data/record/**/*.yaml",
        "templates/**/*.j2",
    ):
        files = [
            path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src/clinreview").glob(pattern)
        ]
        assert files
        assert set(files) <= names


def test_the_wheel_holds_no_tests_and_no_content(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert [top for top in tops if top != "clinreview" and not top.endswith(".dist-info")] == []


def test_notebooks_of_the_wheel_are_those_of_the_repository(wheel: zipfile.ZipFile) -> None:
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert wheel.read(f"clinreview/notebooks/{path.name}") == path.read_bytes()


def test_the_exporter_is_known_to_nbconvert() -> None:
    (entry,) = entry_points(group="nbconvert.exporters", name="clinreview")
    assert entry.load().__name__ == "ReviewExporter"


def test_pins_are_the_same_for_uv_and_for_pip(project: dict) -> None:
    pins = project["tool"]["uv"]["constraint-dependencies"]
    assert (ROOT / ".ci/constraints.txt").read_text("utf-8").splitlines() == pins
    assert all(re.match(r"[a-z0-9._-]+==\S+( ; .+)?$", pin) for pin in pins)


def test_everything_the_project_asks_for_is_pinned(project: dict) -> None:
    pinned = {pin.partition("==")[0] for pin in project["tool"]["uv"]["constraint-dependencies"]}
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.match(r"[A-Za-z0-9._-]+", item)[0].lower().replace("_", "-") for item in wanted}
    assert names - pinned == set()


def test_no_tracked_file_names_an_index_or_this_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert not {"uv.lock", "pylock.toml", "requirements.lock"} & {Path(name).name for name in names}
    words = (str(ROOT), "index-" + "url", "/site-" + "packages/")
    texts = {name: (ROOT / name).read_text("utf-8", errors="replace") for name in names}
    assert {name: word for name, text in texts.items() for word in words if word in text} == {}
