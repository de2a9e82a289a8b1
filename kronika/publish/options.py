"""What an edition is to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EditionOptions:
    """What an edition holds and says of itself.

    ``texts=False`` leaves the reports' texts, headlines and sentences out of every file; the words that values rest on
    stay. Without ``title`` the edition is called by where and when its events happened.
    ``first``, ``last`` and ``countries`` (ISO 3166 alpha-3) make an edition of a part: the events that may lie in those
    days and those countries, their reports, and nothing else.
    ``made`` is an ISO 8601 time; without it the same record always makes the same bytes.
    """

    texts: bool = True
    min_confidence: float = 0.0
    title: str | None = None
    first: date | None = None
    last: date | None = None
    countries: frozenset[str] = frozenset()
    licence: str | None = None
    made: str | None = None

    @property
    def partial(self) -> bool:
        return bool(self.first or self.last or self.countries)

    @property
    def part(self) -> str:
        """The part in words: "from 2020-08-01 to 2020-08-31, in BLR, POL"."""
        days = [f"{name} {day}" for name, day in (("from", self.first), ("to", self.last)) if day]
        where = [f"in {', '.join(sorted(self.countries))}"] if self.countries else []
        return ", ".join([" ".join(days), *where] if days else where)
