"""Arithmetic of claimed numbers: the range each leaves open, whether two can be true together, how far they agree."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from kronika.records import Quantity
from kronika.records.mentions import Relation
from kronika.scheme.measures import Vague, load_measures

ABOUT = 0.1  # "about 60" leaves open 54 to 66
WORD = re.compile(r"[a-z]+")
FILLERS = frozenset({"of", "a", "an", "the"})
Range = tuple[float, float]  # inclusive; math.inf where there is no upper bound


@dataclass(frozen=True, slots=True)
class Number:
    """A claimed number, ready for arithmetic; ``range`` is None where its words say nothing of size."""

    measure: str
    unit: str
    scope: str
    range: Range | None

    def comparable(self, other: Number) -> bool:
        """A total since Sunday says nothing of one march; a day's number and an event's do speak of one another."""
        if (self.measure, self.unit) != (other.measure, other.unit):
            return False
        return ("cumulative" in (self.scope, other.scope)) == (self.scope == other.scope == "cumulative")


def number_of(quantity: Quantity, words: str) -> Number:
    """``words`` is the quantity's slice of the report: vague words mean something only through the scheme."""
    found = range_of(quantity.relation, quantity.low, quantity.high, words)
    return Number(quantity.measure, quantity.unit, quantity.scope, found)


def range_of(relation: Relation, low: float | None, high: float | None, words: str) -> Range | None:
    """The numbers that a claim leaves open; None if nothing is known."""
    if relation == "vague" and low is None and high is None:
        return vague_range(words)
    if low is None and high is None:
        return None
    if relation == "about" and (low is None or high is None or low == high):
        middle = low if low is not None else high
        assert middle is not None
        return middle * (1 - ABOUT), middle * (1 + ABOUT)
    if relation == "more than" and low is not None:
        return _above(low), _or(high, math.inf)
    if relation == "fewer than" and high is not None:
        return _or(low, 0), _below(high)
    if relation in ("at least", "more than", "vague"):
        return _or(low, 0), _or(high, math.inf)
    if relation in ("at most", "fewer than"):
        return (0.0 if high is None else _or(low, 0)), _or(high, _or(low, math.inf))
    return _or(low, _or(high, 0)), _or(high, _or(low, 0))


def overlap(left: Range, right: Range) -> bool:
    return left[0] <= right[1] and right[0] <= left[1]


@lru_cache(maxsize=65536)
def numbers_agree(left: Number, right: Number) -> float:
    """Evidence that two comparable numbers count one thing: 1.5 for an odd number told twice, to -0.8 for far apart."""
    one, other = left.range, right.range
    if one is None or other is None or (0, 0) in (one, other):  # "nobody" denies; how many were not there says nothing
        return 0.0
    if one == other:
        return 1.5 if one[0] >= 10 and not _round(one[0]) else 0.8
    if overlap(one, other):
        return 0.3
    small, large = sorted((_size(one), _size(other)))
    ratio = large / small if small else math.inf
    return 0.0 if ratio <= 1.6 else -0.3 if ratio <= 4 else -0.8


@lru_cache(maxsize=4096)
def vague_range(words: str) -> Range | None:
    """What "dozens" or "tens of thousands" may mean, from the scheme's list; None if it has no such words."""
    spoken = [word for word in WORD.findall(words.lower()) if word not in FILLERS]
    readings = load_measures().vague
    best: tuple[int, Vague] | None = None
    for phrase, reading in readings.items():
        parts = phrase.split()
        if any(_alike(spoken[i : i + len(parts)], parts) for i in range(len(spoken) - len(parts) + 1)) and (
            best is None or len(parts) > best[0]
        ):
            best = (len(parts), reading)
    return None if best is None else (best[1].low, _or(best[1].high, math.inf))


def _alike(spoken: list[str], parts: list[str]) -> bool:
    return [word.removesuffix("s") for word in spoken] == [part.removesuffix("s") for part in parts]


def _size(found: Range) -> float:
    return found[0] if math.isinf(found[1]) else (found[0] + found[1]) / 2


def _round(number: float) -> bool:
    """Whether a number is a round one: 60, 700 or 6,000 rather than 63 or 6,712."""
    return number <= 0 or number % 10 ** max(1, int(math.log10(number))) == 0


def _above(number: float) -> float:
    return number + 1 if number == int(number) else number


def _below(number: float) -> float:
    return number - 1 if number == int(number) else number


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
