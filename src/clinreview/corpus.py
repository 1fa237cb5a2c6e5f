"""Corpus: all articles together, one row each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from clinreview.review import Review, State
from clinreview.rule import Role, Severity
from clinreview.standing import contradicted

if TYPE_CHECKING:
    import pandas as pd

WORST_FIRST = tuple(str(severity) for severity in sorted(Severity, reverse=True))


def tabulate(reviews: Iterable[Review]) -> pd.DataFrame:
    """One row per article, the one with the worst open claims first.

    Columns: ``path title words level band fkgl claims open stale settled``, open claims by severity, open claims
    by the role that owes them, ``contradicted`` (open claims the record speaks against), ``sha256``.
    """
    import pandas as pd

    rows = [_row(review) for review in reviews]
    columns = list(rows[0]) if rows else None
    table = pd.DataFrame(rows, columns=columns)
    if table.empty:
        return table
    return table.sort_values([*WORST_FIRST, "path"], ascending=[False] * 4 + [True], ignore_index=True)


def _row(review: Review) -> dict[str, Any]:
    scores = review.scores
    unsettled = [claim for claim in review.claims if claim.state is not State.SETTLED]
    return {
        "path": review.article.path or review.article.name,
        "title": review.article.title,
        "words": scores.words,
        "level": scores.level,
        "band": scores.band,
        "fkgl": scores.fkgl,
        "claims": len(review.claims),
        "open": len(review.open),
        "stale": len(review.stale),
        "settled": len(review.claims) - len(unsettled),
        **{severity: sum(claim.severity == severity for claim in unsettled) for severity in WORST_FIRST},
        **{str(role): sum(role in claim.owed for claim in unsettled) for role in Role},
        "contradicted": sum(contradicted(claim.findings) for claim in unsettled),
        "sha256": review.article.sha256,
    }
