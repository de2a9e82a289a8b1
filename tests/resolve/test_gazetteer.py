"""The index of places: built once, looked up by any spelling, never half written, and never needed to be writable."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from kronika.resolve import gazetteer
from kronika.resolve.gazetteer import Gazetteer, fold, open_gazetteer

TOWNS = [
    {"geonameid": 1, "name": "Zhlobin", "latitude": 52.9, "longitude": 30.0, "countrycode": "BY", "population": 76304,
     "admin1code": "02", "alternatenames": ["Zlobin", "Жлобин", "ZLB"]},
    {"geonameid": 2, "name": "Hrodna", "latitude": 53.7, "longitude": 23.8, "countrycode": "BY", "population": 363718,
     "admin1code": "03", "alternatenames": ["Grodno", "Grodņa", "grwdnw"]},
]  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Two towns instead of 234,908, and a cache folder of our own."""
    monkeypatch.setattr(gazetteer, "_towns", lambda: TOWNS)
    monkeypatch.setenv("KRONIKA_CACHE", str(tmp_path / "cache"))
    open_gazetteer.cache_clear()
    yield tmp_path / "cache"
    open_gazetteer.cache_clear()


def test_other_names_find_the_town_and_codes_do_not(small: Path) -> None:
    index = open_gazetteer()
    (hrodna,) = index.find("GRODNO")
    assert (hrodna.name, hrodna.country, hrodna.region, hrodna.main) == ("Hrodna", "BLR", "Grodnenskaya", 0)
    assert index.find("ZLB") == index.find("grwdnw") == ()


def test_a_region_lies_where_its_people_live_and_a_country_nowhere(small: Path) -> None:
    index = open_gazetteer()
    (region,) = index.find("Grodnenskaya")
    (country,) = index.find("Belarus")
    assert (region.kind, region.latitude) == ("region", 53.7)
    assert (country.kind, country.latitude) == ("country", None)


def test_the_index_is_built_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_gazetteer()
    open_gazetteer.cache_clear()
    open_gazetteer()
    assert capsys.readouterr().err.count("building") == 1
    assert [file.suffix for file in small.iterdir()] == [".sqlite"]


def test_a_damaged_index_is_built_anew(small: Path) -> None:
    open_gazetteer()
    open_gazetteer.cache_clear()
    for file in small.iterdir():
        file.write_bytes(b"not a database, whatever its name says")
    assert open_gazetteer().find("Zlobin")


def test_a_cache_that_cannot_be_written_is_no_fault(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write_text("a file where the folder should be")
    assert open_gazetteer().find("Zlobin")


def test_it_travels_to_other_processes(small: Path) -> None:
    copy: Gazetteer = pickle.loads(pickle.dumps(open_gazetteer()))
    assert copy.find("Zlobin")


def test_fold_makes_spellings_one() -> None:
    assert fold("Saint-Étienne") == fold("St. Etienne") == "saint etienne"
    assert fold("Łódź") == "lodz"
    assert fold("N'Djamena") == fold("N’Djaména")
