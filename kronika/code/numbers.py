"""Number words and digits to values: "6,000", "two dozen", "1.2 million", "200-300", "several hundred".

Knows nothing of trees or of what is counted; relation words ("at least") are read in `quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["exact", "range", "vague", "fraction"]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_SMALL.split())}
TENS = {word: 10 * value for value, word in enumerate(_ROUND.split(), start=2)}
TENS["fourty"] = 40  # a frequent misspelling
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lac": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
DOZENS = {"dozen": 12, "score": 20}
SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000}
FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
PLURALS = ("dozens", "scores", "tens", "hundreds", "thousands", "lakhs", "millions", "crores", "billions")
HEDGED = ("several", "few", "many", "some", "couple", "handful")

# Western and Indian grouping; a bare run of digits; never more than 15 digits, so that floats stay exact.
DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,15})(?:\.\d{1,6})?")
WITH_SUFFIX = re.compile(rf"({DIGITS.pattern})(k|m|mn|mln|bn)?", re.IGNORECASE)
RANGE_MARK = re.compile(r"\s*[-‐-―]\s*")
MAXIMUM_WORDS = 12


@dataclass(frozen=True, slots=True)
class Number:
    """``low`` to ``high`` (equal when exact, None when vague); a fraction is of one; ``word`` names a vague one."""

    kind: NumberKind
    low: float | None
    high: float | None
    word: str | None = None


def parse_number(words: Sequence[str]) -> Number | None:
    """The number that these words, all of them, stand for, or None. Case does not matter; "a" may stand before a scale."""
    parts = [part for word in _spelled(words) for part in split_word(word.lower())]
    if not parts or len(parts) > MAXIMUM_WORDS:
        return None
    if (vague := _vague(parts)) is not None:
        return vague
    if (fraction := _fraction(parts)) is not None:
        return Number("fraction", fraction, fraction)
    if (span := _range(parts)) is not None:
        return Number("range", *span)
    value = _cardinal(parts)
    return None if value is None else Number("exact", value, value)


def _spelled(words: Sequence[str]) -> list[str]:
    """ "Fifty - four" in three words is one, as its hyphen says."""
    found: list[str] = []
    for word in words:
        joins = len(found) > 1 and found[-1] == "-" and found[-2].lower() in TENS and word.lower() in UNITS
        found[-2:] = [f"{found[-2]}-{word}"] if joins else [*found[-2:], word]
    return found


def split_word(word: str) -> list[str]:
    """A token's number words: "twenty-five" is two, "6,000-7,000" three ("6,000", "to", "7,000"), "1.2m" stays one."""
    if RANGE_MARK.fullmatch(word):
        return ["to"]
    pieces = [piece for piece in RANGE_MARK.split(word) if piece]
    if len(pieces) == 2 and all(WITH_SUFFIX.fullmatch(piece) for piece in pieces):
        return [pieces[0], "to", pieces[1]]
    return pieces


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _digits(word: str) -> float | None:
    match = WITH_SUFFIX.fullmatch(word)
    if match is None:
        return None
    value = float(match[1].replace(",", "")) * SUFFIXES.get((match[2] or "").lower(), 1)
    return _whole(round(value, 6))


def _cardinal(parts: Sequence[str]) -> float | None:
    """English cardinals, with "a" for one, "half a million", "two and a half thousand", "6 000" and "two dozen"."""
    if len(parts) > 2 and list(parts[:2]) == ["half", "a"]:
        return _half_of(parts[2:])
    total, current, joined = 0.0, None, False
    for part in parts:
        value = _digits(part)
        if part in {"a", "an"} and (joined or (current is None and not total)):
            current = current if joined else 1.0
            continue
        if part == "and" and (current is not None or total):
            joined = True
            continue
        if part == "half" and joined:
            current = (current or 0) + 0.5
        elif value is not None and not joined:
            current = _append(current, value, part)
        elif part in UNITS or part in TENS:
            current = _add(current, UNITS.get(part, TENS.get(part, 0)))
        elif part in DOZENS and current is None:
            return None  # "a score" counts, "the score" does not
        elif part in SCALES or part in DOZENS:
            total, current = _scaled(total, current, part)
        else:
            return None
        if current is None and part not in SCALES and part not in DOZENS:
            return None
        joined = False
    if joined or list(parts) in (["a"], ["an"]):
        return None
    return _whole(total + (current or 0))


def _add(current: float | None, value: int) -> float | None:
    """ "twenty" and "five" are one number, "five" and "two" or "five" and "twenty" are not."""
    room = 100 if value >= 10 else 10
    return None if current is not None and (current == 0 or current % room) else (current or 0) + value


def _scaled(total: float, current: float | None, scale: str) -> tuple[float, float | None]:
    """The number so far after "hundred", "thousand", "dozen"; "a hundred thousand" multiplies once more."""
    value = 1 if current is None else current
    if scale == "hundred":
        return total, value * 100
    return total + value * (SCALES.get(scale) or DOZENS[scale]), None


def _append(current: float | None, value: float, part: str) -> float | None:
    """Digits after digits are one number only as thousands set apart by a space ("6 000")."""
    if current is None:
        return value
    if len(part) == 3 and part.isdigit() and 0 < current < 1000 and current == int(current):
        return current * 1000 + value
    return None


def _half_of(parts: Sequence[str]) -> float | None:
    value = _cardinal(["a", *parts])
    return None if value is None else _whole(value / 2)


def _range(parts: Sequence[str]) -> tuple[float, float] | None:
    """ "200 to 300", "two to three thousand"; "3-1" is a score and 6 to 7,000 is no claim anybody makes."""
    word = next((w for w in ("to", "or") if parts.count(w) == 1), None)
    if word is None:
        return None
    at = parts.index(word)
    low, high = _cardinal(parts[:at]), _cardinal(parts[at + 1 :])
    if low is None or high is None:
        return None
    if parts[-1] in SCALES and low < 1000 <= high:
        low *= SCALES[parts[-1]]
    return (_whole(low), high) if low < high <= 50 * max(low, 1) else None


def _fraction(parts: Sequence[str]) -> float | None:
    """ "a third", "two thirds", "three quarters", "half": a share of one."""
    words = [part for part in parts if part not in {"a", "an"}]
    if not words or (len(parts) == 1 and words[0] != "half"):
        return None  # "third" alone is an ordinal
    name = words[-1].removesuffix("s") if words[-1] != "halves" else "half"
    if name not in FRACTIONS:
        return None
    top = _cardinal(words[:-1]) if len(words) > 1 else 1
    share = None if top is None else top / FRACTIONS[name]
    return share if share is not None and share <= 1 else None


def _vague(parts: Sequence[str]) -> Number | None:
    """ "hundreds", "tens of thousands", "several hundred", "a few dozen", "hundreds and hundreds"."""
    words = [part for part in parts if part not in {"a", "an", "of", "the", "and", "good"}]
    if not words or parts[-1] in {"of", "and"}:
        return None
    hedged = words[0] in HEDGED and all(word in SCALES or word in DOZENS for word in words[1:])
    if hedged and words[0] == "some" and len(words) == 1:
        return None
    if hedged or all(word in PLURALS for word in words):
        return Number("vague", None, None, word=" ".join(dict.fromkeys(words)))
    return None
