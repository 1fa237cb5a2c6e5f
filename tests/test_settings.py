"""Settings: found upward, read strictly."""

from pathlib import Path

import pytest

from clinreview.settings import Settings, SettingsError, load_settings


def project(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_project_means_the_defaults(tmp_path: Path) -> None:
    project(tmp_path, "[tool.other]\nx = 1\n")
    found = load_settings(tmp_path)
    assert found.rules == ()
    assert found.audience == "patients"


def test_the_nearest_file_with_the_table_wins(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    top = project(
        tmp_path,
        '[tool.clinreview]\nrules = ["house"]\nfail-on = "medium"\n[tool.clinreview.targets]\nfkgl = 7\n',
    )
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    project(inner, "[project]\nname = 'x'\n")
    assert load_settings(inner) == Settings(
        path=top, rules=(tmp_path / "house",), fail_on="medium", targets=(("fkgl", 7.0),)
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.clinreview]\nrule = []\n", "rule: unknown key; did you mean 'rules'?"),
        ("[tool.clinreview]\ncolour = 1\n", "colour: unknown key; use one of rules, record"),
        ('[tool.clinreview]\nrules = "house"\n', "rules: is not a list of paths"),
        ('[tool.clinreview]\nrules = ["nowhere"]\n', "'nowhere' does not exist"),
        ("[tool.clinreview]\naudience = 3\n", "audience: is not a word"),
        ("[tool.clinreview]\ntargets = 3\n", "targets: is not a table"),
        ("[tool.clinreview.targets]\nfkgl = true\n", "targets.fkgl: is not a number"),
        ("[tool]\nclinreview = 3\n", "[tool.clinreview] is not a table"),
        ("[tool.clinreview\n", "not readable as TOML"),
    ],
)
def test_what_is_not_known_fails_with_the_path(tmp_path: Path, text: str, says: str) -> None:
    path = project(tmp_path, text)
    with pytest.raises(SettingsError) as problem:
        load_settings(tmp_path)
    assert str(problem.value).startswith(str(path))
    assert says in str(problem.value)
