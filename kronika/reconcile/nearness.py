"""Days and places of two tellings -> how far they speak for one happening: parts of a comparison, in log-odds."""

from __future__ import annotations

import math
from functools import lru_cache

from kronika.reconcile.telling import Telling, When, Where

NEAR_KM, FAR_KM = 15.0, 40.0
SLIP = 1  # days by which reports of one happening differ without anybody noticing


def days_between(left: When, right: When) -> int:
    """Days between two spans of days; 0 if they overlap."""
    return max(0, right.first - left.last, left.first - right.last)


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
    if (left.geonameid is not None and left.geonameid == right.geonameid) or _one_name(left, right):
        return (1.5 if left.precision < 3 else 0.5) * weight
    if holds(left, right):
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


def _one_name(left: Where, right: Where) -> bool:
    """Whether two places, one of them not in the gazetteer, are called the same."""
    return (left.geonameid is None or right.geonameid is None) and not left.names.isdisjoint(right.names)


def holds(left: Where, right: Where) -> bool:
    """Whether one is the country or region in which the other lies."""
    if left.country is None or left.country != right.country:
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
