"""Targets: the products that a status is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.objects import Objects
from clinreview.stances import AWAITING
from clinreview.statuswords import (
    ADVERBS,
    BE,
    BOUNDARIES,
    DETERMINERS,
    GENERIC,
    GOVERNORS,
    HAVE,
    PRONOUNS,
    TRIALS,
    word_set,
)  # fmt: skip
from clinreview.subjects import Subjects
from clinreview.target import Target

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.mentions import Mention
    from clinreview.record import Product

SHARING = word_set(
    "and clinically fully doctor clinician dermatologist lab expert medically 100 % all natural"
)
LEADING = word_set("with since after following despite given having")
BACKED = word_set("backed covered supported comes under boasts")
SEEKING = AWAITING | word_set("seek seeks seeking sought")
NO_NAME = GENERIC | PRONOUNS | DETERMINERS | ADVERBS | BOUNDARIES | GOVERNORS
GRANTING = word_set("granted grants grant gave give gives given giving")
OPENING = word_set("if once unless until")
OF_AN_OBJECT = word_set("of to for from by")
TESTING = word_set("test study begin start conduct run launch evaluate research investigate trial")
ENDS = word_set(", ; after based in on from following")
SETTING_OFF = word_set(", ( : as — – -")
RELATIVE = word_set("which that")
GOING_ON = word_set("for to in as on since at only back last over , . ) after based under and because") | {""}


def find_target(act: Act) -> Target:
    """The products that the act is said of."""
    found = _by_mode(act)
    if not found.products and not found.pronoun:
        found.named = _names_something(act)
    return found


def resolve(act: Act, target: Target) -> None:
    """Put a product in the place of "it"."""
    if not target.products and target.pronoun:
        target.products, sure = act.marked.named_before(act.start)
        target.loose = target.loose or not sure


def off_label_target(act: Act) -> Target:
    """The products of an off-label use, to either side of the words."""
    found = Objects(act).right()
    if not found.products:
        found = _left(act)
    found.pronoun = True
    return found


def _left(act: Act) -> Target:
    return Subjects(act).left(act.start)


def _by_mode(act: Act) -> Target:
    marked = act.marked
    if act.mode == "verb":
        return _of_verb(act)
    if marked.word(act.start - 1) in OPENING and act.mode != "noun":
        found = _left(act)
        return found if found.products or found.other else Objects(act).next()
    if act.mode == "predicate":
        found = _left(act)
        return (
            found
            if found.products or found.other
            else Objects(act).after_colon() or Objects(act).person() or found
        )
    if marked.word(0) in {"among", "include", "including"} and (
        listed := Objects(act).after_colon(verbs=True)
    ):
        return listed  # "Among the approved drugs for Y are X and X"
    if act.mode == "noun":
        return _of_noun(act)
    if act.mode == "participle":
        return _of_participle(act)
    if act.mode == "adjective":
        return _right_or_left(act)
    return _described(act)


def _right_or_left(act: Act) -> Target:
    found = Objects(act).right()
    return found if found.products or found.other else _left(act)


def _of_verb(act: Act) -> Target:
    """ "The FDA approved X", but "X, which the FDA approved" and "the first pill the FDA has approved for Y"."""
    marked = act.marked
    before = min([act.start, *act.chain]) - 1
    apposed = marked.word(before) in {",", "("} and marked.product_at(
        before - 1
    )  # "X, FDA approved for Y, …"
    ranked = {"first", "only", "newest", "latest"} & set(marked.span(before - 4, before))
    if marked.word(before) == "which" and (hit := marked.product_at(before - 2)):
        return _just(act, hit)  # "unlike X, which the FDA approved in 2019, …"
    relative = (
        apposed
        or bool(ranked)
        or marked.word(before) in RELATIVE
        or marked.is_generic(before)
        or marked.product_at(before)
    )
    if relative and marked.word(act.after) in GOING_ON:
        found = _left(act)
        if found.products:
            return found
    found = Objects(act).right()
    return _left(act) if relative and not found.products and not found.other else found


def _just(act: Act, hit: Mention[Product]) -> Target:
    """The product that a relative clause or a bracket belongs to."""
    found = Target(end=act.after)
    found.take([hit])
    return found


def _of_participle(act: Act) -> Target:
    marked = act.marked
    before = marked.word(act.start - 1)
    if before == "(" and (hit := marked.product_at(act.start - 2)):
        return _just(act, hit)  # "unlike X (approved in 2017), …"
    if marked.product_at(act.start - 1) or (before == "," and marked.product_at(act.start - 2)):
        return _left(act)  # "X, approved for …"
    if _opens(act) and (found := Objects(act).fronted()):
        return found
    return _right_or_left(act)


def _opens(act: Act) -> bool:
    """The sentence opens with it: "First approved in 1970, X …", "Tested and FDA-approved, our X …"."""
    marked = act.marked
    before = marked.low[: act.start]
    return act.start < 6 and not any(
        word in BE or word in BOUNDARIES or marked.named(i) for i, word in enumerate(before)
    )


def _described(act: Act) -> Target:
    """ "An FDA-approved X", "X is an FDA-approved drug", "X, an FDA-approved drug"."""
    objects = Objects(act)
    if person := objects.person():
        return person
    found = objects.right()
    if found.other:
        return found
    if found.products:
        objects.renamed()
        return objects.found
    if _opens(act) and _comma_follows(act) and (fronted := objects.fronted()):
        return fronted
    chain = set(act.chained)
    if chain & BE or "as" in chain or act.marked.word(act.start - 1) in SETTING_OFF:
        return _left(act)
    return found


def _comma_follows(act: Act) -> bool:
    """A comma follows at once: the status stands before what it describes."""
    marked = act.marked
    place = act.after
    while marked.word(place) in SHARING or (place > act.after and marked.joined(place)):
        place += 1
    if place > act.after and marked.word(place + 1) == ",":
        place += 1  # "FDA-approved and doctor-recommended, X"
    return marked.word(place) == ","


def _of_noun(act: Act) -> Target:
    marked = act.marked
    if _of_a_trial(act):
        return Target(end=act.after, other=True, trial=True)
    if marked.word(act.after) in OF_AN_OBJECT:
        found = Objects(act).right()
        if found.products or found.other:
            return found
    owner = (act.agency.first if act.agency and act.agency.first < act.place else act.start) - 1
    leading = marked.word(0) in LEADING and marked.word(act.after) != "of"
    if (leading or "its" in marked.low[: act.place]) and _opens(act) and (fronted := Objects(act).fronted()):
        return fronted  # "Since its approval for Y, X has …"
    given = [hit for i in range(max(0, act.start - 8), act.place) if (hit := marked.product_at(i))]
    if given and GRANTING & set(marked.span(given[-1].first - 3, given[-1].first)):
        found = Target(end=act.after)  # "granted ketamine FDA approval"
        found.take(given[-1:])
        return found
    if (set(act.chained) | set(marked.span(act.start - 2, act.place))) & (HAVE | SEEKING | BACKED):
        return _left(act)
    hit = marked.product_at(owner)
    if hit and marked.words[hit.last - 1].owns:  # "ketamine's approval"
        found = Target(end=act.after)
        found.take([hit])
        act.loose = False
        return found
    found = _left(act)
    found.loose = True
    return found


def _of_a_trial(act: Act) -> bool:
    """ "The go-ahead from the FDA for a clinical trial"."""
    marked = act.marked
    for place in range(act.after, min(marked.size, act.after + 10)):
        if marked.word(place) in {"for", "to"} and place not in marked.agencies:
            ahead = marked.span(place + 1, place + 7)
            if marked.word(place) == "to" and ahead[:1] and ahead[0] in TESTING:
                return True
            first = next((i for i, word in enumerate(ahead) if word in TRIALS), 0)
            return bool(first) and not any(
                marked.named(place + 1 + i) or ahead[i] in ENDS for i in range(first)
            )
    return False


def _names_something(act: Act) -> bool:
    """A name beside the status: most likely a product the record does not hold."""
    marked = act.marked
    if act.mode in ("predicate", "participle"):
        subject = marked.word(act.start - 1)
        return subject.isalpha() and len(subject) > 3 and subject not in NO_NAME
    for place in range(act.after, act.after + 5):
        if not 0 < place < marked.size or place in marked.agencies or marked.named(place):
            continue
        raw = marked.words[place].raw
        if raw[:1].isupper() and raw.isalpha() and len(raw) > 3:
            return True
    return False
