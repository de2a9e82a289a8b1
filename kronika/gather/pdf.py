"""PDF: the words of its text layer, paragraphs joined again across lines and pages, running heads kept once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

import pypdfium2 as pdfium

from kronika.gather.options import GatherOptions
from kronika.gather.pdflines import Line, read_lines
from kronika.gather.raw import Blocks, Raw, Source
from kronika.records import Origin, Problem
from kronika.records.reports import Role

_HYPHENS = "\ufffe\u0002\u00ad"  # how PDFium marks a hyphen that only breaks a word at a line's end
_BROKEN = "\u2027"  # stands where a line ended within a word, until the whole text is known
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SPLIT = re.compile(rf"([^\W_]+){_BROKEN}([^\W_]+)")
_FIRST_PARTS = re.compile(
    r"well|self|far|long|short|so|anti|pro|non|ex|pre|post|co|mid|semi|multi|cross|half|full|high|low|old|new|left|right|first|second|third"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|state|police|peace|law|year|month|week|day"
)
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)
_STOP = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[•▪*–-]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])\s")
_EDGE = 2  # lines at a page's top and bottom among which running heads and page numbers stand


@dataclass(frozen=True, slots=True)
class Layout:
    """What is usual in the document: letter size, distance of lines, right margin; in points."""

    size: float
    leading: float
    right: float

    @classmethod
    def of(cls, lines: list[Line]) -> Layout:
        size = median(line.size for line in lines)
        body = [line for line in lines if abs(line.size - size) < 0.1]
        steps = [a.foot - b.base for a, b in pairwise(body) if a.page == b.page and a.foot > b.base]
        rights = [line.right for line in body]
        right = quantiles(rights, n=10)[8] if len(rights) > 1 else rights[0]
        return cls(size, quantiles(steps, n=4)[0] if len(steps) > 1 else 0.0, right)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _edges(lines: list[Line]) -> set[int]:
    """Indices of the lines at the top and the bottom of a page, wherever they come in the file."""
    by_height = sorted(range(len(lines)), key=lambda k: lines[k].base)
    return set(by_height[:_EDGE] + by_height[-_EDGE:])


def _furniture(pages: list[list[Line]]) -> set[str]:
    """Lines that stand at the top or bottom of several pages, numbers aside: running heads and feet."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_shape(lines[k]) for k in _edges(lines) if not lines[k].text[0].islower()})
    return {shape for shape, times in seen.items() if times >= 3 or (times == 2 and len(pages) == 2)}


def _sort_out(pages: list[list[Line]]) -> Iterator[tuple[Line, bool]]:
    """(line, is a running head) in order; page numbers and repeated running heads are left out."""
    furniture, shown = _furniture(pages), set()
    for lines in pages:
        edges = _edges(lines)
        for k, line in enumerate(lines):
            shape = _shape(line)
            if k in edges and (_PAGE_NUMBER.fullmatch(line.text) or (shape in furniture and shape in shown)):
                continue
            running = k in edges and shape in furniture
            if running:
                shown.add(shape)
            yield line, running


def _is_full(before: Line, line: Line, layout: Layout) -> bool:
    """The first word of ``line`` would not have fitted behind ``before``: the break was not meant."""
    letter = (line.right - line.left) / len(line.text)
    slack = 0 if _STOP.search(before.text) else 2 * letter
    return before.right + letter + line.word > layout.right - slack


def _joins(before: Line, line: Line, layout: Layout) -> bool:
    """``line`` goes on with the paragraph of ``before``."""
    if _ITEM.match(line.text) or abs(before.size - line.size) > 0.08 * max(before.size, 1):
        return False
    stopped = _STOP.search(before.text) is not None
    if before.text[-1] in _HYPHENS or (line.text[0].islower() and not stopped):
        return True
    full = _is_full(before, line, layout)
    indented = line.left - before.left > 0.8 * layout.size
    if before.page != line.page or line.base > before.base:
        return full and not (indented and stopped)
    step = before.foot - line.base
    if layout.leading and step > 1.35 * layout.leading * max(1.0, line.size / max(layout.size, 1)):
        return False
    if line.size > 1.15 * layout.size:
        return True  # a headline of several lines
    return full and not (indented and stopped)


def _glue(before: str, line: str) -> str:
    if before[-1] in _HYPHENS:
        return before[:-1] + _BROKEN + line
    if before[-1] == "-" and before[-2:-1].isalpha() and line[0].isalpha():
        return before[:-1] + _BROKEN + line
    return f"{before} {line}"


def _mend(paragraphs: list[str]) -> list[str]:
    """Words that were broken at a line's end: with a hyphen if the text writes them so elsewhere, or usage does."""
    whole = Counter(word.lower() for words in paragraphs for word in _WORD.findall(words))

    def mended(match: re.Match[str]) -> str:
        left, right = match.groups()
        if whole[f"{left}{right}".lower()]:
            return left + right
        hyphened = whole[f"{left}-{right}".lower()] or _FIRST_PARTS.fullmatch(left.lower()) or not right[0].islower()
        return f"{left}-{right}" if hyphened else left + right

    return [_SPLIT.sub(mended, re.sub(f"[{_HYPHENS}]", _BROKEN, words)).replace(_BROKEN, "-") for words in paragraphs]


def join_lines(pages: list[list[Line]]) -> Iterator[tuple[str, Role | None]]:
    """Paragraphs in order, with the roles that letter size and repetition show."""
    lines = [line for page in pages for line in page]
    if not lines:
        return
    layout = Layout.of(lines)
    words, before, held = "", lines[0], []

    def role() -> Role | None:
        return "headline" if before.size > 1.15 * layout.size and len(words) < 250 else None

    for line, running in _sort_out(pages):
        if running:
            held.append(line.text)
        elif words and _joins(before, line, layout):
            words, before = _glue(words, line.text), line
        else:
            if words:
                yield words, role()
            for head in held:
                yield head, "boilerplate"
            held.clear()
            words, before = line.text, line
    if words:
        yield words, role()
    for head in held:
        yield head, "boilerplate"


def _title(meta: dict[str, str], blocks: Blocks) -> str | None:
    """The title in the file's properties if the text shows it and has no headline: programs often leave their own there."""
    title = meta.get("Title", "").strip()
    headed = any(hint.role == "headline" for hint in blocks.hints)
    return title if title and not headed and title.lower() in blocks.text[:3000].lower() else None


def read_pdf(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    try:
        document = pdfium.PdfDocument(source.path)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        yield source.problem("the PDF is locked with a password" if locked else f"damaged or truncated PDF: {error}")
        return
    with document:
        count = len(document)
        pages = read_lines(document)
        meta = document.get_metadata_dict(skip_empty=True)
    blocks = Blocks()
    found = list(join_lines(pages))
    for words, (_, role) in zip(_mend([words for words, _ in found]), found, strict=True):
        blocks.add(words, role)
    if not blocks.text:
        yield source.problem(f"no text in the PDF's {count} pages: perhaps scanned pictures, which need OCR first")
        return
    yield Raw(blocks.text, Origin(source.name), hints=blocks.hints, title=_title(meta, blocks))
