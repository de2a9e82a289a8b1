"""Number words and digits: what each stands for, and that a number written out reads back as itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.code.numbers import Number, parse_number

ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
ROUND = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(value: int) -> str:
    """English words for 1 to 999,999."""
    if value >= 1000:
        rest = f" {spell(value % 1000)}" if value % 1000 else ""
        return f"{spell(value // 1000)} thousand{rest}"
    if value >= 100:
        rest = f" and {spell(value % 100)}" if value % 100 else ""
        return f"{ONES[value // 100]} hundred{rest}"
    if value >= 20:
        return ROUND[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    return ONES[value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("6,000", 6000),
        ("6 000", 6000),
        ("1,50,000", 150_000),
        ("two dozen", 24),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("two and a half thousand", 2500),
        ("1.2 million", 1_200_000),
        ("1.2m", 1_200_000),
        ("two lakh", 200_000),
        ("twenty-five", 25),
        ("a hundred thousand", 100_000),
        ("twenty three hundred", 2300),
        ("zero", 0),
    ],
)
def test_exact_numbers(words: str, value: float) -> None:
    assert parse_number(words.split()) == Number("exact", value, value)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("6,000-7,000", 6000, 7000),
        ("200–300", 200, 300),
        ("200 to 300", 200, 300),
        ("ten or twelve", 10, 12),
        ("two to three thousand", 2000, 3000),
        ("2-3 million", 2_000_000, 3_000_000),
    ],
)
def test_ranges(words: str, low: float, high: float) -> None:
    assert parse_number(words.split()) == Number("range", low, high)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("dozens", "dozens"),
        ("tens of thousands", "tens thousands"),
        ("hundreds and hundreds", "hundreds"),
        ("several hundred", "several hundred"),
        ("a few dozen", "few dozen"),
        ("several", "several"),
        ("a couple", "couple"),
    ],
)
def test_vague_words_have_no_number(words: str, name: str) -> None:
    assert parse_number(words.split()) == Number("vague", None, None, word=name)


@pytest.mark.parametrize(
    ("words", "share"), [("a third", 1 / 3), ("two thirds", 2 / 3), ("half", 0.5), ("three quarters", 0.75)]
)
def test_fractions(words: str, share: float) -> None:
    number = parse_number(words.split())
    assert number is not None
    assert number.kind == "fraction"
    assert number.low == pytest.approx(share)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a",
        "and",
        "third",
        "score",
        "five two",
        "12 13",
        "542 and 543",
        "3-1",
        "dozens of",
        "12 and",
        "one in three",
        "police",
    ],
)
def test_what_is_no_number(words: str) -> None:
    assert parse_number(words.split()) is None


@given(st.integers(0, 999_999_999))
def test_digits_read_back(value: int) -> None:
    assert parse_number([f"{value:,}"]) == parse_number([str(value)]) == Number("exact", value, value)


@given(st.integers(1, 999_999))
def test_words_read_back(value: int) -> None:
    assert parse_number(spell(value).split()) == Number("exact", value, value)


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_a_range_reads_back(low: int, more: int) -> None:
    high = low + more
    number = parse_number([f"{low:,}", "to", f"{high:,}"])
    if high <= 50 * low:
        assert number == Number("range", low, high)
    else:
        assert number is None


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "and",
                "of",
                "to",
                "or",
                "-",
                "five",
                "third",
                "hundred",
                "dozen",
                "thousands",
                "7",
                "1,000",
                "few",
                "half",
                "é",
            ]
        ),
        max_size=30,
    )
)
def test_any_words_read_without_error(words: list[str]) -> None:
    number = parse_number(words)
    assert number is None or number.low is None or number.low >= 0
