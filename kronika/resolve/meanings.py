"""What each kind of date phrase means: a match and its context in, a period out; None where it is no date after all."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kronika.records.mentions import DatePrecision
from kronika.resolve import periods
from kronika.resolve.periods import Period
from kronika.resolve.phrases import HOLIDAYS, count, month_number, ordinal, weekday_number

UNKNOWN = Period(None, None)
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
# How far back vague words may reach: "in recent weeks" and "a few weeks ago" lie within so many days of publication.
VAGUE_REACH = {"day": 10, "week": 60, "month": 400}
# Days from which on the year that fits the tense is doubted, where another is as near as this.
FAR, NEAR_BY = 240, 100
UNITS: dict[str, DatePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
WIDER: dict[str, DatePrecision] = {"day": "week", "week": "month", "month": "year", "year": "year"}


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is resolved against: the published period, the last day told before it, the tense it stands in."""

    published: Period | None
    previous: Period | None = None
    future: bool = False
    past: bool = False

    @property
    def today(self) -> date | None:
        """The day of publication, if it is known to the day."""
        return self.published.day if self.published else None


def _full_date(match: re.Match[str], context: Context) -> Period | None:
    try:
        return periods.day(date(int(match["year"]), int(match["month"]), int(match["day"])))
    except ValueError:
        return None


