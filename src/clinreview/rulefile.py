"""Rule file: one rule as its author wrote it, checked and read."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from clinreview.audience import limits_of
from clinreview.errors import RuleError
from clinreview.measure import HINT_MEASURES, PASSAGE_MEASURES, SENTENCE_MEASURES, UNLISTED
from clinreview.rule import Denied, Ease, Example, Role, Rule, Scope, Severity
from clinreview.settings import AUDIENCES

CATEGORIES = (
    "regulatory-status", "indication", "efficacy", "comparative", "safety-minimising", "adverse-effect", "dependence",
    "dosing", "mechanism", "onset-duration", "statistic", "population", "epidemiology", "history",
    "authority-testimonial", "evidence-gap", "advice", "promotion", "guarantee", "crisis", "structure-function",
    "readability", "structure",
)  # fmt: skip
KEYS = (
    "id", "version", "name", "categories", "severity", "roles", "scope", "match", "unless", "with", "page", "require",
    "when", "at_least", "measure", "max", "min", "hint", "beside", "verify", "verdicts", "question", "heading", "lead",
    "denied", "ease", "ask", "why", "evidence", "suggest", "sources", "flags", "passes",
)  # fmt: skip
KINDS = ("match", "require", "measure", "verify")
NEEDED = (
    "id",
    "version",
    "name",
    "categories",
    "severity",
    "roles",
    "ask",
    "why",
    "sources",
    "flags",
    "passes",
)


def read_rule(path: Path) -> Rule:
    """Read one rule file.

    Raises
    ------
    RuleError
        Unreadable, not YAML, an unknown or missing key, a value of the wrong kind: the message says which.
    """
    import yaml

    try:
        data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(path, f"cannot be read ({error})", "save it as UTF-8 text") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise RuleError(
            path, f"{line}not valid YAML ({problem})", "put texts with a colon in quotes"
        ) from error
    if not isinstance(data, dict):
        raise RuleError(path, "not a rule", "write `key: value` lines; see the README")
    return rule_from(data, path)


def rule_from(data: Mapping[str, Any], path: Path) -> Rule:
    """Make a rule of the keys of its file."""
    shown = f"{path.parent.name}/{path.name}"

    def fail(what: str, do: str = "") -> RuleError:
        return RuleError(shown, what, do)

    for key in data:
        if key not in KEYS:
            near = get_close_matches(str(key), KEYS, n=1)
            raise fail(
                f"unknown key '{key}'",
                f"did you mean '{near[0]}'?" if near else f"keys are {', '.join(KEYS)}",
            )
    missing = [key for key in NEEDED if not data.get(key)]
    if missing:
        raise fail(f"missing {', '.join(missing)}", "every rule has them; see the README")
    kinds = [key for key in KINDS if data.get(key)]
    if len(kinds) != 1:
        raise fail(f"has {' and '.join(kinds) or 'none'} of {', '.join(KINDS)}", "a rule has exactly one")
    if data["name"] != path.stem:
        raise fail(f"name '{data['name']}' is not the file's name", f"call it '{path.stem}'")

    def texts(key: str) -> tuple[str, ...]:
        value = data.get(key) or []
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise fail(f"'{key}' is not a list of texts", "put each in quotes after a dash")
        return tuple(value)

    def choice(key: str, values: Any, default: Any) -> Any:
        value = data.get(key, default)
        try:
            return values(value)
        except ValueError:
            raise fail(f"{key} '{value}' is unknown", f"one of {', '.join(values)}") from None

    def number(key: str) -> float | None:
        value = data.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise fail(f"'{key}' is not a number")
        return value

    measure = str(data.get("measure") or "")
    _check_measure(data, measure, kinds[0], fail)
    limits = limits_of(data.get("max"), fail)
    if measure and data.get("max") is None and data.get("min") is None:
        raise fail("a measure without max or min", "say where the limit lies")
    categories = texts("categories")
    for category in categories:
        if category not in CATEGORIES:
            near = get_close_matches(category, CATEGORIES, n=1)
            raise fail(f"unknown category '{category}'", f"did you mean '{near[0]}'?" if near else "")
    if not isinstance(data["version"], int) or data["version"] < 1:
        raise fail("version is not a whole number from 1")
    heading = data.get("heading", "assert")
    if heading not in ("assert", "flag", "skip"):
        raise fail(f"heading '{heading}' is unknown", "one of assert, flag, skip")
    try:
        roles = tuple(Role(role) for role in texts("roles"))
    except ValueError as error:
        raise fail(str(error), f"roles are {', '.join(Role)}") from None
    for key in ("question", "lead", "hint", "beside"):
        if not isinstance(data.get(key, False), bool):
            raise fail(f"'{key}' is not true or false")
    return Rule(
        id=str(data["id"]),
        version=data["version"],
        name=str(data["name"]),
        categories=categories,
        severity=choice("severity", Severity, ""),
        roles=roles,
        scope=choice("scope", Scope, "sentence"),
        match=tuple(_fold(p) for p in texts("match")),
        unless=tuple(_fold(p) for p in texts("unless")),
        with_=tuple(_fold(p) for p in texts("with")),
        page=tuple(_fold(p) for p in texts("page")),
        require=tuple(_fold(p) for p in texts("require")),
        when=tuple(_fold(p) for p in texts("when")),
        at_least=int(number("at_least") or 1),
        measure=measure,
        beside=data.get("beside", False),
        max=limits[AUDIENCES[0]] if limits else number("max"),
        limits=tuple(limits.items()),
        hint=data.get("hint", False),
        min=number("min"),
        verify=str(data.get("verify") or ""),
        verdicts=_verdicts(data.get("verdicts") or {}, fail),
        question=data.get("question", False),
        heading=heading,
        lead=data.get("lead", False),
        denied=choice("denied", Denied, "flag"),
        ease=_ease(data.get("ease"), fail),
        ask=str(data["ask"]).strip(),
        why=str(data["why"]).strip(),
        evidence=str(data.get("evidence") or "").strip(),
        suggest=str(data.get("suggest") or "").strip(),
        sources=texts("sources"),
        flags=_examples(data["flags"], "flags", fail),
        passes=_examples(data["passes"], "passes", fail),
        path=shown,
    )


def _check_measure(data: Mapping[str, Any], measure: str, kind: str, fail: Any) -> None:
    """Findings and hints measure different things, and a hint is about readability."""
    hint = data.get("hint", False)
    known = HINT_MEASURES if hint else (*PASSAGE_MEASURES, *SENTENCE_MEASURES, UNLISTED)
    if measure and measure not in known:
        raise fail(
            f"measure '{measure}' is unknown{' to a hint' if hint else ''}", f"one of {', '.join(known)}"
        )
    if hint and (kind not in ("match", "measure") or data["categories"] != ["readability"]):
        raise fail("a hint has match or measure, and the category readability", "leave out hint: true")


def _fold(pattern: str) -> str:
    """Patterns run on a shadow with plain quotes and dashes: fold them in the pattern too."""
    return pattern.translate(str.maketrans("‘’“”–—", "''\"\"--"))


def _verdicts(value: Any, fail: Any) -> tuple[tuple[str, Severity], ...]:
    try:
        return tuple((str(verdict), Severity(severity)) for verdict, severity in value.items())
    except (AttributeError, ValueError):
        raise fail("'verdicts' is not a table of verdict: severity") from None


def _ease(value: Any, fail: Any) -> Ease | None:
    if value is None:
        return None
    try:
        by = value["by"] if isinstance(value["by"], list) else [value["by"]]
        to = None if value["to"] == "skip" else Severity(value["to"])
        return Ease(tuple(_fold(str(p)) for p in by), Scope(value.get("within", "section")), to)
    except (TypeError, KeyError, ValueError):
        raise fail(
            "'ease' is wrong", "it has by: patterns, within: section or article, to: a severity or skip"
        ) from None


def _examples(value: Any, key: str, fail: Any) -> tuple[Example, ...]:
    if not isinstance(value, list):
        raise fail(f"'{key}' is not a list of sentences")
    examples = []
    for item in value:
        if isinstance(item, str) and item.strip():
            examples.append(Example(item))
        elif isinstance(item, dict) and item.get("text") and set(item) <= {"text", "lead", "kind", "format"}:
            examples.append(Example(**{k: str(v) for k, v in item.items()}))
        else:
            raise fail(
                f"'{key}' has an example that is not a sentence", "put it in quotes; or text:, lead:, kind:"
            )
    return tuple(examples)
