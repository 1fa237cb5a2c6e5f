"""The shipped tables hold to their form; an organisation's own files add to them or take their place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clinreview.approvals import Row, Status
from clinreview.errors import RecordError
from clinreview.facts import Fact
from clinreview.laynames import read_lay_names
from clinreview.mentions import spelled
from clinreview.record import DATA, Record, load_record
from clinreview.wording import describe

SHIPPED = load_record()
# Regulators, public bodies and the journals' own addresses; no forums, upload sites or trade press.
HOSTS = {
    "988lifeline.org", "dailymed.nlm.nih.gov", "doi.org", "ods.od.nih.gov", "open.fda.gov", "pmc.ncbi.nlm.nih.gov",
    "www.accessdata.fda.gov", "www.cdc.gov", "www.ecfr.gov", "www.ema.europa.eu", "www.fda.gov",
    "www.federalregister.gov", "www.ftc.gov", "www.gov.uk", "www.medicines.org.uk", "www.nccih.nih.gov",
    "www.nice.org.uk", "www.samhsa.gov", "www.tga.gov.au", "www.who.int",
}  # fmt: skip
MISCLAIMED = [
    "ketamine", "esketamine", "MDMA", "psilocybin", "semaglutide", "Ozempic", "compounded semaglutide", "tirzepatide",
    "low-dose naltrexone", "CBD", "cannabis", "kratom", "Botox", "TMS", "CES", "tDCS", "VNS", "Rejoyn", "PRP", "exosomes",
    "stem cells", "testosterone", "hormone pellets", "minoxidil", "topical finasteride", "HBOT", "NAD+", "IV drips",
    "BPC-157", "HGH", "metformin", "rapamycin", "ivermectin", "hydroxychloroquine", "leucovorin", "melatonin",
    "dietary supplements", "homeopathy", "ozone therapy", "chelation", "Armour Thyroid", "red light therapy",
]  # fmt: skip


@pytest.mark.parametrize("row", SHIPPED.rows, ids=lambda row: row.id)
def test_every_row_can_be_relied_on(row: Row) -> None:
    assert row.as_of < row.recheck
    assert row.valid_from is None or row.valid_from <= row.as_of
    assert row.indication and not row.indication.endswith(".")
    assert (
        row.terms or row.scope == "class" or row.status in (Status.APPROVED, Status.CLEARED, Status.PERMITTED)
    )
    assert row.population, "says for whom"
    assert row.link or row.confidence != "verified", "what was seen in a source has an address"
    if row.link:
        assert urlsplit(row.link).scheme == "https"
        assert urlsplit(row.link).netloc in HOSTS
    if row.status is Status.WITHDRAWN:
        assert row.valid_from and row.valid_to
    if row.wording:
        assert row.wording.format(condition="this use").endswith(".")
    if (
        row.scope == "product"
        and row.status is Status.APPROVED
        and row.confidence == "verified"
        and row.agency == "FDA"
    ):
        assert row.valid_from or "any" in row.terms or row.substance == "GLP-1 drugs"


@pytest.mark.parametrize("row", SHIPPED.rows, ids=lambda row: row.id)
def test_a_row_reads_as_a_sentence(row: Row) -> None:
    line = describe(row)
    assert line.endswith(".")
    assert "  " not in line
    if row.status is Status.NOT_APPROVED:
        assert line.startswith(f"No {row.agency} approval found, as of {row.as_of.day} ")


@pytest.mark.parametrize("fact", SHIPPED.facts, ids=lambda fact: fact.id)
def test_every_fact_can_be_relied_on(fact: Fact) -> None:
    assert fact.as_of < fact.recheck
    assert fact.date is None or fact.date <= fact.as_of
    assert fact.fact.endswith(".")
    assert fact.url or fact.source in ("study", "press")
    if fact.url:
        assert urlsplit(fact.url).netloc in HOSTS


def test_a_name_belongs_to_one_substance() -> None:
    owners: dict[str, set[str]] = {}
    for row in SHIPPED.rows:
        for name in (row.substance, *row.names, *row.own_names, *row.brand):
            owners.setdefault(name.lower(), set()).add(row.substance)
    assert {name: held for name, held in owners.items() if len(held) > 1} == {}


def test_no_word_is_both_a_product_and_a_condition() -> None:
    conditions = {
        word.lower()
        for term, also in SHIPPED.conditions.words.items()
        for told in (term, *also)
        for word in spelled(told)
    }
    products = {name.lower() for row in SHIPPED.rows for name in (row.substance, *row.names, *row.own_names)}
    assert conditions & products == set()


def test_a_word_belongs_to_one_condition() -> None:
    owners: dict[str, set[str]] = {}
    for term, also in SHIPPED.conditions.words.items():
        for told in (term, *also):
            for word in spelled(told):
                owners.setdefault(word.lower(), set()).add(term)
    assert {word: held for word, held in owners.items() if len(held) > 1} == {}


def test_every_lay_name_speaks_of_something_held() -> None:
    keys = {row.substance for row in SHIPPED.rows} | {row.id for row in SHIPPED.rows}
    assert set(read_lay_names(DATA / "lay-names.yaml")) <= keys


def test_a_row_of_an_organisation_keeps_the_lay_names_of_its_substance(tmp_path: Path) -> None:
    row = SHIPPED.row("v-steam-fda-not")
    (tmp_path / "own.yaml").write_text(
        f"- substance: {row.substance}\n  rows:\n    - id: {row.id}\n      agency: FDA\n      status: not-approved\n"
        "      indication: any use\n      terms: [any]\n      reference: our own file\n      confidence: verified\n"
        "      as_of: 2026-01-01\n      recheck: 2027-01-01\n",
        "utf-8",
    )
    assert list(load_record([tmp_path / "own.yaml"]).show("yoni steam")["reference"]) == ["our own file"]


@pytest.mark.parametrize("text", ["- a name", "yoga: a name", "yoga: [1]"])
def test_lay_names_of_another_form_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "lay-names.yaml").write_text(text, "utf-8")
    with pytest.raises(RecordError, match=r"is not a list|not text"):
        read_lay_names(tmp_path / "lay-names.yaml")


def test_conditions_make_no_circle() -> None:
    for term in SHIPPED.conditions.words:
        assert not SHIPPED.conditions.is_kind_of(term, term)


@pytest.mark.parametrize("name", MISCLAIMED)
def test_what_is_often_misclaimed_is_held(name: str) -> None:
    held = SHIPPED.show(name)
    assert len(held) > 0
    assert set(held["agency"]) & {"FDA"}


def test_ketamine_is_shown_oldest_first_with_its_dates() -> None:
    held = SHIPPED.show("ketamine")
    assert next(iter(held["since"].dropna())) == dt.date(1970, 2, 19)
    assert {"approved", "not-approved"} <= set(held["status"])


def test_an_unknown_name_shows_nothing() -> None:
    assert SHIPPED.show("nothing of that name").empty


def test_rows_past_their_recheck_are_due_the_longest_overdue_first() -> None:
    due = SHIPPED.due(dt.date(2030, 1, 1))
    assert len(due) == len(SHIPPED.rows) + len(SHIPPED.facts)
    assert list(due["re-check by"]) == sorted(due["re-check by"])
    assert SHIPPED.due(dt.date(2000, 1, 1)).empty


def test_facts_are_found_by_any_name_of_the_substance() -> None:
    found = SHIPPED.facts_for(["ketamine infusions"], ["dependence"])
    assert "KET-11" in {fact.id for fact in found}
    assert all("dependence" in fact.topics for fact in found)
    assert "KET-09" in {fact.id for fact in SHIPPED.facts_for(["Spravato"], ["boxed-warning"])}
    assert SHIPPED.facts_for(["nothing of that name"]) == ()


def test_the_version_follows_the_content() -> None:
    assert load_record().version == SHIPPED.version
    assert Record(SHIPPED.rows[1:], SHIPPED.conditions).version != SHIPPED.version
    assert SHIPPED.as_of == max(row.as_of for row in SHIPPED.rows)


ROW = """
- substance: housecure
  rows:
    - id: housecure-fda-2024
      brand: [Housecure]
      agency: FDA
      status: approved
      indication: headache
      terms: [headache]
      population: adults
      valid_from: 2024-05-06
      reference: Our file 7
      confidence: verified
      as_of: 2026-01-02
      recheck: 2027-01-02
      reviewed_by: A. Reviewer, 2026-01-02
