"""Corpus: all articles together, as tables: what is open, who is needed, which rules and sentences recur."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from clinreview.review import Claim, Review, Reviews, State
from clinreview.rule import Role, Severity
from clinreview.standing import contradicted

if TYPE_CHECKING:
    import pandas as pd

    from clinreview.table import Table

WORST_FIRST = tuple(str(severity) for severity in sorted(Severity, reverse=True))
SHOWN = ["article", "words", "band", *WORST_FIRST, "stale", "settled", "contradicted"]


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
        "path": _path(review),
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
        **{str(role): sum(role in (claim.owed or claim.roles) for claim in unsettled) for role in Role},
        "contradicted": sum(contradicted(claim.findings) for claim in unsettled),
        "sha256": review.article.sha256,
    }


def articles_table(reviews: Iterable[Review]) -> Table:
    """One row per article, the one with the worst open claims first."""
    from clinreview.table import Table

    shown = Table(tabulate(reviews).rename(columns={"path": "article"}).reindex(columns=SHOWN))
    shown.caption = (
        "Articles, worst first. The numbers are claims: open ones by severity, then stale and settled."
    )
    return shown


def roles_table(reviews: Iterable[Review]) -> Table:
    """What awaits whom: open claims of all articles by severity and role."""
    from clinreview.table import table

    open_claims = [claim for _, claim in _claims(reviews) if claim.state is not State.SETTLED]
    rows = [
        {"severity": severity}
        | {
            str(role): sum(
                claim.severity == severity and role in (claim.owed or claim.roles) for claim in open_claims
            )
            for role in Role
        }
        for severity in WORST_FIRST
    ]
    caption = "Open claims by severity and by the role that must decide. A claim can need more than one role."
    return table(rows, caption, ["severity", *map(str, Role)])


def rules_table(reviews: Iterable[Review], most: int = 15) -> Table:
    """The rules that stop most often, and in how many articles: what a style guide or a training should cover."""
    from clinreview.table import table

    claims: defaultdict[tuple[str, str, str], list[Review]] = defaultdict(list)
    for review, claim in _claims(reviews):
        for finding in claim.findings:
            claims[finding.rule, finding.name, finding.ask].append(review)
    rows = [
        {"rule": f"{rule} {name}", "claims": len(found), "articles": len(set(map(_path, found))), "asks": ask}
        for (rule, name, ask), found in sorted(claims.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    columns = ["rule", "claims", "articles", "asks"]
    return table(rows[:most], f"The {most} rules that stop most often.", columns)


def repeated_table(reviews: Iterable[Review]) -> Table:
    """Claims that stand word for word in more than one article: what is decided in one is worth deciding in all."""
    from clinreview.table import table

    places: defaultdict[str, list[tuple[Review, Claim]]] = defaultdict(list)
    for review, claim in _claims(reviews):
        if claim.sentence:
            places[claim.key].append((review, claim))
    rows = [
        {
            "sentence": found[0][1].text,
            "severity": str(found[0][1].severity),
            "articles": ", ".join(sorted({_path(review) for review, _ in found})),
            "states": ", ".join(sorted({str(claim.state) for _, claim in found})),
        }
        for found in places.values()
        if len({_path(review) for review, _ in found}) > 1
    ]
    caption = "Sentences that need a reviewer and stand in more than one article."
    return table(rows, caption, ["sentence", "severity", "articles", "states"])


def unread_table(reviews: Reviews) -> Table:
    """What could not be read, and what to do. Nothing in the other tables speaks of it."""
    from clinreview.table import table

    rows = [{"file": error.where, "problem": error.what, "what to do": error.do} for error in reviews.errors]
    return table(
        rows, "Files that could not be read, and so were not checked.", ["file", "problem", "what to do"]
    )


def _claims(reviews: Iterable[Review]) -> Iterator[tuple[Review, Claim]]:
    return ((review, claim) for review in reviews for claim in review.claims)


def _path(review: Review) -> str:
    return str(review.article.path or review.article.name)
