"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their marks, else what charset detection finds; every loss is said."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # bytes that charset detection looks at
_FEW = 0.06  # of the bytes: more letters beyond ASCII than that, and detection has something to go by
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_ESCAPED = re.compile("[\udc80-\udcff]")


def marked_encoding(start: bytes) -> str | None:
    """The encoding that a byte order mark names, or UTF-16 that shows by its zero bytes."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    sample = start[:2000]
    if len(sample) >= 8 and sample[1::2].count(0) > 0.4 * len(sample) / 2 and not sample[::2].count(0):
        return "utf-16-le"
    if len(sample) >= 8 and sample[::2].count(0) > 0.4 * len(sample) / 2 and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and notes on what was not certain or was lost."""
    named = marked_encoding(data)
    try:
        return data.decode(named or "utf-8"), ()
    except UnicodeDecodeError:
        pass
    if named:
        return data.decode(named, errors="replace"), (f"damaged {named}: some characters were lost",)
    western = _western(data)
    if western is not None:
        return western, ("not UTF-8: read as cp1252",)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return data.decode("utf-8", errors="replace"), (
            "encoding not recognised: read as UTF-8, some characters were lost",
        )
    text = data.decode(best.encoding, errors="replace")
    lost = ", some characters were lost" if "\ufffd" in text else ""
    return text, (f"not UTF-8: read as {best.encoding}{lost}",)


def _western(data: bytes) -> str | None:
    """A text that is nearly all ASCII, as Windows-1252: what detection says of so few letters is a guess, often cp1250."""
    if sum(byte > 127 for byte in data[:_SAMPLE]) > _FEW * len(data[:_SAMPLE]):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def mend_field(value: str) -> tuple[str, bool]:
    """A field read as UTF-8 with ``surrogateescape``: bytes that were none are read as Windows-1252; True if there were."""
    if not _ESCAPED.search(value):
        return value, False
    try:
        data = value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return value, False
    return data.decode("cp1252", errors="replace"), True


def make_writable(text: str) -> tuple[str, int]:
    """The text with NULs and lone surrogates, which no store can hold, as U+FFFD (same length), and how many there were."""
    return _UNWRITABLE.subn("\ufffd", text)
