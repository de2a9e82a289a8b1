"""What is changed in a store by hand is found, and what is changed through the program is not; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, delete, select, text, update

from kronika.cli.verify import verify_store
from kronika.records import Episode, Event, EventRelation, Judgement, Origin, Review
from kronika.store import Store, StoreError, open_store, tables
from kronika.store.tables import KINDS, row_digest
from tests.store.test_store import claim, mention, report

SAID = Judgement("j1", "m1", "m2", "same", "a reader", 0.8, "same day", "2021-03-02T10:00:00Z")


@pytest.fixture
def filled(store: Store) -> Store:
    """One report coded, its event, a judgement and a person's correction of a claim."""
    told = store.add_report(report())
    m = mention(told)
    store.add_coded(told.id, "1", mentions=[m], claims=[claim(m)])
    review = Review("v1", claim(m).id, "correct", "a reader", "2021-03-02T10:00:00Z", value={"low": 41})
    store.add([SAID, review])
    event = Event("e1", (m.id,), (told.id,), "COERCE", "arrest")
    relation = EventRelation("e1", "e1", "same wave", "same day")
    store.replace_events([event], [relation], [Episode("p1", "a wave", ("e1",))])
    return store


def by_hand(store: Store, change: Callable[[Connection], object]) -> list[str]:
    """What the store says after a change that did not go through the program."""
    with store.engine.begin() as connection:
        change(connection)
    return [one.message for one in store.altered()]


def replaced(table: Table, old: str, new: str) -> Callable[[Connection], object]:
    """``UPDATE table SET data = replace(data, old, new)``, which must hit a row."""

    def change(connection: Connection) -> None:
        data = connection.scalars(select(table.c.data)).all()
        assert any(old in one for one in data), f"{old!r} stands in none of {data}"
        statement = f"UPDATE {table.name} SET data = replace(data, :old, :new)"
        connection.execute(text(statement), {"old": old, "new": new})

    return change


def test_what_the_program_stores_fits(filled: Store) -> None:
    assert list(filled.altered()) == []
    assert verify_store(filled) == (5, [])
    assert not filled.sealed_late()


@pytest.mark.parametrize(
    ("table", "old", "new", "named"),
    [
        (tables.mentions, '"status":"actual"', '"status":"negated"', "mention {mention} of report {report}"),
        (tables.mentions, '"sectors":["COP"]', '"sectors":["MIL"]', "mention {mention} of report {report}"),
        (tables.mentions, '"low":40', '"low":4', "mention {mention} of report {report}"),
        (tables.claims, '"low":40', '"low":4', "claim {claim} of report {report}"),
        (tables.events, '"mode":"arrest"', '"mode":"seize"', "event e1"),
        (tables.judgements, '"verdict":"same"', '"verdict":"unsure"', "judgement j1"),
        (tables.reviews, '"low":41', '"low":14', "review v1"),
        (tables.reports, "40 weavers", "14 weavers", "report {report}"),
    ],
)
def test_a_value_changed_by_hand_is_named(filled: Store, table: Table, old: str, new: str, named: str) -> None:
    (told,), (m,) = list(filled.reports()), list(filled.mentions())
    found = by_hand(filled, replaced(table, old, new))
    wanted = named.format(report=told.id, mention=m.id, claim=claim(m).id)
    assert f"{wanted}: its row was altered after it was stored" in found
    assert any(wanted in fault for fault in verify_store(filled)[1])


def test_a_searched_column_changed_by_hand_is_named(filled: Store) -> None:
    found = by_hand(filled, lambda connection: connection.execute(update(tables.mentions).values(type="PROTEST")))
    assert len(found) == 1
    assert found[0].startswith("mention ")


@pytest.mark.parametrize("table", [tables.mentions, tables.claims])
def test_a_row_taken_out_is_told_of_its_report(filled: Store, table: Table) -> None:
    (told,) = filled.reports()
    found = by_hand(filled, lambda connection: connection.execute(delete(table)))
    assert [fault.partition(":")[0] for fault in found] == [f"report {told.id}"]


@pytest.mark.parametrize("table", [tables.events, tables.members, tables.judgements, tables.reviews, tables.reports])
def test_a_line_taken_out_is_told(filled: Store, table: Table) -> None:
    assert len(by_hand(filled, lambda connection: connection.execute(delete(table)))) == 1


