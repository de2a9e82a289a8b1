"""Measures the coder on gold: gold annotations and what the program makes of the same reports in, scores out."""

from kronika.evaluate.gold import Gold, GoldError, load_gold
from kronika.evaluate.report import render
from kronika.evaluate.score import Scores, score

__all__ = ["Gold", "GoldError", "Scores", "load_gold", "render", "score"]
