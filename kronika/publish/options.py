"""What an edition is to hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditionOptions:
    """What an edition holds and says of itself.

    ``texts=False`` leaves the reports' texts, headlines and sentences out of every file; the words that values rest on
    stay. Without ``title`` the edition is called by where and when its events happened.
    ``made`` is an ISO 8601 time; without it the same record always makes the same bytes.
    """

    texts: bool = True
    min_confidence: float = 0.0
    title: str | None = None
    licence: str | None = None
    made: str | None = None
