"""Whose words: what each sentence says of itself, and quotations that run on over the end of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kronika.read.reader import Saying

OPENS, CLOSES, EITHER = {"“", "«", "``"}, {"”", "»", "''"}, {'"'}
RUNS_ON = 0.7  # how sure a quotation that goes on is, against the sentence that named its source


@dataclass(frozen=True)
class Voice:
    """Words ``first`` to ``end`` of a sentence are somebody's; ``source`` is (sentence, first, end) of who that is."""

    sentence: int
    first: int
    end: int
    source: tuple[int, int, int] | None
    score: float


@dataclass
class _Open:
    """A quotation not closed yet."""

    source: tuple[int, int, int] | None
    score: float


def find_voices(
    sentences: Sequence[Sequence[str]], sayings: Sequence[Sequence[Saying]], paragraphs: Sequence[int]
) -> list[Voice]:
    """All attributions of a report, sentence by sentence."""
    found: list[Voice] = []
    running: _Open | None = None
    for k, words in enumerate(sentences):
        if k and paragraphs[k] != paragraphs[k - 1] and not (words and words[0] in OPENS | EITHER):
            running = None
        own = [_voice(k, s, span) for s in sayings[k] for span in s.content]
        inside, still = _quoted(words, opened=running is not None)
        if running and inside:
            covered = any(v.first < inside[0][1] and inside[0][0] < v.end for v in own)
            if not covered:
                found.append(Voice(k, *inside[0], running.source, running.score))
        found += own
        running = _next(k, sayings[k], own, running) if still else None
    return found


def _voice(sentence: int, saying: Saying, span: tuple[int, int]) -> Voice:
    source = (sentence, *saying.source) if saying.source else None
    return Voice(sentence, *span, source, saying.score)


def _next(k: int, sayings: Sequence[Saying], own: list[Voice], running: _Open | None) -> _Open | None:
    """Who speaks in a quotation that is still open at the end of sentence ``k``."""
    if own:
        last = max(own, key=lambda v: v.end)
        return _Open(last.source, round(last.score * RUNS_ON, 3))
    if sayings and sayings[-1].source:
        return _Open((k, *sayings[-1].source), round(sayings[-1].score * RUNS_ON, 3))
    return running


def _quoted(words: Sequence[str], *, opened: bool) -> tuple[list[tuple[int, int]], bool]:
    """Stretches of a sentence between quotation marks, and whether one is open at its end."""
    spans, start = [], 0 if opened else -1
    for i, word in enumerate(words):
        if word in OPENS or (word in EITHER and start < 0):
            start = i + 1 if start < 0 or i == 0 else start
        elif start >= 0 and (word in CLOSES or word in EITHER):
            if i > start:
                spans.append((start, i))
            start = -1
    if start >= 0 and start < len(words):
        spans.append((start, len(words)))
    return spans, start >= 0
