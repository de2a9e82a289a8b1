"""The two graphs behind one door: words of one sentence to scores, in windows where it is too long for the encoder.

Each sentence runs by itself, without padding or neighbours: int8 activations take their scale from what runs together, so
this is what makes a reading independent of its batch. Each run uses one thread; several sentences run side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kronika.read.pieces import CLS, SEP, Pieces, letter_case, windows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
MOST_PIECES, OVERLAP, FAR = 500, 80, 32
MOST_PAIRS = 2_000_000  # pairs of words that the frames graph looks at in one run; a long sentence takes several
OUTPUTS = ["tags", "single", "arcs", "pairs", "links", "sentence"]
# how far a word stands from a predicate, as the frames graph counts it: row p of n words is a stretch of this line
STEPS = np.clip(np.arange(-MOST_PIECES, MOST_PIECES + 1), -FAR, FAR) + FAR


@dataclass
class Scores:
    """What the encoder says of words ``first`` to ``end`` of a sentence; row 0 of the arrays marked * is the start (root)."""

    first: int
    end: int
    tags: Ints  # n x 3: universal tag, Penn tag, lemma script
    arcs: Floats  # n x (1 + n)
    ner: Floats  # n x 7
    marks: Floats  # n x 3: predicate, cue, factuality
    sense: Floats  # n x 128
    rel_dep: Floats
    rel_head: Floats  # *
    pair_predicate: Floats
    pair_word: Floats
    links: Floats  # five projections side by side
    vector: Floats


@dataclass
class Question:
    """What the frames graph is asked of one sentence: predicates (P x 192) standing at ``places`` among its words (n x 192)."""

    predicates: Floats
    words: Floats
    places: Sequence[int]


@dataclass
class _Window:
    """A stretch of a sentence as the encoder takes it; only its words ``first`` to ``end`` are kept."""

    inputs: dict[str, Ints]
    first: int
    end: int
    shift: int


def session(graph: bytes) -> Any:
    """An onnxruntime session that uses the calling thread only."""
    import onnxruntime  # slow to import, and only needed by who reads

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


class Network:
    """The loaded graphs. Safe to call from several threads."""

    def __init__(self, encoder: bytes, frames: bytes, pieces: Pieces) -> None:
        self._encoder = session(encoder)
        self._frames = session(frames)
        self._pieces = pieces
        told = self._encoder.get_modelmeta().custom_metadata_map
        self._columns = dict(c for block in ("single", "pairs") for c in _columns(told[block]))

    def read(self, sentences: Sequence[Sequence[str]]) -> list[list[Scores]]:
        """Scores of each sentence's words, in one part or, where it is long, several that follow one another.

        Nothing but the encoder runs between one sentence and the next: what runs after it finds the processor's caches
        full of its weights.
        """
        asked = [self._windows(words) for words in sentences]
        told = [[self._encoder.run(OUTPUTS, window.inputs) for window in parts] for parts in asked]
        return [[self._kept(*pair) for pair in zip(*both, strict=True)] for both in zip(asked, told, strict=True)]

    def _windows(self, words: Sequence[str]) -> list[_Window]:
        if not words:
            return []
        cut = [self._pieces.of(w) for w in words]
        ranges = windows([len(c) for c in cut], MOST_PIECES, OVERLAP)
        own = [0, *((a[1] + b[0] + 1) // 2 for a, b in pairwise(ranges)), len(words)]
        return [
            _Window(_inputs(words[a:b], cut[a:b]), own[k] - a, own[k + 1] - a, a) for k, (a, b) in enumerate(ranges)
        ]

    def _kept(self, window: _Window, told: Sequence[Any]) -> Scores:
        """The rows of words ``first`` to ``end``; row 0 of what the graph gives is the sentence's start."""
        tags, single, arcs, pairs, links, vector = told
        first, end, at = window.first, window.end, self._columns
        rows = slice(1 + first, 1 + end)
        with_root = slice(None) if end - first + 1 == len(arcs) else np.array([0, *range(1 + first, 1 + end)])
        single, mine = single[rows], pairs[rows]
        return Scores(
            window.shift + first,
            window.shift + end,
            tags[rows],
            arcs[rows][:, with_root],
            single[:, at["ner"]],
            single[:, at["marks"]],
            single[:, at["sense"]],
            mine[:, at["rel_dep"]],
            pairs[with_root, at["rel_head"]],
            mine[:, at["pair_predicate"]],
            mine[:, at["pair_word"]],
            links[rows],
            vector[0],
        )

    def frames(self, questions: Sequence[Question]) -> list[Floats]:
        """For each question P x n x (labels + 5): role scores, then begin, end, ...; nothing but the graph runs in between."""
        asked = [list(_runs(q)) for q in questions]
        told = [[self._frames.run(None, inputs)[0] for inputs in runs] for runs in asked]
        return [parts[0] if len(parts) == 1 else np.concatenate(parts) for parts in told]


def _columns(told: str) -> list[tuple[str, slice]]:
    """Which columns of a block belong to what, from the graph's own list of names and widths."""
    named = json.loads(told)
    ends = list(accumulate(width for _, width in named))
    return [(name, slice(end - width, end)) for (name, width), end in zip(named, ends, strict=True)]


def _inputs(words: Sequence[str], cut: Sequence[tuple[int, ...]]) -> dict[str, Ints]:
    """What the encoder takes: pieces, letter case, and each word's first and last piece (0 for the start)."""
    ids, case, begins, ends = [CLS], [0], [0], [0]
    for word, pieces in zip(words, cut, strict=True):
        begins.append(len(ids))
        ids += pieces
        case += [letter_case(word)] * len(pieces)
        ends.append(len(ids) - 1)
    ids.append(SEP)
    case.append(0)
    both, places = np.array([ids, case]), np.array([begins, ends])
    return {"ids": both[:1], "case": both[1:], "first": places[0], "last": places[1]}


def _runs(question: Question) -> Iterator[dict[str, Any]]:
    """One run of the frames graph, or several where the sentence is long."""
    n = len(question.words)
    most = max(1, MOST_PAIRS // n**2)
    for k in range(0, len(question.places), most):
        steps = [STEPS[MOST_PIECES - p : MOST_PIECES - p + n] for p in question.places[k : k + most]]
        predicates = question.predicates[k : k + most]
        yield {"predicate": predicates, "word": question.words, "distance": np.array(steps)}
