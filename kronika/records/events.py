"""Event, relation, episode: what is computed from claims and judgements; never stored as truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from kronika.records.mentions import Date, Entity, Place

RelationType = Literal["part of", "response to", "against", "same wave"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value that some claims give to a field, who says so, and how many of those derive from no other."""

    value: Any
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    publishers: tuple[str, ...]
    independent: int
    why: str = ""  # how the independence is known


@dataclass(frozen=True, slots=True)
class Event:
    """One happening in the world: the mentions judged to be the same, with every value claimed of it."""

    id: str
    members: tuple[str, ...]
    reports: tuple[str, ...]
    type: str
    mode: str | None
    place: Place | None = None
    date: Date | None = None
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRelation:
    """``source`` and ``target`` (``from`` and ``to`` in JSON) are event ids."""

    source: str
    target: str
    type: RelationType
    why: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A wave of events held together by relations; its events stay apart."""

    id: str
    name: str
    events: tuple[str, ...]
