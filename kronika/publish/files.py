"""Files that appear only when they are whole, and CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import polars as pl

from kronika.publish.columns import Column
from kronika.publish.tables import Row

OWNER_ONLY = 0o600  # every file can name people
BATCH = 5_000  # rows turned into columns together
# A spreadsheet would run a cell of text that starts so; it gets an apostrophe before it, as spreadsheets themselves write.
FORMULA = r"^[=+\-@\t\r]"
POLARS: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.String(),
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; on success the file takes its name at once, on failure it is gone and the old one stays."""
    draft = path.with_name(f".{path.name}.part")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY))
    draft.chmod(OWNER_ONLY)
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def to_frame(rows: Sequence[Row], columns: Sequence[Column]) -> pl.DataFrame:
    """Rows as typed columns; days stay ISO 8601 text, as CSV has them."""
    schema = {column.name: POLARS[column.kind] for column in columns}
    return pl.DataFrame({name: [row[name] for row in rows] for name in schema}, schema=schema, strict=False)


class CsvFile:
    """A CSV file that grows by rows: UTF-8, comma, header, "\\n" at line ends, quotes where needed."""

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self._file, self._columns = file, columns
        self._rows: list[Row] = []
        to_frame([], columns).write_csv(file)

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            defuse(to_frame(self._rows, self._columns)).write_csv(self._file, include_header=False)
            self._rows.clear()


def defuse(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that no spreadsheet runs, and whole numbers without ".0"."""
    text, number = pl.col(pl.String), pl.col(pl.Float64)
    return frame.with_columns(
        pl.when(text.str.contains(FORMULA)).then(pl.lit("'") + text).otherwise(text).name.keep(),
        number.cast(pl.String).str.strip_suffix(".0"),
    )


def write_parquet(frame: pl.DataFrame, columns: Sequence[Column], path: Path) -> None:
    """Days become dates; nothing is defused, as nothing runs what Parquet holds."""
    days = [column.name for column in columns if column.kind == "date"]
    frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d", strict=False)).write_parquet(path)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
