"""Review: an article, its claims, and what was decided about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from clinreview.agreed import expired_wordings, link
from clinreview.article import Article
from clinreview.claim import Claim, State, claims_of
from clinreview.decisions import Decision
from clinreview.errors import ClinReviewError, DecisionError
from clinreview.finding import Finding
from clinreview.judging import Docket, docket_of, judge
from clinreview.library import Library, find_library
from clinreview.log import LogReport, read_logs, reviews_folder, stray_logs
from clinreview.reviewers import Reviewers, find_reviewers
from clinreview.signing import Sheet, action_of, signature_of
from clinreview.standing import Bench
from clinreview.tally import COLUMNS, row, tally
from clinreview.trail import Trail

if TYPE_CHECKING:
    import pandas as pd

    from clinreview.readability import Scores
    from clinreview.record import Record
    from clinreview.rulebook import Rulebook
    from clinreview.settings import Settings

__all__ = ["Claim", "Review", "Reviews", "State", "open_review", "open_reviews", "review_article"]


@dataclass(frozen=True, kw_only=True)
class Review:
    """An article under review. Values in, values out: ``decide`` returns a new Review.

    Attributes
    ----------
    claims
        Worst first.
    decisions
        Every decision on file for the article, and those not saved yet.
    pending
        Those not saved yet.
    logs
        The decision files as they were read, with what is wrong in them.
    library
        Agreed wordings, named beside the claims that are one.
    stray
        Decision files beside it whose article is gone: perhaps this one, under its old name.
    rulebook, record, record_as_of
        Versions of the rules and of the record it was checked against, and the record's latest day.
    """

    article: Article
    claims: tuple[Claim, ...] = field(repr=False)
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    pending: tuple[Decision, ...] = ()
    logs: tuple[LogReport, ...] = field(default=(), repr=False)
    reviewers: Reviewers | None = field(default=None, repr=False)
    today: dt.date | None = None
    notes: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()
    library: Library = field(default_factory=Library, repr=False)
    rulebook: str = ""
    record: str = ""
    record_as_of: dt.date | None = None
    clock: Callable[[], dt.datetime] = field(
        default=lambda: dt.datetime.now(dt.UTC), repr=False, compare=False
    )

    @property
    def open(self) -> tuple[Claim, ...]:
        """Claims nobody settled yet."""
        return self.in_state(State.OPEN)

    @property
    def stale(self) -> tuple[Claim, ...]:
        """Claims whose text or questions changed since they were decided."""
        return self.in_state(State.STALE)

    @property
    def settled(self) -> tuple[Claim, ...]:
        """Claims that every required role decided."""
        return self.in_state(State.SETTLED)

    def in_state(self, state: State) -> tuple[Claim, ...]:
        """Claims in one state, worst first."""
        return tuple(claim for claim in self.claims if claim.state is state)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong in the decision files, in plain words."""
        return *(f"{Path(log.path).name}, {p}" for log in self.logs for p in log.problems), *self.stray

    @property
    def lost(self) -> tuple[Decision, ...]:
        """Decisions on wordings that no longer stand in the article."""
        keys = {claim.key for claim in self.claims}
        return tuple(d for d in self.decisions if d.key not in keys)

    @cached_property
    def scores(self) -> Scores:
        """The article's readability."""
        from clinreview.readability import score

        return score(self.article)

    def claim(self, key: str) -> Claim:
        """The claim with this key, or with the only key that begins so.

        Raises
        ------
        DecisionError
            There is none, or more than one.
        """
        found = [claim for claim in self.claims if claim.key == key] or [
            claim for claim in self.claims if len(key) >= 4 and claim.key.startswith(key)
        ]
        if len({claim.key for claim in found}) != 1:
            what = f"several claims begin with {key!r}" if found else f"no claim {key!r}"
            raise DecisionError(self.article.name, what, "review.claims lists the keys")
        return found[0]

    def trail(self, key: str) -> Trail:
        """Every decision on the claim with this key, in order."""
        return self._docket.trail(key)

    def decide(
        self,
        key: str,
        action: str,
        *,
        by: str,
        role: str,
        evidence: str = "",
        note: str = "",
        wording: str = "",
        identity: str = "typed",
    ) -> Review:
        """Return the review with one more decision, not saved yet.

        Parameters
        ----------
        action
            ``approve`` (needs evidence), ``revise`` (needs a wording or a note), ``dismiss`` (needs a note).
        wording
            The wording wanted instead.
        identity
            How the name is known (jupyterhub, git, typed, worksheet); stored with it.

        Raises
        ------
        DecisionError
            Something it needs is missing, or this person may not sign in this role.
        """
        sheet, signature = self._sheet(key), signature_of(by, role, identity)
        entry = sheet.decide(signature, action_of(action), evidence=evidence, note=note, wording=wording)
        sheet.allow(signature, self.today or entry.at.date())
        return self._with(entry)

    def undo(self, key: str, *, by: str, role: str, identity: str = "typed") -> Review:
        """Return the review with the last decision of this person and role taken back; nothing is deleted.

        Raises
        ------
        DecisionError
            There is nothing to take back, or the last decision is another person's.
        """
        return self._with(self._sheet(key).undo(signature_of(by, role, identity)))

    def save(self) -> Review:
        """Append what is not saved yet to the log of each reviewer, and return the review as it is on file.

        Saving twice changes nothing. On return the entries are on the disk.

        Raises
        ------
        DecisionError
            The log cannot be written; this review still holds what was not saved.
        """
        from clinreview.logfile import append, log_path

        path = self._path()
        folder = reviews_folder(path)
        repaired = []
        for name in dict.fromkeys(d.person for d in self.pending):
            mine = [d for d in self.pending if d.person == name]
            done = append(log_path(folder, mine[0].by), mine)
            repaired += [done.repaired] if done.repaired else []
        return replace(self, pending=(), notes=tuple(repaired)).refresh()

    def refresh(self) -> Review:
        """Return the review with the decisions that are on file now."""
        logs = read_logs(self._path())
        return _judged(replace(self, logs=logs, decisions=_merged(logs, self.pending)))

    def counts(self, by: str, claims: Iterable[Claim] | None = None) -> dict[str, int]:
        """Count claims by ``severity``, ``state``, ``role``, ``owed`` or ``category``, worst first.

        Parameters
        ----------
        claims
            All by default; ``review.open`` for those.
        """
        return tally(self.claims if claims is None else claims, by)

    def to_frame(self) -> pd.DataFrame:
        """One row per claim, worst first."""
        import pandas as pd

        return pd.DataFrame([row(claim) for claim in self.claims], columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        from clinreview.html import show

        return show("review.html.j2", review=self)

    @cached_property
    def _docket(self) -> Docket:
        return docket_of(self.claims, self.decisions, self.article)

    def _path(self) -> Path:
        if not self.article.path:
            raise DecisionError(self.article.name, "is not a file", "save the article first, then open it")
        return Path(self.article.path)

    def _sheet(self, key: str) -> Sheet:
        key = self.claim(key).key
        return Sheet(
            article=self.article,
            claims=[claim for claim in self.claims if claim.key == key],
            trail=self.trail(key),
            at=self.clock(),
            reviewers=self.reviewers,
        )

    def _with(self, decision: Decision) -> Review:
        return _judged(
            replace(self, pending=(*self.pending, decision), decisions=(*self.decisions, decision), notes=())
        )


@dataclass(frozen=True)
class Reviews(Sequence[Review]):
    """Several articles under review; what could not be read is in ``errors``."""

    items: tuple[Review, ...] = field(repr=False)
    errors: tuple[ClinReviewError, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Review: ...
    @overload
    def __getitem__(self, index: slice) -> Reviews: ...
    def __getitem__(self, index: int | slice) -> Review | Reviews:
        """One review, or several."""
        return Reviews(self.items[index], self.errors) if isinstance(index, slice) else self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Review]:
        return iter(self.items)

    def to_frame(self) -> pd.DataFrame:
        """One row per claim of every article."""
        import pandas as pd

        rows = [
            {"article": review.article.name, **row(claim)} for review in self.items for claim in review.claims
        ]
        return pd.DataFrame(rows, columns=["article", *COLUMNS])


def open_review(
    path: str | Path,
    *,
    rulebook: Rulebook | None = None,
    record: Record | None = None,
    today: dt.date | None = None,
    settings: Settings | None = None,
) -> Review:
    """Read an article, check it, and look up what was decided about it.

    Parameters
    ----------
    rulebook, record
        By default the shipped ones with the house rules and rows that the settings name.
    today
        The day on which credentials and record rows are judged; the clock's by default.
    settings
        By default those of the nearest pyproject.toml.

    Raises
    ------
    ClinReviewError
        The article, a rule, the record or reviewers.toml cannot be read.
    """
    from clinreview.findings import check
    from clinreview.readers import read_article
    from clinreview.record import load_record
    from clinreview.rulebook import load_rulebook
    from clinreview.settings import load_settings

    if rulebook is None or record is None:
        settings = settings or load_settings()
        rulebook = rulebook or load_rulebook(
            settings.rules, audience=settings.audience, targets=settings.targets
        )
        record = record or load_record(settings.record)
    article = read_article(path)
    findings = check(article, rulebook=rulebook, record=record, today=today)
    library, day = find_library(Path(path)), today or dt.date.today()
    findings += expired_wordings(article, library, day)
    logs = read_logs(Path(path))
    review = review_article(article, findings, logs=logs, reviewers=find_reviewers(Path(path)), today=today)
    return replace(
        review,
        library=library,
        claims=link(review.claims, library, day),
        stray=stray_logs(Path(path)),
        rulebook=rulebook.version,
        record=record.version,
        record_as_of=record.as_of,
    )


def open_reviews(
    paths: str | Path | Iterable[str | Path] = "content",
    *,
    rulebook: Rulebook | None = None,
    record: Record | None = None,
    today: dt.date | None = None,
    settings: Settings | None = None,
) -> Reviews:
    """Open every article of a folder, or of several paths; one that cannot be read stops no other."""
    from clinreview.readers import article_files
    from clinreview.record import load_record
    from clinreview.rulebook import load_rulebook
    from clinreview.settings import load_settings

    if rulebook is None or record is None:
        settings = settings or load_settings()
        rulebook = rulebook or load_rulebook(
            settings.rules, audience=settings.audience, targets=settings.targets
        )
        record = record or load_record(settings.record)
    reviews: list[Review] = []
    errors: list[ClinReviewError] = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        try:
            files = article_files(path)
        except ClinReviewError as error:
            errors.append(error)
            continue
        for file in files:
            try:
                reviews.append(open_review(file, rulebook=rulebook, record=record, today=today))
            except ClinReviewError as error:
                errors.append(error)
    return Reviews(tuple(reviews), tuple(errors))


def review_article(
    article: Article,
    findings: Iterable[Finding],
    *,
    decisions: Iterable[Decision] = (),
    logs: Sequence[LogReport] = (),
    reviewers: Reviewers | None = None,
    today: dt.date | None = None,
    clock: Callable[[], dt.datetime] | None = None,
) -> Review:
    """Put findings and decisions together."""
    review = Review(
        article=article,
        claims=claims_of(findings),
        decisions=(*_merged(logs, ()), *decisions),
        logs=tuple(logs),
        reviewers=reviewers,
        today=today,
    )
    return _judged(replace(review, clock=clock) if clock else review)


def _merged(logs: Sequence[LogReport], pending: Sequence[Decision]) -> tuple[Decision, ...]:
    saved = {d.id: d for log in logs for d in log.decisions}
    return (*saved.values(), *(d for d in pending if d.id not in saved))


def _judged(review: Review) -> Review:
    doubtful = frozenset(entry for log in review.logs for entry in log.doubtful)
    bench = Bench(reviewers=review.reviewers, doubtful=doubtful)
    claims = judge(review.claims, review.decisions, review.article, bench)
    return replace(review, claims=link(claims, review.library, review.today or dt.date.today()))
