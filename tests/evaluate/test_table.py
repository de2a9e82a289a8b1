"""The tables of the manual: every figure has its place, and what was not measured stays empty."""

from __future__ import annotations

from kronika.evaluate.counts import Count
from kronika.evaluate.score import Scores
from tests.evaluate.table import Column, curve, fields

SCORES = Scores(
    {"mentions, typed": Count(8, 10, 12), "mode": Count(6, 8, 8), "country": Count(0, 0, 0)},
    {"mode": (0.5, 0.9)},
    ((0.9, True), (0.6, False)),
)


def test_figures_stand_in_their_rows() -> None:
    rows = fields([Column("news", 5, SCORES)]).splitlines()
    assert "| gold mentions | | 12 in 5 texts |" in rows
    assert "| mentions, typed: precision / recall | .88 / .82 | 0.80 / 0.67 |" in rows
    assert "| mode | .93 | 0.75 (0.50-0.90) |" in rows
    assert "| country |  |  |" in rows
    assert rows[-1] == "| calibration error | .05 | 0.350 |"


def test_the_curve_has_the_thresholds_that_keep_something() -> None:
    assert curve(SCORES).splitlines()[2:4] == ["| 0.00 | 0.50 | 0.08 |", "| 0.50 | 0.50 | 0.08 |"]
    assert curve(SCORES).splitlines()[-1].startswith("| 0.90 | 1.00")
