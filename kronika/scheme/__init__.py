"""Comes in: YAML that says what can be coded. Goes out: a frozen ``Scheme`` of types, modes and rules that coders follow."""

from kronika.scheme.describe import describe, list_scheme
from kronika.scheme.lint import check_scheme
from kronika.scheme.load import load_scheme
from kronika.scheme.parse import SchemeError
from kronika.scheme.rules import (
    CLASSES,
    Context,
    EventType,
    Example,
    Light,
    Mode,
    Phrase,
    PhraseWord,
    Rule,
    Scheme,
    Slot,
    StatusCue,
)

__all__ = [
    "CLASSES",
    "Context",
    "EventType",
    "Example",
    "Light",
    "Mode",
    "Phrase",
    "PhraseWord",
    "Rule",
    "Scheme",
    "SchemeError",
    "Slot",
    "StatusCue",
    "check_scheme",
    "describe",
    "list_scheme",
    "load_scheme",
]
