"""Step: how a long stage says how far it has come, so that whoever waits knows for how long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Step = Callable[[str, int, int | None], None]  # what is being done, how many are done, of how many where that is known
EVERY = 100


def unwatched(what: str, done: int, total: int | None) -> None:
    """Nobody waits."""


def watched(things: Iterable[T], what: str, total: int | None, step: Step) -> Iterator[T]:
    """The things, one by one, told to ``step`` at the beginning, every hundred, and at the end."""
    step(what, 0, total)
    done = 0
    for thing in things:
        yield thing
        done += 1
        if done % EVERY == 0:
            step(what, done, total)
    step(what, done, total)
