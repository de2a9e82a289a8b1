"""The two graphs behind one door: words of one sentence to scores, in windows where it is too long for the encoder.

Each sentence runs by itself, without padding or neighbours: int8 activations take their scale from what runs together, so
this is what makes a reading independent of its batch. Each run uses one thread; several sentences run side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kronika.read.pieces import CLS, SEP, Pieces, letter_case, windows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
MOST_PIECES, OVERLAP, FAR = 500, 80, 32
MOST_PAIRS = 2_000_000  # pairs of words that the frames graph looks at in one run; a long sentence takes several
OUTPUTS = (
    "upos", "xpos", "lemma", "ner", "marks", "sense", "arcs", "rel_dep", "rel_head", "pair_predicate", "pair_word",
    "link_a", "link_c", "link_l", "link_r", "link_none", "vector",
)  # fmt: skip


@dataclass
class Scores:
    """What the encoder says of words ``first`` to ``end`` of a sentence; row 0 of the arrays marked * is the start (root)."""

    first: int
    end: int
    upos: Ints
    xpos: Ints
    lemma: Ints
    ner: Floats  # n x 7
    marks: Floats  # n x 3: predicate, cue, factuality
    sense: Floats  # n x 128
    arcs: Floats  # n x (1 + n)
    rel_dep: Floats
    rel_head: Floats  # *
    pair_predicate: Floats
    pair_word: Floats
    links: tuple[Floats, Floats, Floats, Floats, Floats]
    vector: Floats


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
        self._outputs = [name + "_out" for name in OUTPUTS]

    def read(self, words: Sequence[str]) -> list[Scores]:
        """Scores of a sentence's words, in one part or, where it is long, several that follow one another."""
        cut = [self._pieces.of(w) for w in words]
        ranges = windows([len(c) for c in cut], MOST_PIECES, OVERLAP)
        own = [0, *((a[1] + b[0] + 1) // 2 for a, b in pairwise(ranges)), len(words)]
        return [self._window(words[a:b], cut[a:b], own[k] - a, own[k + 1] - a, a) for k, (a, b) in enumerate(ranges)]

    def _window(self, words: Sequence[str], cut: Sequence[tuple[int, ...]], first: int, end: int, shift: int) -> Scores:
        """Read one window but keep only its words ``first`` to ``end``."""
        ids, case, begins, ends = [CLS], [0], [0], [0]
        for word, pieces in zip(words, cut, strict=True):
            begins.append(len(ids))
            ids += pieces
            case += [letter_case(word)] * len(pieces)
            ends.append(len(ids) - 1)
        inputs = {
            "ids": np.array([[*ids, SEP]], np.int64),
            "case": np.array([[*case, 0]], np.int64),
            "first": np.array(begins, np.int64),
            "last": np.array(ends, np.int64),
        }
        out = dict(zip(OUTPUTS, self._encoder.run(self._outputs, inputs), strict=True))
        return _kept(out, first, end, shift)

    def frames(self, predicates: Floats, words: Floats, places: Sequence[int]) -> tuple[Floats, Floats]:
        """Role scores P x n x labels and the rest P x n x 5 for predicates (P x 192) standing at ``places``."""
        most = max(1, MOST_PAIRS // len(words) ** 2)
        if len(places) > most:
            starts = range(0, len(places), most)
            parts = [self.frames(predicates[k : k + most], words, places[k : k + most]) for k in starts]
            return np.concatenate([role for role, _ in parts]), np.concatenate([rest for _, rest in parts])
        steps = np.arange(len(words))[None, :] - np.array(places)[:, None]
        distance = np.minimum(np.maximum(steps, -FAR), FAR) + FAR
        role, rest = self._frames.run(None, {"predicate": predicates, "word": words, "distance": distance})
        return role, rest


def _kept(out: dict[str, Any], first: int, end: int, shift: int) -> Scores:
    """The rows of words ``first`` to ``end``; row 0 of what the graph gives is the sentence's start."""
    rows, whole = slice(1 + first, 1 + end), end - first + 1 == len(out["arcs"])
    with_root = slice(None) if whole else np.array([0, *range(1 + first, 1 + end)])
    a, c, left, right, none = (out[name][rows] for name in ("link_a", "link_c", "link_l", "link_r", "link_none"))
    plain = {n: out[n][rows] for n in (*OUTPUTS[:6], "rel_dep", "pair_predicate", "pair_word")}
    return Scores(
        shift + first,
        shift + end,
        arcs=out["arcs"][rows][:, with_root],
        rel_head=out["rel_head"][with_root],
        links=(a, c, left, right, none),
        vector=out["vector"][0],
        **plain,
    )
