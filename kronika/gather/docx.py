"""DOCX: paragraphs, headings, captions, lists and table rows in order, from a file checked for bombs before it is opened."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from kronika.gather.options import GatherOptions
from kronika.gather.raw import CELLS, Blocks, Raw, Source
from kronika.records import Origin, Problem
from kronika.records.reports import Role

_MAX_UNPACKED = 300_000_000  # bytes of all parts together
_MAX_TEXT_PART = 100_000_000  # bytes of one XML part
_MAX_RATIO = 250  # unpacked to packed, of a part above _SMALL; honest XML reaches about 40
_SMALL = 5_000_000
_SHORT_CELL = 60  # characters; paragraphs in the cells of a layout are longer
_STYLES: tuple[tuple[str, Role], ...] = (
    ("title", "headline"),
    ("heading", "headline"),
    ("caption", "caption"),
    ("list", "list"),
)


def bomb(path: Any) -> str | None:
    """What makes the package dangerous to open, or None. Raises zipfile.BadZipFile if it is no ZIP archive."""
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        if sum(part.file_size for part in parts) > _MAX_UNPACKED or len(parts) > 10_000:
            return f"unpacks to {sum(part.file_size for part in parts):,} bytes: looks like a zip bomb"
        for part in parts:
            if part.file_size > _SMALL and part.file_size > _MAX_RATIO * max(part.compress_size, 1):
                times = part.file_size // max(part.compress_size, 1)
                return f"its part {part.filename} unpacks to {times} times its size: looks like a zip bomb"
            if part.filename.endswith((".xml", ".rels")):
                if part.file_size > _MAX_TEXT_PART:
                    return f"its part {part.filename} is too large ({part.file_size:,} bytes)"
                with package.open(part) as stream:
                    head = stream.read(4096)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\x00!\x00D" in head:
                    return f"its part {part.filename} declares XML entities: refused"
    return None


def _text(paragraph: Any) -> str:
    """The paragraph's words: runs, tabs and breaks; not deleted text, nor the second copy that old programs get of a box."""
    words: list[str] = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if next(node.iterancestors(qn("w:p")), None) is not paragraph:
            continue
        kind = node.tag
        words.append(
            (node.text or "")
            if kind == qn("w:t")
            else "-"
            if kind == qn("w:noBreakHyphen")
            else " "
            if kind == qn("w:tab")
            else "\n"
        )
    return "".join(words)


class _Numbers:
    """Running numbers of lists, and which lists have any: the numbers are no text in the file, yet a person reads them."""

    def __init__(self, document: Any) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._formats: dict[tuple[str, str], str] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {node.get(qn("w:abstractNumId")): node for node in numbering.iter(qn("w:abstractNum"))}
        for number in numbering.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            levels = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in levels.iter(qn("w:lvl")) if levels is not None else ():
                form = level.find(qn("w:numFmt"))
                key = (number.get(qn("w:numId")), level.get(qn("w:ilvl")))
                self._formats[key] = form.get(qn("w:val")) if form is not None else "bullet"

    def lead(self, paragraph: Any, style: Any) -> str:
        """ "3. ", "• " or nothing."""
        properties = _numbering(paragraph._p.pPr) or _numbering(style.element.pPr if style is not None else None)
        if properties is None:
            return ""
        key = properties
        if key[0] == "0":
            return ""
        if self._formats.get(key) in (None, "bullet", "none"):
            return "• "
        self._counts[key] += 1
        return f"{self._counts[key]}. "


def _numbering(properties: Any) -> tuple[str, str] | None:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None or found.find(qn("w:numId")) is None:
        return None
    level = found.find(qn("w:ilvl"))
    return str(found.find(qn("w:numId")).get(qn("w:val"))), str(level.get(qn("w:val")) if level is not None else "0")


def _short_cells(row: Any) -> list[str]:
    """The cells of a row of figures or names; none of a row that only lays out paragraphs side by side."""
    if row is None or len(row.findall(qn("w:tc"))) < 2:
        return []
    cells = [" ".join(_text(node) for node in cell.iter(qn("w:p"))).strip() for cell in row.findall(qn("w:tc"))]
    return [cell for cell in cells if cell] if all(len(cell) <= _SHORT_CELL for cell in cells) else []


def _fill(blocks: Blocks, document: Any) -> None:
    from docx.text.paragraph import Paragraph

    numbers = _Numbers(document)
    in_list, known = False, None
    for node in document.element.body.iter(qn("w:p")):
        if (
            next(node.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"), None)
            is not None
        ):
            continue
        row = next(node.iterancestors(qn("w:tr")), None)
        if row is not None and row is known:
            continue
        cells = _short_cells(row)
        if cells:
            known, in_list = row, False
            blocks.add(CELLS.join(cells), "body")
            continue
        paragraph = Paragraph(node, document._body)
        style = paragraph.style
        name = (style.name or "").lower() if style is not None else ""
        role = next((role for start, role in _STYLES if name.startswith(start)), None)
        lead = numbers.lead(paragraph, style) if role in (None, "list") else ""
        role = "list" if lead else None if role == "list" else role
        blocks.add(lead + _text(node), role, tight=in_list and role == "list")
        in_list = role == "list"


def read_docx(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    try:
        danger = bomb(source.path)
        document = None if danger else Document(str(source.path))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError) as error:
        yield source.problem(f"damaged DOCX: {error}")
        return
    if document is None:
        yield source.problem(f"refused: {danger}")
        return
    blocks = Blocks()
    _fill(blocks, document)
    if not blocks.text:
        yield source.problem("no text in the document")
        return
    yield Raw(
        blocks.text,
        Origin(source.name),
        hints=blocks.hints,
        title=(document.core_properties.title or "").strip() or None,
    )
