"""A report's sentences and places in, out what the first words of its paragraphs set: "In Bor, ...", "Bor: ...", "9 May: ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kronika.records import Date, Place, Sentence, Span

_OPENS = re.compile(
    r"(?:(?:Meanwhile|Elsewhere|Also|Further \w+),?\s+)?(?:in|at|near|outside)\s+"
    r"(?:[\w\s-]{0,40}\b(?:city|town|village|port|capital|district|province|region|state|county)\s+of\s+"
    r"|the\s+capital,?\s+|(?:\w+\s+)?(?:nearby|neighbou?ring|\w*(?:east|west|north|south)(?:ern)?|central)\s+)?",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:(?:early|late|later)\s+)?(?:on\s+)?(?:the\s+(?:morning|afternoon|evening|night)\s+of\s+)?", re.IGNORECASE
)
_NAMED = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3}:\s")
_DASHED = re.compile(r"\s+[-–—]\s")
_CLOCK = re.compile(r"\(?\d{1,2}[:.h]\d{2}\b")
_HOURS = 3  # paragraphs with a time of day from which on a report is a day's chronicle
_NEAR = 40  # characters behind the place or day in which its comma stands


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first words of a paragraph set; ``heads``: they stand there as a heading of its own, "Bor: ..."."""

    place: Place | None = None
    day: Date | None = None
    heads: bool = False


def read_openings(
    text: str,
    body: Sequence[Sentence],
    places: Mapping[int, list[tuple[Place, Span]]],
    dates: Mapping[int, list[tuple[Date, Span]]],
) -> dict[int, Opening]:
    """By paragraph, where its first words set a place or a day, or name in a round-up a place that no list knows."""
    found: dict[int, Opening] = {}
    dashed: list[int] = []
    named: list[int] = []
    seen: set[int] = set()
    for sentence in body:
        if sentence.paragraph in seen:
            continue
        seen.add(sentence.paragraph)
        place, heads = _place(text, sentence, places.get(sentence.index, []))
        day, dated = _day(text, sentence, dates.get(sentence.index, []))
        if place is not None or day is not None:
            found[sentence.paragraph] = Opening(place, day, heads or dated)
            if heads and place is not None and place.span is not None and text[place.span.end] != ":":
                dashed.append(sentence.paragraph)
        elif _NAMED.match(sentence.span.of(text)):
            named.append(sentence.paragraph)
    if len(dashed) == 1:
        del found[dashed[0]]  # a dateline
    if any(opening.heads and opening.place is not None for opening in found.values()):
        found.update((paragraph, Opening(heads=True)) for paragraph in named)
    return found


def _place(text: str, sentence: Sentence, found: Sequence[tuple[Place, Span]]) -> tuple[Place | None, bool]:
    for place, span in found[:1]:
        before, after = text[sentence.span.start : span.start], text[span.end : sentence.span.end]
        heads = not before and (after.startswith(":") or _DASHED.match(after) is not None)
        if place.country is not None and (heads or (_OPENS.fullmatch(before) and "," in after[:_NEAR])):
            return place, heads
    return None, False


def _day(text: str, sentence: Sentence, found: Sequence[tuple[Date, Span]]) -> tuple[Date | None, bool]:
    for day, span in found[:1]:
        before, after = text[sentence.span.start : span.start], text[span.end : sentence.span.end]
        heads = not before and after.startswith(":")
        if day.first == day.last is not None and (heads or (_ON.fullmatch(before) and after.startswith(","))):
            return day, heads
    return None, False


def is_wide(place: Place | None, opening: Opening) -> bool:
    """Whether a place is the whole country in which the town lies that heads its paragraph: "Lima - In Peru's largest march"."""
    town = opening.place if opening.heads else None
    country = place is not None and place.precision == 3 and place.admin1 is None
    return town is not None and place is not None and country and town.precision != 3 and town.country == place.country


def is_clocked(text: str, body: Sequence[Sentence]) -> bool:
    """Whether a report tells a day hour by hour: "14:20 Police ...", "15:05 Workers ..."."""
    first = {s.paragraph: s for s in reversed(body)}
    return sum(_CLOCK.match(text, s.span.start, s.span.end) is not None for s in first.values()) >= _HOURS
