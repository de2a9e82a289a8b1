"""events, show, read, explain, schema, verify: looking at what there is, and checking it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from kronika.cli import common
from kronika.cli.common import (
    SchemeOption,
    StoreOption,
    app,
    err,
    exit_code,
    faults,
    out,
    takes_reports,
    tell,
)
from kronika.gather import GatherOptions

if TYPE_CHECKING:
    from kronika.records import Event


class EventFormat(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    table = "table"


class ReadFormat(StrEnum):
    table = "table"
    conllu = "conllu"
    jsonl = "jsonl"
    html = "html"


@app.command()
def events(
    store: StoreOption = "kronika.db",
    to: Annotated[EventFormat, typer.Option("--to", help="What to print.")] = EventFormat.table,
    type_: Annotated[str | None, typer.Option("--type", help="Only this type, or type.mode: PROTEST.strike.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only events on which claims conflict.")] = False,
) -> None:
    """The happenings that the stored reports tell of, by day, with who says so and what is disputed.

    `kronika show ID` tells all about one. `csv` has every column of events.csv, `jsonl` the lines of record.jsonl.
    """
    from kronika.cli.print_shown import print_events
    from kronika.publish import columns, files, lines, tables
    from kronika.publish.happenings import happenings
    from kronika.records import Event

    def wanted(event: Event) -> bool:
        kind = f"{event.type}.{event.mode}" if event.mode else event.type
        return (type_ is None or type_ in (event.type, kind)) and (not disputed or bool(event.disputed))

    with faults(), common.open_existing(store) as opened:
        found = [event for event in opened.events() if wanted(event)]
        if type_ is not None and not found:
            _known_type(type_, opened.events())
        if to is EventFormat.jsonl:
            kept = set()
            for happening in happenings(opened, found):
                kept.add(happening.event.id)
                sys.stdout.write(lines.dump_line(lines.event_line(happening)) + "\n")
            for relation in opened.relations():
                if relation.source in kept and relation.target in kept:
                    sys.stdout.write(lines.dump_line(lines.relation_line(relation)) + "\n")
            return
        if to is EventFormat.csv:
            rows = [tables.event_row(happening) for happening in happenings(opened, found)]
            sys.stdout.write(files.to_frame(rows, columns.event_columns(())).write_csv())
            return
        print_events(list(happenings(opened, found)), opened.count(Event))


def _known_type(name: str, events: Iterable[Event]) -> None:
    """A name that nothing bears is misspelt more often than it is meant: say which there are."""
    kinds = {
        kind for event in events for kind in (event.type, f"{event.type}.{event.mode}" if event.mode else event.type)
    }
    if name not in kinds:
        err.print(f"no event is of type {escape(name)}; there are {', '.join(sorted(kinds)) or 'none'}")


@app.command()
def show(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a report, mention, figure, claim, event or episode.")
    ],
    store: StoreOption = "kronika.db",
) -> None:
    """Everything that is known of one thing, with the words it rests on and who says them.

    The beginning of an id is enough if no other begins so.
    """
    from kronika.cli.print_shown import print_shown

    with faults(), common.open_existing(store) as opened:
        found = [id_] if opened.find(id_) is not None else opened.complete(id_)
        if len(found) > 1:
            raise common.fail(f"several ids begin with {id_}: {', '.join(found[:10])}{' ...' if found[10:] else ''}")
        if not found:
            raise common.fail(f"nothing here has the id {id_}; `kronika events` lists the events with theirs")
        print_shown(opened.find(found[0]), opened)


@app.command()
@takes_reports
def read(
    inputs: common.Inputs,
    to: Annotated[ReadFormat, typer.Option("--to", help="What to print.")] = ReadFormat.table,
    *,
    options: GatherOptions,
) -> None:
    """The readings themselves: sentences, tokens, trees, frames, names, antecedents, every place and date, with offsets.

    So that whoever doubts an event can see what the reader saw; nothing of the text is dropped. `conllu` is CoNLL-U with
    character offsets, `html` one self-contained page.
    """
    from kronika.flow import read_reports
    from kronika.gather import gather
    from kronika.read import show as shown
    from kronika.records import Problem

    told: list[Problem] = []
    with faults():
        tools = common.load(None)
        for found in gather(list(inputs), options):
            if isinstance(found, Problem):
                told.append(found)
                continue
            reading = read_reports([found], tools)[0]
            if to is ReadFormat.jsonl:
                print_reading(found.id, found.text, reading)
            else:
                render = {"table": shown.to_table, "conllu": shown.to_conllu, "html": shown.to_html}[to.value]
                sys.stdout.write(render(found.text, reading.sentences))
    tell(told)
    raise typer.Exit(exit_code(told))


def print_reading(report: str, text: str, reading: object) -> None:
    """One line per sentence, then one per place and per date."""
    from kronika.publish import lines
    from kronika.read import show as shown
    from kronika.records import Reading

    assert isinstance(reading, Reading)
    for sentence in reading.sentences:
        line = {"kind": "sentence", "report": report, **shown.to_dict(text, sentence)}
        sys.stdout.write(lines.dump_line(line) + "\n")
    for place in reading.places:
        sys.stdout.write(
            lines.dump_line({"kind": "place", "report": report, **(lines.place_json(place, text) or {})}) + "\n"
        )
    for day in reading.dates:
        sys.stdout.write(
            lines.dump_line({"kind": "date", "report": report, **(lines.date_json(day, text) or {})}) + "\n"
        )


@app.command()
@takes_reports
def explain(
    inputs: common.Inputs,
    scheme: SchemeOption = None,
    *,
    options: GatherOptions,
) -> None:
    """Sentence by sentence: the reading, the rules that fired, and those that nearly did with what they lacked."""
    from kronika.code import explain_report
    from kronika.flow import code_reading, read_reports
    from kronika.gather import gather
    from kronika.records import Problem

    told: list[Problem] = []
    with faults():
        tools = common.load(scheme)
        for found in gather(list(inputs), options):
            if isinstance(found, Problem):
                told.append(found)
                continue
            reading = read_reports([found], tools)[0]
            doubted = code_reading(found, reading, tools).doubted
            for line in explain_report(found, reading, tools.scheme, tools.lexicon, doubted):
                out.print(line, markup=False)
    tell(told)
    raise typer.Exit(exit_code(told))


@app.command()
def schema() -> None:
    """The JSON Schema that every line of the record fits."""
    from kronika.publish.schema import load_schema

    sys.stdout.write(json.dumps(load_schema(), indent=2) + "\n")


@app.command()
def verify(store: StoreOption = "kronika.db") -> None:
    """Check a store: every row against its digest, texts against their hashes, every span and id.

    A value changed by hand is named with its row and report, and so is a row taken out or put in. Whoever changes the
    digests too is found only by the digest printed last: note it where nobody can change it, and compare.

    Exit code: 0 all holds; 1 something does not, and each fault is listed.
    """
    from kronika.cli.verify import verify_store

    with faults(), common.open_existing(store) as opened:
        checked, found = verify_store(opened)
        digest, late = opened.digest(), opened.sealed_late()
    for fault in found:
        out.print(f"[red]fault[/] {escape(fault)}")
    if late:
        out.print("an earlier version made this store: what was altered before this one opened it cannot be told")
    told = f"{common.count(checked, 'record')} checked, {common.count(len(found), 'fault')}"
    out.print(f"{told}; digest of all: {digest}")
    raise typer.Exit(1 if found else 0)
