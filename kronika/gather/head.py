"""Title, publisher and publication date as a text's own head or foot gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kronika.gather import bylines, cues
from kronika.gather.datelines import dateline_facts
from kronika.records import Part

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?,?\s*(?:by\s+)?(?P<who>[A-Z][^.|,;©\n]{2,60})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*(?:all rights reserved|\b(?:19|20)\d\d\b|[-–—|]).*$", re.IGNORECASE)
_SOURCE = re.compile(
    r"\W*(?:source|published by|publisher|publication|outlet|newspaper|originally published (?:by|in|on|at))\s*:?\s+"
    r"(?P<who>[A-Z][^.|;\n]{1,60})\.?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def _title(text: str, parts: tuple[Part, ...]) -> str | None:
    """The first headline, if nothing but head matter stands before it; not a word or two above a longer one."""
    titles: list[str] = []
    for part in parts:
        if part.role == "headline":
            titles.append(" ".join(cues.bare(part.span.of(text)).split()))
        elif part.role not in ("boilerplate", "byline", "dateline", "caption") or len(titles) > 1:
            break
    if len(titles) > 1 and len(titles[0].split()) <= cues.KICKER < len(titles[1].split()):
        return titles[1]
    return titles[0] or None if titles else None


def _published(text: str, parts: tuple[Part, ...]) -> str | None:
    dates = [bylines.date_of(cues.bare(part.span.of(text))) for part in parts if part.role == "byline"]
    dates += [dateline_facts(part.span.of(text))[1] for part in parts if part.role == "dateline"]
    credit = _credit(text, parts)
    return max((date for date in [*dates, credit and credit[1]] if date), key=len, default=None)


def _credit(text: str, parts: tuple[Part, ...]) -> tuple[str, str] | None:
    """Outlet and day in brackets behind the last words of the text."""
    last = next((part for part in reversed(parts) if part.role != "boilerplate"), None)
    return bylines.closing_credit(last.span.of(text)) if last is not None else None


def _publisher(text: str, parts: tuple[Part, ...]) -> str | None:
    """The agency of the first dateline, else who claims the copyright or is named as the source, else a byline's outlet."""
    for part in parts:
        agency = dateline_facts(part.span.of(text))[0] if part.role == "dateline" else None
        if agency:
            return agency
    for part in parts:
        words = cues.bare(part.span.of(text)) if part.end - part.start <= 200 else ""
        match = _COPYRIGHT.match(words) if part.role == "boilerplate" else _SOURCE.fullmatch(words.split("|")[0])
        if match:
            return _RIGHTS.sub("", bylines.without_date(match["who"])).strip() or None
    credit = _credit(text, parts)
    if credit:
        return credit[0]
    signed = (cues.bare(part.span.of(text)) for part in parts if part.role == "byline")
    return next((outlet for words in signed if (outlet := bylines.outlet_of(words))), None)


def read_head(text: str, parts: tuple[Part, ...]) -> Head:
    """What the text says of itself; of several dates the most exact, of those the first."""
    return Head(_title(text, parts), _publisher(text, parts), _published(text, parts))
