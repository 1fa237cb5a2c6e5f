"""Findings: what the rules say about an article."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from clinreview.article import Article, Kind, Section, Sentence, Span
from clinreview.balance import OnPage, temper, weigh
from clinreview.context import Context
from clinreview.finding import Finding, finding_of
from clinreview.measure import UNLISTED, measured
from clinreview.record import Match, Verdict
from clinreview.rule import Denied, Ease, Rule, Scope, Severity, Use
from clinreview.rulebook import Place, Rulebook, load_rulebook

if TYPE_CHECKING:
    from clinreview.lexicon import Tagged
    from clinreview.readability import Scores
    from clinreview.record import Record

_IN_SENTENCES = (Scope.SENTENCE, Scope.HEADING)
_MOST_ASKED = 3  # questions of the safety net for one sentence
_FEWEST_WORDS = 3
_LOWERING = (Verdict.SUPPORTED, Verdict.DENIAL_AGREES, Verdict.OFF_LABEL_STATED)


def check(
    article: Article,
    *,
    rulebook: Rulebook | None = None,
    record: Record | None = None,
    today: dt.date | None = None,
) -> list[Finding]:
    """Every finding of the rulebook in the article, in reading order.

    Parameters
    ----------
    rulebook, record
        The shipped ones by default.
    today
        The day on which a record row counts as past its re-check date; the clock's by default.
    """
    book = rulebook or load_rulebook()
    run = _Check(article, book, record, today or dt.date.today())
    return run.temper(list(run.run()))


@cache
def _shipped_record() -> Record:
    """Read once: it is part of the package and never changes while it runs."""
    from clinreview.record import load_record

    return load_record()


def seen_text(sentence: Sentence) -> str:
    """The sentence with its list lead-in or table header in front, where it has one."""
    return f"{sentence.lead.rstrip(' :.')}: {sentence.text}" if sentence.lead else sentence.text


@dataclass(slots=True)
class _Seen:
    """One sentence with all that matched in it."""

    sentence: Sentence
    tagged: Tagged
    context: Context
    # (rule number, use) -> ranges in tagged.text; none for a use of which it counts only that it matches
    spans: dict[tuple[int, Use], list[tuple[int, int]]]
    may: dict[int, list[int]]  # groups of patterns that may match, with those of their patterns that may
    lead: _Seen | None = None
    lead_end: int = 0
    assertion: float | None = None


class _Check:
    """One run over one article; made, run and dropped."""

    def __init__(self, article: Article, book: Rulebook, record: Record | None, today: dt.date) -> None:
        self.article = article
        self.book = book
        self.record = record
        self.today = today
        self.prose = self.cautions = 0
        self.scores: dict[Span | None, Scores] = {}
        self.seen: list[_Seen] = []
        self.on_page: Counter[tuple[int, Use]] = Counter()  # in how many sentences
        self.in_section: dict[int, Counter[tuple[int, Use]]] = defaultdict(Counter)

    def run(self) -> Iterator[Finding]:
        self.seen = seen = [self._look(sentence) for sentence in self.article.sentences]
        for one in seen:
            self.on_page.update(one.spans.keys())
            self.in_section[one.sentence.section].update(one.spans.keys())
            if not one.context.heading:
                self.prose += 1
                self.cautions += one.context.caution
        for number, one in enumerate(seen):
            yield from self._sentence(one, seen[max(0, number - 3) : number])
        yield from self._wider()

    def temper(self, findings: list[Finding]) -> list[Finding]:
        """The findings with the severity that they have on a page such as this one."""
        book = self.book
        balance = weigh(findings, sentences=self.prose, cautions=self.cautions, net=book.netted)
        asked = {finding.span for finding in findings if finding.text}
        practical = {one.sentence.section for one in self.seen if one.context.practical}
        page = []
        for one in self.seen:
            span, asks = one.sentence.span, one.sentence.span in asked
            page.append(
                OnPage(span, self._assertion(one) if asks else 0.0, one.sentence.section in practical)
            )
        kept = temper(findings, balance, page, net=book.netted, general=book.general, beside=book.beside)
        if balance.balanced:
            kept.extend(self._unlisted(len(asked - {finding.span for finding in kept if finding.text})))
        return kept

    def _unlisted(self, many: int) -> Iterator[Finding]:
        """What a rule asks of the sentences of a balanced page that are not asked about one by one."""
        for rule in self.book.unlisted:
            if _outside(rule, many):
                yield self._of_page(rule, f"{many} more plain statements", Span(0, len(self.article.source)))

    # -- one sentence -------------------------------------------------------------------------------------------

    def _look(self, sentence: Sentence) -> _Seen:
        seen = self._match(sentence, sentence.text)
        if sentence.lead:
            whole = seen_text(sentence)
            seen.lead = self._match(sentence, whole)
            seen.lead_end = len(whole) - len(sentence.text)
        return seen

    def _match(self, sentence: Sentence, text: str) -> _Seen:
        tagged = self.book.lexicons.tag(text)
        places, patterns = self.book.places, self.book.patterns
        seen = _Seen(
            sentence, tagged, self.book.contexts.read(sentence, tagged), {}, patterns.candidates(tagged)
        )
        for group, may in seen.may.items():
            rule, use = places[group].rule, places[group].use
            if use is Use.MATCH:
                if ranges := list(patterns.spans(group, tagged, may)):
                    seen.spans[rule, use] = ranges
            elif use is not Use.WITH and patterns.found(group, tagged, may):
                seen.spans[rule, use] = []
        return seen

    def _spans(self, seen: _Seen, rule: int, use: Use) -> list[tuple[int, int]]:
        """Where the patterns of one use match; looked up once."""
        key = (rule, use)
        if key not in seen.spans:
            group = self.book.groups.get(Place(rule, use))
            if group is None or (group in self.book.sought and group not in seen.may):
                seen.spans[key] = []
            else:
                seen.spans[key] = list(self._ranges(seen, group))
        return seen.spans[key]

    def _ranges(self, seen: _Seen, group: int, *, overlapping: bool = False) -> Iterator[tuple[int, int]]:
        return self.book.patterns.spans(group, seen.tagged, seen.may.get(group), overlapping=overlapping)

    def _sentence(self, seen: _Seen, before: Sequence[_Seen]) -> Iterator[Finding]:
        match = self._verdict(seen, before)
        found: list[Finding] = []
        matched = {number for number, use in seen.spans if use is Use.MATCH}
        if seen.lead:
            matched |= self.book.led
        for number in sorted(matched | self.book.everywhere):
            rule = self.book.rules[number]
            if rule.scope in _IN_SENTENCES and self._in_place(rule, seen):
                finding = self._one(number, rule, seen, match)
                if finding:
                    found.append(finding)
                    yield finding
        yield from self._net(seen, found)

    def _one(self, number: int, rule: Rule, seen: _Seen, match: Match | None) -> Finding | None:
        if rule.verify:
            return self._verified(rule, seen, match) if match else None
        if rule.measure:
            return self._measured(number, rule, seen)
        finding = self._pattern(number, rule, seen)
        if finding and match and rule.categories == ("regulatory-status",):
            # The verdict says it better; where the record agrees, the pattern must not outshout it.
            if match.verdict in _LOWERING:
                return replace(finding, severity=Severity.LOW)
            return finding if finding.severity is Severity.CRITICAL else None
        return finding

    def _net(self, seen: _Seen, found: Sequence[Finding]) -> Iterator[Finding]:
        """What the `assertion` rules ask beyond what is found: a few questions, worst first, or one more."""
        if len(seen.sentence.text.split()) < _FEWEST_WORDS or seen.context.biography:
            return  # a name in a table cell, a short label, what somebody has done
        covered = {category for finding in found for category in finding.categories}
        most = min(_MOST_ASKED - len(found), 1) if found else _MOST_ASKED
        asked = 0
        for number, rule in self.book.nets:
            if asked >= most:
                return
            if covered.intersection(rule.categories) or (not rule.with_ and (found or asked)):
                continue  # one without `with` asks about what fits nowhere else
            if self._in_place(rule, seen):
                finding = self._measured(number, rule, seen)
                if finding:
                    asked += 1
                    yield finding

    def _in_place(self, rule: Rule, seen: _Seen) -> bool:
        context = seen.context
        if rule.scope is Scope.HEADING and not context.heading:
            return False
        if context.disclaimer:
            return False
        if context.heading:
            if rule.heading == "skip" or (rule.heading == "assert" and context.topic):
                return False
        elif context.asks and not rule.question:
            return False
        return True

    def _pattern(self, number: int, rule: Rule, seen: _Seen) -> Finding | None:
        hit = self._hit(number, rule, seen, 0)
        if not hit and rule.lead and seen.lead:
            hit = self._hit(number, rule, seen.lead, seen.lead_end)
            if hit:
                return self._finding(rule, seen.sentence, *self._clip(hit, seen), denied=False)
        if not hit:
            return None
        denied = rule.denied is not Denied.FLAG and seen.context.denies(*hit)
        if denied and rule.denied is Denied.SKIP:
            return None
        start, end = seen.tagged.untag(*hit)
        return self._finding(rule, seen.sentence, start, end, denied=denied)

    def _hit(self, number: int, rule: Rule, seen: _Seen, floor: int) -> tuple[int, int] | None:
        ranges = seen.spans.get((number, Use.MATCH))
        if not ranges:
            return None
        if rule.with_ and not self._spans(seen, number, Use.WITH):
            return None
        if rule.page and (number, Use.PAGE) not in self.on_page:
            return None
        excused = self._spans(seen, number, Use.UNLESS)
        if excused or floor:  # a match that is not excused may lie within one that is
            group = self.book.groups[Place(number, Use.MATCH)]
            ranges = list(self._ranges(seen, group, overlapping=True))
        for start, end in ranges:
            if any(start < high and low < end for low, high in excused):
                continue
            if floor and seen.tagged.untag(start, end)[1] <= floor:
                continue
            return start, end
        return None

    @staticmethod
    def _clip(hit: tuple[int, int], seen: _Seen) -> tuple[int, int]:
        assert seen.lead is not None
        start, end = seen.lead.tagged.untag(*hit)
        return max(0, start - seen.lead_end), end - seen.lead_end

    def _finding(self, rule: Rule, sentence: Sentence, start: int, end: int, *, denied: bool) -> Finding:
        severity = rule.severity
        if denied:
            severity = {
                Denied.LOW: Severity.LOW,
                Denied.LOWER: severity.step(-1),
                Denied.RAISE: severity.step(1),
            }.get(rule.denied, severity)
        eased = self._eased(rule.ease, rule, sentence.section, severity)
        return finding_of(
            rule,
            severity=eased,
            span=sentence.span,
            text=sentence.text,
            trigger=sentence.text[start:end],
            trigger_span=sentence.source_span(start, end) if end > start else sentence.span,
            sentence=sentence,
            section=sentence.section,
            heading=self.article.sections[sentence.section].heading,
        )

    def _eased(self, ease: Ease | None, rule: Rule, section: int, severity: Severity) -> Severity:
        if ease is None or ease.to is None:
            return severity
        place = (self.book.numbers[rule.id], Use.EASE)
        near = self.on_page if ease.within is Scope.ARTICLE else self.in_section[section]
        return min(severity, ease.to) if place in near else severity

    # -- the record ---------------------------------------------------------------------------------------------

    def _verdict(self, seen: _Seen, before: Sequence[_Seen]) -> Match | None:
        if seen.context.disclaimer or seen.context.topic or not self.book.verifies:
            return None
        from clinreview.verify import verify

        if self.record is None:
            self.record = _shipped_record()
        near = [one.sentence for one in before if one.sentence.section == seen.sentence.section]
        context = " ".join(s.text for s in near if s.kind not in (Kind.TITLE, Kind.HEADING))
        return verify(
            seen.sentence.text, self.record, today=self.today, lead=seen.sentence.lead, context=context
        )

    def _verified(self, rule: Rule, seen: _Seen, match: Match) -> Finding:
        severity = dict(rule.verdicts).get(str(match.verdict), rule.severity)
        text = seen.sentence.text
        finding = self._finding(rule, seen.sentence, *_locate(text, match.matched), denied=False)
        return replace(finding, severity=severity, record=match, suggestion=match.suggestion or rule.suggest)

    # -- measures -----------------------------------------------------------------------------------------------

    def _measured(self, number: int, rule: Rule, seen: _Seen) -> Finding | None:
        text = seen.sentence.text
        value = float(text.count(" ") + 1) if rule.measure == "words" else self._assertion(seen)
        if not _outside(rule, value) or (rule.with_ and not self._spans(seen, number, Use.WITH)):
            return None
        if self._spans(seen, number, Use.UNLESS):
            return None
        return self._finding(rule, seen.sentence, 0, len(text), denied=False)

    def _assertion(self, seen: _Seen) -> float:
        if seen.assertion is None:
            seen.assertion = self.book.assertion.score(seen.tagged, seen.sentence.text)
        return seen.assertion

    # -- sections and the whole article -------------------------------------------------------------------------

    def _wider(self) -> Iterator[Finding]:
        for number, rule in enumerate(self.book.rules):
            if rule.scope is Scope.ARTICLE:
                finding = self._wide(number, rule, None, self.on_page)
                if finding:
                    yield finding
            elif rule.scope is Scope.SECTION:
                for index, section in enumerate(self.article.sections):
                    finding = self._wide(number, rule, section, self.in_section[index], index)
                    if finding:
                        yield finding

    def _wide(
        self, number: int, rule: Rule, section: Section | None, seen: Counter[tuple[int, Use]], index: int = 0
    ) -> Finding | None:
        if rule.page and (number, Use.PAGE) not in self.on_page:
            return None
        if rule.require:
            if seen[number, Use.REQUIRE] or (rule.when and seen[number, Use.WHEN] < rule.at_least):
                return None
            trigger = rule.name.replace("-", " ")
        elif rule.measure and rule.measure != UNLISTED:
            value = measured(rule.measure, self._score(section))
            if value is None or not _outside(rule, value[0]):
                return None
            trigger = value[1]
        else:
            return None
        span = section.span if section else Span(0, len(self.article.source))
        return self._of_page(rule, trigger, span, section.heading if section else "", index)

    @staticmethod
    def _of_page(rule: Rule, trigger: str, span: Span, heading: str = "", index: int = 0) -> Finding:
        return finding_of(
            rule,
            severity=rule.severity,
            span=span,
            text="",
            trigger=trigger,
            trigger_span=span,
            section=index,
            heading=heading,
        )

    def _score(self, section: Section | None) -> Scores:
        """Several rules measure the same passage: it is scored once."""
        from clinreview.readability import score

        key = section.span if section else None
        if key not in self.scores:
            self.scores[key] = score(section or self.article)
        return self.scores[key]


def _outside(rule: Rule, value: float) -> bool:
    return (rule.max is not None and value > rule.max) or (rule.min is not None and value < rule.min)


def _locate(text: str, matched: str) -> tuple[int, int]:
    """Range of the matched words (joined by " … ") in the sentence; all of it when they are not found."""
    low = text.lower()
    parts = [part.strip().lower() for part in matched.split("…") if part.strip()]
    places = [(at, at + len(part)) for part in parts if (at := low.find(part)) >= 0]
    if not places or len(low) != len(text):
        return 0, len(text)
    return min(places)[0], max(end for _, end in places)
