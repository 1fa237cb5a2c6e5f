"""Who may decide: reviewers.toml read strictly, names made into files, identities found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinreview.errors import DecisionError
from clinreview.reviewers import Identity, find_reviewers, read_reviewers, slug_of, whoami
from clinreview.rule import Role

GOOD = """
[[reviewer]]
name = "Ann Lee"
roles = ["clinician", "regulatory"]
credential = "GMC 1234567"
valid_until = 2027-03-31
email = "ann@example.org"
user = "alee"

[[reviewer]]
name = "Bo"
roles = ["editor"]
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "reviewers.toml"
    path.parent.mkdir()
    path.write_text(GOOD)
    return path


def test_it_says_who_may_sign_until_when(listed: Path) -> None:
    reviewers = read_reviewers(listed)
    ann = reviewers.find(" ann   LEE ")
    assert ann is not None
    assert (ann.roles, ann.credential, ann.valid_until) == (
        (Role.CLINICIAN, Role.REGULATORY),
        "GMC 1234567",
        dt.date(2027, 3, 31),
    )
    assert reviewers.refusal("Ann Lee", Role.CLINICIAN, dt.date(2027, 3, 31)) == ""
    assert "valid until" in reviewers.refusal("Ann Lee", Role.CLINICIAN, dt.date(2027, 4, 1))
    assert "not listed as clinician" in reviewers.refusal("Bo", Role.CLINICIAN, dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense", "cannot be read"),
        ("", "lists no reviewers"),
        ('[[reviewer]]\nroles = ["editor"]', "no name"),
        ('[[reviewer]]\nname = "A"\nrole = ["editor"]', "did you mean 'roles'"),
        ('[[reviewer]]\nname = "A"\nroles = ["doctor"]', "roles are missing or unknown"),
        ('[[reviewer]]\nname = "A"\nroles = []', "roles are missing or unknown"),
        ('[[reviewer]]\nname = "A"\nroles = ["editor"]\nvalid_until = "2027"', "not a date"),
        ('[[reviewer]]\nname = "A"\nroles = ["editor"]\nvalid_until = 2027-01-01T00:00:00', "not a date"),
        ('[[reviewer]]\nname = "A"\nroles = ["editor"]\nuser = 7', "not a text"),
        (
            '[[reviewer]]\nname = "A"\nroles = ["editor"]\n[[reviewer]]\nname = "a"\nroles = ["editor"]',
            "twice",
        ),
        ('reviewers = []\n[[reviewer]]\nname = "A"\nroles = ["editor"]', "lists no reviewers"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "reviewers.toml"
    path.write_text(text)
    with pytest.raises(DecisionError, match=says):
        read_reviewers(path)


def test_the_list_above_an_article_covers_it_up_to_content(listed: Path, tmp_path: Path) -> None:
    deep = listed.parent / "a" / "b"
    deep.mkdir(parents=True)
    found = find_reviewers(deep / "x.md")
    assert found is not None
    assert found.find("Bo")
    assert find_reviewers(tmp_path / "other" / "x.md") is None
    (tmp_path / "reviewers.toml").write_text(GOOD)
    listed.unlink()
    assert find_reviewers(deep / "x.md") is None


@given(st.text(min_size=1))
def test_a_slug_is_a_plain_file_name_on_every_system(name: str) -> None:
    slug = slug_of(name)
    assert slug
    assert len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug_of(f"  {name} ") == slug


@pytest.mark.parametrize(
    ("one", "other"), [("李 Wei", "王 Wei"), ("Анна", "Иван"), ("", "con"), ("Øst", "Åst")]
)
def test_different_people_have_different_files(one: str, other: str) -> None:
    assert slug_of(one) != slug_of(other)


def test_the_hub_knows_better_than_git(monkeypatch: pytest.MonkeyPatch, listed: Path, tmp_path: Path) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Somebody\n\temail = ANN@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    reviewers = read_reviewers(listed)
    assert whoami(None, tmp_path) == Identity("Somebody", "git")
    assert whoami(reviewers, tmp_path) == Identity("Ann Lee", "git")
    monkeypatch.setenv("JUPYTERHUB_USER", "alee")
    assert whoami(reviewers, tmp_path) == Identity("Ann Lee", "jupyterhub")
    assert whoami(None, tmp_path) == Identity("alee", "jupyterhub")


def test_nobody_known_is_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    assert whoami(None, tmp_path) is None
    monkeypatch.setenv("PATH", "")
    assert whoami(None, tmp_path) is None
