"""Traits: what is known of a word in lower case, whatever its spelling in the text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from clinreview.readability.familiar import bases, function_words, is_familiar
from clinreview.readability.families import HIGHEST, family_frequency
from clinreview.readability.morphemes import ADJECTIVES, is_term
from clinreview.readability.syllables import count_syllables
from clinreview.readability.tables import laboratory_words, read_words, zipf_table

UNKNOWN = 2.0  # Zipf frequency taken for a word that is not among the 50,000, nor any of its family
COMMONEST = 6.0  # every word from here on is as easy as the next


class Traits(NamedTuple):
    """What makes a word easy or hard; `Word` says more of the first six."""

    zipf: float
    syllables: int
    unfamiliar: bool
    content: bool
    term: bool
    laboratory: bool
    adjective: bool

    def __str__(self) -> str:
        """As a line of ``traits.txt`` starts: frequency, syllables, and the initials of what holds ("-": none)."""
        held = "".join(name[0] for name in self._fields[2:] if getattr(self, name))
        return f"{self.zipf:.1f} {self.syllables} {held or '-'}"


def traits(text: str) -> Traits:
    """Traits of a word in lower case."""
    return known_traits().get(text) or work_out(text)


def work_out(text: str) -> Traits:
    """Traits of a word from the lists and rules themselves."""
    unfamiliar = not is_familiar(text)
    zipf = round(zipf_of(text), 1)
    return Traits(
        zipf=zipf,
        syllables=count_syllables(text),
        unfamiliar=unfamiliar,
        content=text not in function_words(),
        term=is_term(text, zipf),
        laboratory=unfamiliar and is_laboratory(text),
        adjective=len(text) > 5 and text.endswith(ADJECTIVES),
    )


@cache
def known_traits() -> dict[str, Traits]:
    """Traits of the 50,000 most frequent words, worked out beforehand: most words of a text are among them."""
    table: dict[str, Traits] = {}
    for line in read_words("traits.txt").splitlines():
        zipf, syllables, held, *words = line.split(" ")
        known = Traits(float(zipf), int(syllables), *[name[0] in held for name in Traits._fields[2:]])
        table.update(dict.fromkeys(words, known))
    return table


def traits_file() -> Iterator[str]:
    """Lines of ``traits.txt``, anew: the words of ``zipf.txt``, those with the same traits on one line."""
    alike: dict[Traits, list[str]] = {}
    for word in sorted(zipf_table()):
        alike.setdefault(work_out(word), []).append(word)
    for found in sorted(alike, reverse=True):
        yield " ".join([str(found), *alike[found]])


def is_laboratory(text: str) -> bool:
    """Whether a lower-case word, or what it is a regular form of, is one of the laboratory: "genes", "signalling"."""
    known = laboratory_words()
    return text in known or not known.isdisjoint(bases(text))


def zipf_of(text: str) -> float:
    """Zipf frequency of a lower-case word, from 2 to 6; of a rare word, as far as its family helps to read it."""
    table = zipf_table()
    frequency = table.get(text) or table.get(text.partition("'")[0])
    if frequency is None or frequency < HIGHEST:
        family = family_frequency(text, table, frequency is not None)
        frequency = max(frequency or UNKNOWN, family or UNKNOWN)
    return min(frequency, COMMONEST)
