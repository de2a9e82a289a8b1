"""Tables, one report a row: CSV, TSV, JSON lines, JSON arrays and Parquet, read in a stream."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from typing import Any, TextIO

import polars as pl

from kronika.gather.decode import marked_encoding, mend_field
from kronika.gather.jsonstream import JsonStream
from kronika.gather.options import FIELDS, GatherOptions
from kronika.gather.raw import Raw, Source
from kronika.records import Origin, Problem

_NO_COLUMN = "no column "
_DEFAULTS = GatherOptions()
_BATCH = 1000  # rows of a Parquet file held at once


def _missing(source: Source, options: GatherOptions, columns: list[str], row: int | None = None) -> Problem:
    names = ", ".join(columns) if columns else "none"
    where = "" if row is None else f"row {row}: "
    lacking = f'{where}{_NO_COLUMN}"{options.text_column}"; the columns are: {names}'
    return source.problem(f"{lacking}. Name the one that holds the text with --text-column")


def _columns(names: Iterable[str], options: GatherOptions) -> dict[str, str]:
    """Which column holds each field; where none is called exactly so, one that differs by case or spaces only."""
    exact = list(names)
    if options.text_column not in exact and _loose(options.text_column) not in map(_loose, exact):
        options = _DEFAULTS  # a folder's other tables keep their usual names
    loose = {_loose(name): name for name in reversed(exact)}
    found = {field: options.column(field) for field in FIELDS}
    return {
        field: name if name in exact else loose[_loose(name)]
        for field, name in found.items()
        if name in exact or _loose(name) in loose
    }


def _loose(name: str) -> str:
    return name.strip().casefold()


def _row(source: Source, columns: Mapping[str, str], number: int, row: Mapping[str, Any]) -> Raw | Problem:
    """A report from a row's values; values that are not text are written out, empty ones are unknown."""
    values: dict[str, str | None] = {}
    mended = False
    for field in FIELDS:
        value = row.get(columns.get(field, ""))
        text, odd = mend_field(value) if isinstance(value, str) else (None if value is None else str(value), False)
        mended = mended or odd
        values[field] = text if text and text.strip() else None
    body = values.pop("text")
    if body is None:
        return source.problem(f'row {number}: nothing in column "{columns["text"]}"')
    notes = (f"row {number}: not UTF-8: read as Windows-1252",) if mended else ()
    return Raw(body, Origin(source.name, number), published_basis="given", notes=notes, **values)  # type: ignore[arg-type]


def _bounded_lines(source: Source, options: GatherOptions, handle: TextIO) -> Iterator[str | Problem]:
    """Lines of at most ``max_characters`` (and a little for what stands beside the text); a longer one is a problem."""
    limit = options.max_characters + 100_000
    number = 0
    while line := handle.readline(limit):
        number += 1
        if len(line) < limit or line.endswith("\n"):
            yield line
            continue
        while line and not line.endswith("\n"):
            line = handle.readline(limit)
        yield source.problem(f"line {number} is longer than {limit:,} characters: passed over")


def _open(source: Source) -> TextIO:
    with source.path.open("rb") as start:
        encoding = marked_encoding(start.read(4096))
    return source.path.open(encoding=encoding or "utf-8", errors="surrogateescape", newline="")


def _delimiter(header: str, default: str) -> str:
    counts = {mark: header.count(mark) for mark in (default, ",", ";", "\t", "|")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else default


def read_delimited(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    """CSV, TSV and their relatives; the header says which mark parts the columns. Rows are counted behind the header."""
    problems: list[Problem] = []

    def lines() -> Iterator[str]:
        with _open(source) as handle:
            for line in _bounded_lines(source, options, handle):
                if isinstance(line, Problem):
                    problems.append(line)
                else:
                    yield line

    stream = lines()
    header = next(stream, "")
    if header.lower().startswith("sep="):  # Excel's own first line
        header = next(stream, "")
    csv.field_size_limit(options.max_characters + 100_000)
    delimiter = _delimiter(header, "\t" if source.path.suffix == ".tsv" else ",")
    names = [name.strip().lstrip("\ufeff") for name in next(csv.reader([header], delimiter=delimiter), [])]
    columns = _columns(names, options)
    if "text" not in columns:
        yield from problems
        yield _missing(source, options, names) if header.strip() else source.problem("empty file")
        return
    rows = csv.reader(stream, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield source.problem(f"row {number}: {error}: passed over")
            continue
        yield from problems
        problems.clear()
        if row is None:
            return
        if row:
            yield _row(source, columns, number, dict(zip(names, row, strict=False)))


def _json_row(source: Source, options: GatherOptions, number: int, row: object) -> Raw | Problem:
    if not isinstance(row, dict):
        return source.problem(f"row {number}: not an object but {type(row).__name__}")
    columns = _columns(row, options)
    if "text" not in columns:
        return _missing(source, options, list(row), number)
    return _row(source, columns, number, row)


def _told_once(source: Source, rows: Iterator[Raw | Problem]) -> Iterator[Raw | Problem]:
    """Of many lines that lack the text column the first is told in full, and then how many there were."""
    lacking = 0
    for row in rows:
        if isinstance(row, Problem) and _NO_COLUMN in row.message:
            lacking += 1
            if lacking > 1:
                continue
        yield row
    if lacking > 1:
        yield source.problem(f"{lacking - 1:,} more of its rows lack that column too")


def read_json_lines(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    yield from _told_once(source, _json_lines(source, options))


def _json_lines(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    with _open(source) as handle:
        for number, line in enumerate(_bounded_lines(source, options, handle), 1):
            if isinstance(line, Problem):
                yield line
            elif line.strip("\ufeff \t\r\n"):
                try:
                    row = json.loads(line.strip("\ufeff \t\r\n"))
                except (ValueError, RecursionError) as error:
                    yield source.problem(f"line {number} is not JSON: {error}")
                    continue
                yield _json_row(source, options, number, row)


def read_json_array(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    """A JSON file that is one array of objects."""
    yield from _told_once(source, _json_items(source, options))


def _json_items(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    with _open(source) as handle:
        stream = JsonStream(handle, limit=options.max_characters + 100_000)
        stream.skip_past("[")
        for number, row in enumerate(stream.items(), 1):
            yield _json_row(source, options, number, row)


def read_parquet(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    with source.path.open("rb") as handle:
        yield from _parquet_rows(source, options, handle)


def _parquet_rows(source: Source, options: GatherOptions, handle: BufferedReader) -> Iterator[Raw | Problem]:
    names = list(pl.read_parquet_schema(handle))
    columns = _columns(names, options)
    if "text" not in columns:
        yield _missing(source, options, names)
        return
    frames = (
        pl.scan_parquet(source.path)
        .select(list(dict.fromkeys(columns.values())))
        .collect_batches(chunk_size=_BATCH, maintain_order=True)
    )
    number = 0
    for frame in frames:
        for row in frame.iter_rows(named=True):
            number += 1
            yield _row(source, columns, number, row)
