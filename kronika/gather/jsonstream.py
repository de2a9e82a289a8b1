"""Arrays of a JSON file, item by item, without holding the file in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

_CHUNK = 1 << 16
_SPACE = " \t\r\n,"


class JsonStream:
    """Reads forward through a JSON file; ``limit`` bounds what is held at once, in characters."""

    def __init__(self, handle: TextIO, *, limit: int) -> None:
        self._handle, self._limit, self._buffer = handle, limit, ""

    def skip_past(self, mark: str) -> str | None:
        """Go behind the next ``mark``; what stood before it (its last part, if it is long), or None if there is none."""
        skipped = ""
        while (at := self._buffer.find(mark)) < 0:
            more = self._handle.read(_CHUNK)
            if not more:
                return None
            keep = len(mark) - 1
            skipped = (skipped + self._buffer[: len(self._buffer) - keep])[-self._limit :]
            self._buffer = self._buffer[len(self._buffer) - keep :] + more
        skipped += self._buffer[:at]
        self._buffer = self._buffer[at + len(mark) :]
        return skipped

    def items(self) -> Iterator[Any]:
        """The items of the array whose "[" was just passed. Raises ValueError where the JSON is damaged or breaks off."""
        decoder = json.JSONDecoder()
        wanted = _CHUNK
        while True:
            self._buffer = self._buffer.lstrip(_SPACE)
            if self._buffer.startswith("]"):
                return
            try:
                item, end = decoder.raw_decode(self._buffer)
            except json.JSONDecodeError as error:
                self._more(wanted, error.msg)
                wanted = min(wanted * 2, 1 << 24)  # so that a long item is tried a few times only
                continue
            self._buffer = self._buffer[end:]
            wanted = _CHUNK
            yield item

    def _more(self, size: int, complaint: str) -> None:
        if len(self._buffer) > self._limit:
            raise ValueError(f"damaged JSON, or a value longer than {self._limit:,} characters")
        more = self._handle.read(size)
        if not more:
            raise ValueError(f"the JSON breaks off or is damaged: {complaint}")
        self._buffer += more
