"""Tokens to sentences: ends at stops, question and exclamation marks, never at abbreviations, initials or inside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kronika.records import ROOT, Part, Report, Sentence, Span, Token
from kronika.text.tokens import Pair, tokenise
from kronika.text.words import load_words

MAX_TOKENS = 400  # a longer "sentence" (a table, a list without stops) is cut, so that reading stays bounded
_CLOSERS = frozenset("\"'”’»)]}*_\u200b\u200e\u200f")
_OPENERS = frozenset("\"'“‘«([{*_")
_TELLING = frozenset(".!?…([)]")  # what a token must end with to matter here
_ENDS = re.compile(r"[.!?…]+|(?:\.\s?){3}")
_BREAKS = re.compile(r"[;:,)\]|]|--|—|–")
_LIST_MARK = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_WHOLE = re.compile(r"(?:[A-Z]\.)+")
_BRACKET_SPAN = 60  # an unclosed bracket further back than this many tokens no longer holds a sentence together


class _Splitter:
    """One stretch of text: decides after which tokens a sentence ends."""

    def __init__(self, text: str, tokens: list[Pair]) -> None:
        self.text, self.tokens, self.words = text, tokens, load_words()
        self.forms = [text[a:b] for a, b in tokens]

    def attached(self, i: int) -> bool:
        """No space stands before token ``i``."""
        return i > 0 and self.tokens[i - 1][1] == self.tokens[i][0]

    def after_closers(self, i: int) -> int:
        """The index after the quotation marks and brackets that close behind token ``i``."""
        j = i + 1
        while j < len(self.forms) and self.forms[j] in _CLOSERS and self.attached(j):
            if self.forms[j] in _OPENERS and j + 1 < len(self.forms) and self.attached(j + 1) and j > i + 1:
                break
            j += 1
        while self.forms[j : j + 1] == ["["] and self.forms[j + 2 : j + 3] == ["]"] and self.forms[j + 1].isdigit():
            j += 3  # a reference: "... was closed.[4]"
        return j

    def first_word(self, j: int) -> str:
        while j < len(self.forms) - 1 and self.forms[j] in _OPENERS:
            j += 1
        return self.forms[j]

    def is_list_mark(self, i: int, first: int) -> bool:
        """A stop behind "1", "a" or "iv" that opens the sentence numbers a list item."""
        return i == first + 1 and self.forms[i] == "." and bool(_LIST_MARK.fullmatch(self.forms[first]))

    def ends_at(self, i: int, first: int) -> int:
        """The index after the sentence's last token if it ends at the mark ``i``, else 0."""
        form = self.forms[i]
        if not _ENDS.fullmatch(form):
            return self.ends_with_abbreviation(i)
        if self.is_list_mark(i, first) or (i == first and form == "."):
            return 0  # ". Near Lume ...": a bullet that lost its shape
        j = self.after_closers(i)
        if j == len(self.forms):
            return j
        if _ENDS.fullmatch(self.forms[j]):
            return 0  # ". . ." and "? !": the last of them decides
        lower, upper = self.first_word(j)[0].islower(), self.first_word(j)[0].isupper()
        if self.attached(j) and not upper:
            return 0
        dots = form[0] == "…" or ".." in form or (i > 0 and self.forms[i - 1] == ".")
        if lower and (dots or (form[0] in "!?" and j > i + 1)):
            return 0
        if form[0] in "!?" and j > i + 1 and self.words.speech & set(self.forms[j + 1 : j + 5]):
            return 0
        return j

    def ends_with_abbreviation(self, i: int) -> int:
        """ "U.S." and "Aug." end a sentence only where a usual first word follows; "Gen." never does."""
        form = self.forms[i]
        if len(form) < 2 or form[-1] != "." or form[:-1] in self.words.titles:
            return 0
        j = self.after_closers(i)
        if j == len(self.forms):
            return j
        lone = len(form) == 2
        return j if not lone and self.first_word(j) in self.words.starters and not self.attached(j) else 0

    def split(self) -> Iterator[tuple[int, int]]:
        """Token ranges (first, end) of the sentences."""
        first, depth, opened = 0, 0, 0
        i = 0
        while i < len(self.forms):
            form = self.forms[i]
            if form[-1] not in _TELLING:
                i += 1
                continue
            if form in "([":
                depth, opened = depth + 1, i
            elif form in ")]":
                depth = max(0, depth - 1)
            inside = depth > 0 and opened > first and i - opened < _BRACKET_SPAN
            end = 0 if inside else self.ends_at(i, first)
            if end:
                yield first, end
                first, depth, i = end, 0, end
            else:
                i += 1
        if first < len(self.forms):
            yield first, len(self.forms)


def _cap(text: str, tokens: list[Pair]) -> Iterator[list[Pair]]:
    """Cut a run of more than MAX_TOKENS tokens, at the last comma or dash of the allowed stretch if there is one."""
    first = 0
    while len(tokens) - first > MAX_TOKENS:
        cut = first + MAX_TOKENS
        for k in range(cut, cut - MAX_TOKENS // 2, -1):
            if _BREAKS.fullmatch(text[slice(*tokens[k - 1])]):
                cut = k
                break
        yield tokens[first:cut]
        first = cut
    yield tokens[first:]


def _part_final_stop(text: str, tokens: list[Pair]) -> list[Pair]:
    """At a sentence's end the stop of "etc." or "p.m." is a token of its own; that of "U.S." is not."""
    if not tokens:
        return tokens
    start, end = tokens[-1]
    if end - start > 2 and text[end - 1] == "." and text[end - 2].isalpha() and not _WHOLE.fullmatch(text[start:end]):
        return [*tokens[:-1], (start, end - 1), (end - 1, end)]
    return tokens


def split_tokens(text: str, start: int = 0, end: int | None = None) -> list[list[Pair]]:
    """Sentences of ``text[start:end]`` as lists of token offsets; every character that can be seen is in exactly one token."""
    tokens = tokenise(text, start, end)
    found: list[list[Pair]] = []
    for first, last in _Splitter(text, tokens).split():
        found.extend(_cap(text, _part_final_stop(text, tokens[first:last])))
    return found


def _stretches(report: Report) -> Iterator[tuple[int, Part]]:
    """(paragraph, part) of all that is coded; a dateline shares the paragraph of the text that follows it on its line."""
    parts = report.parts or (Part(0, len(report.text), "body"),)
    paragraph = -1
    for k, part in enumerate(parts):
        led = k > 0 and parts[k - 1].role == "dateline" and "\n" not in report.text[parts[k - 1].end : part.start]
        paragraph += 0 if led else 1
        if part.role != "boilerplate":
            yield paragraph, part


def _skeleton(pairs: list[Pair], text: str) -> tuple[Token, ...]:
    return tuple([Token(a, b, text[a:b], "X", "", ROOT, "dep") for a, b in pairs])


def split_sentences(report: Report) -> tuple[Sentence, ...]:
    """The report's sentences, unread: tokens with offsets, lemma = surface, UPOS X, every head ROOT.

    No sentence crosses a part, boilerplate has none, and every other character that is not space is in a token.
    ``paragraph`` counts the parts (boilerplate too).
    """
    sentences: list[Sentence] = []
    for paragraph, part in _stretches(report):
        for pairs in split_tokens(report.text, part.start, part.end):
            span = Span(pairs[0][0], pairs[-1][1])
            sentences.append(Sentence(len(sentences), span, paragraph, part.role, _skeleton(pairs, report.text)))
    return tuple(sentences)
