"""Kinship of types and the small word lists that comparing tellings needs, read from ``reconciling.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("reconciling.yaml")


@dataclass(frozen=True, slots=True)
class Kinship:
    """Families of types, pairs of types or modes that mean one act, and word lists (lower case)."""

    families: dict[str, str]  # type -> family
    kin: frozenset[frozenset[str]]  # pairs of "TYPE.mode" or "TYPE"
    lasting: frozenset[str]  # "TYPE.mode"
    generic_parties: frozenset[str]
    standins: frozenset[str]
    protesters: frozenset[str]
    apart: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    counter: frozenset[str]
    stopwords: frozenset[str]

    def family(self, type_: str) -> str:
        """A type that no family names is a family of its own."""
        return self.families.get(type_, type_)

    def are_kin(self, left: tuple[str, str | None], right: tuple[str, str | None]) -> bool:
        """Whether two (type, mode) are a pair of the list, with or without their modes."""
        return any(
            frozenset((one, other)) in self.kin
            for one in (_key(*left), left[0])
            for other in (_key(*right), right[0])
            if one != other
        )


@cache
def load_kinship(file: Path = FILE) -> Kinship:
    """Raises ValueError that names the key if the file lacks one."""
    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    missing = {
        "families",
        "kin",
        "lasting",
        "generic_parties",
        "standins",
        "protesters",
        "apart",
        "definite",
        "indefinite",
        "counter",
        "stopwords",
    } - set(data)
    if missing:
        raise ValueError(f"{file.name}: missing {', '.join(sorted(missing))}")
    return Kinship(
        families={type_: family for family, types in data["families"].items() for type_ in types},
        kin=frozenset(frozenset(pair) for pair in data["kin"]),
        lasting=frozenset(map(str, data["lasting"])),
        # YAML reads "no", "off" and "on" as truth values; as words they are these.
        generic_parties=_words(data["generic_parties"]),
        standins=_words(data["standins"]),
        protesters=_words(data["protesters"]),
        apart=_words(data["apart"]),
        definite=_words(data["definite"]),
        indefinite=_words(data["indefinite"]),
        counter=_words(data["counter"]),
        stopwords=_words(data["stopwords"]) | {"no", "off", "on"},
    )


def _key(type_: str, mode: str | None) -> str:
    return f"{type_}.{mode}" if mode else type_


def _words(items: list[object]) -> frozenset[str]:
    return frozenset(str(item).lower() for item in items)
