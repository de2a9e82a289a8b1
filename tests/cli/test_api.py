"""kronika.record: text or paths in, a Record with sequences and tables out."""

from __future__ import annotations

from pathlib import Path

import pytest

import kronika

TEXT = "Police arrested 40 protesters in Minsk on Sunday, the rights group Spring said."


@pytest.fixture(scope="module")
def record() -> kronika.Record:
    return kronika.record(TEXT, published="2020-08-14", publisher="Morning Post")


def test_a_text_becomes_a_record(record: kronika.Record) -> None:
    [mention] = [m for m in record.mentions if m.type == "COERCE"]
    assert (mention.mode, mention.status) == ("arrest", "actual")
    assert [entity.head.of(TEXT) for entity in mention.actors] == ["Police"]
    assert [entity.head.of(TEXT) for entity in mention.recipients] == ["protesters"]
    assert mention.date is not None
    assert str(mention.date.first) == "2020-08-09"
    assert mention.place is not None
    assert (mention.place.name, mention.place.country) == ("Minsk", "BLR")
    assert [(q.measure, q.low, q.high) for q in mention.quantities] == [("arrested", 40, 40)]
    assert mention.voice.kind == "named"
    assert mention.voice.speaker is not None
    assert "Spring" in mention.voice.speaker.span.of(TEXT)


def test_its_sequences_and_views(record: kronika.Record) -> None:
    assert len(record.reports) == 1
    assert record.mentions[0] == next(iter(record.mentions)) == record.mentions[-len(record.mentions)]
    with pytest.raises(IndexError):
        record.mentions[len(record.mentions)]
    assert "1 report," in repr(record)
    assert "<table>" in record._repr_html_()
    assert "Police arrested protesters in Minsk" in record._repr_html_()
    assert "Spring" in record._repr_html_(), "who says so"


def test_its_tables(record: kronika.Record) -> None:
    assert record.to_polars("mentions").height == len(record.mentions)
    assert len(record.to_pandas("events")) == len(record.events)
    assert {line["kind"] for line in record.to_dicts()} >= {"report", "mention", "claim", "event"}
    with pytest.raises(ValueError, match="mentions"):
        record.to_polars("nonsense")


def test_paths_make_a_record_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    record = kronika.record(tmp_path, published="2020-08-14", store=tmp_path / "k.db")
    assert len(record.mentions) >= 1
    assert record.publish(tmp_path / "out")
    assert (tmp_path / "out" / "index.html").exists()


def test_a_file_s_name_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match=r"is a file: pass kronika\.record\(Path"):
        kronika.record(str(tmp_path / "a.txt"))


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="14/8"):
        kronika.record(TEXT, published="14/8")
