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
HEDGED = ("several", "few", "many", "some", "couple")

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
    parts = [part for word in words for part in split_word(word.lower())]
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
    total, current, seen = 0.0, None, False
    for i, part in enumerate(parts):
        value = _digits(part)
        if part in {"and", "a", "an"}:
            if part != "and" and current is None:
                current = 1.0
            elif not seen:
                return None
            continue
        if part == "half" and seen:
            current = (current or 0) + 0.5
        elif value is not None:
            current = _append(current, value, part)
            if current is None:
                return None
        elif part in UNITS or part in TENS:
            small = UNITS.get(part, TENS.get(part, 0))
            if current is not None and (part in TENS or small >= 10) and current % 100:
                return None
            if current is not None and part in UNITS and small < 10 and current % 10:
                return None
            current = (current or 0) + small
        elif part in SCALES:
            scale = SCALES[part]
            if scale == 100 and (current or 1) < 100:
                current = (current or 1) * 100
            else:
                total, current = total + (1 if current is None else current) * scale, None
        elif part in DOZENS:
            total, current = total + (1 if current is None else current) * DOZENS[part], None
        else:
            return None
        seen = seen or i >= 0
    if not seen:
        return None
    return _whole(total + (current or 0))


def _append(current: float | None, value: float, part: str) -> float | None:
    """Digits after digits are one number only as thousands set apart by a space ("6 000")."""
    if current is None:
        return value
    if len(part) == 3 and part.isdigit() and 0 < current < 1000 and current == int(current):
        return current * 1000 + value
    return None


def _half_of(parts: Sequence[str]) -> float | None:
    value = _cardinal(parts)
    return None if value is None else _whole(value / 2)


def _range(parts: Sequence[str]) -> tuple[float, float] | None:
    """ "200 to 300", "6-7,000" is not one (6 to 7000 is no claim anybody makes), nor is a score ("3-1")."""
    for word in ("to", "or"):
        if parts.count(word) == 1:
            at = parts.index(word)
            low, high = _cardinal(parts[:at]), _cardinal(parts[at + 1 :])
            if low is None or high is None:
                return None
            if low < high and low * 1000 == low * 1000 // 1 and parts[-1] in SCALES and low < 1000 <= high:
                low *= SCALES[parts[-1]]  # "two to three thousand"
            return (_whole(low), high) if low < high <= 50 * max(low, 1) else None
    return None


def _fraction(parts: Sequence[str]) -> float | None:
    """ "a third", "two thirds", "three quarters", "half": a share of one."""
    words = [part for part in parts if part not in {"a", "an"}]
    if not words:
        return None
    name = words[-1].removesuffix("s") if words[-1] != "halves" else "half"
    if name not in FRACTIONS:
        return None
    top = _cardinal(words[:-1]) if len(words) > 1 else 1
    share = None if top is None else top / FRACTIONS[name]
    return share if share is not None and share <= 1 else None


def _vague(parts: Sequence[str]) -> Number | None:
    """ "hundreds", "tens of thousands", "several hundred", "a few dozen", "hundreds and hundreds"."""
    words = [part for part in parts if part not in {"a", "an", "of", "the", "and", "good"}]
    if not words:
        return None
    hedged = words[0] in HEDGED and all(word in SCALES or word in DOZENS for word in words[1:])
    if hedged and words[0] == "some" and len(words) == 1:
        return None
    if hedged or all(word in PLURALS for word in words):
        return Number("vague", None, None, word=" ".join(dict.fromkeys(words)))
    return None