def _slashed(match: re.Match[str], context: Context) -> Period | None:
    """ "13/08/2020" is one day only; "12/08/2020" the one that had come when the report was published, of two the nearer."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    choices = [
        date(year, month, day)
        for month, day in {(second, first), (first, second)}
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    ]
    if len(choices) < 2:
        return periods.day(choices[0]) if choices else None
    if context.published is None or context.published.last is None:
        return UNKNOWN
    today = context.published.last
    return periods.day(min(choices, key=lambda when: (when > today, abs((today - when).days))))


def _ordinal(match: re.Match[str], context: Context) -> Period | None:
    """ "On the 12th": of this month, or of the last where that is still to come."""
    number = ordinal(match["day"])
    if not 1 <= number <= 31 or context.today is None:
        return None
    for months in (0, 1, 2):
        start = periods.back(context.today.replace(day=1), months, "month")
        if number <= calendar.monthrange(start.year, start.month)[1]:
            when = start.replace(day=number)
            if context.future or when <= context.today:
                return periods.day(when)
    return None


def _date(match: re.Match[str], context: Context) -> Period | None:
    try:
        weekday = match["weekday"]
        number = weekday_number(weekday) if weekday else None
        return _dated(month_number(match["month"]), ordinal(match["day"]), match["year"], context, weekday=number)
    except ValueError:
        return None


def _range(match: re.Match[str], context: Context) -> Period | None:
    groups = match.groupdict()
    try:
        last_month = month_number(groups.get("month2") or groups["month"])
        last = _dated(last_month, ordinal(groups["day2"]), groups["year"], context).first
        if last is None:
            return UNKNOWN
        first = date(last.year, month_number(groups["month"]), ordinal(groups["day"]))
        if first > last:
            first = first.replace(year=first.year - 1) if groups.get("month2") else last
        return Period(first, last)
    except ValueError:
        return None


def _dated(month: int, day: int, year: str | None, context: Context, *, weekday: int | None = None) -> Period:
    """A day of a month, in the year given or the one that fits the tense and lies nearest to publication."""
    if year:
        return periods.day(date(int(year), month, day))
    date(2024, month, day)  # refuses 31 June; 2024 has a 29 February
    if context.published is None or context.published.last is None:
        return UNKNOWN
    if weekday is not None and context.published.first is not None:
        # Of the years around, only one in five or six has that day of the month on that weekday.
        here = context.published.first.year
        days = [date(number, month, day) for number in (here, here - 1, here + 1) if _exists(number, month, day)]
        if fitting := [when for when in days if when.weekday() == weekday]:
            middle = context.published.first
            return periods.day(min(fitting, key=lambda when: abs((when - middle).days)))
    return _in_fitting_year(lambda number: periods.day(date(number, month, day)), context)


def _exists(number: int, month: int, day: int) -> bool:
    return not (month == 2 and day == 29) or calendar.isleap(number)


def _in_fitting_year(make: Callable[[int], Period], context: Context) -> Period:
    published = context.published
    if published is None or published.first is None or published.last is None:
        return UNKNOWN
    choices = []
    for number in (published.last.year - 1, published.last.year, published.last.year + 1):
        try:
            choices.append(make(number))
        except ValueError:
            continue  # 29 February
    after = [p for p in choices if p.last is not None and p.last >= published.first]
    before = [p for p in choices if p.first is not None and p.first <= published.last]
    if context.future and context.past:
        middle = published.first
        return min(choices, key=lambda p: abs(((p.first or middle) - middle).days)) if choices else UNKNOWN
    if context.future and after and not _is_far(after[0], before[-1:], published.first):
        return after[0]
    if context.past and before and not _is_far(before[-1], after[:1], published.first):
        return before[-1]
    if published.precision == "year":
        return next((p for p in choices if p.first is not None and p.first.year == published.first.year), UNKNOWN)
    middle = published.first
    return min(choices, key=lambda p: abs(((p.first or middle) - middle).days)) if choices else UNKNOWN


def _is_far(fitting: Period, others: list[Period], middle: date) -> bool:
    """Whether the tense asks for a day most of a year away while the other lies near: "a row ahead of polls on 8 May"."""
    near = [abs(((other.first or middle) - middle).days) for other in others]
    return abs(((fitting.first or middle) - middle).days) > FAR and bool(near) and min(near) < NEAR_BY


def _month(match: re.Match[str], context: Context) -> Period | None:
    groups = match.groupdict()
    word, cue = groups["month"], (groups.get("cue") or "").strip().lower()
    # "may" and "march" are months only with a capital, and never after "and" or "to".
    if not word[0].isupper() or (word.lower() in {"may", "march"} and cue in {"and", "to", "for", "every", "of"}):
        return None
    number = month_number(word)
    if groups.get("year"):
        return periods.month(int(groups["year"]), number)
    if cue == "every":
        return None
    if cue in {"last", "next"} and context.published and context.published.first:
        here = context.published.first
        return periods.month(here.year + _year_step(cue, number, here), number)
    return (
        _in_fitting_year(lambda year: periods.month(year, number), context) if context.published else _unknown("month")
    )


def _year_step(cue: str, number: int, here: date) -> int:
    """ "last August" is this year's only once it is over, "next August" only while it is to come."""
    if cue == "last":
        return 0 if number < here.month else -1
    return 0 if number > here.month else 1


def _year(match: re.Match[str], context: Context) -> Period:
    return periods.year(int(match["year"]))


def _years(match: re.Match[str], context: Context) -> Period:
    first = int(match["year"]) * 10
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "year")


def _decade(match: re.Match[str], context: Context) -> Period:
    """ "The nineties": of the last century, unless a person is in them ("in her nineties", which no phrase takes)."""
    first = 1920 + 10 * DECADES.index(match["decade"].lower())
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "year")


def _holiday(match: re.Match[str], context: Context) -> Period:
    month, day = HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    return _dated(month, day, match["year"], context)


