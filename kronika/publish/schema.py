"""The JSON Schema (draft 2020-12) of the record's lines, and a check of one line against it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

KINDS = ("report", "mention", "figure", "claim", "problem", "event", "relation", "episode")


@cache
def load_schema() -> dict[str, Any]:
    """The schema that ``kronika schema`` prints."""
    schema: dict[str, Any] = json.loads(files(__package__).joinpath("schema.json").read_text("utf-8"))
    return schema


def check_line(line: object) -> list[str]:
    """What is wrong with a line, one sentence a fault, each with the path to it; empty for a good line."""
    kind = line.get("kind") if isinstance(line, dict) else None
    if kind not in KINDS:
        return [f"not a kind of line: {kind!r}"]
    faults = sorted(_validator(str(kind)).iter_errors(line), key=lambda fault: list(map(str, fault.absolute_path)))
    return [f"{'.'.join(map(str, fault.absolute_path)) or kind}: {fault.message}" for fault in faults]


@cache
def _validator(kind: str) -> Draft202012Validator:
    """One validator a kind: a fault is then told of the kind that was meant, not of all eight."""
    schema = load_schema()
    return Draft202012Validator({"$schema": schema["$schema"], "$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})
