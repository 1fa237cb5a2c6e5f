"""Readers: an Article from a file or a string, one module for each format."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from clinreview.article import Article
from clinreview.errors import ReadError
from clinreview.readers.blocks import Document, assemble
from clinreview.readers.files import decode, read_bytes, require_text

__all__ = ["article_files", "article_from_text", "formats", "read_article"]

_FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}
_SKIPPED = frozenset({"reviewers.toml", "claims-library.yaml"})


def formats() -> tuple[str, ...]:
    """File name extensions the kit reads."""
    return tuple(_FORMATS)


def read_article(path: str | os.PathLike[str], *, format: str | None = None) -> Article:
    """Read one file.

    Parameters
    ----------
    format
        "text", "markdown", "html" or "docx"; by default what the file's extension says.

    Raises
    ------
    ReadError
        The file is missing, empty, damaged, too large, not text, or of an unknown format.
    """
    file = Path(path)
    kind = _format_of(file, format)
    data = read_bytes(file)
    if kind == "docx":
        from clinreview.readers import docx

        document = docx.read(data, file)
        require_text(document.source, file)
    else:
        document = _document(decode(data, file), kind, file)
    return assemble(
        document,
        name=file.stem,
        format=kind,
        path=file.as_posix(),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def article_from_text(text: str, name: str = "x", format: str = "text") -> Article:
    """Article of a string in the format "text", "markdown" or "html"."""
    kind = _known(format, name)
    if kind == "docx":
        raise ReadError(name, "a docx file is not text", "use read_article with its path")
    return assemble(
        _document(text, kind, name),
        name=name,
        format=kind,
        path=None,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def article_files(path: str | os.PathLike[str]) -> list[Path]:
    """Articles in a folder and its folders, sorted; a file is itself, whatever its format.

    Review folders, hidden files and the kit's own tables are skipped.
    """
    root = Path(path)
    if not os.path.exists(root):
        raise ReadError(root, "does not exist", "check the path")
    if not os.path.isdir(root):
        return [root]
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith(".reviews")]
        found += [Path(folder, name) for name in files if _is_article(name)]
    return sorted(found, key=lambda file: file.relative_to(root).parts)


def _is_article(name: str) -> bool:
    hidden = name.startswith((".", "~$"))
    return not hidden and name not in _SKIPPED and Path(name).suffix.lower() in _FORMATS


def _format_of(file: Path, format: str | None) -> str:
    if format is not None:
        return _known(format, file)
    if not os.path.isfile(file):
        return ""  # what is wrong with the path says more than its extension
    try:
        return _FORMATS[file.suffix.lower()]
    except KeyError:
        what = (
            f"unknown format {file.suffix!r}" if file.suffix else "has no extension, so its format is unknown"
        )
        raise ReadError(file, what, f"the kit reads {', '.join(_FORMATS)}") from None


def _known(format: str, where: object) -> str:
    names = dict.fromkeys(_FORMATS.values())
    kind = _FORMATS.get("." + format.lower().lstrip("."), format.lower())
    if kind not in names:
        raise ReadError(where, f"unknown format {format!r}", f"use one of {', '.join(names)}")
    return kind


def _document(text: str, kind: str, where: object) -> Document:
    require_text(text, where)
    if kind == "markdown":
        from clinreview.readers import markdown

        return markdown.read(text, where)
    if kind == "html":
        from clinreview.readers import html

        return html.read(text)
    from clinreview.readers import text as plain

    return plain.read(text)
