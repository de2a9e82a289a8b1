"""Seals over what is stored, and what no longer fits them: a row that was altered, one taken out, one put in.

A row's digest stands beside it. The seal of a report stands beside its coder: a digest of its text's hash and of the
digests of all that was coded from it. Events, judgements and reviews have one seal each over all their rows. They find
accidents and careless editing; whoever changes a row and then every digest above it is found only by comparing
``digest_of_all`` with one that was noted down elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Table, insert, select

from kronika.records import Report
from kronika.store import tables
from kronika.store.tables import KINDS, Kind, digest, row_digest

CODED = (tables.mentions, tables.figures, tables.claims)
EVENTS, JUDGEMENTS, REVIEWS = "seal of events", "seal of judgements", "seal of reviews"
SEALED = {  # the key of a seal in ``meta`` -> the tables it covers
    EVENTS: (tables.events, tables.relations, tables.episodes, tables.members),
    JUDGEMENTS: (tables.judgements,),
    REVIEWS: (tables.reviews,),
}
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Altered:
    """What is not as it was stored. ``id`` is a row's, None where it is known only that rows are missing or too many."""

    kind: str  # "mention", "report", ...
    id: str | None
    report: str | None
    message: str


def seal_report(connection: Connection, report_id: str, coder: str) -> str:
    """The digest of a report's text and of all that ``coder`` made of it."""
    sha256 = connection.scalar(select(tables.reports.c.sha256).where(tables.reports.c.id == report_id))
    rows = [sorted(connection.scalars(select(table.c.digest).where(table.c.report == report_id))) for table in CODED]
    return digest(report_id, sha256, coder, rows)


def seal_tables(connection: Connection, key: str) -> str:
    """The digest of all rows of the tables that ``key`` names, in whatever order they were added."""
    return digest(key, [_content(connection, table) for table in SEALED[key]])


def seal_new(connection: Connection) -> None:
    """The seals of a store that has just been made; one that another process has set already stays."""
    there = set(connection.scalars(select(tables.meta.c.key)))
    rows = [{"key": key, "value": seal_tables(connection, key)} for key in SEALED if key not in there]
    if rows:
        connection.execute(insert(tables.meta), rows)


def digest_of_all(engine: Engine) -> str:
    """One digest of all that is there now. Noted where nobody can change it, it shows any later change."""
    with engine.connect() as connection:
        rest = [_content(connection, table) for table in (tables.members, tables.coded)]
        return digest([sorted(_digests(connection, kind.table)) for kind in KINDS.values()], rest)


def _digests(connection: Connection, table: Table) -> Iterator[str]:
    """What the digest of each row should be, as the row is now."""
    rows = connection.execution_options(yield_per=CHUNK).execute(select(table)).mappings()
    return (row_digest(table, dict(row)) for row in rows)


def _content(connection: Connection, table: Table) -> list[list[str]]:
    columns = [table.c.digest] if "id" in table.c else list(table.columns)
    return sorted([str(cell) for cell in row] for row in connection.execute(select(*columns)))


def find_altered(engine: Engine) -> Iterator[Altered]:
    """Every row that does not fit its digest, every report and table that does not fit its seal."""
    for kind in KINDS.values():
        yield from _altered_rows(engine, kind)
    with engine.connect() as connection:
        known = set(connection.scalars(select(tables.reports.c.id)))
        for report, coder, sealed in connection.execute(select(tables.coded).order_by(tables.coded.c.report)).all():
            if report not in known:
                yield Altered("report", report, report, f"report {report}: it was coded here, but is no longer there")
            elif seal_report(connection, report, coder) != sealed:
                told = "what was coded from it is not as it was stored: something was altered, taken out or put in"
                yield Altered("report", None, report, f"report {report}: {told}")
        for key in SEALED:
            sealed = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == key))
            if seal_tables(connection, key) != sealed:
                of = key.removeprefix("seal of ")
                yield Altered(
                    of, None, None, f"{of}: not as they were stored: something was altered, taken out or put in"
                )


def _altered_rows(engine: Engine, kind: Kind) -> Iterator[Altered]:
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=CHUNK).execute(select(kind.table)).mappings():
            if row_digest(kind.table, dict(row)) != row["digest"]:
                name = kind.type.__name__.lower()
                report = row["id"] if kind.type is Report else row.get("report")
                of = f" of report {report}" if report and kind.type is not Report else ""
                yield Altered(
                    name, row["id"], report, f"{name} {row['id']}{of}: its row was altered after it was stored"
                )
