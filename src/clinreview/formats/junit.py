"""JUnit: one suite per article, one test case per claim, for every CI that shows test results."""

from __future__ import annotations

from typing import TextIO
from xml.etree import ElementTree as ET

from clinreview.formats.place import Lines
from clinreview.formats.plain import shown
from clinreview.formats.words import headline, message
from clinreview.gate import Checked, Gate
from clinreview.review import Claim, State


def write(gate: Gate, out: TextIO) -> None:
    """Write claims that stop a merge as failures, other open ones as skipped, unread files as errors."""
    suites = [_article(gate, checked) for checked in gate.articles]
    for failure in gate.failures:
        case = _case(failure.path, "the article is read")
        ET.SubElement(case, "error", message=shown(failure.message))
        suites.append(_suite(failure.path, [case]))
    root = ET.Element("testsuites", _sums(suites) | {"name": "clinreview"})
    root.extend(suites)
    ET.indent(root)
    out.write("<?xml version='1.0' encoding='utf-8'?>\n")
    out.write(ET.tostring(root, encoding="unicode"))
    out.write("\n")


def _article(gate: Gate, checked: Checked) -> ET.Element:
    lines = Lines(checked.review.article.source)
    cases = [_claim(gate, checked, claim, lines) for claim in checked.claims]
    return _suite(checked.path, cases or [_case(checked.path, "no rule fired")])


def _claim(gate: Gate, checked: Checked, claim: Claim, lines: Lines) -> ET.Element:
    place = lines.at(claim.span.start)
    case = _case(checked.path, f"{place.line}:{place.column} {shown(claim.text)}")
    if gate.fails(claim):
        failure = ET.SubElement(case, "failure", message=headline(claim), type=claim.findings[0].name)
        failure.text = message(claim)
    elif claim.state is not State.SETTLED:
        ET.SubElement(case, "skipped", message=f"open, below {gate.fail_on}: {headline(claim)}")
    return case


def _case(path: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=shown(path), name=name)


def _suite(path: str, cases: list[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite")
    suite.extend(cases)
    counts = {"tests": len(cases)} | {
        f"{kind}s": len(suite.findall(f"*/{kind}")) for kind in ("failure", "error")
    }
    suite.attrib.update({"name": shown(path)} | {name: str(count) for name, count in counts.items()})
    suite.set("skipped", str(len(suite.findall("*/skipped"))))
    return suite


def _sums(suites: list[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors")
    return {name: str(sum(int(suite.get(name, 0)) for suite in suites)) for name in names}
