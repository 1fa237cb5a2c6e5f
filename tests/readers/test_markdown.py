"""Markdown: what a reader sees, and where it stands in the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.article import Article
from clinreview.errors import ClinReviewError
from clinreview.readers import article_from_text

MARKS = """
# ## * ** _ __ ~~ ` `` [ ] ( ) ![ ](x) [a](b "c") <b> </b> <br> <!-- --> <div> </div> &amp; &lt &#8203; &bad; \\ \\* \\|
| --- === - + 1. > >> [^1] [^1]: [x]: http://x.org <http://x.org> ketamine Works. word’s é 😀 ``` ~~~ |---|---| a|b
- [x] {x} <img alt="x"> <script> </script>
"""
SOURCES = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from([*MARKS.split(), " ", "  ", "\n", "\n\n", "    ", "\t", "\r\n", "\r", "\u00a0"])
    ).map("".join),
)

# Pieces of Markdown, each with a place for two words; the reader must see both.
SHAPES = [
    "{} and {}.",
    "# {} {}",
    "## {} {} ##",
    "{}\n{}\n---",
    "- {}\n- {}",
    "1. {}\n\n   {}",
    "- {}\n  - {}",
    "- {}\n{}",
    "> {}\n{}",
    "> - {}\n>\n> {}",
    "**{}** _{}_",
    "[{}](http://x.org 'no') {}",
    "[{}][ref] {}\n\n[ref]: http://x.org",
    "![{}](x.png) {}",
    "![**{}** {}](x.png)",
    "## ![{}](x.png) {}",
    "## {} <img alt='{}'>",
    "`{}` ``{} ` ``",
    "    {}\n    {}",
    "```text\n{}\n{}\n```",
    "| {} | b |\n|---|---|\n| c \\| d | {} |",
    "{} | b\n--- | ---\nc | {}",
    "> | {} | b |\n> |---|---|\n> | | {} |",
    "<div>{} <b>{}</b></div>",
    "<p>{}\n<p>{}",
    "{}<br>{}",
    "{}  \n{}",
    "{}\\\n{}",
    "~~{}~~ {}",
    "Note {}.[^1]\n\n[^1]: {}",
    "- [ ] {}\n- [x] {}",
    "* * *\n\n{}\t{}",
    "+ # {}\n+ {}",
    "\\*{}\\* &lt;{}&gt;",
    "> > > {}\n> {}",
]
DOCUMENTS = st.lists(st.sampled_from(SHAPES), min_size=1, max_size=6)


def read(source: str) -> Article | None:
    try:
        return article_from_text(source, format="markdown")
    except ClinReviewError:
        return None


def seen(source: str) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in article_from_text(source, format="markdown").sentences]


@given(source=SOURCES)
def test_any_text_is_tiled(source: str, holds: Callable[[Article], None]) -> None:
    if article := read(source):
        holds(article)


@given(shapes=DOCUMENTS, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_word_is_seen_in_order_and_stands_where_it_says(
    shapes: list[str], end: str, holds: Callable[[Article], None]
) -> None:
    numbers = iter(range(100, 200))
    words: list[str] = []
    parts = []
    for shape in shapes:
        pair = [f"wörd{next(numbers)}", f"wörd{next(numbers)}"]
        words += pair
        parts.append(shape.format(*pair))
    source = "\n\n".join(parts).replace("\n", end)
    article = article_from_text(source, format="markdown")
    holds(article)
    found = []
    for sentence in article.sentences:
        for start in [at for at in range(len(sentence.text)) if sentence.text.startswith("wörd", at)]:
            word = sentence.text[start : start + 7]
            span = sentence.source_span(start, start + 7)
            assert article.source[span.start : span.end] == word
            found.append((span.start, word))
    assert [word for _, word in sorted(found)] == words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Head\n\nOne. Two.", [("title", "Head"), ("prose", "One."), ("prose", "Two.")]),
        ("One.\n\n# Head\n\nTwo.", [("prose", "One."), ("heading", "Head"), ("prose", "Two.")]),
        ("Head\n====\nOne.", [("title", "Head"), ("prose", "One.")]),
        ("## Head\n\nOne.", [("heading", "Head"), ("prose", "One.")]),
        ("A **ket**amine _dose_.", [("prose", "A ketamine dose.")]),
        ("One\ntwo.", [("prose", "One two.")]),
        ("Tom &amp; J\u00adane\u200b.", [("prose", "Tom & Jane.")]),
        ("![A pill.](x.png)", [("caption", "A pill.")]),
        ("See <b>this</b> <!-- not this -->now.", [("prose", "See this now.")]),
        ("Stop <script>alert('x')</script>now.", [("prose", "Stop now.")]),
        ("<!-- hidden -->\n\nSeen.", [("prose", "Seen.")]),
        ("[x]: http://x.org 'title'\n\nSeen.", [("prose", "Seen.")]),
        (
            "It works.[^1] Yes.\n\n[^1]: In mice.",
            [("prose", "It works."), ("prose", "Yes."), ("prose", "In mice.")],
        ),
        ("[^1]: One\n[^2]: Two\n[x]: http://x.org", [("prose", "One"), ("prose", "Two")]),
        ("---\ntitle: Name\n---\nOne.", [("prose", "One.")]),
        ("---\nJust a line.\n---\nOne.", [("heading", "Just a line."), ("prose", "One.")]),
        ("a^2^ and [^x] stay.", [("prose", "a^2^ and [^x] stay.")]),
    ],
)
def test_what_a_reader_sees(source: str, expected: list[tuple[str, str]]) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("---\ntitle: 'Front'\n---\n\nText.", "Front"),
        ("---\ntitle: Front\n---\n\n# Head\n\nText.", "Head"),
        ('+++\ntitle = "Front"\n+++\n\nText.', "Front"),
        ("Text.", "A name"),
    ],
)
def test_title(source: str, title: str) -> None:
    assert article_from_text(source, name="a-name", format="markdown").title == title


def leads(source: str) -> list[tuple[str, str]]:
    article = article_from_text(source, format="markdown")
    return [(s.lead, s.text) for s in article.sentences if s.kind.value in {"item", "cell"}]


def test_items_know_what_leads_into_them() -> None:
    source = (
        "Be calm. Call us if you:\n\n- faint\n- have pain in\n  - a leg\n  - an arm\n* vomit\n\nBye.\n\n- x"
    )
    lead = "Call us if you:"
    assert leads(source) == [
        (lead, "faint"),
        (lead, "have pain in"),
        (f"{lead} have pain in", "a leg"),
        (f"{lead} have pain in", "an arm"),
        (lead, "vomit"),
        ("", "x"),
    ]


def test_cells_know_their_headers() -> None:
    source = "| Drug | Use |\n|---|---|\n| Ketamine | Sleep. Pain. |\n| | none |"
    assert leads(source) == [
        ("", "Drug"),
        ("", "Use"),
        ("Drug", "Ketamine"),
        ("Ketamine, Use", "Sleep."),
        ("Ketamine, Use", "Pain."),
        ("Use", "none"),
    ]


def test_what_was_not_looked_at() -> None:
    article = article_from_text("![](a.png) ![b](b.png)\n\n<video src=x></video>\n\nText.", format="markdown")
    assert article.unchecked == ("2 images", "1 video")


def test_a_description_in_the_front_matter_is_reported() -> None:
    article = article_from_text("---\ndescription: It cures.\n---\nText.", format="markdown")
    assert article.unchecked == ("1 description for search engines",)


def test_sections_start_where_the_marks_of_their_heading_start() -> None:
    source = "# T\n\nOne.\n\n## *Head*\n\nTwo."
    article = article_from_text(source, format="markdown")
    assert article.sections[1].span.start == source.index("## ")
    assert (article.sections[1].heading, article.sections[1].level) == ("Head", 2)


def test_text_nested_deeper_than_the_parser_goes_is_read() -> None:
    article = article_from_text(">" * 300 + " Ketamine cures.", format="markdown")
    assert any("Ketamine cures." in s.text for s in article.sentences)


@pytest.mark.parametrize(
    "source", ["![" * 2000 + "](a)" * 2000, "[" * 5000, "*a " * 3000, "> " * 3000 + "x", "- " * 500 + "x"]
)
def test_hostile_nesting_is_read(source: str, holds: Callable[[Article], None]) -> None:
    article = article_from_text("Word.\n\n" + source, format="markdown")
    holds(article)
    assert article.sentences[0].text == "Word."
