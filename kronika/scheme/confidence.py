"""How much each sign speaks for a mention or against it, and how little is too little: `confidence.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Confidence:
    """``weights``: log odds by sign. Of a mention that deserves less confidence than ``least``, 0 to 1, nothing is coded."""

    weights: Mapping[str, float] = field(default_factory=dict)
    least: float = 0.0
