"""Periods: days, weeks, months and years as first and last day, and how they are counted from the day of publication."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from kronika.records.mentions import DatePrecision

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``first`` to ``last``, inclusive, None where unknown or open; ``precision`` is how finely the words say it."""

    first: date | None
    last: date | None
    precision: DatePrecision = "day"

    @property
    def day(self) -> date | None:
        """The one day it is, if it is one."""
        return self.first if self.first is not None and self.first == self.last else None


def day(when: date) -> Period:
    return Period(when, when)


def week(when: date) -> Period:
    """The week, Monday to Sunday, of a day."""
    monday = when - when.weekday() * DAY
    return Period(monday, _plus(monday, 6), "week")


def month(year: int, number: int) -> Period:
    """A month, within the years that a date can have ("last May" of the year 1 is not before it)."""
    year = min(max(year, date.min.year), date.max.year)
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> Period:
    number = min(max(number, date.min.year), date.max.year)
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def back(when: date, count: int, unit: str) -> date:
    """``count`` days, weeks, months or years before a day (after it, if negative); the month's last day if it lacks that day."""
    if unit in {"day", "week"}:
        return _plus(when, -count * (7 if unit == "week" else 1))
    months = when.year * 12 + when.month - 1 - count * (12 if unit == "year" else 1)
    number, index = divmod(months, 12)
    if not date.min.year <= number <= date.max.year:
        return date.min if number < date.min.year else date.max
    return date(number, index + 1, min(when.day, calendar.monthrange(number, index + 1)[1]))


def around(when: date, unit: str) -> Period:
    """The day, week, month or year that holds a day."""
    if unit == "day":
        return day(when)
    if unit == "week":
        return week(when)
    return month(when.year, when.month) if unit == "month" else year(when.year)


def published_period(published: str | None) -> Period | None:
    """ "2020-08-14", "2020-08" or "2020" as a period; None where nothing (or nothing readable) is given."""
    if not published:
        return None
    try:
        parts = [int(part) for part in published[:10].split("-")]
        if len(parts) == 3:
            return day(date(*parts))
        return month(*parts) if len(parts) == 2 else year(parts[0])
    except (TypeError, ValueError):
        return None


def _plus(when: date, days: int) -> date:
    try:
        return when + days * DAY
    except OverflowError:
        return date.max if days > 0 else date.min
