"""Uses: what a status is said to be for, read to the right of the status word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinreview.statuswords import (
    AGENTS,
    ASIDES,
    BE,
    BOUNDARIES,
    DETERMINERS,
    FOLK,
    FORMS,
    GOVERNORS,
    HAVE,
    LEADS_ON,
    LINKS,
    MODALS,
    PLACES,
    word_set,
)  # fmt: skip

if TYPE_CHECKING:
    from clinreview.marked import Marked
    from clinreview.mentions import Mention

ALONE = "use on its own"  # a use in the words of the record, led by no preposition
REACH = 45  # words between a status and its uses
USE_NOUNS = frozenset({"use", "uses", "indication", "indications", "purpose", "purposes"})
OWNING = DETERMINERS - word_set("a an some any other certain all most several many")
PASSED = (
    LEADS_ON
    | DETERMINERS
    | FOLK
    | word_set(
        "use uses used sale marketing emergency home human medical prescription over general several multiple various many"
        " over-the-counter certain specific different both all more than in by with at this that it without of and only alone boys girls mothers or as young every sex sexes alike well women men ages aged age anyone under younger"
    )
)
WEAK = frozenset({"weakened", "weak", "weaker", "compromised", "suppressed"})
CAUSED = word_set("due caused associated related secondary")
CAUSES = CAUSED | word_set("in from of after during on")
VERBS = BE | (HAVE - {"with", "given", "without"}) | (MODALS - {"to"})


@dataclass(slots=True)
class Uses:
    """Conditions found beside a status.

    Attributes
    ----------
    said, denied
        What it is for, and what it is said not to be for ("but not for …").
    of_people
        They only say who the people are ("for adults with obesity and diabetes").
    unknown
        A use is named that is none of the record's words ("for thicker eyebrows").
    of_who
        The first use stands in a clause on who the people are ("for adults who cannot sleep").
    plain
        Nothing stands between status and use that could narrow the statement.
    """

    said: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    end: int = 0
    of_people: bool = False
    plain: bool = True
    unknown: bool = False
    of_who: bool = False


def find_uses(sentence: Marked, after: int, skip: range, *, describing: bool) -> Uses:
    """The uses that a status has, from the word after it up to where the sentence turns to something else.

    Parameters
    ----------
    skip
        Words of the agency ("by the FDA").
    describing
        The status describes a noun ("FDA-approved X"): a verb after that noun is about something else.
    """
    return _Scan(sentence, after, skip, describing).run()


class _Scan:
    def __init__(self, sentence: Marked, after: int, skip: range, describing: bool) -> None:
        self.s = sentence
        self.after = after
        self.skip = skip
        self.describing = describing
        self.uses = Uses(end=after)
        self.governed = False
        self.negated = False
        self.product_seen = False
        self.folk = False
        self.who = 0  # where a clause on the people begins

    def run(self) -> Uses:
        place = self.after
        limit = min(self.s.size, self.after + REACH)
        while place < limit:
            following = self._step(place)
            if not following:
                break
            place = following
        self.uses.unknown = not self.uses.said and not self.uses.denied and self._names_unknown()
        return self.uses

    def _names_unknown(self) -> bool:
        """ "for" or "to" and a word that is no condition, no group of people and no way of giving."""
        s = self.s
        for place in range(self.after, min(s.size, self.after + 8)):
            word = s.word(place)
            if word in {"for", "treat"} or (word == "to" and s.word(place + 1) in LEADS_ON):
                ahead = [i for i in range(place + 1, place + 5) if s.word(i) not in PASSED]
                return bool(ahead) and s.word(ahead[0]).isalpha() and not s.named(ahead[0])
            if word in BOUNDARIES or word in VERBS:
                return False
        return False

    def _step(self, place: int) -> int:
        """The next place to look at, 0 where the uses end."""
        s = self.s
        if self._opens_who(place):
            self.who = place
            return place + 1
        in_who = self.who and place - self.who < 7 and not self.uses.said and not self.uses.denied
        if in_who and not s.named(place) and s.word(place) not in {".", ";", ",", ":", "?", "!", "but"}:
            return place + 1
        if place in self.skip:
            return self.skip.stop
        if condition := s.condition_at(place):
            self._take(condition, place)
            return condition.last
        if product := s.product_at(place):
            if self.uses.said:
                return 0
            self.product_seen = True
            self.governed = False
            if self.describing and not self._goes_on(product.last):
                return 0
            return product.last
        return self._word(place, s.word(place))

    def _opens_who(self, place: int) -> bool:
        """ "People who cannot sleep", "adults whose depression has not lifted"."""
        before, nearest = self.s.word(place - 1), {self.s.word(i) for i in range(place - 3, place)}
        return self.governed and self.s.word(place) in {"who", "whose"} and (before in FOLK or bool(nearest & FOLK)) and not self.uses.said  # fmt: skip

    def _goes_on(self, place: int) -> bool:
        """After "FDA-approved X": a preposition goes on about the status, a verb does not."""
        word = self.s.word(place)
        return not word.isalpha() or word in GOVERNORS | {"and", "or", "also", "is", "are", "was", "were", "nasal", "include", "includes"} or bool(
            self.s.product_at(place)
        ) or self.s.is_generic(place)  # fmt: skip

    def _take(self, condition: Mention[str], place: int) -> None:
        direct = not self.product_seen and place - self.after < 5
        if not (self.governed or direct or condition.value == ALONE) or self._is_agent(condition, place):
            return
        compound = place == self.uses.end and bool(self.uses.said)  # "fatty liver inflammation"
        if self._is_without(place) or (
            condition.value == "menopause" and self.s.word(place - 1) in {"before", "after"}
        ):
            return
        if condition.value == "immunity" and self.s.word(place - 1) in WEAK:
            self.uses.of_people = True  # "for people with weakened immune systems"
            return
        if self.uses.said and (compound or self._qualifies(condition, place)):
            return
        if self.who and not self.uses.said:
            self.uses.of_who = self.uses.of_people = True
        if self.s.word(condition.last) in FOLK:
            self.folk = True
        if self.folk and not self.negated:
            self.uses.of_people = True
        (self.uses.denied if self.negated else self.uses.said).append(condition.value)
        self.uses.places += range(condition.first, condition.last)
        self.uses.end = condition.last

    def _is_without(self, place: int) -> bool:
        """ "For heart risk in people without diabetes": who they are."""
        step = place - 1
        while self.s.word(step) in DETERMINERS:
            step -= 1
        return self.s.word(step) == "without" and bool(FOLK & {self.s.word(i) for i in range(step - 3, step)})

    def _qualifies(self, condition: Mention[str], place: int) -> bool:
        """ "Agitation in people with dementia", "spasticity in multiple sclerosis": whose, not what for."""
        s = self.s
        step = place - 1
        while s.word(step) in DETERMINERS | {"severe", "advanced", "early", "chronic"}:
            step -= 1
        if s.word(step) == "with" and step == self.uses.end:
            return True  # "fatty liver with scarring"
        if s.word(step) in {"with", "who", "have", "has", "having"}:
            return any(s.word(i) in FOLK for i in range(self.uses.end, place))
        if s.word(step) in {"to", "by", "with"} and s.word(step - 1) in CAUSED:
            step -= 1
        return s.word(step) in CAUSES and step == self.uses.end

    def _is_agent(self, condition: Mention[str], place: int) -> bool:
        """ "with an antidepressant": a medicine, not a use."""
        s = self.s
        if s.word(condition.last - 1) not in AGENTS:
            return False
        before = {s.word(i) for i in range(max(self.after, place - 4), place)}
        return not (
            "as" in before or place - self.after < 4 or s.word(place - 1) in {"for", "in", "during", "before"}
        )

    def _word(self, place: int, word: str) -> int:
        s = self.s
        two = f"{word} {s.word(place + 1)}"
        if self._negates(place, word, two):
            self.negated = True
            self.governed = True
            return place + 2 if word in {"rather", "instead", "other"} else place + 1
        if word == "but" and s.word(place + 1) in {"not", "never"}:
            return place + 1
        if word in {",", ")"} and not self.uses.denied and s.word(place - 1) in FORMS:
            self.negated = False  # "an injection, not a pill, for Y"
        if word in GOVERNORS:
            self.governed = True
        elif word in {"than", "unlike", "like"}:
            self.governed = False
        elif word in FOLK:
            self.folk = not self.uses.said
        elif word in {"is", "are", "include", "includes", "including"} and self._names_uses(place):
            self.governed = True
        elif self._ends(place, word, two):
            return 0
        elif word not in LEADS_ON | DETERMINERS | PLACES | {"by", "with", "ever"}:
            self.uses.plain = False
        return place + 1

    def _negates(self, place: int, word: str, two: str) -> bool:
        if word in {"not", "without"} and self.s.word(place - 1) in {"but", "and", ",", "though", "("}:
            return True
        return two in {"rather than", "instead of", "other than", "not for", "not as"} or word == "except"

    def _names_uses(self, place: int) -> bool:
        """ "the approved uses of X are …"."""
        return any(self.s.word(i) in USE_NOUNS for i in range(self.after, place)) and place - self.after < 10

    def _ends(self, place: int, word: str, two: str) -> bool:
        if word in BOUNDARIES - {"(", ")", ":"} or word in ASIDES or two == "off label":
            return True
        if word in VERBS:
            return True
        return word in {",", "and", "or"} and self._list_ends(place, word)

    def _list_ends(self, place: int, word: str) -> bool:
        """Whether a comma or "and" ends the uses, or another use follows."""
        s = self.s
        for i in range(place + 1, min(s.size, place + 9)):
            if s.condition_at(i):
                return False
            one = s.word(i)
            if one == "but":
                return s.word(i + 1) not in {"not", "never"}
            if one in {"not", "rather"}:
                return False
            if one in FOLK:
                return bool(self.uses.said)
            if not self.uses.said and (i in self.skip or one.isdigit() or one in {"in", "by", "with"}):
                return False
            if one in OWNING or (one not in LINKS and not s.condition_at(i + 1)):
                return True
        return True
