"""A candidate in, where and when it happened out: from its own arguments, then its sentence, paragraph and dateline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date as Day
from typing import TypeVar

from kronika.code.participants import Candidate
from kronika.code.status import Standing
from kronika.code.trees import base, token_range
from kronika.records import Date, Place, Reading, Report, Sentence, Span, Voice
from kronika.records.mentions import Status

T = TypeVar("T", Place, Date)
LONG_PAST = 300  # days before publication from which on an event is background


class Settings:
    """The resolved places and days of one report, by sentence."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.published = _first_day(report.published)
        self.places = _by_sentence(reading, ((p, p.span) for p in reading.places))
        self.dates = _by_sentence(reading, ((d, d.span) for d in reading.dates))
        self.paragraphs: dict[int, list[Sentence]] = {}
        for sentence in reading.sentences:
            self.paragraphs.setdefault(sentence.paragraph, []).append(sentence)
        self.dateline = next(
            (p for s in reading.sentences if s.role == "dateline" for p, _ in self.places.get(s.index, [])), None
        )

    def day_tokens(self, sentence: Sentence) -> frozenset[int]:
        """Tokens of the sentence that are part of a date."""
        spans = (span for _, span in self.dates.get(sentence.index, []))
        return frozenset(i for span in spans for i in token_range(sentence, span))

    def place_of(self, sentence: Sentence, candidate: Candidate, taken: Sequence[Span]) -> Place | None:
        """The place of an event; ``taken`` are its participants' spans: a country that acts is no scene."""
        heads = {i for span in taken for i in token_range(sentence, span)}
        found = [(p, span) for p, span in self.places.get(sentence.index, []) if not _names_actor(sentence, span)]
        own = _nearest(sentence, candidate, found, heads)
        if own is not None:
            return own
        earlier = [s for s in self.paragraphs[sentence.paragraph] if s.index < sentence.index]
        for other in reversed(earlier):
            scenes = [(p, span) for p, span in self.places.get(other.index, []) if _is_scene(other, span)]
            if scenes:
                return replace(scenes[-1][0], basis="paragraph")
        return replace(self.dateline, basis="dateline") if self.dateline is not None else None

    def date_of(self, sentence: Sentence, candidate: Candidate) -> Date | None:
        return _nearest(sentence, candidate, self.dates.get(sentence.index, []), set())

    def in_time(self, standing: Standing, date: Date | None, voice: Voice) -> tuple[Status, bool]:
        """Status and whether it is background, seen from the day of publication: what is dated later is to come."""
        status, historical = standing.status, standing.historical
        if date is None or self.published is None or date.basis == "paragraph":
            return status, historical
        if status == "actual" and date.first is not None and date.first > self.published:
            status = "future"
        if date.last is not None and (self.published - date.last).days > LONG_PAST:
            historical = True
        return status, historical


def _first_day(published: str | None) -> Day | None:
    """The first day of "2020-08-14", "2020-08" or "2020"."""
    if not published:
        return None
    try:
        return Day.fromisoformat((published + "-01-01")[:10])
    except ValueError:
        return None


def _by_sentence(reading: Reading, items: Iterable[tuple[T, Span | None]]) -> dict[int, list[tuple[T, Span]]]:
    found: dict[int, list[tuple[T, Span]]] = {}
    starts = sorted((s.span.start, s.span.end, s.index) for s in reading.sentences)
    at = 0
    for item, span in sorted(((i, s) for i, s in items if s is not None), key=lambda pair: pair[1]):
        while at < len(starts) and starts[at][1] <= span.start:
            at += 1
        if at < len(starts) and starts[at][0] <= span.start:
            found.setdefault(starts[at][2], []).append((item, span))
    return found


def _head_at(sentence: Sentence, span: Span) -> int | None:
    tokens = token_range(sentence, span)
    return sentence.head_of(tokens.start, tokens.stop) if tokens else None


def _names_actor(sentence: Sentence, span: Span) -> bool:
    """A place name as subject, object, possessor or modifier acts or describes; it is no scene."""
    head = _head_at(sentence, span)
    if head is None:
        return True
    relation = sentence.tokens[head].deprel
    return base(relation) in {"nsubj", "obj", "iobj", "amod"} or relation in {"obl:agent"}


def _is_scene(sentence: Sentence, span: Span) -> bool:
    head = _head_at(sentence, span)
    if head is None:
        return False
    cases = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(head, "case")}
    return bool(cases & {"in", "at", "near", "outside", "across", "around", "throughout", "inside", "on"})


def _nearest(sentence: Sentence, candidate: Candidate, items: Sequence[tuple[T, Span]], heads: set[int]) -> T | None:
    """The item that hangs on the event's words; else one of its clause; else one that no other event is nearer to."""
    anchors = {candidate.trigger.anchor, candidate.trigger.index}
    if candidate.carrier is not None:
        anchors.add(candidate.carrier.verb)
    best: tuple[int, int, T] | None = None
    loose: list[T] = []
    for order, (item, span) in enumerate(items):
        head = _head_at(sentence, span)
        if head is None:
            continue
        steps = _steps_to(sentence, head, anchors)
        if steps is not None:
            rank = (steps + (3 if head in heads else 0), order, item)
            if best is None or rank[:2] < best[:2]:
                best = rank
        else:
            loose.append(item)
    if best is not None:
        return replace(best[2], basis="event")
    return replace(loose[0], basis="sentence") if loose else None


def _steps_to(sentence: Sentence, head: int, anchors: set[int]) -> int | None:
    for steps, i in enumerate((head, *sentence.ancestors(head))):
        if i in anchors:
            return steps
    return None
