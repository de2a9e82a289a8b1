"""Events in the columns of the field's data sets (POLECAT, ACLED, CCC, UCDP), as their crosswalks in the scheme say.

A crosswalk is data: which events the data set counts and by what code, which column holds what, and which reading policy
makes single numbers. What it leaves out is listed, with the reason, in a file beside the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from kronika.publish.facts import Facts, facts_of
from kronika.publish.files import defuse, replacing
from kronika.publish.happenings import happenings
from kronika.publish.tables import Cell
from kronika.records import RecordSource
from kronika.scheme.policies import derive_value, load_policies

_KEYS = {"about", "file", "separator", "policy", "statuses", "codes", "columns"}
_MAY = {"precisions", "needs", "inter", "at_least"}


@dataclass(frozen=True, slots=True)
class Profile:
    """A crosswalk as loaded from its file."""

    name: str
    about: str
    file: str
    separator: str
    policy: str | None
    statuses: frozenset[str]
    codes: tuple[Mapping[str, Any], ...]
    columns: Mapping[str, Any]
    precisions: frozenset[str]
    needs: tuple[str, ...]
    inter: Mapping[str, list[str]]
    at_least: Mapping[str, Any] | None


def profile_names() -> tuple[str, ...]:
    folder = files("kronika.scheme").joinpath("crosswalks")
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")))


@cache
def load_profile(name: str) -> Profile:
    """The crosswalk of that name. Raises KeyError, which lists the names, if there is none."""
    if name not in profile_names():
        raise KeyError(f"no profile {name!r}: there are {', '.join(profile_names())}")
    text = files("kronika.scheme").joinpath("crosswalks", f"{name}.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    if wrong := (_KEYS - set(data)) | (set(data) - _KEYS - _MAY):
        raise ValueError(f"crosswalks/{name}.yaml: missing or unknown key {sorted(wrong)[0]!r}")
    return Profile(
        name,
        data["about"].strip(),
        data["file"],
        data["separator"],
        data["policy"],
        frozenset(data["statuses"]),
        tuple(data["codes"]),
        data["columns"],
        frozenset(data.get("precisions", ())),
        tuple(data.get("needs", ())),
        data.get("inter", {}),
        data.get("at_least"),
    )


def publish_profile(source: RecordSource, name: str, folder: Path) -> tuple[Path, Path]:
    """Write the events in the columns of a data set and return the files' paths; raises KeyError for an unknown name.

    Beside it lies ``NAME-left-out.csv``: the id, type and mode of each event that the data set would not hold, and why.
    """
    profile = load_profile(name)
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Cell]] = []
    left_out: list[dict[str, Cell]] = []
    for facts in _all_facts(source):
        row, reason = profile_row(profile, facts)
        if row is not None:
            rows.append(row)
        else:
            left_out.append(
                {"id": facts.event.id, "type": facts.event.type, "mode": facts.event.mode, "reason": reason}
            )
    with ExitStack() as drafts:
        table = drafts.enter_context(replacing(folder / profile.file))
        _write(rows, list(profile.columns), table, profile.separator)
        beside = drafts.enter_context(replacing(folder / f"{name}-left-out.csv"))
        _write(left_out, ["id", "type", "mode", "reason"], beside, ",")
    return folder / profile.file, folder / f"{name}-left-out.csv"


def profile_row(profile: Profile, facts: Facts) -> tuple[dict[str, Cell] | None, str]:
    """The event's row, or None and why the data set would not hold it."""
    numbers = _Numbers(profile, facts)
    status, precision = facts.cells["status"], facts.cells["date_precision"]
    if status not in profile.statuses:
        return None, f"status {status}"
    if profile.precisions and precision not in profile.precisions:
        return None, f"date known to the {precision}" if precision else "no date"
    rule = next((rule for rule in profile.codes if _fits(rule, facts)), None)
    if rule is None:
        return None, "no code for this type"
    if "left_out" in rule:
        return None, rule["left_out"]
    if missing := [name for name in profile.needs if facts.cells[name] is None]:
        return None, f"no {missing[0]}"
    if profile.at_least is not None:
        number = numbers.of(profile.at_least["number"], profile.at_least["column"])
        if number is None or number < profile.at_least["value"]:
            return None, f"no {profile.at_least['number']} claimed"
    code = {key: _filled(value, facts) for key, value in rule["code"].items()}
    return {name: _cell(spec, facts, code, numbers, profile) for name, spec in profile.columns.items()}, ""


