"""Store: an open database of records. Additions are upserts by content id, each report in one transaction."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from time import sleep
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, Select, create_engine, delete, event, func, insert, select, update
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from kronika.records import (
    PROGRAM,
    Claim,
    Coder,
    Episode,
    Event,
    EventRelation,
    Figure,
    Judgement,
    Mention,
    Origin,
    Problem,
    Report,
    Review,
    hash_id,
    read_coder,
)
from kronika.store import seals, tables
from kronika.store.errors import SCHEMA_VERSION, StoreError
from kronika.store.migrate import LATE, migrate
from kronika.store.seals import Altered
from kronika.store.tables import KINDS, from_data, to_row
from kronika.store.writing import CHUNK, forget_events, put, upsert

R = TypeVar("R")
FOUND: tuple[type[Any], ...] = (Event, Mention, Figure, Claim, Episode, Judgement, Review, Report)


def open_store(location: str | Path, *, create: bool = True) -> Store:
    """Open a SQLite file or a database URL ("postgresql+psycopg://..."); a new file is readable by its owner only.

    Raises StoreError where there is none and ``create`` is False, or where it is no store of this version.
    """
    place = str(location)
    if "://" in place:
        url = place
    else:
        path = Path(place)
        if not path.exists():
            if not create:
                raise StoreError.missing(place)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        url = f"sqlite:///{path}"
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_settings)
        _prepare(engine, place)
    except (ArgumentError, NoSuchModuleError, ImportError, DatabaseError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        if isinstance(error, ImportError):
            reason += "; install the driver: pip install 'kronika[postgres]'"
        raise StoreError.unusable(place, reason) from error
    return Store(engine, place)


def _sqlite_settings(connection: Any, _: Any) -> None:
    """Readers beside one writer, and what is said to be stored is on the disk."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _prepare(engine: Engine, place: str) -> None:
    # Another process may make the same tables at the same moment: each time one is there already, go on to the next.
    for last in [False] * len(tables.metadata.tables) + [True]:
        try:
            tables.metadata.create_all(engine)
            break
        except DatabaseError:
            if last:
                raise
            sleep(0.05)
    with engine.begin() as connection:
        found = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "schema"))
        if found is None:
            upsert(connection, tables.meta, [{"key": "schema", "value": SCHEMA_VERSION}], key=("key",))
            seals.seal_new(connection)
    if found not in (None, SCHEMA_VERSION) and not migrate(engine, found):
        raise StoreError.other_version(place, found)


