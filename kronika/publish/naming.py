"""What an edition is called where nobody gives it a title: where and when most of its events happened."""

from __future__ import annotations

from collections import Counter
from datetime import date

from kronika.publish.wording import country_name
from kronika.records import RecordSource

UNNAMED = "A Kronika record"
NAMED_COUNTRIES = 3


def name_edition(source: RecordSource) -> str:
    """ "Events in Belarus, Poland and 2 more countries, August 2020 to March 2021"; a stray date or two does not stretch it."""
    countries: Counter[str] = Counter()
    days: list[date] = []
    for event in source.events():
        if event.place is not None and event.place.country:
            countries[event.place.country] += 1
        day = event.date and (event.date.first or event.date.last)
        if day:
            days.append(day)
    where, when = _where(countries), _when(days)
    if not where:
        return f"Events of {when}" if when else UNNAMED
    return ", ".join(part for part in (f"Events in {where}", when) if part)


def _where(countries: Counter[str]) -> str:
    ranked = sorted(countries, key=lambda code: (-countries[code], code))
    names = [country_name(code) or code for code in ranked[:NAMED_COUNTRIES]]
    if len(ranked) > NAMED_COUNTRIES:
        rest = len(ranked) - NAMED_COUNTRIES
        names.append(f"{rest} more {'country' if rest == 1 else 'countries'}")
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _when(days: list[date]) -> str:
    """The months that hold all but the outermost twentieth on either side."""
    ordered = sorted(days)
    cut = len(ordered) // 20
    inner = ordered[cut : len(ordered) - cut]
    months = list(dict.fromkeys(f"{day:%B} {day.year}" for day in inner[:1] + inner[-1:]))
    return " to ".join(months)
