"""Package: the parts of a .docx file, unpacked with care."""

from __future__ import annotations

import io
import re
from typing import Any

from clinreview.errors import ReadError

MAX_EXPANDED = 200 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"heading ?([1-9])$", re.IGNORECASE)
_PARTS = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes)\.xml")
_ORDER = ("word/header", "word/footnotes", "word/endnotes", "word/footer")
_SAVE = "open it in a word processor and save it again as .docx"


def text_parts(trees: dict[str, Any]) -> list[Any]:
    """The body, then headers, notes and footers."""
    names = sorted((name for name in trees if _PARTS.fullmatch(name)), key=_order)
    return [trees[name] for name in ["word/document.xml", *names]]


def _order(name: str) -> tuple[int, str]:
    return next(place for place, start in enumerate(_ORDER) if name.startswith(start)), name


def parts(data: bytes, where: object) -> dict[str, Any]:
    """Trees of the parts that hold text."""
    import zipfile
    import zlib

    from lxml import etree

    wanted = {"word/document.xml", "word/styles.xml", "word/comments.xml"}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = [i for i in file.infolist() if i.filename in wanted or _PARTS.fullmatch(i.filename)]
            if sum(info.file_size for info in infos) > MAX_EXPANDED:
                raise ReadError(where, "expands to more than 200 MB", "split the file")
            trees = {info.filename: _tree(file.read(info), where) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise ReadError(where, f"is not a readable Word file ({error})", _SAVE) from error
    except etree.XMLSyntaxError as error:
        raise ReadError(where, f"holds damaged XML ({error})", _SAVE) from error
    if "word/document.xml" not in trees:
        raise ReadError(where, "is not a Word file (it has no word/document.xml)", _SAVE)
    return trees


def _tree(data: bytes, where: object) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root: Any = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ReadError(where, "declares a document type, which Word files never do", _SAVE)
    return root


def styles(tree: Any) -> dict[str, str]:
    """Name of each paragraph style, in small letters; a style without a telling name has its base's."""
    if tree is None:
        return {}
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in tree.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        names[key] = value(style, "name").lower()
        bases[key] = value(style, "basedOn")
    return {key: _telling(key, names, bases) for key in names}


def _telling(key: str, names: dict[str, str], bases: dict[str, str]) -> str:
    for _ in range(20):
        name = names.get(key, "")
        if name == "title" or HEADING.search(name) or name.startswith("list") or name == "caption":
            return name
        key = bases.get(key, "")
    return ""


def value(element: Any, child: str) -> str:
    """Value of a property of an element, or ""."""
    found = element.find(f"{W}{child}")
    return "" if found is None else str(found.get(f"{W}val", ""))
