"""The lines of a PDF's text layer with their place on the page and their letters' size."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MAX_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """``left``, ``right`` and ``base`` (the baseline's height) in points from the page's lower left corner."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


def _box(words: Any, index: int) -> tuple[float, float, float]:
    """(left, right, bottom) of one character."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(words, index, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, right.value, bottom.value


def _base(words: Any, index: int, fallback: float) -> float:
    x, y = c_double(), c_double()
    return y.value if raw.FPDFText_GetCharOrigin(words, index, byref(x), byref(y)) else fallback


def _page_lines(words: Any, number: int) -> Iterator[Line]:
    text = words.get_text_range()
    exact = len(text) == words.count_chars()  # else characters and indices do not match: no geometry
    position = 0
    for piece in text.splitlines(keepends=True):
        line = piece.strip()
        first = position + len(piece) - len(piece.lstrip())
        position += len(piece)
        if not line:
            continue
        if not exact:
            yield Line(line, number, 0.0, 0.0, 0.0, 0.0)
            continue
        left, _, bottom = _box(words, first)
        _, right, _ = _box(words, first + len(line) - 1)
        size = raw.FPDFText_GetFontSize(words, first)
        yield Line(line, number, left, right, _base(words, first, bottom), round(size, 1))


def read_lines(document: pdfium.PdfDocument) -> list[list[Line]]:
    """The lines of each page that has any, in the file's order."""
    pages = []
    for number in range(min(len(document), _MAX_PAGES)):
        page = document[number]
        words = page.get_textpage()
        lines = list(_page_lines(words, number))
        if lines:
            pages.append(lines)
        words.close()
        page.close()
    return pages
