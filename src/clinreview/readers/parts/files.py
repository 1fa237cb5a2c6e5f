"""Files: the bytes of an article, decoded or refused in one line."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from clinreview.errors import ReadError

MAX_BYTES = 50 * 1024 * 1024

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def read_bytes(path: Path) -> bytes:
    """Bytes of a file of reasonable size."""
    if os.path.isdir(path):
        raise ReadError(path, "is a folder", "give a file, or use open_reviews for a folder")
    if not os.path.exists(path):
        raise ReadError(path, "does not exist", "check the path")
    if not os.path.isfile(path):
        raise ReadError(path, "is not a regular file", "give a file")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                path, f"is {size / 1024 / 1024:.0f} MB, more than the limit of 50 MB", "split the file"
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(path, f"cannot be opened ({error.strerror})", "check its permissions") from error


def decode(data: bytes, where: object) -> str:
    """Text of UTF-8 (with or without a byte order mark) or of UTF-16 with one."""
    encoding, skip = _encoding(data)
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skip
        raise ReadError(
            where,
            f"is not valid {encoding.upper()} at byte {at} (0x{data[at]:02x})",
            "save the file as UTF-8",
        ) from error


def require_text(text: str, where: object) -> None:
    """Refuse what is not the text of an article."""
    if "\0" in text:
        raise ReadError(
            where,
            f"holds a NUL character at position {text.index(chr(0))}, so it is not a text file",
            "save it as plain text in UTF-8",
        )
    if not text.strip("\ufeff\u200b \t\r\n") or text.isspace():
        raise ReadError(where, "holds no text", "add the article's text")


def _encoding(data: bytes) -> tuple[str, int]:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", len(codecs.BOM_UTF8)
    return _UTF16.get(data[:2], "utf-8"), 2 if data[:2] in _UTF16 else 0
