"""Events with what they stand on: each member mention or figure, with its report, looked up as the pass goes along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kronika.records import Date, Entity, Event, Figure, Mention, Place, Quantity, RecordSource, Report, Voice

TOGETHER = 200  # events whose tellings are in memory together


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention or figure with the report that holds it."""

    item: Mention | Figure
    report: Report

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities_of(self.item)

    @property
    def voice(self) -> Voice:
        return self.item.voice


@dataclass(frozen=True, slots=True)
class Happening:
    """One event and its tellings, in the order of its members."""

    event: Event
    tellings: tuple[Telling, ...]

    @property
    def mentions(self) -> tuple[tuple[Mention, Report], ...]:
        return tuple((telling.item, telling.report) for telling in self.tellings if isinstance(telling.item, Mention))

    @property
    def confidence(self) -> float:
        """Of the surest member: one sure telling is enough for the happening."""
        return max((telling.item.confidence for telling in self.tellings), default=0.0)

    def report_of(self, value: Entity | Place | Date) -> Report | None:
        """The report whose text the value's offsets count in: that of the first member which carries it."""
        return next((telling.report for telling in self.tellings if value in carried(telling.item)), None)


def quantities_of(item: Mention | Figure) -> tuple[Quantity, ...]:
    return item.quantities if isinstance(item, Mention) else (item.quantity,)


def carried(item: Mention | Figure) -> tuple[Entity | Place | Date, ...]:
    """Everybody, every place and every date that a mention or figure names as a field."""
    entities: tuple[Entity | None, ...]
    if isinstance(item, Mention):
        counted = (quantity.counts for quantity in item.quantities)
        speakers = (quantity.voice.speaker for quantity in item.quantities if quantity.voice)
        entities = (*item.actors, *item.recipients, *counted, *speakers, item.voice.speaker)
    else:
        entities = (item.of, item.quantity.counts, item.voice.speaker)
    return tuple(value for value in (*entities, item.place, item.date) if value is not None)


def measures_of(happening: Happening) -> set[str]:
    """Every measure that a telling of the event gives a number for."""
    return {quantity.measure for telling in happening.tellings for quantity in telling.quantities}


def happenings(source: RecordSource, events: Iterable[Event] | None = None) -> Iterator[Happening]:
    """Events (all, in the record's order, unless some are given) with their tellings, some hundreds looked up together.

    Members that the record does not hold are told by the checks.
    """
    pending = iter(source.events() if events is None else events)
    while some := list(islice(pending, TOGETHER)):
        members = [member for event in some for member in event.members]
        items: dict[str, Mention | Figure] = {one.id: one for one in source.among(Mention, "id", members)}
        items.update((one.id, one) for one in source.among(Figure, "id", members))
        ids = {item.report for item in items.values()}
        reports = {report.id: report for report in source.among(Report, "id", sorted(ids))}
        for event in some:
            mine = [items[id_] for id_ in event.members if id_ in items]
            yield Happening(
                event, tuple(Telling(item, reports[item.report]) for item in mine if item.report in reports)
            )


def happening_of(source: RecordSource, event: Event) -> Happening:
    """One event with its tellings."""
    return next(happenings(source, [event]))
