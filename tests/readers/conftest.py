"""What holds for every article, whatever it was read from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clinreview.article import Article, Kind
from clinreview.readers.parts.blocks import INVISIBLE


@pytest.fixture(scope="session")
def holds() -> Callable[[Article], None]:
    """Assert that sections tile the source and that each sentence knows where it stands."""
    return _holds


@pytest.fixture(scope="session")
def uncovered() -> Callable[[Article], str]:
    """Letters and digits of the source that stand in no sentence."""
    return _uncovered


def _holds(article: Article) -> None:
    source = article.source
    assert article.sections[0].span.start == 0
    assert article.sections[-1].span.end == len(source)
    for before, after in zip(article.sections, article.sections[1:], strict=False):
        assert before.span.end == after.span.start
    assert article.sections[0].heading == ""
    places = [sentence.span.start for sentence in article.sentences]
    assert places == sorted(places)
    for number, section in enumerate(article.sections):
        for sentence in section.sentences:
            assert sentence.section == number
            assert section.span.start <= sentence.span.start < sentence.span.end <= section.span.end
        if number:
            assert section.sentences[0].kind is Kind.HEADING
            assert section.level > 0
    for sentence in article.sentences:
        text, offsets = sentence.text, sentence.offsets
        assert text and " ".join(text.split()) == text
        assert not INVISIBLE.search(text)
        assert len(offsets) == len(text)
        assert list(offsets) == sorted(offsets)
        assert sentence.span.start <= offsets[0] <= offsets[-1] < sentence.span.end
        for sign, place in zip(text, offsets, strict=True):
            assert sign == source[place] or source[place] in "&<" or sign.isspace()


def _uncovered(article: Article) -> str:
    covered = bytearray(len(article.source))
    for sentence in article.sentences:
        span = sentence.span
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return "".join(
        sign for sign, known in zip(article.source, covered, strict=True) if not known and sign.isalnum()
    )
