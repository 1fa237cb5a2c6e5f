"""Readability: how hard a passage is to read, and what makes it so."""

from __future__ import annotations

from clinreview.readability.drivers import Driver, Term, drivers, explain
from clinreview.readability.scores import Scores, score, score_sentences
from clinreview.readability.textstats import textstat_scores

__all__ = ["Driver", "Scores", "Term", "drivers", "explain", "score", "score_sentences", "textstat_scores"]
