"""Level: what it reacts to, and that its words and terms explain it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinreview.readability import score
from clinreview.readability.drivers import drivers, explain
from clinreview.readability.familiar import is_familiar
from clinreview.readability.families import american, family_frequency
from clinreview.readability.level import NAMES
from clinreview.readability.tables import laboratory_words, read_words, zipf_table
from clinreview.readability.traits import UNKNOWN, traits_file, zipf_of
from clinreview.readability.weights import COEFFICIENTS, INTERCEPT, TYPICAL
from clinreview.readability.words import LABORATORY, look_up

WORDS = [
    "take",
    "the",
    "tablet",
    "with",
    "water",
    "if",
    "your",
    "hepatic",
    "enzyme",
    "CD8",
    "NHS",
    "gene",
    "well-being",
    "(E.",
    "coli)",
    "+",
    "unfamiliarword",
]


def level(text: str) -> float:
    value = score(text).level
    assert value is not None
    return value


def rare(text: str) -> float:
    return next(term.effect for term in explain(text) if term.name == "rare words")


def test_every_term_has_its_weight_and_its_typical_value():
    assert list(TYPICAL) == list(COEFFICIENTS) == list(NAMES)
    assert len(NAMES) <= 40


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=25))
@settings(max_examples=150, deadline=None)
def test_terms_add_up_to_the_level(words):
    text = " ".join(words)
    terms = explain(text)
    if not terms:
        return
    average = INTERCEPT + sum(COEFFICIENTS[name] * TYPICAL[name] for name in NAMES)
    expected = average + sum(term.effect for term in terms)
    assert level_of_one(text) == pytest.approx(min(max(expected, 1), 6))


def level_of_one(text: str) -> float:
    """Of a text that is taken for one sentence."""
    from clinreview.readability.scores import score_sentences

    value = score_sentences([text]).level
    assert value is not None
    return value


def test_traits_worked_out_beforehand_are_what_the_lists_and_rules_give():
    assert "\n".join(traits_file()) + "\n" == read_words("traits.txt")


@pytest.mark.parametrize("word", ["cardiomyopathy", "of", "qwzzkx", "naïve", "doses", "genes"])
def test_a_word_is_the_same_at_the_start_of_a_sentence(word):
    assert look_up(word.capitalize()) == look_up(word)


def test_a_word_counts_as_often_as_it_stands_there():
    once, twice = score("The thrombosis may come."), score("The thrombosis and thrombosis may come.")
    assert once.level < twice.level
    assert [driver.text for driver in drivers("The thrombosis and thrombosis may come.")] == ["thrombosis"]


def test_a_word_of_the_laboratory_is_harder_than_its_frequency_says():
    assert zipf_of("protein") == zipf_of("guitar")
    gap = rare("You may see the protein on the way") - rare("You may see the guitar on the way")
    assert 0 < gap < COEFFICIENTS["rare words"] * LABORATORY
    assert "word of the laboratory" in look_up("sequences").why
    assert "word of the laboratory" in drivers("Your body can make the protein in the night.")[0].why


@pytest.mark.parametrize(
    "word", ["cells", "culture", "genetic", "regulates", "pathway", "interaction", "tissue"]
)
def test_words_that_patients_read_are_none_of_the_laboratory(word):
    assert not look_up(word).laboratory


def test_the_laboratory_list_holds_no_word_without_effect():
    lines = [line for line in read_words("laboratory.txt").splitlines() if not line.startswith("#")]
    listed = " ".join(lines).split()
    assert listed == sorted(set(listed))
    assert laboratory_words() == set(listed)
    assert [word for word in listed if is_familiar(word) or not word.isalpha() or not word.islower()] == []


@pytest.mark.parametrize(
    ("british", "us"),
    [
        ("We randomised the women in the trial by age.", "We randomized the women in the trial by age."),
        ("The tumour had grown much since we last met.", "The tumor had grown much since we last met."),
    ],
)
def test_spelling_does_not_make_a_word_rare(british, us):
    assert rare(british) == pytest.approx(rare(us))


def test_a_word_is_as_readable_as_its_family_lets_it_be():
    assert "nonsmokers" not in zipf_table()
    assert UNKNOWN < zipf_of("nonsmokers") < zipf_of("smokers")
    assert zipf_of("xylophonists") < zipf_of("reinfection")
    assert zipf_of("qwzzkx") == UNKNOWN


def test_a_short_word_has_no_family():
    assert family_frequency("reds", {"ds": 5.0, "d": 6.0}, True) is None
    assert american("water") == []


def test_a_common_word_keeps_its_frequency():
    assert zipf_of("mother") == min(zipf_table()["mother"], 6.0)


@pytest.mark.parametrize(
    ("with_code", "without"),
    [
        (
            "The many old and new T cells in the blood of a man",
            "The many old and new a cells in the blood of a man",
        ),
        (
            "There was some E. coli in the water that they had",
            "There was some e coli in the water that they had",
        ),
        (
            "It was found that it is bad if x = y in the end",
            "It was found that it is bad if x - y in the end",
        ),
    ],
)
def test_codes_are_hard(with_code, without):
    assert level_of_one(with_code) > level_of_one(without) + 0.1


@pytest.mark.parametrize(
    "text", ["Vitamin D is good for you.", "You may have hepatitis C or B.", "**Do** rest.*"]
)
def test_letters_that_readers_know_and_stars_are_no_codes(text):
    codes = next(term for term in explain(text) if term.name == "codes")
    assert codes.effect == pytest.approx(-COEFFICIENTS["codes"] * TYPICAL["codes"])


def test_length_tells_up_to_ten_words():
    def length(text: str) -> float:
        return next(term.effect for term in explain(text) if term.name == "words, up to ten")

    ten = "one two three four five six seven eight nine ten"
    assert length("one two") < length("one two three four five") < length(ten)
    assert length(ten) == length(ten + " eleven twelve")


def test_a_driver_says_what_a_common_word_would_spare():
    text = "Ask your doctor about hepatic encephalopathy if you feel ill or very tired at night."
    hardest = drivers(text)[0]
    easier = text[: hardest.start] + "the" + text[hardest.end :]
    assert hardest.text == "encephalopathy"
    assert level(text) - level(easier) == pytest.approx(hardest.lowers)


@pytest.mark.parametrize(
    "text",
    [
        "+" * 300_000 + " a b",
        "A. " * 20_000,
        "re" * 200_000 + " a",
        "un" * 200_000 + "isation a",
        "aeoe" * 100_000 + " b",
    ],
)
def test_a_hostile_text_is_scored_in_a_moment(text):
    started = time.perf_counter()
    score(text)
    assert time.perf_counter() - started < 5
