"""A candidate in, where and when it happened out, as far as its own sentence tells: its arguments, then the clause they share."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from typing import TypeVar

from kronika.code.bonds import Bond, day_bond, is_marked, is_remembered, is_shown, names_unknown, place_bond, width
from kronika.code.hangings import (
    anchors_of,
    is_bound_for,
    is_listed,
    is_of_act,
    is_of_person,
    is_said,
    is_school,
    noun_chain,
    where_at,
)
from kronika.code.lags import lag_of, lagged
from kronika.code.openings import Opening, is_clocked, read_openings
from kronika.code.participants import Candidate
from kronika.code.status import Standing
from kronika.code.tenses import Timing, timing_at
from kronika.code.trees import case_of, time_zones, token_range, words
from kronika.records import ROOT, Date, Place, Reading, Report, Sentence, Span
from kronika.records.mentions import PlaceBasis, Status

T = TypeVar("T", Place, Date)
MANY = 3  # participants from which on their places are theirs alone
LONG_PAST = 300  # days before publication from which on an event is background
_PLACE_BASIS: dict[Bond, PlaceBasis] = {Bond.OWN: "event", Bond.SENTENCE: "sentence", Bond.ACTOR: "actor"}
_SCENIC = words("in at near outside inside across around throughout on along to towards toward into")
_HAPPENINGS = words(
    "rally march protest demonstration strike attack clash violence raid gathering riot picket vigil unrest"
)
_BETWEEN_STATES = words("ACCUSE AGREE CONCEDE COOPERATE REJECT REQUEST SANCTION STATEMENT SUPPORT THREATEN")  # nowhere
_SAID = words("ACCUSE REQUEST REJECT STATEMENT SUPPORT THREATEN")  # acts of speech alone
_CLEAR = 0.6  # share of the places named from which a country is the one a report is about
_TOWARDS = words("to towards toward into")
_COUNTED = re.compile(r"\b(?:later|earlier|afterwards?|next|following|previous|before|after)\b", re.IGNORECASE)
_DASHED = re.compile(r"\s*(?:[:—–]|-\s|\[|\|)")


def _is_bare_year(sentence: Sentence, date: Date) -> bool:
    """ "In 1929": news tells its day, what has only a year is background."""
    opens = date.span is not None and date.span.start == sentence.span.start
    return date.precision == "year" and (date.basis == "event" or opens) and date.last is not None


class Settings:
    """The resolved places and days of one report, by sentence."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.text = report.text
        self.published, self.given = _last_day(report.published), report.published
        self.places = _by_sentence(reading, ((p, p.span) for p in reading.places))
        self.dates = _by_sentence(reading, ((d, d.span) for d in reading.dates))
        self.latest = max((d.last for d in reading.dates if d.precision == "day" and d.last is not None), default=None)
        self._sentences = reading.sentences
        self._body = [s for s in reading.sentences if s.role in {"body", "list"}]
        self.head = frozenset(s.index for s in reading.sentences if s.role in {"byline", "dateline", "caption"})
        self._openings = read_openings(report.text, self._body, self.places, self.dates)
        self.dateline = self._serving(self._dateline(report.text, reading))

    def words(self, span: Span) -> str:
        return span.of(self.text)

    def only_town(self) -> Place | None:
        """The one town that the report names, where it names one only; the town itself before a square of it."""
        towns = [p for found in self.places.values() for p, _ in found if p.latitude is not None and p.precision == 1]
        if len({(town.latitude, town.longitude) for town in towns}) != 1:
            return None
        return min(towns, key=lambda town: town.geonameid is None)

    def country(self) -> Place | None:
        """The country that most of the places named lie in, where the report names it."""
        named = [p for found in self.places.values() for p, _ in found if p.country is not None]
        code, count = (Counter(p.country for p in named).most_common(1) or [(None, 0)])[0]
        if count < _CLEAR * len(named):
            return None
        first = next((p for p in named if p.country == code), None)
        if first is not None and sum(p.name == first.name for p in named) >= _CLEAR * len(named):
            return first  # Hong Kong
        return next((p for p in named if p.country == code and p.precision == 3 and p.admin1 is None), None)

    def is_list(self, sentence: Sentence) -> bool:
        """Whether a sentence lists places: none of them is a scene."""
        return len({place.name for place, _ in self.places.get(sentence.index, [])}) > MANY

    def heading(self, sentence: Sentence) -> Place | None:
        """The place that opens a headline: "Belarus: hundreds held"."""
        first = next(iter(self.places.get(sentence.index, [])), None)
        if first is None or sentence.role != "headline" or first[1].start != sentence.span.start:
            return None
        return first[0] if self.text[first[1].end : first[1].end + 1] == ":" and first[0].country is not None else None

    def headed(self) -> Place | None:
        return next((self.heading(s) for s in self._sentences if s.role == "headline"), None)

    def town_of(self, place: Place) -> Place:
        """The town of a square or street, where the report names it; any other place is itself."""
        if place.geonameid is not None or place.latitude is None:
            return place
        named = (p for found in self.places.values() for p, _ in found if p.geonameid is not None and p.precision != 3)
        spot = (place.latitude, place.longitude)
        return next((p for p in named if (p.latitude, p.longitude) == spot), place)

    def _is_adverb(self, place: Place) -> bool:
        return place.span is not None and self.words(place.span).lower() in {"nationwide", "countrywide"}

    def _named(self, place: Place) -> Place:
        """A place told by what it is ("in the capital") as the report names it elsewhere."""
        if place.span is None or place.geonameid is None or not self.words(place.span).islower():
            return place
        same = (p for found in self.places.values() for p, _ in found if p.geonameid == place.geonameid)
        return next((p for p in same if p.span is not None and not self.words(p.span).islower()), place)

    def clocked_day(self) -> Date | None:
        """The day of publication, where a report tells it hour by hour."""
        if not is_clocked(self.text, self._body) or self.published is None or self.given != str(self.published):
            return None
        return Date(None, self.published, self.published, "day", "published")

    def only_day(self) -> Date | None:
        """The one day on which the report says that something happened or was said, where it names one only."""
        told = (item for sentence in self._body for item in self._days_told(sentence) if not self._is_ahead(item[0]))
        days = {day.first: day for day, _ in told}
        return next(iter(days.values())) if len(days) == 1 else None

    def lead_town(self, *, origin: bool = False) -> Place | None:
        """The first town told in the headline or the lead; where somebody is from (``origin``) only for want of another."""
        lead = [s for s in self._sentences if s.role == "headline"] + self._body[:1]
        for sentence in lead:
            for place, head in self._heads(sentence, self.places):
                town = place.geonameid is not None and place.precision in (1, 2)
                elsewhere = case_of(sentence, head) in {"from", "of"} or is_said(sentence, head)
                if town and (origin or not elsewhere):
                    return place
        return None

    def _days_told(self, sentence: Sentence) -> Iterator[tuple[Date, int]]:
        for day, head in self._heads(sentence, self.dates):
            if day.first == day.last is not None and (is_said(sentence, head) or _tells_when(sentence, head)):
                yield day, head

    def opening(self, sentence: Sentence) -> Opening:
        """What the first words of a sentence's paragraph set."""
        return self._openings.get(sentence.paragraph, Opening())

    def _dateline(self, text: str, reading: Reading) -> Place | None:
        """The place of a dateline, or one that opens the body as a dateline would: "Prague: ...", "Prague - ..."."""
        for sentence in reading.sentences:
            for place, span in self.places.get(sentence.index, []):
                opens = sentence.role == "body" and span.start == sentence.span.start
                if sentence.role == "dateline" or (opens and _DASHED.match(text, span.end)):
                    return place
            if sentence.role == "body":
                break
        return None

    def _serving(self, dateline: Place | None) -> Place | None:
        """A dateline's place, unless the report is of other countries than that of the office it was filed from."""
        if sum(o.heads and o.place is not None for o in self._openings.values()) > 1:
            return None  # "Paris: ...", "Athens: ...": a round-up
        told = [
            p.country for index, found in self.places.items() if index not in self.head for p, _ in found if p.country
        ]
        if dateline is None or (self.headed() or dateline).country != dateline.country:
            return None  # "Chad: ..." above a report from the office in Dakar
        abroad = dateline.country not in told and max(Counter(told).values(), default=0) > 1
        return None if abroad else dateline

    def day_in(self, sentence: Sentence) -> Date | None:
        """The one day on which something happened in a sentence, whatever it was; not when something was said."""
        days = {
            day.first: day
            for day, head in self._heads(sentence, self.dates)
            if day.first == day.last is not None
            and not self._is_ahead(day)
            and sentence.tokens[head].lemma.lower() != "overnight"  # stayed, travelled, worked overnight
            and not self._is_counted(day)
            and _tells_when(sentence, head)
        }
        return next(iter(days.values())) if len(days) == 1 else None

    def _is_ahead(self, day: Date) -> bool:
        return self.published is not None and day.first is not None and day.first > self.published

    def place_in(self, sentence: Sentence) -> Place | None:
        """The one place in which, or on the way to which, something happened in a sentence."""
        heads = list(self._heads(sentence, self.places))
        holding = {head for _, head in heads}
        headed = self.opening(sentence).place is not None
        places = [
            place
            for place, head in heads
            if place.country is not None
            and not is_listed(sentence, head)
            and not is_of_person(sentence, head)
            and not (headed and is_bound_for(sentence, head))
            and (where_at(sentence, head) in _SCENIC or is_shown(sentence, head))
            and not is_marked(sentence, head)
            and (place.geonameid is not None or case_of(sentence, head) not in _TOWARDS)
            and not is_said(sentence, head)
            and holding.isdisjoint(noun_chain(sentence, head))  # the region that a town is said to lie in
        ]
        return places[0] if len({place.name for place in places}) == 1 else None

    def day_tokens(self, sentence: Sentence) -> frozenset[int]:
        """Tokens of the sentence that are part of a date or an hour."""
        spans = (span for _, span in self.dates.get(sentence.index, []))
        return time_zones(sentence) | {i for span in spans for i in token_range(sentence, span)}

    def place_of(
        self, sentence: Sentence, candidate: Candidate, taken: Sequence[Span], *, material: bool
    ) -> Place | None:
        """The place of an event; ``taken`` are its participants' spans: a country that acts is no scene.

        What is only said (not ``material``) has a place where its own clause tells one, never from its surroundings.
        """
        actors = frozenset(i for span in taken for i in token_range(sentence, span))
        if len(taken) > MANY:
            actors = frozenset()  # a list of plants, each in its own town: none of them is the event's
        anchors = anchors_of(sentence, candidate)
        force = candidate.rule.type in {"ASSAULT", "COERCE"}
        headed = self.opening(sentence).place is not None  # "Amritsar: Farmers blocked the road to Jalandhar"
        found = [
            (
                place_bond(sentence, head, anchors, actors, falls=force and place.precision in {1, 2}),
                width(place),
                order,
                place,
            )
            for order, (place, head) in enumerate(self._heads(sentence, self.places))
            # A march to a square is in its town, not on the square alone.
            if place.geonameid is not None or case_of(sentence, head) not in _TOWARDS
            if not is_listed(sentence, head) and not (headed and is_bound_for(sentence, head))
            if not (candidate.rule.type in _BETWEEN_STATES and _is_whole(place, taken))
            if not self._is_adverb(place) or sentence.tokens[head].head in anchors
        ]
        bond, _, _, place = min(found, key=lambda one: one[:3], default=(Bond.NONE, 0, 0, None))
        if place is not None and (
            bond in {Bond.OWN, Bond.SENTENCE}
            or (material and bond is Bond.ACTOR and not (place.span and is_school(self.words(place.span))))
        ):
            if candidate.rule.type in _SAID and not is_of_act(
                sentence, next(h for p, h in self._heads(sentence, self.places) if p is place), anchors
            ):
                return None  # "Ada Poe, an expatriate in Peru, mocked the mayor"
            return replace(self._named(place), basis=_PLACE_BASIS[bond])
        return None

    def is_set(self, sentence: Sentence, candidate: Candidate) -> bool:
        """Whether a place or day hangs on the event's own words."""
        anchors = anchors_of(sentence, candidate)
        return any(
            place_bond(sentence, head, anchors, frozenset()) is Bond.OWN
            for _, head in self._heads(sentence, self.places)
        ) or any(day_bond(sentence, head, anchors) is Bond.OWN for _, head in self._heads(sentence, self.dates))

    def date_of(self, sentence: Sentence, candidate: Candidate) -> Date | None:
        """The day that hangs on the event, or on a clause that it shares; None where the sentence tells none."""
        anchors = anchors_of(sentence, candidate)
        found = [
            (day_bond(sentence, head, anchors), order, day)
            for order, (day, head) in enumerate(self._heads(sentence, self.dates))
            if not is_remembered(sentence, head, candidate.trigger.anchor)
        ]
        if not found:
            return None
        bond, _, day = min(found, key=lambda one: one[:2])
        exact = [d for b, _, d in found if b is bond and d.first == d.last is not None and _holds(day, d)]
        day = exact[0] if exact else day  # "last month ... on 30 March"
        if bond is not Bond.OWN and (lag := lag_of(sentence, candidate)) is not None:
            hold = frozenset({lag.governor})
            own = (d for d, at in self._heads(sentence, self.dates) if day_bond(sentence, at, hold) is Bond.OWN)
            return lagged(sentence, lag, own)
        token = sentence.tokens[candidate.trigger.anchor]
        if (
            bond is Bond.NONE
            and len(found) == 1
            and token.head == ROOT
            and token.xpos == "VBD"
            and day.first == day.last
            and not self._is_counted(day)
            and not self._is_ahead(day)
        ):
            return replace(day, basis="sentence")  # the only day told, hung on a clause further down
        said_now = token.xpos in {"VBP", "VBZ"} and candidate.rule.type in _SAID and sentence.role == "body"
        if said_now and day.last is not None and self.published is not None and day.last < self.published:
            return None  # "we condemn the raid of 9 January"
        if bond is Bond.NONE or (token.xpos == "VBD" and self._is_ahead(day)):
            return None  # "offered to meet on Friday": the day of the meeting
        if day.first == day.last is not None and bond is Bond.SENTENCE and self._is_since(sentence, day):
            day = replace(day, last=self.published if self.published and self.published >= day.last else None)
        return replace(day, basis="event" if bond is Bond.OWN else "sentence")

    def is_long_past(self, day: Date) -> bool:
        return self.published is not None and day.last is not None and (self.published - day.last).days > LONG_PAST

    def _is_counted(self, day: Date) -> bool:
        """ "Whose bodies were found two days later": a day told by its distance is that of its own clause alone."""
        return day.span is not None and _COUNTED.search(self.words(day.span)) is not None

    def names_unknown(self, sentence: Sentence, candidate: Candidate) -> bool:
        """Whether an event's own words name a place that no list knows: it is not where the others are."""
        anchors = anchors_of(sentence, candidate)
        found = self.places.get(sentence.index, [])
        known = frozenset(i for place, at in found if place.country is not None for i in token_range(sentence, at))
        return names_unknown(sentence, anchors, known)

    def _is_since(self, sentence: Sentence, day: Date) -> bool:
        """ "Killed since the rallies began on 18 June": from then on."""
        tokens = token_range(sentence, day.span) if day.span is not None else range(0)
        above = sentence.ancestors(_head(sentence, tokens)) if tokens else ()
        verb = next((k for k in above if sentence.tokens[k].upos == "VERB"), None)
        marks = sentence.dependents(verb, "mark") if verb is not None else ()
        return any(sentence.tokens[k].lemma.lower() == "since" for k in marks)

    def fitting(self, date: Date | None, status: Status) -> Date | None:
        """A day that only hangs near an event, where it may be its day: not of what may happen ("meet today to discuss
        sanctions"), nor a time to come of what goes on ("how the strikes will go on next week")."""
        if date is None or date.basis != "sentence":
            return date
        ahead = date.last is None and date.first is not None and date.first == self.published
        return None if status == "hypothetical" or (status == "actual" and ahead) else date

    def _heads(self, sentence: Sentence, items: Mapping[int, list[tuple[T, Span]]]) -> Iterator[tuple[T, int]]:
        for item, span in items.get(sentence.index, []):
            tokens = token_range(sentence, span)
            if tokens:
                yield item, _head(sentence, tokens)

    def in_time(self, sentence: Sentence, standing: Standing, date: Date | None) -> tuple[Status, bool]:
        """Status and whether it is background, seen from the day of publication: what is dated later is to come."""
        status, historical = standing.status, standing.historical
        if date is None or date.basis == "paragraph":
            return status, historical
        if self.published is None:
            before = date.last is not None and self.latest is not None and (self.latest - date.last).days > LONG_PAST
            return status, historical or before or _is_bare_year(sentence, date)
        if status == "actual" and date.first is not None and date.first > self.published:
            status = "future"
        return status, historical or self.is_long_past(date)


