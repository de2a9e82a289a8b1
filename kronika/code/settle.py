"""A report's mentions in, the same out, those without a day or place at the report's one scene, if it has one.

A short report tells of one day in one town and names them once; its headline, its nouns ("the march ended") and what did not
happen there ("there were no arrests") belong to that scene. A report of several days or towns has none: then only what was
carried from the sentence before holds (``settings.Scenes``). Ranked rules of this kind are what coders of protest events
do by hand; ``basis`` says "paragraph", so whoever doubts them can leave them out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kronika.records import Date, Mention, Place, Reading, Span

T = TypeVar("T")
K = TypeVar("K")
HERE = frozenset({"PROTEST", "COERCE", "ASSAULT", "REQUEST", "RETREAT", "MOBILIZE"})  # acts that have a scene
ONE = 1.0  # share of the told days or towns that one must have: two days or towns told make a report without a scene
SHORT = 25  # sentences: a longer report ranges over days and countries, and what it leaves open is not its scene's
TOLD = frozenset({"event", "sentence"})
SCENIC = TOLD | {"dateline", "paragraph"}


def settle(mentions: Sequence[Mention], reading: Reading) -> tuple[Mention, ...]:
    """Give the report's one day and one town to the mentions that are of its scene and have none of their own.

    The scene is the day and town of most events; where no event has one, the only one that the report names at all.
    """
    if len(reading.sentences) > SHORT:
        return tuple(mentions)
    day = _only((m.date for m in mentions if _sets(m) and m.date and m.date.basis in TOLD), _one_day, ONE)
    town = _only((m.place for m in mentions if _sets(m) and m.place and m.place.basis in SCENIC), _town, ONE)
    day = day or _only(reading.dates, _one_day, 1)
    town = town or _only(reading.places, _town, 1)
    if day is None and town is None:
        return tuple(mentions)
    dated = [date.span for date in reading.dates if date.span is not None]
    placed = [place.span for place in reading.places if place.span is not None and place.country is not None]
    return tuple(
        _settled(mention, None if _tells(mention, dated) else day, None if _tells(mention, placed) else town)
        for mention in mentions
    )


def _tells(mention: Mention, spans: Iterable[Span]) -> bool:
    """Whether its sentence tells a day (or place) of its own, were it that of something else."""
    return any(mention.sentence.covers(span) for span in spans)


def _sets(mention: Mention) -> bool:
    """What happened, once, and lately, sets the scene; background and plans do not."""
    return mention.status == "actual" and not mention.historical and mention.type in HERE


def _belongs(mention: Mention) -> bool:
    return (
        mention.type in HERE
        and mention.status in ("actual", "negated")
        and not mention.historical
        and (mention.extent == "single" or (mention.extent == "several" and mention.status == "negated"))
    )


def _one_day(date: Date) -> object | None:
    return date.first if date.first is not None and date.first == date.last else None


def _town(place: Place) -> object | None:
    """The town itself; a square takes its town's coordinates, and counts for it."""
    return (place.latitude, place.longitude) if place.latitude is not None and place.precision == 1 else None


def _only(found: Iterable[T], key_of: Callable[[T], K | None], share: float) -> T | None:
    """The first of those with the commonest key, if that key has this share of them; a town before its squares."""
    kept = [(key, one) for one in found if (key := key_of(one)) is not None]
    if not kept:
        return None
    key, count = Counter(key for key, _ in kept).most_common(1)[0]
    if count < share * len(kept):
        return None
    return min((one for k, one in kept if k == key), key=lambda one: getattr(one, "geonameid", 0) is None)


def _settled(mention: Mention, day: Date | None, town: Place | None) -> Mention:
    if not _belongs(mention):
        return mention
    if mention.date is None and day is not None:
        mention = replace(mention, date=replace(day, basis="paragraph"))
    place = mention.place
    nearer = place is not None and place.basis == "paragraph" and place.geonameid is None  # the square told before
    if town is not None and (place is None or place.country is None or nearer):
        mention = replace(mention, place=replace(town, basis="paragraph"))
    return mention
