"""HTML: what a browser shows, and where it stands in the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.article import Article
from clinreview.errors import ClinReviewError
from clinreview.readers import article_from_text
from clinreview.readers.parts.tags import pieces

TAGS = """
<p> </p> <div> </div> <div\thidden> <b> </b> <h1> </h1> <h2> </h2> <ul> </ul> <li> </li> <table> </table> <tr> <td> </td>
<th> <br> <br/> <img alt="x\ty"> <img\talt=z> <script> </script> <style> </style> <title> </title> <head> </head> <pre>
</pre> <!-- --> <!doctype\thtml> <a\thref="x> </a> <svg> </svg> <dl> <dt> <dd> </dl> </p > </ <> < > &amp; &lt; &nbsp; &#0;
&#x1F600; &copy; &notit; &bad; & <input\tvalue='> <video> </video> <textarea> </textarea> <p\tstyle="display:none"> <?x ?>
word Works. é 😀 " ' =
"""
SOURCES = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from([tag.replace("\t", " ") for tag in TAGS.split()] + [" ", "\n", "\r\n", "\u00a0"])
    ).map("".join),
)

SHAPES = [
    "<p>{} {}</p>",
    "<p>{}<p>{}",
    "<h1>{} {}</h1>",
    "<h2 class='a>b'>{}<br>{}</h2>",
    "<ul><li>{}<li>{}</ul>",
    "<ul><li>{}<ul><li>{}</ul></ul>",
    "<ol><li><p>{}</p><p>{}</p></ol>",
    "<table><tr><th>{}</th></tr><tr><td>{}</td></tr></table>",
    "<table><caption>{}</caption><tr><td>a<td>{}</table>",
    "<figure><img alt='{}'><figcaption>{}</figcaption></figure>",
    "{} <b>{}</b>",
    "<div>{}<div>{}</div></div>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<pre>{}\n{}</pre>",
    "<!-- no --><p>{}</p><script>no<p></script><p>{}</p>",
    "<a href='x>y'>{}</a>&nbsp;{}",
    "<div hidden>no</div>{}<template><p>no</p></template> {}",
    "<b><p>{}</b> {}</p>",
    "<select><option>{}<option>{}</select>",
    "<textarea>{}</textarea><button>{}</button>",
    "<blockquote>{}</blockquote>{}",
    "{} < {}",
    "<p>{}</div></span>{}",
    "<details><summary>{}</summary>{}</details>",
    "<svg><title>no</title><text>{}</text></svg>{}",
    "<h2><img alt='{}'> {}</h2>",
    "<h3>{}<img alt={}></h3>",
]


def read(source: str) -> Article | None:
    try:
        return article_from_text(source, format="html")
    except ClinReviewError:
        return None


def seen(source: str) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in article_from_text(source, format="html").sentences]


@given(source=SOURCES)
def test_any_text_is_tiled(source: str, holds: Callable[[Article], None]) -> None:
    if article := read(source):
        holds(article)


@given(shapes=st.lists(st.sampled_from(SHAPES), min_size=1, max_size=6))
def test_every_word_is_seen_in_order_and_stands_where_it_says(
    shapes: list[str], holds: Callable[[Article], None]
) -> None:
    words = [f"wörd{number}" for number in range(100, 100 + 2 * len(shapes))]
    source = "\n".join(shape.format(*words[2 * n : 2 * n + 2]) for n, shape in enumerate(shapes))
    article = article_from_text(source, format="html")
    holds(article)
    found = []
    for sentence in article.sentences:
        for start in [at for at in range(len(sentence.text)) if sentence.text.startswith("wörd", at)]:
            span = sentence.source_span(start, start + 7)
            found.append(article.source[span.start : span.end])
    assert found == words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h1>Head</h1><p>One. Two.</p>", [("title", "Head"), ("prose", "One."), ("prose", "Two.")]),
        ("<title>Head</title><p>One.</p>", [("title", "Head"), ("prose", "One.")]),
        ("<title>Head | Clinic</title><h1>Head</h1><p>One.", [("title", "Head"), ("prose", "One.")]),
        ("<title>Cures</title><h1>Head</h1>", [("caption", "Cures"), ("title", "Head")]),
        ("<p>ket<b>amine</b> 5&nbsp;mg &lt; 6&shy;00", [("prose", "ketamine 5 mg < 600")]),
        ("One<br>two<br><br>Three", [("prose", "One two"), ("prose", "Three")]),
        ("Loose <p>one.</p> tail", [("prose", "Loose"), ("prose", "one."), ("prose", "tail")]),
        ("<p>It works.<sup>3</sup> It is.", [("prose", "It works.3"), ("prose", "It is.")]),
        ("Risk <3 and x<y.", [("prose", "Risk <3 and x<y.")]),
        (
            "<h1><img alt=Logo><div>Head</div> more</h1>",
            [("caption", "Logo"), ("title", "Head"), ("prose", "more")],
        ),
        ('<img alt="A &quot;pill&quot;" src=x>', [("caption", 'A "pill"')]),
        ("<p hidden>no</p><p style='display: none'>no</p>Yes", [("prose", "Yes")]),
        ("<p>One <svg><title>no</title></svg>two.", [("prose", "One"), ("prose", "two.")]),
        ('<p>One <svg class="icon" />two.<p>Three.', [("prose", "One two."), ("prose", "Three.")]),
        (
            "<h2>Head</h2>One.<title>Late</title>",
            [("heading", "Head"), ("prose", "One."), ("caption", "Late")],
        ),
        ("<h2><title>In</title>Head</h2>", [("caption", "In"), ("heading", "Head")]),
        ("<noscript>Yes</noscript><object>no</object>", [("prose", "Yes")]),
    ],
)
def test_what_a_reader_sees(source: str, expected: list[tuple[str, str]]) -> None:
    assert seen(source) == expected


def leads(source: str) -> list[tuple[str, str]]:
    article = article_from_text(source, format="html")
    return [(s.lead, s.text) for s in article.sentences if s.kind.value in {"item", "cell"}]


def test_items_know_what_leads_into_them() -> None:
    source = (
        "<p>Hi. Call if you:</p><ul><li>faint</li><li>have pain in<ul><li>a leg</li></ul></li></ul><ul><li>vomit</ul>"
        "<h2>Do</h2><ul><li>rest</ul><dl><dt>Dose</dt><dd>5 mg</dd></dl>"
    )
    lead = "Call if you:"
    assert leads(source) == [
        (lead, "faint"),
        (lead, "have pain in"),
        (f"{lead} have pain in", "a leg"),
        (lead, "vomit"),
        ("Do", "rest"),
        ("Do", "Dose"),
        ("Do Dose", "5 mg"),
    ]


def test_cells_know_their_headers() -> None:
    source = (
        "<table><thead><tr><th>Drug<th colspan=2>Use</thead><tbody><tr><th>Ketamine<td>Sleep<td>Pain"
        "<tr><td>Aspirin<td>Pain</table><table><tr><th>Dose<td>5 mg</table>"
    )
    assert leads(source) == [
        ("", "Drug"),
        ("", "Use"),
        ("", "Ketamine"),
        ("Ketamine, Use", "Sleep"),
        ("Ketamine, Use", "Pain"),
        ("Drug", "Aspirin"),
        ("Aspirin, Use", "Pain"),
        ("", "Dose"),
        ("Dose", "5 mg"),
    ]


def test_what_was_not_looked_at() -> None:
    source = "<meta name=Description content=x><img src=a><img src=b alt=c><video></video><iframe>no</iframe><p hidden>no</p>Text"
    unchecked = article_from_text(source, format="html").unchecked
    assert unchecked == (
        "1 description for search engines",
        "2 images",
        "1 video",
        "1 embedded page",
        "1 hidden passage",
    )


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", '<a x="', "<a x='>", "</", "<![CDATA[", "<div>", "</p>", "&amp", "<p hidden>"]
)
def test_hostile_repeats_end(piece: str) -> None:
    source = "x" + piece * 20_000
    assert article_from_text(source, format="html").source == source


def test_work_on_unclosed_quotes_grows_with_the_length_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count attributes looked at, instead of timing: a tag that never ends must not be read over and over."""
    from clinreview.readers.parts import tags

    looks = 0

    class Counted:
        @staticmethod
        def match(text: str, at: int) -> object:
            nonlocal looks
            looks += 1
            return attribute.match(text, at)

    attribute = tags._ATTRIBUTE
    monkeypatch.setattr(tags, "_ATTRIBUTE", Counted)
    source = '<a x=">"' * 3000
    assert list(pieces(source))
    assert looks <= 3000 * (tags.MAX_ATTRIBUTES + 1)
