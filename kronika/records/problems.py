"""Problem: a fault in the data, as data; faults of the program are exceptions."""

from __future__ import annotations

from dataclasses import dataclass

from kronika.records.spans import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """``stage`` is the folder that met it (gather, read, code, ...); ``origin`` names the file and row."""

    stage: str
    message: str
    report: str | None = None
    span: Span | None = None
    origin: str | None = None
