"""Readability: how hard a passage is to read, and what makes it so."""

from __future__ import annotations

from clinreview.readability.scores import Scores, score
from clinreview.readability.textstats import textstat_scores

__all__ = ["Scores", "score", "textstat_scores"]
