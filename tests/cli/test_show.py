"""Looking at single records: `kronika show` and `kronika events`, in words a person can check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kronika.store
from kronika.cli import app
from kronika.cli.value_words import value_words
from kronika.records import Claim, Episode, Event, Mention, Report

TEXT = """Dockers march in Gdynia

About 300 dockers marched in Gdynia on Monday, their union said. Police arrested nine of the marchers in Gdynia on Monday."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("shown") / "kronika.db"
    kronika.record(TEXT, published="2021-06-15", publisher="Baltic Wire", store=path)
    return path


def shown(store: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--store", str(store)])
    assert done.exit_code == 0, done.output
    return done.output


def ids(store: Path, kind: type[Any]) -> list[str]:
    with kronika.store.open_store(store) as opened:
        return [record.id for record in opened._all(kind)]


@pytest.mark.parametrize("kind", [Event, Mention, Claim, Report])
def test_every_record_can_be_shown_by_the_beginning_of_its_id(store: Path, kind: type[Any]) -> None:
    for id_ in ids(store, kind):
        assert id_ in shown(store, "show", id_[:12])


def test_an_event_is_told_with_its_numbers_words_and_voices(store: Path) -> None:
    told = [shown(store, "show", id_) for id_ in ids(store, Event)]
    march = next(one for one in told if "PROTEST.demo" in one)
    assert "“About 300” took part (about 300" in march
    assert "Gdynia, Poland" in march
    assert "2021-06-14" in march
    assert "About 300 dockers marched" in march


def test_events_are_listed_by_day(store: Path) -> None:
    listed = shown(store, "events")
    assert listed.startswith("2021-06-14 ")
    assert all(id_ in listed for id_ in ids(store, Event))


def test_an_ambiguous_beginning_lists_the_ids(store: Path) -> None:
    done = CliRunner().invoke(app, ["show", "c", "--store", str(store)])
    assert done.exit_code == 2
    assert "several ids begin with c" in done.output


def test_an_episode_is_told_with_its_events(store: Path) -> None:
    for id_ in ids(store, Episode):
        assert "events" in shown(store, "show", id_)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            {"measure": "arrested", "text": "at least 60", "relation": "at least", "low": 60, "high": None},
            "(at least 60)",
        ),
        ({"measure": "arrested", "text": "dozens", "relation": "vague", "low": None, "high": None}, "(vague)"),
        ({"from": "2021-06-14", "to": "2021-06-14", "precision": "day"}, "2021-06-14"),
        ({"from": "2021-06-01", "to": None, "precision": "month"}, "2021-06-01 to ? (month)"),
        ({"from": None, "to": None, "precision": "day"}, "not a day"),
        (
            {"text": "Police", "name": "Police", "country": "POL", "sectors": ["COP"], "role": None},
            "“Police” (POL, COP)",
        ),
        (
            {"text": "Police", "name": None, "country": "POL", "country_basis": "report", "sectors": [], "role": None},
            "“Police” (POL from the report's context)",
        ),
        (
            {"status": "actual", "historical": True, "attempted": False, "extent": "several"},
            "actual, historical, several",
        ),
        ({"text": "higher pay", "polarity": "wanted", "mentions": []}, "wanted: “higher pay”"),
        ({"geonameid": None, "text": "Gdynia", "name": None, "country": "POL"}, "Gdynia, Poland"),
        (None, "not said"),
        ("COERCE", "COERCE"),
    ],
)
def test_values_in_words(value: object, words: str) -> None:
    assert words in value_words(value)
