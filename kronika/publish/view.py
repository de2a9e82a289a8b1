"""What the page shows, worked out once: reports, tellings and events as plain data that the page only arranges.

Offsets stay code points into the report's text. Every value carries its words, so that a page without texts still says
what it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from kronika.publish.checks import told_reports
from kronika.publish.happenings import Happening, Telling, happenings
from kronika.publish.lines import plain
from kronika.publish.numbers import number_strips
from kronika.publish.portion import Portion
from kronika.publish.sentences import sentence_of, tell_happening, tell_item
from kronika.publish.wording import (
    claimant,
    date_words,
    entity_words,
    figure_label,
    group_of,
    label_of,
    measure_words,
    origin_words,
    place_words,
    publisher_words,
    shorten,
    speaker_words,
)
from kronika.records import Date, Entity, Event, Figure, Mention, Place, RecordSource, Report, Span, Voice

View = dict[str, Any]
BASIS = {
    "event": "said of the event",
    "sentence": "from the sentence",
    "paragraph": "from the paragraph",
    "dateline": "from the dateline",
    "actor": "from the actor",
    "published": "from the date of publication",
}


def build_view(source: RecordSource, portion: Portion) -> View:
    """Everything the page holds but its outlines."""
    reports: list[View] = []
    items: list[View] = []
    places: dict[str, int] = {}
    at: dict[str, int] = {}
    alleged: set[str] = set()
    for told in told_reports(source, portion.reports):
        report, number = told.report, len(reports)
        reports.append(_report(report, texts=portion.texts))
        places[report.id] = number
        found: list[Mention | Figure] = [*told.mentions, *told.figures]
        alleged |= _alleged(found)
        for item in found:
            if portion.items is None or item.id in portion.items:
                at[item.id] = len(items)
                items.append(_item(Telling(item, report), number, alleged, texts=portion.texts))
    events: list[View] = []
    order: dict[str, int] = {}
    for happening in happenings(source, portion.events_of(source)):
        if happening.tellings:
            order[happening.event.id] = len(events)
            events.append(_event(happening, at, places, alleged))
    _relate(source, events, order)
    return {"reports": reports, "items": items, "events": events}


def _report(report: Report, *, texts: bool) -> View:
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "basis": report.published_basis,
        "url": report.url,
        "forwarded": report.forwarded_from,
        "text": report.text if texts else None,
        "parts": [[part.start, part.end, part.role] for part in report.parts] if texts else [],
    }


def _item(telling: Telling, number: int, alleged: AbstractSet[str], *, texts: bool) -> View:
    item, report = telling.item, telling.report
    is_mention = isinstance(item, Mention)
    type_, mode = (item.type, item.mode) if isinstance(item, Mention) else ("FIGURE", item.measure)
    label = label_of(type_, mode) if is_mention else figure_label(mode)
    return {
        "id": item.id,
        "report": number,
        "type": type_,
        "mode": mode,
        "label": label,
        "group": group_of(type_),
        "status": item.status if isinstance(item, Mention) else "actual",
        "marks": _marks(item, alleged),
        "confidence": round(item.confidence, 3),
        "sentence": [item.sentence.start, item.sentence.end],
        "quote": shorten(item.sentence.of(report.text), 400) if texts else None,
        "pieces": sentence_of(tell_item(telling)),
        "values": _values(telling),
        "says": claimant(telling),
        "voice": item.voice.kind,
        "stance": item.voice.stance,
        **_when(item.date),
        **_where(item.place, report),
    }


def _marks(item: Mention | Figure, alleged: AbstractSet[str]) -> list[str]:
    """What a reader must not overlook, besides the status; ``alleged`` are the mentions told within an allegation."""
    if isinstance(item, Figure):
        return ["running total"] if item.quantity.scope == "cumulative" else []
    said = {"denies": "denied", "doubts": "doubted", "asserts": None}[item.voice.stance]
    several = {"several": "many happenings at once", "generic": "a habit, not one happening", "single": None}[
        item.extent
    ]
    marks = [said, several, "attempted" if item.attempted else None, "history" if item.historical else None]
    marks.append("alleged" if item.id in alleged else None)
    return [mark for mark in marks if mark]


def _alleged(items: Iterable[Mention | Figure]) -> set[str]:
    contents = (content for item in items if isinstance(item, Mention) for content in item.content)
    return {mention for content in contents if content.polarity == "alleged" for mention in content.mentions}


def _values(telling: Telling) -> list[View]:
    """Each value of a telling: the field, how it reads, its words, where they stand, and a note on how it was read."""
    item, text = telling.item, telling.report.text
    values: list[View] = []

    def add(role: str, shown: str, spans: list[Span | None], note: str | None = None) -> None:
        known = [span for span in spans if span is not None]
        words = [shorten(span.of(text), 300) for span in known]
        places = [[span.start, span.end] for span in known]
        values.append({"role": role, "shown": shown, "words": words, "spans": places, "note": note})

    if isinstance(item, Mention):
        note = f"{item.type}{'.' + item.mode if item.mode else ''}, rule {item.why.rule}"
        add("did", label_of(item.type, item.mode), [item.trigger], note)
        for entity in item.actors:
            add("who", entity_words(entity, telling.report), [entity.span, entity.antecedent], _entity_note(entity))
        for entity in item.recipients:
            add("whom", entity_words(entity, telling.report), [entity.span, entity.antecedent], _entity_note(entity))
        for content in item.content:
            add("content", content.polarity, [content.span])
        if item.harm:
            add("whom", f"harm: {item.harm}", [])
    elif item.of is not None:
        add("who", entity_words(item.of, telling.report), [item.of.span, item.of.antecedent], _entity_note(item.of))
    if item.place is not None:
        add("where", place_words(item.place, telling.report) or "a place", [item.place.span], _place_note(item.place))
    if item.date is not None:
        add("when", date_words(item.date) or "a day", [item.date.span], BASIS[item.date.basis])
    for quantity in telling.quantities:
        bounds = _bounds(quantity.low, quantity.high)
        scope = {"event": "", "day": ", a day", "cumulative": ", a running total"}[quantity.scope]
        said = f", says {speaker_words(quantity.voice, telling.report)}" if quantity.voice else ""
        cue = quantity.voice.cue if quantity.voice else None
        note = f"{quantity.relation}{bounds}{scope}{said}"
        add("number", measure_words(quantity.measure), [quantity.span, cue], note)
        values[-1]["says"] = claimant(telling, quantity.voice)
    _add_voice(item.voice, telling.report, add)
    return values


def _add_voice(voice: Voice, report: Report, add: Callable[[str, str, list[Span | None], str | None], None]) -> None:
    spans = [voice.speaker.span if voice.speaker else None, voice.cue]
    spans += [voice.speaker.antecedent] if voice.speaker else []
    note = {"asserts": None, "denies": "denies it", "doubts": "doubts it"}[voice.stance]
    shown = publisher_words(report) if voice.kind == "publisher" else speaker_words(voice, report)
    add("says", shown, spans, note or ("in its own voice" if voice.kind == "publisher" else None))
    if voice.via is not None and voice.via.kind != "publisher":
        _add_voice(voice.via, report, add)


def _bounds(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ": no number given"
    if low == high:
        return f" {low:g}" if low is None or low < 1e6 else f" {low:,.0f}"
    return f", from {'?' if low is None else f'{low:,.12g}'} to {'?' if high is None else f'{high:,.12g}'}"


def _entity_note(entity: Entity) -> str | None:
    origin = origin_words(entity.country, entity.country_basis)
    return ", ".join(part for part in (entity.role, origin, *entity.sectors) if part) or None


def _place_note(place: Place) -> str:
    how = {1: "a town or nearer", 2: "near it or a small area", 3: "a region or country", None: None}[place.precision]
    if place.latitude is None and place.candidates:
        how = f"not resolved; may be {', '.join(candidate.name for candidate in place.candidates[:3])}"
    return ", ".join(part for part in (place.admin1, how, BASIS[place.basis]) if part)


def _when(when: Date | None) -> View:
    if when is None:
        return {"from": None, "to": None, "precision": None}
    first, last = when.first or when.last, when.last or when.first
    return {"from": first and first.isoformat(), "to": last and last.isoformat(), "precision": when.precision}


def _where(place: Place | None, report: Report | None) -> View:
    if place is None:
        return {"place": None, "country": None, "lat": None, "lon": None, "exact": None}
    shown = place_words(place, report)
    return {
        "place": shown,
        "country": place.country,
        "lat": place.latitude,
        "lon": place.longitude,
        "exact": place.precision,
    }


def _event(happening: Happening, at: dict[str, int], places: dict[str, int], alleged: AbstractSet[str]) -> View:
    event, facts = happening.event, tell_happening(happening)
    report = None if event.place is None else happening.report_of(event.place)
    marks = [_marks(telling.item, alleged) for telling in happening.tellings]
    return {
        "id": event.id,
        "items": [at[telling.item.id] for telling in happening.tellings if telling.item.id in at],
        "reports": list(dict.fromkeys(places[telling.report.id] for telling in happening.tellings)),
        "type": event.type,
        "mode": event.mode,
        "label": label_of(event.type, event.mode) if event.type != "FIGURE" else figure_label(event.mode),
        "group": group_of(event.type),
        "status": facts.status,
        "marks": [mark for mark in marks[0] if all(mark in others for others in marks)],
        "confidence": round(happening.confidence, 3),
        "pieces": sentence_of(facts),
        "disputed": list(event.disputed),
        "fields": _fields(event),
        "numbers": number_strips(happening, at),
        "relations": [],
        "episodes": [],
        "voices": len(facts.says),
        **_when(event.date),
        **_where(event.place, report),
    }


def _fields(event: Event) -> list[View]:
    """The event's values as the reconciling stage weighed them: who says each, and how many of those are independent."""
    return [
        {
            "name": name,
            "disputed": name in event.disputed,
            "values": [
                {
                    "shown": show_value(value.value),
                    "voices": list(value.voices),
                    "publishers": list(value.publishers),
                    "independent": value.independent,
                    "claims": len(value.claims),
                    "why": value.why,
                }
                for value in values
            ],
        }
        for name, values in event.values.items()
    ]


