"""The one thing that is counted: how many are right, of how many coded and how many wanted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """``right`` of ``coded`` and of ``gold``; an accuracy has coded == gold."""

    right: float = 0
    coded: float = 0
    gold: float = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.coded + other.coded, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        return self.right / self.coded if self.coded else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.coded + self.gold) if self.coded + self.gold else None
