"""Two tellings -> a ``Comparison``: a score made of named parts, or the reason why they can never be one happening.

The parts are log-odds after Fellegi and Sunter (1969): evidence for one happening is positive, against it negative,
what is not known is zero. The weights were set by hand and swept on tests/reconcile and examples/gold (see
docs/reconciling.md); ``BIAS`` is how unlikely two tellings of one family, place and time are to be one happening.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kronika.reconcile import likeness, nearness
from kronika.reconcile.nearness import FAR_KM, days_between, distance, holds
from kronika.reconcile.telling import Telling, When, Where

BIAS = -2.8
UNDATED = -1.8  # where neither report gives any day: what is alike may have happened in different years
CONTEXT = 0.4  # what is left of agreeing places and days that the report's context lends to both
FALSE_DATE = 3  # days by which a report may be wrong if all else agrees
OTHERS = -1.0  # how unlike those who take part must be for two gatherings of one report
LASTS = 14  # days for which a strike or blockade may go on between two tellings


@dataclass(frozen=True, slots=True)
class Comparison:
    """``parts`` are named log-odds, ``odds`` their sum: above 0 is likelier one happening than two.

    ``barred`` says why the two are different whatever the score.
    """

    left: str
    right: str
    parts: tuple[tuple[str, float], ...]
    odds: float
    barred: str | None = None

    @property
    def score(self) -> float:
        """The odds as a number from 0 to 1; 0 if barred."""
        return 0.0 if self.barred else 1 / (1 + math.exp(-self.odds))

    @property
    def reason(self) -> str:
        """The parts in words, strongest first: "days +1.5, place +1.5, words -0.3"."""
        shown = ", ".join(f"{name} {value:+.1f}" for name, value in sorted(self.parts, key=_strength) if value)
        return f"{self.barred}; {shown}" if self.barred and shown else self.barred or shown


def _strength(part: tuple[str, float]) -> tuple[float, str]:
    return (-abs(part[1]), part[0])


def compare(left: Telling, right: Telling) -> Comparison:
    """How likely two tellings are one happening. Symmetric."""
    if right.id < left.id:
        left, right = right, left
    together = left.report == right.report
    if barred := bar(left, right, together):
        return Comparison(left.id, right.id, (), -math.inf, barred)
    parts = (
        ("bias", BIAS),
        ("one report", likeness.together_part(left, right) if together else 0.0),
        ("type", likeness.type_part(left, right)),
        ("trigger", 0.6 if left.lemmas & right.lemmas else 0.0),
        ("undated", UNDATED if not together and left.when is None and right.when is None else 0.0),
        ("days", _weighed(_days_part(left, right), left.when, right.when, together)),
        ("place", _weighed(nearness.place_part(left.where, right.where), left.where, right.where, together)),
        ("place named", 0.0 if together else nearness.named_part(left, right)),
        ("actors", likeness.actors_part(left, right)),
        (
            "recipients",
            1.4 * likeness.party_part(left.recipients, right.recipients) + likeness.one_and_many_part(left, right),
        ),
        ("theme", 0.0 if together else likeness.theme_part(left.theme.words, right.theme.words)),
        ("numbers", likeness.numbers_part(left, right, together)),
        ("words", likeness.words_part(left.words, right.words)),
        ("status", likeness.status_part(left, right)),
    )
    return Comparison(left.id, right.id, parts, sum([value for _, value in parts]))


def _days_part(left: Telling, right: Telling) -> float:
    """Between the days of what lasts lie days on which it went on: little evidence against one happening."""
    part = nearness.days_part(left.when, right.when)
    if part < 0 and _goes_on(left, right):
        return max(part, -0.1 * days_between(left.when, right.when)) if left.when and right.when else part
    return part


def _goes_on(left: Telling, right: Telling) -> bool:
    """Whether two tellings on different days may be of one act that lasts; "a strike" later on is a new one."""
    if not (left.lasting and left.mode == right.mode and left.when and right.when):
        return False
    later = max(left, right, key=lambda one: (one.when.first if one.when else 0, one.id))
    new = left.report == right.report and later.indefinite and not later.definite
    return not new and days_between(left.when, right.when) <= LASTS


def _weighed(part: float, left: When | Where | None, right: When | Where | None, together: bool) -> float:
    """Within a report a place or day that only its context gives is the same for all: hardly evidence for one happening."""
    if part > 0 and together and left is not None and right is not None and not (left.sure and right.sure):
        return CONTEXT * part
    return part


def bar(left: Telling, right: Telling, together: bool) -> str | None:
    """What makes two tellings different happenings whatever else they share; None if nothing does."""
    if left.family != right.family:
        return "types of different families"
    if left.family == "figure" and left.mode != right.mode:
        return "different measures"
    if "generic" in (left.extent, right.extent):
        return "a habit or rule is no single happening"
    if "several" in (left.extent, right.extent):
        return "one of them tells of several happenings at once"
    if ("hypothetical" in left.statuses) != ("hypothetical" in right.statuses):
        return "one is wished for or supposed, the other told as fact"
    if left.historical != right.historical and not _same_days(left.when, right.when):
        return "one is looked back on, the other is news"
    if left.counter != right.counter:
        return "one gathering is against the other"
    if together and (found := _told_apart(left, right)):
        return found
    if not left.rivals.isdisjoint(right.members) or not right.rivals.isdisjoint(left.members):
        return "the report tells them apart"
    return _elsewhere(left.where, right.where) or (None if _goes_on(left, right) else _at_other_times(left, right))


def _told_apart(left: Telling, right: Telling) -> str | None:
    first, later = sorted((left, right), key=lambda one: (one.trigger.start, one.id))
    if later.apart and later.type == first.type:
        return "the report sets one apart from the other"
    if left.sentence == right.sentence and left.lemmas.isdisjoint(right.lemmas) and left.mode != right.mode:
        return "told side by side in one sentence"
    if left.type == right.type == "PROTEST" and _of_other_trades(left, right):
        return "the report gives each its own people"  # the farmers' march and the nurses' on one day
    return None


def _of_other_trades(left: Telling, right: Telling) -> bool:
    """Whether both say who gathers, by trades that are known and have nothing in common."""
    parties = (*left.actors, *right.actors)
    told = bool(left.actors and right.actors) and all(party.sectors and not party.generic for party in parties)
    return told and likeness.party_part(left.actors, right.actors) <= OTHERS


def _same_days(left: When | None, right: When | None) -> bool:
    return left is not None and right is not None and left.first <= right.last and right.first <= left.last


def _elsewhere(left: Where | None, right: Where | None) -> str | None:
    if left is None or right is None or left.lent or right.lent:
        return None
    sure = left.sure and right.sure
    if left.country and right.country and left.country != right.country:
        return "different countries" if sure or (left.precision < 3 and right.precision < 3) else None
    if left.precision < 3 and right.precision < 3 and sure:
        apart = distance(left, right)
        return f"places {apart:.0f} km apart" if apart is not None and apart > FAR_KM else None
    if sure and left.admin1 and right.admin1 and left.admin1 != right.admin1 and not holds(left, right):
        apart = distance(left, right)
        return "different regions" if apart is None or apart > FAR_KM else None
    return None


def _at_other_times(one: Telling, other: Telling) -> str | None:
    left, right = one.when, other.when
    if left is None or right is None or not (left.sure and right.sure):
        return None
    gap = days_between(left, right)
    if one.report == other.report and gap > 0:
        return "the report gives them different days"
    return f"{gap} days apart" if gap > FALSE_DATE else None