class Store:
    """An open store; implements RecordSource. Close it, or use it in a ``with`` statement."""

    def __init__(self, engine: Engine, location: str) -> None:
        self.engine = engine
        self.location = location

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    # -- checking -----------------------------------------------------------------------------------------------------

    def altered(self) -> Iterator[Altered]:
        """What is not as it was stored: rows changed by hand, taken out or put in."""
        return seals.find_altered(self.engine)

    def digest(self) -> str:
        """One digest of all that is stored; any later change changes it."""
        return seals.digest_of_all(self.engine)

    def sealed_late(self) -> bool:
        """Whether an earlier version made the store: its digests tell nothing of what was altered before it was migrated."""
        with self.engine.connect() as connection:
            return connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == LATE)) is not None

    # -- adding -------------------------------------------------------------------------------------------------------

    def add_report(self, report: Report) -> Report:
        """Store a report, or note a new origin of one that is there; returns it as stored.

        An id given twice for different texts, or one text under two publishers, makes two reports: the second takes an
        id with a suffix, since a copy under another name is evidence of copying and must not vanish.
        """
        with self.engine.begin() as connection:
            known = self._known(connection, report)
            if known is not None and _same_report(known, report):
                report = replace(known, origins=_merge_origins(known.origins, report.origins))
            elif known is not None:
                suffix = hash_id("", report.sha256, report.publisher, report.url)[:8]
                report = replace(report, id=f"{report.id}~{suffix}")
                earlier = self._known(connection, report)
                if earlier is not None:
                    report = replace(earlier, origins=_merge_origins(earlier.origins, report.origins))
            upsert(connection, tables.reports, [to_row(report)])
        return report

    @staticmethod
    def _known(connection: Connection, report: Report) -> Report | None:
        data = connection.scalar(select(tables.reports.c.data).where(tables.reports.c.id == report.id))
        return None if data is None else cast(Report, from_data(Report, data))

    def is_coded(self, report_id: str, coder: str) -> bool:
        """Whether this version of the coder has coded the report to the end."""
        query = select(tables.coded.c.coder).where(tables.coded.c.report == report_id)
        with self.engine.connect() as connection:
            return bool(connection.scalar(query) == coder)

    def add_coded(
        self,
        report_id: str,
        coder: str,
        *,
        mentions: Iterable[Mention] = (),
        figures: Iterable[Figure] = (),
        claims: Iterable[Claim] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        """Store what one coder made of one report, in place of what an earlier one made of it; all or nothing."""
        with self.engine.begin() as connection:
            # first, as it holds off whoever codes the same report at the same time
            upsert(connection, tables.coded, [{"report": report_id, "coder": coder, "digest": ""}], key=("report",))
            for table in (tables.mentions, tables.figures, tables.claims, tables.problems):
                stale = delete(table).where(table.c.report == report_id)
                if table is tables.problems:  # what the gathering stage told stays true
                    stale = stale.where(table.c.stage != "gather")
                connection.execute(stale)
            for records in (mentions, figures, claims, problems):
                put(connection, records)
            sealed = seals.seal_report(connection, report_id, coder)
            connection.execute(update(tables.coded).where(tables.coded.c.report == report_id).values(digest=sealed))

    def add(self, records: Iterable[Problem | Judgement | Review]) -> None:
        """Append lines; one that is there already stays as it is."""
        lines = list(records)
        kinds = {Judgement: seals.JUDGEMENTS, Review: seals.REVIEWS}
        keys = [key for kind, key in kinds.items() if any(isinstance(line, kind) for line in lines)]
        with self.engine.begin() as connection, self._sealing(connection, *keys):
            put(connection, lines)

    def replace_events(
        self,
        events: Iterable[Event],
        relations: Iterable[EventRelation],
        episodes: Iterable[Episode],
        *,
        keep: Collection[str] = (),
    ) -> None:
        """Put a newly computed view of the events in place of the old one; events with the ids ``keep`` stay as they are.

        ``events`` may still be computed while they are written: all of the new view is seen at once, or nothing of it.
        """
        pending = iter(events)
        with self.engine.begin() as connection, self._sealing(connection, seals.EVENTS):
            forget_events(connection, keep)
            while some := list(islice(pending, CHUNK)):
                put(connection, some, ordered=False)
                connection.execute(
                    insert(tables.members), [{"event": e.id, "mention": m} for e in some for m in e.members]
                )
            for records in (relations, episodes):
                put(connection, records)
            basis = {"key": "reconciled", "value": self._basis(connection)}
            upsert(connection, tables.meta, [basis], key=("key",))

    def reconciled(self) -> str | None:
        """The basis on which the events were last computed."""
        with self.engine.connect() as connection:
            return connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "reconciled"))

    def basis(self, *, without: Collection[str] = ()) -> str:
        """A digest of all that events are computed from: which reports were coded by what, and what people said."""
        with self.engine.connect() as connection:
            return self._basis(connection, without)

    @staticmethod
    def _basis(connection: Connection, without: Collection[str] = ()) -> str:
        coded = connection.execute(select(tables.coded.c.report, tables.coded.c.coder)).all()
        people = connection.scalars(select(tables.judgements.c.id).where(tables.judgements.c.by != PROGRAM))
        reviews = connection.scalars(select(tables.reviews.c.id))
        facts = [sorted(tuple(row) for row in coded if row[0] not in without), sorted(people), sorted(reviews)]
        return hash_id("b", version("kronika"), repr(facts))

    @staticmethod
    @contextmanager
    def _sealing(connection: Connection, *keys: str) -> Iterator[None]:
        """Seal what is added meanwhile. The seal is touched first: that holds off whoever would add at the same time."""
        for key in keys:
            upsert(connection, tables.meta, [{"key": key, "value": ""}], key=("key",))
        yield
        for key in keys:
            sealed = seals.seal_tables(connection, key)
            connection.execute(update(tables.meta).where(tables.meta.c.key == key).values(value=sealed))

    # -- reading ------------------------------------------------------------------------------------------------------

    def _stream(self, type_: type[R], query: Select[tuple[str]]) -> Iterator[R]:
        with self.engine.connect() as connection:
            result = connection.execution_options(yield_per=CHUNK).execute(query)
            for data in cast(Iterator[str], result.scalars()):
                yield cast(R, from_data(type_, data))

    def _all(self, type_: type[R], report_id: str | None = None) -> Iterator[R]:
        table = KINDS[type_].table
        query = select(table.c.data)
        if "report" in table.c:
            query = query.order_by(table.c.report, table.c.seq, table.c.id)
            if report_id is not None:
                query = query.where(table.c.report == report_id)
        else:
            query = query.order_by(table.c.seq, table.c.id)
        return self._stream(type_, query)

    @contextmanager
    def _one(self, type_: type[R], id_: str) -> Iterator[R | None]:
        table = KINDS[type_].table
        with self.engine.connect() as connection:
            data = connection.scalar(select(table.c.data).where(table.c.id == id_))
        yield None if data is None else cast(R, from_data(type_, data))

    def find(self, id_: str) -> Any | None:
        """The record with this id, whatever its kind."""
        for type_ in FOUND:
            with self._one(type_, id_) as record:
                if record is not None:
                    return record
        return None

    def complete(self, start: str) -> list[str]:
        """The ids that begin so, eleven at most."""
        found: set[str] = set()
        with self.engine.connect() as connection:
            for type_ in FOUND:
                column = KINDS[type_].table.c.id
                found.update(
                    connection.scalars(select(column).where(column.startswith(start, autoescape=True)).limit(11))
                )
        return sorted(found)[:11]

    def report(self, report_id: str) -> Report:
        """Raises KeyError where there is none."""
        with self._one(Report, report_id) as report:
            if report is None:
                raise KeyError(report_id)
            return report

    def reports(self) -> Iterator[Report]:
        return self._all(Report)

    def mentions(self, report_id: str | None = None) -> Iterator[Mention]:
        return self._all(Mention, report_id)

    def figures(self, report_id: str | None = None) -> Iterator[Figure]:
        return self._all(Figure, report_id)

    def claims(self, report_id: str | None = None) -> Iterator[Claim]:
        return self._all(Claim, report_id)

    def among(self, type_: type[R], field: str, values: Collection[str]) -> Iterator[R]:
        """The records whose ``field`` holds one of the values, some hundreds of values a statement."""
        table, wanted = KINDS[type_].table, list(dict.fromkeys(values))
        order = [table.c[name] for name in ("report", "seq", "id") if name in table.c]
        for start in range(0, len(wanted), CHUNK):
            query = select(table.c.data).where(table.c[field].in_(wanted[start : start + CHUNK]))
            yield from self._stream(type_, query.order_by(*order))

    def claims_of(self, id_: str) -> Iterator[Claim]:
        """The claims of one mention or figure."""
        return self.among(Claim, "of", (id_,))

    def coded_by(self) -> dict[Coder, int]:
        """How many reports each version of the coder coded."""
        query = select(tables.coded.c.coder, func.count()).group_by(tables.coded.c.coder)
        with self.engine.connect() as connection:
            return {read_coder(written): reports for written, reports in sorted(map(tuple, connection.execute(query)))}

    def problems(self) -> Iterator[Problem]:
        return self._all(Problem)

    def judgements(self) -> Iterator[Judgement]:
        return self._all(Judgement)

    def reviews(self) -> Iterator[Review]:
        return self._all(Review)

    def events(self) -> Iterator[Event]:
        """By id, whenever each was written."""
        return self._stream(Event, select(tables.events.c.data).order_by(tables.events.c.id))

    def memberships(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every event's id with the ids of its members, sorted."""
        query = select(tables.members.c.event, tables.members.c.mention).order_by(tables.members.c.event)
        with self.engine.connect() as connection:
            rows = connection.execution_options(yield_per=CHUNK).execute(query)
            for event_id, found in groupby(rows, key=itemgetter(0)):
                yield event_id, tuple(sorted(mention for _, mention in found))

    def relations(self) -> Iterator[EventRelation]:
        return self._all(EventRelation)

    def episodes(self) -> Iterator[Episode]:
        return self._all(Episode)

    def event_of(self, mention_id: str) -> Event | None:
        """The event that a mention or figure has been judged to tell of."""
        query = select(tables.members.c.event).where(tables.members.c.mention == mention_id)
        with self.engine.connect() as connection:
            event_id = connection.scalar(query)
        if event_id is None:
            return None
        with self._one(Event, event_id) as found:
            return found

    def count(self, type_: type[Any]) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(KINDS[type_].table)) or 0)


def _same_report(known: Report, new: Report) -> bool:
    """Same words, and no two different publishers: what is None may be the other."""
    return known.sha256 == new.sha256 and (
        known.publisher == new.publisher or known.publisher is None or new.publisher is None
    )


def _merge_origins(known: tuple[Origin, ...], new: tuple[Origin, ...]) -> tuple[Origin, ...]:
    return known + tuple(origin for origin in new if origin not in known)
