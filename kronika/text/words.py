"""The word lists of words.yaml, read once; compared as plain sets of strings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Words:
    """What English spelling needs to be told; see the comments in words.yaml."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    before_number: frozenset[str]
    prefixes: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    contractions: dict[str, int]
    units: frozenset[str]


@cache
def load_words() -> Words:
    data = yaml.safe_load(files("kronika.text").joinpath("words.yaml").read_text(encoding="utf-8"))
    sets = {name: frozenset(value.split()) for name, value in data.items() if isinstance(value, str)}
    return Words(contractions=dict(data["contractions"]), **sets)
