"""Krippendorff's alpha for names: agreement beyond chance of any number of annotators, values missing or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """1 - observed over expected disagreement (Krippendorff 2011), nominal metric.

    Each unit holds one value per annotator, None where it has none. None without two values that differ anywhere:
    where nothing varies, agreement beyond chance cannot be told.
    """
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        paired = values.total()
        if paired < 2:
            continue
        totals += values
        observed += sum(n * (paired - n) for n in values.values()) / (paired - 1)
    n = totals.total()
    expected = sum(count * (n - count) for count in totals.values()) / (n - 1) if n > 1 else 0.0
    return 1 - observed / expected if expected else None
