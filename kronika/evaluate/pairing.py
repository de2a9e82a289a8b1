"""One-to-one pairs of two lists, as many as there can be: no greedy choice costs a later one its only partner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

G = TypeVar("G")
C = TypeVar("C")


def pair_up(
    wanted: Sequence[G],
    offered: Sequence[C],
    fits: Callable[[G, C], bool],
    prefer: Callable[[G, C], Any] = lambda _wanted, _offered: 0,
) -> list[tuple[int, int]]:
    """Indices of a largest matching (Kuhn 1955, augmenting paths), each taking what it prefers most while it is free.

    Earlier members of ``wanted`` keep a partner whatever comes later, so the order tells who matters more.
    """
    choices = [
        sorted(
            (j for j, two in enumerate(offered) if fits(one, two)), key=lambda j: prefer(one, offered[j]), reverse=True
        )
        for one in wanted
    ]
    holder: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        free = [j for j in choices[i] if j not in holder and j not in tried]
        if free:
            holder[free[0]] = i
            return True
        for j in choices[i]:
            if j not in tried:
                tried.add(j)
                if place(holder[j], tried):
                    holder[j] = i
                    return True
        return False

    for i in range(len(wanted)):
        place(i, set())
    return sorted((i, j) for j, i in holder.items())
