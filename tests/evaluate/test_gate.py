"""The gate: on the reports of examples/reports, no figure falls below the floor pinned in gold/floors.json."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.evaluate import pin

REPIN = "to pin anew: python -m tests.evaluate.pin (a lower floor needs --lower 'reason')"


@cache
def _floors() -> dict[str, Any]:
    pinned: dict[str, Any] = json.loads(pin.FLOORS.read_text(encoding="utf-8"))
    return pinned


def test_the_gold_is_the_one_that_was_pinned() -> None:
    assert pin.digest(pin.GOLD) == _floors()["sha256"], f"gold/examples.jsonl has changed; {REPIN}"


def test_no_gold_set_changes_in_passing() -> None:
    assert pin.digests() == _floors()["gold"], f"a gold set has changed; say why in gold/README.md, and {REPIN}"


def test_no_figure_falls_below_its_floor() -> None:
    low = pin.fallen(_floors()["floors"], pin.figures(pin.measure()))
    assert not low, "\n".join([*low, REPIN])


def test_a_floor_is_lowered_only_with_a_reason() -> None:
    old = {"sha256": "a", "floors": {"mode: F1": 0.9, "actors: F1": 0.5}}
    now = {"mode: F1": 0.8, "actors: F1": 0.7}
    with pytest.raises(ValueError, match=r"mode: F1: 0\.800 < 0\.900"):
        pin.pinned(old, "b", now, None)
    new = pin.pinned(old, "b", now, "the gold was corrected")
    assert new["floors"] == {"mode: F1": 0.77, "actors: F1": 0.67}
    assert new["lowered"] == [{"reason": "the gold was corrected", "figures": ["mode: F1: 0.800 < 0.900"]}]


def test_a_floor_never_sinks_by_itself() -> None:
    old = {"sha256": "a", "floors": {"mode: F1": 0.9}}
    assert pin.pinned(old, "a", {"mode: F1": 0.91}, None)["floors"] == {"mode: F1": 0.9}


def test_a_figure_that_is_no_longer_measured_has_fallen() -> None:
    assert pin.fallen({"numbers: F1": 0.4}, {}) == ["numbers: F1: 0.000 < 0.400"]
