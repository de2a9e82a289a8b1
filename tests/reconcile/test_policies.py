"""Reading policies: each number says which claims it was taken from."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.records import Value
from kronika.scheme.policies import Claimed, claimed_of, derive, load_policies

SIXTY = Claimed("60", "exactly", 60, 60, ("c1",), 1)
SEVENTY = Claimed("about 70", "about", 70, 70, ("c2", "c3"), 2)
HUNDREDS = Claimed("hundreds", "vague", None, None, ("c4",), 1)


def test_acled_takes_the_lowest_and_says_whose_it_is() -> None:
    found = derive(load_policies()["acled"], [SEVENTY, SIXTY])["lowest"]
    assert (found.number, found.claims) == (60, ("c1",))


def test_acled_writes_zero_where_nothing_is_reported_and_says_so() -> None:
    found = derive(load_policies()["acled"], [])["lowest"]
    assert (found.number, found.claims) == (0, ())
    assert "no number claimed" in found.how


def test_ccc_gives_low_high_and_mean_with_all_their_claims() -> None:
    found = derive(load_policies()["ccc"], [SIXTY, SEVENTY])
    assert {column: one.number for column, one in found.items()} == {"low": 60, "high": 70, "mean": 65}
    assert found["mean"].claims == ("c1", "c2", "c3")


def test_hundreds_are_a_hundred_to_acled_two_hundred_to_ccc_and_nothing_to_ucdp() -> None:
    read = {name: next(iter(derive(policy, [HUNDREDS]).values())) for name, policy in load_policies().items()}
    assert {name: one.number for name, one in read.items()} == {"acled": 100, "ccc": 200, "ucdp": None}


def test_tens_of_thousands_are_not_tens() -> None:
    words = Claimed("tens of thousands of people", "vague", None, None)
    assert derive(load_policies()["ccc"], [words])["low"].number == 20000


def test_ucdp_prefers_the_number_with_more_independent_sources() -> None:
    found = derive(load_policies()["ucdp"], [SIXTY, SEVENTY])
    assert {column: one.number for column, one in found.items()} == {"best": 70, "high": 70, "low": 60}


def _value(low: float, **more: object) -> Value:
    shown = {
        "text": str(low),
        "relation": "exactly",
        "low": low,
        "high": low,
        "unit": "people",
        "scope": "event",
        **more,
    }
    return Value(shown, (f"c{low}",), (), (), 1)


def test_totals_denials_and_parts_of_a_count_are_not_the_events_number() -> None:
    values = [
        _value(60, counts="protesters"),
        _value(3, counts="journalists"),
        _value(6000, scope="cumulative"),
        _value(9, stance="denies"),
    ]
    assert [one.low for one in claimed_of(values)] == [60]


def test_a_policy_with_an_unknown_rule_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "policies.yaml"
    file.write_text(
        "mine: {version: 1, source: s, measures: [killed], numbers: {n: median}, one_sided: bound, vague: {}, unreported: 0}"
    )
    with pytest.raises(ValueError, match="mine: numbers: 'median'"):
        load_policies(file)
