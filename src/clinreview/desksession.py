"""Desk session: what the desk in the browser asks for, and what it is answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clinreview.decisions import MEANING, Decision
from clinreview.deskview import Json, article_view, claim_view
from clinreview.errors import ClinReviewError, DecisionError
from clinreview.folders import covering
from clinreview.library import FILE as LIBRARY
from clinreview.library import Library, read_library
from clinreview.log import reviews_folder
from clinreview.promotion import promote
from clinreview.review import Review, open_review
from clinreview.reviewers import FILE as REVIEWERS
from clinreview.reviewers import Identity, slug_of, whoami
from clinreview.signing import Signature, signature_of

_HOW = {
    "jupyterhub": "You are signed in to JupyterHub under this name.",
    "git": "From git's settings, where anybody can type it: a name, not a proof of who you are.",
    "typed": "Typed by hand: a name, not a proof of who you are.",
}
_REMEMBERED = 200
_READ_AGAIN = "The article or a file beside it changed; it was read again."


@dataclass(slots=True)
class Session:
    """One desk: the article on it, who sits there, and the requests it has answered.

    Parameters
    ----------
    paths
        The articles to choose from; the first lies open.
    identity
        Who sits here, when that is known.
    """

    paths: Sequence[Path]
    identity: Identity | None = None
    today: dt.date | None = None
    open: Callable[[Path], Review] | None = None
    review: Review | None = field(default=None, init=False)
    path: Path = field(init=False)
    _library: Library = field(default_factory=Library, init=False)
    _shown: list[Json] = field(default_factory=list, init=False)
    _seen: tuple[object, ...] = field(default=(), init=False)
    _answered: dict[str, Json] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        if not self.paths:
            raise DecisionError(
                "desk", "there is no article to review", "give the path of one, or of a folder"
            )
        self.path = self.paths[0]

    def answer(self, message: Mapping[str, Any]) -> Json:
        """Answer one request; the same request again gets the same answer, and changes nothing."""
        request = _text(message, "request")
        if request and request in self._answered:
            return self._answered[request]
        try:
            reply = self._act(message)
        except ClinReviewError as error:
            what = f"{error.what}; {error.do}" if error.do else error.what
            reply = {"kind": "refused", "message": f"{what[:1].upper()}{what[1:]}."}
        reply["request"] = request
        if request and reply["kind"] == "done":
            self._answered[request] = reply
            for old in list(self._answered)[:-_REMEMBERED]:
                del self._answered[old]
        return reply

    def load(self) -> Review:
        """Read and check the article that lies open."""
        if self.open is None:
            self.open = _opener(self.today)
        self.review = self.open(self.path)
        found = covering(self.path, LIBRARY)
        self._library = read_library(found) if found else Library()
        self._seen = self._state()
        self._shown = self._views()
        return self.review

    def _act(self, message: Mapping[str, Any]) -> Json:
        kind = _text(message, "kind")
        acts = {
            "open": self._open,
            "decide": self._decide,
            "undo": self._undo,
            "promote": self._promote,
            "refresh": self._refresh,
        }
        if kind not in acts:
            raise DecisionError("desk", f"'{kind}' is not a request", f"use one of {', '.join(acts)}")
        return acts[kind](message)

    # -- requests -------------------------------------------------------------------------------------------------

    def _open(self, message: Mapping[str, Any]) -> Json:
        wanted = _text(message, "article")
        for path in self.paths:
            if wanted and path.as_posix() == wanted:
                self.path, self.review = path, None
        review = self.review or self.load()
        return {
            "kind": "opened",
            "article": article_view(review, self.path.name),
            "path": self.path.as_posix(),
            "paths": [path.as_posix() for path in self.paths],
            "claims": self._shown,
            "who": self._who(review),
            "meaning": {str(action): words for action, words in MEANING.items()},
            "banners": self._banners(review),
        }

    def _decide(self, message: Mapping[str, Any]) -> Json:
        review = self.review or self.load()
        by = _text(message, "by")
        decided = review.decide(
            _text(message, "key"),
            _text(message, "action"),
            by=by,
            role=_text(message, "role"),
            evidence=_text(message, "evidence"),
            note=_text(message, "note"),
            wording=_text(message, "wording"),
            identity=self._identity(by),
        )
        return self._saved(decided, _text(message, "key"))

    def _undo(self, message: Mapping[str, Any]) -> Json:
        review = self.review or self.load()
        by = _text(message, "by")
        signature = signature_of(by, _text(message, "role"), self._identity(by))
        key = _text(message, "key") or _latest(review, signature)
        undone = review.undo(key, by=signature.by, role=signature.role, identity=signature.identity)
        return self._saved(undone, key)

    def _promote(self, message: Mapping[str, Any]) -> Json:
        """Put a claim into the claims library, judged by what is on file now and not by what the page shows."""
        if self.review is None or self._state()[0] != self._seen[0]:
            self.review = None
            return self._open({}) | {"said": f"{_READ_AGAIN} Nothing was added; ask again."}
        key = _text(message, "key")
        promote(self.review.refresh(), key)
        said = {
            "said": f"Added to {LIBRARY}, without a last day; write 'expires:' there if it must be renewed."
        }
        before = self._shown
        self.load()
        if [one["key"] for one in before] != [one["key"] for one in self._shown]:
            return self._open({}) | said
        new = [after for old, after in zip(before, self._shown, strict=True) if old != after]
        return {"kind": "done", "key": key, "claims": new, "banners": self._banners(self.review)} | said

    def _refresh(self, message: Mapping[str, Any]) -> Json:
        now = self._state()
        if self.review is None or now == self._seen:
            return {"kind": "same"}
        if now[0] != self._seen[0]:
            self.review = None
            return self._open({}) | {"said": _READ_AGAIN}
        self.review, self._seen = self.review.refresh(), now
        return {"kind": "changed", "claims": self._changes(), "banners": self._banners(self.review)}

    # -- answers --------------------------------------------------------------------------------------------------

    def _saved(self, decided: Review, key: str) -> Json:
        self.review = decided.save()
        self._seen = (self._seen[0], self._state()[1])
        return {
            "kind": "done",
            "key": self.review.claim(key).key,
            "claims": self._changes(),
            "banners": self._banners(self.review),
        }

    def _views(self) -> list[Json]:
        if self.review is None:
            return []
        review, today = self.review, self.today or dt.date.today()
        near = [self._library.nearest(claim.text) if claim.sentence else None for claim in review.claims]
        return [claim_view(review, number, found, today) for number, found in enumerate(near)]

    def _changes(self) -> list[Json]:
        """Claims that look different from what the browser was last told."""
        before, self._shown = self._shown, self._views()
        return [new for old, new in zip(before, self._shown, strict=True) if old != new]

    def _who(self, review: Review) -> Json:
        today = self.today or dt.date.today()
        people = review.reviewers.people if review.reviewers else ()
        return {
            "name": self.identity.name if self.identity else "",
            "fixed": bool(self.identity and self.identity.source == "jupyterhub"),
            "how": _HOW[self.identity.source if self.identity else "typed"],
            "typed": _HOW["typed"],
            "people": [
                {
                    "name": person.name,
                    "roles": [str(role) for role in person.roles],
                    "credential": person.credential,
                    "expired": bool(person.valid_until and person.valid_until < today),
                }
                for person in people
            ],
        }

    def _banners(self, review: Review) -> list[str]:
        return [*review.problems, *review.notes, *(note for log in review.logs for note in log.notes)]

    def _identity(self, by: str) -> str:
        known = self.identity
        if known and slug_of(known.name) == slug_of(by):
            return known.source
        if known and known.source == "jupyterhub":
            raise DecisionError("desk", f"you are signed in as {known.name}", "sign under that name")
        return "typed"

    def _state(self) -> tuple[object, ...]:
        """How the files stand: those the review was made from, and the decisions."""
        folder = reviews_folder(self.path)
        beside = [covering(self.path, name) for name in (REVIEWERS, LIBRARY)]
        made_from = tuple(map(_stamp, (self.path, *beside)))
        logs = (
            tuple((log.name, _stamp(log)) for log in sorted(folder.glob("*.jsonl")))
            if folder.is_dir()
            else ()
        )
        return made_from, logs


def _opener(today: dt.date | None) -> Callable[[Path], Review]:
    """Open articles with the rules and the record as they are now, read once for the session."""
    from clinreview.record import load_record
    from clinreview.rulebook import load_rulebook
    from clinreview.settings import load_settings

    settings = load_settings()
    rulebook = load_rulebook(settings.rules, audience=settings.audience, targets=settings.targets)
    record = load_record(settings.record)
    return lambda path: open_review(path, rulebook=rulebook, record=record, today=today)


def _latest(review: Review, signature: Signature) -> str:
    """The claim that this person decided last in this role."""
    last: list[Decision] = []
    for key in dict.fromkeys(claim.key for claim in review.claims):
        word = review.trail(key).last(signature.role)
        if word and word.person == slug_of(signature.by):
            last.append(word)
    if not last:
        raise DecisionError("undo", "you have decided nothing here in this role", "there is nothing to undo")
    return max(last, key=lambda word: word.at).key


def session(paths: Sequence[Path], *, by: str = "", today: dt.date | None = None) -> Session:
    """Open a session on some articles; without ``by`` the environment says who sits there."""
    if by:
        return Session(paths, identity=Identity(by, "typed"), today=today)
    made = Session(paths, today=today)
    made.identity = whoami(made.load().reviewers, made.path.parent)
    return made


def _text(message: Mapping[str, Any], key: str) -> str:
    value = message.get(key, "")
    return value if isinstance(value, str) else ""


def _stamp(path: Path | None) -> tuple[int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None
