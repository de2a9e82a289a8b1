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
    role: Floats, rest: Floats, predicates: Sequence[int], phrases: Phrases, labels: Sequence[str], settings: Settings
) -> list[tuple[Argument, ...]]:
    """Arguments of the frames at ``predicates``, from role scores (P x n x labels) and bounds (P x n x 5: begin, end, ...)."""
    if not predicates:
        return []
    margin = role[:, :, 1:].max(2) - role[:, :, 0]
    rows, words = np.nonzero(margin > settings.least)
    best = role[rows, words, 1:].argmax(1) + 1
    found: list[list[tuple[float, int, int]]] = [[] for _ in predicates]
    columns = (-margin[rows, words], words, best)
    for row, *likely in zip(rows.tolist(), *(c.tolist() for c in columns), strict=True):
        found[row].append((likely[0], likely[1], likely[2]))
    return [
        _of_one(sorted(likely), rest[row], p, phrases, labels, settings)
        for row, (p, likely) in enumerate(zip(predicates, found, strict=True))
    ]


def _of_one(
    likely: list[tuple[float, int, int]], rest: Floats, predicate: int, phrases: Phrases, labels: Sequence[str],
    settings: Settings,
) -> tuple[Argument, ...]:  # fmt: skip
    """Arguments of one frame; ``likely`` are its heads, the best first: minus the margin, word, label."""
    heads = _heads(likely, predicate, labels)
    if not heads:
        return ()
    runs = {h: phrases.run(h, predicate, label) for h, label in heads.items()}
    spans = _spans(rest, predicate, runs, settings)
    return tuple(Argument(heads[h], first, last + 1) for h, (first, last) in sorted(spans.items()))


def _heads(likely: Sequence[tuple[float, int, int]], predicate: int, labels: Sequence[str]) -> dict[int, str]:
    """The word that heads each argument and its label; of two with one core label the better scored stays."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, t, number in likely:
        label = labels[number]
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
    begin, end = rest[:, :2].T.tolist()
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
