"""Language: sentences that do not look like English are reported, not judged."""

from __future__ import annotations

import pytest

from clinreview.readers import article_from_text
from clinreview.readers.parts.language import looks_foreign


@pytest.mark.parametrize(
    "sentence",
    [
        "La ketamina es un medicamento que se usa para la depresión.",
        "Das Mittel wird nicht von der Kasse bezahlt.",
        "Le médicament est dans la liste des produits pour les adultes.",
        "O remédio não é para uso em crianças com menos de dois anos e uma dose.",
        "Кетамин не одобрен для лечения депрессии.",
        "氯胺酮未被批准用于治疗抑郁症。",
        "الكيتامين غير معتمد",
    ],
)
def test_other_languages_are_seen(sentence: str) -> None:
    assert looks_foreign(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Common side effects: nausea, vomiting, dry mouth, headache.",
        "Patients with El Niño or von Willebrand disease may die.",
        "Per diem costs vary; es-ketamine is on formulary.",
        "β-blockers and α-agonists lower it.",
        "Ask your doctor.",
        "",
    ],
)
def test_english_is_left_alone(sentence: str) -> None:
    assert not looks_foreign(sentence)


def test_an_article_says_how_many_sentences() -> None:
    article = article_from_text(
        "It works. Das Mittel wird nicht von der Kasse bezahlt. Es ist nicht für die Kinder."
    )
    assert article.unchecked == ("about 2 sentences that do not look like English",)
