"""A user's folder laid over the scheme that ships: which file gives each type and table, and what a type file adds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

Data = dict[str, Any]
MERGED = ("absorbs", "carries")  # lists of a type to which an extension adds


def table_of(folder: Path, shipped: Path, name: str, *, alone: bool) -> Path:
    """The file of a table: the user's if there is one, else the one that ships."""
    own = folder / f"{name}.yaml"
    return own if own.exists() or alone else shipped / f"{name}.yaml"


def lay_over(base: Mapping[str, Any], own: Mapping[str, Any]) -> Data:
    """The type of a file that says ``extends: true``: modes and rules are added, those of the same id replaced."""
    merged = {**base, **{key: value for key, value in own.items() if key not in {"extends", "modes", "rules", *MERGED}}}
    for key in MERGED:
        if key in own:
            merged[key] = [*_list(base.get(key)), *_list(own[key])]
    merged["rules"] = _rules(base.get("rules"), own.get("rules"))
    modes = dict(base.get("modes") or {})
    for name, mode in (own.get("modes") or {}).items():
        known = modes.get(name) or {}
        added = mode if isinstance(mode, dict) else {}
        modes[name] = {**known, **added, "rules": _rules(known.get("rules"), added.get("rules"))}
    merged["modes"] = modes
    return merged


def _rules(base: Any, own: Any) -> list[Any]:
    replaced = {rule.get("id") for rule in _list(own) if isinstance(rule, dict)}
    kept = [rule for rule in _list(base) if not (isinstance(rule, dict) and rule.get("id") in replaced)]
    return [*kept, *_list(own)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
