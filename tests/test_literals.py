"""What a pattern needs, and the sieve that knows it from the words of a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinreview.errors import RuleError
from clinreview.lexicon import Lexicons
from clinreview.literals import plain
from clinreview.pattern import compile_patterns
from clinreview.readers import read_article
from clinreview.rulebook import load_rulebook
from clinreview.selftest import example_article

ARTICLE = Path(__file__).parent / "articles" / "ketamine-at-home.txt"
LEXICONS = Lexicons(
    names={"drug": ("is", "no ace", "-ose"), "part": ("a", "no")},
    forms={"bit": ("no(t|w)?", "{drug}s?", "(an|a) it?", "is|no"), "loop": ("{loop}",), "odd": ("(?i)no",)},
)
ATOMS = [
    "no", "is", "a", "0", "5", "'", '"', "?", "-", ".", " ", "é", "_", "%", "not", "ace",
    r"\b", r"\B", r"\?", r"\.", r"\d", r"\w", r"\W", r"\s", ".", "^", "$", "[ao]", "[^a]", "[a-o]", "['\"]", "[0-9]", "[- ]", "[é?]",
    "{drug}", "{part}", "{bit}", "{odd}", "(it|is)", "(?:a|no|)", "(is not|a-no)",
]  # fmt: skip
COUNTS = ["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,}", "{1}", "??", "+?"]
TEXTS = st.lists(
    st.sampled_from(["no", "not", "now", "is", "it", "an", "a", "ace", "5", "05", "'", '"', "”", "?", "-", ".", " ", " ", " ", "é", "_", "glucose", "%", "★", "N", "İ"]),
    max_size=14,
).map("".join)  # fmt: skip


@st.composite
def patterns(draw: st.DrawFn, depth: int = 2) -> str:
    """A pattern as a rule may have it."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        if depth and draw(st.integers(0, 3)) == 0:
            branches = draw(st.lists(patterns(depth - 1), min_size=1, max_size=3))
            atom = f"({'|'.join(branches)})"
        else:
            atom = draw(st.sampled_from(ATOMS))
        count = "" if atom in ("^", "$", r"\b", r"\B") else draw(st.sampled_from(COUNTS))
        parts.append(atom + count)
    return "".join(parts)


@settings(max_examples=600, deadline=None)
@given(st.lists(patterns(), min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=8))
def test_what_matches_is_a_candidate_and_matches_at_the_same_places(
    group: list[str], texts: list[str]
) -> None:
    try:
        made = compile_patterns([("test", group)], LEXICONS)
    except RuleError:  # such as a count of a count
        return
    for text in texts:
        tagged = LEXICONS.tag(text)
        may = made.candidates(tagged).get(0, [])
        for overlapping in (False, True):
            whole = list(made.spans(0, tagged, overlapping=overlapping))
            assert list(made.spans(0, tagged, may, overlapping=overlapping)) == whole, (group, text)


def candidates(pattern: str, text: str) -> bool:
    made = compile_patterns([("test", [pattern])], LEXICONS)
    return bool(made.candidates(LEXICONS.tag(text)))


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        ("walk", "They talk", False),
        ("walk", "Sleepwalking", True),  # the sieve knows words and no patterns
        (r"\b(it|this) is\b", "Wait, misty island", False),
        (r"\b(it|this) is\b", "And so it is.", True),
        (r"\b(it|this)( [a-z]+){0,3} (cures|heals)\b", "It may be that this works", False),
        (r"[0-9]+ ?mg", "a mg", False),
        (r"[0-9]+ ?mg", "12 mg", True),
        ("walk(s|ing)?", "walker", True),
        ("dos?e", "doe", True),
        ("dos?e", "does", True),
        ("dos?e", "dozen", False),
        ("{drug} cures", "It is what cures", True),
        ("{drug} cures", "It was what cures", False),
        ("({bit}|walk)", "Nobody", False),
        ("", "", True),
        ("(?i)WALK", "They talk", True),  # a flag: nothing can be told
        ("\ue001", "They talk", True),
    ],
)
def test_the_sieve_lets_through_what_may_match(pattern: str, text: str, may: bool) -> None:
    assert candidates(pattern, text) is may


@given(st.text(), st.text())
def test_a_plain_text_holds_the_plain_form_of_its_parts(left: str, right: str) -> None:
    assert plain(left)[1:-1] + plain(right)[1:-1] == plain(left + right)[1:-1]


def test_a_hostile_line_is_sifted_piece_by_piece() -> None:
    made = compile_patterns([("test", ["walk the whole long way home"])], LEXICONS)
    for before in (0, 19_970, 19_990, 20_000, 40_001, 200_000):
        text = "is " * (before // 3) + " " * (before % 3) + "walk the whole long way home"
        assert made.candidates(LEXICONS.tag(text)) == {0: [0]}


def test_every_example_of_the_rulebook_is_found_with_and_without_the_sieve() -> None:
    book = load_rulebook()
    for rule in book.rules:
        groups = [group for place, group in book.groups.items() if book.rules[place.rule] is rule]
        for example in (*rule.flags, *rule.passes):
            for sentence in example_article(example).sentences:
                tagged = book.lexicons.tag(sentence.text)
                may = book.patterns.candidates(tagged)
                for group in book.sought.intersection(groups):
                    whole = list(book.patterns.spans(group, tagged))
                    assert list(book.patterns.spans(group, tagged, may.get(group, []))) == whole, rule.name


def test_few_patterns_of_the_rulebook_are_searched_for_in_a_sentence() -> None:
    """Some two thousand there are; without the sieve one would be slow and nothing else would show it."""
    book = load_rulebook()
    tagged = [book.lexicons.tag(sentence.text) for sentence in read_article(ARTICLE).sentences]
    tried = sum(len(may) for one in tagged for may in book.patterns.candidates(one).values())
    assert tried / len(tagged) < 25
