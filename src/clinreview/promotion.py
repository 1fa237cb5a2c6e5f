"""Promotion: a decided claim put into the claims library, so that nobody need substantiate it again."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from clinreview.claim import State
from clinreview.decisions import Action, Decision
from clinreview.errors import DecisionError
from clinreview.folders import covering
from clinreview.library import FILE, Library, Wording, read_library
from clinreview.rule import Role

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
        The claim is no sentence, is not settled by an approval, or stands in the library already; or the library
        cannot be written.
    """
    claim = review.claim(key)
    where = review.article.name
    if claim.sentence is None:
        raise DecisionError(
            where, "a finding about a section or the page is no wording", "promote a sentence"
        )
    approvals = approvals_of(review, claim.key) if claim.state is State.SETTLED else ()
    if not approvals:
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


def approvals_of(review: Review, key: str) -> tuple[Decision, ...]:
    """The approvals that stand for a claim, oldest first: not those taken back or replaced since."""
    trail = review.trail(key)
    standing = {
        one.id
        for role in Role
        if (last := trail.last(role)) and last.action is Action.APPROVE
        for one in trail.standing(role)
        if one.action is Action.APPROVE
    }
    return tuple(one for one in trail.live if one.id in standing)


def _append(path: Path, wording: Wording) -> None:
    """Add one entry at the end; what stands there is not touched, and a write that fails changes nothing."""
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
    target = path.resolve()
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        before = target.read_bytes() if target.exists() else b""
        gap = b"" if not before or before.endswith(b"\n") else b"\n"
        with scratch.open("wb") as file:
            file.write(before + gap + text.encode())
            file.flush()
            os.fsync(file.fileno())
        _held(path, scratch, wording)
        if target.exists():
            shutil.copymode(target, scratch)
        scratch.replace(target)
    except OSError as error:
        raise DecisionError(
            path, f"cannot be written ({error.strerror or error})", "nothing was added"
        ) from error
    finally:
        scratch.unlink(missing_ok=True)


def _held(path: Path, scratch: Path, wording: Wording) -> None:
    """See that the library still reads as one list with the new entry in it."""
    try:
        if read_library(scratch).wordings[-1:] == (wording,):
            return
    except DecisionError:
        pass
    raise DecisionError(
        path, "is not written as lines that begin with '- text:'", "write it so, or add the entry by hand"
    )
