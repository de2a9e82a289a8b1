"""Coder: by which versions of program, scheme and reader a report was coded."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"kronika (?P<program>.+), scheme (?P<scheme>.+), reader (?P<reader>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Coder:
    """``str`` of it is what a store keeps; scheme and reader are None where somebody else coded."""

    program: str
    scheme: str | None
    reader: str | None

    def __str__(self) -> str:
        if self.scheme is None or self.reader is None:
            return self.program
        return f"kronika {self.program}, scheme {self.scheme}, reader {self.reader}"


def read_coder(written: str) -> Coder:
    """What ``str`` of a Coder wrote."""
    match = _WRITTEN.fullmatch(written)
    return Coder(match["program"], match["scheme"], match["reader"]) if match else Coder(written, None, None)
