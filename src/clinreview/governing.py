"""Governing: whether a condition or a plan of the sentence is one of the approval itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.statuswords import MODALS, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act

OPENERS = word_set("if unless until once whether when before assuming provided providing supposing")
PASSED = word_set("until once when before")  # with a past tense these tell when it was
HOPES = word_set(
    "hope hopes hoped hoping expect expects expected anticipate anticipates anticipated likely unlikely possible wish wishes"
    " wishing pretend suppose imagine chance odds guarantee"
)
PANEL = word_set("panel committee advisers advisors advisory")
FINITE = word_set(
    "is are was were has have had isn't aren't wasn't weren't hasn't haven't hadn't remains remain became holds"
    " received won earned gained secured obtained got"
)
COMING = word_set("potential possible eventual next future upcoming expected likely soon")
OPENING = frozenset({"had", "future where", "world where", "as though", "soon as", "the day", "the time"})
AIMS = word_set("toward towards goal aim someday")
ARTICLES = word_set("a an any the another other one its")
GLAD = word_set("proud happy pleased glad delighted honored honoured thrilled lucky fortunate")
PLANNED = word_set("expected set poised hopes hoping likely aims aiming due bid race wants on hoped planned")


def governed(act: Act) -> bool | None:
    """Whether the approval is only planned or conditional; None where the wider look must tell.

    "What they won't tell you is that the FDA approved X" and "if you want no tablets, X is approved too" state an
    approval in a clause of its own; "if X is approved" and "the firm hopes that X is approved" do not.
    """
    article = act.marked.word(act.start - 1) in ARTICLES or {"a", "an", "the"} & set(act.chained)
    if act.mode == "attribute" or (act.mode == "participle" and article):
        return _described_ahead(act)
    chain = set(act.chained)
    if chain & MODALS or act.form not in ("past", "fin", "noun"):
        return None
    past = act.mode == "verb" and act.active and act.form in ("past", "fin")
    if not past and not (act.mode in ("predicate", "noun") and chain & FINITE):
        return None
    return _under(
        act,
        passed=act.form == "past"
        and ((past and not chain & {"has", "have"}) or bool(chain & {"was", "were"})),
    )


def _described_ahead(act: Act) -> bool:
    """ "Could become the first FDA-approved X", "if FDA-approved, X …": planned; "we apply FDA-approved X" is not."""
    marked = act.marked
    chain = set(act.chained)
    start = act.start
    while marked.word(start - 1) in ARTICLES:
        start -= 1
    near = marked.span(max(0, start - 3), act.place)
    if marked.word(start - 1) in OPENERS or COMING & {marked.word(start - 1), *marked.span(start, act.place)}:
        return True
    aimed = AIMS & set(near) or marked.span(start - 2, start) == ["some", "day"]
    if aimed and {"a", "an"} & set(near):
        return True
    if not {"be", "become", "get", "becoming"} & {*chain, *near}:
        return False
    last = max((place for place in range(start - 3, start) if marked.word(place) == "get"), default=start)
    if marked.product_among(range(last + 1, start)) is not None:
        return False  # "can now get X, FDA-approved for Y"
    wider = set(marked.span(max(0, start - 6), act.place)) | chain
    if wider & {"continues", "continue", "continued"}:
        return False
    if GLAD & wider and not (wider & MODALS) - {"to"}:
        return False  # "we are proud to be the only FDA-approved clinic"
    return bool(wider & (MODALS | PLANNED))


def _under(act: Act, *, passed: bool) -> bool:
    """A word that opens a condition or utters a hope stands before, with no clause ending in between."""
    marked = act.marked
    place = act.start - 1
    if marked.word(act.start) == "had" and act.agency and 0 < act.agency.first - act.start < 3:
        return True  # "had the FDA approved X"
    if PANEL & set(marked.span(place - 3, place + 1)):
        return True
    if marked.word(place) == ",":  # "if X, a cheap drug, is approved"
        place = max((i for i in range(place) if marked.word(i) == ","), default=place)
    for step in range(place, max(-1, place - 14), -1):
        if marked.named(step):
            continue
        word, before = marked.word(step), marked.word(step - 1)
        if f"{before} {word}".strip() in OPENING or (word == "had" and before == ","):
            return not (passed and word in {"time", "as"})
        named = marked.product_at(step + 1)
        if word == "before" and named and marked.word(named.last) == ",":
            return False  # "long before X, Y was approved"
        if word in OPENERS:
            return not (passed and word in PASSED)
        if word in HOPES:
            return True
        if word in {"which", "who", ";", ":", "but", "–", "—", "because"} or (
            word == "that" and before not in HOPES
        ):
            return False
        if word == "," and before not in OPENERS and not marked.product_at(step - 1):
            return False
    return False
