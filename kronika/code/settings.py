"""A candidate in, where and when it happened out: from its own arguments, then its sentence, paragraph and dateline."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from typing import TypeVar

from kronika.code.participants import Candidate
from kronika.code.scenes import Bond, day_bond, place_bond
from kronika.code.status import Standing
from kronika.code.trees import case_of, token_range, words
from kronika.records import ROOT, Date, Mention, Place, Reading, Report, Sentence, Span, Voice
from kronika.records.mentions import PlaceBasis, Status

T = TypeVar("T", Place, Date)
CARRIED = 2  # paragraphs over which a scene holds
MANY = 3  # participants from which on their places are theirs alone
LONG_PAST = 300  # days before publication from which on an event is background
_SAYING = words("say tell report add announce state write note claim quote inform explain confirm warn deny tweet post")
_PLACE_BASIS: dict[Bond, PlaceBasis] = {Bond.OWN: "event", Bond.SENTENCE: "sentence", Bond.ACTOR: "actor"}
_SCENIC = frozenset({"in", "at", "near", "outside", "across", "around", "throughout", "inside"})


class Settings:
    """The resolved places and days of one report, by sentence."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.published = _last_day(report.published)
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

    def place_of(
        self, sentence: Sentence, candidate: Candidate, taken: Sequence[Span], *, material: bool
    ) -> Place | None:
        """The place of an event; ``taken`` are its participants' spans: a country that acts is no scene.

        What is only said (not ``material``) has a place where its own clause tells one, never from its surroundings.
        """
        actors = frozenset(i for span in taken for i in token_range(sentence, span))
        if len(taken) > MANY:
            actors = frozenset()  # a list of plants, each in its own town: none of them is the event's
        anchors = _anchors(candidate)
        found = [
            (place_bond(sentence, head, anchors, actors), order, place)
            for order, (place, head) in enumerate(self._heads(sentence, self.places))
        ]
        bond, _, place = min(found, key=lambda one: one[:2], default=(Bond.NONE, 0, None))
        if place is not None and (bond in {Bond.OWN, Bond.SENTENCE} or (material and bond is Bond.ACTOR)):
            return replace(place, basis=_PLACE_BASIS[bond])
        return replace(self.dateline, basis="dateline") if material and self.dateline is not None else None

    def scene_before(self, sentence: Sentence) -> Place | None:
        """The last place told as a scene ("in Bor") earlier in the paragraph."""
        for other in reversed(self.paragraphs[sentence.paragraph]):
            if other.index < sentence.index:
                scenes = [
                    p for p, head in self._heads(other, self.places) if p.country and case_of(other, head) in _SCENIC
                ]
                if scenes:
                    return replace(scenes[-1], basis="paragraph")
        return None

    def day_before(self, sentence: Sentence) -> Date | None:
        """The last day that the main verb of an earlier sentence of the paragraph has; not the day of a saying."""
        for other in reversed(self.paragraphs[sentence.paragraph]):
            if other.index >= sentence.index:
                continue
            for day, head in self._heads(other, self.dates):
                verb = other.tokens[head].head
                past = verb >= 0 and other.tokens[verb].head == ROOT and other.tokens[verb].xpos in {"VBD", "VBN"}
                if past and day.first == day.last is not None and other.tokens[verb].lemma.lower() not in _SAYING:
                    return replace(day, basis="paragraph")
        return None

    def is_set(self, sentence: Sentence, candidate: Candidate) -> bool:
        """Whether a place or day hangs on the event's own words."""
        anchors = _anchors(candidate)
        return any(
            place_bond(sentence, head, anchors, frozenset()) is Bond.OWN
            for _, head in self._heads(sentence, self.places)
        ) or any(day_bond(sentence, head, anchors) is Bond.OWN for _, head in self._heads(sentence, self.dates))

    def date_of(self, sentence: Sentence, candidate: Candidate) -> Date | None:
        """The day that hangs on the event, or on a clause that it shares; None where the sentence tells none."""
        anchors = _anchors(candidate)
        found = [
            (day_bond(sentence, head, anchors), order, day)
            for order, (day, head) in enumerate(self._heads(sentence, self.dates))
        ]
        if not found:
            return None
        bond, _, day = min(found, key=lambda one: one[:2])
        token = sentence.tokens[candidate.trigger.anchor]
        if (
            bond is Bond.NONE
            and len(found) == 1
            and token.head == ROOT
            and token.xpos == "VBD"
            and day.first == day.last
        ):
            return replace(day, basis="sentence")  # the only day told, hung on a clause further down
        return None if bond is Bond.NONE else replace(day, basis="event" if bond is Bond.OWN else "sentence")

    def _heads(self, sentence: Sentence, items: Mapping[int, list[tuple[T, Span]]]) -> Iterator[tuple[T, int]]:
        for item, span in items.get(sentence.index, []):
            tokens = token_range(sentence, span)
            if tokens:
                yield item, sentence.head_of(tokens.start, tokens.stop)

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


@dataclass(slots=True)
class Scenes:
    """Where and when the events told so far happened, for those told later without a place or day of their own."""

    _place: tuple[int, Place] | None = None  # with the paragraph that told it
    _date: tuple[int, Date] | None = None
    _towns: set[str | None] = field(default_factory=set)
    _days: set[Day | None] = field(default_factory=set)

    def add(self, sentence: Sentence, mention: Mention) -> None:
        """Remember an event's own place and day; background and plans set no scene."""
        if mention.status != "actual" or mention.historical:
            return
        if mention.place is not None and mention.place.country and mention.place.basis in {"event", "sentence"}:
            self._place = sentence.paragraph, mention.place
            self._towns.add(mention.place.name)
        date = mention.date
        if date is not None and date.basis in {"event", "sentence"} and date.first == date.last is not None:
            self._date = sentence.paragraph, date
            self._days.add(date.first)

    def carry(
        self, settings: Settings, sentence: Sentence, place: Place | None, date: Date | None
    ) -> tuple[Place | None, Date | None]:
        """The scene of the event before, where this sentence tells no place or day at all (``basis`` "paragraph").

        A report that has told only one place, or one day, so far keeps it; else a scene holds for ``CARRIED`` paragraphs.
        """
        if (place is None or place.basis == "dateline") and not settings.places.get(sentence.index):
            near = self._place is not None and self._holds(sentence, self._place[0], len(self._towns))
            place = settings.scene_before(sentence) or place
            if (place is None or place.basis == "dateline") and near and self._place is not None:
                place = replace(self._place[1], basis="paragraph")
        if date is None and not settings.dates.get(sentence.index):
            date = settings.day_before(sentence)
            near = self._date is not None and self._holds(sentence, self._date[0], len(self._days))
            if date is None and near and self._date is not None:
                date = replace(self._date[1], basis="paragraph")
        return place, date

    @staticmethod
    def _holds(sentence: Sentence, paragraph: int, told: int) -> bool:
        return told == 1 or sentence.paragraph - paragraph <= CARRIED


def _last_day(published: str | None) -> Day | None:
    """The last day of "2020-08-14", "2020-08" or "2020": until then a report may tell what has happened."""
    try:
        parts = [int(part) for part in (published or "").split("-")[:3]]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return Day(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
    except (ValueError, IndexError):
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


def _anchors(candidate: Candidate) -> frozenset[int]:
    """The words of an event that its place and day may hang on."""
    anchors = {candidate.trigger.anchor, candidate.trigger.index}
    if candidate.carrier is not None:
        anchors.add(candidate.carrier.verb)
    return frozenset(anchors)
