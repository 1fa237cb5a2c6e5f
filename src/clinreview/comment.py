"""Comment: a review in a few lines of Markdown, for a pull request."""

from __future__ import annotations

import re

from clinreview.claim import Claim, State
from clinreview.html import day, listed, shortened, spoken
from clinreview.review import Review
from clinreview.summary import matches, summarise

MOST = 10  # claims in one comment
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


def comment(review: Review, file: str = "") -> str:
    """What is open in an article, worst first, in Markdown."""
    summary = summarise(review, file)
    unsettled = [(n, claim) for n, claim in enumerate(review.claims, 1) if claim.state is not State.SETTLED]
    lines = [f"### Content review: {plain(summary.file)}", ""]
    lines += [f"**{plain(summary.headline)}** {plain(' '.join(summary.points))}", ""]
    if unsettled:
        lines += ["| | Severity | Claim | Needs | The record |", "|---:|---|---|---|---|"]
        lines += [_row(number, claim) for number, claim in unsettled[:MOST]]
        if len(unsettled) > MOST:
            lines += ["", f"… and {len(unsettled) - MOST} more in the report."]
        lines += [""]
    lines += [
        "The kit finds and documents; people judge. A sentence without a mark is one no rule stopped at."
    ]
    return "\n".join(lines) + "\n"


def failure(file: str, message: str) -> str:
    """What stands in place of a review that could not be made."""
    return f"### Content review: {plain(file)}\n\n**This article was not checked.** {plain(message)}\n"


def plain(text: str) -> str:
    """Text of an author as Markdown that shows it and does nothing else: no markup, no mention, no link."""
    text = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return text.replace("@", "@\u2060").replace("://", ":\u2060//").replace("www.", "www\u2060.")


def _row(number: int, claim: Claim) -> str:
    said = [
        f"{str(match.verdict).replace('-', ' ')}{f' (as of {day(match.as_of)})' if match.as_of else ''}"
        for match in matches(claim)
    ]
    cells = (
        str(number),
        str(claim.severity),
        shortened(spoken(claim), 160),
        listed(claim.owed or claim.roles),
        "; ".join(said),
    )
    return f"| {' | '.join(plain(cell) for cell in cells)} |"
