"""Writes an edition: checks first, then tables, JSON lines, the page and the data package; each file appears at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO

import polars as pl

from kronika.publish import lines, tables
from kronika.publish.checks import Findings, check_record
from kronika.publish.columns import CLAIM_COLUMNS, FIGURE_COLUMNS, MENTION_COLUMNS, Column, event_columns
from kronika.publish.files import CsvFile, replacing, to_frame, write_parquet
from kronika.publish.happenings import happenings
from kronika.publish.kept import Kept
from kronika.publish.naming import name_edition
from kronika.publish.options import EditionOptions
from kronika.publish.package import describe_edition
from kronika.publish.render import render_page
from kronika.records import Problem, RecordSource

FILES = ("events.csv", "mentions.csv", "claims.csv", "figures.csv", "events.parquet", "record.jsonl", "index.html")


def publish_edition(
    source: RecordSource, folder: Path, options: EditionOptions | None = None
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write every file of an edition into ``folder``; return their paths, and what the checks found.

    All files appear together at the end: after a fault of the program or of the disk the old ones are still whole.
    """
    chosen = options or EditionOptions()
    folder.mkdir(parents=True, exist_ok=True)
    found = check_record(source, chosen.min_confidence)
    kept = Kept(source, found.withheld, titles=chosen.texts)
    chosen = replace(chosen, title=chosen.title or name_edition(kept))
    columns: dict[str, tuple[Column, ...]] = {
        "events.csv": event_columns(found.measures),
        "mentions.csv": MENTION_COLUMNS,
        "claims.csv": CLAIM_COLUMNS,
        "figures.csv": FIGURE_COLUMNS,
    }
    with ExitStack() as files:
        drafts = {name: files.enter_context(replacing(folder / name)) for name in (*FILES, "datapackage.json")}
        package = drafts.pop("datapackage.json")
        rows = _write_record(kept, drafts, columns, chosen)
        rows["events.csv"] = _write_events(kept, drafts, columns["events.csv"], found, with_text=chosen.texts)
        rows["events.parquet"], columns["events.parquet"] = rows["events.csv"], columns["events.csv"]
        drafts["index.html"].write_text(render_page(kept, found, chosen), "utf-8")
        package.write_text(describe_edition(drafts, columns, rows, source.coded_by(), chosen), "utf-8")
    return tuple(folder / name for name in (*FILES, "datapackage.json")), tuple(found.problems)


def _write_record(
    source: RecordSource,
    drafts: Mapping[str, Path],
    columns: Mapping[str, tuple[Column, ...]],
    options: EditionOptions,
) -> dict[str, int]:
    """One pass over the reports: their lines, and the rows of mentions, figures and claims. Returns the rows of each."""
    rows = dict.fromkeys(("mentions.csv", "figures.csv", "claims.csv"), 0)
    with ExitStack() as stack:
        out = stack.enter_context(drafts["record.jsonl"].open("w", encoding="utf-8", newline="\n"))
        csv = {name: CsvFile(stack.enter_context(drafts[name].open("wb")), columns[name]) for name in rows}

        def add(name: str, line: lines.Json, row: tables.Row) -> None:
            _write(out, line)
            csv[name].add(row)
            rows[name] += 1

        for report in source.reports():
            _write(out, lines.report_line(report, with_text=options.texts))
            for mention in source.mentions(report.id):
                row = tables.mention_row(mention, report, with_text=options.texts)
                add("mentions.csv", lines.mention_line(mention, report.text), row)
            for figure in source.figures(report.id):
                row = tables.figure_row(figure, report, with_text=options.texts)
                add("figures.csv", lines.figure_line(figure, report.text), row)
            for claim in source.claims(report.id):
                add("claims.csv", lines.claim_line(claim, report.text), tables.claim_row(claim, report))
        for line in (*lines.event_lines(source), *lines.problem_lines(source)):
            _write(out, line)
        for file in csv.values():
            file.flush()
    return rows


def _write_events(
    source: RecordSource, drafts: Mapping[str, Path], columns: tuple[Column, ...], found: Findings, *, with_text: bool
) -> int:
    """events.csv and events.parquet; the columnar form of all events is held in memory once."""
    frames, batch = [to_frame([], columns)], []
    with drafts["events.csv"].open("wb") as file:
        csv = CsvFile(file, columns)
        for happening in happenings(source):
            row = tables.event_row(happening, found.measures, with_text=with_text)
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
