"""HTML: the one place where values become markup, escaped; notebooks and reports show the same pieces."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
SUMMARY = "application/vnd.clinreview+json"
FIRST = 2  # questions on a card before it is unfolded
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a report: a notebook shows it, the exported page holds it.

    Attributes
    ----------
    html
        Markup, every value in it escaped.
    text
        The same in a few plain words, for where HTML cannot be shown.
    summary
        What the index of all reports needs to know (only the masthead carries it).
    """

    html: str = field(repr=False)
    text: str
    summary: Mapping[str, Any] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": self.text, "text/html": style() + self.html}
        if self.summary is not None:
            bundle[SUMMARY] = dict(self.summary)
        return bundle


def render(template: str, **values: object) -> str:
    """Fill a template of ``templates/``; every value is escaped."""
    return _environment().get_template(template).render(values)


def show(template: str, **values: object) -> str:
    """What ``_repr_html_`` of a type returns: a filled template with the style it needs."""
    return style() + render(template, **values)


@cache
def style() -> str:
    """The style element a notebook output brings along; the exported page holds it once, in its head."""
    return f"<style>{css('fragment.css')}</style>"


@cache
def css(name: str) -> str:
    """A style sheet of ``static/`` without comments and indentation."""
    lines = (line.strip() for line in (STATIC / name).read_text("utf-8").splitlines())
    return "".join(line for line in lines if line and not line.startswith("/*"))


def pieces(sentence: Any, spans: Iterable[Any]) -> list[tuple[str, bool]]:
    """The text of a sentence cut where spans of the source begin and end: (words, inside a span)."""
    text: str = sentence.text
    offsets = sentence.offsets or range(sentence.span.start, sentence.span.start + len(text))
    inside = bytearray(len(text))  # 1 where a span covers the character
    for span in spans:
        low, high = bisect_left(offsets, span.start), bisect_left(offsets, span.end)
        if high - low < len(text):  # a rule that points at the whole sentence points at no words
            inside[low:high] = b"\1" * (high - low)
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(text):
        end = inside.find(not inside[at], at)
        end = len(text) if end < 0 else end
        found.append((text[at:end], bool(inside[at])))
        at = end
    return found


def day(date: dt.date | str | None) -> str:
    """A date as people write it, whatever the locale: 23 November 2026."""
    if not date:
        return "–"
    if isinstance(date, str):
        date = dt.date.fromisoformat(date[:10])
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def moment(at: dt.datetime) -> str:
    """A moment as people write it, in UTC: 23 November 2026, 14:05 UTC."""
    at = at.astimezone(dt.UTC)
    return f"{day(at)}, {at:%H:%M} UTC"


def count(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: 1 claim, 2 claims."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def listed(words: Iterable[object]) -> str:
    """Words as a list in a sentence: a, b and c."""
    items = [str(word) for word in words]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def spoken(claim: Any) -> str:
    """What a claim is called in a list: its sentence, or the question about the page or the section."""
    text: str = claim.sentence.text if claim.sentence else claim.findings[0].ask
    return text


def asked(claim: Any) -> tuple[list[Any], list[Any]]:
    """The findings of a claim that make it as severe as it is, at most two of them; and the others."""
    worst: dict[str, Any] = {}
    for finding in claim.findings:
        if finding.severity == claim.severity:
            worst.setdefault(finding.ask, finding)
    first = list(worst.values())[:FIRST]
    return first, [finding for finding in claim.findings if finding not in first]


def shortened(text: str, limit: int = 90) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= limit:
        return text
    return text[: limit + 1].rsplit(None, 1)[0][:limit].rstrip(" ,;:–-") + " …"


def number(value: float | None, digits: int = 1) -> str:
    """A measure as shown; what could not be measured is a dash."""
    return "–" if value is None else f"{value:.{digits}f}"


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {
        "day": day, "moment": moment, "listed": listed, "shortened": shortened, "number": number, "count": count, "pieces": pieces, "spoken": spoken,
        "asked": asked,
    }  # fmt: skip
    return environment
