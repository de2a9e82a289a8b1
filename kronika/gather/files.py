"""Inputs to files: folders in sorted order, "-" as standard input."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kronika.gather.raw import Source
from kronika.records import Problem

STORE = "kronika.db"
STANDARD_INPUT = "-"


@contextmanager
def _spooled(stream: BinaryIO, name: str) -> Iterator[Source]:
    """Standard input or a pipe as a file: formats need to look into it twice."""
    with tempfile.TemporaryDirectory(prefix="kronika-") as folder:
        path = Path(folder) / "input"
        with path.open("wb") as handle:
            shutil.copyfileobj(stream, handle)
        yield Source(path, name)


def _is_record(folder: Path) -> bool:
    """What ``kronika run . -o record`` wrote the first time are no reports the second time."""
    return (folder / STORE).is_file()


def _folder(path: Path) -> Iterator[Source | Problem]:
    """Files below ``path``, sorted by name in each folder; hidden ones, links to folders and records are left out."""
    closed: list[OSError] = []
    for folder, below, names in os.walk(path, onerror=closed.append):
        below[:] = sorted(name for name in below if not name.startswith(".") and not _is_record(Path(folder) / name))
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(folder) / name
                yield Source(file, str(file))
    for error in closed:
        yield Problem("gather", f"folder could not be opened: {error.strerror}", origin=str(error.filename))


def find_files(inputs: Sequence[Path | str]) -> Iterator[Source | Problem]:
    """The files to read, in order; an input that is not there is a problem."""
    for given in inputs:
        path = Path(given)
        if str(given) == STANDARD_INPUT:
            with _spooled(sys.stdin.buffer, STANDARD_INPUT) as source:
                yield source
        elif path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield Source(path, str(path))
        elif path.is_fifo():
            with path.open("rb") as stream, _spooled(stream, str(given)) as source:
                yield source
        else:
            yield Problem("gather", "no such file or folder", origin=str(given))
