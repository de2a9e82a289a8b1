"""Text and its paragraphs in, quotations out: what stands between quotation marks, however typed, closed or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kronika.records import Span

# One look at every mark: opening ones, closing ones, and those that may be either.
MARK = re.compile(r"[“”„«»\"]|``|''|(?<![\w’'])[‘'](?=\S)|[’'](?!\w)")
TAG = re.compile(r"(?:[\w.’'-]+[ ,]+){0,5}(?:said|says|told|tells|added|asked|wrote|warned|claimed|stated|announced)\b")
DOUBLE = re.compile(r"[“”„«»\"]|``|''")
CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "``": "''", "‘": "’", "'": "'"}
OPENS_PARAGRAPH = re.compile(r"\s*(?:[“„«\"‘]|``)")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
MOST_SINGLE = 600  # characters: between single marks, more is an apostrophe that was taken for one


@dataclass(frozen=True, slots=True)
class Quote:
    """``outer`` with its marks, ``inner`` without. ``goes_on``: the paragraph ends inside, the next one continues it."""

    outer: Span
    inner: Span
    goes_on: bool = False
    continues: bool = False


def find_quotes(text: str, paragraphs: Iterable[Span]) -> tuple[Quote, ...]:
    """Quotations of a report in order, found paragraph by paragraph.

    A quotation that never closes ends with its paragraph if the next paragraph opens with a mark, else with its sentence:
    what is not seen to be quoted is the report's own.
    """
    found: list[Quote] = []
    listed = list(paragraphs)
    for n, paragraph in enumerate(listed):
        opened = n + 1 < len(listed) and OPENS_PARAGRAPH.match(text, listed[n + 1].start) is not None
        quotes = _in_paragraph(text, paragraph, opened)
        if found and found[-1].goes_on and quotes and quotes[0].outer.start - paragraph.start < 3:
            first = quotes[0]
            quotes[0] = Quote(first.outer, first.inner, first.goes_on, continues=True)
        found.extend(quotes)
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span, next_opens: bool) -> list[Quote]:
    found: list[Quote] = []
    opener: re.Match[str] | None = None
    headless = _headless(text, paragraph)
    if headless is not None:
        found.append(headless)
    for mark in MARK.finditer(text, headless.outer.end if headless else paragraph.start, paragraph.end):
        if opener is None:
            if _opens(text, mark, paragraph):
                opener = mark
            continue
        sign = opener.group()
        if sign in "‘'" and mark.start() - opener.start() > MOST_SINGLE:
            opener = mark if _opens(text, mark, paragraph) else None
        elif sign == mark.group() and _surely_opens(text, mark):
            if sign not in "‘'":
                found.append(_unclosed(text, opener, mark.start()))
            opener = mark
        elif mark.group() in CLOSERS[sign]:
            found.append(Quote(Span(opener.start(), mark.end()), Span(opener.end(), mark.start())))
            opener = None
        elif sign in "‘'" and mark.group() not in "’'‘" and _opens(text, mark, paragraph):
            opener = mark  # the single mark was an apostrophe after all
    if opener is not None and opener.group() not in "‘'":
        if next_opens:
            rest = Span(opener.end(), paragraph.end)
            found.append(Quote(Span(opener.start(), paragraph.end), rest, goes_on=True))
        else:
            found.append(_unclosed(text, opener, paragraph.end))
    return found


def _headless(text: str, paragraph: Span) -> Quote | None:
    """A quotation whose opening mark lies before the paragraph: 'We stay," she said.'"""
    first = DOUBLE.search(text, paragraph.start, paragraph.end)
    if first is None or first.start() == paragraph.start:
        return None
    closing = first.group() in {"”", "»", "''"}
    straight = first.group() == '"' and text.count('"', paragraph.start, paragraph.end) == 1
    before, after = text[paragraph.start : first.start()].rstrip(), text[first.end() : paragraph.end].lstrip()
    if not before or before[-1] not in ",.!?…" or (straight and not TAG.match(after)) or not (closing or straight):
        return None
    return Quote(Span(paragraph.start, first.end()), Span(paragraph.start, first.start()))


def _unclosed(text: str, opener: re.Match[str], limit: int) -> Quote:
    """A quotation that never closes ends with its sentence."""
    stop = SENTENCE_END.search(text, opener.end(), limit)
    end = stop.end() if stop else limit
    return Quote(Span(opener.start(), end), Span(opener.end(), end))


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    sign = mark.group()
    if sign in {"“", "„", "«", "``", "‘"}:
        return True
    if sign not in {'"', "'"}:
        return False
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if sign == "'":
        return not before.isalnum() and after.isalnum() and after not in "0123456789"
    return not before.isalnum() or not after.isspace()


def _surely_opens(text: str, mark: re.Match[str]) -> bool:
    """A straight mark after a blank and before a word opens: the one before it was never closed."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return before.isspace() and after.isalnum()
