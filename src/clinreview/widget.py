"""Widget: the reviewing desk in a notebook."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from anywidget import AnyWidget

from clinreview.desksession import Session, session
from clinreview.errors import DecisionError
from clinreview.html import STATIC, css, show
from clinreview.readers import article_files
from clinreview.review import Review

ARTICLE = "CLINREVIEW_ARTICLE"  # what `clinreview desk ARTICLE` asks the notebook to open


class Desk(AnyWidget):
    """The desk; ``desk`` makes one. Everything it shows or saves is decided in its session."""

    _esm = STATIC / "desk.js"
    _css = css("fragment.css") + css("desk.css")

    def __init__(self, opened: Session) -> None:
        super().__init__()
        self._session = opened
        self.on_msg(self._asked)

    @property
    def review(self) -> Review:
        """The review as it stands now."""
        return self._session.review or self._session.load()

    def _asked(self, widget: object, message: dict[str, Any], buffers: object) -> None:
        self.send(self._session.answer(message))

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a live notebook shows, and a list that stays readable when it is exported."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/html": show("review.html.j2", review=self.review)}, metadata


def desk(path: str | Path | None = None, *, by: str = "", today: dt.date | None = None) -> Desk:
    """Lay an article, or every article of a folder, on the reviewing desk.

    Parameters
    ----------
    path
        An article or a folder; by default what ``clinreview desk`` was given, else the nearest ``content``.
    by
        Who reviews; by default the JupyterHub user or the git identity, else the desk asks.
    today
        The day on which credentials and record rows are judged; the clock's by default.

    Raises
    ------
    ClinReviewError
        There is no article, or the first one cannot be read.
    """
    paths = article_files(path or os.environ.get(ARTICLE) or _content())
    return Desk(session(paths, by=by, today=today))


def _content() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir():
            return folder / "content"
    raise DecisionError("desk", "there is no content folder here or above", "give the path of an article")
