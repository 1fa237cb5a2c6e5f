"""Library: wordings that were agreed on before, with the evidence they rest on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from clinreview.errors import DecisionError
from clinreview.keys import normalise

FILE = "claims-library.yaml"
_KEYS = ("text", "evidence", "note", "until")
_NEAR = 75.0  # per cent alike; below it a reviewer would not call it the same claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One agreed wording.

    Attributes
    ----------
    until
        The last day on which it may be used; None: no end.
    """

    text: str
    evidence: str
    note: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """The agreed wording nearest to a claim, and how alike they are in per cent."""

    wording: Wording
    alike: int


@dataclass(frozen=True, slots=True)
class Library:
    """Every agreed wording of a project."""

    wordings: tuple[Wording, ...] = ()
    path: str = ""

    def nearest(self, text: str) -> Near | None:
        """The agreed wording most like a sentence, if any is like it."""
        if not self.wordings:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            text,
            [wording.text for wording in self.wordings],
            scorer=fuzz.ratio,
            processor=lambda one: normalise(one).casefold(),
            score_cutoff=_NEAR,
        )
        return Near(self.wordings[best[2]], int(best[1])) if best else None


def read_library(path: Path) -> Library:
    """Read a ``claims-library.yaml``: a list of texts with their evidence.

    Raises
    ------
    DecisionError
        It cannot be read, or an item lacks something.
    """
    import yaml

    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise DecisionError(path, f"cannot be read ({error})", "correct it, or take it away") from error
    if data is None:
        data = []
    if not isinstance(data, list):
        raise DecisionError(path, "is not a list", "write '- text: …' and '  evidence: …'")
    return Library(tuple(_wording(item, f"{path}, item {n}") for n, item in enumerate(data, 1)), str(path))


def _wording(item: Any, where: str) -> Wording:
    if not isinstance(item, dict):
        raise DecisionError(where, "is not a wording", "write '- text: …' and '  evidence: …'")
    for key in item:
        if key not in _KEYS:
            near = get_close_matches(str(key), _KEYS, n=1)
            raise DecisionError(where, f"unknown key '{key}'", f"did you mean '{near[0]}'?" if near else "")
    until = item.get("until")
    if until is not None and (isinstance(until, dt.datetime) or not isinstance(until, dt.date)):
        raise DecisionError(where, "until is not a date", "write until: 2027-03-31")
    texts = {key: item.get(key, "") for key in ("text", "evidence", "note")}
    for key, text in texts.items():
        if not isinstance(text, str) or (key != "note" and not text.strip()):
            raise DecisionError(
                where, f"{key} is missing or not a text", "a wording has a text and its evidence"
            )
    return Wording(until=until, **texts)
