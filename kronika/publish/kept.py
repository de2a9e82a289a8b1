"""The part of a record that an edition shows: without what the checks withheld, and without what hangs on it.

An edition without texts has no headlines either: a headline is a sentence of its report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from kronika.records import (
    Claim,
    Coder,
    Episode,
    Event,
    EventRelation,
    Figure,
    Mention,
    Problem,
    RecordSource,
    Report,
)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Kept:
    """A RecordSource over another one. An event keeps its other members; one that has none left is left out too."""

    source: RecordSource
    withheld: AbstractSet[str]
    titles: bool = True

    def _shown(self, report: Report) -> Report:
        return report if self.titles else replace(report, title=None)

    def report(self, report_id: str) -> Report:
        return self._shown(self.source.report(report_id))

    def reports(self) -> Iterator[Report]:
        return map(self._shown, self.source.reports())

    def mentions(self, report_id: str | None = None) -> Iterator[Mention]:
        return (mention for mention in self.source.mentions(report_id) if mention.id not in self.withheld)

    def figures(self, report_id: str | None = None) -> Iterator[Figure]:
        return (figure for figure in self.source.figures(report_id) if figure.id not in self.withheld)

    def claims(self, report_id: str | None = None) -> Iterator[Claim]:
        return (claim for claim in self.source.claims(report_id) if not {claim.id, claim.of} & self.withheld)

    def coded_by(self) -> Mapping[Coder, int]:
        return self.source.coded_by()

    def among(self, type_: type[R], field: str, values: Collection[str]) -> Iterator[R]:
        away = self.withheld
        for record in self.source.among(type_, field, values):
            one: Any = record
            if isinstance(record, Report):
                yield cast(R, self._shown(one))
            elif one.id not in away and not (isinstance(record, Claim) and record.of in away):
                yield record

    def problems(self) -> Iterator[Problem]:
        return self.source.problems()

    def events(self) -> Iterator[Event]:
        for event in self.source.events():
            members = tuple(member for member in event.members if member not in self.withheld)
            if members:
                yield event if members == event.members else replace(event, members=members)

    def relations(self) -> Iterator[EventRelation]:
        if not self.withheld:
            return self.source.relations()
        ids = {event.id for event in self.events()}
        return (relation for relation in self.source.relations() if {relation.source, relation.target} <= ids)

    def episodes(self) -> Iterator[Episode]:
        if not self.withheld:
            return self.source.episodes()
        ids = {event.id for event in self.events()}
        trimmed = (replace(e, events=tuple(i for i in e.events if i in ids)) for e in self.source.episodes())
        return (episode for episode in trimmed if episode.events)
