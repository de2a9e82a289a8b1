"""Rows into tables: upserts by id, some hundreds a statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kronika.store import tables
from kronika.store.tables import KINDS, to_row

CHUNK = 500  # rows a statement, well under the databases' limits on bound values


def upsert(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, key: tuple[str, ...] = ("id",)
) -> None:
    """Insert rows, or overwrite those whose key is there already with the same content under a newer coder."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        statement = dialect.insert(table)
        values = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in key}
        if values:
            statement = statement.on_conflict_do_update(index_elements=list(key), set_=values)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=list(key))
        connection.execute(statement, chunk)


def put(connection: Connection, records: Iterable[Any], *, ordered: bool = True) -> None:
    """``ordered``: keep the order they come in; else they go by their ids."""
    rows: dict[Table, dict[str, dict[str, Any]]] = {}
    for seq, record in enumerate(records):
        row = to_row(record, seq if ordered else 0)
        rows.setdefault(KINDS[type(record)].table, {})[row["id"]] = row
    for table, unique in rows.items():
        upsert(connection, table, list(unique.values()))


def forget_events(connection: Connection, keep: Collection[str]) -> None:
    """Take out the computed view but for the events with the ids ``keep``."""
    for table in (tables.relations, tables.episodes):
        connection.execute(delete(table))
    gone = [id_ for id_ in connection.scalars(select(tables.events.c.id)) if id_ not in keep] if keep else None
    for column in (tables.events.c.id, tables.members.c.event):
        stale = delete(column.table)
        if gone is None:
            connection.execute(stale)
            continue
        for start in range(0, len(gone), CHUNK):
            connection.execute(stale.where(column.in_(gone[start : start + CHUNK])))
