"""run, code, add, publish: reports in, records out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from kronika.cli import common
from kronika.cli.common import (
    Inputs,
    Jobs,
    MinConfidence,
    SchemeOption,
    StoreOption,
    app,
    count,
    exit_code,
    faults,
    out,
    processes,
    progress,
    takes_reports,
    tell,
)
from kronika.gather import GatherOptions

if TYPE_CHECKING:
    from kronika.flow import Tally
    from kronika.records import Problem, Report

NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave the reports' texts, headlines and sentences out of every file.")
]
Title = Annotated[
    str | None,
    typer.Option("--title", help="What the page is headed with; else where and when its events happened."),
]


class CodeFormat(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    table = "table"


@app.command()
@takes_reports
def run(
    inputs: Inputs,
    folder: Annotated[Path, typer.Option("-o", "--output", help="The folder to write; made if missing.")] = Path(
        "record"
    ),
    no_text: NoText = False,
    title: Title = None,
    min_confidence: MinConfidence = 0.0,
    scheme: SchemeOption = None,
    jobs: Jobs = 0,
    *,
    options: GatherOptions,
) -> None:
    """The whole flow: read reports, code them, reconcile them, write a folder with the store, the tables and the page.

    Writes kronika.db, events.csv, mentions.csv, claims.csv, figures.csv, events.parquet, record.jsonl, datapackage.json
    and index.html. Run again on the same folder to go on after an interruption or to add reports.

    Exit code: 0 all went well; 1 some input could not be taken, the rest was done; 2 nothing was done.
    """
    from kronika.flow import run as run_flow
    from kronika.gather import count_inputs
    from kronika.publish import EditionOptions

    with faults():
        tools = common.load(scheme)
        edition = EditionOptions(
            texts=not no_text,
            title=title,
            min_confidence=min_confidence,
        )
        common.folder_to_write(folder)
        with progress(count_inputs(inputs)) as (watch, step):
            tally, _ = run_flow(
                inputs,
                folder,
                tools=tools,
                gather_options=options,
                edition=edition,
                watch=watch,
                step=step,
                jobs=processes(jobs),
            )
    tell(tally.told)
    if not _summary(tally, folder, no_text=no_text):
        raise common.fail("no report could be read from what was given: nothing to look at")
    raise typer.Exit(exit_code(tally.told))


def _summary(tally: Tally, folder: Path, *, no_text: bool) -> int:
    """Say what the folder holds; the number of reports."""
    from kronika.records import Event, Mention, Report
    from kronika.store import open_store

    with open_store(folder / "kronika.db") as store:
        counts = [store.count(kind) for kind in (Report, Mention, Event)]
    if counts[0]:
        held = ", ".join(count(n, noun) for n, noun in zip(counts, ("report", "mention", "event"), strict=True))
        now = f" ({count(tally.reports, 'report')} coded now, {_there(tally)})" if tally.skipped else ""
        out.print(f"{held} in [bold]{escape(str(folder))}[/]{now}")
        out.print(f"Look at it: {escape(str(folder / 'index.html'))}. It names people: keep it to yourself.")
    if counts[0] and no_text:
        out.print("kronika.db beside it still holds the texts: do not hand it on with the rest.")
    return counts[0]


def _there(tally: Tally) -> str:
    return f"{tally.skipped:,} {'was' if tally.skipped == 1 else 'were'} there already"


@app.command()
@takes_reports
def code(
    inputs: Inputs,
    to: Annotated[CodeFormat, typer.Option("--to", help="What to print.")] = CodeFormat.table,
    min_confidence: MinConfidence = 0.0,
    scheme: SchemeOption = None,
    jobs: Jobs = 0,
    *,
    options: GatherOptions,
) -> None:
    """Code reports in one pass and print mentions, figures and claims; nothing is stored, nothing reconciled.

    `jsonl` is the full record, one JSON object a line (see `kronika schema`); `csv` one row per mention; `table` is
    for reading.
    """
    from kronika.flow import code_reports
    from kronika.gather import gather, merge_duplicates
    from kronika.records import Problem

    told: list[Problem] = []

    def reports() -> Iterator[Report]:
        for found in merge_duplicates(gather(list(inputs), options)):
            if isinstance(found, Problem):
                told.append(found)
            else:
                yield found

    with faults():
        from kronika.cli.print_coded import printer

        tools = common.load(scheme)
        with printer(to.value, min_confidence) as write:
            for coded in code_reports(reports(), tools, jobs=processes(jobs)):
                told.extend(coded.problems)
                write(coded)
            write.problems(told)
    tell(told)
    raise typer.Exit(exit_code(told))


@app.command()
@takes_reports
def add(
    inputs: Inputs,
    store: StoreOption = "kronika.db",
    scheme: SchemeOption = None,
    jobs: Jobs = 0,
    *,
    options: GatherOptions,
) -> None:
    """Code reports, add them to a store and reconcile it; reports that are there already are passed over."""
    from kronika.flow import add_reports, reconcile_store
    from kronika.gather import count_inputs
    from kronika.store import open_store

    with faults():
        tools = common.load(scheme)
        with open_store(store) as opened, progress(count_inputs(inputs)) as (watch, step):
            tally = add_reports(inputs, opened, tools, options, watch=watch, jobs=processes(jobs))
            tally.told.extend(reconcile_store(opened, added=tally.added, step=step))
    tell(tally.told)
    told = f"{count(tally.mentions, 'mention')}, {count(tally.figures, 'figure')}"
    out.print(f"{count(tally.reports, 'report')} added ({told}), {_there(tally)}")
    raise typer.Exit(exit_code(tally.told))


def _day(option: str, given: str | None) -> date | None:
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError:
        raise common.fail(f"{option} {given}: write a day as 2020-08-14") from None


def _countries(given: Iterable[str]) -> frozenset[str]:
    from kronika.publish.wording import country_name

    codes = frozenset(code.upper() for code in given)
    if unknown := sorted(code for code in codes if country_name(code) == code):
        raise common.fail(f"--country {unknown[0]}: not the three letters of a country in ISO 3166, as BLR or POL")
    return codes


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="The folder to write.")],
    store: StoreOption = "kronika.db",
    profile: Annotated[
        list[str] | None, typer.Option("--profile", help="Also write the columns of: acled, ccc, ucdp, polecat.")
    ] = None,
    no_text: NoText = False,
    title: Title = None,
    min_confidence: MinConfidence = 0.0,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Only events that may lie on or after this day.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Only events that may lie on or before this day.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", help="Only events in this country (ISO 3166: BLR); more than once.")
    ] = None,
) -> None:
    """Write a store's tables and page. The page names people: `docs/output.md` lists what each file reveals.

    With --from, --to or --country an edition of that part: its events, the reports that tell of them, and nothing else.
    An event without a day is in no stretch of days, one without a country in no country.
    """
    from kronika.publish import EditionOptions, publish_edition, publish_profile
    from kronika.publish.part import part_of
    from kronika.records import Event, Report

    with faults(), common.open_existing(store) as opened:
        edition = EditionOptions(
            texts=not no_text,
            title=title,
            min_confidence=min_confidence,
            first=_day("--from", first),
            last=_day("--to", last),
            countries=_countries(country or ()),
        )
        if edition.first and edition.last and edition.last < edition.first:
            raise common.fail(f"--from {first} --to {last}: no day is in it, the first lies behind the last")
        common.folder_to_write(folder)
        with progress() as (_, step):
            written, problems = publish_edition(opened, folder, edition, step=step, reports=opened.count(Report))
        files = list(written)
        if edition.partial:
            rows = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"][0]["rows"]
            out.print(f"{rows:,} of {count(opened.count(Event), 'event')}: {edition.part}")
        for name in profile or ():
            try:
                files.extend(publish_profile(part_of(opened, edition), name, folder))
            except KeyError as error:
                raise common.fail(str(error.args[0])) from error
    tell(list(problems))
    for path in files:
        out.print(escape(str(path)))
    raise typer.Exit(exit_code(list(problems)))
