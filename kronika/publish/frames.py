"""A record's tables as polars frames, for Python and notebooks."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kronika.publish import tables
from kronika.publish.columns import CLAIM_COLUMNS, FIGURE_COLUMNS, MENTION_COLUMNS, event_columns
from kronika.publish.files import to_frame as frame_of
from kronika.publish.happenings import happenings, measures_of
from kronika.records import RecordSource

TABLES = ("mentions", "events", "claims", "figures")


def to_frame(source: RecordSource, table: str) -> pl.DataFrame:
    """One of TABLES with the columns of the CSV file of that name; ValueError on another name."""
    if table == "events":
        told = list(happenings(source))
        measures = sorted({measure for one in told for measure in measures_of(one)})
        return frame_of([tables.event_row(one, measures) for one in told], event_columns(measures))
    columns = {"mentions": MENTION_COLUMNS, "claims": CLAIM_COLUMNS, "figures": FIGURE_COLUMNS}
    if table not in columns:
        raise ValueError(f"no table {table!r}; there are {', '.join(TABLES)}")
    return frame_of(list(_rows(source, table)), columns[table])


def _rows(source: RecordSource, table: str) -> Iterator[tables.Row]:
    for report in source.reports():
        if table == "mentions":
            yield from (tables.mention_row(mention, report) for mention in source.mentions(report.id))
        elif table == "figures":
            yield from (tables.figure_row(figure, report) for figure in source.figures(report.id))
        else:
            yield from (tables.claim_row(claim, report) for claim in source.claims(report.id))
