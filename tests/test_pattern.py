"""Lexicons, tagging and patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.errors import RuleError
from clinreview.lexicon import END, Lexicons, read_lexicons, shadow
from clinreview.pattern import compile_patterns, expand

LEXICONS = Lexicons(
    names={
        "drug": ("ketamine", "ketamine hydrochloride", "-statin", "!nostatin", "=SAMe"),
        "condition": ("depression", "hair loss"),
        "thing": ("ketamine",),
    },
    forms={"treat": ("treat(s|ed|ing)?", "help(s)?"), "any": ("{drug}", "{condition}"), "loop": ("{loop}",)},
)


def found(pattern: str, text: str) -> list[str]:
    patterns = compile_patterns([("test", [pattern])], LEXICONS)
    tagged = LEXICONS.tag(text)
    spans = [
        tagged.untag(*span)
        for number in patterns.candidates(tagged)
        for span in patterns.spans(number, tagged)
    ]
    return [text[start:end] for start, end in spans]


@given(st.text(max_size=200))
def test_shadow_keeps_every_place(text: str) -> None:
    assert len(shadow(text)) == len(text)


@given(
    st.lists(
        st.sampled_from(["Ketamine", " ", "depression", "treats", "İ", "'", "hair loss", "S", "ß", ",", "𝒦"])
    )
)
def test_marks_can_be_taken_out_again(parts: list[str]) -> None:
    text = "".join(parts)
    tagged = LEXICONS.tag(text)
    plain = "".join(char for char in tagged.text if not "\ue000" <= char <= "\ue0ff")
    assert plain == shadow(text)
    assert len(tagged.back) == len(tagged.text)
    assert list(tagged.back) == sorted(tagged.back)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("{drug} for {condition}", "Ketamine for depression", ["Ketamine for depression"]),
        ("{drug} for {condition}", "KETAMINE  for depression", []),  # readers fold white space before
        ("ketamine", "Ketamine, please", ["Ketamine"]),
        ("{drug}", "two ketamines", ["ketamines"]),
        ("{drug}", "ketamineX xketamine", []),
        ("{drug}", "Take Lipostatin, not nostatin", ["Lipostatin"]),
        ("{drug}", "the same SAMe", ["SAMe"]),
        ("{drug} {treat}", "ketamine hydrochloride helps", ["ketamine hydrochloride helps"]),
        ("{any} {treat}", "depression treats", ["depression treats"]),
        (r"\bketamine,? an?\b", "Ketamine, a drug", ["Ketamine, a"]),
        ("isn't ketamine", "it isn’t ketamine", ["isn’t ketamine"]),
        ("[a-z]+ - ketamine", "so – ketamine", ["so – ketamine"]),
        ("for ketamine$", "it is for ketamine", ["for ketamine"]),
        ("{thing}", "ketamine", ["ketamine"]),
        ("colou?r( |-)?ed{1}", "coloured color-ed", ["coloured", "color-ed"]),
    ],
)
def test_patterns(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["(", "a(?=b)", r"(a)\1", "{nosuch}", "{loop}", "x" * 30_000])
def test_a_wrong_pattern_says_where(pattern: str) -> None:
    with pytest.raises(RuleError, match=r"^house/x.yaml \(match\): the pattern "):
        compile_patterns([("house/x.yaml (match)", [pattern])], LEXICONS)


def test_a_nasty_pattern_on_a_hostile_line_ends() -> None:
    text = "a" * 200_000 + "!"
    assert found(r"(a+)+b|(a|a)*c|(a|aa)+d|(.*a){12}e", text) == []


def test_a_hostile_line_of_terms_is_tagged_once() -> None:
    tagged = LEXICONS.tag("ketamine hydrochloride " * 20_000)
    assert tagged.text.count(END) == 20_000


def test_expand_leaves_counts_and_classes_alone() -> None:
    source = expand(r"a{2,3}[^a{]\b", LEXICONS)
    assert "{2,3}" in source and "[^a{]" in source


def test_lexicon_files_are_checked(tmp_path) -> None:
    (tmp_path / "drug.txt").write_text("x")
    with pytest.raises(RuleError, match="not a lexicon"):
        read_lexicons(tmp_path)
    (tmp_path / "drug.txt").unlink()
    (tmp_path / "drug.names.txt").write_text("x\n# no\n\nx\ny")
    (tmp_path / "drug.forms.txt").write_text("x")
    with pytest.raises(RuleError, match="at once"):
        read_lexicons(tmp_path)
    (tmp_path / "drug.forms.txt").unlink()
    assert read_lexicons(tmp_path).names == {"drug": ("x", "y")}
    (tmp_path / "bad.names.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RuleError, match="cannot be read"):
        read_lexicons(tmp_path)
