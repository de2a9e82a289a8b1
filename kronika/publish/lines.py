"""Every record as the JSON object that RECORD, "The record as JSON lines", describes: one public shape, one place.

Spans get the words they stand for, sliced from the report's text here and nowhere else; an end of a date that is not
known is null. Keys come in the documented order. Lone surrogates, which UTF-8 cannot hold, become U+FFFD: one code
point for another, so every offset still fits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kronika.publish.happenings import Happening, happenings
from kronika.records import (
    Candidate,
    Claim,
    Content,
    Date,
    Entity,
    Episode,
    EventRelation,
    Figure,
    Mention,
    Place,
    Problem,
    Quantity,
    RecordSource,
    Report,
    Span,
    Voice,
)

Json = dict[str, Any]
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as UTF-8 can hold it: each lone surrogate becomes U+FFFD, so lengths and offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def dump_line(line: Json) -> str:
    """One line of JSON, without its line end; non-ASCII letters stay readable."""
    return clean(json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain))


def report_line(report: Report, *, with_text: bool = True) -> Json:
    """``with_text=False`` leaves ``text`` null: the edition for those who may not pass the text on."""
    return {
        "kind": "report",
        "report": report.id,
        "text": report.text if with_text else None,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_basis": report.published_basis,
        "url": report.url,
        "language": report.language,
        "sha256": report.sha256,
        "parts": [{"start": part.start, "end": part.end, "role": part.role} for part in report.parts],
    }


def mention_line(mention: Mention, text: str) -> Json:
    """``text`` is the text of the mention's report."""
    return {
        "kind": "mention",
        "id": mention.id,
        "report": mention.report,
        "type": mention.type,
        "mode": mention.mode,
        "contexts": list(mention.contexts),
        "status": mention.status,
        "historical": mention.historical,
        "attempted": mention.attempted,
        "extent": mention.extent,
        "sentence": _offsets(mention.sentence),
        "trigger": span_json(mention.trigger, text),
        "actors": [entity_json(entity, text) for entity in mention.actors],
        "recipients": [entity_json(entity, text) for entity in mention.recipients],
        "place": place_json(mention.place, text),
        "date": date_json(mention.date, text),
        "quantities": [quantity_json(quantity, text) for quantity in mention.quantities],
        "harm": mention.harm,
        "content": [content_json(content, text) for content in mention.content],
        "voice": voice_json(mention.voice, text),
        "confidence": _number(mention.confidence),
        "why": {"lemma": mention.why.lemma, "roleset": mention.why.roleset, "rule": mention.why.rule},
    }


def figure_line(figure: Figure, text: str) -> Json:
    return {
        "kind": "figure",
        "id": figure.id,
        "report": figure.report,
        "measure": figure.measure,
        "of": None if figure.of is None else entity_json(figure.of, text),
        "quantity": quantity_json(figure.quantity, text),
        "place": place_json(figure.place, text),
        "date": date_json(figure.date, text),
        "sentence": _offsets(figure.sentence),
        "voice": voice_json(figure.voice, text),
        "confidence": _number(figure.confidence),
    }


def claim_line(claim: Claim, text: str) -> Json:
    return {
        "kind": "claim",
        "id": claim.id,
        "of": claim.of,
        "field": claim.field,
        "value": plain(claim.value),
        "span": None if claim.span is None else span_json(claim.span, text),
        "voice": voice_json(claim.voice, text),
        "basis": claim.basis,
        "confidence": _number(claim.confidence),
    }


def problem_line(problem: Problem, text: str | None = None) -> Json:
    """A problem with a file that became no report names the file at the head of its message."""
    message = problem.message if problem.origin is None else f"{problem.origin}: {problem.message}"
    span = span_json(problem.span, text) if problem.span is not None and text is not None else None
    return {
        "kind": "problem",
        "report": problem.report,
        "stage": problem.stage,
        "message": message,
        "span": span,
    }


def event_line(happening: Happening) -> Json:
    """An event stands on several reports, so each of its entities, its place and its date name the ``report`` their
    offsets count in; a value that no single member carries (a date joined from two) has neither report nor words.
    """
    event = happening.event

    def located(value: Entity | Place | Date | None) -> Json | None:
        if value is None:
            return None
        report = happening.report_of(value)
        text = None if report is None else report.text
        line = (
            entity_json(value, text)
            if isinstance(value, Entity)
            else place_json(value, text)
            if isinstance(value, Place)
            else date_json(value, text)
        )
        return None if line is None else {"report": None if report is None else report.id, **line}

    return {
        "kind": "event",
        "id": event.id,
        "members": list(event.members),
        "reports": list(event.reports),
        "type": event.type,
        "mode": event.mode,
        "place": located(event.place),
        "date": located(event.date),
        "actors": [located(entity) for entity in event.actors],
        "recipients": [located(entity) for entity in event.recipients],
        "values": {
            name: [
                {
                    "value": plain(value.value),
                    "claims": list(value.claims),
                    "voices": list(value.voices),
                    "publishers": list(value.publishers),
                    "independent": value.independent,
                    "why": value.why,
                }
                for value in values
            ]
            for name, values in event.values.items()
        },
        "disputed": list(event.disputed),
    }


