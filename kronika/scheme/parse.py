"""A scheme's YAML read with care: whatever is not as it should be is a SchemeError that names file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from kronika.scheme.rules import KINDS

HERE = Path(__file__).parent
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same safe subset, ten times as fast where it is built


class SchemeError(Exception):
    """The scheme cannot be read: which file, which key, and what to do."""

    def __init__(self, file: Path | str, key: str, what: str) -> None:
        super().__init__(f"{file}: {key}: {what}" if key else f"{file}: {what}")
        self.file, self.key, self.what = str(file), key, what


def read_yaml(file: Path) -> dict[str, Any]:
    """A file's mapping; {} where there is no such file."""
    if not file.exists():
        return {}
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SchemeError(file, "", f"not YAML: {error}") from error
    if not isinstance(data, dict):
        raise SchemeError(file, "", "expected a mapping (key: value) at the top")
    return data


def only_known(file: Path, key: str, body: Mapping[str, Any], allowed: Iterable[str]) -> None:
    unknown = sorted(set(map(str, body)) - set(allowed))
    if unknown:
        raise SchemeError(file, key or "top", f"unknown key {unknown[0]!r}: known are {', '.join(sorted(allowed))}")


def mapping(file: Path, key: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SchemeError(file, key, f"expected a mapping (key: value), found {str(value)[:40]!r}")
    return {as_word(name): item for name, item in value.items()}


def listed(file: Path, key: str, value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise SchemeError(file, key, f"expected a list, found {str(value)[:40]!r}")
    return value


def strings(file: Path, key: str, body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = body.get(name)
    items = [value] if isinstance(value, str | bool) else listed(file, f"{key}.{name}", value)
    return tuple(as_word(item) for item in items)


def as_word(item: object) -> str:
    # YAML 1.1 reads the preposition "on" as true and "no" as false.
    if item is True:
        return "on"
    if item is False:
        return "no"
    return str(item)


def word_set(file: Path, key: str, body: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(strings(file, key, body, name))


def prose(file: Path, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SchemeError(file, key, "missing: say in a sentence what it means")
    return value.strip()


def one_of(file: Path, key: str, value: Any, allowed: set[str]) -> Any:
    if value is not None and value not in allowed:
        raise SchemeError(file, key, f"{value!r} is none of {', '.join(sorted(allowed))}")
    return value


def check_kinds(file: Path, key: str, kinds: frozenset[str]) -> None:
    if unknown := sorted(kinds - KINDS):
        raise SchemeError(file, key, f"unknown kind {unknown[0]!r}: known are {', '.join(sorted(KINDS))}")


def check_unique(file: Path, ids: list[str]) -> None:
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise SchemeError(file, twice[0], "two rules have this id: give each its own")