def test_a_row_whose_digest_was_changed_with_it_breaks_the_seal(filled: Store) -> None:
    def change(connection: Connection) -> None:
        replaced(tables.mentions, '"status":"actual"', '"status":"negated"')(connection)
        row = connection.execute(select(tables.mentions)).mappings().one()
        connection.execute(update(tables.mentions).values(digest=row_digest(tables.mentions, dict(row))))

    found = by_hand(filled, change)
    assert len(found) == 1
    assert "not as it was stored" in found[0]


def test_the_digest_of_all_shows_what_the_seals_cannot(filled: Store) -> None:
    """Everything of a report taken out, its line in ``coded`` too."""
    before = filled.digest()
    with filled.engine.begin() as connection:
        for table in (tables.reports, tables.mentions, tables.claims, tables.coded):
            connection.execute(delete(table))
    assert list(filled.altered()) == []
    assert filled.digest() != before


def test_the_digest_of_all_is_of_what_is_there_now(filled: Store) -> None:
    before = filled.digest()
    by_hand(filled, replaced(tables.claims, '"low":40', '"low":4'))
    assert filled.digest() != before
    by_hand(filled, replaced(tables.claims, '"low":4', '"low":40'))
    assert filled.digest() == before


def test_a_row_that_is_no_record_any_more_is_told(filled: Store) -> None:
    by_hand(filled, replaced(tables.mentions, '"status":"actual"', '"status":'))
    checked, found = verify_store(filled)
    assert checked == 0
    assert found[0].startswith("mention ")
    assert "no record any more" in found[-1]


def test_what_changes_through_the_program_goes_on_fitting(filled: Store) -> None:
    (told,), (m,) = list(filled.reports()), list(filled.mentions())
    filled.add_report(replace(told, origins=(Origin("b.csv", 7),)))
    filled.add([replace(SAID, id="j2", verdict="different", withdraws="j1"), SAID])
    filled.add([Review("v2", claim(m).id, "reject", "a reader", "2021-03-03T10:00:00Z", withdraws="v1")])
    filled.add_coded(told.id, "2", mentions=[replace(m, status="negated")])
    filled.replace_events([], [], [])
    assert list(filled.altered()) == []


def test_two_stores_of_the_same_have_one_digest(tmp_path: Path) -> None:
    digests = set()
    for name, reports in (("a.db", (report(), report("Another text."))), ("b.db", (report("Another text."), report()))):
        with open_store(tmp_path / name) as opened:
            for one in reports:
                told = opened.add_report(one)
                opened.add_coded(told.id, "1", mentions=[mention(told)])
            digests.add(opened.digest())
    assert len(digests) == 1


def as_version_1(store: Store) -> None:
    """The store as the first version made it: without digests and seals."""
    with store.engine.begin() as connection:
        for name in (*(kind.table.name for kind in KINDS.values()), "coded"):
            connection.execute(text(f"ALTER TABLE {name} DROP COLUMN digest"))
        connection.execute(delete(tables.meta).where(tables.meta.c.key.startswith("seal of")))
        connection.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value="1"))


def test_a_store_of_the_first_version_gets_its_digests_when_it_is_opened(filled: Store) -> None:
    held = [list(filled.mentions()), list(filled.claims()), list(filled.events()), list(filled.reviews())]
    digest = filled.digest()
    as_version_1(filled)
    for _ in range(2):
        with open_store(filled.location) as opened:
            assert [
                list(opened.mentions()),
                list(opened.claims()),
                list(opened.events()),
                list(opened.reviews()),
            ] == held
            assert verify_store(opened) == (5, [])
            assert opened.sealed_late()
            assert opened.digest() == digest
            assert opened.is_coded(next(opened.reports()).id, "1")
    assert any("mention" in found for found in by_hand(filled, replaced(tables.mentions, '"actual"', '"negated"')))


def test_a_migration_that_was_stopped_goes_on(filled: Store) -> None:
    as_version_1(filled)
    with filled.engine.begin() as connection:
        connection.execute(text("ALTER TABLE mentions ADD COLUMN digest VARCHAR DEFAULT '' NOT NULL"))
    with open_store(filled.location) as opened:
        assert list(opened.altered()) == []


def test_a_store_of_a_later_version_is_refused(filled: Store) -> None:
    with filled.engine.begin() as connection:
        connection.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value="99"))
    with pytest.raises(StoreError, match="schema version 99"):
        open_store(filled.location)
    by_hand(filled, lambda c: c.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value="2")))
