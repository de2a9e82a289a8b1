"""An event in its sentence in, out how long before or after another it happened: "a day after crowds stormed parliament"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from kronika.code.participants import Candidate
from kronika.code.trees import base
from kronika.records import ROOT, Date, Sentence
from kronika.records.mentions import DatePrecision

_UNITS: dict[str, DatePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_COUNTS = {
    word: k for k, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
} | {"a": 1}
_OFFSET = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week)s?\s+(?P<which>after|before)\s+(?:the|his|her|their|its|that)\s+"
    r"(?:[\w-]+\s+)?(?P<noun>[a-z-]+)\b(?!\s+of\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lag:
    """How long before (``count`` above 0) or after what its clause hangs on an event happened; no count: nobody knows."""

    governor: int
    count: int | None
    unit: DatePrecision
    first: int  # its words, from the count to "after"
    end: int


def lag_of(sentence: Sentence, candidate: Candidate) -> Lag | None:
    """ "Withdrew the bill a day after crowds stormed parliament": the storming, one day before the withdrawal."""
    at = candidate.carrier.verb if candidate.carrier is not None else candidate.trigger.anchor
    for _ in range(4):
        token = sentence.tokens[at]
        if token.head == ROOT or base(token.deprel) not in {"advcl", "obl", "conj", "nsubj", "nmod", "acl"}:
            return None
        mark = next(
            (
                k
                for k in sentence.dependents(at, "mark", "case")
                if sentence.tokens[k].lemma.lower() in {"after", "before"}
            ),
            None,
        )
        if mark is not None and mark > 1:
            unit = sentence.tokens[mark - 1].lemma.lower()
            if unit not in _UNITS:
                return None
            told = sentence.tokens[mark - 2].lemma.lower()
            number = int(told) if told.isdigit() else _COUNTS.get(told)
            sign = 1 if sentence.tokens[mark].lemma.lower() == "after" else -1
            return Lag(token.head, number and sign * number, _UNITS[unit], mark - 2, mark + 1)
        at = token.head
    return None


@dataclass(frozen=True, slots=True)
class Offset:
    """How many days or weeks after (before, if negative) another event, told by a noun, an event happened."""

    count: int
    unit: DatePrecision
    noun: str
    first: int  # its words as token range
    end: int


def offset_of(text: str, sentence: Sentence, candidate: Candidate) -> Offset | None:
    """ "Two days after the shooting, thousands marched": the march."""
    match = _OFFSET.search(sentence.span.of(text))
    if match is None:
        return None
    start, end = (sentence.span.start + k for k in match.span())
    tokens = [i for i, token in enumerate(sentence.tokens) if start <= token.start < end]
    verb = (
        next((k for k in sentence.ancestors(tokens[1]) if sentence.tokens[k].upos == "VERB"), None)
        if len(tokens) > 1
        else None
    )
    at = candidate.carrier.verb if candidate.carrier is not None else candidate.trigger.anchor
    if verb != at or candidate.trigger.index in tokens:
        return None
    number = int(match["count"]) if match["count"].isdigit() else _COUNTS[match["count"].lower()]
    sign = 1 if match["which"].lower() == "after" else -1
    unit: DatePrecision = "week" if match["unit"].lower() == "week" else "day"
    return Offset(sign * number, unit, match["noun"].lower(), tokens[0], tokens[-1] + 1)


def counted(sentence: Sentence, start: Day, lag: Lag | Offset, count: int) -> Date | None:
    """The day or week so many units after a day; None where the calendar ends or the unit is too wide for a day."""
    if lag.unit not in {"day", "week"}:
        return None
    try:
        first = last = start + timedelta(days=count * (7 if lag.unit == "week" else 1))
        if lag.unit == "week":
            first -= timedelta(days=first.weekday())
            last = first + timedelta(days=6)
    except OverflowError:
        return None
    return Date(sentence.cover(lag.first, lag.end), first, last, lag.unit, "sentence")


def lagged(sentence: Sentence, lag: Lag, days: Iterable[Date]) -> Date | None:
    """The day of an event that lies before what its clause hangs on, where that has one day of ``days``."""
    told = {day.first for day in days if day.first == day.last is not None}
    start = next(iter(told)) if len(told) == 1 else None
    return counted(sentence, start, lag, -lag.count) if start is not None and lag.count is not None else None
