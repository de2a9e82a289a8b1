"""What a format's reader yields: a text as a person reads it, and what the file itself says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kronika.gather.options import GatherOptions
from kronika.records import Origin, Part, Problem
from kronika.records.reports import PublishedBasis, Role

BREAK = "\n\n"
CELLS = " | "  # between the cells of a row, which is one paragraph


@dataclass(frozen=True, slots=True)
class Raw:
    """``hints`` are parts whose role the format knows (headings, captions, lists); ``notes`` become problems."""

    text: str
    origin: Origin
    hints: tuple[Part, ...] = ()
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "file"
    url: str | None = None
    language: str | None = None
    forwarded_from: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it lies, and what it is called in messages ("-" for standard input)."""

    path: Path
    name: str

    def problem(self, message: str) -> Problem:
        return Problem("gather", message, origin=self.name)


Reader = Callable[[Source, GatherOptions], Iterator[Raw | Problem]]


class Blocks:
    """Builds a text from blocks, one paragraph each, and remembers the roles that the format gives."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._hints: list[Part] = []
        self._length = 0

    def add(self, text: str, role: Role | None = None, *, tight: bool = False) -> None:
        """``tight`` puts the block on the next line rather than behind a blank one (items of a list)."""
        text = text.strip()
        if not text:
            return
        if self._texts:
            gap = "\n" if tight else BREAK
            self._texts.append(gap)
            self._length += len(gap)
        if role:
            self._hints.append(Part(self._length, self._length + len(text), role))
        self._texts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        return "".join(self._texts)

    @property
    def hints(self) -> tuple[Part, ...]:
        return tuple(self._hints)