def _head(sentence: Sentence, tokens: range) -> int:
    """The word of a phrase that hangs on what is outside it; of several the one with a preposition."""
    outside = [i for i in tokens if sentence.tokens[i].head not in tokens] or [tokens.start]
    return next((i for i in outside if case_of(sentence, i)), outside[0])


def _holds(wide: Date, day: Date) -> bool:
    """Whether a day lies within a week, month or year."""
    if wide.first is None or wide.last is None or day.first is None:
        return False
    return wide.first <= day.first <= wide.last


def _is_whole(place: Place, taken: Sequence[Span]) -> bool:
    """ "Imposed sanctions on Minsk": a capital or country that is a participant itself, not where one is."""
    return place.span is not None and any(place.span.covers(span) for span in taken)


def _tells_when(sentence: Sentence, head: int) -> bool:
    """Whether a day hangs on a past happening: not on a saying, nor on what is only spoken of ("ahead of Sunday's vote")."""
    for at in (head, *noun_chain(sentence, head)):
        token = sentence.tokens[at]
        if token.deprel in {"nmod:poss", "compound"} and sentence.tokens[token.head].lemma.lower() not in _HAPPENINGS:
            return False
    return not is_said(sentence, head) and timing_at(sentence, head) in {Timing.PAST, Timing.PERFECT, Timing.BEFORE}


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