class _Numbers:
    """The numbers that the profile's reading policy makes of the event's claims."""

    def __init__(self, profile: Profile, facts: Facts) -> None:
        self._policy = load_policies()[profile.policy] if profile.policy else None
        self._values = facts.event.values

    def of(self, measure: str, column: str) -> float | None:
        if self._policy is None:
            return None
        return derive_value(self._policy, self._values.get(measure, ()))[column].number


def _fits(rule: Mapping[str, Any], facts: Facts) -> bool:
    own = {facts.event.type, f"{facts.event.type}.{facts.event.mode}"}
    parts = facts.parts | {part.split(".")[0] for part in facts.parts}
    return bool(
        own & set(rule["is"])
        and ("part" not in rule or parts & set(rule["part"]))
        and ("actors" not in rule or facts.actor_sectors & set(rule["actors"]))
        and ("recipients" not in rule or facts.recipient_sectors & set(rule["recipients"]))
    )


def _cell(spec: Any, facts: Facts, code: Mapping[str, Any], numbers: _Numbers, profile: Profile) -> Cell:
    if spec is None:
        return None
    if isinstance(spec, str):
        return _fact(spec, facts, numbers, profile)
    if "code" in spec:
        found: Cell = code.get(spec["code"])
        return _fact(spec["else"], facts, numbers, profile) if found is None and "else" in spec else found
    if "map" in spec:
        mapped: Cell = spec["to"].get(facts.cells[spec["map"]], spec.get("else"))
        return mapped
    if "any" in spec:
        return int(bool(facts.cells.get(spec["any"])))
    return numbers.of(spec["number"], spec["column"])


def _fact(name: str, facts: Facts, numbers: _Numbers, profile: Profile) -> Cell:
    if name.endswith("_inter"):
        sectors = facts.actor_sectors if name.startswith("actor") else facts.recipient_sectors
        return next((inter for inter, known in profile.inter.items() if sectors & set(known)), None)
    if name == "size_category":
        return _category(numbers.of("participants", "mean"))
    return facts.cells[name]


def _category(size: float | None) -> int:
    """CCC's classes: 0 unknown, 1 below 100, 2 below 1,000, 3 below 10,000, 4 from there on."""
    if size is None:
        return 0
    return 1 + sum(size >= bound for bound in (100, 1_000, 10_000))


def _filled(value: Any, facts: Facts) -> Cell:
    if not isinstance(value, str) or "{" not in value:
        found: Cell = value
        return found
    return (
        value.format_map({"country_name": facts.cells["country_name"] or "", "actors": facts.cells["actors"] or ""})
        or None
    )


def _all_facts(source: RecordSource) -> Iterator[Facts]:
    """Each event's facts, with the types of its parts and of the answers to it, and the other events of its episode."""
    kinds = {event.id: f"{event.type}.{event.mode}" for event in source.events()}
    parts: dict[str, set[str]] = defaultdict(set)
    for relation in source.relations():
        if relation.type in ("part of", "response to") and relation.source in kinds:
            parts[relation.target].add(kinds[relation.source])
    waves = {event: episode.name for episode in source.episodes() for event in episode.events}
    for happening in happenings(source):
        yield facts_of(happening, frozenset(parts[happening.event.id]), waves.get(happening.event.id))


def _write(rows: list[dict[str, Cell]], columns: list[str], path: Path, separator: str) -> None:
    frame = pl.DataFrame(
        {name: [row[name] for row in rows] for name in columns}, strict=False, infer_schema_length=None
    )
    defuse(frame).write_csv(path, separator=separator)
