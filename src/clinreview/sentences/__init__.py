"""Sentences: where each one of a passage starts and ends."""

from __future__ import annotations

from clinreview.sentences.lines import passages
from clinreview.sentences.prose import split_prose

__all__ = ["passages", "split", "split_prose"]


def split(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of a passage, in order.

    They do not overlap, have no white space at either end, and hold every character that is not white
    space. A blank line, a list item and a heading-like line end a sentence; a single newline inside a
    paragraph does not.

    >>> text = "Take 0.5 mg. Call Dr. Lee, e.g. at 5 p.m. Do not wait."
    >>> [text[start:end] for start, end in split(text)]
    ['Take 0.5 mg.', 'Call Dr. Lee, e.g. at 5 p.m.', 'Do not wait.']
    """
    return [sentence for start, end in passages(text) for sentence in split_prose(text, start, end)]
