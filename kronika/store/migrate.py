"""Brings a store of an earlier version up to this one's; what it holds stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Engine, Table, bindparam, insert, inspect, select, text, update
from sqlalchemy.exc import DatabaseError

from kronika.store import seals, tables
from kronika.store.errors import SCHEMA_VERSION
from kronika.store.tables import KINDS, row_digest

CHUNK = 500
LATE = "digests added late"  # the key in ``meta`` that says from which version a store came that had none


def migrate(engine: Engine, found: str) -> bool:
    """From schema version ``found`` to this program's, step by step; False where no way leads."""
    while found in STEPS:
        found = STEPS[found](engine)
    return found == SCHEMA_VERSION


def _add_digests(engine: Engine) -> str:
    """Version 1 had no digests; those written now tell of what is altered from now on."""
    digested = [kind.table for kind in KINDS.values()]
    for table in (*digested, tables.coded):
        _add_digest_column(engine, table)
    with engine.begin() as connection:
        version = update(tables.meta).where(tables.meta.c.key == "schema", tables.meta.c.value == "1")
        if not connection.execute(version.values(value="2")).rowcount:
            return "2"  # another process was faster
        for table in digested:
            _fill(connection, table)
        for report, coder in connection.execute(select(tables.coded.c.report, tables.coded.c.coder)).all():
            sealed = seals.seal_report(connection, report, coder)
            connection.execute(update(tables.coded).where(tables.coded.c.report == report).values(digest=sealed))
        rows = [{"key": key, "value": seals.seal_tables(connection, key)} for key in seals.SEALED]
        connection.execute(insert(tables.meta), [*rows, {"key": LATE, "value": "schema 1"}])
    return "2"


def _add_digest_column(engine: Engine, table: Table) -> None:
    if _has_digest(engine, table):
        return
    try:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN digest VARCHAR DEFAULT '' NOT NULL"))
    except DatabaseError:
        if not _has_digest(engine, table):  # else another process was faster
            raise


def _has_digest(engine: Engine, table: Table) -> bool:
    return any(column["name"] == "digest" for column in inspect(engine).get_columns(table.name))


def _fill(connection: Connection, table: Table) -> None:
    """Each row's digest, some hundred rows at a time in the order of their ids."""
    change = update(table).where(table.c.id == bindparam("row")).values(digest=bindparam("found"))
    last = ""
    while rows := connection.execute(
        select(table).where(table.c.id > last).order_by(table.c.id).limit(CHUNK)
    ).mappings().all():  # fmt: skip
        connection.execute(change, [{"row": row["id"], "found": row_digest(table, dict(row))} for row in rows])
        last = rows[-1]["id"]


STEPS: Mapping[str, Callable[[Engine], str]] = {"1": _add_digests}
