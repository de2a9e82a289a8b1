"""Arc scores to the best tree with one root: greedy where that is a tree already, else Chu-Liu/Edmonds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Heads = NDArray[np.int64]
Scores = NDArray[np.float32]


def decode_tree(scores: Scores) -> Heads:
    """Best heads for ``scores`` (n words x n + 1 heads, head 0 the root); -1 marks the root, else 0-based.

    Chu and Liu (1965), Edmonds (1967). Always a tree with exactly one root. Roots are tried in the order of what a tree with them
    could score at best, so that the first or second nearly always settles it.
    """
    n = len(scores)
    proper = np.array(scores, order="C")
    proper.reshape(-1)[1 :: n + 2] = -np.inf  # no word is its own head
    free = proper.argmax(1)
    if np.count_nonzero(free) == n - 1 and not _cycle(free):
        return np.asarray(free - 1, np.int64)  # each word's best head, and a tree
    wide = proper.astype(np.float64)
    greedy = wide[:, 1:].argmax(1) + 1
    each = wide[np.arange(n), greedy]
    bounds = each.sum() - each + wide[:, 0]
    best, found = -np.inf, greedy
    for root in np.argsort(-bounds, kind="stable").tolist():
        if bounds[root] <= best:
            break
        heads = greedy.copy()
        heads[root] = 0
        if _cycle(heads):
            heads = _rooted(wide, root)
        total = float(wide[np.arange(n), heads].sum())
        if total > best:
            best, found = total, heads
    return np.asarray(found - 1, np.int64)


def _rooted(scores: NDArray[np.float64], root: int) -> Heads:
    """The best heads if ``root`` is the root."""
    n = len(scores)
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:, 1:] = scores[:, 1:]
    square[1 + root] = -np.inf
    square[1 + root, 0] = 0.0
    return _edmonds(square)[1:]


def _cycle(heads: Heads) -> list[int]:
    """Some cycle among words 1..n (``heads`` lacks the root's entry), or an empty list."""
    state = [0] * (len(heads) + 1)
    state[0] = 2
    above = [0, *heads.tolist()]
    for start in range(1, len(above)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = above[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for node in path:
            state[node] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> Heads:
    """Maximum spanning arborescence of a dense graph; row = dependent, column = head, node 0 = root.

    Contracts one cycle after another, then expands them in reverse.
    """
    steps: list[tuple[NDArray[np.float64], list[int], list[int], Heads]] = []
    while True:
        heads = scores.argmax(1)
        heads[0] = 0
        cycle = _cycle(heads[1:])
        if not cycle:
            break
        rest = [i for i in range(len(scores)) if i not in set(cycle)]
        steps.append((scores, cycle, rest, heads))
        scores = _contract(scores, cycle, rest, heads)
    for before, cycle, rest, inner in reversed(steps):
        heads = _expand(before, cycle, rest, inner, heads)
    return np.asarray(heads, np.int64)


def _contract(scores: NDArray[np.float64], cycle: list[int], rest: list[int], heads: Heads) -> NDArray[np.float64]:
    inner = scores[cycle, heads[cycle]]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[rest][:, rest]
    small[:-1, -1] = scores[rest][:, cycle].max(1)
    small[-1, :-1] = (scores[cycle][:, rest] - inner[:, None]).max(0)
    return small


def _expand(scores: NDArray[np.float64], cycle: list[int], rest: list[int], inner: Heads, small: Heads) -> Heads:
    heads = np.zeros(len(scores), np.int64)
    heads[cycle] = inner[cycle]
    last = len(rest)
    for k, node in enumerate(rest):
        above = int(small[k])
        heads[node] = rest[above] if above < last else cycle[int(scores[node, cycle].argmax())]
    outside = rest[int(small[last])]
    gain = scores[cycle, outside] - scores[cycle, inner[cycle]]
    heads[cycle[int(gain.argmax())]] = outside
    heads[0] = 0
    return heads
