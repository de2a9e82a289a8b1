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
_ZONE = r"(?:\s*\(?(?-i:[A-Z]{2,5})(?:[+-]\d{1,2})?\)?|\s*[+-]\d{2}:?\d{2})"
_TIME = rf"(?:\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\b\.?)?{_ZONE}?|\d{{1,2}}\s*[ap]\.?m\b\.?{_ZONE}?)"
_CLOCK = rf"(?:,?\s*(?:at\s+)?{_TIME})?"
_CLOCK_FIRST = rf"(?:{_TIME},?\s+(?:on\s+)?)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+"
_WORDS = (
    rf"(?:{_WEEKDAY})?{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
    rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T ]\d{{2}}:?\d{{2}}(?::?\d{{2}}(?:[.,]\d+)?)?Z?)?",
    rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:1[6-9]|20|21)\d{2})",
)
_PATTERNS = tuple(re.compile(rf"\s*{_CLOCK_FIRST}(?:{pattern}){_CLOCK}\s*", re.IGNORECASE) for pattern in _WORDS)
_GIVEN = (
    re.compile(rf"\s*{_YEAR}-(?P<month>\d{{2}})\s*"),
    re.compile(rf"\s*{_YEAR}\s*"),
    re.compile(rf"\s*{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T?\d{{4,6}}Z?)?\s*"),
)
_SLASHES = rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}{_CLOCK}"
_SLASHED = re.compile(rf"\s*(?:{_WEEKDAY})?{_SLASHES}\s*", re.IGNORECASE)
_ANYWHERE = tuple(
    re.compile(rf"(?<![\w./-]){_CLOCK_FIRST}(?:{pattern}){_CLOCK}(?![\w/]|-\d)", re.IGNORECASE)
    for pattern in (*_WORDS, rf"(?:{_WEEKDAY})?{_SLASHES}")
)
_NO_YEAR = tuple(
    re.compile(rf"(?<![\w./-]){_CLOCK_FIRST}(?:{_WEEKDAY})?(?:{day}){_CLOCK}(?![\w/]|-\d)", re.IGNORECASE)
    for day in (rf"{_DAY}\s+(?:of\s+)?{_MONTH}", rf"{_MONTH}\s+{_DAY}")
)
_ONLY_TIME = re.compile(rf"(?<![\w./:-]){_TIME}(?![\w/])", re.IGNORECASE)


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


def cut_days(text: str) -> tuple[list[str], str]:
    """The full dates of a short text in order, and what is left of it without dates (with a year or not) and clock times."""
    found: list[tuple[int, str]] = []
    rest = text
    for pattern in _ANYWHERE:
        for match in pattern.finditer(rest):
            day = read_day(match.group())
            found.extend([(match.start(), day)] if day else [])
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    for pattern in _NO_YEAR if rest == text else ():
        rest = pattern.sub(" ", rest)
    rest = _ONLY_TIME.sub(" ", rest)
    return [day for _, day in sorted(found)], rest


def lies_ahead(iso: str, today: date) -> bool:
    """The day, month or year begins after tomorrow (clocks differ)."""
    year, month, day = (int(part) for part in (iso + "-01-01")[:10].split("-"))
    return date(year, month, day).toordinal() > today.toordinal() + 1
