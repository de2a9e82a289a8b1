"""The tables: one per record, each row the record itself as JSON (``data``) with the columns that are searched beside it.

Each row has a ``digest`` of all the rest of it, so that a value changed by hand is found (``seals.py``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

from kronika.records import (
    Claim,
    Episode,
    Event,
    EventRelation,
    Figure,
    Judgement,
    Mention,
    Problem,
    Report,
    Review,
    hash_id,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))


def _digest_column() -> Column[str]:
    return Column("digest", String, nullable=False, server_default="")


# One line per report that has been coded to the end, by which coder: what a run that goes on after an interruption asks.
# Its digest seals all that was coded.
coded = Table(
    "coded",
    metadata,
    Column("report", String, primary_key=True),
    Column("coder", String, nullable=False),
    _digest_column(),
)


def _table(name: str, *columns: Column[Any]) -> Table:
    """``seq`` keeps the order in which a report tells its mentions and claims."""
    return Table(
        name,
        metadata,
        Column("id", String, primary_key=True),
        *columns,
        Column("seq", Integer, nullable=False, default=0),
        Column("data", Text, nullable=False),
        _digest_column(),
    )


reports = _table(
    "reports", Column("sha256", String, index=True), Column("published", String), Column("publisher", String)
)
mentions = _table(
    "mentions", Column("report", String, index=True), Column("type", String, index=True), Column("mode", String)
)
figures = _table("figures", Column("report", String, index=True), Column("measure", String))
claims = _table(
    "claims", Column("report", String, index=True), Column("of", String, index=True), Column("field", String)
)
problems = _table("problems", Column("report", String, index=True), Column("stage", String))
judgements = _table(
    "judgements", Column("left", String, index=True), Column("right", String, index=True), Column("by", String)
)
reviews = _table("reviews", Column("claim", String, index=True), Column("by", String))
events = _table("events", Column("type", String, index=True))
relations = _table("relations", Column("source", String, index=True), Column("target", String, index=True))
episodes = _table("episodes")
members = Table(
    "members", metadata, Column("event", String, primary_key=True), Column("mention", String, primary_key=True)
)
Index("members_by_mention", members.c.mention)


@dataclass(frozen=True)
class Kind:
    """How one record type is kept: its table, its id, and the columns that are filled from attributes of the same name."""

    table: Table
    type: type[Any]
    id_of: Callable[[Any], str]
    columns: tuple[str, ...] = ()


def _problem_id(problem: Problem) -> str:
    span = problem.span
    where = (span.start, span.end) if span else (None, None)
    return hash_id("p", problem.stage, problem.report, problem.origin, problem.message, *where)


def _relation_id(relation: EventRelation) -> str:
    return hash_id("l", relation.source, relation.target, relation.type)


def _own_id(record: Any) -> str:
    return str(record.id)


KINDS: Mapping[type[Any], Kind] = {
    kind.type: kind
    for kind in (
        Kind(reports, Report, _own_id, ("sha256", "published", "publisher")),
        Kind(mentions, Mention, _own_id, ("report", "type", "mode")),
        Kind(figures, Figure, _own_id, ("report", "measure")),
        Kind(claims, Claim, _own_id, ("report", "of", "field")),
        Kind(problems, Problem, _problem_id, ("report", "stage")),
        Kind(judgements, Judgement, _own_id, ("left", "right", "by")),
        Kind(reviews, Review, _own_id, ("claim", "by")),
        Kind(events, Event, _own_id, ("type",)),
        Kind(relations, EventRelation, _relation_id, ("source", "target")),
        Kind(episodes, Episode, _own_id),
    )
}

_encoder = msgspec.json.Encoder()
_decoders = {type_: msgspec.json.Decoder(type_) for type_ in KINDS}


def to_row(record: Any, seq: int = 0) -> dict[str, Any]:
    """The row of a record."""
    kind = KINDS[type(record)]
    row: dict[str, Any] = {name: getattr(record, name) for name in kind.columns}
    row |= {"id": kind.id_of(record), "seq": seq, "data": _encoder.encode(record).decode()}
    return row | {"digest": row_digest(kind.table, row)}


def digest(*parts: Any) -> str:
    """32 hex digits of BLAKE2b over the parts as JSON."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def row_digest(table: Table, row: Mapping[str, Any]) -> str:
    """Over the table's name and every cell but the digest itself."""
    return digest(table.name, [[name, row[name]] for name in sorted(row) if name != "digest"])


def from_data(type_: type[Any], data: str) -> Any:
    """The record of a row's ``data``."""
    return _decoders[type_].decode(data)