def show_value(value: Any) -> str:
    """A value of an event as a reader sees it: its words or name first, a date's ends, else plain JSON."""
    value = plain(value)
    if isinstance(value, dict):
        stance = {"denies": " (denied)", "doubts": " (doubted)"}.get(str(value.get("stance")), "")
        if "from" in value and "measure" not in value:
            ends = list(dict.fromkeys(end for end in (value.get("from"), value.get("to")) if end))
            return ("–".join(ends) or "a day not known") + stance
        named = value.get("name") or value.get("text") or value.get("value")
        if isinstance(named, (str, int, float)):
            country = value.get("country") if "geonameid" in value else None
            return f"{named}{f', {country}' if country else ''}{stance}"
        return ", ".join(f"{key} {item}" for key, item in value.items() if item not in (None, [], "")) or "not known"
    if isinstance(value, list):
        return ", ".join(show_value(item) for item in value) or "none"
    return "not known" if value is None else str(value)


def _relate(source: RecordSource, events: list[View], order: dict[str, int]) -> None:
    found: dict[int, list[View]] = defaultdict(list)
    back = {"part of": "has part", "response to": "answered by", "against": "opposed by", "same wave": "same wave"}
    for relation in source.relations():
        if relation.source in order and relation.target in order:
            one, other = order[relation.source], order[relation.target]
            found[one].append({"type": relation.type, "event": other, "why": relation.why})
            found[other].append({"type": back[relation.type], "event": one, "why": relation.why})
    for number, relations in found.items():
        events[number]["relations"] = relations
    for episode in source.episodes():
        for id_ in episode.events:
            if id_ in order:
                events[order[id_]]["episodes"].append(episode.name)
