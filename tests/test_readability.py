"""Readability: counts, formulas, and textstat's own numbers."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.readability import score, textstat_scores
from clinreview.readability.syllables import count_syllables
from clinreview.readability.tables import SYLLABLES_SHA256, ZIPF_SHA256, syllable_table
from clinreview.readability.words import tokens

NAMES = {
    "flesch_reading_ease": "fre",
    "flesch_kincaid_grade": "fkgl",
    "smog_index": "smog",
    "gunning_fog": "fog",
    "automated_readability_index": "ari",
    "coleman_liau_index": "coleman_liau",
    "dale_chall_readability_score": "dale_chall",
    "spache_readability": "spache",
    "linsear_write_formula": "linsear",
    "lix": "lix",
    "rix": "rix",
    "mcalpine_eflaw": "eflaw",
    "lexicon_count": "words",
    "sentence_count": "sentences",
    "syllable_count": "syllables",
}

# Pieces that textstat counts in its own way: contractions, capitals that grow, marks, dots inside numbers.
PIECES = re.split(
    "[ \n]",
    """the dose of ketamine was 0.5 mg/kg and patients don't always notice side effects It's DON'T
rock'n'roll 's ' İstanbul ___ 1,000 ... U.S.A. e.g. ?! ’s it’s naïve ''ve v'e O'Re re-enter a/b hmm
Dr. (FDA) atorvastatin neurostimulation, Stay. safe! Call us? over-the-counter “quoted” – dash;
COVID-19 [1] 95% CI 1.2-3.4 ΣΑΣ ß i\u0307 \u00a0 \x1c \u00ad x\u200by""",
)

ARTICLE = Path(__file__).parents[1] / "content" / "is-addiction-a-side-effect-of-ketamine-infusions.txt"


def same_as_textstat(text: str) -> None:
    theirs, ours = textstat_scores(text), score(text, mode="textstat")
    if not theirs:
        assert ours.fkgl is None
        return
    assert {name: getattr(ours, NAMES[name]) for name in theirs} == theirs


@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from(["", *[" "] * 9, ". ", "\n", "? ", "\t"])),
        max_size=260,
    )
)
@settings(max_examples=300, deadline=None)
def test_textstat_mode_is_textstat_bit_for_bit(pieces):
    same_as_textstat("".join(word + gap for word, gap in pieces))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_textstat_mode_on_any_text(text):
    same_as_textstat(text)


def test_textstat_mode_on_the_article():
    text = ARTICLE.read_text(encoding="utf-8")
    same_as_textstat(text)
    for paragraph in text.split("\n\n"):
        same_as_textstat(paragraph)


OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise SystemExit("tried the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import urllib.request
urllib.request.urlopen = refuse
from clinreview.readability import textstat_scores
print(textstat_scores("Take two tablets of atorvastatin twice daily.")["syllable_count"])
"""


def test_textstat_needs_no_network_and_no_home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    out = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        env={"HOME": str(home), "NLTK_DATA": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (out.stdout.strip(), out.returncode) == ("11", 0), out.stderr
    assert list(home.iterdir()) == []


def test_scoring_loads_nothing_heavy():
    code = (
        "import sys; from clinreview.readability import score; score('Two words here.');"
        "print([m for m in ('numpy', 'pandas', 'nltk', 'textstat') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


@pytest.mark.parametrize(("name", "digest"), [("syllables.txt", SYLLABLES_SHA256), ("zipf.txt", ZIPF_SHA256)])
def test_tables_are_the_pinned_ones(name, digest):
    data = (files("clinreview") / "data" / "words" / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest


def test_table_holds_the_whole_dictionary():
    table = syllable_table()
    assert len(table) == 126_052
    assert (table["aspirin"], table["the"]) == (2, 1)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("atorvastatin", 5),
        ("esketamine", 4),
        ("semaglutide", 4),
        ("pembrolizumab", 5),
        ("hydroxychloroquine", 6),
        ("quetiapine", 4),
        ("thrombocytopenia", 7),
        ("electroconvulsive", 6),
        ("neuroplasticity", 6),
        ("ketamine's", 3),
        ("x", 1),
    ],
)
def test_syllables_of_medical_words(word, count):
    assert count_syllables(word) == count


@pytest.mark.parametrize("text", ["", " ", "12.5 %", "…", "Stop", "Stop 5."])
@pytest.mark.parametrize("mode", ["medical", "textstat"])
def test_text_without_two_words_is_not_measured(text, mode):
    scores = score(text, mode=mode)
    if mode == "textstat" and text in {"Stop 5.", "12.5 %"}:
        return  # textstat takes a number for a word
    assert scores.grades == {}
    assert (scores.level, scores.fre, scores.lix, scores.median, scores.smog_interval) == (None,) * 5


def test_short_sentences_and_decimals_are_counted():
    scores = score("Take it. Rest. Drink water. Call us. The dose is 0.5 mg, e.g. at 5 p.m.")
    assert scores.sentences == 5
    assert scores.numbers == 2


def test_hyphens_split_and_numbers_are_no_words():
    assert tokens("over-the-counter 2nd 1,000 5mg B12") == [
        "over",
        "the",
        "counter",
        "2nd",
        "1,000",
        "5",
        "mg",
        "B12",
    ]
    scores = score("Over-the-counter drugs: 200 mg, 3-5 days.")
    assert (scores.words, scores.numbers) == (6, 2)


def test_headings_tables_and_references_are_apart():
    kinds = {"One two three.": Kind.PROSE, "Four five.": Kind.ITEM, "Six": Kind.CAPTION}
    apart = {"A title here": Kind.TITLE, "A heading": Kind.HEADING, "A cell": Kind.CELL}
    sentences = tuple(Sentence(text=t, span=Span(0, 1), kind=k) for t, k in (kinds | apart).items())
    section = Section(heading="A heading", level=2, span=Span(0, 1), sentences=sentences)
    references = Section(heading="References", level=2, span=Span(0, 1), sentences=sentences)
    assert score(section).words == score(references).words == 6
    assert score(Article(name="x", title="", source="", sections=(section, references))).words == 6
    assert score(sentences[3]).words == 3


def test_smog_has_its_sentences_and_an_interval():
    short, long = (
        score("Medication adherence is necessary. Ask us."),
        score("Medication adherence is necessary. Ask us. " * 30),
    )
    assert (short.smog_sentences, long.smog_sentences) == (2, 60)
    assert short.smog == long.smog
    assert (
        short.smog_interval[0]
        < long.smog_interval[0]
        < long.smog
        < long.smog_interval[1]
        < short.smog_interval[1]
    )


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_scores(text):
    scores = score(text)
    assert (scores.fkgl is None) == (scores.words < 2)


def test_a_word_without_end_is_counted_in_a_moment():
    started = time.perf_counter()
    assert count_syllables("ba" * 200_000) == 200_000
    assert time.perf_counter() - started < 5  # by every cut it took minutes


@pytest.mark.parametrize("before", ["A refill is due. Refill it soon.", "Ask for a REFILL today. REFILL it."])
def test_what_was_read_before_changes_no_score(before: str) -> None:
    """Each spelling of a word has its own hardness, and the order in which a process met them must not choose."""
    from clinreview.readability.words import chunks_seen

    chunks_seen.cache_clear()
    score(before)
    again = score("Ask for a REFILL today. Your refill is due. You may refill it.")
    assert [(word.text, word.acronym) for word in again.hard_words] == [("refill", True)]
