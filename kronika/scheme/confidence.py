"""How much each sign speaks for a mention or against it: loads `confidence.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def load_weights() -> Mapping[str, float]:
    """Log odds by sign."""
    text = files("kronika.scheme").joinpath("confidence.yaml").read_text("utf-8")
    return {str(name): float(weight) for name, weight in yaml.safe_load(text)["weights"].items()}
