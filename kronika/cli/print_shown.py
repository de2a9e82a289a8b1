"""Printing one record in full: an event with every claim and its words, a mention, a report with what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.markup import escape

from kronika.cli.common import out
from kronika.cli.print_coded import mention_cells
from kronika.publish.happenings import Happening
from kronika.publish.sentences import headline, tell_happening
from kronika.records import Claim, Event, Figure, Mention, Report
from kronika.store import Store


def print_events(happenings: Sequence[Happening], stored: int) -> None:
    """A list by day, those without a day last; ``stored`` is how many events there are in all."""
    for one in sorted(happenings, key=lambda h: (h.event.date is None, _day(h.event), h.event.id)):
        facts, event = tell_happening(one), one.event
        out.print(f"[bold]{_day(event) or 'no day':<11}[/]{escape(headline(facts))}")
        numbers = [f"{measure} {words}" for measure, words in facts.numbers]
        reports = f"{len(event.reports)} report{'s' if len(event.reports) > 1 else ''}"
        kind = f"{event.type}.{event.mode}" if event.mode else event.type
        for line in (*numbers, "; ".join(facts.says)):
            out.print(f"{'':11}[dim]{escape(line)}[/]")
        disputed = f"  [bold red]disputed: {escape(', '.join(event.disputed))}[/]" if event.disputed else ""
        out.print(f"{'':11}[dim]{event.id}  {kind}  {reports}[/]{disputed}")
    out.print(f"{len(happenings)} of {stored} events; `kronika show ID` tells all about one")


def _day(event: Event) -> str:
    """The day that an event is listed under: its first, or the last of one that has no first."""
    day = event.date and (event.date.first or event.date.last)
    return day.isoformat() if day else ""


def print_shown(record: Any, store: Store) -> None:
    """Print any record that a store can find."""
    if isinstance(record, Event):
        _print_event(record, store)
    elif isinstance(record, Mention):
        _print_mention(record, store)
    elif isinstance(record, Figure):
        _print_claims(record.id, store.report(record.report).text, store)
    elif isinstance(record, Claim):
        text = store.report(record.report).text
        _print_claim(record, text)
        out.print(f"  of {record.of}")
    elif isinstance(record, Report):
        _print_report(record, store)
    else:
        out.print(escape(repr(record)))


def _print_event(event: Event, store: Store) -> None:
    kind = f"{event.type}.{event.mode}" if event.mode else event.type
    out.print(f"[bold]event {event.id}[/]  {kind}  told {len(event.members)} times in {len(event.reports)} reports")
    for field, values in event.values.items():
        flag = "  [bold red]disputed[/]" if field in event.disputed else ""
        out.print(f"[bold]{escape(field)}[/]{flag}")
        for value in values:
            voices = ", ".join(value.voices) or "voice unknown"
            why = f" ({value.why})" if value.why else ""
            out.print(
                f"  {escape(_plain(value.value))}  [dim]{escape(voices)}; {value.independent} independent{why}[/]"
            )
    for relation in store.relations():
        if event.id in (relation.source, relation.target):
            other = relation.target if relation.source == event.id else relation.source
            out.print(f"[bold]{relation.type}[/] {other}: {escape(relation.why)}")
    for member in event.members:
        found = store.find(member)
        if found is not None:
            report = store.report(found.report)
            source = ", ".join((report.publisher or "publisher unknown", report.published or "no date"))
            out.print(f"\n[bold]{member}[/] {escape(source)}")
            out.print(f"  “{escape(found.sentence.of(report.text))}”")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items() if part is not None)
    return str(value)


def _print_mention(mention: Mention, store: Store) -> None:
    report = store.report(mention.report)
    heads = ("event", "who", "whom", "where", "when", "how many", "who says so", "trigger and content")
    out.print(f"[bold]mention {mention.id}[/] in report {escape(mention.report)}, confidence {mention.confidence:.2f}")
    for head, cell in zip(heads, mention_cells(mention, report.text), strict=True):
        out.print(f"  {head:20} {escape(cell or 'not said')}")
    why = mention.why
    evoked = f"{why.lemma} ({why.roleset or 'no roleset'}), rule {why.rule}"
    out.print(f"  {'why':20} {escape(evoked)}")
    out.print(f"  “{escape(mention.sentence.of(report.text))}”")
    event = store.event_of(mention.id)
    if event:
        out.print(f"  {'event':20} {event.id}")
    _print_claims(mention.id, report.text, store)


def _print_claims(of: str, text: str, store: Store) -> None:
    for claim in store.claims_of(of):
        _print_claim(claim, text)


def _print_claim(claim: Claim, text: str) -> None:
    words = f"“{claim.span.of(text)}”" if claim.span else f"from its {claim.basis or 'context'}"
    voice = claim.voice.speaker.span.of(text) if claim.voice.speaker else claim.voice.kind
    out.print(
        f"  claim {claim.id}  {escape(claim.field)}: {escape(_plain(claim.value))}  {escape(words)}  — {escape(voice)}"
    )


def _print_report(report: Report, store: Store) -> None:
    out.print(f"[bold]report {escape(report.id)}[/] {escape(report.title or '')}")
    for name in ("publisher", "published", "url", "language", "sha256"):
        out.print(f"  {name:12} {escape(str(getattr(report, name) or 'not known'))}")
    for origin in report.origins:
        out.print(f"  {'from':12} {escape(origin.path)}" + (f", row {origin.row}" if origin.row else ""))
    for mention in store.mentions(report.id):
        kind, who, whom, *_ = mention_cells(mention, report.text)
        out.print(f"  {mention.id} {escape(' — '.join((who or '?', kind, whom or '?')))}")
