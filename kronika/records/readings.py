"""Readings: what the reader saw in each sentence of a report: tokens, tree, frames, names, antecedents, attributions.

Token indices are 0-based within the sentence and token ranges are end exclusive; character offsets are code points
into the report's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kronika.records.mentions import Date, Place
from kronika.records.spans import Span

ROOT = -1


@dataclass(frozen=True, slots=True)
class Token:
    """One word in Universal Dependencies terms; ``head`` is the index of its governor in the sentence, ROOT at the root."""

    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    factuality: float | None = None  # -1 (did not happen) .. 1 (happened), after UDS; None: no predicate


@dataclass(frozen=True, slots=True)
class Argument:
    """A labelled argument of a frame (ARG0, ARG1, ..., ARGM-TMP, ARGM-LOC, ...) over tokens ``first`` to ``end`` (exclusive)."""

    label: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A PropBank roleset evoked by the token ``predicate``; ``roleset`` is None where the reader is not sure of one."""

    predicate: int
    roleset: str | None
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name over tokens ``first`` to ``end`` (exclusive); ``label`` is PER, LOC or ORG."""

    first: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The phrase at tokens ``first`` to ``end`` means what ``target`` (an earlier span of the report) means."""

    first: int
    end: int
    target: Span
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens ``first`` to ``end`` are somebody's words; ``source`` is the span of the report that names whom, if found."""

    first: int
    end: int
    source: Span | None
    score: float


@dataclass(frozen=True)
class Sentence:
    """A stretch of a report with its reading. ``paragraph`` counts the report's paragraphs, ``role`` is its part's role."""

    index: int
    span: Span
    paragraph: int
    role: str  # headline, byline, dateline, caption, body, list
    tokens: tuple[Token, ...]
    frames: tuple[Frame, ...] = ()
    names: tuple[Name, ...] = ()
    antecedents: tuple[Antecedent, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    vector: tuple[float, ...] | None = None  # sentence embedding, unit length

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in order."""
        kids: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != ROOT:
                kids[token.head].append(i)
        return tuple(tuple(k) for k in kids)

    @cached_property
    def frame_at(self) -> dict[int, Frame]:
        """Frames by the index of their predicate."""
        return {frame.predicate: frame for frame in self.frames}

    def dependents(self, index: int, *deprels: str) -> tuple[int, ...]:
        """Dependents of a token, only those with one of ``deprels`` if given ("nsubj" also matches "nsubj:pass")."""
        if not deprels:
            return self.children[index]
        wanted = set(deprels)
        return tuple(
            k
            for k in self.children[index]
            if self.tokens[k].deprel in wanted or self.tokens[k].deprel.split(":")[0] in wanted
        )

    def subtree(self, index: int) -> tuple[int, ...]:
        """Indices of a token and all it governs, in order."""
        found, stack = [], [index]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self.children[i])
        return tuple(sorted(found))

    def ancestors(self, index: int) -> Iterator[int]:
        """Governors of a token, nearest first, ending at the root."""
        seen = {index}
        while (index := self.tokens[index].head) != ROOT and index not in seen:
            seen.add(index)
            yield index

    def cover(self, first: int, end: int) -> Span:
        """The characters of tokens ``first`` to ``end`` (exclusive)."""
        return Span(self.tokens[first].start, self.tokens[end - 1].end)

    def head_of(self, first: int, end: int) -> int:
        """The token of a range whose governor lies outside it (the first such one)."""
        for i in range(first, end):
            if not first <= self.tokens[i].head < end:
                return i
        return first


@dataclass(frozen=True)
class Reading:
    """A report as read: its sentences, and the places and days found in them (each with its span), resolved."""

    report: str
    sentences: tuple[Sentence, ...]
    places: tuple[Place, ...] = ()
    dates: tuple[Date, ...] = ()
