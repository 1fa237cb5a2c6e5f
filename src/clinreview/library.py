"""Library: wordings that were agreed on before, with the evidence they rest on."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from clinreview.errors import DecisionError
from clinreview.keys import normalise

FILE = "claims-library.yaml"
# "evidence" and "until" are short for "references" and "expires".
_KEYS = (
    "text",
    "product",
    "references",
    "approved_by",
    "approved_on",
    "expires",
    "note",
    "evidence",
    "until",
)
_DATES = ("approved_on", "expires", "until")
_NEAR = 75.0  # per cent alike; below it a reviewer would not call it the same claim
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\s*%?")
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "cannot",
        "can't",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "hasn't",
        "haven't",
        "hadn't",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "hardly",
    ]
)
_HEDGES = frozenset(
    [
        "may",
        "might",
        "could",
        "can",
        "should",
        "would",
        "some",
        "sometimes",
        "often",
        "usually",
        "generally",
        "likely",
        "possibly",
        "perhaps",
        "probably",
        "about",
        "approximately",
        "up",
        "most",
        "many",
        "few",
        "rarely",
        "suggests",
        "suggest",
        "appears",
        "appear",
        "seems",
        "seem",
        "potentially",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One agreed wording.

    Attributes
    ----------
    references
        What it rests on.
    expires
        The last day on which it may be used; None: no end.
    """

    text: str
    references: tuple[str, ...]
    product: str = ""
    approved_by: str = ""
    approved_on: dt.date | None = None
    expires: dt.date | None = None
    note: str = ""

    @property
    def evidence(self) -> str:
        """The references in one line."""
        return "; ".join(self.references)

    @property
    def until(self) -> dt.date | None:
        """The last day on which it may be used."""
        return self.expires

    def expired(self, today: dt.date) -> bool:
        """It may not be used any more."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Near:
    """The agreed wording nearest to a claim.

    Attributes
    ----------
    alike
        How alike they are, in per cent.
    exact
        The same but for white space, case and the shape of quotation marks: the approval holds for it.
    changed
        What a reader would be misled by: each number, medicine, negation or hedge that is not in both.
    """

    wording: Wording
    alike: int
    exact: bool = False
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Library:
    """Every agreed wording of a project."""

    wordings: tuple[Wording, ...] = ()
    path: str = ""

    @cached_property
    def _by_text(self) -> dict[str, Wording]:
        return {_same(wording.text): wording for wording in reversed(self.wordings)}

    def exact(self, text: str) -> Wording | None:
        """The agreed wording that this sentence is, if any."""
        return self._by_text.get(_same(text)) if self.wordings else None

    def nearest(self, text: str) -> Near | None:
        """The agreed wording most like a sentence, if any is like it."""
        if not self.wordings:
            return None
        if found := self.exact(text):
            return Near(found, 100, exact=True)
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            _same(text),
            [_same(wording.text) for wording in self.wordings],
            scorer=fuzz.ratio,
            score_cutoff=_NEAR,
        )
        if not best:
            return None
        wording = self.wordings[best[2]]
        return Near(wording, min(99, int(best[1])), changed=changes(wording.text, text))


def changes(agreed: str, text: str) -> tuple[str, ...]:
    """Name each number, medicine, negation and hedge that one sentence has and the other has not.

    Examples
    --------
    >>> changes("Drug X may help 3 in 10 people.", "Drug X helps 5 in 10 people.")
    ('number 3 became 5', 'hedge "may" is gone')
    """
    before, after = _weighty(agreed), _weighty(text)
    found: list[str] = []
    for kind in before:
        gone = [one for one in before[kind] if before[kind].count(one) > after[kind].count(one)]
        new = [one for one in after[kind] if after[kind].count(one) > before[kind].count(one)]
        if gone and new:
            found.append(f"{kind} {_quoted(kind, gone)} became {_quoted(kind, new)}")
        elif gone:
            found.append(f"{kind} {_quoted(kind, gone)} is gone")
        elif new:
            found.append(f"{kind} {_quoted(kind, new)} is new")
    return tuple(found)


def _quoted(kind: str, words: list[str]) -> str:
    return ", ".join(word if kind == "number" else f'"{word}"' for word in dict.fromkeys(words))


def _weighty(text: str) -> dict[str, list[str]]:
    """Numbers, medicines, negations and hedges of a sentence."""
    low = normalise(text).casefold()
    words = _WORD.findall(low)
    return {
        "number": ["".join(one.split()) for one in _NUMBER.findall(low)],
        "medicine": _medicines(text),
        "negation": [word for word in words if word in _NEGATIONS],
        "hedge": [word for word in words if word in _HEDGES],
    }


def _medicines(text: str) -> list[str]:
    from clinreview.mentions import fold, words
    from clinreview.record import Product, shipped_record

    folded = fold(text)
    found = words(folded)
    return [
        folded[found[hit.first].start : found[hit.last - 1].end].lower()
        for hit in shipped_record().names.find(found)
        if any(isinstance(value, Product) for value in hit.value)
    ]


def _same(text: str) -> str:
    return normalise(text).casefold()


def find_library(article: Path) -> Library:
    """The library that covers an article, an empty one if there is none."""
    from clinreview.folders import covering

    found = covering(article, FILE)
    return read_library(found) if found else Library()


def read_library(path: Path) -> Library:
    """Read a ``claims-library.yaml``: a list of texts with what they rest on.

    Raises
    ------
    DecisionError
        It cannot be read, or an item lacks something.
    """
    import yaml

    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise DecisionError(path, f"cannot be read ({error})", "correct it, or take it away") from error
    if data is None:
        data = []
    if not isinstance(data, list):
        raise DecisionError(path, "is not a list", "write '- text: …' and '  references: […]'")
    return Library(tuple(_wording(item, f"{path}, item {n}") for n, item in enumerate(data, 1)), str(path))


def _wording(item: Any, where: str) -> Wording:
    if not isinstance(item, dict):
        raise DecisionError(where, "is not a wording", "write '- text: …' and '  references: […]'")
    for key in item:
        if key not in _KEYS:
            near = get_close_matches(str(key), _KEYS, n=1)
            raise DecisionError(where, f"unknown key '{key}'", f"did you mean '{near[0]}'?" if near else "")
    for key in _DATES:
        value = item.get(key)
        if value is not None and (isinstance(value, dt.datetime) or not isinstance(value, dt.date)):
            raise DecisionError(where, f"{key} is not a date", f"write {key}: 2027-03-31")
    texts = {key: item.get(key) or "" for key in ("text", "product", "approved_by", "note")}
    for key, text in texts.items():
        if not isinstance(text, str) or (key == "text" and not text.strip()):
            raise DecisionError(where, f"{key} is missing or not a text", "a wording has a text")
    references = item.get("references") or item.get("evidence") or ()
    references = (references,) if isinstance(references, str) else references
    if (
        not isinstance(references, list | tuple)
        or not all(isinstance(one, str) and one.strip() for one in references)
        or not references
    ):
        raise DecisionError(
            where, "references or evidence is missing or not a text", "name what the wording rests on"
        )
    return Wording(
        **texts,
        references=tuple(references),
        approved_on=item.get("approved_on"),
        expires=item.get("expires") or item.get("until"),
    )
