"""Events -> relations between them and the episodes they make: part of, response to, against, same wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kronika.reconcile.candidates import components
from kronika.reconcile.likeness import party_part
from kronika.reconcile.nearness import NEAR_KM, distance
from kronika.reconcile.telling import Telling, When, Where
from kronika.reconcile.words import stem
from kronika.records import Episode, EventRelation, hash_id
from kronika.records.events import RelationType
from kronika.scheme.reconciling import load_kinship

BESIDE = 250  # characters between triggers of two events that are told beside each other: the same or the next sentence
AFTER = 3  # days within which force or a concession answers a protest
WAVE = 7  # days without an event after which a wave is over
NEIGHBOURS = 40  # events of a place and family that one event is related with at most
HELD = frozenset({"actual", "future"})
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
ANSWERS = FORCE | {"RETREAT", "CONCEDE", "REJECT", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as relating sees it: everything told of it, joined, and where in each report it is told."""

    id: str
    whole: Telling
    spots: Mapping[str, tuple[int, ...]]  # report -> offsets of triggers

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(self.spots)


def relate(happenings: Sequence[Happening]) -> tuple[list[EventRelation], list[Episode]]:
    """Relations (sorted, each pair once a type) and episodes. Order of ``happenings`` does not matter."""
    events = sorted(happenings, key=lambda one: (_first(one), one.id))
    found: dict[tuple[str, str], EventRelation] = {}
    for one, other in _near_pairs(events):
        relation = relation_of(one, other) or relation_of(other, one)
        if relation is not None:
            found.setdefault((relation.source, relation.target), relation)
    for relation in _counters(events):
        found[(relation.source, relation.target)] = relation
    for relation in _waves(events, found):
        found.setdefault((relation.source, relation.target), relation)
    relations = sorted(found.values(), key=lambda r: (r.source, r.target, r.type))
    return relations, episodes(events, relations)


def relation_of(one: Happening, other: Happening) -> EventRelation | None:
    """How ``one`` stands to ``other``, if in any way but as a part of the same wave."""
    left, right = one.whole, other.whole
    if left.when is None or right.when is None or left.family in ("figure",) or right.family in ("figure",):
        return None
    if not _same_scene(left.where, right.where):
        return None
    gap = left.when.first - right.when.last
    overlapping = left.when.first <= right.when.last and right.when.first <= left.when.last

    def relation(type_: RelationType, why: str) -> EventRelation:
        return EventRelation(one.id, other.id, type_, why)

    if right.type == "PROTEST" and left.type in ANSWERS and right.extent != "generic":
        against = _done_to_protesters(left, right)
        if overlapping and left.type in FORCE and (against or (_told_near(one, other) and left.type != "MOBILIZE")):
            return relation("part of", "same place and day, done to those who took part or told beside it")
        if 0 < gap <= AFTER and (against or _told_near(one, other)):
            return relation("response to", f"{gap} day(s) after it, done to those who took part or told beside it")
    one_of_many = right.extent == "several" and left.extent == "single" and left.type == right.type and overlapping
    if one_of_many and (one.reports & other.reports or left.mode == right.mode):
        return relation("part of", "one of the many that are told of at once")
    return None


def _done_to_protesters(left: Telling, right: Telling) -> bool:
    protesters = {stem(word) for word in load_kinship().protesters}
    return any(party.head in protesters for party in left.recipients) or party_part(left.recipients, right.actors) > 0.5


def _told_near(one: Happening, other: Happening) -> bool:
    return any(
        abs(here - there) <= BESIDE
        for report, spots in one.spots.items()
        for here in spots
        for there in other.spots.get(report, ())
    )


def _counters(events: Sequence[Happening]) -> Iterable[EventRelation]:
    """Each counter-gathering to the one gathering it is told with: same scene and day, most shared words."""
    gatherings = [event for event in events if event.whole.type == "PROTEST" and event.whole.when is not None]
    by_day: dict[int, list[Happening]] = defaultdict(list)
    for event in gatherings:
        if not event.whole.counter and event.whole.extent == "single":
            by_day[_first(event)].append(event)
    for counter in (event for event in gatherings if event.whole.counter):
        near = [
            event
            for day in (_first(counter) - 1, _first(counter))
            for event in by_day[day]
            if _last(event) >= _first(counter)
            and event.reports & counter.reports
            and _same_scene(event.whole.where, counter.whole.where)
        ]
        best = max(near, key=lambda event: (len(event.whole.words & counter.whole.words), event.id), default=None)
        if best is not None:
            yield EventRelation(counter.id, best.id, "against", "a gathering against another, same place and day")


