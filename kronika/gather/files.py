"""Inputs to files: folders in sorted order, "-" as standard input."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kronika.gather.raw import Source
from kronika.records import Problem

STANDARD_INPUT = "-"


@contextmanager
def _standard_input() -> Iterator[Source]:
    """Standard input as a file: formats need to look into it twice."""
    with tempfile.TemporaryDirectory(prefix="kronika-") as folder:
        path = Path(folder) / "input"
        with path.open("wb") as handle:
            shutil.copyfileobj(sys.stdin.buffer, handle)
        yield Source(path, STANDARD_INPUT)


def _folder(path: Path) -> Iterator[Path]:
    """Files below ``path``, sorted by name in each folder; hidden ones and links to folders are left out."""
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder) / name


def find_files(inputs: Sequence[Path | str]) -> Iterator[Source | Problem]:
    """The files to read, in order; an input that is not there is a problem."""
    for given in inputs:
        path = Path(given)
        if str(given) == STANDARD_INPUT:
            with _standard_input() as source:
                yield source
        elif path.is_dir():
            yield from (Source(file, str(file)) for file in _folder(path))
        elif path.is_file():
            yield Source(path, str(path))
        else:
            yield Problem("gather", "no such file or folder", origin=str(given))
