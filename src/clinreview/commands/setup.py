"""Setup: the rulebook, the record and the day that a command works with."""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from clinreview.record import Record, load_record
from clinreview.review import Review, open_review
from clinreview.rulebook import Rulebook, load_rulebook
from clinreview.settings import Settings, load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What does not change from article to article."""

    settings: Settings
    rulebook: Rulebook = field(repr=False)
    record: Record = field(repr=False)
    today: dt.date

    def review(self, path: Path) -> Review:
        """Read, check and look up the decisions of one article."""
        return open_review(path, rulebook=self.rulebook, record=self.record, today=self.today)

    def review_bytes(self, data: bytes, name: str) -> Review:
        """Review what a file of that name would hold; there are no decisions beside it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(name).name
            path.write_bytes(data)
            return self.review(path)


def load_setup(args: argparse.Namespace) -> Setup:
    """Load what the project's settings and the command line ask for."""
    settings = load_settings()
    return Setup(
        settings=settings,
        rulebook=load_rulebook(
            (*settings.rules, *args.rules), audience=settings.audience, targets=settings.targets
        ),
        record=load_record(settings.record),
        today=args.today or dt.date.today(),
    )
