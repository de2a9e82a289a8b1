"""Printing one record in full: an event with every claim and its words, a mention, a report with what it tells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec
from rich.markup import escape

from kronika.cli.common import count, out
from kronika.cli.print_coded import mention_cells
from kronika.cli.value_words import value_words
from kronika.publish.happenings import Happening, happening_of
from kronika.publish.sentences import headline, plain_sentence, sentence_of, tell_happening
from kronika.publish.wording import VOICES, speaker_words
from kronika.records import Claim, Episode, Event, Figure, Judgement, Mention, Report, Review
from kronika.store import Store


def print_events(happenings: Sequence[Happening], stored: int) -> None:
    """A list by day, those without a day last; ``stored`` is how many events there are in all."""
    for one in sorted(happenings, key=lambda h: (not _day(h.event), _day(h.event), h.event.id)):
        facts, event = tell_happening(one), one.event
        out.print(f"[bold]{_day(event) or 'no day':<11}[/]{escape(headline(facts))}")
        numbers = [f"{measure} {words}" for measure, words in facts.numbers]
        reports = count(len(event.reports), "report")
        kind = f"{event.type}.{event.mode}" if event.mode else event.type
        for line in (*numbers, "; ".join(facts.says)):
            out.print(f"{'':11}[dim]{escape(line)}[/]")
        disputed = f"  [bold red]disputed: {escape(', '.join(event.disputed))}[/]" if event.disputed else ""
        out.print(f"{'':11}[dim]{event.id}  {kind}  {reports}[/]{disputed}")
    out.print(f"{len(happenings):,} of {count(stored, 'event')}; `kronika show ID` tells all about one")


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
        _print_figure(record, store)
    elif isinstance(record, Claim):
        _print_claim(record, store.report(record.report))
        out.print(f"  of {record.of} in report {escape(record.report)}")
    elif isinstance(record, Report):
        _print_report(record, store)
    elif isinstance(record, Episode):
        _print_episode(record, store)
    elif isinstance(record, Judgement | Review):
        out.print(escape(json.dumps(msgspec.to_builtins(record), ensure_ascii=False, indent=2)))


def _headline(event_id: str, store: Store) -> str:
    event = store.find(event_id)
    return headline(tell_happening(happening_of(store, event))) if isinstance(event, Event) else ""


def _print_event(event: Event, store: Store) -> None:
    kind = f"{event.type}.{event.mode}" if event.mode else event.type
    told = "once" if len(event.members) == 1 else f"{len(event.members)} times"
    out.print(f"[bold]event {event.id}[/]  {kind}  told {told} in {count(len(event.reports), 'report')}")
    out.print(escape(plain_sentence(sentence_of(tell_happening(happening_of(store, event))))))
    for field, values in event.values.items():
        flag = "  [bold red]disputed[/]" if field in event.disputed else ""
        out.print(f"\n[bold]{escape(field)}[/]{flag}")
        for value in values:
            voices = ", ".join(VOICES.get(voice, voice) for voice in value.voices) or "voice unknown"
            why = f" ({value.why})" if value.why else ""
            out.print(f"  {escape(value_words(value.value))}")
            out.print(f"    [dim]{escape(voices)}; {value.independent} independent{escape(why)}[/]")
    _print_relations(event, store)
    out.print("\n[bold]told by[/]")
    for member in event.members:
        found = store.find(member)
        if found is not None:
            report = store.report(found.report)
            source = ", ".join((report.publisher or "publisher unknown", report.published or "no date"))
            out.print(f"  {escape(source)}  [dim]{member}[/]")
            out.print(f"    “{escape(_one_line(found.sentence.of(report.text)))}”")


def _print_relations(event: Event, store: Store) -> None:
    related = [one for one in store.relations() if event.id in (one.source, one.target)]
    if related:
        out.print("\n[bold]related[/]")
    for relation in related:
        leads = relation.source == event.id
        other = relation.target if leads else relation.source
        name = relation.type if leads or relation.type == "same wave" else f"has {relation.type}, from"
        out.print(f"  {name} {other}: {escape(_headline(other, store))}")
        out.print(f"    [dim]{escape(relation.why)}[/]")


def _print_episode(episode: Episode, store: Store) -> None:
    out.print(f"[bold]episode {episode.id}[/]  {escape(episode.name)}: {len(episode.events)} events")
    for event in episode.events:
        out.print(f"  {event}  {escape(_headline(event, store))}")


def _print_mention(mention: Mention, store: Store) -> None:
    report = store.report(mention.report)
    heads = ("did what", "who", "whom", "where", "when", "how many", "who says so", "trigger, content")
    out.print(f"[bold]mention {mention.id}[/] in report {escape(mention.report)}, confidence {mention.confidence:.2f}")
    out.print(f"  “{escape(_one_line(mention.sentence.of(report.text)))}”")
    for head, cell in zip(heads, mention_cells(mention, report), strict=True):
        out.print(f"  {head:16} {escape(cell or 'not said')}")
    why = mention.why
    evoked = f"{why.lemma} ({why.roleset or 'no roleset'}), rule {why.rule}"
    out.print(f"  {'why':16} {escape(evoked)}")
    event = store.event_of(mention.id)
    out.print(f"  {'event':16} {event.id if event else 'none: see the chapter on reconciling'}")
    _print_claims(mention.id, report, store)


def _print_figure(figure: Figure, store: Store) -> None:
    report = store.report(figure.report)
    out.print(f"[bold]figure {figure.id}[/] in report {escape(figure.report)}, confidence {figure.confidence:.2f}")
    out.print(f"  “{escape(_one_line(figure.sentence.of(report.text)))}”")
    _print_claims(figure.id, report, store)


def _print_claims(of: str, report: Report, store: Store) -> None:
    for claim in store.claims_of(of):
        _print_claim(claim, report)


def _print_claim(claim: Claim, report: Report) -> None:
    words = f"“{_one_line(claim.span.of(report.text))}”" if claim.span else f"from its {claim.basis or 'context'}"
    voice = speaker_words(claim.voice, report)
    value = escape(value_words(claim.value))
    out.print(f"  {escape(claim.field):9} {value}  [dim]{escape(words)} — {escape(voice)}  {claim.id}[/]")


def _print_report(report: Report, store: Store) -> None:
    out.print(f"[bold]report {escape(report.id)}[/] {escape(report.title or '')}")
    for name in ("publisher", "published", "url", "language", "sha256"):
        out.print(f"  {name:12} {escape(str(getattr(report, name) or 'not known'))}")
    for origin in report.origins:
        out.print(f"  {'from':12} {escape(origin.path)}" + (f", row {origin.row}" if origin.row else ""))
    for mention in store.mentions(report.id):
        kind, who, whom, *_ = mention_cells(mention, report)
        out.print(f"  {mention.id} {escape(' — '.join((who or '?', kind, whom or '?')))}")


def _one_line(words: str) -> str:
    return " ".join(words.split())
