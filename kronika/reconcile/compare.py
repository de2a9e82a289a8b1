"""Two tellings -> a ``Comparison``: a score made of named parts, or the reason why they can never be one happening.

The parts are log-odds after Fellegi and Sunter (1969): evidence for one happening is positive, against it negative,
what is not known is zero. The weights were set by hand and swept on tests/reconcile and examples/gold (see
docs/reconciling.md); ``BIAS`` is how unlikely two tellings of one family, place and time are to be one happening.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from kronika.reconcile.numbers import numbers_agree
from kronika.reconcile.telling import Party, Telling, When, Where
from kronika.scheme.reconciling import load_kinship

ALIKE, SPELT = 60, 88  # rapidfuzz ratios of given names (Aleksandr, Alexander), of whole names
SPEAKS = 0.25  # how alike two speakers must be
TO_PEOPLE = frozenset({"COERCE", "ASSAULT", "SANCTION", "RETREAT"})
HARMED = frozenset({"arrested", "killed", "injured", "missing", "abducted", "convicted", "released", "deported"})
BIAS = -2.8
CONTEXT = 0.4  # what is left of agreeing places and days that the report's context lends to both
NEAR_KM, FAR_KM = 15.0, 40.0
SLIP = 1  # days by which reports of one happening differ without anybody noticing
FALSE_DATE = 3  # days by which a report may be wrong if all else agrees


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
        ("one report", together_part(left, right) if together else 0.0),
        ("type", type_part(left, right)),
        ("trigger", 0.6 if left.lemmas & right.lemmas else 0.0),
        ("days", _weighed(days_part(left.when, right.when), left.when, right.when, together)),
        ("place", _weighed(place_part(left.where, right.where), left.where, right.where, together)),
        ("place named", 0.0 if together else named_part(left, right)),
        ("actors", actors_part(left, right)),
        ("recipients", 1.4 * party_part(left.recipients, right.recipients) + one_and_many_part(left, right)),
        ("theme", 0.0 if together else theme_part(left.theme.words, right.theme.words)),
        ("numbers", numbers_part(left, right, together)),
        ("words", words_part(left.words, right.words)),
        ("status", status_part(left, right)),
    )
    return Comparison(left.id, right.id, parts, sum([value for _, value in parts]))


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
    return _elsewhere(left.where, right.where) or _at_other_times(left.when, right.when, together)


def _told_apart(left: Telling, right: Telling) -> str | None:
    first, later = sorted((left, right), key=lambda one: (one.trigger.start, one.id))
    if later.apart and later.type == first.type:
        return "the report sets one apart from the other"
    if left.sentence == right.sentence and left.lemmas.isdisjoint(right.lemmas) and left.mode != right.mode:
        return "told side by side in one sentence"
    return None


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
    if sure and left.admin1 and right.admin1 and left.admin1 != right.admin1 and not _holds(left, right):
        apart = distance(left, right)
        return "different regions" if apart is None or apart > FAR_KM else None
    return None


def _at_other_times(left: When | None, right: When | None, together: bool) -> str | None:
    if left is None or right is None or not (left.sure and right.sure):
        return None
    gap = days_between(left, right)
    if together and gap > 0:
        return "the report gives them different days"
    return f"{gap} days apart" if gap > FALSE_DATE else None


def days_between(left: When, right: When) -> int:
    """Days between two spans of days; 0 if they overlap."""
    return max(0, right.first - left.last, left.first - right.last)


def type_part(left: Telling, right: Telling) -> float:
    part = _type_part(left.type, left.mode, right.type, right.mode)
    # "Violence" and "killed" are of one type without a mode: that says little unless the word is the same.
    vague = left.mode is None or right.mode is None
    return (
        part - 0.5 if vague and part > 0 and (left.family == "force" or left.lemmas.isdisjoint(right.lemmas)) else part
    )


@cache
def _type_part(left: str, left_mode: str | None, right: str, right_mode: str | None) -> float:
    kin = load_kinship().are_kin((left, left_mode), (right, right_mode))
    if left != right:
        return -0.3 if kin else -3.0
    if left_mode == right_mode:
        return 1.2 if left_mode else 0.9
    if left_mode is None or right_mode is None:
        return 0.6
    return 0.3 if kin else -1.2


def days_part(left: When | None, right: When | None) -> float:
    if left is None or right is None:
        return 0.0
    gap, sure = days_between(left, right), left.sure and right.sure
    if gap > SLIP:
        return -1.5 * min(gap, 4) if sure else -0.6 * min(gap, 4)
    if gap:
        return -0.7 if sure else -0.1
    widest = max(left.width, right.width)
    gain = 1.5 if widest == 1 else 1.0 if widest <= 3 else 0.4 if widest <= 10 else 0.0
    return gain if sure else 0.7 * gain


def place_part(left: Where | None, right: Where | None) -> float:
    if left is None or right is None:
        return 0.0
    weight = 1.0 if left.sure and right.sure else 0.7
    if left.country and right.country and left.country != right.country:
        return -3.0 if left.sure and right.sure else -1.2
    if left.geonameid is not None and left.geonameid == right.geonameid:
        return (1.5 if left.precision < 3 else 0.5) * weight
    if _holds(left, right):
        return 0.3 * weight
    apart = distance(left, right)
    if apart is None or (left.precision == 3 or right.precision == 3):
        same = left.admin1 == right.admin1 or not (left.admin1 and right.admin1)
        return 0.3 * weight if same else -1.5 * weight
    if apart <= NEAR_KM:
        return 0.9 * weight
    return (-0.5 if apart <= FAR_KM else -2.5) * weight


def named_part(left: Telling, right: Telling) -> float:
    """Where only one has a place, whether the first lines of the other's report name it."""
    if (left.where is None) == (right.where is None):
        return 0.0
    placed, other = (left, right) if left.where is not None else (right, left)
    assert placed.where is not None
    return 0.8 if placed.where.precision < 3 and placed.where.names & other.theme.names else 0.0


