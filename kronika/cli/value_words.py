"""A claimed value, which is plain JSON data, in words: "“at least 60” (at least 60)", "2020-08-13", "Bor, SRB"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kronika.publish.wording import country_name, measure_words, origin_words


def value_words(value: Any) -> str:
    """Data of an unknown shape is told key by key, so that nothing stays unsaid."""
    if not isinstance(value, Mapping):
        return "not said" if value is None else str(value)
    if "measure" in value:
        return _number(value)
    if "precision" in value and "from" in value:
        return _days(value)
    if "geonameid" in value:
        return _place(value)
    if "sectors" in value:
        return _party(value)
    if "status" in value:
        flags = [name for name in ("historical", "attempted") if value.get(name)]
        extent = [] if value.get("extent", "single") == "single" else [str(value["extent"])]
        return ", ".join([str(value["status"]), *flags, *extent])
    if "polarity" in value:
        return f"{value['polarity']}: “{value['text']}”"
    return ", ".join(f"{key} {part}" for key, part in value.items() if part is not None)


def _number(value: Mapping[str, Any]) -> str:
    low, high, relation = value.get("low"), value.get("high"), str(value["relation"])
    ends = [_plain(end) for end in dict.fromkeys((low, high)) if end is not None]
    told = relation if relation == "vague" or not ends else f"{relation} {' to '.join(ends)}"
    unit = "" if value.get("unit") in (None, "people") else f" {value['unit']}"
    total = ", a running total" if value.get("scope") == "cumulative" else ""
    counts = f", of {value['counts']}" if value.get("counts") else ""
    return f"“{value['text']}” {measure_words(str(value['measure']))} ({told}{unit}{total}{counts})"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:g}"


def _days(value: Mapping[str, Any]) -> str:
    first, last = value.get("from"), value.get("to")
    if not first and not last:
        return "not a day that could be found"
    span = str(first) if first == last else f"{first or '?'} to {last or '?'}"
    return span if value["precision"] == "day" else f"{span} ({value['precision']})"


def _place(value: Mapping[str, Any]) -> str:
    where = [value.get("name") or value.get("text"), country_name(value.get("country"))]
    return ", ".join(dict.fromkeys(str(part) for part in where if part))


def _party(value: Mapping[str, Any]) -> str:
    name = value.get("name") if value.get("name") != value.get("text") else None
    notes = [name, value.get("role"), origin_words(value.get("country"), value.get("country_basis")), *value["sectors"]]
    told = ", ".join(str(note) for note in notes if note)
    return f"“{value['text']}”" + (f" ({told})" if told else "")
