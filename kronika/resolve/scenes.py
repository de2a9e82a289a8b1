"""A report's reading in, the places out where its sentences lay what they tell: "in France", "across Minsk"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kronika.records import Reading

SCENE_FIRST = 12  # a place told within so many characters of the sentence's start lays the scene for all in it
SCENE = re.compile(
    r"\b(?:in|across|throughout|inside|within)\s+(?:the\s+)?(?:\w+\s+of\s+|capital,?\s+|town,?\s+)?$", re.IGNORECASE
)
HEADED = re.compile(r":|\s+[-–—]\s")  # behind the place that heads a round-up's paragraph
WHERE = re.compile(r",?\s+where\b")  # "the government of Peru, where gangs ..."


@dataclass(frozen=True, slots=True)
class Scene:
    """A place where a sentence lays what it tells: the place's first token, its country, whether the sentence opens with it."""

    token: int
    country: str
    first: bool


def find_scenes(text: str, reading: Reading) -> dict[int, list[Scene]]:
    """By sentence, the places said to be where it happens: "in France", "across Minsk"."""
    found: dict[int, list[Scene]] = {}
    places = sorted((p.span.start, p.country) for p in reading.places if p.span is not None and p.country)
    at = 0
    for sentence in reading.sentences:
        while at < len(places) and places[at][0] < sentence.span.end:
            start, country = places[at]
            at += 1
            token = next((i for i, t in enumerate(sentence.tokens) if t.start == start), None)
            if token is None:
                continue
            where = WHERE.match(text, sentence.tokens[token].end) is not None
            if where or SCENE.search(text[sentence.span.start : start]):
                first = where or start < sentence.span.start + SCENE_FIRST
                found.setdefault(sentence.index, []).append(Scene(token, country, first))
    return found


def find_headings(text: str, reading: Reading) -> dict[int, str]:
    """By paragraph of a round-up, the country of the place that heads it: "Lima: ...", "Bogota - ..."."""
    starts = {sentence.span.start: sentence.paragraph for sentence in reversed(reading.sentences)}
    headed = [
        p for p in reading.places if p.span is not None and p.span.start in starts and HEADED.match(text, p.span.end)
    ]
    found = {starts[p.span.start]: p.country for p in headed if p.span is not None and p.country}
    return found if len(found) > 1 else {}