def _holds(left: Where, right: Where) -> bool:
    """Whether one is the country or region in which the other lies."""
    if left.country != right.country:
        return False
    wide = [one for one in (left, right) if one.precision == 3]
    return any(one.admin1 is None or left.admin1 == right.admin1 for one in wide)


def distance(left: Where, right: Where) -> float | None:
    """Kilometres on a sphere (haversine); None if either has no coordinates."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    return _haversine(left.latitude, left.longitude, right.latitude, right.longitude)


@lru_cache(maxsize=65536)
def _haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def actors_part(left: Telling, right: Telling) -> float:
    """Who speaks makes a demand or an accusation what it is: two speakers, two sayings."""
    part = party_part(left.actors, right.actors)
    if left.family == "word" and left.actors and right.actors and part < SPEAKS:
        return -1.5
    return 1.2 * part


def party_part(left: tuple[Party, ...], right: tuple[Party, ...]) -> float:
    """-1 (surely others) to 1 (surely the same); 0 if either side is not told. The best pair decides."""
    if not left or not right:
        return 0.0
    return max(_party(one, other) for one in left for other in right)


def _party(left: Party, right: Party) -> float:
    if left.known and left.known == right.known:
        return 1.0
    if left.name and right.name:
        return name_part(left.name, right.name)
    if left.country and right.country and left.country != right.country:
        return -1.5
    if left.generic or right.generic:
        if left.details and right.details and left.head == right.head:
            return 0.6 if left.details & right.details else -0.4
        return 0.3 if left.head == right.head or left.sectors & right.sectors else 0.0
    if left.words & right.words:
        return 0.8 if left.head == right.head else 0.4
    if left.named or right.named:
        return 0.1 if left.sectors & right.sectors else -0.2
    return -0.3 if left.sectors & right.sectors else -2.0


@lru_cache(maxsize=65536)
def name_part(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Names as different reports spell them: a surname alone, or transliterated otherwise, is the same person.

    One surname with two given names is two people.
    """
    one, other = frozenset(left), frozenset(right)
    if one <= other or other <= one:
        return 1.0
    if left[-1] == right[-1]:
        return 1.0 if fuzz.ratio(left[0], right[0]) >= ALIKE else -1.0
    if fuzz.ratio(" ".join(left), " ".join(right)) >= SPELT:
        return 0.8
    return 0.4 if one & other else -1.5


def one_and_many_part(left: Telling, right: Telling) -> float:
    """What is done to a single person and what is done to many are two happenings."""
    return -1.4 if _one_and_many(left, right) or _one_and_many(right, left) else 0.0


def _one_and_many(one: Telling, many: Telling) -> bool:
    if not one.recipients or not many.recipients or one.type not in TO_PEOPLE:
        return False
    counted = any(n.measure in HARMED and n.range is not None and n.range[0] >= 2 for n in many.numbers)
    plural = counted or all(party.plural for party in many.recipients)
    alone = any(n.measure in HARMED and n.range == (1, 1) for n in one.numbers)
    return plural and (alone or all(party.single or (party.named and not party.plural) for party in one.recipients))


def numbers_part(left: Telling, right: Telling, together: bool) -> float:
    """A number told twice is a strong sign; different numbers speak against one happening only within a report."""
    found = [numbers_agree(one, other) for one in left.numbers for other in right.numbers if one.comparable(other)]
    if not found:
        return 0.0
    best = max(found)
    if best < 0 and together and left.voices & right.voices:
        return 2.0 * best
    return best


def words_part(left: frozenset[str], right: frozenset[str]) -> float:
    """From the share of the shorter telling's content words that the other has too."""
    if not left or not right:
        return 0.0
    share = len(left & right) / min(len(left), len(right))
    return max(-0.3, min(2.0, 3.0 * (share - 0.2))) if min(len(left), len(right)) > 2 else 0.0


def theme_part(left: frozenset[str], right: frozenset[str]) -> float:
    """From the content words that the beginnings of two reports share: what they are about at all."""
    if min(len(left), len(right)) < 8:
        return 0.0
    share = len(left & right) / min(len(left), len(right))
    return max(-0.6, min(1.2, 4.0 * (share - 0.18)))


def together_part(left: Telling, right: Telling) -> float:
    """Within a report: a headline's happening, one told again by the same word, or "the march" of before."""
    later = max(left, right, key=lambda one: (one.trigger.start, one.id))
    if left.headline != right.headline:
        return 1.0
    return 0.8 if left.lemmas & right.lemmas or later.definite else 0.2


def status_part(left: Telling, right: Telling) -> float:
    part = 0.0
    if left.statuses != right.statuses:
        part -= 0.6 if "negated" in left.statuses | right.statuses else 0.2
    if left.attempted != right.attempted:
        part -= 0.4
    return part
