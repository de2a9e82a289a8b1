"""Reports, mentions, figures and claims by hand: what is given as words is looked up in the report's text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kronika.reconcile import Reconciled, ReconcileOptions, reconcile
from kronika.records import (
    PUBLISHER,
    Claim,
    Date,
    Entity,
    Event,
    Figure,
    Judgement,
    Mention,
    Place,
    Quantity,
    Report,
    Span,
    Voice,
    Why,
    claim_id,
    figure_id,
    mention_id,
    text_sha256,
)
from kronika.records.mentions import Extent, Relation, Scope, Status

MADE = "2020-08-20T00:00:00+00:00"
# name -> country, admin1, latitude, longitude, geonameid, precision (real coordinates, rounded)
PLACES: dict[str, tuple[str, str | None, float, float, int, int]] = {
    "Minsk": ("BLR", "04", 53.9, 27.57, 625144, 1),
    "Grodno": ("BLR", "03", 53.68, 23.83, 627904, 1),
    "Hrodna": ("BLR", "03", 53.68, 23.83, 627904, 1),
    "Belarus": ("BLR", None, 53.7, 27.95, 630336, 3),
    "Helsinki": ("FIN", "01", 60.17, 24.94, 658225, 1),
    "Warsaw": ("POL", "78", 52.23, 21.01, 756135, 1),
    "Paris": ("FRA", "11", 48.85, 2.35, 2988507, 1),
    "Kraków": ("POL", "77", 50.06, 19.94, 3094802, 1),
    "Karaganda": ("KAZ", "12", 49.8, 73.1, 609655, 1),
    "Bor": ("SRB", None, 44.07, 22.1, 792078, 1),
    "Brussels": ("BEL", "BRU", 50.85, 4.35, 2800866, 1),
    "Arequipa": ("PER", "04", -16.4, -71.54, 3947322, 1),
    "Cayma": ("PER", "04", -16.38, -71.55, 3946301, 1),
    "Lima": ("PER", "LMA", -12.04, -77.03, 3936456, 1),
    "Bathinda": ("IND", "23", 30.21, 74.94, 1276070, 1),
    "Bhatinda": ("IND", "23", 30.21, 74.94, 1276070, 1),
    "Mansa": ("IND", "23", 29.99, 75.39, 1263622, 1),
    "Sfax": ("TUN", "32", 34.74, 10.76, 2467454, 1),
    "Safaqis": ("TUN", "32", 34.74, 10.76, 2467454, 1),
    "Tunisia": ("TUN", None, 34.0, 9.0, 2464461, 3),
    "Kutaisi": ("GEO", "66", 42.27, 42.69, 613607, 1),
    "Kenema": ("SLE", "01", 7.88, -11.19, 2407790, 1),
    "Freetown": ("SLE", "04", 8.49, -13.24, 2409306, 1),
    "Iași": ("ROU", "23", 47.17, 27.6, 675810, 1),
    "Piatra Neamț": ("ROU", "28", 46.92, 26.33, 670889, 1),
    "Piatra Neamt": ("ROU", "28", 46.92, 26.33, 670889, 1),
    "Setúbal": ("PRT", "19", 38.52, -8.89, 2262963, 1),
    "Évora": ("PRT", "08", 38.57, -7.9, 2268406, 1),
}


def report(id_: str, text: str, publisher: str | None = "Daily", published: str | None = "2020-08-14") -> Report:
    return Report(id_, text, text_sha256(text), publisher=publisher, published=published)


def span(of: Report, words: str, nth: int = 0) -> Span:
    """The ``nth`` place where the report has these words."""
    found = [match.start() for match in re.finditer(re.escape(words), of.text)]
    if nth >= len(found):
        raise ValueError(f"{words!r} is not in the report {of.id}")
    return Span(found[nth], found[nth] + len(words))


def sentence(of: Report, at: Span) -> Span:
    """The stretch between full stops or line ends around a span."""
    starts = [0, *(match.end() for match in re.finditer(r"[.!?][\"”]?\s+(?=[A-Z\"“])|\n+", of.text)), len(of.text)]
    first = max(start for start in starts if start <= at.start)
    end = min(start for start in starts if start >= at.end)
    return Span(first, first + len(of.text[first:end].rstrip()))


def place(name: str | None, *, sure: bool = True) -> Place | None:
    if name is None:
        return None
    country, admin1, latitude, longitude, geonameid, precision = PLACES[name]
    return Place(
        None, name, country, admin1, latitude, longitude, geonameid, 1 if precision == 1 else 3,
        "event" if sure else "dateline",
    )  # fmt: skip


def day(first: str | None, last: str | None = None, *, sure: bool = True) -> Date | None:
    if first is None:
        return None
    end = date.fromisoformat(last or first)
    return Date(None, date.fromisoformat(first), end, "day", "event" if sure else "published")


def entity(of: Report, words: str, **known: Any) -> Entity:
    """The head is the last word; give ``name=``, ``country=``, ``sectors=`` for what is resolved."""
    at = span(of, words)
    return Entity(at, Span(at.end - len(words.split()[-1]), at.end), **known)


def number(
    of: Report,
    words: str,
    measure: str,
    low: float | None,
    high: float | None = None,
    relation: Relation = "exactly",
    scope: Scope = "event",
    counts: str | None = None,
    unit: str = "people",
) -> Quantity:
    """``high`` stands for ``low`` if the relation is "exactly" or "about" and it is not given."""
    if high is None and relation in ("exactly", "about"):
        high = low
    counted = entity(of, counts) if counts else None
    return Quantity(span(of, words), measure, relation, low, high, unit, counted, scope)


def mention(
    of: Report,
    trigger: str,
    type_: str = "PROTEST",
    mode: str | None = "demo",
    *,
    at: str | None = "Minsk",
    on: str | Date | None = "2020-08-13",
    nth: int = 0,
    lemma: str | None = None,
    actors: Sequence[Entity] = (),
    recipients: Sequence[Entity] = (),
    numbers: Sequence[Quantity] = (),
    status: Status = "actual",
    extent: Extent = "single",
    voice: Voice = PUBLISHER,
    historical: bool = False,
    sure: bool = True,
) -> Mention:
    where = span(of, trigger, nth)
    lemma = lemma or trigger.lower().split()[0]
    return Mention(
        mention_id(of.id, type_, lemma, where.start), of.id, type_, mode, sentence(of, where), where,
        Why(lemma, None, "test"), 0.9, status=status, extent=extent, historical=historical,
        actors=tuple(actors), recipients=tuple(recipients), place=place(at, sure=sure),
        date=on if isinstance(on, Date) else day(on, sure=sure), quantities=tuple(numbers), voice=voice,
    )  # fmt: skip


def replaced(quantity: Quantity, **changes: Any) -> Quantity:
    return replace(quantity, **changes)


def figure(of: Report, measure: str, quantity: Quantity, *, at: str | None = "Belarus", whose: str | None = None,
           voice: Voice = PUBLISHER, on: str | None = None) -> Figure:  # fmt: skip
    head = str(quantity.low)
    owner = entity(of, whose, name=whose) if whose else None
    return Figure(
        figure_id(of.id, measure, head, 0), of.id, measure, quantity, sentence(of, quantity.span), 0.9, owner,
        place(at), day(on), voice,
    )  # fmt: skip


def claims_of(of: Mention | Figure) -> list[Claim]:
    """A claim for each field, as the coder makes them."""

    def claim(field: str, head: str, value: Any, at: Span | None, voice: Voice) -> Claim:
        return Claim(claim_id(of.id, field, head), of.report, of.id, field, value, at, 0.9, voice)

    found = []
    if of.place:
        found.append(claim("place", of.place.name or "", of.place.name, of.place.span, of.voice))
    if of.date:
        days = {"from": str(of.date.first), "to": str(of.date.last), "precision": of.date.precision}
        found.append(claim("date", str(of.date.first), days, of.date.span, of.voice))
    if isinstance(of, Figure):
        return [*found, claim("quantity", str(of.quantity.low), _plain(of.quantity), of.quantity.span, of.voice)]
    found.append(claim("status", of.status, of.status, of.trigger, of.voice))
    found += [claim("actor", str(i), "actor", one.span, of.voice) for i, one in enumerate(of.actors)]
    found += [claim("recipient", str(i), "recipient", one.span, of.voice) for i, one in enumerate(of.recipients)]
    found += [
        claim("quantity", f"{q.measure}{q.low}{i}", _plain(q), q.span, of.voice) for i, q in enumerate(of.quantities)
    ]
    return found


def _plain(of: Quantity) -> dict[str, Any]:
    return {"measure": of.measure, "relation": of.relation, "low": of.low, "high": of.high}


def named(of: Report, words: str, cue: str = "said", **known: Any) -> Voice:
    return Voice("named", entity(of, words, **known), span(of, cue))


def run(
    reports: Iterable[Report],
    items: Iterable[Mention | Figure],
    judgements: Iterable[Judgement] = (),
    previous: Iterable[Event] = (),
    added: Collection[str] | None = None,
) -> Reconciled:
    everything = list(items)
    return reconcile(
        {one.id: one for one in reports},
        [item for item in everything if isinstance(item, Mention)],
        [item for item in everything if isinstance(item, Figure)],
        [claim for item in everything for claim in claims_of(item)],
        judgements,
        ReconcileOptions(made=MADE),
        previous=previous,
        added=added,
    )


def members(result: Reconciled) -> set[frozenset[str]]:
    """The events as sets of the ids of their members."""
    return {frozenset(event.members) for event in result.events}
