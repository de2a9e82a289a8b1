"""A part of a record, by day and country: for an edition, or a page, of what is too much for one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from kronika.publish.options import EditionOptions
from kronika.records import Claim, Coder, Episode, Event, EventRelation, Figure, Mention, Problem, RecordSource, Report

R = TypeVar("R")


def part_of(source: RecordSource, options: EditionOptions) -> RecordSource:
    """The record, or the part of it that the options name."""
    if not options.partial:
        return source
    events: set[str] = set()
    items: set[str] = set()
    reports: set[str] = set()
    for event in source.events():
        if fits(event, options):
            events.add(event.id)
            items.update(event.members)
            reports.update(event.reports)
    return Part(source, frozenset(events), frozenset(items), frozenset(reports))


def fits(event: Event, options: EditionOptions) -> bool:
    """Whether an event may lie in the days and countries; one without a day is in no days, one nowhere in no country."""
    if options.countries and (event.place is None or event.place.country not in options.countries):
        return False
    if not (options.first or options.last):
        return True
    when = event.date
    first, last = (when.first or when.last, when.last or when.first) if when else (None, None)
    if first is None or last is None:
        return False
    return not (options.first and last < options.first) and not (options.last and first > options.last)


@dataclass(frozen=True, slots=True)
class Part:
    """A RecordSource of some events of another: the mentions and figures they stand on, their claims, their reports."""

    source: RecordSource
    chosen: frozenset[str]
    items: frozenset[str]
    told_in: frozenset[str]

    def report(self, report_id: str) -> Report:
        return self.source.report(report_id)

    def reports(self) -> Iterator[Report]:
        return (report for report in self.source.reports() if report.id in self.told_in)

    def mentions(self, report_id: str | None = None) -> Iterator[Mention]:
        return (mention for mention in self.source.mentions(report_id) if mention.id in self.items)

    def figures(self, report_id: str | None = None) -> Iterator[Figure]:
        return (figure for figure in self.source.figures(report_id) if figure.id in self.items)

    def claims(self, report_id: str | None = None) -> Iterator[Claim]:
        return (claim for claim in self.source.claims(report_id) if claim.of in self.items)

    def among(self, type_: type[R], field: str, values: Collection[str]) -> Iterator[R]:
        for record in self.source.among(type_, field, values):
            one: Any = record
            known = self.told_in if isinstance(record, Report) else self.items
            if (one.of if isinstance(record, Claim) else one.id) in known:
                yield record

    def coded_by(self) -> Mapping[Coder, int]:
        """Of the whole record."""
        return self.source.coded_by()

    def problems(self) -> Iterator[Problem]:
        return (one for one in self.source.problems() if one.report is None or one.report in self.told_in)

    def events(self) -> Iterator[Event]:
        return (event for event in self.source.events() if event.id in self.chosen)

    def relations(self) -> Iterator[EventRelation]:
        return (one for one in self.source.relations() if one.source in self.chosen and one.target in self.chosen)

    def episodes(self) -> Iterator[Episode]:
        for episode in self.source.episodes():
            if inside := tuple(id_ for id_ in episode.events if id_ in self.chosen):
                yield replace(episode, events=inside)
