"""The field's columns: what each data set counts, its numbers by its reading policy, and what it would not hold."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from kronika.publish import profile_names, publish_profile
from kronika.publish.happenings import happenings
from kronika.publish.profiles import load_profile
from kronika.records import Value
from tests.publish.fixture import record

FIELD = {
    "polecat": (40, "Event ID", "Version"),
    "acled": (31, "event_id_cnty", "timestamp"),
    "ccc": (None, "date", "id"),
    "ucdp": (None, "id", "low"),
}


def table(path: Path, separator: str = ",") -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=separator))
    return {
        next(value for name, value in row.items() if name.lower() in {"id", "event id", "event_id_cnty"}): row
        for row in rows
    }


def test_there_is_a_profile_for_each() -> None:
    assert set(profile_names()) == set(FIELD)
    with pytest.raises(KeyError, match="acled, ccc, polecat, ucdp"):
        load_profile("gdelt")


@pytest.mark.parametrize("name", FIELD)
def test_columns_are_the_field_s_and_no_event_is_lost(name: str, tmp_path: Path) -> None:
    profile = load_profile(name)
    count, first, last = FIELD[name]
    columns = list(profile.columns)
    assert (columns[0], columns[-1]) == (first, last)
    assert count is None or len(columns) == count
    found = table(publish_profile(record(), name, tmp_path)[0], profile.separator)
    left_out = table(tmp_path / f"{name}-left-out.csv")
    assert set(found) | set(left_out) == {event.id for event in record().events()}
    assert not set(found) & set(left_out)
    assert all(row["reason"] for row in left_out.values())


def test_acled_counts_demonstrations_not_strikes(tmp_path: Path) -> None:
    source = record()
    found = table(publish_profile(source, "acled", tmp_path)[0])
    march = found["e-march"]
    assert (march["event_type"], march["sub_event_type"]) == ("Protests", "Peaceful protest")
    assert (march["actor1"], march["inter1"], march["iso"], march["time_precision"]) == (
        "Protesters (Estonia)", "Protesters", "233", "1",
    )  # fmt: skip
    assert march["fatalities"] == "0", "ACLED writes 0 where nothing is reported; the record itself does not"
    assert march["tags"] == "crowd size=More than 6,000; about 2,500; 6,700 people"
    reasons = {id_: row["reason"] for id_, row in table(tmp_path / "acled-left-out.csv").items()}
    assert reasons["e-strike"] == "no demonstration in person"
    assert reasons["e-talks"] == "status future"
    assert reasons["e-quiet"] == "status negated"
    assert reasons["e-beating"] == "no date"


def test_arrests_at_a_march_make_it_one_with_intervention(tmp_path: Path) -> None:
    source = record()
    source.related = [replace(source.related[0], target="e-march")]
    found = table(publish_profile(source, "acled", tmp_path)[0])
    assert found["e-march"]["sub_event_type"] == "Protest with intervention"


def test_ccc_reads_sizes_by_its_policy(tmp_path: Path) -> None:
    march = table(publish_profile(record(), "ccc", tmp_path)[0])["e-march"]
    assert (march["size_low"], march["size_high"], march["size_mean"], march["size_cat"]) == (
        "2500",
        "6700",
        "4600",
        "3",
    )
    assert march["size_text"] == "More than 6,000; about 2,500; 6,700 people"
    strike = table(tmp_path / "ccc.csv")["e-strike"]
    assert (strike["size_low"], strike["size_text"]) == ("200", "Several hundred")
    assert strike["arrests_any"] == "0"


def test_ucdp_holds_deadly_events_only(tmp_path: Path) -> None:
    source = record()
    assert table(publish_profile(source, "ucdp", tmp_path)[0]) == {}
    killed = {
        "text": "two",
        "measure": "killed",
        "relation": "exactly",
        "low": 2,
        "high": 2,
        "unit": "people",
        "scope": "event",
    }
    source.told = [
        replace(event, values={"killed": (Value(killed, ("c1",), ("A",), ("B",), 1),)})
        if event.id == "e-cannon"
        else event
        for event in source.told
    ]
    row = table(publish_profile(source, "ucdp", tmp_path)[0])["e-cannon"]
    assert (row["best"], row["low"], row["high"], row["date_prec"], row["where_prec"]) == ("2", "2", "2", "1", "1")
    assert row["type_of_violence"] == "3"
    assert row["geom_wkt"] == "POINT (24.49 58.385)"


def test_statements_are_left_out_of_every_profile() -> None:
    lead = next(happenings(record())).event
    from kronika.publish.facts import facts_of
    from kronika.publish.happenings import Happening
    from kronika.publish.profiles import profile_row

    for name in profile_names():
        said = replace(lead, type="STATEMENT", mode="claim")
        row, reason = profile_row(load_profile(name), facts_of(Happening(said, ()), frozenset(), None))
        assert row is None
        assert reason
