"""Skeleton sentences (tokens with offsets) of one or many reports to sentences with their reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from math import ceil

from kronika.read.links import find_links
from kronika.read.reader import Reader, WordReading
from kronika.read.voices import find_voices
from kronika.records.readings import Antecedent, Attribution, Sentence, Token
from kronika.records.spans import Span
from kronika.text import visible

Report = tuple[str, tuple[Sentence, ...]]
TOGETHER = 400  # words at most in a run: enough to warm the processor's caches, few enough to hold in memory


def read_report(text: str, skeletons: tuple[Sentence, ...], reader: Reader) -> tuple[Sentence, ...]:
    """The sentences of one report with tags, tree, frames, names, antecedents, attributions and vectors filled in.

    ``skeletons`` are the report's sentences as split: span, paragraph, role and tokens with their offsets into ``text``.
    """
    return read_batch([(text, skeletons)], reader)[0]


def read_batch(reports: Sequence[Report], reader: Reader) -> list[tuple[Sentence, ...]]:
    """Read many reports. Their sentences run side by side on ``reader.threads`` threads; a reading does not depend on it."""
    words = [[[visible(text[t.start : t.end]) for t in s.tokens] for s in skeletons] for text, skeletons in reports]
    flat = [w for report in words for w in report]
    together = in_runs(flat, reader.threads)
    if reader.threads == 1 or len(together) < 2:
        return _in_turn(reports, words, chain.from_iterable(map(reader.read_all, together)), reader)
    reader.network  # noqa: B018  (loaded once, before the threads ask for it)
    with ThreadPoolExecutor(reader.threads) as pool:
        return _in_turn(reports, words, chain.from_iterable(pool.map(reader.read_all, together)), reader)


def in_runs(sentences: Sequence[list[str]], threads: int) -> list[list[list[str]]]:
    """Sentences in runs of equal size, so that all threads end at about the same time."""
    each = sum(map(len, sentences)) / threads
    most = each / ceil(each / TOGETHER or 1)
    runs: list[list[list[str]]] = []
    size = most
    for words in sentences:
        if size >= most:
            runs.append([])
            size = 0
        runs[-1].append(words)
        size += len(words)
    return runs


def _in_turn(
    reports: Sequence[Report], words: list[list[list[str]]], readings: Iterator[WordReading], reader: Reader
) -> list[tuple[Sentence, ...]]:
    """Fill in one report after another as the readings of its sentences come."""
    return [
        _filled(skeletons, mine, list(islice(readings, len(skeletons))), reader)
        for (_, skeletons), mine in zip(reports, words, strict=True)
    ]


def _filled(
    skeletons: tuple[Sentence, ...], words: list[list[str]], readings: list[WordReading], reader: Reader
) -> tuple[Sentence, ...]:
    antecedents = _antecedents(skeletons, words, readings, reader)
    attributions = _attributions(skeletons, words, readings)
    return tuple(
        Sentence(
            skeleton.index,
            skeleton.span,
            skeleton.paragraph,
            skeleton.role,
            _tokens(skeleton, reading),
            tuple(reading.frames),
            tuple(reading.names),
            tuple(antecedents[k]),
            tuple(attributions[k]),
            reading.vector,
        )
        for k, (skeleton, reading) in enumerate(zip(skeletons, readings, strict=True))
    )


def _tokens(skeleton: Sentence, r: WordReading) -> tuple[Token, ...]:
    starts, ends = [t.start for t in skeleton.tokens], [t.end for t in skeleton.tokens]
    return tuple(map(Token, starts, ends, r.lemma, r.upos, r.xpos, r.heads, r.deprels, r.factuality))


def _cover(sentence: Sentence, first: int, end: int) -> Span:
    return sentence.cover(first, end)


def _antecedents(
    skeletons: Sequence[Sentence], words: list[list[str]], readings: Sequence[WordReading], reader: Reader
) -> list[list[Antecedent]]:
    found: list[list[Antecedent]] = [[] for _ in skeletons]
    if not any(words):
        return found

    def phrase(sentence: int, token: int) -> tuple[int, int]:
        first, last = readings[sentence].phrases(words[sentence]).run(token, -1, "")
        return first, last + 1

    for link in find_links(words, readings, reader.tables):
        first, end = phrase(*link.anaphor)
        target = _cover(skeletons[link.antecedent[0]], *phrase(*link.antecedent))
        found[link.anaphor[0]].append(Antecedent(first, end, target, link.score))
    return found


def _attributions(
    skeletons: Sequence[Sentence], words: list[list[str]], readings: Sequence[WordReading]
) -> list[list[Attribution]]:
    found: list[list[Attribution]] = [[] for _ in skeletons]
    paragraphs = [s.paragraph for s in skeletons]
    for voice in find_voices(words, [r.sayings for r in readings], paragraphs):
        source = None
        if voice.source:
            sentence, first, end = voice.source
            source = _cover(skeletons[sentence], first, end)
        found[voice.sentence].append(Attribution(voice.first, voice.end, source, voice.score))
    return found
