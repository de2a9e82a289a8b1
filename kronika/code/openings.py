"""A report's body sentences and places in, out the place that the first words of a paragraph set: "In Bor, ...", "Bor: ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kronika.records import Place, Sentence, Span

_OPENS = re.compile(
    r"(?:(?:Meanwhile|Elsewhere|Also|Further \w+),?\s+)?(?:in|at|near|outside)\s+"
    r"(?:[\w\s-]{0,40}\b(?:city|town|village|port|capital|district|province|region|state|county)\s+of\s+"
    r"|the\s+capital,?\s+|(?:\w+\s+)?(?:nearby|neighbou?ring|\w*(?:east|west|north|south)(?:ern)?|central)\s+)?",
    re.IGNORECASE,
)
_NEAR = 40  # characters behind the place in which its comma stands


def read_openings(
    text: str, body: Sequence[Sentence], places: Mapping[int, list[tuple[Place, Span]]]
) -> dict[int, tuple[Place, bool]]:
    """By paragraph; whether it stands there as a heading of its own ("Bor: ...")."""
    found: dict[int, tuple[Place, bool]] = {}
    seen: set[int] = set()
    for sentence in body:
        if sentence.paragraph in seen:
            continue
        seen.add(sentence.paragraph)
        place, span = next(iter(places.get(sentence.index, [])), (None, sentence.span))
        if place is None or place.country is None:
            continue
        before, after = text[sentence.span.start : span.start], text[span.end : sentence.span.end]
        heads = not before and after.startswith(":")
        if heads or (_OPENS.fullmatch(before) and "," in after[:_NEAR]):
            found[sentence.paragraph] = (place, heads)
    return found
