"""The record as tables: the row of each mention, figure, claim and event; ``columns.py`` says what each cell means.

Several values in one cell are joined by "; ". What is not known is an empty cell, never 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from kronika.publish.columns import ALWAYS, DATE_CELLS, PLACE_CELLS
from kronika.publish.happenings import Happening, Telling
from kronika.publish.lines import clean, plain
from kronika.publish.sentences import plain_sentence, sentence_of, tell_happening, tell_item
from kronika.publish.wording import claimant, entity_words, shorten, speaker_words
from kronika.records import Claim, Date, Entity, Figure, Mention, Place, Report, Voice

Cell = str | int | float | bool | None
Row = dict[str, Cell]
JOIN = "; "
QUOTES = 12  # quotes in one cell of events.csv


def mention_row(mention: Mention, report: Report, *, with_text: bool = True) -> Row:
    text = report.text
    said = [f"{quantity.measure}: {quantity.span.of(text)}" for quantity in mention.quantities]
    row: Row = {
        "id": mention.id,
        **_report_cells(report),
        "type": mention.type,
        "mode": mention.mode,
        "contexts": _join(mention.contexts),
        "status": mention.status,
        "historical": mention.historical,
        "attempted": mention.attempted,
        "extent": mention.extent,
        "harm": mention.harm,
        "trigger": mention.trigger.of(text),
        "sentence": mention.sentence.of(text) if with_text else None,
        **_entity_cells("actor", mention.actors, report),
        **_entity_cells("recipient", mention.recipients, report),
        **_place_cells(mention.place, report),
        **_date_cells(mention.date, report),
        "numbers": _join(said),
        "content": _join(f"{content.polarity}: {content.span.of(text)}" for content in mention.content),
        **_voice_cells(mention.voice, report),
        "summary": plain_sentence(sentence_of(tell_item(Telling(mention, report)))),
        "confidence": mention.confidence,
        "lemma": mention.why.lemma,
        "rule": mention.why.rule,
        "start": mention.trigger.start,
        "end": mention.trigger.end,
        "sentence_start": mention.sentence.start,
        "sentence_end": mention.sentence.end,
    }
    return _clean(row)


def figure_row(figure: Figure, report: Report, *, with_text: bool = True) -> Row:
    text, quantity = report.text, figure.quantity
    row: Row = {
        "id": figure.id,
        **_report_cells(report),
        "measure": figure.measure,
        "of": None if figure.of is None else figure.of.span.of(text),
        "words": quantity.span.of(text),
        "relation": quantity.relation,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "scope": quantity.scope,
        "total_from": _iso(quantity.first),
        "total_to": _iso(quantity.last),
        **_place_cells(figure.place, report),
        **_date_cells(figure.date, report),
        "sentence": figure.sentence.of(text) if with_text else None,
        **_voice_cells(figure.voice, report),
        "confidence": figure.confidence,
        "start": quantity.span.start,
        "end": quantity.span.end,
    }
    return _clean(row)


def claim_row(claim: Claim, report: Report) -> Row:
    span = claim.span
    row: Row = {
        "id": claim.id,
        "of": claim.of,
        **_report_cells(report),
        "field": claim.field,
        "value": json.dumps(plain(claim.value), ensure_ascii=False),
        "words": None if span is None else span.of(report.text),
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        **_voice_cells(claim.voice, report),
        "basis": claim.basis,
        "confidence": claim.confidence,
    }
    return _clean(row)


def event_row(happening: Happening, measures: Iterable[str] = (), *, with_text: bool = True) -> Row:
    """``measures`` as for ``event_columns``: a measure that is not among them has no cell.

    Without texts a telling is quoted by its trigger alone, for from its first value to its last is most of the sentence.
    """
    event, facts = happening.event, tell_happening(happening)
    place = event.place
    place_report = None if place is None else happening.report_of(place)
    reports = {telling.report.id: telling.report for telling in happening.tellings}
    date_cells = _date_cells(event.date, None)
    row: Row = {
        "id": event.id,
        **{name: date_cells[name] for name in ("date_from", "date_to", "date_precision")},
        "type": event.type,
        "mode": event.mode,
        "status": facts.status,
        **_place_cells(place, place_report),
        **_people_cells("actor", facts.actors, event.actors),
        **_people_cells("recipient", facts.recipients, event.recipients),
        "content": _join(f"{polarity}: {words}" for polarity, words in facts.content),
    }
    for measure in dict.fromkeys((*ALWAYS, *sorted(measures))):
        row |= _measure_cells(measure, happening)
    row |= {
        "reports": len(reports),
        "mentions": len(happening.tellings),
        "publishers": _join(report.publisher for report in reports.values() if report.publisher),
        "independent": max((value.independent for values in event.values.values() for value in values), default=None),
        "voices": _join(facts.says),
        "disputed": _join(event.disputed),
        "confidence": happening.confidence,
        "summary": plain_sentence(sentence_of(facts)),
        "quotes": _quotes(happening, with_text=with_text),
        "report_ids": _join(reports),
        "member_ids": _join(event.members),
    }
    return _clean(row)


def _measure_cells(measure: str, happening: Happening) -> Row:
    """A running total belongs to no single event and a denied number is nobody's: both stay out of low and high."""
    lows, highs, words, says = [], [], [], []
    for telling in happening.tellings:
        for quantity in telling.quantities:
            if quantity.measure != measure:
                continue
            words.append(quantity.span.of(telling.report.text))
            says.append(claimant(telling, quantity.voice))
            if quantity.scope != "cumulative" and (quantity.voice or telling.voice).stance != "denies":
                lows += [] if quantity.low is None else [quantity.low]
                highs += [] if quantity.high is None else [quantity.high]
    return {
        f"{measure}_low": min(lows, default=None),
        f"{measure}_high": max(highs, default=None),
        f"{measure}_words": JOIN.join(words) or None,
        f"{measure}_says": JOIN.join(says) or None,
    }