def _weekday(match: re.Match[str], context: Context) -> Period | None:
    if context.today is None:
        return _as_wide_as_published(context)
    number, which = weekday_number(match["weekday"]), (match["which"] or "").lower().split()
    since = (context.today.weekday() - number) % 7  # days since the last such day, 0 if it is today
    if context.future and context.past and not which and since == 1:
        return periods.day(periods.back(context.today, since, "day"))  # the day planned for was yesterday
    if (
        "next" in which
        or "coming" in which
        or "following" in which
        or (not which and context.future)
        or which == ["this"]
    ):
        if since == 0 and not which:
            return periods.day(context.today)
        past = which == ["this"] and not context.future
        return periods.day(periods.back(context.today, since if past else since - 7, "day"))
    if which and since <= ("last" in which):
        since += 7  # nobody calls today or yesterday "last Thursday"
    if match.group().lower().endswith("last week"):
        monday = periods.week(periods.back(context.today, 7, "day")).first
        return periods.day(periods.back(monday, -number, "day")) if monday else UNKNOWN
    return periods.day(periods.back(context.today, since, "day"))


def _as_wide_as_published(context: Context) -> Period:
    return context.published or UNKNOWN


NEAR = {"today": 0, "tonight": 0, "yesterday": 1, "tomorrow": -1, "overnight": 1, "the day before yesterday": 2}


def _near(match: re.Match[str], context: Context) -> Period:
    if context.today is None:
        return _as_wide_as_published(context)
    phrase = " ".join((match["near"] or match["near2"]).lower().split())
    steps = {**NEAR, "the day after tomorrow": -2}.get(phrase, 1 if phrase.startswith("last") else 0)
    return periods.day(periods.back(context.today, steps, "day"))


def _span(match: re.Match[str], context: Context) -> Period:
    unit, which = match["unit"].lower(), match["which"].lower().split()[-1]
    published = context.published
    if unit == "weekend":
        return _weekend_near(context, {"last": 1, "next": -1, "coming": -1}.get(which, 0))
    if published is None or published.first is None or published.last is None:
        return _unknown(unit)
    if context.today is None and (unit == "week" or (published.precision == "year" and unit == "month")):
        return published
    step = {"last": 1, "past": 1, "next": -1, "coming": -1}.get(which, 0)
    period = periods.around(periods.back(published.first, step, unit), unit)
    within = (match["within"] or "").lower()
    if context.today is not None and step == 0 and within in {"earlier", "early"}:
        return replace(period, last=context.today)
    if context.today is not None and step == 0 and within in {"later", "late"}:
        return replace(period, first=context.today)
    return period


def _weekend(match: re.Match[str], context: Context) -> Period:
    return _weekend_near(context, -1 if context.future else 0)


def _weekend_near(context: Context, step: int) -> Period:
    """The last weekend that has begun (0), the one before (1) or the next (-1). A weekend's precision is a week's."""
    if context.today is None:
        return _as_wide_as_published(context) if context.published else _unknown("week")
    days = (context.today.weekday() - 5) % 7
    saturday = periods.back(context.today, days, "day")
    if step == 1 and days <= 1:
        saturday = periods.back(saturday, 7, "day")
    elif step == -1:
        saturday = periods.back(saturday, -7, "day")
    return Period(saturday, periods.back(saturday, -1, "day"), "week")


def _ago(match: re.Match[str], context: Context) -> Period | None:
    number, unit = count(match["count"]), match["unit"].lower().rstrip("s")
    if number is None:
        return None
    if unit == "decade":
        number, unit = number * 10, "year"
    if context.published is None or context.published.first is None:
        return _unknown(unit)
    if context.today is None and unit in {"day", "week"}:
        return context.published
    return periods.around(periods.back(context.published.first, number, unit), unit)


def _recent(match: re.Match[str], context: Context) -> Period | None:
    groups = match.groupdict()
    unit = groups["unit"].lower().rstrip("s")
    published = context.published
    if published is None or published.first is None:
        return _unknown(unit)
    last = published.last
    if groups.get("vague"):
        reach = VAGUE_REACH.get(unit)
        return Period(
            periods.back(published.first, reach, "day") if reach else None, last, WIDER[unit if reach else "year"]
        )
    number = count(groups.get("count") or "one")
    if number is None:
        return None
    number, unit = (number * 10, "year") if unit == "decade" else (number, unit)
    precision = WIDER[unit] if number > 1 and unit != "day" else UNITS[unit]
    return Period(periods.back(published.first, number, unit), last, precision)


