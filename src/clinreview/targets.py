"""Targets: the products that a status is said of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clinreview.statuswords import (
    ADVERBS,
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
    NOT_THE_SUBJECT,
    OBJECTS_OF_OTHERS,
    OTHER_APPROVERS,
    PRONOUNS,
    TRIALS,
    word_set,
)  # fmt: skip
from clinreview.target import Target

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.mentions import Mention
    from clinreview.record import Product

REACH = 16  # words between a status and its product
MOST = 12  # products of one list
APPOSED = word_set("( ) the also as known brand name sold a its called under")
LISTED = word_set(", and or")
TURNING = word_set("but although though while whereas however because")
LOOSENING = word_set("by from about on into using taking")
FINITE = word_set("works work helps help treats treat causes cause reduces improves gives makes shows relieves acts takes"
                  " uses")  # fmt: skip
ABOUT = word_set("of on with for using into testing in")
KIN = word_set("form forms version versions type kind cousin relative derivative isomer enantiomer mirror component part"
               " formulation brand name variant half")  # fmt: skip
AWAITING = word_set("await awaits awaiting awaited pending seek seeks seeking sought")
NO_NAME = GENERIC | PRONOUNS | DETERMINERS | ADVERBS | BOUNDARIES | GOVERNORS
GRANTING = word_set("granted grants grant gave give gives given giving")
LINKING = BE | ADVERBS | word_set(", ( has have – — - : as")
LED = word_set("treat treating prevent preventing")


def find_target(act: Act) -> Target:
    """The products that the act is said of."""
    found = _Search(act).run()
    if not found.products and not found.pronoun:
        found.named = _names_something(act)
    return found


def off_label_target(act: Act) -> Target:
    """The products of an off-label use, to either side of the words."""
    search = _Search(act)
    if not search.right().products:
        search.found = Target()
        search.left(act.start)
    search.found.pronoun = True
    return search.found


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


class _Search:
    def __init__(self, act: Act) -> None:
        self.act = act
        self.marked = act.marked
        self.found = Target(end=act.after)

    def run(self) -> Target:
        act = self.act
        if act.mode == "verb":
            return self.right()
        if self.marked.word(act.start - 1) in {"if", "once", "unless", "until"} and act.mode != "noun":
            return self._or(self.left(act.start), self._next)
        if act.mode == "predicate":
            return self.left(act.start)
        if act.mode == "noun":
            return self._of_noun()
        if act.mode == "participle" and (self.marked.product_at(act.start - 1) or self._after_comma()):
            return self.left(act.start)
        if act.mode in ("adjective", "participle"):
            return self._or(self.right(), lambda: self.left(act.start))
        return self._described()

    def _after_comma(self) -> bool:
        """ "X, approved for …"."""
        return self.marked.word(self.act.start - 1) in {",", "("} and bool(
            self.marked.product_at(self.act.start - 2)
        )

    def _or(self, found: Target, then: Callable[[], Target]) -> Target:
        return found if found.products or found.other else then()

    def _described(self) -> Target:
        """ "An FDA-approved X", "X is an FDA-approved drug", "X, an FDA-approved drug"."""
        act = self.act
        found = self.right()
        if found.other:
            return found
        if found.products:
            self._renamed()
            return self.found
        chain = set(act.chained)
        if (
            chain & BE
            or "as" in chain
            or self.marked.word(act.start - 1) in {",", "(", ":", "as", "—", "–", "-"}
        ):
            return self.left(act.start)
        return found

    # -- to the right ---------------------------------------------------------------------------------------------

    def right(self) -> Target:
        """ "Approved X", "approved drug X", "approved drugs for Y include X"."""
        act, marked = self.act, self.marked
        generic = purposed = named = False
        place = act.after
        while place < min(marked.size, act.after + REACH + 14):
            hit = marked.product_at(place)
            if hit:
                return self._list(hit) if named or not purposed else self.found
            word = marked.word(place)
            if act.agency and act.agency.first <= place < act.agency.last:
                place = act.agency.last
                continue
            if place == act.after and word in PRONOUNS:
                self.found.pronoun = True
            if word in NAMING and (generic or purposed):
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

    def _refers(self, place: int) -> bool:
        """ "the drug", "these infusions"."""
        return self.marked.word(place - 1) in {"the", "this", "these", "that", "its"}

    def _is_other(self, word: str, place: int, purposed: bool) -> bool:
        near = place - self.act.after < 5 and not purposed and not self.marked.named(place)
        return near and word in OBJECTS_OF_OTHERS

    def _of_a_status(self, place: int) -> bool:
        """ "Approval for X", "authorization to X"."""
        before = self.marked.word(place - 1)
        return (place == self.act.after and self.act.form == "noun") or KINDS.get(before, ("", ""))[
            1
        ] == "noun"

    def _list(self, hit: Mention[Product]) -> Target:
        """A product, what stands in apposition to it, and those listed with it."""
        marked = self.marked
        following = marked.word(hit.last)
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
        self._take(found)
        self.found.end = found[-1].last
        return self.found

    def _take(self, found: list[Mention[Product]]) -> None:
        for one in found:
            self.found.used += range(one.first, one.last)
        self.found.products = tuple(dict.fromkeys(one.value for one in found))

    def _renamed(self) -> None:
        """ "The only approved ketamine treatment for depression is Spravato" speaks of Spravato."""
        marked = self.marked
        for place in range(self.found.end, min(marked.size, self.found.end + 10)):
            word = marked.word(place)
            if word in {"is", "are"}:
                hit = next((hit for step in (1, 2, 3) if (hit := marked.product_at(place + step))), None)
                if hit:
                    self._list(hit)
                return
            if word in BOUNDARIES or word in {",", "and", "that"}:
                return

    def _next(self) -> Target:
        """ "If approved, X would be …"."""
        for place in range(self.act.after, min(self.marked.size, self.act.after + 10)):
            if hit := self.marked.product_at(place):
                return self._list(hit)
        return self.found

    def _of_noun(self) -> Target:
        act, marked = self.act, self.marked
        if marked.word(act.after) in {"of", "to", "for", "from", "by"}:
            found = self.right()
            if found.products or found.other:
                return found
        if (set(act.chained) | set(marked.span(act.start - 2, act.place))) & (HAVE | AWAITING):
            given = [hit for i in range(max(0, act.start - 4), act.place) if (hit := marked.product_at(i))]
            if given and marked.word(given[-1].first - 1) in GRANTING:  # "granted ketamine FDA approval"
                self._take(given[-1:])
                return self.found
            return self.left(act.start)
        owner = (act.agency.first if act.agency and act.agency.first < act.place else act.start) - 1
        hit = marked.product_at(owner)
        if hit and marked.words[hit.last - 1].owns:  # "ketamine's approval"
            self._take([hit])
            return self.found
        self.found.loose = True
        return self.left(act.start)

    # -- to the left ----------------------------------------------------------------------------------------------

    def left(self, start: int) -> Target:
        """ "X is approved", "X, an approved drug", "it has approval"."""
        marked = self.marked
        place = start - 1
        for _ in range(REACH):
            if place < 0:
                break
            hit = marked.product_at(place)
            if hit:
                if self._is_beside(hit):
                    place = hit.first - 1
                    continue
                return self._subject(hit, start)
            word = marked.word(place)
            if word in {";", ".", "?", "!"} or (word in TURNING and place < start - 1):
                break
            if place >= start - 2 and (word in PRONOUNS or word in GENERIC):
                self.found.pronoun = True
            place -= 1
        return self.found

    def _is_beside(self, hit: Mention[Product]) -> bool:
        """ "Unlike X", "than X": not the one the verb speaks of."""
        marked = self.marked
        before, earlier = marked.word(hit.first - 1), marked.word(hit.first - 2)
        if before == "with":
            return not (earlier in GENERIC or earlier == "treated")
        if before == "like":
            return earlier not in GENERIC
        if self._is_kin(hit):
            return True
        return before in NOT_THE_SUBJECT

    def _is_kin(self, hit: Mention[Product]) -> bool:
        """ "X, a form of Y, is approved", "X is a Y medicine that is approved": said of X."""
        marked = self.marked
        if not any(marked.product_at(place) for place in range(max(0, hit.first - 10), hit.first)):
            return False
        place = hit.first - 1
        if marked.word(place) == "of" or (marked.word(place) == "the" and marked.word(place - 1) == "of"):
            return bool(set(marked.span(place - 3, place)) & KIN)
        while place > 0 and hit.first - place < 5 and marked.word(place) not in {"a", "an"}:
            if marked.named(place) or not marked.word(place).isalpha():
                return False
            place -= 1
        return marked.word(place) in {"a", "an"} and marked.word(place - 1) in BE | {","}

    def _subject(self, hit: Mention[Product], start: int) -> Target:
        marked, act = self.marked, self.act
        following = marked.word(hit.last) if hit.last < start else ""
        if following in NOT_A_PRODUCT and not marked.joined(hit.last):
            self.found.other = True
            self.found.trial = following in TRIALS
            return self.found
        if marked.word(hit.first - 1) in ABOUT and set(marked.span(hit.first - 5, hit.first - 1)) & TRIALS:
            self.found.other = self.found.trial = True  # "a study of X got approval"
            return self.found
        between = marked.span(hit.last, start)
        if (
            act.mode == "participle"
            and between
            and marked.is_generic(start - 1)
            and between[0] not in LINKING
        ):
            self.found.loose = True  # "X combines two drugs approved for …"
        if len(between) > 10 or FINITE & set(between) or marked.word(hit.first - 1) in LOOSENING:
            self.found.loose = True
        self._uses_between(hit, start)
        self._take(self._coordinated(hit))
        return self.found

    def _coordinated(self, hit: Mention[Product]) -> list[Mention[Product]]:
        """ "X, Y and Z are …"."""
        marked = self.marked
        found = [hit]
        linked = False
        place = hit.first - 1
        while place > 0 and marked.word(place) in LISTED | {"nor"} and len(found) < MOST:
            step = place
            while marked.word(step) in LISTED | {"nor"}:
                linked = linked or marked.word(step) != ","
                step -= 1
            other = marked.product_at(step)
            if not other or not linked or marked.word(other.first - 1) in NOT_THE_SUBJECT:
                break
            found.insert(0, other)
            place = other.first - 1
        return found

    def _uses_between(self, hit: Mention[Product], start: int) -> None:
        marked, uses = self.marked, self.found.uses_before
        other = False  # what follows another status belongs to that one, up to the comma
        for place in range(hit.last, start):
            word = marked.word(place)
            if word in KINDS:
                other = True
                uses.clear()
            elif word in {",", "its", "their"}:
                other = False
            condition = marked.condition_at(place)
            if condition and not other and marked.word(condition.first - 1) in GOVERNORS | DETERMINERS | LED:
                uses.append(condition.value)
                self.found.used += range(condition.first, condition.last)
        if not uses and marked.word(hit.first - 1) == "," and marked.word(0) in {"for", "in", "to", "as"}:
            fronted = marked.condition_at(hit.first - 2)  # "For depression, X is not approved"
            if fronted and fronted.first <= 4:
                uses.append(fronted.value)