"""


def write(folder: Path, text: str, name: str = "house.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_an_organisation_adds_rows(tmp_path: Path) -> None:
    record = load_record([write(tmp_path, ROW)])
    assert record.row("housecure-fda-2024").reviewed_by == "A. Reviewer, 2026-01-02"
    assert len(record.rows) == len(SHIPPED.rows) + 1
    assert record.version != SHIPPED.version
    assert len(load_record([tmp_path]).rows) == len(record.rows), "a folder holds files"


def test_an_organisation_overrides_a_row(tmp_path: Path) -> None:
    own = ROW.replace("housecure-fda-2024", "ketamine-fda-1970").replace(
        "substance: housecure", "substance: ketamine"
    )
    record = load_record([write(tmp_path, own)])
    assert record.row("ketamine-fda-1970").reference == "Our file 7"
    assert len(record.rows) == len(SHIPPED.rows)


def test_an_organisation_adds_facts(tmp_path: Path) -> None:
    text = """
- id: HOUSE-01
  fact: Housecure makes people drowsy.
  substances: [housecure]
  topics: [side-effects]
  reference: Our file 7
  source: label
  confidence: verified
  as_of: 2026-01-02
  recheck: 2027-01-02
"""
    record = load_record([write(tmp_path, text)])
    assert [fact.id for fact in record.facts_for(["housecure"])] == ["HOUSE-01"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("status: approved", "status: aproved"), ["house.yaml", "housecure-fda-2024", "status", "approved"]),
        (("terms: [headache]", "terms: [hedache]"), ["terms", "headache"]),
        (("confidence:", "confidance:"), ["confidance", "confidence"]),
        (("agency: FDA", "agency: FDAA"), ["agency", "FDA"]),
        (("valid_from: 2024-05-06", "valid_from: last year"), ["valid_from", "2024-12-31"]),
        (("valid_from: 2024-05-06", "valid_from: 2024-13-06"), ["house.yaml"]),
        (("valid_from: 2024-05-06", "valid_from: 2024-05-06\n      valid_to: 2023-05-06"), ["valid_to"]),
        (("      reference: Our file 7\n", ""), ["reference"]),
        (("brand: [Housecure]", "brand: [Housecure"), ["house.yaml", "line"]),
        (("brand: [Housecure]", "brand: [1]"), ["brand", "text"]),
        (("  rows:\n", "  row:\n"), ["substance", "rows"]),
    ],
)
def test_a_broken_row_says_where_what_and_what_to_do(
    tmp_path: Path, change: tuple[str, str], words: list[str]
) -> None:
    assert change[0] in ROW
    with pytest.raises(RecordError) as caught:
        load_record([write(tmp_path, ROW.replace(*change))])
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words), message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [", b"just text", b"- 1", b""])
def test_a_file_that_is_no_table_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "house.yaml"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"house\.yaml"):
        load_record([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="does not exist"):
        load_record([tmp_path / "gone.yaml"])


def test_the_same_id_twice_in_one_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="used twice"):
        load_record([write(tmp_path, ROW + ROW)])


def test_a_record_shows_itself() -> None:
    assert str(SHIPPED.as_of) in SHIPPED._repr_html_()