def _coming(match: re.Match[str], context: Context) -> Period:
    unit = match["unit"].lower().rstrip("s")
    if context.published is None or context.published.last is None:
        return _unknown(unit)
    number = count(match["count"] or "")
    last = periods.back(context.published.last, -number, unit) if number else None
    return Period(context.published.first, last, WIDER[unit])


def _shift(match: re.Match[str], context: Context) -> Period | None:
    """ "the previous night", "the following day", "the same day", "that night": told from the last day named, else today."""
    groups = match.groupdict()
    if groups["unit"][0].isupper() and match.start():
        return None  # "a report by Dawn"
    unit = {"week": "week", "month": "month", "year": "year", "weekend": "weekend"}.get(groups["unit"].lower(), "day")
    which = (groups.get("which") or "same").lower()
    if not groups.get("which") and unit != "day" and context.today is not None and not _is_that(match):
        return replace(periods.around(context.today, unit), last=context.today) if unit != "weekend" else None
    base = context.previous or (context.published if which in {"previous", "before", "preceding"} else None)
    if base is None and which == "same" and unit == "day":
        return None  # "later in the evening": of whatever day is told
    if base is None or base.first is None or (unit == "day" and base.day is None):
        return (
            _as_wide_as_published(context) if which in {"previous", "before"} and context.published else _unknown(unit)
        )
    step = {"previous": 1, "preceding": 1, "before": 1, "next": -1, "following": -1, "after": -1}.get(which, 0)
    if unit == "weekend":
        return _weekend_near(replace(context, published=periods.day(base.first)), step)
    return _come(periods.around(periods.back(base.first, step, unit), unit), context, unit)


def _come(period: Period, context: Context, unit: str) -> Period:
    """What is counted on from a day told before has come when the report is published, or it is not known."""
    until = context.published.last if context.published is not None else None
    ahead = until is not None and period.first is not None and period.first > until
    return _unknown(unit) if ahead and not context.future else period


def _is_that(match: re.Match[str]) -> bool:
    """ "That week" is one told before; "earlier in the week" is this one."""
    return match.group().lower().startswith("that")


def _later(match: re.Match[str], context: Context) -> Period | None:
    number, unit = count(match["count"]), match["unit"].lower()
    if number is None or context.previous is None or context.previous.first is None:
        return _unknown(unit)
    earlier = match["which"].lower() == "earlier"
    start = context.previous.first if earlier else context.previous.last or context.previous.first
    return _come(periods.around(periods.back(start, number if earlier else -number, unit), unit), context, unit)


def _vague_ago(match: re.Match[str], context: Context) -> Period:
    unit = match["unit"].lower().rstrip("s")
    if context.published is None or context.published.last is None or unit == "decade":
        return _unknown("year" if unit == "decade" else unit)
    last = periods.back(context.published.last, 2, unit)
    reach = VAGUE_REACH.get(unit)
    return Period(periods.back(context.published.last, reach, "day") if reach else None, last, WIDER[unit])


def _unknown(unit: str) -> Period:
    return Period(None, None, UNITS.get(unit, "week"))


MEANINGS: dict[str, Callable[[re.Match[str], Context], Period | None]] = {
    "iso": _full_date,
    "slashed": _slashed,
    "ordinal": _ordinal,
    "dotted": _full_date,
    "range": _range,
    "date": _date,
    "month": _month,
    "years": _years,
    "decade": _decade,
    "year": _year,
    "holiday": _holiday,
    "weekday": _weekday,
    "near": _near,
    "span": _span,
    "weekend": _weekend,
    "ago": _ago,
    "vague ago": _vague_ago,
    "recent": _recent,
    "coming": _coming,
    "shift": _shift,
    "later": _later,
}
