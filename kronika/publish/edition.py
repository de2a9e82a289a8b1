"""Writes an edition: checks first, then tables, JSON lines, the page and the data package; each file appears at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import IO

import polars as pl

from kronika.publish import lines, tables
from kronika.publish.checks import Findings, Told, check_events, check_told, told_reports
from kronika.publish.columns import CLAIM_COLUMNS, FIGURE_COLUMNS, MENTION_COLUMNS, Column, event_columns
from kronika.publish.files import CsvFile, replacing, to_frame, write_parquet
from kronika.publish.happenings import happenings
from kronika.publish.kept import Kept
from kronika.publish.naming import name_edition
from kronika.publish.options import EditionOptions
from kronika.publish.package import describe_edition
from kronika.publish.part import part_of
from kronika.publish.render import render_page
from kronika.records import Problem, RecordSource, Step, unwatched, watched

FILES = ("events.csv", "mentions.csv", "claims.csv", "figures.csv", "events.parquet", "record.jsonl", "index.html")


def publish_edition(
    source: RecordSource,
    folder: Path,
    options: EditionOptions | None = None,
    *,
    step: Step = unwatched,
    reports: int | None = None,
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write every file of an edition into ``folder``; return their paths, and what the checks found.

    All files appear together at the end: after a fault of the program or of the disk the old ones are still whole.
    The record streams through: of reports and events some hundreds are in memory at a time. ``step`` is told how far it
    is, ``reports`` how many there are.
    """
    chosen = options or EditionOptions()
    folder.mkdir(parents=True, exist_ok=True)
    source = part_of(source, chosen)
    found = Findings()
    kept = Kept(source, found.withheld, titles=chosen.texts)
    columns: dict[str, tuple[Column, ...]] = {
        "mentions.csv": MENTION_COLUMNS,
        "claims.csv": CLAIM_COLUMNS,
        "figures.csv": FIGURE_COLUMNS,
    }
    with ExitStack() as files:
        drafts = {name: files.enter_context(replacing(folder / name)) for name in (*FILES, "datapackage.json")}
        package = drafts.pop("datapackage.json")
        with drafts["record.jsonl"].open("w", encoding="utf-8", newline="\n") as out:
            pending = watched(told_reports(source), "writing reports", reports, step)
            rows = _write_reports(pending, out, drafts, columns, found, chosen)
            check_events(source, found)
            columns = {"events.csv": event_columns(found.measures), **columns}
            total = _write_events(kept, out, drafts, columns["events.csv"], found, chosen, step)
            for line in chain(lines.relation_lines(kept), lines.problem_lines(kept)):
                _write(out, line)
        rows["events.csv"] = rows["events.parquet"] = total
        columns["events.parquet"] = columns["events.csv"]
        chosen = replace(chosen, title=chosen.title or name_edition(kept))
        step("writing the page", 0, None)
        drafts["index.html"].write_text(render_page(kept, found, chosen), "utf-8")
        package.write_text(describe_edition(drafts, columns, rows, source.coded_by(), chosen), "utf-8")
    return tuple(folder / name for name in (*FILES, "datapackage.json")), tuple(found.problems)


def _write_reports(
    reports: Iterable[Told],
    out: IO[str],
    drafts: Mapping[str, Path],
    columns: Mapping[str, tuple[Column, ...]],
    found: Findings,
    options: EditionOptions,
) -> dict[str, int]:
    """One pass over the reports: their checks, their lines, and the rows of mentions, figures and claims, counted."""
    rows = dict.fromkeys(("mentions.csv", "figures.csv", "claims.csv"), 0)
    texts = options.texts
    with ExitStack() as stack:
        csv = {name: CsvFile(stack.enter_context(drafts[name].open("wb")), columns[name]) for name in rows}

        def add(name: str, line: lines.Json, row: tables.Row) -> None:
            _write(out, line)
            csv[name].add(row)
            rows[name] += 1

        for told in reports:
            sound = check_told(told, found, options.min_confidence)
            report = told.report if texts else replace(told.report, title=None)
            _write(out, lines.report_line(report, with_text=texts))
            for mention in sound.mentions:
                row = tables.mention_row(mention, report, with_text=texts)
                add("mentions.csv", lines.mention_line(mention, report.text), row)
            for figure in sound.figures:
                row = tables.figure_row(figure, report, with_text=texts)
                add("figures.csv", lines.figure_line(figure, report.text), row)
            for claim in sound.claims:
                add("claims.csv", lines.claim_line(claim, report.text), tables.claim_row(claim, report))
        for file in csv.values():
            file.flush()
    return rows


def _write_events(
    source: RecordSource,
    out: IO[str],
    drafts: Mapping[str, Path],
    columns: tuple[Column, ...],
    found: Findings,
    options: EditionOptions,
    step: Step,
) -> int:
    """One pass over the events: their lines, events.csv and events.parquet, whose columns lie in memory once."""
    frames, batch = [to_frame([], columns)], []
    with drafts["events.csv"].open("wb") as file:
        csv = CsvFile(file, columns)
        for happening in watched(happenings(source), "writing events", found.counts["event"], step):
            _write(out, lines.event_line(happening))
            row = tables.event_row(happening, found.measures, with_text=options.texts)
            csv.add(row)
            batch.append(row)
            if len(batch) == 1_000:
                frames.append(to_frame(batch, columns))
                batch.clear()
        csv.flush()
    events = pl.concat([*frames, to_frame(batch, columns)])
    write_parquet(events, columns, drafts["events.parquet"])
    return events.height


def _write(out: IO[str], line: lines.Json) -> None:
    out.write(lines.dump_line(line) + "\n")
