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
    """Tuned on EWT dev: ``least`` is the margin of a role over "none", ``tree`` what the tree's word on a bound weighs."""

    least: float = 0.0
    tree: float = 4.0
    inside: float = 0.3


def decode_arguments(
    role: Floats, rest: Floats, predicate: int, phrases: Phrases, labels: Sequence[str], settings: Settings
) -> tuple[Argument, ...]:
    """Arguments of the frame at ``predicate`` from role scores (n x labels) and bounds (n x 3: begin, end, inside)."""
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
    inside = (rest[:, 2] * settings.inside).tolist()
    for first, last in runs.values():
        begin[first] += settings.tree
        end[last] += settings.tree
    anchors = sorted({*runs, predicate})
    firsts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    for left, right in zip([-1, *anchors], [*anchors, n], strict=True):
        low, high = (left if left in runs else left + 1), (right if right in runs else right - 1)
        stop, go = _gap(begin, end, inside, low, high, left in runs, right in runs)
        if left in runs:
            lasts[left] = stop
        if right in runs:
            firsts[right] = go
    return {h: (firsts[h], lasts[h]) for h in runs}


def _gap(
    begin: list[float], end: list[float], inside: list[float], low: int, high: int, ends: bool, begins: bool
) -> tuple[int, int]:
    """Best last word of the argument at ``low`` and first word of the one at ``high``, not overlapping."""
    best_end, best_end_at = -1e9, low
    best = (-1e9, low, high)
    if not begins:
        run = 0.0
        for e in range(low, high + 1):
            run += inside[e] if e > low else 0.0
            if end[e] + run > best_end:
                best_end, best_end_at = end[e] + run, e
        return best_end_at, high
    after = sum(inside[low + (1 if ends else 0) : high])
    run = 0.0
    for b in range(low + 1 if ends else low, high + 1):
        if ends:
            run += inside[b - 1] if b - 1 > low else 0.0
            if end[b - 1] + run > best_end:
                best_end, best_end_at = end[b - 1] + run, b - 1
        score = (best_end if ends else 0.0) + begin[b] + after
        if score > best[0]:
            best = (score, best_end_at, b)
        after -= inside[b] if b < high else 0.0
    return best[1], best[2]


def softmax_score(scores: Sequence[float], chosen: int) -> float:
    """The share of ``chosen`` among exponentials of ``scores``."""
    raised = np.exp(np.asarray(scores) - max(scores))
    return float(raised[chosen] / raised.sum())
