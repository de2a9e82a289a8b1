"""What must hold before anything is written: words lie in their text, members exist, ids occur once. Faults are problems.

One pass over the record. What fails is left out of the edition and told; the rest is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kronika.publish.happenings import Shelf, measures_of
from kronika.records import (
    Claim,
    Content,
    Date,
    Entity,
    Figure,
    Mention,
    Place,
    Problem,
    Quantity,
    RecordSource,
    Span,
    Voice,
)

_PARTS = (Mention, Figure, Claim, Entity, Place, Date, Quantity, Voice, Content)


@dataclass(slots=True)
class Findings:
    """What the checks found: faults, the ids left out because of them, the measures seen, and how much there is."""

    problems: list[Problem] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("report", "mention", "figure", "claim", "event"), 0)
    )
    characters: int = 0


def check_record(source: RecordSource, min_confidence: float = 0.0) -> Findings:
    """Read the whole record once and report what cannot be published as it is; the unsure is withheld without a word."""
    found = Findings()
    known: set[str] = set()
    for report in source.reports():
        found.counts["report"] += 1
        known.add(report.id)
        found.characters += len(report.text)
        items: list[Mention | Figure | Claim] = [*source.mentions(report.id), *source.figures(report.id)]
        items += source.claims(report.id)
        for item in items:
            kind = type(item).__name__.lower()
            found.counts[kind] += 1
            beyond = [span for span in spans_in(item) if span.end > len(report.text)]
            if item.id in known:
                _withhold(found, item.id, f"{kind} {item.id} occurs twice: told once", report.id, hide=False)
            elif beyond:
                where = f"{beyond[0].start}..{beyond[0].end} of {len(report.text)}"
                _withhold(found, item.id, f"{kind} {item.id} has words beyond its text ({where}): left out", report.id)
            elif not isinstance(item, Claim) and item.confidence < min_confidence:
                found.withheld.add(item.id)
            known.add(item.id)
    _check_events(source, known, found)
    return found


def _check_events(source: RecordSource, known: set[str], found: Findings) -> None:
    shelf = Shelf(source)
    for event in source.events():
        found.counts["event"] += 1
        missing = [id_ for id_ in (*event.members, *event.reports) if id_ not in known]
        if missing:
            told = f"event {event.id} names {len(missing)} members or reports that are not in the record: {missing[0]}"
            found.problems.append(Problem("publish", told))
        found.measures |= measures_of(shelf.happening(event))


def _withhold(found: Findings, id_: str, message: str, report: str, *, hide: bool = True) -> None:
    found.problems.append(Problem("publish", message, report))
    if hide:
        found.withheld.add(id_)


def spans_in(thing: Any) -> Iterator[Span]:
    """Every span of a record, however deep; a claim's value is plain data and holds none."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from spans_in(item)
    elif isinstance(thing, _PARTS):
        for name in thing.__slots__:
            if name != "value":
                yield from spans_in(getattr(thing, name))