def _quotes(happening: Happening, *, with_text: bool) -> str | None:
    """The words each telling rests on; a name never goes without a publisher, a cell never without an end."""
    quotes = [
        f"“{shorten(_words(telling, with_text=with_text), 120)}” ({telling.report.publisher or telling.report.id})"
        for telling in happening.tellings
    ]
    more = [f"and {len(quotes) - QUOTES} more"] if len(quotes) > QUOTES else []
    return _join([*quotes[:QUOTES], *more])


def _words(telling: Telling, *, with_text: bool) -> str:
    """From the first word of the actors, recipients or number to the last, through the trigger, within the sentence."""
    item = telling.item
    if not with_text:
        return (item.quantity.span if isinstance(item, Figure) else item.trigger).of(telling.report.text)
    if isinstance(item, Figure):
        spans = [item.quantity.span, *([item.of.span] if item.of else [])]
    else:
        spans = [item.trigger, *(entity.span for entity in (*item.actors, *item.recipients))]
        spans += [quantity.span for quantity in item.quantities]
    inside = [span for span in spans if item.sentence.covers(span)] or spans[:1]
    return telling.report.text[min(span.start for span in inside) : max(span.end for span in inside)]


def _report_cells(report: Report) -> Row:
    return {"report": report.id, "publisher": report.publisher, "published": report.published}


def _entity_cells(name: str, entities: Sequence[Entity], report: Report) -> Row:
    return {
        f"{name}s": _join(entity.span.of(report.text) for entity in entities),
        f"{name}_names": _join(entity.name for entity in entities if entity.name),
        **_kinds(name, entities),
        f"{name}_country_basis": _join(entity.country_basis for entity in entities if entity.country_basis),
    }


def _people_cells(name: str, words: Sequence[str], entities: Sequence[Entity]) -> Row:
    return {f"{name}s": _join(words), **_kinds(name, entities)}


def _kinds(name: str, entities: Sequence[Entity]) -> Row:
    return {
        f"{name}_countries": _join(entity.country for entity in entities if entity.country),
        f"{name}_sectors": _join(sector for entity in entities for sector in entity.sectors),
    }


def _place_cells(place: Place | None, report: Report | None) -> Row:
    if place is None:
        return dict.fromkeys(PLACE_CELLS)
    return {
        "place": place.name,
        "place_words": None if place.span is None or report is None else place.span.of(report.text),
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonameid": place.geonameid,
        "place_precision": place.precision,
        "place_basis": place.basis,
    }


def _date_cells(when: Date | None, report: Report | None) -> Row:
    if when is None:
        return dict.fromkeys(DATE_CELLS)
    return {
        "date_from": _iso(when.first),
        "date_to": _iso(when.last),
        "date_precision": when.precision,
        "date_basis": when.basis,
        "date_words": None if when.span is None or report is None else when.span.of(report.text),
    }


def _voice_cells(voice: Voice, report: Report) -> Row:
    return {
        "voice": voice.kind,
        "speaker": None if voice.speaker is None else entity_words(voice.speaker, report),
        "stance": voice.stance,
        "cue": None if voice.cue is None else voice.cue.of(report.text),
        "via": None if voice.via is None else speaker_words(voice.via, report),
    }


def _iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


def _join(values: Iterable[str | None]) -> str | None:
    return JOIN.join(dict.fromkeys(value for value in values if value)) or None


def _clean(row: Row) -> Row:
    """UTF-8 can hold no lone surrogate, and a table no NUL."""
    return {name: clean(cell).replace("\0", "") if isinstance(cell, str) else cell for name, cell in row.items()}
