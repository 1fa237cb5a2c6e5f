"""Tables: YAML files of the record, read with dates as dates and errors that say where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clinreview.errors import RecordError


def read_yaml(path: Path) -> Any:
    """Content of a YAML file; a :class:`RecordError` names the file and the line where it is broken."""
    import yaml

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise RecordError(path, str(reason).lower(), "give a readable file") from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)
    except ValueError as error:  # a date that does not exist
        raise RecordError(path.name, str(error), "correct the date") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "cannot be parsed"
        raise RecordError(f"{path.name}{line}", str(problem), "check colons and indentation") from error
