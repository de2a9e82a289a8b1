"""Readings of a report's sentences to antecedents: for each pronoun, definite phrase and name, what earlier phrase it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kronika.read.phrases import Columns, Phrase, candidates, features, phrases
from kronika.read.reader import WordReading


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
        if r.links:
            found += phrases(k, words, r.lemma, r.upos, r.xpos, r.heads, r.deprels)
    if not found:
        return []
    rows = [np.stack([readings[p.sentence].links[n][p.token] for p in found]) for n in range(5)]
    columns = Columns(found)
    links = []
    for k, phrase in enumerate(found):
        among = candidates(k, found)
        if phrase.anaphoric and len(among):
            scores = link_scores(k, among, columns, rows, tables)
            best = int(scores.argmax())
            if best > 0:
                raised = np.exp(scores - scores[best])
                earlier = found[among[best - 1]]
                score = round(float(1 / raised.sum()), 3)
                links.append(Link((phrase.sentence, phrase.token), (earlier.sentence, earlier.token), score))
    return links


def link_scores(
    anaphor: int,
    among: range,
    columns: Columns,
    rows: Sequence[NDArray[np.float32]],
    tables: Mapping[str, NDArray[Any]],
) -> NDArray[np.float32]:
    """Scores of "none" and of each candidate; ``rows`` are the five link projections, a row per phrase."""
    some = slice(among.start, among.stop)
    a, c, left, right, none = rows
    seen = features(anaphor, among, columns) @ tables["link_features"] + tables["link_features_bias"]
    hidden = np.maximum(seen + a[anaphor] + c[some], 0)
    match = (right[some] @ left[anaphor]) / np.float32(left.shape[1] ** 0.5)
    scores = hidden @ tables["link_score"] + tables["link_score_bias"] + match
    out: NDArray[np.float32] = np.concatenate([none[anaphor], scores]).astype(np.float32)
    return out
