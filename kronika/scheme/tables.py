"""The tables of a scheme beside its types: contexts, light verbs, cues of status, the fallback, the weights of confidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kronika.scheme.confidence import Confidence
from kronika.scheme.parse import HERE, SchemeError, mapping, one_of, only_known, prose, read_yaml, strings, word_set
from kronika.scheme.rules import STATUSES, Context, EventType, Light, StatusCue


def read_contexts(file: Path) -> dict[str, Context]:
    contexts = {}
    for name, value in read_yaml(file).items():
        body = mapping(file, name, value)
        only_known(file, name, body, {"definition", "cues"})
        contexts[name] = Context(name, prose(file, name, body.get("definition")), strings(file, name, body, "cues"))
    return contexts


def read_light(file: Path) -> tuple[Light, ...]:
    found = []
    for name, value in read_yaml(file).items():
        body = mapping(file, name, value)
        only_known(file, name, body, {"verbs", "noun", "actor", "recipient", "status", "types"})
        found.append(
            Light(
                verbs=word_set(file, name, body, "verbs"),
                noun=strings(file, name, body, "noun") or ("object",),
                actor=body.get("actor"),
                recipient=body.get("recipient"),
                status=one_of(file, f"{name}.status", body.get("status"), STATUSES),
                types=word_set(file, name, body, "types"),
            )
        )
    return tuple(found)


def read_status(file: Path) -> tuple[StatusCue, ...]:
    found = []
    for name, value in read_yaml(file).items():
        body = mapping(file, name, value)
        only_known(file, name, body, {"lemmas", "status", "attempted", "historical"})
        status = one_of(file, f"{name}.status", body.get("status"), STATUSES)
        cue = StatusCue(
            word_set(file, name, body, "lemmas"), status, bool(body.get("attempted")), bool(body.get("historical"))
        )
        found.append(cue)
    return tuple(found)


def read_fallback(
    file: Path, types: Mapping[str, EventType], *, laid_over: bool = False
) -> dict[str, tuple[str, str | None]]:
    """``TYPE`` or ``TYPE.mode`` -> rolesets, turned round.

    ``laid_over``: a user's own type may have taken the place of one with more modes, which the shipped file still names.
    """
    found: dict[str, tuple[str, str | None]] = {}
    data = read_yaml(file)
    for key in data:
        type_, _, mode = key.partition(".")
        if type_ not in types or (mode and mode not in types[type_].modes):
            if laid_over and file.parent == HERE:
                continue
            raise SchemeError(file, key, "no such type or mode: name one that has a file in types/")
        for roleset in strings(file, key, data, key):
            found[roleset] = (type_, mode or None)
    return found


def read_confidence(file: Path) -> Confidence:
    """``weights``: a number for each sign; ``least``: 0 to 1."""
    data = read_yaml(file)
    only_known(file, "", data, {"weights", "least"})
    weights = {
        name: _number(file, f"weights.{name}", value)
        for name, value in mapping(file, "weights", data.get("weights")).items()
    }
    least = _number(file, "least", data.get("least", 0.0))
    if not 0 <= least <= 1:
        raise SchemeError(file, "least", f"{least:g} is no confidence: give a number from 0 to 1")
    return Confidence(weights, least)


def _number(file: Path, key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SchemeError(file, key, f"expected a number, found {str(value)[:40]!r}")
    return float(value)
