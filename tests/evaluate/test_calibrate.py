"""The fit of confidence: known odds come out again, and the command writes what the program reads."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from kronika.evaluate.calibrate import Judged, believe, fit, left_out, main, ranked
from kronika.evaluate.score import expected_error
from kronika.scheme.confidence import load_weights

GOLD = Path(__file__).parent.parent.parent / "gold" / "examples.jsonl"


def drawn(n: int) -> list[Judged]:
    """Nine of ten are right, but only half of those with the sign."""
    chance = random.Random(1)
    found = []
    for i in range(n):
        sign = float(chance.random() < 0.3)
        right = chance.random() < (0.5 if sign else 0.9)
        found.append(Judged({"always": 1.0, "sign": sign}, right, i % 40))
    return found


def test_known_odds_come_out() -> None:
    judged = drawn(2000)
    weights = fit(judged, ["always", "sign"])
    assert weights["always"] == pytest.approx(2.2, abs=0.3)
    assert weights["sign"] == pytest.approx(-2.2, abs=0.4)
    pairs = left_out(judged, ["always", "sign"])
    assert len(pairs) == len(judged)
    assert expected_error(pairs) < 0.03
    order = ranked(pairs)
    assert order is not None
    assert order > 0.65


def test_a_rare_sign_is_not_believed_much() -> None:
    judged = [*drawn(200), Judged({"always": 1.0, "sign": 0.0, "odd": 1.0}, False, 0)]
    judged = [Judged({"odd": 0.0} | one.signs, one.right, one.text) for one in judged]
    assert abs(fit(judged, ["always", "sign", "odd"])["odd"]) < 1


def test_ranking_needs_right_and_wrong_ones() -> None:
    assert ranked([(0.9, True)]) is None
    assert ranked([(0.9, True), (0.8, False), (0.9, False)]) == 0.75
    assert believe({"always": 0.0}, [Judged({"always": 1.0}, True, 0)]) == [(0.5, True)]


def test_the_command_writes_the_weights_that_the_program_reads(tmp_path: Path) -> None:
    path = tmp_path / "confidence.yaml"
    assert main([str(GOLD), "--write"], path) == 0
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["weights"].keys() == load_weights().keys()
    assert main([str(tmp_path / "absent.jsonl")], path) == 2
