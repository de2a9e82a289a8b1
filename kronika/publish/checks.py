"""What must hold before anything is written: words lie in their text, members exist, ids occur once. Faults are problems.

One pass over the record. What fails is left out of the edition and told; the rest is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from kronika.publish.happenings import TOGETHER, quantities_of
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
    Report,
    Span,
    Voice,
)

T = TypeVar("T", Mention, Figure, Claim)
_PARTS = (Mention, Figure, Claim, Entity, Place, Date, Quantity, Voice, Content)


@dataclass(slots=True)
class Findings:
    """What the checks found: faults, the ids left out because of them, the measures seen, and how much there is."""

    problems: list[Problem] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)  # those that tellings of events give numbers for
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("report", "mention", "figure", "claim", "event"), 0)
    )
    characters: int = 0
    known: set[str] = field(default_factory=set)  # ids of reports, mentions and figures
    counted: dict[str, frozenset[str]] = field(
        default_factory=dict
    )  # measures that a mention or figure gives numbers for


@dataclass(frozen=True, slots=True)
class Told:
    """A report with what is coded of it."""

    report: Report
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]


def told_reports(source: RecordSource, only: Collection[str] | None = None) -> Iterator[Told]:
    """Every report (or ``only`` some) with what is coded of it, in the record's order, some of them looked up together."""
    pending = iter(source.reports() if only is None else source.among(Report, "id", sorted(only)))
    while some := list(islice(pending, TOGETHER)):
        ids = [report.id for report in some]
        mentions = _by_report(source.among(Mention, "report", ids))
        figures = _by_report(source.among(Figure, "report", ids))
        claims = _by_report(source.among(Claim, "report", ids))
        for report in some:
            of = report.id
            yield Told(report, tuple(mentions.pop(of, ())), tuple(figures.pop(of, ())), tuple(claims.pop(of, ())))


def _by_report(records: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for record in records:
        found[record.report].append(record)
    return found


def check_record(source: RecordSource, min_confidence: float = 0.0) -> Findings:
    """Read the whole record once and report what cannot be published as it is; the unsure is withheld without a word."""
    found = Findings()
    for told in told_reports(source):
        check_told(told, found, min_confidence)
    check_events(source, found)
    return found


def check_told(told: Told, found: Findings, min_confidence: float = 0.0) -> Told:
    """What can be published of a report; what cannot is in ``found``."""
    report, claims = told.report, set[str]()
    found.counts["report"] += 1
    found.known.add(report.id)
    found.characters += len(report.text)
    items: list[Mention | Figure | Claim] = [*told.mentions, *told.figures, *told.claims]
    for item in items:
        kind = type(item).__name__.lower()
        found.counts[kind] += 1
        beyond = [span for span in spans_in(item) if span.end > len(report.text)]
        # a claim's id hashes that of its mention, so a second one lies in the same report
        known = claims if isinstance(item, Claim) else found.known
        if item.id in known:
            _withhold(found, item.id, f"{kind} {item.id} occurs twice: told once", report.id, hide=False)
        elif beyond:
            where = f"{beyond[0].start}..{beyond[0].end} of {len(report.text)}"
            _withhold(found, item.id, f"{kind} {item.id} has words beyond its text ({where}): left out", report.id)
        elif isinstance(item, Claim):
            pass
        elif item.confidence < min_confidence:
            found.withheld.add(item.id)
        elif measures := frozenset(quantity.measure for quantity in quantities_of(item)):
            found.counted[item.id] = measures
        known.add(item.id)
    away = found.withheld
    return Told(
        report,
        tuple(mention for mention in told.mentions if mention.id not in away),
        tuple(figure for figure in told.figures if figure.id not in away),
        tuple(claim for claim in told.claims if claim.id not in away and claim.of not in away),
    )


def check_events(source: RecordSource, found: Findings) -> None:
    """After all reports: whether what the events name is there, and what their tellings count."""
    for event in source.events():
        found.counts["event"] += 1
        missing = [id_ for id_ in (*event.members, *event.reports) if id_ not in found.known]
        if missing:
            told = f"event {event.id} names {len(missing)} members or reports that are not in the record: {missing[0]}"
            found.problems.append(Problem("publish", told))
        found.measures.update(*(found.counted.get(member, ()) for member in event.members))


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
