"""Where and when a telling that gives no place or day of its own is to be looked for: at the scene of its report.

For comparing only: the record's mentions stay without. A place is taken from a telling shortly before it, else from
where the report mostly is; a day from the nearest that has one, else from the days just before publication. All of it
counts as unsure and keeps nothing apart by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kronika.reconcile.telling import WIDE, Telling, When, Where, day_of, tell_report
from kronika.records import Figure, Mention, Report

FRESH = 2  # days before publication in which what a report tells without a date mostly happened
AHEAD = 7  # days after publication in which what is announced without a date mostly will
NEARBY = 600  # characters after a telling in a town in which others may be taken to be there too


def set_scenes(report: Report, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of one report, in the order given, each with a place and days if its report has any to lend."""
    ordered = sorted(tellings, key=lambda one: (one.trigger.start, one.id))
    days = [
        one.when if one.when is not None and one.when.width <= WIDE and not one.historical else None for one in ordered
    ]
    day = day_of(report.published)
    published = None if day is None else day.toordinal()
    usual = usual_place(ordered)
    lent: dict[str, Telling] = {}
    for i, one in enumerate(ordered):
        where, when = one.where, one.when
        if where is None and one.family != "figure":
            where = place_before(ordered, i) or usual
            where = None if where is None else replace(where, sure=False, lent=True)
        if when is None and not one.historical:
            near = nearest(days, i) if one.statuses <= {"actual", "negated"} else None
            when = _around(published, one) if near is None else replace(near, sure=False)
        lent[one.id] = replace(one, where=where, when=when) if (where, when) != (one.where, one.when) else one
    return [lent[one.id] for one in tellings]


def place_before(ordered: Sequence[Telling], i: int) -> Where | None:
    """The town of the last telling before that has one, unless that stands too far off."""
    for other in reversed(ordered[:i]):
        if ordered[i].trigger.start - other.trigger.start > NEARBY:
            return None
        if other.where is not None and other.where.precision < 3 and other.where.country:
            return other.where
    return None


def usual_place(ordered: Sequence[Telling]) -> Where | None:
    """The town that at least half of a report's placed tellings are in; failing that, the only country they are in."""
    placed = [one.where for one in ordered if one.where is not None and one.where.country]
    towns = Counter((where.geonameid, where.country) for where in placed if where.precision < 3)
    if towns:
        town, count = max(sorted(towns.items(), key=str), key=lambda found: found[1])
        if 2 * count >= sum(towns.values()):
            return next(where for where in placed if (where.geonameid, where.country) == town)
    countries = {where.country for where in placed}
    wide = [where for where in placed if where.precision == 3 and where.admin1 is None]
    return wide[0] if wide and len(countries) == 1 else None


def tell_all(told: Iterable[tuple[Report, Iterable[Mention | Figure]]]) -> list[Telling]:
    """The tellings of many reports at their scenes, in the order of their ids, whatever the order they come in."""
    tellings = [one for report, items in told for one in set_scenes(report, tell_report(report, items))]
    return sorted(tellings, key=lambda one: one.id)


def nearest(found: Sequence[When | None], i: int) -> When | None:
    """The last days known before ``i``, else the first after it."""
    before = next((one for one in reversed(found[:i]) if one is not None), None)
    return before if before is not None else next((one for one in found[i + 1 :] if one is not None), None)


def _around(published: int | None, one: Telling) -> When | None:
    if published is None:
        return None
    if "future" in one.statuses:
        return When(published, published + AHEAD, False)
    return When(published - FRESH, published, False)
