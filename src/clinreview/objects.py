"""Objects: the products named to the right of a status, or listed with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.mentions import Mention
from clinreview.statuswords import (
    BE,
    BOUNDARIES,
    DETERMINERS,
    GENERIC,
    GOVERNORS,
    HAVE,
    KINDS,
    MODALS,
    NAMING,
    NOT_A_PRODUCT,
    OBJECTS_OF_OTHERS,
    OTHER_APPROVERS,
    PRONOUNS,
    TRIALS,
    word_set,
)  # fmt: skip
from clinreview.target import Target

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.record import Product

REACH = 30  # words between a status and its product
MOST = 12  # products of one list
APPOSED = word_set("( ) the also as known brand name sold a its called under")
LISTED = word_set(", and or")
SOURCES = word_set("from containing contains with like similar based")


PEOPLE_WORDS = word_set("injector injectors nurse nurses doctor doctors surgeon surgeons dermatologist practitioner practitioners"
                        " aesthetician aestheticians esthetician technician technicians therapist therapists specialist"
                        " specialists provider providers prescriber prescribers coach coaches healer healers expert experts"
                        " naturopath physician physicians pharmacist dentist team staff")  # fmt: skip
AFTER_A_PERSON = GOVERNORS | BE | HAVE | MODALS | word_set("and or who that here near from by near whose at")


class Objects:
    """Looks to the right of a status."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.marked = act.marked
        self.found = Target(end=act.after)

    def right(self) -> Target:
        """ "Approved X", "approved drug X", "approved drugs for Y include X"."""
        act, marked = self.act, self.marked
        generic = purposed = named = False
        place = act.after
        while place < min(marked.size, act.after + REACH):
            hit = marked.product_at(place)
            if hit:
                return self.listed(hit) if named or not purposed else self.found
            word = marked.word(place)
            if act.agency and act.agency.first <= place < act.agency.last:
                place = act.agency.last
                continue
            if place == act.after and word in PRONOUNS:
                self.found.pronoun = True
            option = word == "in" and generic and self._names_next(place + 1)  # "an option in X"
            if option or (word in NAMING and (generic or purposed)):
                named = True
            elif word in BOUNDARIES - {":", "("} or word in {"that", "by", "because", "after", "since"}:
                break
            elif word in {",", ":", "("}:
                opening = act.start < 3 and place == act.after  # "Safe and FDA-approved, X …"
                if not self._apposed(place) or not (generic or purposed or opening or word == ":"):
                    break
                named = True
            elif self._is_other(word, place, purposed):
                self.found.other = True
                self.found.trial = word in TRIALS
                break
            elif word in GENERIC:
                generic = True
                self.found.pronoun = self.found.pronoun or self._refers(place)
            elif word in GOVERNORS - {"of", "on"}:
                if word == "as" and marked.word(place - 1) in {"such", "known"}:
                    named = True
                elif not self._of_a_status(place):
                    if act.mode == "participle" and act.start and not generic:
                        break
                    purposed = True
            elif generic and word in SOURCES:  # "the only approved medicine made from X"
                purposed = True
            elif word in BE | HAVE - {"with"} | MODALS and not named:
                break
            place += 1
        return self.found

    def _apposed(self, place: int) -> bool:
        """A product follows with nothing but articles and the like in between: "the first drug, X"."""
        between = APPOSED | GENERIC | DETERMINERS | (NAMING - BE) | {"new", "first", "and"}
        for ahead in range(place + 1, place + 6):
            if self.marked.product_at(ahead):
                return True
            if self.marked.word(ahead) not in between:
                break
        return False

    def _names_next(self, place: int) -> bool:
        while self.marked.word(place) in DETERMINERS:
            place += 1
        return self.marked.product_at(place) is not None

    def _refers(self, place: int) -> bool:
        """ "the drug", "these infusions"."""
        return self.marked.word(place - 1) in {"the", "this", "these", "that", "its"}

    def _is_other(self, word: str, place: int, purposed: bool) -> bool:
        near = place - self.act.after < 5 and not purposed and not self.marked.named(place)
        return near and word in OBJECTS_OF_OTHERS

    def _is_a_person(self, place: int) -> bool:
        """ "An FDA-approved injector": somebody, whom no regulator approves; not "an FDA-approved injector pen"."""
        after = self.marked.word(place + 1)
        tied = self.marked.joined(place) or self.marked.joined(place + 1)
        ends = not after.isalpha() or after in AFTER_A_PERSON
        return self.act.mode in ("attribute", "predicate") and ends and not tied

    def person(self) -> Target | None:
        """ "Our nurses are FDA-approved practitioners"."""
        for place in (self.act.after, self.act.after + 1):
            if self.marked.word(place) in PEOPLE_WORDS and self._is_a_person(place):
                self.found.take([Mention(self.marked.called("facilities"), place, place + 1)])
                self.found.end = place + 1
                return self.found
            if self.marked.named(place):
                break
        return None

    def _of_a_status(self, place: int) -> bool:
        """ "Approval for X", "authorization to X"."""
        before = self.marked.word(place - 1)
        return (place == self.act.after and self.act.form == "noun") or KINDS.get(before, ("", ""))[
            1
        ] == "noun"

    def listed(self, hit: Mention[Product]) -> Target:
        """A product, what stands in apposition to it, and those listed with it."""
        marked = self.marked
        following = marked.word(hit.last)
        place_named = marked.product_at(hit.last)
        if self.act.mode == "attribute" and place_named and place_named.value.rows[0].described_only:
            self.found.take([place_named])  # "an FDA-approved psilocybin clinic"
            return self.found
        if following in NOT_A_PRODUCT or following in OTHER_APPROVERS:
            self.found.other = True
            self.found.trial = following in TRIALS
            return self.found
        found = [hit]
        place = hit.last
        gap: list[str] = []
        while place < marked.size and len(gap) < 4 and len(found) < MOST:
            other = marked.product_at(place)
            if other:
                if not set(gap) & (LISTED | {"("}):  # "the cannabis drug Epidiolex"
                    found.pop()
                found.append(other)
                place = other.last
                gap = []
                continue
            word = marked.word(place)
            if word not in LISTED | APPOSED | GENERIC:
                break
            gap.append(word)
            place += 1
        self.found.take(found)
        self.found.end = found[-1].last
        return self.found

    def renamed(self) -> None:
        """ "The only approved ketamine treatment for depression is Spravato" speaks of Spravato."""
        marked = self.marked
        for place in range(self.found.end, min(marked.size, self.found.end + 10)):
            word = marked.word(place)
            if word in {"is", "are"}:
                hit = marked.product_among(range(place + 1, place + 4))
                if hit:
                    self.listed(hit)
                return
            if word in BOUNDARIES or word in {",", "and", "that"}:
                return

    def next(self) -> Target:
        """ "If approved, X would be …"."""
        for place in range(self.act.after, min(self.marked.size, self.act.after + 10)):
            if hit := self.marked.product_at(place):
                return self.listed(hit)
        return self.found

    def after_colon(self, *, verbs: bool = False) -> Target | None:
        """ "Three drugs are approved for Y: X, X and X"."""
        naming = NAMING if verbs else NAMING - BE
        for place in range(self.act.after, min(self.marked.size, self.act.after + REACH)):
            if self.marked.word(place) in {":", "—", "–"} or self.marked.word(place) in naming:
                for ahead in range(place + 1, place + 4):
                    if hit := self.marked.product_at(ahead):
                        return self.listed(hit)
                return None
            if self.marked.word(place) in BOUNDARIES:
                return None
        return None

    def fronted(self) -> Target | None:
        """ "First approved in 1970 as Y, X is …": what the sentence goes on about."""
        for place in range(self.act.after, min(self.marked.size, self.act.after + REACH)):
            if self.marked.word(place) == ",":
                for ahead in range(place + 1, place + 4):
                    if hit := self.marked.product_at(ahead):
                        return self.listed(hit)
                    if self.marked.word(ahead) not in DETERMINERS | GENERIC:
                        break
        return None
