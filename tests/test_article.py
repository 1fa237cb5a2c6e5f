"""Article: spans, and where a trigger stands in the author's file."""

from __future__ import annotations

import pytest

from clinreview.article import Sentence, Span
from clinreview.readers import article_from_text


def test_span_holds_its_start_and_not_its_end() -> None:
    span = Span(2, 4)
    assert [place in span for place in range(1, 5)] == [False, True, True, False]


def test_source_span_without_markup_counts_from_the_start() -> None:
    sentence = Sentence(text="It works.", span=Span(10, 19))
    assert sentence.source_span(3, 8) == Span(13, 18)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_source_span_finds_words_broken_by_markup(format: str) -> None:
    source = {"markdown": "Try **ket**amine &amp; rest.", "html": "<p>Try <b>ket</b>amine &amp; rest.</p>"}[
        format
    ]
    sentence = article_from_text(source, format=format).sentences[0]
    assert sentence.text == "Try ketamine & rest."
    span = sentence.source_span(4, 12)
    assert source[span.start : span.end].replace("*", "").replace("</b>", "") == "ketamine"


def test_source_span_of_a_last_entity_holds_all_of_it() -> None:
    source = "He said &quot;it works&quot;"
    sentence = article_from_text(source, format="html").sentences[0]
    span = sentence.source_span(0, len(sentence.text))
    assert source[span.start : span.end] == source


def test_sentences_of_all_sections_in_reading_order() -> None:
    article = article_from_text("Title\n\nLead.\n\nHead\n\nBody one. Body two.")
    assert [s.text for s in article.sentences] == ["Title", "Lead.", "Head", "Body one.", "Body two."]
    assert [s.section for s in article.sentences] == [0, 0, 1, 1, 1]


def test_a_notebook_shows_what_was_read_and_runs_none_of_it() -> None:
    shown = article_from_text("<b>Tea</b> & more\n\nTea is brown.", name="<i>x</i>")._repr_html_()
    assert "&lt;i&gt;x&lt;/i&gt;" in shown
    assert "Sentences</dt><dd>2" in shown
