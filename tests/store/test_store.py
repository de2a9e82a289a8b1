"""The store on real SQLite and on a real PostgreSQL server, which the tests start and stop."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kronika.records import (
    Claim,
    Coder,
    Date,
    Entity,
    Event,
    Judgement,
    Mention,
    Origin,
    Problem,
    Quantity,
    Report,
    Review,
    Span,
    Value,
    Voice,
    Why,
    claim_id,
    mention_id,
    report_id,
    text_sha256,
)
from kronika.store import Store, StoreError, open_store

TEXT = "Police arrested 40 weavers in Lodz on Monday, the union said."


def report(text: str = TEXT, **known: object) -> Report:
    base = Report(report_id(text), text, text_sha256(text), origins=(Origin("a.txt"),))
    return replace(base, **known)  # type: ignore[arg-type]


def mention(told: Report) -> Mention:
    weavers = Entity(Span(16, 26), Span(19, 26), sectors=("LAB",))
    return Mention(
        mention_id(told.id, "COERCE", "arrest", 0),
        told.id,
        "COERCE",
        "arrest",
        sentence=Span(0, 61),
        trigger=Span(7, 15),
        why=Why("arrest", "arrest.01", "COERCE.arrest/arrest"),
        confidence=0.9,
        actors=(Entity(Span(0, 6), Span(0, 6), sectors=("COP",)),),
        recipients=(weavers,),
        date=Date(Span(38, 44), date(2021, 3, 1), date(2021, 3, 1), "day"),
        quantities=(Quantity(Span(16, 18), "arrested", "exactly", 40, 40, counts=weavers),),
        voice=Voice("named", Entity(Span(46, 55), Span(50, 55)), cue=Span(56, 60)),
    )


def claim(told: Mention) -> Claim:
    return Claim(
        claim_id(told.id, "quantity", "40"),
        told.report,
        told.id,
        "quantity",
        {"low": 40},
        Span(16, 18),
        0.9,
        told.voice,
    )


def test_records_come_back_as_they_went_in(store: Store) -> None:
    told = store.add_report(report())
    m = mention(told)
    c = claim(m)
    store.add_coded(told.id, "1", mentions=[m], claims=[c], problems=[Problem("code", "odd", told.id, Span(0, 3))])
    assert list(store.reports()) == [told]
    assert list(store.mentions()) == [m] == list(store.mentions(told.id))
    assert list(store.claims()) == [c] == list(store.claims_of(m.id))
    assert [p.message for p in store.problems()] == ["odd"]
    assert store.find(m.id) == m
    assert store.find("nothing") is None
    with pytest.raises(KeyError):
        store.report("nothing")


def test_coding_twice_adds_nothing_and_a_new_coder_replaces(store: Store) -> None:
    told = store.add_report(report())
    m = mention(told)
    for _ in range(2):
        store.add_coded(told.id, "1", mentions=[m], claims=[claim(m)])
    assert (store.count(Mention), store.count(Claim)) == (1, 1)
    assert store.is_coded(told.id, "1")
    assert not store.is_coded(told.id, "2")
    store.add_coded(told.id, "2")
    assert (store.count(Mention), store.count(Claim)) == (0, 0)
    assert store.is_coded(told.id, "2")


def test_a_store_tells_every_version_that_coded_its_reports(store: Store) -> None:
    old, new = Coder("0.1.0", "abc", "def"), Coder("0.2.0", "abd", "deg")
    for text, coder in ((TEXT, new), ("Another text.", old), ("A third.", new)):
        store.add_coded(store.add_report(report(text)).id, str(coder))
    assert list(store.coded_by().items()) == [(old, 1), (new, 2)]


def test_the_same_report_twice_is_kept_once_with_both_origins(store: Store) -> None:
    store.add_report(report())
    again = store.add_report(report(origins=(Origin("b.csv", 7),)))
    assert again.origins == (Origin("a.txt"), Origin("b.csv", 7))
    assert store.count(Report) == 1


def test_one_text_under_two_publishers_is_two_reports(store: Store) -> None:
    first = store.add_report(report(publisher="Morning Post"))
    for _ in range(2):
        second = store.add_report(report(publisher="Evening Post"))
    assert first.id != second.id
    assert store.count(Report) == 2


def test_one_id_for_two_texts_loses_neither(store: Store) -> None:
    store.add_report(report(id="17"))
    other = store.add_report(report("Another text.", id="17"))
    assert other.id.startswith("17~")
    assert {r.text for r in store.reports()} == {TEXT, "Another text."}


def test_judgements_and_reviews_are_appended_and_withdrawn_by_lines(store: Store) -> None:
    said = Judgement("j1", "m1", "m2", "same", "program", 0.8, "same day and place", "2021-03-02T10:00:00Z")
    back = replace(said, id="j2", by="a reader", verdict="unsure", withdraws="j1")
    review = Review("v1", "c1", "correct", "a reader", "2021-03-02T10:00:00Z", value={"low": 41})
    store.add([said, back, review])
    store.add([said, review])
    assert sorted(j.id for j in store.judgements()) == ["j1", "j2"]
    assert next(j for j in store.judgements() if j.id == "j2").withdraws == "j1"
    assert list(store.reviews()) == [review]


def test_events_are_a_view_that_is_replaced(store: Store) -> None:
    one = Event("e1", ("m1", "m2"), ("r1",), "COERCE", "arrest", values={"arrested": (Value(40, ("c1",), (), (), 0),)})
    store.replace_events([one], [], [])
    assert store.event_of("m2") == one
    other = Event("e2", ("m3",), ("r1",), "PROTEST", None)
    store.replace_events(iter([other]), [], [], keep={"e1"})
    assert list(store.events()) == [one, other]
    assert list(store.memberships()) == [("e1", ("m1", "m2")), ("e2", ("m3",))]
    store.replace_events([], [], [])
    assert store.event_of("m2") is None
    assert store.count(Event) == 0


def test_events_that_fail_while_they_are_written_leave_the_old_ones(store: Store) -> None:
    def failing() -> Iterator[Event]:
        yield Event("e2", ("m3",), ("r1",), "PROTEST", None)
        raise ValueError("no more")

    one = Event("e1", ("m1",), ("r1",), "PROTEST", None)
    store.replace_events([one], [], [])
    with pytest.raises(ValueError, match="no more"):
        store.replace_events(failing(), [], [])
    assert list(store.events()) == [one]


def test_many_records_are_picked_out_together(store: Store) -> None:
    told = [store.add_report(report(f"Text {i}.", id=f"r{i:04}")) for i in range(1_200)]
    wanted = [one.id for one in told[::2]]
    assert sorted(one.id for one in store.among(Report, "id", [*wanted, "r-none"])) == wanted
    made = mention(told[0])
    store.add_coded(told[0].id, "coder", mentions=[made], claims=[claim(made)])
    assert list(store.among(Mention, "report", wanted)) == [made]
    assert list(store.among(Claim, "of", [made.id])) == [claim(made)]
    assert list(store.among(Claim, "of", [])) == []


def test_a_new_store_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    with open_store(tmp_path / "k.db") as opened:
        opened.add_report(report())
    assert stat.S_IMODE((tmp_path / "k.db").stat().st_mode) == 0o600


def test_faults_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kronika add"):
        open_store(tmp_path / "none.db", create=False)
    (tmp_path / "no.db").write_bytes(b"no database at all, only some bytes" * 50)
    with pytest.raises(StoreError, match="cannot be used as a store"):
        open_store(tmp_path / "no.db")
    with pytest.raises(StoreError, match="cannot be used"):
        open_store("nosuch://there")


def test_a_reader_sees_whole_reports_only(tmp_path: Path) -> None:
    """A transaction that fails half-way leaves what was there before."""
    with open_store(tmp_path / "k.db") as opened:
        told = opened.add_report(report())
        opened.add_coded(told.id, "1", mentions=[mention(told)])
        unstorable = replace(mention(told), id="m9", confidence="no number".__len__)  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            opened.add_coded(told.id, "2", mentions=[unstorable])
        assert opened.is_coded(told.id, "1")
        assert opened.count(Mention) == 1


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    script = "import sys; from kronika.store import open_store; open_store(sys.argv[1]).close()"
    for round_ in range(3):
        command = [sys.executable, "-c", script, str(tmp_path / f"{round_}.db")]
        started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
        told = [process.communicate(timeout=60)[1] for process in started]
        assert [process.returncode for process in started] == [0, 0, 0, 0], told
