"""Title, publisher and publication date as a text's own head or foot gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kronika.gather import cues
from kronika.records import Part

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?,?\s*(?:by\s+)?(?P<who>[A-Z][^.|,;©\n]{2,60})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*(?:all rights reserved|\b(?:19|20)\d\d\b|[-–—|]).*$", re.IGNORECASE)
_SOURCE = re.compile(
    r"\W*(?:source|published by|publisher|originally published (?:by|in|on|at))\s*:?\s+(?P<who>[A-Z][^.|;\n]{1,60})\.?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def _title(text: str, parts: tuple[Part, ...]) -> str | None:
    """The first headline, if nothing but head matter stands before it."""
    for part in parts:
        if part.role == "headline":
            return " ".join(cues.bare(part.span.of(text)).split()) or None
        if part.role not in ("boilerplate", "byline", "dateline", "caption"):
            return None
    return None


def _published(text: str, parts: tuple[Part, ...]) -> str | None:
    dates = [cues.date_of(cues.bare(part.span.of(text))) for part in parts if part.role == "byline"]
    dates += [cues.dateline_facts(part.span.of(text))[1] for part in parts if part.role == "dateline"]
    credit = _credit(text, parts)
    return max((date for date in [*dates, credit and credit[1]] if date), key=len, default=None)


def _credit(text: str, parts: tuple[Part, ...]) -> tuple[str, str] | None:
    """Outlet and day in brackets behind the last words of the text."""
    last = next((part for part in reversed(parts) if part.role != "boilerplate"), None)
    return cues.closing_credit(last.span.of(text)) if last is not None else None


def _publisher(text: str, parts: tuple[Part, ...]) -> str | None:
    """The agency of the first dateline, else who claims the copyright or is named as the source, else a byline's outlet."""
    for part in parts:
        agency = cues.dateline_facts(part.span.of(text))[0] if part.role == "dateline" else None
        if agency:
            return agency
    for part in parts:
        words = cues.bare(part.span.of(text)) if part.end - part.start <= 200 else ""
        match = _COPYRIGHT.match(words) if part.role == "boilerplate" else _SOURCE.fullmatch(words)
        if match:
            return _RIGHTS.sub("", cues.without_date(match["who"])).strip() or None
    credit = _credit(text, parts)
    if credit:
        return credit[0]
    bylines = (cues.bare(part.span.of(text)) for part in parts if part.role == "byline")
    return next((outlet for words in bylines if (outlet := cues.outlet_of(words))), None)


def read_head(text: str, parts: tuple[Part, ...]) -> Head:
    """What the text says of itself; of several dates the most exact, of those the first."""
    return Head(_title(text, parts), _publisher(text, parts), _published(text, parts))
