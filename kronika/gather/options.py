"""What a user can say about the input: names of a table's columns, values for all reports, limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIELDS = ("id", "text", "title", "publisher", "published", "url", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherOptions:
    """``*_column`` name the columns of tables and the keys of JSON lines; ``publisher``, ``published`` and ``language``
    are given to every report, whatever its file says. Limits are in characters and bytes.
    """

    id_column: str = "id"
    text_column: str = "text"
    title_column: str = "title"
    publisher_column: str = "publisher"
    published_column: str = "published"
    url_column: str = "url"
    language_column: str = "language"
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    max_characters: int = 5_000_000  # of one report: some thousand pages
    max_bytes: int = 256_000_000  # of one file that is not a table
    today: date | None = None  # the day after which no report can have been published; None: the clock's

    def column(self, field: str) -> str:
        """The column that holds ``field`` (one of FIELDS)."""
        return str(getattr(self, f"{field}_column"))
