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
        elif _NAMED.match(sentence.span.of(text)):
            named.append(sentence.paragraph)
    if any(opening.heads and opening.place is not None for opening in found.values()):
        found.update((paragraph, Opening(heads=True)) for paragraph in named)
    return found


def _place(text: str, sentence: Sentence, found: Sequence[tuple[Place, Span]]) -> tuple[Place | None, bool]:
    for place, span in found[:1]:
        before, after = text[sentence.span.start : span.start], text[span.end : sentence.span.end]
        heads = not before and after.startswith(":")
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
