"""Folders: where the files that cover an article lie."""

from __future__ import annotations

from pathlib import Path


def covering(article: Path, name: str) -> Path | None:
    """Find a file beside an article or in a folder above, up to ``content`` or the top of the repository.

    Without either of those, only the article's own folder is looked at.
    """
    folder = article.resolve().parent
    chain: list[Path] = []
    for parent in (folder, *folder.parents):
        chain.append(parent)
        if parent.name == "content" or (parent / ".git").exists():
            break
    else:
        chain = [folder]
    return next((parent / name for parent in chain if (parent / name).exists()), None)
