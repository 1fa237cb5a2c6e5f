"""Word: headings, lists, tables, notes, boxes and changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as word
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinreview.article import Article
from clinreview.readers import read_article

NAMES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in {
        "w": "wordprocessingml/2006/main",
        "mc": "markup-compatibility/2006",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "m": "officeDocument/2006/math",
    }.items()
)


def packed(folder: Path, body: str, **parts: str) -> Path:
    """Write a Word file of raw XML parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            root = {"comments": "comments", "footnotes": "footnotes", "header1": "hdr", "styles": "styles"}[
                name
            ]
            file.writestr(f"word/{name}.xml", f"<w:{root} {NAMES}>{xml}</w:{root}>")
    path = folder / "a.docx"
    path.write_bytes(buffer.getvalue())
    return path


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def seen(article: Article) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in article.sentences]


def test_a_file_of_a_word_processor(tmp_path: Path, holds: Callable[[Article], None]) -> None:
    document = word.Document()
    document.add_heading("Is ketamine safe?", 0)
    document.add_paragraph("One. Two.")
    document.add_heading("Side effects", 1)
    document.add_paragraph("They include:")
    document.add_paragraph("nausea", style="List Bullet")
    document.add_paragraph("bad dreams such as", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Drug", "Use", "Ketamine", "Sleep. Pain."], strict=True):
        cell.text = text
    document.add_paragraph("First line.\nSecond line.")
    document.sections[0].footer.paragraphs[0].text = "Our clinic."
    document.save(str(tmp_path / "a.docx"))
    article = read_article(tmp_path / "a.docx")
    holds(article)
    assert article.format == "docx"
    assert article.title == "Is ketamine safe?"
    assert [(section.heading, section.level) for section in article.sections] == [
        ("", 0),
        ("Side effects", 1),
    ]
    assert [(s.kind.value, s.lead, s.text) for s in article.sentences] == [
        ("title", "", "Is ketamine safe?"),
        ("prose", "", "One."),
        ("prose", "", "Two."),
        ("heading", "", "Side effects"),
        ("prose", "", "They include:"),
        ("item", "They include:", "nausea"),
        ("item", "They include:", "bad dreams such as"),
        ("cell", "", "Drug"),
        ("cell", "", "Use"),
        ("cell", "Drug", "Ketamine"),
        ("cell", "Ketamine, Use", "Sleep."),
        ("cell", "Ketamine, Use", "Pain."),
        ("prose", "", "First line."),
        ("prose", "", "Second line."),
        ("caption", "", "Our clinic."),
    ]


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    body = paragraph(
        run("It "), f"<w:del>{run('cures')}</w:del><w:ins>{run('may help')}</w:ins>", run(" pain. It is.")
    )
    article = read_article(packed(tmp_path, body))
    assert seen(article) == [("prose", "It may help pain."), ("prose", "It is.")]
    assert article.unchecked == ("2 tracked changes (inserted text was read, deleted text was not)",)


def test_comments_images_and_hidden_text_are_reported(tmp_path: Path) -> None:
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A pill."/></wp:inline></w:drawing></w:r>'
    body = paragraph(run("It works."), drawing, run("no", "<w:vanish/>"), "<m:oMath/>")
    article = read_article(packed(tmp_path, body, comments=f"<w:comment>{paragraph(run('no'))}</w:comment>"))
    assert seen(article) == [("prose", "It works."), ("caption", "A pill.")]
    assert article.unchecked == ("1 image", "1 hidden passage", "1 formula", "1 comment")


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(run('Boxed.'))}</w:txbxContent>"
    body = paragraph(
        run("Around "),
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
        run("it."),
    )
    assert seen(read_article(packed(tmp_path, body))) == [("prose", "Around it."), ("prose", "Boxed.")]


def test_notes_and_headers_are_read(tmp_path: Path) -> None:
    article = read_article(
        packed(
            tmp_path,
            paragraph(run("Body text.")),
            footnotes=f"<w:footnote>{paragraph(run('In mice.'))}</w:footnote>",
            header1=paragraph(run("Our clinic")),
        )
    )
    assert seen(article) == [("prose", "Body text."), ("caption", "Our clinic"), ("prose", "In mice.")]


def test_a_short_bold_line_is_a_heading(tmp_path: Path) -> None:
    bold = "<w:b/>"
    body = "".join(
        [
            paragraph(run("How it works", bold)),
            paragraph(run("Well. ")),
            paragraph(run("Side", bold), run(" effects", bold)),
            paragraph(run("Some", bold), run(" are rare")),
            paragraph(run("Stop now.", bold)),
        ]
    )
    assert seen(read_article(packed(tmp_path, body))) == [
        ("title", "How it works"),
        ("prose", "Well."),
        ("heading", "Side effects"),
        ("prose", "Some are rare"),
        ("prose", "Stop now."),
    ]


def test_styles_are_known_by_what_they_are_based_on(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Rubrik"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Rubrik"/></w:style>'
    )
    head = f'<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr>{run("Dose")}</w:p>'
    article = read_article(packed(tmp_path, paragraph(run("Text.")) + head, styles=styles))
    assert [(section.heading, section.level) for section in article.sections] == [("", 0), ("Dose", 2)]


def test_nested_items_know_what_leads_into_them(tmp_path: Path) -> None:
    def item(text: str, depth: int) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'

    body = paragraph(run("Call if you:")) + item("have pain in", 0) + item("a leg", 1) + item("faint", 0)
    article = read_article(packed(tmp_path, body))
    assert [s.lead for s in article.sentences] == [
        "",
        "Call if you:",
        "Call if you: have pain in",
        "Call if you:",
    ]


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), max_size=30)
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@given(texts=st.lists(TEXT, min_size=1, max_size=6), table=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_paragraphs_are_tiled_and_covered(
    tmp_path: Path,
    texts: list[str],
    table: bool,
    holds: Callable[[Article], None],
    uncovered: Callable[[Article], str],
) -> None:
    body = "".join(paragraph(run(text.translate(ESCAPES))) for text in ["Start.", *texts])
    if table:
        body += f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    article = read_article(packed(tmp_path, body))
    holds(article)
    assert uncovered(article) == ""


def test_a_heading_out_of_a_damaged_outline_level_is_no_error(tmp_path: Path) -> None:
    body = f'<w:p><w:pPr><w:outlineLvl w:val="x"/></w:pPr>{run("Text.")}</w:p>'
    assert seen(read_article(packed(tmp_path, body))) == [("prose", "Text.")]


@pytest.mark.parametrize("depth", ["", "x", "99999999999999999999"])
def test_a_damaged_list_depth_is_no_error(tmp_path: Path, depth: str) -> None:
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    body = f"<w:p><w:pPr>{numbered}</w:pPr>{run('Text.')}</w:p>"
    assert seen(read_article(packed(tmp_path, body))) == [("item", "Text.")]
