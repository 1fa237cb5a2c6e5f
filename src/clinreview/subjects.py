"""Subjects: the products named to the left of a status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.objects import LISTED, MOST
from clinreview.statuswords import (
    ADVERBS,
    BE,
    DERIVED,
    DETERMINERS,
    FOLK,
    FORMS,
    GENERIC,
    GOVERNORS,
    KINDS,
    NOT_A_PRODUCT,
    NOT_THE_SUBJECT,
    PRONOUNS,
    TRIALS,
    word_set,
)  # fmt: skip
from clinreview.target import Target

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.mentions import Mention
    from clinreview.record import Product

REACH = 16  # words between a product and its status
TURNING = word_set("but although though while whereas however because")
LOOSENING = word_set("by from about on into using taking")
FINITE = word_set("works work helps help treats treat causes cause reduces improves gives makes shows relieves acts takes"
                  " uses")  # fmt: skip
ABOUT = word_set("of on with for using into testing in")
KIN = word_set("form forms version versions type kind cousin relative derivative isomer enantiomer mirror component part"
               " formulation brand name variant half")  # fmt: skip
LINKING = BE | ADVERBS | word_set(", ( ) has have – — - : as")
ARTICLES = word_set("a an the first only another two three four several few many")
MADE = word_set("made derived extracted developed isolated")
ASIDE = word_set(
    "pulled withdrawn removed discontinued banned linked launched introduced developed sold also known marketed which better used made available called once long originally commonly"
)
COMPARING = word_set("as than like to with")
COMPARED = word_set("compared contrast opposed similar relative addition due next prior equal")
OWN = word_set("our your their own the full spectrum broad natural herbal premium branded custom generic cheaper new newer older"
               " weekly daily oral")  # fmt: skip
LED = word_set("treat treating prevent preventing")


class Subjects:
    """Looks to the left of a status."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.marked = act.marked
        self.found = Target(end=act.after)

    def left(self, start: int) -> Target:
        """ "X is approved", "X, an approved drug", "it has approval"."""
        marked = self.marked
        start = self._before_aside(start)
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
            self.found.loose |= word in FORMS and marked.word(place - 1) == "the"  # "whereas the tablets are"
            if place >= start - 2 and (
                word in PRONOUNS or (word in GENERIC and marked.word(place - 1) != "no")
            ):
                self.found.pronoun = True
            place -= 1
        return self.found

    def _before_aside(self, start: int) -> int:
        """Where to look from: before "sold as Y for Z," in "X, sold as Y for Z, is approved"."""
        marked = self.marked
        if marked.word(start - 1) != ",":
            return start
        for place in range(start - 2, max(0, start - REACH), -1):
            if marked.word(place) == ",":
                opens = marked.word(place + 1) in ASIDE or marked.word(place + 1) in ARTICLES
                return place if opens and marked.product_at(place - 1) else start
        return start

    def _is_beside(self, hit: Mention[Product]) -> bool:
        """ "Unlike X", "than X": not the one the verb speaks of."""
        marked = self.marked
        before, earlier = marked.word(hit.first - 1), marked.word(hit.first - 2)
        if before in COMPARING and self._goes_on(hit):
            return True
        if before == "with":
            return not (earlier in GENERIC or earlier == "treated")
        if before == "to":
            return earlier in COMPARED
        if before == "like":
            return earlier not in GENERIC
        if self._is_kin(hit) or self._is_place(hit):
            return True
        return before in NOT_THE_SUBJECT

    def _goes_on(self, hit: Mention[Product]) -> bool:
        """ "X has the same ingredient as Y and is approved": a second verb of the first product."""
        marked = self.marked
        second = min([self.act.start, *self.act.chain])
        earlier = marked.product_among(range(max(0, hit.first - 14), hit.first - 1)) is not None
        return earlier and marked.word(second - 1) in {"and", "but"}

    def _is_kin(self, hit: Mention[Product]) -> bool:
        """ "X, a form of Y, is approved", "X became the first Y pill that is approved": said of X."""
        marked = self.marked
        if not marked.product_among(range(max(0, hit.first - 14), hit.first)) is not None:
            return False
        place = hit.first - 1
        if marked.word(place) in {"of", "from"} or (
            marked.word(place) == "the" and marked.word(place - 1) in {"of", "from"}
        ):
            near = set(marked.span(place - 3, place))
            return bool(near & KIN) or (marked.word(place) == "from" and bool(near & MADE))
        if marked.word(hit.last) not in GENERIC | DERIVED and not marked.is_generic(hit.last - 1):
            return False
        while place > 0 and hit.first - place < 6 and marked.word(place) not in ARTICLES:
            if marked.named(place) or not marked.word(place).isalpha():
                return False
            place -= 1
        while marked.word(place - 1) in ARTICLES:
            place -= 1
        if marked.span(place - 2, place) == ["one", "of"]:
            place -= 2
            return marked.word(place - 1) in BE | {",", "as", "("}
        return marked.word(place) in ARTICLES and marked.word(place - 1) in BE | {",", "as", "("}

    def _is_place(self, hit: Mention[Product]) -> bool:
        """ "X made by a compounding pharmacy": who makes or gives it."""
        marked = self.marked
        place = hit.first - 1
        while marked.word(place) in DETERMINERS | {"local", "licensed"}:
            place -= 1
        earlier = marked.product_among(range(max(0, place - 10), place)) is not None
        return (
            earlier and marked.word(place) in {"by", "at", "from", "in"} and hit.value.rows[0].described_only
        )

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
        adjoins = set(between) <= ADVERBS | BE | {",", "which", "(", "that"}
        led = marked.word(hit.first - 1) in LOOSENING and not (between[:1] == [","] and adjoins)
        if len(between) > 10 or FINITE & set(between) or led:
            self.found.loose = True
        self._uses_between(hit, start)
        self.found.take(self._coordinated(self._named_first(hit)))
        return self.found

    def _named_first(self, hit: Mention[Product]) -> Mention[Product]:
        """ "Brand (substance) is …": said of the brand."""
        marked = self.marked
        opened = marked.word(hit.first - 1) == "("
        before = marked.product_at(hit.first - 2 if opened else hit.first - 1)
        for place in range(hit.first - 1, max(0, hit.first - 7), -1):  # "Brand, the once-daily substance pen"
            if marked.word(place) == "," and marked.word(place + 1) in {"the", "a", "an"}:
                before = before or marked.product_at(place - 1)
                break
        same = before and before.value.rows[0].substance == hit.value.rows[0].substance
        if before and same and before.value.level == "brand":
            return before
        return hit

    def _coordinated(self, hit: Mention[Product]) -> list[Mention[Product]]:
        """ "X, Y and Z are …"."""
        marked = self.marked
        found = [hit]
        linked = False
        place = hit.first - 1
        while place > 0 and len(found) < MOST:
            while place > 0 and marked.word(place) in OWN and not marked.product_at(place):
                place -= 1  # "A and our own B"
            if marked.word(place) not in LISTED | {"nor"}:
                break
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
            before = marked.word(condition.first - 1) if condition else ""
            of_folk = condition and before == "with" and marked.word(condition.first - 2) in FOLK
            if condition and not other and (of_folk or before in GOVERNORS | DETERMINERS | LED):
                uses.append(condition.value)
                self.found.used += range(condition.first, condition.last)
        if not uses and marked.word(hit.first - 1) == "," and marked.word(0) in {"for", "in", "to", "as"}:
            fronted = marked.condition_at(hit.first - 2)  # "For depression, X is not approved"
            if fronted and fronted.first <= 4:
                uses.append(fronted.value)
        which = [
            i
            for i in range(max(0, hit.first - 5), hit.first)
            if marked.span(i, i + 2) in (["for", "which"], ["that", "the"])
        ]
        if (
            not uses and which and marked.word(which[0]) == "for"
        ):  # "Y is one of the conditions for which X is approved"
            found = [marked.condition_at(i) for i in range(which[0]) if marked.condition_at(i)]
            uses += dict.fromkeys(one.value for one in found if one)
