"""Mentions and figures: one event as one sentence tells it, and numbers that belong to no event, with who says so.

The public JSON of each is described in the manual ("The record as JSON lines"); unknown is None or empty, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kronika.records.spans import Span

PlaceBasis = Literal["event", "sentence", "paragraph", "dateline", "actor"]
CountryBasis = Literal["name", "adjective", "possessive", "affiliation", "apposition", "antecedent", "scene", "report"]
DateBasis = Literal["event", "sentence", "paragraph", "published"]
DatePrecision = Literal["day", "week", "month", "year"]
Relation = Literal["exactly", "about", "at least", "more than", "at most", "fewer than", "between", "vague"]
Scope = Literal["event", "day", "cumulative"]
Polarity = Literal["wanted", "unwanted", "alleged", "announced"]
VoiceKind = Literal["publisher", "named", "unnamed", "unknown"]
Stance = Literal["asserts", "denies", "doubts"]
Status = Literal["actual", "negated", "future", "hypothetical"]
Extent = Literal["single", "several", "generic"]
Harm = Literal["killed", "injured", "missing"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a name may mean, best first: a gazetteer's or list's id, its name, and a score from 0 to 1."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the report (span) or taken from its context (span None), resolved to GeoNames where it can be.

    ``latitude`` and ``longitude`` are WGS84 degrees; ``country`` is ISO 3166 alpha-3; ``precision`` is 1 for a named town
    or nearer, 2 near it or a small area, 3 a region or country.
    """

    span: Span | None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    precision: Literal[1, 2, 3] | None = None
    basis: PlaceBasis = "event"
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Date:
    """Days ``first`` to ``last``, inclusive (``from`` and ``to`` in JSON); None where that end is not known."""

    span: Span | None
    first: date | None
    last: date | None
    precision: DatePrecision
    basis: DateBasis = "event"


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something as the report puts it: the whole phrase, its head word, and what can be said of it.

    ``country`` is ISO 3166 alpha-3 or one of PLOVER's (IGO, NGO, MNC, ...); ``sectors`` PLOVER's; ``role`` a title, trade
    or age in the report's words; ``antecedent`` the earlier words that a pronoun or short form stands for.

    ``country_basis`` says how the country was found: its own ``name`` is of one (or is a body's known to be of one), an
    ``adjective`` or people's name, a ``possessive``, the ``affiliation`` that the phrase gives (a country, place or body it
    is of), an ``apposition``, the ``antecedent`` (what the report says of the same one elsewhere), the ``scene`` of its
    clause, or the one country that the ``report`` is about. None where the country is.
    """

    span: Span
    head: Span
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    place: Place | None = None
    antecedent: Span | None = None
    known: str | None = None
    candidates: tuple[Candidate, ...] = ()
    country_basis: CountryBasis | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as claimed. "More than 6,000" is low 6000, high None; vague words ("hundreds") have neither.

    ``voice`` is whose number it is, where that is not the voice of the mention it belongs to ("police counted 1,800").
    """

    span: Span
    measure: str
    relation: Relation
    low: float | None
    high: float | None
    unit: str = "people"
    counts: Entity | None = None
    scope: Scope = "event"
    first: date | None = None  # a cumulative number's period, ``from`` and ``to`` in JSON
    last: date | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is demanded, alleged, threatened or announced, in its own words; ``mentions`` are the events coded within."""

    span: Span
    polarity: Polarity
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it: ``cue`` are the words that show it, ``via`` the next voice outward ("X said that Y claims": Y, via X)."""

    kind: VoiceKind
    speaker: Entity | None = None
    cue: Span | None = None
    stance: Stance = "asserts"
    said: Date | None = None
    medium: str | None = None
    via: Voice | None = None


PUBLISHER = Voice("publisher")


@dataclass(frozen=True, slots=True)
class Why:
    """What evoked a mention: trigger lemma, the reader's roleset if it was sure of one, and the scheme's rule."""

    lemma: str
    roleset: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One telling of one event in one sentence."""

    id: str
    report: str
    type: str
    mode: str | None
    sentence: Span
    trigger: Span
    why: Why
    confidence: float
    contexts: tuple[str, ...] = ()
    status: Status = "actual"
    historical: bool = False
    attempted: bool = False
    extent: Extent = "single"
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: Place | None = None
    date: Date | None = None
    quantities: tuple[Quantity, ...] = ()
    harm: Harm | None = None
    content: tuple[Content, ...] = ()
    voice: Voice = PUBLISHER


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity claim that belongs to no single event: "80 percent of the vote"."""

    id: str
    report: str
    measure: str
    quantity: Quantity
    sentence: Span
    confidence: float
    of: Entity | None = None
    place: Place | None = None
    date: Date | None = None
    voice: Voice = PUBLISHER
