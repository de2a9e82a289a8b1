"""Claims of one event's members -> for each field its values, with claims, voices, publishers; and which are disputed.

Nothing is chosen: a field holds every value claimed. Two values conflict if they cannot both be true: ranges of numbers
without overlap, days or places apart. What is unknown, vague or contained in the other conflicts with nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kronika.reconcile.independence import Group, Said, count_independent
from kronika.reconcile.nearness import NEAR_KM, distance
from kronika.reconcile.numbers import Number, number_of, overlap
from kronika.reconcile.telling import When, Where, when, where
from kronika.reconcile.words import content_words
from kronika.records import Claim, Date, Entity, Figure, Mention, Place, Quantity, Report, Span, Value, Voice
from kronika.scheme.reconciling import load_kinship

BY_CONTEXT = frozenset(
    {"dateline", "actor", "published", "paragraph"}
)  # bases that are the program's guess, not a claim


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim as read: its field, what makes it equal to another (``key``), JSON to show, and what it is compared by."""

    claim: Claim
    field: str
    key: str
    shown: Any
    number: Number | None = None
    counted: frozenset[str] = frozenset()
    when: When | None = None
    where: Where | None = None
    status: str | None = None
    part: bool = False  # counts some of those whom the same voice counts beside it


def event_values(
    claims: Sequence[Claim],
    members: Mapping[str, Mention | Figure],
    reports: Mapping[str, Report],
    groups: Mapping[str, Group],
    *,
    lasting: bool = False,
) -> tuple[dict[str, tuple[Value, ...]], tuple[str, ...]]:
    """(values by field, disputed fields), both sorted. A number's field is its measure: "arrested", "participants".

    ``lasting``: the happening goes on for days, so that its days do not contradict each other.
    """
    fields: dict[str, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    told = [
        reading
        for claim in sorted(claims, key=lambda one: one.id)
        if (reading := read_claim(claim, members[claim.of], reports[claim.report].text))
    ]
    for reading in mark_parts(told):
        fields[reading.field][reading.key].append(reading)
    values = {name: _values(fields[name], reports, groups) for name in sorted(fields)}
    asked = [name for name in sorted(fields) if not (lasting and name == "date")]
    disputed = tuple(name for name in asked if is_disputed([_leading(one) for one in fields[name].values()]))
    return values, disputed


def mark_parts(readings: Sequence[Reading]) -> list[Reading]:
    """ "Fourteen were injured, two of them seriously": of two numbers in one mention and voice the smaller is a part."""
    largest: dict[object, float] = {}
    for one in readings:
        if one.number and one.number.range:
            key = _counting(one, one.number)
            largest[key] = max(largest.get(key, 0.0), one.number.range[1])
    return [
        replace(one, part=True)
        if one.number and one.number.range and one.number.range[1] < largest[_counting(one, one.number)]
        else one
        for one in readings
    ]


def _counting(one: Reading, number: Number) -> object:
    return (one.claim.of, one.claim.voice, number.measure, number.scope, number.unit)


def _leading(readings: Sequence[Reading]) -> Reading:
    """Of the readings of one value one that counts a whole, if any does."""
    return next((one for one in readings if not one.part), readings[0])


def _values(
    by_key: Mapping[str, list[Reading]], reports: Mapping[str, Report], groups: Mapping[str, Group]
) -> tuple[Value, ...]:
    found = []
    for _, readings in sorted(by_key.items()):
        said = [_said(reading.claim, reports) for reading in readings]
        independent, why = count_independent(said, groups, reports)
        found.append(
            Value(
                value=readings[0].shown,
                claims=tuple(one.claim for one in said),
                voices=tuple(sorted({one.speaker or one.voice.kind for one in said})),
                publishers=tuple(sorted({name for one in said if (name := reports[one.report].publisher)})),
                independent=independent,
                why=why,
            )
        )
    return tuple(sorted(found, key=lambda value: (-value.independent, -len(value.claims), value.claims)))


def _said(claim: Claim, reports: Mapping[str, Report]) -> Said:
    return Said(claim.id, claim.report, claim.voice, speaker_of(claim.voice, reports[claim.report].text))


def speaker_of(voice: Voice, text: str) -> str:
    """The name, or the words, of whom a voice quotes; "" if it quotes nobody."""
    if voice.kind != "named" or voice.speaker is None:
        return ""
    speaker = voice.speaker
    return speaker.name or " ".join((speaker.antecedent or speaker.span).of(text).split())


def read_claim(claim: Claim, of: Mention | Figure, text: str) -> Reading | None:
    """The claim's typed value where its mention still holds it at its span, else its JSON; None if it says nothing."""
    if claim.value is None:
        return None
    if claim.field == "quantity" or isinstance(_held(claim, of), Quantity):
        return _read_quantity(claim, _held(claim, of), text)
    held = _held(claim, of)
    stance = "" if claim.voice.stance == "asserts" else claim.voice.stance
    if isinstance(held, Place):
        shown = {"name": held.name, "country": held.country, "geonameid": held.geonameid, "precision": held.precision}
        key = str(held.geonameid or (held.name, held.country))
        found = None if held.basis in BY_CONTEXT or stance else where(held, text)
        return Reading(claim, "place", stance + key, _with(shown, stance), where=found)
    if isinstance(held, Date):
        shown = {"from": _iso(held.first), "to": _iso(held.last), "precision": held.precision}
        found_when = None if held.basis in BY_CONTEXT or stance else when(held)
        return Reading(claim, "date", stance + json.dumps(shown), _with(shown, stance), when=found_when)
    if isinstance(held, Entity):
        return _read_entity(claim, held, text, stance)
    value = claim.value
    if claim.field == "status":
        return _read_status(claim, stance)
    return Reading(claim, claim.field, stance + json.dumps(value, sort_keys=True, default=str), _with(value, stance))


def _read_status(claim: Claim, stance: str) -> Reading:
    """Who denies that something happened says that it did not; coders may mark that in the status, the stance or both."""
    whole = claim.value if isinstance(claim.value, dict) else {"status": claim.value}
    status = str(whole.get("status"))
    if stance == "denies":
        status = "negated" if status == "actual" else status
    more = {name: whole[name] for name in ("attempted", "historical") if whole.get(name)}
    more |= {"extent": whole["extent"]} if whole.get("extent") not in (None, "single") else {}
    shown = {"status": status, **more} if more else status
    return Reading(claim, "status", json.dumps(shown), shown, status=status)


def _held(claim: Claim, of: Mention | Figure) -> Any:
    """The mention's own value for this claim; None if a person corrected it or the coder no longer says it there."""
    if claim.basis == "review":
        return of.date if claim.field == "date" else None
    if claim.field == "place":
        return of.place
    if claim.field == "date":
        return of.date
    if isinstance(of, Figure):
        return of.quantity if claim.field in ("quantity", of.measure) else of.of if claim.field == "of" else None
    choices: Iterable[Entity | Quantity] = ()
    if claim.field in ("actor", "recipient"):
        choices = of.actors if claim.field == "actor" else of.recipients
    elif claim.span is not None:
        choices = of.quantities
    return next((one for one in choices if _at(one.span, claim.span)), None)


def _at(span: Span, wanted: Span | None) -> bool:
    return wanted is not None and (span == wanted or span.covers(wanted) or wanted.covers(span))


def _read_entity(claim: Claim, held: Entity, text: str, stance: str) -> Reading:
    words = " ".join((held.antecedent or held.span).of(text).split())
    shown = {"text": words, "name": held.name, "country": held.country, "sectors": list(held.sectors)}
    plain = " ".join(sorted(content_words(words, load_kinship()))) or words.lower()
    key = held.known or (held.name or plain).lower()
    return Reading(claim, claim.field, stance + key, _with(shown, stance))


def _read_quantity(claim: Claim, held: Any, text: str) -> Reading | None:
    quantity = held if isinstance(held, Quantity) else quantity_from_json(claim)
    if quantity is None:
        return Reading(claim, "quantity", json.dumps(claim.value, sort_keys=True, default=str), claim.value)
    words = " ".join(quantity.span.of(text).split()) if held is not None else str(_get(claim.value, "text") or "")
    counts = quantity.counts.head.of(text).lower() if quantity.counts and held is not None else ""
    stance = "" if claim.voice.stance == "asserts" else claim.voice.stance
    shown = {
        "text": words, "measure": quantity.measure, "relation": quantity.relation, "low": quantity.low,
        "high": quantity.high, "unit": quantity.unit, "scope": quantity.scope,
        "from": _iso(quantity.first), "to": _iso(quantity.last), "counts": counts or None,
    }  # fmt: skip
    same = {name: value for name, value in shown.items() if name not in ("text", "counts")}
    key = json.dumps(same) + (words.lower() if quantity.relation == "vague" else "")
    kin = load_kinship()
    counted = frozenset() if not counts else content_words(counts, kin)
    number = number_of(quantity, words) if not stance else None
    return Reading(claim, quantity.measure, stance + key, _with(shown, stance), number=number, counted=counted)


def quantity_from_json(claim: Claim) -> Quantity | None:
    """The quantity of a claim that a person coded, from its JSON; None if it is not of that shape."""
    value = claim.value
    if not isinstance(value, dict) or not isinstance(value.get("measure"), str):
        return None
    return Quantity(
        claim.span or Span(0, 0),
        value["measure"],
        value.get("relation") or "exactly",
        value.get("low"),
        value.get("high"),
        value.get("unit") or "people",
        scope=value.get("scope") or "event",
    )


def is_disputed(readings: Sequence[Reading]) -> bool:
    """Whether any two values of one field cannot both be true."""
    return any(conflict(one, other) for i, one in enumerate(readings) for other in readings[i + 1 :])


def conflict(left: Reading, right: Reading) -> bool:
    """Whether two values of one field exclude each other. Unknown excludes nothing."""
    if left.field == "status":
        return {left.status, right.status} == {"actual", "negated"}
    if left.when and right.when:
        return left.when.first > right.when.last or right.when.first > left.when.last
    if left.where and right.where:
        return _places_conflict(left.where, right.where)
    if left.number and right.number:
        return _numbers_conflict(left, right)
    return False


def _numbers_conflict(left: Reading, right: Reading) -> bool:
    assert left.number is not None
    assert right.number is not None
    if not left.number.comparable(right.number) or left.number.range is None or right.number.range is None:
        return False
    if left.part or right.part or _counts_parts(left.counted, right.counted, left.number.measure):
        return False
    return not overlap(left.number.range, right.number.range)


def _counts_parts(left: frozenset[str], right: frozenset[str], measure: str) -> bool:
    """Whether one number counts a part of the other: three journalists among sixty detained contradict nobody.

    Who takes part is mostly counted whole: "2,000 farmers" and "4,000 people" at one march do conflict.
    """
    if not left.isdisjoint(right):
        return False
    generic = _generic()
    special = [bool(one) and not one <= generic for one in (left, right)]
    return all(special) if measure == "participants" else any(special)


def _generic() -> frozenset[str]:
    return content_words(" ".join(load_kinship().generic_parties), load_kinship())


def _places_conflict(left: Where, right: Where) -> bool:
    if left.country and right.country and left.country != right.country:
        return True
    if left.precision == 3 or right.precision == 3:
        regions = left.admin1, right.admin1
        return all(regions) and regions[0] != regions[1]
    apart = distance(left, right)
    return apart is not None and apart > NEAR_KM


def _with(value: Any, stance: str) -> Any:
    if not stance:
        return value
    return {**value, "stance": stance} if isinstance(value, dict) else {"value": value, "stance": stance}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
