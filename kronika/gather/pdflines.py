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
    """Points from the page's lower left corner; ``base`` and ``foot`` are the baselines of its first and last letter.

    They differ where PDFium has put two lines together that a hyphen parts. ``word`` is its first word's width.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    foot: float
    size: float
    word: float


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
            yield Line(line, number, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
            continue
        last = first + len(line) - 1
        left, _, bottom = _box(words, first)
        _, right, lowest = _box(words, last)
        _, word_end, _ = _box(words, first + len(line.split(maxsplit=1)[0]) - 1)
        size = round(raw.FPDFText_GetFontSize(words, first), 1)
        base, foot = _base(words, first, bottom), _base(words, last, lowest)
        yield Line(line, number, left, right, base, foot, size, word_end - left)


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
