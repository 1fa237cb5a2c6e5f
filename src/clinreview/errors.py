"""The one family of errors a user meets: where, what, what to do."""

from __future__ import annotations


class ClinReviewError(Exception):
    """Something the user gave cannot be read, understood or written.

    The message is one line: *where* it happened, *what* is wrong, *what to do*.
    """

    def __init__(self, where: object, what: str, do: str = "") -> None:
        self.where = str(where)
        self.what = what
        self.do = do
        message = f"{self.where}: {what}" + (f"; {do}" if do else "")
        super().__init__(" ".join(message.split()))


class ReadError(ClinReviewError):
    """An article cannot be read."""


class RuleError(ClinReviewError):
    """A rule or lexicon file is wrong."""


class RecordError(ClinReviewError):
    """A record table is wrong."""


class DecisionError(ClinReviewError):
    """A decision is not allowed, or its log cannot be read or written."""


class ReportError(ClinReviewError):
    """A report cannot be made."""


def ours(kind: str) -> bool:
    """Whether an error of this name is one of the family; a notebook keeps the name and no more.

    >>> ours("ReadError"), ours("KeyError")
    (True, False)
    """
    return kind in (one.__name__ for one in (ReadError, RuleError, RecordError, DecisionError, ReportError))


def said(kind: str, message: str) -> str:
    """An error in one line: our own messages speak for themselves, others need their name.

    >>> said("ReadError", "x.txt: holds no text"), said("KeyError", "'x'")
    ('x.txt: holds no text', "KeyError: 'x'")
    """
    return message if ours(kind) else f"{kind}: {message}"
