"""Plain text: the file's own characters, untouched."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.gather.decode import decode
from kronika.gather.options import GatherOptions
from kronika.gather.raw import Raw, Source
from kronika.records import Origin, Problem


def read_plain(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    text, notes = decode(source.path.read_bytes())
    yield Raw(text, Origin(source.name), notes=notes)
