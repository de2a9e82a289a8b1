"""A mention's trigger in, where and when it happened out: its own arguments, then its sentence, paragraph, dateline."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from kronika.code.trees import token_range
from kronika.records import Date, Place, Reading, Report, Sentence, Span

T = TypeVar("T", Place, Date)


class Settings:
    """The resolved places and days of one report, by sentence."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.report = report
        self.places = _by_sentence(reading, [(p, p.span) for p in reading.places])
        self.dates = _by_sentence(reading, [(d, d.span) for d in reading.dates])

    def place_of(self, sentence: Sentence, anchor: int, taken: tuple[Span, ...]) -> Place | None:
        """The place of an event; ``taken`` are the participants' spans, whose places are the actors', not the event's."""
        found = self.places.get(sentence.index, [])
        return _nearest(sentence, anchor, [(p, p.span) for p in found if p.span], taken)

    def date_of(self, sentence: Sentence, anchor: int) -> Date | None:
        found = self.dates.get(sentence.index, [])
        return _nearest(sentence, anchor, [(d, d.span) for d in found if d.span], ())


def _by_sentence(reading: Reading, items: list[tuple[T, Span | None]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for item, span in items:
        for sentence in reading.sentences:
            if span is not None and sentence.span.covers(span):
                found.setdefault(sentence.index, []).append(item)
    return found


def _nearest(sentence: Sentence, anchor: int, items: list[tuple[T, Span]], taken: tuple[Span, ...]) -> T | None:
    inside: list[tuple[int, T]] = []
    for item, span in items:
        tokens = token_range(sentence, span)
        if not tokens:
            continue
        top: int = sentence.head_of(tokens.start, tokens.stop)
        chain = [top, *sentence.ancestors(top)]
        if anchor in chain:
            inside.append((chain.index(anchor), item))
    if inside:
        return replace(min(inside, key=lambda pair: pair[0])[1], basis="event")
    for item, _span in items:
        return replace(item, basis="sentence")
    return None
