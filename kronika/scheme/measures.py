"""What numbers can measure and what the words around them mean: loads `measures.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from kronika.records.mentions import Relation

Phrase = tuple[str, ...]
UNITS = frozenset({"percent", "money", "time", "size", "label", "score"})


@dataclass(frozen=True, slots=True)
class Vague:
    """What a vague word may mean: at least ``low``, at most ``high`` (None: no bound)."""

    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class FigureMeasure:
    """A measure of numbers that belong to no event: its unit ("percent" or "people") and the lemmas that show it."""

    name: str
    unit: str
    words: frozenset[str]
    counted: bool = False  # only words of the noun counted show it


@dataclass(frozen=True, slots=True)
class Measures:
    """All that the scheme says of numbers. Phrases are tuples of lower-case words, single words are lemmas."""

    before: Mapping[Phrase, Relation]
    after: Mapping[Phrase, Relation]
    vague: Mapping[str, Vague]
    amounts: frozenset[str]
    of_people: frozenset[str]  # measures that count nobody but people
    people: frozenset[str]
    groups: frozenset[str]
    event_draws: frozenset[str]
    takes_part: frozenset[str]
    estimating: frozenset[str]
    sizes: frozenset[str]
    outcomes: Mapping[str, str]  # lemma -> measure
    wounding: frozenset[str]  # modes
    told: Mapping[str, str]  # lemma -> measure
    units: Mapping[str, str]  # lemma -> kind
    labels: frozenset[str]
    figures: tuple[FigureMeasure, ...]
    lasting: frozenset[str]
    cumulative: tuple[Phrase, ...]
    daily: tuple[Phrase, ...]


def load_measures(path: Path | None = None) -> Measures:
    """The measures of a file of the same form as the package's own, which is the default.

    Raises ValueError, naming the entry, for a relation or unit that the record does not know.
    """
    return _default() if path is None else parse_measures(yaml.safe_load(path.read_text("utf-8")))


@cache
def _default() -> Measures:
    text = files("kronika.scheme").joinpath("measures.yaml").read_text("utf-8")
    return parse_measures(yaml.safe_load(text))


def parse_measures(data: Mapping[str, Any]) -> Measures:
    """Measures from plain data, checked."""
    units = {str(word): kind for kind, words in data["units"].items() for word in words if kind != "label"}
    if unknown := set(data["units"]) - UNITS:
        raise ValueError(f"measures: units: unknown kind {', '.join(sorted(unknown))}")
    return Measures(
        before=_phrases(data["relations"], "relations"),
        after=_phrases(data["after"], "after"),
        vague={word: Vague(reading["low"], reading["high"]) for word, reading in data["vague"].items()},
        amounts=frozenset(data["amounts"]),
        of_people=frozenset(data["of_people"]),
        people=frozenset(data["people"]),
        groups=frozenset(data["groups"]),
        event_draws=frozenset(data["drawing"]["subject_is_event"]),
        takes_part=frozenset(data["drawing"]["subject_takes_part"]),
        estimating=frozenset(data["estimating"]),
        sizes=frozenset(data["sizes"]),
        outcomes={word: measure for measure, words in data["outcomes"].items() for word in words},
        wounding=frozenset(data["wounding"]),
        told={word: measure for measure, words in data["told"].items() for word in words},
        units=units,
        labels=frozenset(data["units"]["label"]),
        figures=tuple(_figure(name, entry) for name, entry in data["figures"].items()),
        lasting=frozenset(data["lasting"]),
        cumulative=tuple(tuple(phrase.split()) for phrase in data["cumulative"]),
        daily=tuple(tuple(phrase.split()) for phrase in data["daily"]),
    )


def _figure(name: str, entry: Mapping[str, Any]) -> FigureMeasure:
    return FigureMeasure(name, entry["unit"], frozenset(entry["words"]), bool(entry.get("counted")))


def _phrases(data: Mapping[str, list[str]], section: str) -> dict[Phrase, Relation]:
    if unknown := set(data) - set(get_args(Relation)):
        raise ValueError(f"measures: {section}: unknown relation {', '.join(sorted(unknown))}")
    return {tuple(phrase.split()): cast(Relation, relation) for relation, phrases in data.items() for phrase in phrases}
