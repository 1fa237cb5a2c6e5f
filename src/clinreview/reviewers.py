"""Reviewers: who may decide, and under which name."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import tomllib
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from clinreview.errors import DecisionError
from clinreview.folders import covering
from clinreview.rule import Role

FILE = "reviewers.toml"
_KEYS = ("name", "roles", "credential", "valid_until", "user", "email")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """One person of ``reviewers.toml``.

    Attributes
    ----------
    credential
        What entitles them ("GMC 1234567"), shown beside the name.
    valid_until
        Last day on which they may sign; None: no end.
    user, email
        Their JupyterHub or git identity, so that the desk knows their name.
    """

    name: str
    roles: tuple[Role, ...]
    credential: str = ""
    valid_until: dt.date | None = None
    user: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Everybody who may sign, as ``reviewers.toml`` says."""

    people: tuple[Reviewer, ...]
    path: str = FILE

    def find(self, name: str) -> Reviewer | None:
        """The person with this name, however it is spaced or capitalised."""
        slug = slug_of(name)
        return next((person for person in self.people if slug_of(person.name) == slug), None)

    def refusal(self, name: str, role: Role, on: dt.date) -> str:
        """Why this person may not sign in this role on this day; "" when they may."""
        person = self.find(name)
        if person is None:
            return f"{name} is not in {FILE}"
        if role not in person.roles:
            return f"{name} is not listed as {role} in {FILE}"
        if person.valid_until and on > person.valid_until:
            return f"the credential of {name} was valid until {person.valid_until}"
        return ""


@dataclass(frozen=True, slots=True)
class Identity:
    """A name and how it is known: ``jupyterhub``, ``git`` or ``typed``. Only the first is authenticated."""

    name: str
    source: str


def slug_of(name: str) -> str:
    """Return a file name for a reviewer; two spellings with one slug count as one person.

    Examples
    --------
    >>> slug_of("Dr. José  Núñez")
    'dr-jose-nunez'
    """
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(c for c in plain if c.isascii())
    slug = re.sub(r"[^a-z0-9]+", "-", kept.lower()).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    if lost or not slug or slug in _RESERVED or len(slug) > 60:
        digest = hashlib.sha256(" ".join(plain.casefold().split()).encode("utf-8", "replace")).hexdigest()[:8]
        slug = f"{slug[:48].rstrip('-') or 'reviewer'}-{digest}"
    return slug


def check_name(name: str) -> str:
    """Return the name, its white space tidied.

    Raises
    ------
    DecisionError
        It is empty, too long, or holds characters that cannot be shown.
    """
    name = " ".join(name.split())
    if not name:
        raise DecisionError("decision", "nobody signs it", 'give a name, as in by="A. Reviewer"')
    if len(name) > 200 or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name):
        raise DecisionError(
            "decision", f"{name[:40]!r} is not a name", "letters, spaces, up to 200 characters"
        )
    return name


def find_reviewers(article: Path) -> Reviewers | None:
    """Read the ``reviewers.toml`` that covers an article; None when there is none.

    It lies beside the article, or in a folder above, up to ``content`` or the top of the repository.
    """
    path = covering(article, FILE)
    return read_reviewers(path) if path else None


def read_reviewers(path: Path) -> Reviewers:
    """Read a ``reviewers.toml``.

    Raises
    ------
    DecisionError
        It cannot be read, or says something unknown: better no sign-off than one by the wrong person.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DecisionError(
            path, f"cannot be read ({error})", "correct it; nobody can sign until then"
        ) from error
    if set(data) != {"reviewer"} or not isinstance(data["reviewer"], list):
        raise DecisionError(path, "lists no reviewers", "write one [[reviewer]] table for each person")
    people = tuple(_person(item, path) for item in data["reviewer"])
    slugs = [slug_of(person.name) for person in people]
    for person, slug in zip(people, slugs, strict=True):
        if slugs.count(slug) > 1:
            raise DecisionError(path, f"{person.name} is listed twice", "one table for each person")
    return Reviewers(people, str(path))


def _person(item: Any, path: Path) -> Reviewer:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"].strip():
        raise DecisionError(path, "a reviewer has no name", 'write name = "…"')
    name = " ".join(item["name"].split())
    for key in item:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"keys are {', '.join(_KEYS)}"
            raise DecisionError(path, f"{name}: unknown key '{key}'", hint)
    roles = item.get("roles")
    if not isinstance(roles, list) or not roles or not all(role in tuple(Role) for role in roles):
        raise DecisionError(path, f"{name}: roles are missing or unknown", f"list some of {', '.join(Role)}")
    until = item.get("valid_until")
    if isinstance(until, dt.datetime) or not (until is None or isinstance(until, dt.date)):
        raise DecisionError(
            path, f"{name}: valid_until is not a date", "write valid_until = 2027-03-31, no quotes"
        )
    texts = {key: item.get(key, "") for key in ("credential", "user", "email")}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise DecisionError(path, f"{name}: {key} is not a text", "put it in quotes")
    return Reviewer(name=name, roles=tuple(Role(role) for role in roles), valid_until=until, **texts)


def whoami(reviewers: Reviewers | None = None, folder: Path | None = None) -> Identity | None:
    """Tell who sits here: the JupyterHub user, else the git identity, else None (ask).

    A git identity is what somebody typed into git's settings: a name, not a proof.
    """
    user = os.environ.get("JUPYTERHUB_USER", "").strip()
    if user:
        return Identity(_listed(reviewers, user=user) or user, "jupyterhub")
    name, email = _git("user.name", folder), _git("user.email", folder)
    if name or email:
        listed = _listed(reviewers, email=email)
        return Identity(listed or name, "git") if listed or name else None
    return None


def _listed(reviewers: Reviewers | None, *, user: str = "", email: str = "") -> str:
    for person in reviewers.people if reviewers else ():
        if (user and person.user == user) or (email and person.email.lower() == email.lower()):
            return person.name
    return ""


def _git(key: str, folder: Path | None) -> str:
    try:
        done = subprocess.run(
            ["git", "config", "--get", key],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return " ".join(done.stdout.split())
