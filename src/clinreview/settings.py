"""Settings: what a project says about itself in ``[tool.clinreview]`` of its pyproject.toml."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from clinreview.errors import ClinReviewError

FILE = "pyproject.toml"
TABLE = "tool.clinreview"
AUDIENCES = ("patients", "easy-read", "clinicians")  # the first is the default


class SettingsError(ClinReviewError):
    """The settings cannot be read or say something the kit does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A project's own choices; every one has a default.

    Attributes
    ----------
    path
        The pyproject.toml they came from, None when no project says anything.
    rules
        Folders of house rules, checked beside the kit's own rulebook.
    record
        Files of house record rows, which add to the kit's record or override it.
    audience
        Whom the articles are written for; readability rules set their limits by it.
    targets
        Limits of the project's own, by the name of what is measured.
    fail_on
        The severity from which an open claim fails ``clinreview check``, "" for the built-in default.
    """

    path: Path | None = None
    rules: tuple[Path, ...] = ()
    record: tuple[Path, ...] = ()
    audience: str = AUDIENCES[0]
    targets: tuple[tuple[str, float], ...] = ()
    fail_on: str = ""


def load_settings(start: Path | None = None) -> Settings:
    """Read the nearest pyproject.toml with a ``[tool.clinreview]`` table, at or above ``start``.

    Parameters
    ----------
    start
        A folder, by default the current one.

    Raises
    ------
    SettingsError
        The file is not TOML, or holds a key or a value the kit does not know.
    """
    folder = (start or Path.cwd()).absolute()
    for parent in (folder, *folder.parents):
        path = parent / FILE
        if path.is_file():
            table = _table(path)
            if table is not None:
                return _settings(path, table)
    return Settings()


def _table(path: Path) -> dict[str, Any] | None:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(path, f"not readable as TOML ({problem})", "mend the file") from None
    except OSError as problem:
        raise SettingsError(path, f"cannot be read ({problem.strerror})") from None
    tool = document.get("tool")
    table = tool.get("clinreview") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(path, f"[{TABLE}] is not a table")
    return table


def _settings(path: Path, table: dict[str, Any]) -> Settings:
    keys = ("rules", "record", "audience", "targets", "fail-on")
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(keys)}"
            _fail(path, key, "unknown key", hint)
    return Settings(
        path=path,
        rules=_paths(path, table, "rules"),
        record=_paths(path, table, "record"),
        audience=_audience(path, table),
        targets=_targets(path, table.get("targets", {})),
        fail_on=_text(path, table, "fail-on", ""),
    )


def _paths(path: Path, table: dict[str, Any], key: str) -> tuple[Path, ...]:
    names = table.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        _fail(path, key, "is not a list of paths", f'write {key} = ["{key}/"]')
    found = tuple(path.parent / name for name in names)
    for name, place in zip(names, found, strict=True):
        if not place.exists():
            _fail(path, key, f"'{name}' does not exist", "paths count from the folder of this file")
    return found


def _text(path: Path, table: dict[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        _fail(path, key, "is not a word", f'write {key} = "…"')
    return str(value)


def _audience(path: Path, table: dict[str, Any]) -> str:
    audience = _text(path, table, "audience", AUDIENCES[0])
    if audience not in AUDIENCES:
        _fail(path, "audience", f"'{audience}' is unknown", f"use one of {', '.join(AUDIENCES)}")
    return audience


def _targets(path: Path, value: object) -> tuple[tuple[str, float], ...]:
    if not isinstance(value, dict):
        _fail(path, "targets", "is not a table", "write targets = { fkgl = 8 }")
    for name, limit in value.items():
        if isinstance(limit, bool) or not isinstance(limit, int | float):
            _fail(path, f"targets.{name}", "is not a number", f"write {name} = 8")
    return tuple(sorted((name, float(limit)) for name, limit in value.items()))


def _fail(path: Path, key: str, what: str, do: str) -> NoReturn:
    raise SettingsError(f"{path}: [{TABLE}] {key}", what, do)
