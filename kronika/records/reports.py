"""Report: one text as it came, never altered; its parts are marked, never cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kronika.records.spans import Span

Role = Literal["headline", "byline", "dateline", "caption", "body", "list", "boilerplate"]
PublishedBasis = Literal["given", "text", "file"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the report with one role; only ``boilerplate`` is not coded. One paragraph or list item is one part."""

    start: int
    end: int
    role: Role

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a copy of the report was found: a file or table, and the row (1-based) or message in it."""

    path: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One text with what is known of it. ``published`` is an ISO day, month or year: "2020-08-14", "2020-08", "2020"."""

    id: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    url: str | None = None
    language: str | None = None
    parts: tuple[Part, ...] = ()
    origins: tuple[Origin, ...] = ()
    forwarded_from: str | None = None  # a forward or reprint of this source: no second source
