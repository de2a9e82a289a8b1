"""Marks what each stretch of a text is: headline, byline, dateline, caption, list item, boilerplate or body; cuts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kronika.gather import bylines, cues
from kronika.gather.datelines import dateline, stamp
from kronika.records import Part
from kronika.records.reports import Role

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]*_]*(?:\[\d{1,3}\])*$")
_NO_HEADLINE = re.compile(r"[.:;,][\"'”’)]*(?:\[\d{1,3}\])*$|[.!?][\"'”’)]*\s+[A-Z]\w* \w+")
_OUTLET = re.compile(r"(?:^|\s)[-–|]\s(?=[A-Z])[^.!?]{3,150}$")  # behind a headline: " - Harbour News Agencies : Bor"
_REST = 40  # characters behind a time stamp that a line of no more than "Updated 3 hours ago" does not have
_MARKUP = re.compile(r"#{1,6}\s+(?=\S)|>\s*(?=\S)")
_WRAP = (40, 110)  # characters that a line wrapped by hand holds
_OVER = 6  # characters by which the last of such lines may be longer than the others
_HEADING = 110  # characters of a heading inside a text at most
_HEADLINE = 250
_HEAD_BLOCKS = 6  # blocks at the top among which byline and date stand
_LONG_HEAD = 14  # of those, where a paragraph at most stands above them
_PARAGRAPH = 60  # characters from which on a line with a stop is a paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: offsets without the space around it, and whether a blank line parts it from what stood before."""

    start: int
    end: int
    gap: bool

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    """Lines that hold something."""
    blank, position = True, start
    for match in _LINE.finditer(text, start, end):
        blank = blank or text.count("\n", position, match.start()) > 1
        position = match.end()
        start, end = match.start(), match.end()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            blank = True
            continue
        yield Block(start, end, blank)
        blank = False


