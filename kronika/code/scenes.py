"""The events of a report with the days and places their own sentences tell in, its main scene out: where and when.

A reader takes a report for the story of one scene, which its lead sets, until other words open another. What lies before
that scene ("had been arrested in May"), what is only spoken of ("in protest against the beating of") and what is to come
sets none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import TypeVar

from kronika.code.lags import Offset
from kronika.code.tenses import Timing
from kronika.records import Date, Mention, Place, Sentence

T = TypeVar("T", Place, Date)
LEAD = 3  # sentences of the body that tell the news
FEW, MOST = 3, 0.6  # dated events, and the share of them, that make a day the one that a long report is about
FAR = 21  # days before publication from which on a day is background, where nearer ones are told
# Acts that happen somewhere; what is only said has a scene where its own words tell it.
HERE = frozenset({"PROTEST", "COERCE", "ASSAULT", "RETREAT", "MOBILIZE", "SANCTION", "CONSULT", "AID", "COOPERATE"})
# Acts of speech that belong to the scene in which they are told: "demanded", "refused to leave", "promised an inquiry".
SPOKEN = frozenset({"REQUEST", "REJECT", "CONCEDE", "THREATEN", "AGREE"})
_ACTUAL = frozenset({"actual", "negated"})


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with its sentence and what later steps need: its timing, whether it is taken as known, its place in the body."""

    mention: Mention
    sentence: Sentence
    timing: Timing
    definite: bool
    order: int  # of its sentence among those of the body; -1 in the head
    pointed: bool = False  # "these protests": the ones told last
    offset: Offset | None = None  # "two days after the shooting"
    astray: bool = False  # it names a place of its own that no list knows

    @property
    def happened(self) -> bool:
        """On a scene of the report: actual or denied, not long past, no habit."""
        mention = self.mention
        return mention.status in _ACTUAL and not mention.historical and mention.extent != "generic"

    @property
    def sets(self) -> bool:
        """Whether its own day and place may be the report's."""
        fit = self.happened and self.mention.type in HERE and self.mention.status == "actual"
        return fit and self.timing in {Timing.PAST, Timing.PERFECT, Timing.NOW}

    @property
    def remembers(self) -> bool:
        """Whether it sets a scene of long ago for its paragraph: "Nine were killed on 16 August 2012. Forty were hurt." """
        mention = self.mention
        told = (
            mention.historical and mention.status == "actual" and mention.type in HERE and mention.extent != "generic"
        )
        return (
            told and one_day(mention.date) is not None and self.timing in {Timing.PAST, Timing.PERFECT, Timing.BEFORE}
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when, as far as known."""

    day: Date | None = None
    place: Place | None = None


def one_day(date: Date | None) -> Day | None:
    """The day that a date is, if it is one."""
    return date.first if date is not None and date.first is not None and date.first == date.last else None


def spot(place: Place | None) -> object | None:
    """What two places share that are one for a scene: a town's coordinates (a square has its town's), else country and name."""
    if place is None or place.country is None:
        return None
    if place.latitude is not None and place.precision != 3:
        return (place.latitude, place.longitude)
    return (place.country, place.name)


def main_scene(
    events: Sequence[Told], published: Day | None, dateline: Place | None, headed: Place | None = None
) -> Scene:
    """The day and place that the lead tells, then the dateline's place, else what most events tell.

    ``headed``: the place that opens the headline, "Chad: ..."; no scene lies in another country.
    """
    setting = [one for one in events if one.sets]
    days = [(one, one.mention.date) for one in setting if _is_near(one_day(one.mention.date), published)]
    places = [(one, one.mention.place) for one in setting if spot(one.mention.place) is not None]
    if headed is not None:
        places = [(one, place) for one, place in places if place is not None and place.country == headed.country]
    lead = [(one, place) for one, place in places if one.order < LEAD]
    first = next((day for one, day in days if one.order == 0), None)
    opening = [(one, place) for one, place in lead if one.order <= 0 and place is not None and place.admin1 is not None]
    told = [(one, place) for one, place in opening if one.order == 0 and place.precision != 3]
    where = _narrowest(told) or _narrowest(opening) or _narrowest(lead) or dateline or _narrowest(places) or headed
    return Scene(first or _weightiest(days, one_day), where)


def holds(main: Scene, events: Sequence[Told]) -> bool:
    """Whether most of what a report dates is of its main day: then even a long one tells of one scene."""
    days = [one_day(one.mention.date) for one in events if one.sets and one_day(one.mention.date)]
    return len(days) >= FEW and days.count(one_day(main.day)) >= MOST * len(days)


def _narrowest(places: Sequence[tuple[Told, Place | None]]) -> Place | None:
    """Of towns, else regions, else countries, the one that weighs most."""
    for wide in (lambda p: p.precision != 3, lambda p: p.admin1 is not None, lambda p: True):
        if fitting := [(one, place) for one, place in places if place is not None and wide(place)]:
            return _weightiest(fitting, spot)
    return None


def _is_near(day: Day | None, published: Day | None) -> bool:
    return day is not None and (published is None or 0 <= (published - day).days <= FAR)


def _weightiest(told: Iterable[tuple[Told, T | None]], key_of: Callable[[T | None], object | None]) -> T | None:
    """The first of those whose key weighs most; a town itself before its squares."""
    weights: dict[object, float] = {}
    firsts: dict[object, T] = {}
    for one, value in told:
        key = key_of(value)
        if key is None or value is None:
            continue
        weights[key] = weights.get(key, 0.0) + _weight(one)
        firsts.setdefault(key, value)
    best = max(weights, key=lambda key: weights[key], default=None)
    return None if best is None else firsts[best]


def _weight(one: Told) -> float:
    """The news comes first, in the headline and the lead."""
    return 3.0 if one.order <= 0 else 2.0 if one.order < LEAD else 1.0


def is_stretch(mention: Mention, known: Mention) -> bool:
    """ "Nine have been held since Tuesday. The arrests ...": many, of the same days."""
    date = known.date
    return mention.extent == known.extent == "several" and date is not None and None not in (date.first, date.last)
