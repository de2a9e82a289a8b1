"""Mentions and figures in, claims out: one for each value of each field, as one voice in one report puts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kronika.records import Claim, Date, Entity, Figure, Mention, Place, Quantity, Report, Span, Voice, claim_id


def claim_mentions(report: Report, mentions: Iterable[Mention], figures: Iterable[Figure]) -> tuple[Claim, ...]:
    """Claims in the order of the mentions, then the figures; each id once."""
    found: dict[str, Claim] = {}
    for mention in mentions:
        for claim in _mention_claims(report, mention):
            found.setdefault(claim.id, claim)
    for figure in figures:
        for claim in _figure_claims(report, figure):
            found.setdefault(claim.id, claim)
    return tuple(found.values())


def _mention_claims(report: Report, mention: Mention) -> Iterator[Claim]:
    def claim(
        field: str, head: str, value: Any, span: Span | None, voice: Voice | None = None, basis: str | None = None
    ) -> Claim:
        return Claim(
            claim_id(mention.id, field, head), report.id, mention.id, field, value, span, mention.confidence,
            voice or mention.voice, basis,
        )  # fmt: skip

    text = report.text
    yield claim("type", mention.type, mention.type, mention.trigger)
    if mention.mode is not None:
        yield claim("mode", mention.mode, mention.mode, mention.trigger)
    yield claim("status", mention.status, _status(mention), mention.trigger)
    for field, entities in (("actor", mention.actors), ("recipient", mention.recipients)):
        for entity in entities:
            yield claim(field, _head(text, entity), _entity(text, entity), entity.span)
    if mention.place is not None:
        place = mention.place
        yield claim("place", _place_head(text, place), _place(text, place), place.span, basis=place.basis)
    if mention.date is not None:
        day = mention.date
        yield claim("date", _date_head(day), _date(day), day.span, basis=day.basis)
    for quantity in mention.quantities:
        head, value = _quantity_head(quantity), _quantity(text, quantity)
        yield claim("quantity", head, value, quantity.span, quantity.voice)
    if mention.harm is not None:
        yield claim("harm", mention.harm, mention.harm, mention.trigger)
    for content in mention.content:
        value = {"text": content.span.of(text), "polarity": content.polarity, "mentions": list(content.mentions)}
        yield claim("content", _words(content.span.of(text)), value, content.span)


def _figure_claims(report: Report, figure: Figure) -> Iterator[Claim]:
    text, quantity = report.text, figure.quantity
    yield Claim(
        claim_id(figure.id, "quantity", _quantity_head(quantity)), report.id, figure.id, "quantity",
        _quantity(text, quantity), quantity.span, figure.confidence, figure.voice,
    )  # fmt: skip
    if figure.of is not None:
        yield Claim(
            claim_id(figure.id, "of", _head(text, figure.of)), report.id, figure.id, "of",
            _entity(text, figure.of), figure.of.span, figure.confidence, figure.voice,
        )  # fmt: skip


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _head(text: str, entity: Entity) -> str:
    return _words(entity.name or entity.head.of(text))


def _place_head(text: str, place: Place) -> str:
    return _words(place.name or (place.span.of(text) if place.span else ""))


def _date_head(day: Date) -> str:
    return f"{day.first or ''}/{day.last or ''}"


def _quantity_head(quantity: Quantity) -> str:
    low = "" if quantity.low is None else f"{quantity.low:g}"
    high = "" if quantity.high is None else f"{quantity.high:g}"
    return f"{quantity.measure} {quantity.relation} {low}..{high}"


def _status(mention: Mention) -> dict[str, Any]:
    return {
        "status": mention.status,
        "historical": mention.historical,
        "attempted": mention.attempted,
        "extent": mention.extent,
    }


def _entity(text: str, entity: Entity) -> dict[str, Any]:
    return {
        "text": entity.span.of(text),
        "name": entity.name,
        "country": entity.country,
        "country_basis": entity.country_basis,
        "sectors": list(entity.sectors),
        "role": entity.role,
        "known": entity.known,
    }


def _place(text: str, place: Place) -> dict[str, Any]:
    return {
        "text": place.span.of(text) if place.span else None,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonameid": place.geonameid,
        "precision": place.precision,
    }


def _date(day: Date) -> dict[str, Any]:
    return {
        "from": day.first.isoformat() if day.first else None,
        "to": day.last.isoformat() if day.last else None,
        "precision": day.precision,
    }


def _quantity(text: str, quantity: Quantity) -> dict[str, Any]:
    return {
        "text": quantity.span.of(text),
        "measure": quantity.measure,
        "relation": quantity.relation,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "scope": quantity.scope,
    }