def relation_line(relation: EventRelation) -> Json:
    return {
        "kind": "relation",
        "from": relation.source,
        "to": relation.target,
        "type": relation.type,
        "why": relation.why,
    }


def episode_line(episode: Episode) -> Json:
    return {"kind": "episode", "id": episode.id, "name": episode.name, "events": list(episode.events)}


def record_lines(source: RecordSource, *, with_text: bool = True, with_events: bool = True) -> Iterator[Json]:
    """The whole record, one report at a time: the report, its mentions, figures and claims; then events; then problems."""
    for report in source.reports():
        yield report_line(report, with_text=with_text)
        yield from (mention_line(mention, report.text) for mention in source.mentions(report.id))
        yield from (figure_line(figure, report.text) for figure in source.figures(report.id))
        yield from (claim_line(claim, report.text) for claim in source.claims(report.id))
    if with_events:
        yield from event_lines(source)
    yield from problem_lines(source)


def problem_lines(source: RecordSource) -> Iterator[Json]:
    """Every problem, with the words it is about where there are any."""
    for problem in source.problems():
        text = source.report(problem.report).text if problem.report is not None and problem.span is not None else None
        yield problem_line(problem, text)


def event_lines(source: RecordSource) -> Iterator[Json]:
    """Events, relations and episodes: what ``kronika events --to jsonl`` adds to the record."""
    yield from (event_line(happening) for happening in happenings(source))
    yield from relation_lines(source)


def relation_lines(source: RecordSource) -> Iterator[Json]:
    """How events hang together: relations and episodes."""
    yield from (relation_line(relation) for relation in source.relations())
    yield from (episode_line(episode) for episode in source.episodes())


def span_json(span: Span | None, text: str | None) -> Json:
    """``start``, ``end`` and the words; all null for a null span, or where the text the span counts in is not known."""
    if span is None or text is None:
        return {"start": None, "end": None, "text": None}
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def entity_json(entity: Entity, text: str | None) -> Json:
    return {
        **span_json(entity.span, text),
        "head": span_json(entity.head, text),
        "name": entity.name,
        "country": entity.country,
        "country_basis": entity.country_basis,
        "sectors": list(entity.sectors),
        "role": entity.role,
        "place": place_json(entity.place, text),
        "antecedent": None if entity.antecedent is None else span_json(entity.antecedent, text),
        "known": entity.known,
        "candidates": [_candidate(candidate) for candidate in entity.candidates],
    }


def place_json(place: Place | None, text: str | None) -> Json | None:
    if place is None:
        return None
    return {
        **span_json(place.span, text),
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": _number(place.latitude),
        "longitude": _number(place.longitude),
        "geonameid": place.geonameid,
        "precision": place.precision,
        "basis": place.basis,
        "candidates": [_candidate(candidate) for candidate in place.candidates],
        "confidence": _number(place.confidence),
    }


def date_json(value: Date | None, text: str | None) -> Json | None:
    if value is None:
        return None
    return {
        **span_json(value.span, text),
        "from": _day(value.first),
        "to": _day(value.last),
        "precision": value.precision,
        "basis": value.basis,
    }


def quantity_json(quantity: Quantity, text: str | None) -> Json:
    return {
        **span_json(quantity.span, text),
        "measure": quantity.measure,
        "counts": None if quantity.counts is None else entity_json(quantity.counts, text),
        "relation": quantity.relation,
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "scope": quantity.scope,
        "from": _day(quantity.first),
        "to": _day(quantity.last),
        "voice": None if quantity.voice is None else voice_json(quantity.voice, text),
    }


def content_json(content: Content, text: str | None) -> Json:
    return {**span_json(content.span, text), "polarity": content.polarity, "mentions": list(content.mentions)}


def voice_json(voice: Voice, text: str | None) -> Json:
    return {
        "kind": voice.kind,
        "speaker": None if voice.speaker is None else entity_json(voice.speaker, text),
        "cue": None if voice.cue is None else span_json(voice.cue, text),
        "stance": voice.stance,
        "said": date_json(voice.said, text),
        "medium": voice.medium,
        "via": None if voice.via is None else voice_json(voice.via, text),
    }


def plain(value: Any) -> Any:
    """A claim's or an event's value as JSON data: tuples become lists, days ISO text, whole numbers integers."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else value


def _plain(value: object) -> object:
    raise TypeError(f"not plain JSON data: {value!r}")


def _offsets(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _candidate(candidate: Candidate) -> Json:
    return {"id": candidate.id, "name": candidate.name, "score": _number(candidate.score)}


def _number(value: float | None) -> float | int | None:
    """Whole numbers without ".0", the way a person counts people."""
    return int(value) if value is not None and float(value).is_integer() else value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
