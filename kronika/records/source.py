"""RecordSource: how the publishing stage reads a record, wherever it is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol, TypeVar

from kronika.records.claims import Claim
from kronika.records.coders import Coder
from kronika.records.events import Episode, Event, EventRelation
from kronika.records.mentions import Figure, Mention
from kronika.records.problems import Problem
from kronika.records.reports import Report

R = TypeVar("R")


class Lookup(Protocol):
    """What is told, report by report or picked out: as much as fits the memory at a time."""

    def reports(self) -> Iterator[Report]: ...
    def among(self, type_: type[R], field: str, values: Collection[str]) -> Iterator[R]:
        """The reports, mentions, figures or claims whose ``field`` ("id", "report"; of claims also "of") is one of these."""
        ...


class RecordSource(Lookup, Protocol):
    """A record that streams: every call starts a fresh pass, in a stable order (reports by id, the rest within them)."""

    def report(self, report_id: str) -> Report: ...
    def reports(self) -> Iterator[Report]: ...
    def mentions(self, report_id: str | None = None) -> Iterator[Mention]: ...
    def figures(self, report_id: str | None = None) -> Iterator[Figure]: ...
    def claims(self, report_id: str | None = None) -> Iterator[Claim]: ...
    def coded_by(self) -> Mapping[Coder, int]: ...  # how many reports each version coded, in the order of its name
    def problems(self) -> Iterator[Problem]: ...
    def events(self) -> Iterator[Event]: ...
    def relations(self) -> Iterator[EventRelation]: ...
    def episodes(self) -> Iterator[Episode]: ...
