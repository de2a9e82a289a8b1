"""PDF: the words of its text layer, paragraphs joined again across lines and pages, running heads kept once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from statistics import quantiles

import pypdfium2 as pdfium

from kronika.gather.options import GatherOptions
from kronika.gather.raw import Blocks, Raw, Source
from kronika.records import Origin, Problem

_HYPHENS = "\ufffe\u0002\u00ad"  # how PDFium marks a hyphen that only breaks a word at a line's end
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)
_STOP = re.compile(r"[.!?…:][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[•▪*–-]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])\s")
_FULL = 0.8  # a line shorter than this share of a full one ends a paragraph
_MAX_PAGES = 5000


def _furniture(pages: list[list[str]]) -> set[str]:
    """Lines that stand first or last on several pages, numbers aside: running heads and feet."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({re.sub(r"\d+", "#", line) for line in lines[:2] + lines[-2:]})
    return {line for line, times in seen.items() if times >= 3 or (times == 2 and len(pages) == 2)}


def _clean(pages: list[list[str]]) -> Iterator[str]:
    """All lines in order without page numbers; a running head stands where it came first. A blank line parts pages."""
    furniture, shown = _furniture(pages), set()
    for lines in pages:
        last = len(lines) - 1
        for k, line in enumerate(lines):
            edge = k < 2 or k > last - 2
            shape = re.sub(r"\d+", "#", line)
            if edge and (_PAGE_NUMBER.fullmatch(line) or (shape in furniture and shape in shown)):
                continue
            if edge and shape in furniture:
                shown.add(shape)
                yield from ("", line, "")
                continue
            yield line


def _joins(previous: str, line: str, full: float) -> bool:
    """``line`` goes on with the paragraph of ``previous``."""
    if _ITEM.match(line):
        return False
    if line[0].islower() or previous[-1] in ",-–—" or previous[-1] in _HYPHENS:
        return True
    return len(previous) >= _FULL * full and not (_STOP.search(previous) and len(previous) < 0.95 * full)


def _glue(previous: str, line: str) -> str:
    if previous[-1] in _HYPHENS:
        return previous[:-1] + line
    if previous[-1] == "-" and len(previous) > 1 and previous[-2].isalpha() and line[0].islower():
        return previous[:-1] + line
    return f"{previous} {line}"


def join_lines(pages: list[list[str]]) -> Iterator[str]:
    """Paragraphs from the pages' lines, in order."""
    lengths = [len(line) for lines in pages for line in lines]
    full = quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80.0
    current = last = ""
    for line in _clean(pages):
        if current and line and _joins(last, line, full):
            current = _glue(current, line)
        else:
            if current:
                yield current
            current = line
        last = line
    if current:
        yield current


def _pages(document: pdfium.PdfDocument) -> Iterator[list[str]]:
    for number in range(min(len(document), _MAX_PAGES)):
        page = document[number]
        words = page.get_textpage()
        lines = words.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield [line.strip() for line in lines if line.strip()]
        words.close()
        page.close()


def read_pdf(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    try:
        document = pdfium.PdfDocument(source.path)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        yield source.problem("the PDF is locked with a password" if locked else f"damaged or truncated PDF: {error}")
        return
    with document:
        pages = list(_pages(document))
        meta = document.get_metadata_dict(skip_empty=True)
    blocks = Blocks()
    for paragraph in join_lines(pages):
        blocks.add(paragraph)
    if not blocks.text:
        yield source.problem(f"no text in the PDF's {len(pages)} pages: perhaps scanned pictures, which need OCR first")
        return
    yield Raw(blocks.text, Origin(source.name), title=_title(meta, blocks.text), published=None)


def _title(meta: dict[str, str], text: str) -> str | None:
    """The title in the file's properties if the first page shows it too: programs often leave their own there."""
    title = meta.get("Title", "").strip()
    return title if title and title.lower() in text[:3000].lower() else None
