"""Promotion: a decided claim put into the claims library, so that nobody need substantiate it again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from clinreview.claim import State
from clinreview.decisions import Action
from clinreview.errors import DecisionError
from clinreview.folders import covering
from clinreview.library import FILE, Library, Wording, read_library

if TYPE_CHECKING:
    from clinreview.review import Review


def promote(
    review: Review, key: str, *, product: str = "", expires: dt.date | None = None, path: Path | None = None
) -> Wording:
    """Put a settled, approved claim into the claims library with who approved it, when and on what evidence.

    Parameters
    ----------
    key
        The claim's key, or how it begins.
    expires
        The last day on which the wording may be used; None: no end.
    path
        The library, by default the one that covers the article, or a new one beside it.

    Raises
    ------
    DecisionError
        The claim is no sentence, is not settled by an approval, or stands in the library already.
    """
    claim = review.claim(key)
    where = review.article.name
    if claim.sentence is None:
        raise DecisionError(
            where, "a finding about a section or the page is no wording", "promote a sentence"
        )
    approvals = [one for one in claim.decisions if one.action is Action.APPROVE]
    if claim.state is not State.SETTLED or not approvals:
        raise DecisionError(where, f"“{claim.text[:60]}” is not settled by an approval", "approve it first")
    article = Path(review.article.path or where)
    target = path or covering(article, FILE) or article.parent / FILE
    library = read_library(target) if target.exists() else Library()
    if library.exact(claim.text):
        raise DecisionError(target, f"holds “{claim.text[:60]}” already", "renew the entry there")
    wording = Wording(
        text=claim.text,
        product=product,
        references=tuple(dict.fromkeys(one.evidence for one in approvals)),
        approved_by=", ".join(dict.fromkeys(f"{one.by} ({one.role})" for one in approvals)),
        approved_on=max(one.at for one in approvals).date(),
        expires=expires,
        note=approvals[-1].note,
    )
    _append(target, wording)
    return wording


def _append(path: Path, wording: Wording) -> None:
    """Add one entry at the end; what stands there is not touched."""
    import yaml

    entry = {
        "text": wording.text,
        "product": wording.product,
        "references": list(wording.references),
        "approved_by": wording.approved_by,
        "approved_on": wording.approved_on,
        "expires": wording.expires,
        "note": wording.note,
    }
    kept = {key: value for key, value in entry.items() if value}
    text = yaml.safe_dump([kept], allow_unicode=True, sort_keys=False, width=100)
    before = path.read_text("utf-8") if path.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    path.write_text(before + gap + text, "utf-8")
