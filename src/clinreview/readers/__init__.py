"""Readers: an Article from a file or a string.

Each module here reads one format. It has ``EXTENSIONS``, and ``read_text(text, where)`` or, for a format that is not
text, ``read_bytes(data, where)``; both return a Document. A new module is a new format, with nothing else to
change.
"""

from __future__ import annotations

import hashlib
import os
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from clinreview.article import Article
from clinreview.errors import ReadError
from clinreview.readers.parts.blocks import Document, assemble
from clinreview.readers.parts.files import decode, read_bytes, require_text

__all__ = ["article_files", "article_from_text", "formats", "read_article"]

_SKIPPED = frozenset({"reviewers.toml", "claims-library.yaml"})


def formats() -> tuple[str, ...]:
    """File name extensions the kit reads."""
    return tuple(_by_extension())


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
    kind = "" if format is None else _known(format, file)
    if os.path.isfile(file):  # else what is wrong with the path says more than its extension
        kind = kind or _kind_of(file)
    data = read_bytes(file)
    reader = _reader(kind)
    if hasattr(reader, "read_bytes"):
        document: Document = reader.read_bytes(data, file)
        require_text(document.source, file)
    else:
        document = _read_text(reader, decode(data, file), file)
    article = assemble(
        document,
        name=file.stem,
        format=kind,
        path=file.as_posix(),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return _with_words(article, file)


def article_from_text(text: str, name: str = "x", format: str = "text") -> Article:
    """Article of a string in the format "text", "markdown" or "html"."""
    kind = _known(format, name)
    reader = _reader(kind)
    if not hasattr(reader, "read_text"):
        raise ReadError(name, f"a {kind} file is not text", "use read_article with its path")
    article = assemble(
        _read_text(reader, text, name),
        name=name,
        format=kind,
        path=None,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return _with_words(article, name)


def article_files(path: str | os.PathLike[str]) -> list[Path]:
    """Articles in a folder and its folders, sorted; a file is itself, whatever its format.

    Review folders, hidden files and the kit's own tables are skipped.
    """
    root = Path(path)
    if not os.path.exists(root):
        raise ReadError(root, "does not exist", "check the path")
    if not os.path.isdir(root):
        return [root]
    known = formats()
    found = []
    for folder, folders, files in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith(".reviews")]
        found += [Path(folder, name) for name in files if _is_article(name, known)]
    return sorted(found, key=lambda file: file.relative_to(root).parts)


def _refuse(problem: OSError) -> None:
    """A folder that cannot be listed may hold articles: it is never passed over."""
    raise ReadError(problem.filename, f"cannot be listed ({problem.strerror})", "check its permissions")


def _is_article(name: str, known: tuple[str, ...]) -> bool:
    hidden = name.startswith((".", "~$"))
    return not hidden and name not in _SKIPPED and Path(name).suffix.lower() in known


def _names() -> list[str]:
    """Formats, plain text first."""
    return sorted(
        (module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg), reverse=True
    )


def _reader(kind: str) -> ModuleType:
    return import_module(f"{__name__}.{kind}")


@cache
def _by_extension() -> dict[str, str]:
    return {extension: name for name in _names() for extension in _reader(name).EXTENSIONS}


def _kind_of(file: Path) -> str:
    known = _by_extension()
    try:
        return known[file.suffix.lower()]
    except KeyError:
        what = (
            f"unknown format {file.suffix!r}" if file.suffix else "has no extension, so its format is unknown"
        )
        raise ReadError(file, what, f"the kit reads {', '.join(known)}") from None


def _known(format: str, where: object) -> str:
    kind = _by_extension().get("." + format.lower().lstrip("."), format.lower())
    if kind not in _names():
        raise ReadError(where, f"unknown format {format!r}", f"use one of {', '.join(_names())}")
    return kind


def _with_words(article: Article, where: object) -> Article:
    """Refuse an article that shows no word: a page made by a script, say, must not pass as read."""
    if not article.sentences:
        seen = f" (only {', '.join(article.unchecked)})" if article.unchecked else ""
        raise ReadError(where, f"holds no words a reader can see{seen}", "give the article's text")
    return article


def _read_text(reader: ModuleType, text: str, where: object) -> Document:
    require_text(text, where)
    document: Document = reader.read_text(text, where)
    return document
