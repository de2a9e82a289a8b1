"""Scores of a predicate for every word to the arguments of its frame: heads first, then where each phrase begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kronika.read.spans import Phrases
from kronika.records.readings import Argument

Floats = NDArray[np.float32]
CORE = {f"ARG{n}" for n in range(6)} | {"ARGM-LVB", "ARGM-PRR"}  # at most one of each in a frame


@dataclass(frozen=True)
class Settings:
    """Tuned on EWT dev (arguments F1: least -0.5 77.4, 0 77.6, 0.25 77.8, 0.5 77.8; tree 1 77.4, 3 77.6, 4 77.6, 5 77.6).

    ``least`` is the margin of a role over "none", ``tree`` what the tree's word on a bound weighs.
    """

    least: float = 0.25
    tree: float = 4.0


def decode_arguments(
    role: Floats, rest: Floats, predicate: int, phrases: Phrases, labels: Sequence[str], settings: Settings
) -> tuple[Argument, ...]:
    """Arguments of the frame at ``predicate`` from role scores (n x labels) and bounds (n x 5, of which begin, end)."""
    heads = _heads(role, predicate, labels, settings)
    if not heads:
        return ()
    runs = {h: phrases.run(h, predicate, label) for h, label in heads.items()}
    spans = _spans(rest, predicate, runs, settings)
    return tuple(Argument(heads[h], first, last + 1) for h, (first, last) in sorted(spans.items()))


def _heads(role: Floats, predicate: int, labels: Sequence[str], settings: Settings) -> dict[int, str]:
    """The word that heads each argument and its label; of two with one core label the better scored stays."""
    best = role[:, 1:].argmax(1) + 1
    margin = role[np.arange(len(role)), best] - role[:, 0]
    found: dict[int, str] = {}
    taken: set[str] = set()
    likely = np.flatnonzero(margin > settings.least)
    for t in likely[np.argsort(-margin[likely], kind="stable")].tolist():
        label = labels[int(best[t])]
        if t == predicate or label in taken:
            continue
        found[t] = label
        if label in CORE:
            taken.add(label)
    return found


def _spans(
    rest: Floats, predicate: int, runs: dict[int, tuple[int, int]], settings: Settings
) -> dict[int, tuple[int, int]]:
    """Bounds of all arguments at once: between two neighbouring heads, the best end of the one and begin of the other."""
    n = len(rest)
    begin, end = rest[:, 0].tolist(), rest[:, 1].tolist()
    for first, last in runs.values():
        begin[first] += settings.tree
        end[last] += settings.tree
    anchors = sorted({*runs, predicate})
    firsts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    for left, right in zip([-1, *anchors], [*anchors, n], strict=True):
        ends, begins = range(left, right), range(left + 1, right + 1)
        if left in runs and right in runs:
            lasts[left], firsts[right] = _divide(begin, end, left, right)
        elif left in runs:
            lasts[left] = max(ends, key=end.__getitem__)
        elif right in runs:
            firsts[right] = max(begins, key=begin.__getitem__)
    return {h: (firsts[h], lasts[h]) for h in runs}


def _divide(begin: list[float], end: list[float], left: int, right: int) -> tuple[int, int]:
    """Best last word of the argument headed at ``left`` and first word of the one at ``right``, not overlapping."""
    last, found, score = left, (left, right), -1e9
    for first in range(left + 1, right + 1):
        if end[first - 1] > end[last]:
            last = first - 1
        if end[last] + begin[first] > score:
            found, score = (last, first), end[last] + begin[first]
    return found


def softmax_score(scores: Sequence[float], chosen: int) -> float:
    """The share of ``chosen`` among exponentials of ``scores``."""
    raised = np.exp(np.asarray(scores) - max(scores))
    return float(raised[chosen] / raised.sum())
