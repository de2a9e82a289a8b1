"""Where and when a telling that gives no place or day of its own is to be looked for: at the scene of its report.

For comparing only: the record's mentions stay without. A place is taken from the nearest telling before it that has
one, else the next after it; a day likewise, else from the days just before publication. All of it counts as unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kronika.reconcile.telling import WIDE, Telling, When, tell_report
from kronika.records import Figure, Mention, Report

FRESH = 2  # days before publication in which what a report tells without a date mostly happened
AHEAD = 7  # days after publication in which what is announced without a date mostly will
T = TypeVar("T")


def set_scenes(report: Report, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of one report, in the order given, each with a place and days if its report has any to lend."""
    ordered = sorted(tellings, key=lambda one: (one.trigger.start, one.id))
    places = [one.where if one.where is not None and one.where.precision < 3 else None for one in ordered]
    days = [
        one.when if one.when is not None and one.when.width <= WIDE and not one.historical else None for one in ordered
    ]
    published = published_day(report)
    lent: dict[str, Telling] = {}
    for i, one in enumerate(ordered):
        where, when = one.where, one.when
        if where is None and one.extent == "single":
            found = _nearest(places, i, lambda place: replace(place, sure=False))
            where = found or _nearest([other.where for other in ordered], i, lambda place: replace(place, sure=False))
        if when is None and not one.historical:
            when = (
                _nearest(days, i, lambda day: replace(day, sure=False))
                if one.statuses <= {"actual", "negated"}
                else None
            )
            when = when or _around(published, one)
        lent[one.id] = replace(one, where=where, when=when) if (where, when) != (one.where, one.when) else one
    return [lent[one.id] for one in tellings]


def tell_all(reports: Mapping[str, Report], items: Iterable[Mention | Figure]) -> list[Telling]:
    """The tellings of many reports at their scenes, in the order of their ids, whatever the order of ``items``."""
    by_report: dict[str, list[Mention | Figure]] = defaultdict(list)
    for item in items:
        by_report[item.report].append(item)
    told = [one for id_, mine in by_report.items() for one in set_scenes(reports[id_], tell_report(reports[id_], mine))]
    return sorted(told, key=lambda one: one.id)


def published_day(report: Report) -> int | None:
    """The ordinal of the day of publication; None where only a month or year, or nothing, is known."""
    try:
        return date.fromisoformat((report.published or "")[:10]).toordinal()
    except ValueError:
        return None


def _nearest(found: Sequence[T | None], i: int, lend: Callable[[T], T]) -> T | None:
    """The last known before ``i``, else the first after it."""
    before = next((one for one in reversed(found[:i]) if one is not None), None)
    near = before if before is not None else next((one for one in found[i + 1 :] if one is not None), None)
    return None if near is None else lend(near)


def _around(published: int | None, one: Telling) -> When | None:
    if published is None:
        return None
    if "future" in one.statuses:
        return When(published, published + AHEAD, False)
    return When(published - FRESH, published, False)
