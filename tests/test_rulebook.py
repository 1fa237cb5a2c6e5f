"""Rule files: read strictly, with errors that say where, what and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clinreview.errors import RuleError
from clinreview.rulebook import load_rulebook, read_rulebook
from clinreview.rulefile import read_rule
from clinreview.selftest import example_article, problems

GOOD = """\
id: HOUSE01
version: 1
name: miracle
categories: [guarantee]
severity: high
roles: [editor]
match: ["miracle( [a-z]+)?"]
unless: ["miracle berry"]
ask: "Can this be said without 'miracle'?"
why: "No treatment is one."
sources: ["House style"]
flags: ["A miracle cure."]
passes: ["Miracle berry is a fruit."]
"""


def write(folder: Path, text: str, name: str = "miracle") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_rule_is_read(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    book = read_rulebook(tmp_path)
    assert [rule.id for rule in book] == ["HOUSE01"]
    assert book.get("miracle") is book.get("HOUSE01")


def test_house_rules_are_added_to_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    book = load_rulebook([tmp_path])
    assert len(book) == len(load_rulebook()) + 1
    assert list(problems(book, (book.get("HOUSE01"),))) == []
    assert book.version != load_rulebook().version


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("unless:", "unles:"), "unknown key 'unles'; did you mean 'unless'?"),
        (("severity: high", "severity: hihg"), "severity 'hihg' is unknown"),
        (("[guarantee]", "[garantee]"), "did you mean 'guarantee'"),
        (("name: miracle", "name: wonder"), "is not the file's name"),
        (("roles: [editor]", "roles: [boss]"), "'boss'"),
        (("version: 1", "version: one"), "version is not a whole number"),
        (("ask: \"Can this be said without 'miracle'?\"\n", ""), "missing ask"),
        (('match: ["miracle( [a-z]+)?"]', 'require: ["x"]\nmeasure: fkgl'), "require and measure"),
        (('match: ["miracle( [a-z]+)?"]\n', ""), "none of match, require, measure, verify"),
        (('flags: ["A miracle cure."]', "flags: [3]"), "an example that is not a sentence"),
        (("id: HOUSE01", "id: [HOUSE01"), "not valid YAML"),
        (('why: "No', 'ease: {by: x}\nwhy: "No'), "'ease' is wrong"),
        (('why: "No', 'heading: loud\nwhy: "No'), "heading 'loud'"),
        (('why: "No', 'denied: maybe\nwhy: "No'), "denied 'maybe'"),
    ],
)
def test_a_bad_rule_says_what_is_wrong(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert change[0] in GOOD
    path = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(RuleError) as error:
        read_rule(path)
    assert message in str(error.value)
    assert "miracle.yaml" in str(error.value) and "\n" not in str(error.value)


def test_an_id_is_never_reused(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("name: miracle", "name: again"), "again")
    with pytest.raises(RuleError, match="'HOUSE01' is taken by"):
        read_rulebook(tmp_path)


def test_a_pattern_no_example_hits_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace('match: ["miracle', 'match: ["unheard of", "miracle'))
    book = read_rulebook(tmp_path)
    assert any("no example hits the match pattern 'unheard of'" in line for line in problems(book))


def test_an_example_that_fails_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("A miracle cure.", "A wonder.").replace("Miracle berry is", "A miracle is"))
    lines = list(problems(read_rulebook(tmp_path)))
    assert any("does not flag its own example 'A wonder.'" in line for line in lines)
    assert any("flags its own near miss" in line for line in lines)


def test_a_missing_folder_and_rule_are_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        read_rulebook(tmp_path / "nowhere")
    with pytest.raises(RuleError, match="no such rule"):
        load_rulebook().get("no-such-rule-at-all")


def test_house_rules_are_read_once_and_again_when_a_file_changes(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    book = load_rulebook([tmp_path])
    assert load_rulebook([tmp_path]) is book
    path.write_text(GOOD.replace("severity: high", "severity: critical"), "utf-8")
    again = load_rulebook([tmp_path])
    assert again is not book and again.get("miracle").severity == "critical"
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "berry.forms.txt").write_text("berr(y|ies)\n", "utf-8")
    assert "berry" in load_rulebook([tmp_path]).lexicons.forms


def test_a_wrong_house_pattern_is_found_before_any_text_asks_for_it(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace('["miracle berry"]', '["miracle (berry"]'))
    with pytest.raises(RuleError, match=r"miracle.yaml \(unless\): the pattern"):
        _ = load_rulebook([tmp_path]).patterns


def test_every_pattern_of_the_kit_compiles() -> None:
    """They are compiled when a text first asks for them: this shows that none will fail then."""
    kit = load_rulebook()
    book = replace(kit, tested=False)
    assert kit.tested
    assert len(book.patterns) == len(book.places)
    assert book.of_hints.patterns and book.contexts.lexicons is book.lexicons
    sentence = example_article(kit.rules[0].flags[0]).sentences[0]
    tagged = book.lexicons.tag(sentence.text)
    assert book.contexts.read(sentence, tagged) == kit.contexts.read(sentence, tagged)
    assert book.assertion.score(tagged, sentence.text) == kit.assertion.score(tagged, sentence.text)
