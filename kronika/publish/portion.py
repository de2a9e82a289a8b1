"""How much of a record one page holds: all of it, or the events that most reports tell of, as many as a browser opens gladly."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from kronika.publish.checks import Findings
from kronika.publish.happenings import TOGETHER
from kronika.records import Event, Figure, Mention, RecordSource, Report

MOST_EVENTS = 3_000  # measured: a page of 12 to 25 MB, open in some seconds (docs/measured.md)
MOST_ITEMS = 10_000  # mentions and figures
MOST_CHARACTERS = 12_000_000  # of reports' texts


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a page carries at most."""

    events: int = MOST_EVENTS
    items: int = MOST_ITEMS
    characters: int = MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Portion:
    """The ids of what a page shows; None for all. ``left_out`` counts the events, tellings and reports it does not."""

    texts: bool
    events: tuple[str, ...] | None = None
    items: frozenset[str] | None = None
    reports: frozenset[str] | None = None
    left_out: dict[str, int] = field(default_factory=dict)

    def events_of(self, source: RecordSource) -> Iterator[Event]:
        """The shown events, in the record's order."""
        shown = None if self.events is None else frozenset(self.events)
        return (event for event in source.events() if shown is None or event.id in shown)


def choose_portion(source: RecordSource, found: Findings, *, texts: bool, bounds: Bounds | None = None) -> Portion:
    """All that fits: of events, those that most reports tell of, and of these the latest; without events, reports in order."""
    bounds = bounds or Bounds()
    told = found.counts["mention"] + found.counts["figure"]
    readable = not texts or found.characters <= bounds.characters
    if found.counts["event"] <= bounds.events and told <= bounds.items and readable:
        return Portion(texts)
    ranked = heapq.nsmallest(bounds.events, map(_ranked, source.events()))
    if not ranked:
        return _first_reports(source, found, bounds, texts=texts)
    portion = _while_fitting(source, ranked, bounds, texts=texts)
    if not portion.events:  # one report is too long for a page
        portion = _while_fitting(source, ranked, bounds, texts=False)
    return _counting(portion, found)


class Ranked(NamedTuple):
    """An event by how many reports tell of it, then by how late it was."""

    fewest: int
    earliest: int
    id: str
    reports: tuple[str, ...]
    members: tuple[str, ...]


def _ranked(event: Event) -> Ranked:
    when = event.date and (event.date.last or event.date.first)
    return Ranked(-len(event.reports), -when.toordinal() if when else 0, event.id, event.reports, event.members)


def _while_fitting(source: RecordSource, ranked: list[Ranked], bounds: Bounds, *, texts: bool) -> Portion:
    events: list[str] = []
    items: set[str] = set()
    reports: set[str] = set()
    characters = 0
    pending = iter(ranked)
    while some := list(islice(pending, TOGETHER)):
        ids = sorted({id_ for event in some for id_ in event.reports} - reports)
        lengths = {report.id: len(report.text) for report in source.among(Report, "id", ids)} if texts else {}
        for event in some:
            more = sum(lengths.get(id_, 0) for id_ in event.reports if id_ not in reports)
            if characters + more > bounds.characters or len(items) + len(event.members) > bounds.items:
                return Portion(texts, tuple(events), frozenset(items), frozenset(reports))
            characters += more
            events.append(event.id)
            items.update(event.members)
            reports.update(event.reports)
    return Portion(texts, tuple(events), frozenset(items), frozenset(reports))


def _first_reports(source: RecordSource, found: Findings, bounds: Bounds, *, texts: bool) -> Portion:
    """Of a record in which nothing happens: its first reports."""
    items: set[str] = set()
    reports: set[str] = set()
    characters = 0
    for report in source.reports():
        more: list[Mention | Figure] = [*source.mentions(report.id), *source.figures(report.id)]
        characters += len(report.text) if texts else 0
        if reports and (len(items) + len(more) > bounds.items or characters > bounds.characters):
            break
        reports.add(report.id)
        items.update(item.id for item in more)
    readable = texts and (characters <= bounds.characters or len(reports) > 1)
    return _counting(Portion(readable, (), frozenset(items), frozenset(reports)), found)


def _counting(portion: Portion, found: Findings) -> Portion:
    told = found.counts["mention"] + found.counts["figure"]
    shown = {"event": portion.events, "telling": portion.items, "report": portion.reports}
    total = {"event": found.counts["event"], "telling": told, "report": found.counts["report"]}
    return replace(portion, left_out={name: total[name] - len(ids or ()) for name, ids in shown.items()})