def _same_scene(left: Where | None, right: Where | None) -> bool:
    if left is None or right is None or left.country != right.country:
        return False
    if left.precision == 3 or right.precision == 3:
        return left.admin1 is None or right.admin1 is None or left.admin1 == right.admin1
    apart = distance(left, right)
    return left.geonameid == right.geonameid if apart is None else apart <= NEAR_KM


def _near_pairs(events: Sequence[Happening]) -> Iterable[tuple[Happening, Happening]]:
    """Pairs in one country within a few days; in order of time, so that each looks only at those just before it."""
    by_country: dict[str, list[Happening]] = defaultdict(list)
    for event in events:
        if event.whole.where is not None and event.whole.when is not None and event.whole.where.country:
            by_country[event.whole.where.country].append(event)
    for country in sorted(by_country):
        ordered = by_country[country]
        for i, event in enumerate(ordered):
            told = 0
            for earlier in reversed(ordered[:i]):
                if _first(event) - _last(earlier) > AFTER and _first(event) - _first(earlier) > WAVE:
                    break
                if _same_scene(event.whole.where, earlier.whole.where):
                    told += 1
                    if told > NEIGHBOURS:
                        break
                    yield event, earlier


def _waves(events: Sequence[Happening], found: Mapping[tuple[str, str], EventRelation]) -> Iterable[EventRelation]:
    """Each protest to the protest just before it in the same arena: a chain, so that a wave costs no more than its size."""
    named = _country_names(events)
    last: dict[str, Happening] = {}
    for event in events:
        if event.whole.type != "PROTEST" or event.whole.when is None or event.whole.statuses.isdisjoint(HELD):
            continue
        for arena in sorted(_arenas(event.whole, named)):
            before = last.get(arena)
            if before is not None and _first(event) - _last(before) <= WAVE and before.id != event.id:
                yield EventRelation(
                    event.id, before.id, "same wave", f"protests about {arena}, at most {WAVE} days apart"
                )
            if before is None or _last(event) >= _last(before):
                last[arena] = event


def _country_names(events: Sequence[Happening]) -> dict[str, str]:
    """Stem of a country's name -> its code, for the countries that events of this record are placed in."""
    wide = [where for event in events if (where := event.whole.where) and where.precision == 3 and not where.admin1]
    return {stem(name): where.country for where in wide if where.country for name in where.names if " " not in name}


def _arenas(whole: Telling, named: Mapping[str, str]) -> set[str]:
    """The countries a protest is in, is held by people of, or is about: a rally in Helsinki belongs to a wave in Belarus."""
    places = {whole.where.country} if whole.where else set()
    about = {country for word, country in named.items() if word in whole.words}
    return {country for country in places | {party.country for party in whole.actors} | about if country}


def episodes(events: Sequence[Happening], relations: Sequence[EventRelation]) -> list[Episode]:
    """Connected components of two or more events, named after where and when they are."""
    by_id = {event.id: event for event in events}
    found = []
    for ids in components(by_id, [(relation.source, relation.target) for relation in relations]):
        if len(ids) > 1:
            ordered = sorted(ids, key=lambda id_: (_first(by_id[id_]), id_))
            found.append(Episode(hash_id("p", min(ids)), _name([by_id[id_] for id_ in ordered]), tuple(ordered)))
    return sorted(found, key=lambda episode: episode.id)


def _name(events: Sequence[Happening]) -> str:
    """ "BLR, 9 to 16 August 2020: PROTEST, COERCE": the country most events are in, their days and types."""
    countries = sorted(where.country for event in events if (where := event.whole.where) and where.country)
    country = max(countries, key=lambda c: (countries.count(c), c), default="unknown place")
    days = [day for event in events if (day := event.whole.when) is not None]
    span = "" if not days else _days(When(min(d.first for d in days), max(d.last for d in days), True))
    types = sorted({event.whole.type for event in events})
    return f"{country}{span}: {', '.join(types)}"


def _days(found: When) -> str:
    first, last = date.fromordinal(found.first), date.fromordinal(found.last)
    return f", {first.isoformat()}" if first == last else f", {first.isoformat()} to {last.isoformat()}"


def _first(event: Happening) -> int:
    return event.whole.when.first if event.whole.when else 0


def _last(event: Happening) -> int:
    return event.whole.when.last if event.whole.when else 0
