"""Context: what stands around a match — a question, a denial, a disclaimer, a heading that asserts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from clinreview.article import Kind, Sentence
from clinreview.lexicon import Lexicons, Tagged
from clinreview.pattern import PatternSet, compile_patterns

_PARTS = (
    "negator",
    "not-a-negator",
    "clause-break",
    "disclaimer",
    "asserting",
    "topic-start",
    "not-a-question",
    "caution",
    "page-part",
    "biography",
    "practical",
    "telling",
)
_BETWEEN = re.compile(r"\s*[|>›»•·]\s*|\s+/\s+")  # links of a row
_LONGEST_LINK = 6  # words
_SEE_ALSO = re.compile(
    r"\W*(?:related|see also|read (?:next|more|also)|more (?:on|from|like)|tags?|filed under|share|categor(?:y|ies)"
    r"|topics?|back to|you might also|also (?:on|in|by))\b[\w ’']{0,30}:",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\W*(?:on this page|(?:table of )?contents|in this (?:guide|article|leaflet|section)|jump to|quick links|main menu"
    r"|menu|topics|sections|related\b.*|more (?:from|on|in)\b.*|read (?:more|next)|you may also like|see also"
    r"|popular (?:pages|articles|topics)|explore|further (?:information|help))\W*$",
    re.IGNORECASE,
)
# Who owns a name, or is no partner: nothing else may follow in the sentence.
_OWNED = re.compile(
    r"(?:trade ?marks? (?:of|owned by)|(?:is|are) not (?:affiliated with|endorsed by|sponsored by|a partner of)) "
    r"(?:(?!and\b|so\b|that\b|which\b)[\w'’&/.-]+ ?){1,6}\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[^.!:;,£$€–—0-9]{2,60}\??")  # of a table of contents
_REACH = 70  # characters: how far a denial reaches when no clause ends before


@dataclass(frozen=True)
class Contexts:
    """Reads the context of sentences with the shipped (or house) lexicons of context words."""

    lexicons: Lexicons = field(repr=False)
    tested: bool = False

    @cached_property
    def _patterns(self) -> PatternSet:
        groups = [(name, ["{" + name + "}"]) for name in _PARTS]
        return compile_patterns(groups, self.lexicons, tested=self.tested)

    def read(self, sentence: Sentence, tagged: Tagged) -> Context:
        """The context of one sentence."""
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in _PARTS}
        for number, may in self._patterns.candidates(tagged).items():
            found[_PARTS[number]] = list(self._patterns.spans(number, tagged, may))
        text = sentence.text.rstrip(" \"'”’)]*_")
        asks = text.endswith("?") and not found["not-a-question"]
        heading = sentence.kind in (Kind.TITLE, Kind.HEADING)
        answers = "?" in text[:-1] and not text.endswith("?")  # "Is it safe? Yes, it is just food"
        topic = (
            heading
            and not answers
            and (
                text.endswith("?")
                or not found["asserting"]
                or any(start == 0 for start, _ in found["topic-start"])
            )
        )
        spared = found["not-a-negator"]
        negators = [n for n in found["negator"] if not any(s[0] <= n[0] and n[1] <= s[1] for s in spared)]
        return Context(
            asks,
            heading,
            topic,
            bool(found["disclaimer"])
            or _OWNED.search(sentence.text) is not None
            or (
                not _asserts(found, tagged)
                and not negators
                and _is_furniture(sentence, len(found["page-part"]))
            ),
            bool(found["caution"]),
            bool(found["biography"]),
            heading and bool(found["practical"]),
            tuple(negators),
            tuple(found["clause-break"]),
        )


def _is_furniture(sentence: Sentence, parts: int) -> bool:
    """A row of links, or an entry of a table of contents."""
    listed = sentence.kind is Kind.ITEM and _CONTENTS.match(sentence.lead) is not None
    return (listed and _ENTRY.fullmatch(sentence.text) is not None) or is_links(sentence.text, parts)


def _asserts(found: dict[str, list[tuple[int, int]]], tagged: Tagged) -> bool:
    """A verb of a statement or an order is there; the "'s" of "Women's Health" is none."""
    return bool(found["telling"]) or any(
        tagged.text[start:end].lstrip() not in ("'s", "’s") for start, end in found["asserting"]
    )


def is_links(text: str, parts: int) -> bool:
    """Whether a text is a row of links, two or more of them to known parts of a website, or a list of what else to read.

    >>> is_links("Home / Conditions / Psoriasis", 2), is_links("Works fast | Lasts long | No side effects", 0)
    (True, False)
    """
    if _SEE_ALSO.match(text):
        return True
    from_home = parts > 0 and text.lower().startswith("home")
    links = [link for link in _BETWEEN.split(text) if link.strip()] if parts > 1 or from_home else []
    return len(links) > 2 and all(len(link.split()) <= _LONGEST_LINK for link in links)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the matches of one sentence; ranges are in the tagged text."""

    asks: bool
    heading: bool
    topic: bool
    disclaimer: bool  # or a row of links: no claim either
    caution: bool = False
    biography: bool = False  # what somebody is or has done: the safety net asks nothing of it
    practical: bool = False  # a heading over parking, prices, the team
    negators: tuple[tuple[int, int], ...] = ()
    breaks: tuple[tuple[int, int], ...] = ()

    def denies(self, start: int, end: int) -> bool:
        """Is what is said in this range denied ("does not …", "no …")?"""
        return any(True for _ in self._denials(start, end))

    def _denials(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for low, high in self.negators:
            if low >= end or start - high > _REACH:
                continue
            if high <= start and any(high <= a and b <= start + 1 for a, b in self.breaks):
                continue
            yield low, high
