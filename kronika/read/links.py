"""Readings of a report's sentences to antecedents: for each pronoun, definite phrase and name, what earlier phrase it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kronika.read.phrases import Columns, Phrase, candidates, features, phrases
from kronika.read.reader import WordReading

Floats = NDArray[np.float32]
TOGETHER = 256  # anaphors whose pairs are described at once


@dataclass(frozen=True)
class Link:
    """Phrase ``anaphor`` means what phrase ``antecedent`` means; phrases are heads, (sentence, token)."""

    anaphor: tuple[int, int]
    antecedent: tuple[int, int]
    score: float


def find_links(
    sentences: Sequence[Sequence[str]], readings: Sequence[WordReading], tables: Mapping[str, NDArray[Any]]
) -> list[Link]:
    """Links among the sentences of one report, in order of the anaphors."""
    found: list[Phrase] = []
    for k, (words, r) in enumerate(zip(sentences, readings, strict=True)):
        if len(r.links):
            found += phrases(k, r.phrases(words), r.lemma, r.xpos)
    if not found:
        return []
    rows = projections(found, readings, tables)
    columns = Columns(found)
    asked = [(k, among) for k, phrase in enumerate(found) if phrase.anaphoric and len(among := candidates(k, found))]
    links = []
    for first in range(0, len(asked), TOGETHER):
        some = asked[first : first + TOGETHER]
        for (k, among), scores in zip(some, link_scores(some, columns, rows, tables), strict=True):
            best = int(scores.argmax())
            if best > 0:
                score = round(float(1 / np.exp(scores - scores[best]).sum()), 3)
                anaphor, earlier = found[k], found[among[best - 1]]
                links.append(Link((anaphor.sentence, anaphor.token), (earlier.sentence, earlier.token), score))
    return links


def projections(
    found: Sequence[Phrase], readings: Sequence[WordReading], tables: Mapping[str, NDArray[Any]]
) -> list[Floats]:
    """The five link projections, a row per phrase: as anaphor and candidate, left and right of a product, with none."""
    tokens: dict[int, list[int]] = {}
    for p in found:
        tokens.setdefault(p.sentence, []).append(p.token)
    block = np.concatenate([readings[k].links[some] for k, some in tokens.items()])
    wide = len(tables["link_score"])
    narrow = (block.shape[1] - 2 * wide - 1) // 2
    return np.split(block, [wide, 2 * wide, 2 * wide + narrow, 2 * (wide + narrow)], axis=1)


def link_scores(
    asked: Sequence[tuple[int, range]], columns: Columns, rows: Sequence[Floats], tables: Mapping[str, NDArray[Any]]
) -> list[Floats]:
    """For each anaphor with its candidates: scores of "none" and of each candidate.

    ``rows`` are the five link projections, a row per phrase.
    """
    a, c, left, right, none = rows
    table = features([k for k, _ in asked], [among for _, among in asked], columns)
    anaphors = [k for k, _ in asked]
    a, left = a[anaphors] + tables["link_features_bias"], left[anaphors] / np.float32(left.shape[1] ** 0.5)
    weights, score, bias = tables["link_features"], tables["link_score"], tables["link_score_bias"]
    found, start = [], 0
    for row, (k, among) in enumerate(asked):
        some = slice(among.start, among.stop)
        hidden = table[start : start + len(among)] @ weights
        hidden += a[row]
        hidden += c[some]
        np.maximum(hidden, 0, out=hidden)
        found.append(np.concatenate([none[k], hidden @ score + right[some] @ left[row] + bias]))
        start += len(among)
    return found
