"""Publication days in many spellings to ISO: "14 August 2020", "Aug. 14, 2020", "14.08.2020", "August 2020", "2020"."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date

_NAMES = [name.lower() for name in month_name[1:]]
_MONTHS = (
    {name: k for k, name in enumerate(_NAMES, 1)} | {name[:3]: k for k, name in enumerate(_NAMES, 1)} | {"sept": 9}
)
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d{2})"
_CLOCK = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?)?"
_CLOCK_FIRST = r"(?:\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}\)?)?,?\s+(?:on\s+)?)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+"
_WORDS = (
    rf"(?:{_WEEKDAY})?{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
    rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T ]\d{{2}}:?\d{{2}}.{{0,20}})?",
    rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:1[6-9]|20|21)\d{2})",
)
_PATTERNS = tuple(re.compile(rf"\s*{_CLOCK_FIRST}(?:{pattern}){_CLOCK}\s*", re.IGNORECASE) for pattern in _WORDS)
_GIVEN = (
    re.compile(rf"\s*{_YEAR}-(?P<month>\d{{2}})\s*"),
    re.compile(rf"\s*{_YEAR}\s*"),
    re.compile(rf"\s*{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T?\d{{4,6}}Z?)?\s*"),
)
_SLASHED = re.compile(rf"\s*(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}{_CLOCK}\s*", re.IGNORECASE)


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    """The date if the calendar has it."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def _slashed(text: str) -> str | None:
    """ "25/12/2020" and "12/25/2020" can mean one day only; "03/04/2020" can mean two and is not guessed."""
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else None


def read_day(text: str, *, given: bool = False) -> str | None:
    """``text`` as an ISO day, month or year if it is nothing but a date; ``given`` allows bare years and "20200814" too."""
    if len(text) > 80:
        return None
    for pattern in _PATTERNS + (_GIVEN if given else ()):
        match = pattern.fullmatch(text)
        if match:
            found = match.groupdict()
            month, day = found.get("month"), found.get("day")
            number = None if month is None else _MONTHS.get(month.lower()) or int(month)
            return _iso(int(found["year"]), number, int(day) if day else None)
    return _slashed(text)


def lies_ahead(iso: str, today: date) -> bool:
    """The day, month or year begins after tomorrow (clocks differ)."""
    year, month, day = (int(part) for part in (iso + "-01-01")[:10].split("-"))
    return date(year, month, day).toordinal() > today.toordinal() + 1
