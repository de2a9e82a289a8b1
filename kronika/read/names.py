"""Name tags to names: the best sequence of tags that could be one (IOB2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kronika.records.readings import Name


def decode_names(scores: NDArray[np.float32], tags: Sequence[str]) -> list[Name]:
    """Names in ``scores`` (n x tags) by Viterbi under the tags' grammar: I-X follows B-X or I-X only."""
    numbers = _best(scores, tuple(tags))
    if not any(numbers):  # tag 0 is "O"
        return []
    best = [tags[k] for k in numbers]
    names, first = [], 0
    for i, tag in enumerate([*best, "O"]):
        if i > 0 and best[i - 1] != "O" and tag[0] != "I":
            names.append(Name(first, i, best[i - 1][2:]))
        if tag[0] == "B":
            first = i
    return names


@lru_cache
def _grammar(tags: tuple[str, ...]) -> NDArray[np.float32]:
    """0 where the tag of the column may follow the tag of the row, else minus infinity."""
    table = np.zeros((len(tags), len(tags)), np.float32)
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            if after[0] == "I" and before[1:] != after[1:]:
                table[i, j] = -np.inf
    return table


def _best(scores: NDArray[np.float32], tags: tuple[str, ...]) -> list[int]:
    best: list[int] = scores.argmax(1).tolist()
    grammar = _grammar(tags)
    outside = tags.index("O")
    if not any(best) or not grammar[[outside, *best[:-1]], best].any():
        return best
    total = scores[0] + grammar[outside]
    back = []
    for row in scores[1:]:
        every = total[:, None] + grammar
        back.append(every.argmax(0))
        total = every.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