def _groups(lines: Iterable[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for line in lines:
        if line.gap and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_wrapped(group: list[Block], text: str) -> bool:
    """The lines of a group are one paragraph broken by hand: of like length, and some breaking off in mid-sentence."""
    lengths = [line.end - line.start for line in group[:-1]]
    if len(group) < 2 or not all(_WRAP[0] <= n <= _WRAP[1] for n in lengths) or max(lengths) - min(lengths) > 35:
        return False
    if group[-1].end - group[-1].start > max(lengths) + _OVER:
        return False  # whoever breaks lines by hand does not end on a longer one
    open_ends = sum(not _STOP.search(line.of(text)[-20:]) for line in group[:-1])
    return open_ends >= 0.5 * len(lengths) and not any(cues.list_mark(line.of(text)) for line in group)


def _part_head_lines(group: list[Block], text: str, *, top: bool) -> Iterator[list[Block]]:
    """Runs of lines that may be one paragraph: none with a date, byline or dateline, nor, at the ``top``, the headline."""
    run: list[Block] = []
    for n, line in enumerate(group):
        words = cues.bare(line.of(text))
        alone = (
            bylines.is_dated(words) or bylines.is_byline(words) or cues.keyed(words)[0] != "" or cues.is_label(words)
        )
        alone = alone or (top and n > 0 and line is group[-1] and bylines.is_name(words) and len(words.split()) <= 3)
        opens = alone or dateline(words[:160]) > 0 or (top and n == 1 and _starts_text(group, text))
        if opens and run:
            yield run
            run = []
        run.append(line)
        if alone:
            yield run
            run = []
    if run:
        yield run


def _starts_text(group: list[Block], text: str) -> bool:
    """Whether the second line of the first group opens the text under a headline that no blank line parts from it."""
    first, second = group[0].of(text), group[1].of(text)
    if _STOP.search(first[-20:]) or second[0].islower() or second[0] in "(&":
        return False
    room = max(line.end - line.start for line in group) - len(first)
    return len(group) == 2 or room > 1.5 * len(second.split()[0]) + 1  # its first word would have found room above


def _goes_on(before: str, after: str) -> bool:
    """A paragraph that breaks off without a stop and goes on in lower case is one paragraph."""
    if cues.list_mark(after) or bylines.is_byline(after) or bylines.is_byline(before):
        return False
    return after[0].islower() and not _STOP.search(before[-20:]) and (before[-1].isalnum() or before[-1] == ",")


def _paragraphs(text: str, start: int, end: int) -> list[Block]:
    blocks: list[Block] = []
    for group in _groups(_lines(text, start, end)):
        for run in _part_head_lines(group, text, top=not blocks and start == 0):
            if _is_wrapped(run, text):
                blocks.append(Block(run[0].start, run[-1].end, run[0].gap))
            else:
                blocks.extend(run)
    joined: list[Block] = []
    for block in blocks:
        if joined and _goes_on(joined[-1].of(text)[-80:], block.of(text)[:80]) and len(joined[-1].of(text)) > 40:
            joined[-1] = Block(joined[-1].start, block.end, joined[-1].gap)
        else:
            joined.append(block)
    return joined


def _is_headline(words: str, following: str | None) -> bool:
    return (
        following is not None
        and len(words) <= _HEADLINE
        and not _NO_HEADLINE.search(words)
        and not bylines.is_byline(words)
        and not bylines.is_dated(words)
    )


def _is_heading(words: str, before: Role | None, following: str | None) -> bool:
    """A short line without a stop between paragraphs."""
    return (
        before is not None
        and following is not None
        and len(words) <= _HEADING
        and not _STOP.search(words[-20:])
        and words[-1] not in ",-–—"
        and not words[0].islower()
        and (not cues.list_mark(following) or words.isupper())
        and words[0] not in "\"“'‘"
    )


class _Marker:
    """Walks the blocks once and gives each its role."""

    def __init__(self, text: str, blocks: list[Block], hints: dict[int, Role]) -> None:
        self.text, self.blocks, self.hints = text, blocks, hints
        self.words = [cues.bare(block.of(text)) for block in blocks]
        self.roles: list[Role] = []
        self.lead = next((k for k in range(len(blocks)) if self.is_paragraph(k)), len(blocks))

    def next_words(self, k: int) -> str | None:
        return self.words[k + 1] if k + 1 < len(self.words) else None

    def is_paragraph(self, k: int) -> bool:
        """A line that tells something in a sentence, which no headline does."""
        words = self.words[k]
        if (
            self.blocks[k].start in self.hints
            or bylines.is_dated(words)
            or cues.is_label(words)
            or cues.keyed(words)[0]
        ):
            return False
        return (
            (len(words) >= _PARAGRAPH and _STOP.search(words[-20:]) is not None)
            or len(words) > _HEADLINE
            or dateline(words[:160]) > 0
        )

    def is_head(self, k: int) -> bool:
        """Among the first blocks, under one paragraph (the standfirst) at most."""
        return k < _HEAD_BLOCKS or (k < _LONG_HEAD and self.roles.count("body") < 2)

    def role(self, k: int) -> Role:
        words, before = self.words[k], self.roles[-1] if self.roles else None
        if not words or (cues.is_boilerplate(words) and cues.keyed(words)[0] != "headline"):
            return "boilerplate"  # a rule or row of marks has no words
        hint = self.hints.get(self.blocks[k].start)
        if hint:
            return hint
        head, foot = self.is_head(k), k >= len(self.blocks) - 3
        if (head or foot) and (special := self.special(k, head=head)):
            return special
        titled = "headline" in self.roles or "body" in self.roles
        if cues.is_caption(words) and (titled or not self.is_head_line(self.next_words(k) or "")):
            return "caption"  # "PHOTOS: Thousands march" above a byline is a headline
        if self.is_item(k):
            return "list"
        if not titled and _is_headline(words, self.next_words(k)):
            return "headline"
        if self.blocks[k].of(self.text).startswith("#"):
            return "headline"
        if (
            k < self.lead < len(self.blocks)
            and before != "list"
            and _is_headline(words, self.next_words(k))
            and not _STOP.search(words[-20:])
        ):
            return "headline"  # what stands above the first paragraph: a second line of the headline
        if (
            self.blocks[k].gap
            and before in ("body", "list", "caption")
            and _is_heading(words, before, self.next_words(k))
        ):
            return "headline"
        return "body"

    def special(self, k: int, *, head: bool) -> Role | None:
        """What only a head or foot holds: dates, names, keys, labels."""
        words = self.words[k]
        key = cues.keyed(words)[0] if head and "body" not in self.roles else ""
        if key:
            return "headline" if key == "headline" else "byline"
        if bylines.is_byline(words) or (
            bylines.is_date(words) if "body" in self.roles and not head else bylines.is_dated(words)
        ):
            return "byline"
        if cues.is_label(words):
            return "boilerplate"
        if head and (self.is_name_line(k) or self.is_letterhead(k)):
            return "byline"
        return None

    def is_name_line(self, k: int) -> bool:
        """A name under the headline, when more of the head or the text itself follows: "Ann Lee", "Ann Lee in Lume"."""
        following = self.next_words(k)
        return (
            "headline" in self.roles
            and bylines.is_names(self.words[k])
            and following is not None
            and (self.is_head_line(following) or len(following) > 80 or cues.is_caption(following))
        )

    def is_letterhead(self, k: int) -> bool:
        """The name of an outlet or organisation above the headline."""
        if self.roles.count("headline") or "body" in self.roles or not bylines.is_outlet(self.words[k]):
            return False
        rest = self.words[k + 1 : self.lead]
        if self.words[k].isupper():  # the first line of a headline in capitals looks like a name
            rest = [words for words in rest if not words.isupper()]
        return any(
            len(words.split()) > cues.KICKER and not self.is_head_line(words) and not bylines.is_names(words)
            for words in rest
        )

    def is_head_line(self, words: str) -> bool:
        named = bylines.is_outlet(words) or bylines.is_dated(words) or bylines.is_byline(words)
        return named or cues.is_label(words) or cues.is_boilerplate(words)

    def is_item(self, k: int) -> bool:
        """A line with a list's mark that has a neighbour of its kind, or that the line before announces."""
        mark = cues.list_mark(self.blocks[k].of(self.text))
        if not mark:
            return False
        near = [self.blocks[n].of(self.text) for n in (k - 1, k + 1) if 0 <= n < len(self.blocks)]
        announced = k > 0 and self.words[k - 1].endswith(":")
        return announced or any(cues.list_mark(words) == mark for words in near)

    def mark(self) -> list[Role]:
        for k in range(len(self.blocks)):
            self.roles.append(self.role(k))
        self.spread_boilerplate()
        return self.roles

    def spread_boilerplate(self) -> None:
        """Paragraphs beside boilerplate that speak to the reader belong to it, in the last third of the text."""
        for k in range(1, len(self.roles)):
            late = self.blocks[k].start > 2 * len(self.text) / 3
            beside = self.roles[k - 1] == "boilerplate" and self.roles[k] in ("body", "headline")
            if late and beside and self.blocks[k].start not in self.hints and cues.is_weak_boilerplate(self.words[k]):
                self.roles[k] = "boilerplate"


def _with_heads(text: str, block: Block, role: Role, *, first: bool) -> Iterator[Part]:
    """A block as parts: heading marks are boilerplate, a dateline is a part of its own before its paragraph."""
    start = block.start
    markup = _MARKUP.match(text, start, block.end)
    if markup:
        yield Part(start, start + len(markup.group().rstrip()), "boilerplate")
        start = markup.end()
    key = cues.keyed(text[start : min(block.end, start + 40)]) if role == "headline" else ("", 0)
    if key[0] == "headline":
        yield Part(start, start + len(text[start : start + key[1]].rstrip()), "boilerplate")
        start += key[1]
    found = stamp(text[start : min(block.end, start + 300)]) if role in ("body", "headline", "byline") else None
    goes_on = found is not None and found[0] == 0 and block.end - start - found[1] > _REST
    stamped = found is not None and (role != "byline" or goes_on)
    if found is not None and stamped:
        yield from _before_stamp(text, start, start + found[0])
        words = text[start + found[0] : start + found[1]]
        yield Part(start + found[0], start + found[0] + len(words.rstrip()), "dateline")
        start += found[1] + (words == words.rstrip())
        role, first = "body", True
    words = text[start : min(block.end, start + 160)]
    length = dateline(words, first=first, stamped=stamped) if role in ("body", "headline") else 0
    if length:
        yield Part(start, start + len(text[start : start + length].rstrip()), "dateline")
        start += length
        role = "body"
    if start < block.end:
        yield Part(start, block.end, role)


def _before_stamp(text: str, start: int, end: int) -> Iterator[Part]:
    """The headline before a page's time stamp, and who wrote it: "Two held - Harbour News Agencies : Bor,"."""
    end = start + len(text[start:end].rstrip(" ,"))
    byline = _OUTLET.search(text[start:end])
    cut = start + byline.start() if byline else end
    if start < cut:
        yield Part(start, cut, "headline")
    if byline:
        yield Part(cut + (byline.group()[0] == " "), end, "byline")


def _blocks(text: str, hints: tuple[Part, ...]) -> Iterator[Block]:
    """Paragraphs; what the format marked as one is one."""
    position = 0
    for hint in hints:
        yield from _paragraphs(text, position, hint.start)
        yield Block(hint.start, hint.end, True)
        position = hint.end
    yield from _paragraphs(text, position, len(text))


def mark_parts(text: str, hints: tuple[Part, ...] = ()) -> tuple[Part, ...]:
    """Parts in order, disjoint, covering every character that is not space.

    ``hints`` are whole paragraphs, in order, whose role the file's format gives; only boilerplate cues overrule them.
    """
    blocks = list(_blocks(text, hints))
    roles = _Marker(text, blocks, {hint.start: hint.role for hint in hints}).mark()
    lead = roles.index("body") if "body" in roles else -1
    parts: list[Part] = []
    for k, (block, role) in enumerate(zip(blocks, roles, strict=True)):
        parts.extend(_with_heads(text, block, role, first=k == lead))
    return tuple(parts)
