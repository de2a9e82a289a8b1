"""Claim, judgement, review: the atom of the record, and what people and the program say about claims and mentions.

All three are append-only: nothing is overwritten, a withdrawal is another line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from kronika.records.mentions import PUBLISHER, Voice
from kronika.records.spans import Span

Verdict = Literal["same", "different", "unsure"]
ReviewVerdict = Literal["accept", "correct", "reject"]
PROGRAM = "program"  # whose judgements are computed again; all other names are people's


@dataclass(frozen=True, slots=True)
class Claim:
    """One field of one mention or figure, as one voice in one report puts it. ``value`` is plain JSON data."""

    id: str
    report: str
    of: str
    field: str
    value: Any
    span: Span | None
    confidence: float
    voice: Voice = PUBLISHER
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two mentions are the same happening, different ones, or nobody can say; ``by`` is "program" or a person's name."""

    id: str
    left: str
    right: str
    verdict: Verdict
    by: str
    score: float | None
    reason: str
    made: str  # ISO 8601, UTC
    withdraws: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's say on a claim; a correction carries the value the person coded."""

    id: str
    claim: str
    verdict: ReviewVerdict
    by: str
    made: str  # ISO 8601, UTC
    value: Any = None
    note: str | None = None
    withdraws: str | None = None
