"""Measures the coder on gold: gold annotations and what the program makes of the same reports in, scores out."""

from kronika.evaluate.coding import code_whole
from kronika.evaluate.gold import Gold, GoldError, load_gold
from kronika.evaluate.others import Asked, is_other_gold, load_other
from kronika.evaluate.report import render, render_lenient
from kronika.evaluate.score import Scores, score

__all__ = [
    "Asked",
    "Gold",
    "GoldError",
    "Scores",
    "code_whole",
    "is_other_gold",
    "load_gold",
    "load_other",
    "render",
    "render_lenient",
    "score",
]
