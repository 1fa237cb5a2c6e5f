"""Plain text: title, headings, paragraphs, items."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinreview.article import Article, Kind
from clinreview.errors import ClinReviewError
from clinreview.readers import article_from_text, read_article

SEED = "content/is-addiction-a-side-effect-of-ketamine-infusions.txt"

# Where a person who annotated the article says its title, headings and sentences stand.
SEED_SPANS = """
0-49 51-126 127-226 227-298 299-402 403-543 544-625 627-652 654-746 747-985 987-1074 1075-1151 1152-1320
1321-1417 1419-1431 1433-1523 1524-1611 1612-1782 1784-1891 1892-1999 2001-2094 2095-2200 2202-2239
2241-2270 2271-2377 2378-2492 2494-2539 2540-2643 2644-2715 2717-2836 2837-2911 2912-3075 3077-3133
3135-3273 3274-3347
"""

LINES = st.sampled_from(
    [
        "Side Effects",
        "Is it safe?",
        "What we know so far",
        "It works. It is safe.",
        "- nausea",
        "• a dry mouth",
        "1. Wash your hands.",
        "2) Dry them",
        "(b) Rest",
        "====",
        "",
        "",
        "  indented text that goes on and on for quite a while without an end",
        "zero\u200bwidth soft\u00adhyphen",
        "Call us at 5 p.m.",
        "Symptoms include:",
        "wrapped  text\twith odd\u00a0spaces",
        "éclair İstanbul 😀 ß",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
TEXTS = st.one_of(
    st.text(), st.lists(st.tuples(LINES, ENDS)).map(lambda pairs: "".join(line + end for line, end in pairs))
)


def read(text: str) -> Article | None:
    try:
        return article_from_text(text)
    except ClinReviewError:
        assert "\0" in text or not any(sign.isalnum() for sign in text)
        return None


@given(text=TEXTS)
def test_sections_tile_and_sentences_cover(
    text: str, holds: Callable[[Article], None], uncovered: Callable[[Article], str]
) -> None:
    if article := read(text):
        holds(article)
        assert uncovered(article) == ""


@given(st.lists(st.sampled_from(["Take it.", "Rest well.", "Is it safe?", "It is."]), min_size=2))
def test_prose_text_is_its_source(parts: list[str]) -> None:
    article = article_from_text(" ".join(parts))
    assert [sentence.text for sentence in article.sentences] == parts
    assert all(isinstance(sentence.offsets, range) for sentence in article.sentences)


def test_seed_article_has_its_title_headings_and_thirty_sentences(request: pytest.FixtureRequest) -> None:
    article = read_article(request.config.rootpath / SEED)
    assert article.title == "Is Addiction a Side Effect of Ketamine Infusions?"
    assert [section.heading for section in article.sections] == [
        "",
        "Ketamine Infusion Therapy",
        "Side Effects",
        "So, Are Ketamine Infusions Addictive?",
        "Is Addiction A Side Effect of Ketamine Infusion Therapy?",
    ]
    kinds = [sentence.kind for sentence in article.sentences]
    assert (kinds[0], kinds.count(Kind.HEADING), kinds.count(Kind.PROSE)) == (Kind.TITLE, 4, 30)
    assert article.unchecked == ()
    assert [f"{s.span.start}-{s.span.end}" for s in article.sentences] == SEED_SPANS.split()
    for sentence in article.sentences:
        assert article.source[sentence.span.start : sentence.span.end] == sentence.text


def kinds(text: str) -> list[tuple[str, str]]:
    return [(sentence.kind.value, sentence.text) for sentence in article_from_text(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ketamine cures depression", [("prose", "Ketamine cures depression")]),
        ("What is asthma?\n\nA disease.", [("title", "What is asthma?"), ("prose", "A disease.")]),
        ("A disease.\n\nStay well.", [("prose", "A disease."), ("prose", "Stay well.")]),
        ("One.\n\nhow it works\n\nTwo.", [("prose", "One."), ("heading", "how it works"), ("prose", "Two.")]),
        ("One.\n\nStay safe", [("prose", "One."), ("prose", "Stay safe")]),
        (
            "Tips\n\nHow much should I take\nTake one tablet with water every morning.",
            [
                ("title", "Tips"),
                ("heading", "How much should I take"),
                ("prose", "Take one tablet with water every morning."),
            ],
        ),
        (
            "Tips\n====\n\nDose\n----\nTake one.",
            [("title", "Tips"), ("heading", "Dose"), ("prose", "Take one.")],
        ),
        ("One.\n\nDose:\n\n- 5 mg", [("prose", "One."), ("prose", "Dose:"), ("item", "5 mg")]),
        ("One.\n\nDose:\n\nTake 5 mg.", [("prose", "One."), ("heading", "Dose:"), ("prose", "Take 5 mg.")]),
    ],
)
def test_what_is_a_heading(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_items_know_their_lead_in() -> None:
    text = "Tips\n\nBe calm. Call us if you have:\n- chest pain\n- a rash. It itches.\n\n1. Rest\n2. Drink\n\nThe end."
    article = article_from_text(text)
    items = [(s.text, s.lead) for s in article.sentences if s.kind is Kind.ITEM]
    lead = "Call us if you have:"
    assert items == [
        ("chest pain", lead),
        ("a rash.", lead),
        ("It itches.", lead),
        ("Rest", lead),
        ("Drink", lead),
    ]


def test_a_number_the_reader_sees_is_in_the_span_and_not_in_the_text() -> None:
    article = article_from_text("1. Wash.\n2. Dry.")
    assert [(s.text, article.source[s.span.start : s.span.end]) for s in article.sentences] == [
        ("Wash.", "1. Wash."),
        ("Dry.", "2. Dry."),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_offsets_count_the_line_ends_of_the_file(end: str) -> None:
    text = end.join(["Tips", "", "Take it", "with food."])
    article = article_from_text(text)
    last = article.sentences[-1]
    assert last.text == "Take it with food."
    assert (last.span.start, last.span.end) == (text.index("Take"), len(text))


def test_an_article_without_a_title_is_named_after_its_file() -> None:
    assert article_from_text("It works. It is safe.", name="side-effects_of-x").title == "Side effects of x"


def test_two_sentences_in_a_heading_are_two_sentences_of_one_section() -> None:
    article = article_from_text("Tips\n\nOne.\n\nIs it safe? Does it work?\n\nYes.")
    assert article.sections[1].heading == "Is it safe? Does it work?"
    assert [s.text for s in article.sections[1].sentences] == ["Is it safe?", "Does it work?", "Yes."]


def cells(text: str) -> list[tuple[str, str]]:
    return [(s.text, s.lead) for s in article_from_text(text).sentences if s.kind is Kind.CELL]


def test_a_table_drawn_with_bars_is_read_cell_by_cell() -> None:
    text = "Doses\n\n| Used for | First dose |\n| --- | --- |\n| Heart failure | 5 mg once a day |\n| Blood pressure | |"
    assert cells(text) == [
        ("Used for", ""),
        ("First dose", ""),
        ("Heart failure", "Used for"),
        ("5 mg once a day", "Heart failure, First dose"),
        ("Blood pressure", "Used for"),
    ]


def test_a_table_needs_no_edges_and_no_rule() -> None:
    assert cells("Problem | How often\nA flare of pain | Up to 1 in 10\nThe end of it all.") == [
        ("Problem", ""),
        ("How often", ""),
        ("A flare of pain", "Problem"),
        ("Up to 1 in 10", "A flare of pain, How often"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Home | About | Contact\n\nA disease.",  # one row is a bar of links
        "One | two\nOne | two | three",  # as many cells in each row
        "Dose:\t5 mg\nTime:\tevening",  # a label and what belongs to it
        ("x |" * 50 + "\n") * 2,  # a drawing
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert cells(text) == []


def test_tabs_make_a_table_of_three_columns() -> None:
    assert [text for text, _ in cells("Name\tDose\tWhen\nThis drug\t5 mg\tmornings")] == [
        "Name",
        "Dose",
        "When",
        "This drug",
        "5 mg",
        "mornings",
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="a1 |\t\n-.", max_size=80))
def test_a_table_loses_no_word(text: str) -> None:
    if not any(sign.isalnum() for sign in text):
        return
    article = article_from_text(text)
    read = "".join(article.source[s.span.start : s.span.end] for s in article.sentences)
    assert [sign for sign in read if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
