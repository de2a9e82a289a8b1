"""Events with what they stand on: each member mention or figure, with its report, looked up as the pass goes along."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from kronika.records import Date, Entity, Event, Figure, Mention, Place, Quantity, RecordSource, Report, Voice

KEPT_REPORTS = 256  # events lie near the reports they come from: a few hundred at hand save most look-ups


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention or figure with the report that holds it."""

    item: Mention | Figure
    report: Report

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return self.item.quantities if isinstance(self.item, Mention) else (self.item.quantity,)

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


class Shelf:
    """Reports with their mentions and figures, the last few hundred kept at hand."""

    def __init__(self, source: RecordSource) -> None:
        self._source = source
        self._kept: OrderedDict[str, tuple[Report, dict[str, Mention | Figure]]] = OrderedDict()

    def take(self, report_id: str) -> tuple[Report, dict[str, Mention | Figure]]:
        """A report and its mentions and figures by id."""
        if report_id in self._kept:
            self._kept.move_to_end(report_id)
            return self._kept[report_id]
        items: dict[str, Mention | Figure] = {}
        items.update((mention.id, mention) for mention in self._source.mentions(report_id))
        items.update((figure.id, figure) for figure in self._source.figures(report_id))
        self._kept[report_id] = (self._source.report(report_id), items)
        if len(self._kept) > KEPT_REPORTS:
            self._kept.popitem(last=False)
        return self._kept[report_id]

    def happening(self, event: Event) -> Happening:
        """The event's members that the record holds; those it does not hold are told by the checks."""
        found: dict[str, Telling] = {}
        for report_id in event.reports:
            try:
                report, items = self.take(report_id)
            except KeyError:  # the checks tell of it
                continue
            found.update((id_, Telling(items[id_], report)) for id_ in event.members if id_ in items)
        return Happening(event, tuple(found[id_] for id_ in event.members if id_ in found))


def happenings(source: RecordSource) -> Iterator[Happening]:
    """Every event with its tellings, in the record's order."""
    shelf = Shelf(source)
    return (shelf.happening(event) for event in source.events())
