"""Examples to tensors: sentences packed into rows without padding, targets for every head, -100 where a layer is missing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from kronika.read import phrases as ph
from kronika.read.lemma import script_of
from kronika.read.pieces import CLS, SEP, Pieces, letter_case
from kronika.read.spans import Phrases
from training.corpora import UNSAID, Example
from training.labels import Labels
from training.noise import joined, noised
from training.recipe import Noise

NONE = -100
MOST_WORDS = 160
NAMING = ("ewt", "gum", "wikigold", "re3d")  # corpora that agree on what a name is less than on what a verb is


@dataclass
class Batch:
    """One step's tensors. W words, S sentences of at most N words, R rows of T pieces, P predicates."""

    ids: Tensor  # R T
    case: Tensor  # R T
    position: Tensor  # R T
    segment: Tensor  # R T, number of the sentence, -1 for padding
    first: Tensor  # W, into R*T
    last: Tensor  # W
    cls: Tensor  # S
    sentence: Tensor  # W
    naming: Tensor  # W, whose names
    grid: Tensor  # S N, word numbers, -1 for padding
    tags: dict[str, Tensor] = field(default_factory=dict)  # W: upos xpos lemma ner deprel pred cue
    head: Tensor | None = None  # S N, 0 root, else 1 + word in sentence
    fact: Tensor | None = None  # K 3: word, value, weight
    senses: list[tuple[int, int, list[int]]] = field(default_factory=list)  # word, roleset, its rivals
    pairs: Tensor | None = None  # P 3: word, sentence, roleset (-1 unknown)
    roles: Tensor | None = None  # P N
    bounds: Tensor | None = None  # P N 3: begin end inside
    has_roles: Tensor | None = None  # P bool
    loose: Tensor | None = None  # K 4: row, label, first, last: arguments whose head word is not known
    source: Tensor | None = None  # P N
    content: Tensor | None = None  # P N
    has_saying: Tensor | None = None  # P bool
    vector: Tensor | None = None  # S, row of the matrix of sentence vectors or -1
    links: list[tuple[int, list[int], np.ndarray, list[int]]] = field(
        default_factory=list
    )  # anaphor, candidates, features, gold


class Collator:
    """Makes batches of examples, with noise where ``rng`` is given."""

    def __init__(self, pieces: Pieces, labels: Labels, noise: Noise | None = None) -> None:
        self.pieces = pieces
        self.noise = noise or Noise()
        self.labels = labels
        self.number = {
            name: {label: i for i, label in enumerate(getattr(labels, name))}
            for name in ("upos", "xpos", "lemma", "deprel", "role", "ner", "rolesets")
        }

    def __call__(self, examples: Sequence[Example], rng: random.Random | None = None) -> Batch:
        """Pack ``examples``; with ``rng`` each of them may be noised and two neighbours run together."""
        plain = list(examples)
        if rng:
            plain = _run_together(plain, rng, self.noise.joined)
        shown = [noised(e, rng, self.noise) if rng else e for e in plain]
        batch = self._pack([[self.pieces.of(w) for w in e.words] for e in shown], [e.words for e in shown], rng)
        naming = [NAMING.index(e.source) if e.source in NAMING else 0 for e in plain]
        batch.naming = torch.tensor(naming)[batch.sentence]
        self._tag(batch, plain)
        self._tree(batch, plain)
        self._frames(batch, plain)
        self._links(batch, plain)
        batch.vector = torch.tensor([e.vector for e in plain])
        return batch

    def _pack(self, cut: list[list[tuple[int, ...]]], words: list[list[str]], rng: random.Random | None) -> Batch:
        sizes = [2 + sum(map(len, c)) for c in cut]
        width = max(max(sizes), 64)
        room: list[int] = []
        place = [(0, 0)] * len(cut)
        for s in sorted(range(len(cut)), key=lambda s: -sizes[s]):
            row = next((r for r, used in enumerate(room) if used + sizes[s] <= width), len(room))
            if row == len(room):
                room.append(0)
            place[s] = (row, room[row])
            room[row] += sizes[s]
        shape = (len(room), width)
        ids, case, position = (np.zeros(shape, np.int64) for _ in range(3))
        segment = np.full(shape, -1)
        first, last, sentence, cls = [], [], [], []
        grid = np.full((len(cut), max(len(c) for c in cut)), -1)
        for s, (row, at) in enumerate(place):
            flat = [CLS, *(i for w in cut[s] for i in w), SEP]
            end = at + len(flat)
            ids[row, at:end] = flat
            position[row, at:end] = range(len(flat))
            segment[row, at:end] = s
            cls.append(row * width + at)
            k = at + 1
            for j, w in enumerate(cut[s]):
                grid[s, j] = len(first)
                first.append(row * width + k)
                last.append(row * width + k + len(w) - 1)
                case[row, k : k + len(w)] = letter_case(words[s][j])
                if rng and rng.random() < self.noise.masked:
                    ids[row, k : k + len(w)] = 103
                sentence.append(s)
                k += len(w)
        t = torch.as_tensor
        return Batch(
            t(ids), t(case), t(position), t(segment), t(first), t(last), t(cls), t(sentence), t(sentence), t(grid)
        )

    def _tag(self, batch: Batch, examples: list[Example]) -> None:
        def column(name: str, values: list[list[str] | None]) -> Tensor:
            known, out = self.number[name], []
            for e, row in zip(examples, values, strict=True):
                out += [NONE] * len(e.words) if row is None else [known.get(v, NONE) for v in row]
            return torch.tensor(out)

        batch.tags = {
            "upos": column("upos", [e.upos for e in examples]),
            "xpos": column("xpos", [e.xpos for e in examples]),
            "deprel": column("deprel", [e.deprel for e in examples]),
            "ner": column("ner", [e.ner for e in examples]),
            "lemma": column(
                "lemma",
                [
                    [script_of(w, x) for w, x in zip(e.words, e.lemma, strict=True)] if e.lemma else None
                    for e in examples
                ],
            ),
        }
        fact = [(int(batch.grid[s, t]), v, c / 4) for s, e in enumerate(examples) for t, v, c in e.fact if c > 0]
        batch.fact = torch.tensor(fact) if fact else None

    def _tree(self, batch: Batch, examples: list[Example]) -> None:
        head = torch.full(batch.grid.shape, NONE)
        for s, e in enumerate(examples):
            if e.head is not None:
                head[s, : len(e.head)] = torch.tensor(e.head) + 1
        batch.head = head

    def _frames(self, batch: Batch, examples: list[Example]) -> None:
        size = batch.grid.shape[1]
        pred, cue = [], []
        rows: list[tuple[int, int, int]] = []
        targets: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, bool, bool]] = []
        loose: list[tuple[int, int, int, int]] = []
        for s, e in enumerate(examples):
            said = {x.cue: x for x in e.sayings or []}
            framed = {f.p: f for f in e.frames or []}
            pred += _predicates(e, framed)
            cue += _cues(e, said)
            for p in sorted(said.keys() | framed.keys()):
                frame, saying = framed.get(p), said.get(p)
                roles, bounds = np.full(size, NONE), np.zeros((size, 3), np.float32)
                source, content = np.zeros(size, np.float32), np.zeros(size, np.float32)
                word = int(batch.grid[s, p])
                sense = self.number["rolesets"].get(frame.roleset or "", -1) if frame else -1
                if frame:
                    self._roles(e, frame.args, roles, bounds, loose, len(rows))
                    if sense >= 0:
                        lemma = e.lemma[p].lower() if e.lemma else (frame.roleset or "").split(".")[0].split("_")[0]
                        batch.senses.append((word, sense, self.labels.candidates.get(lemma, [])))
                if saying:
                    content[list(saying.content)] = 1
                    for t in _tops(e, saying.source):
                        source[t] = 1
                rows.append((word, s, sense))
                targets.append((roles, bounds, source, content, frame is not None, saying is not None))
        batch.tags["pred"], batch.tags["cue"] = torch.tensor(pred), torch.tensor(cue)
        if rows:
            batch.pairs = torch.tensor(rows)
            batch.roles, batch.bounds, batch.source, batch.content = (
                torch.tensor(np.stack([x[i] for x in targets])) for i in range(4)
            )
            batch.has_roles, batch.has_saying = (torch.tensor([x[i] for x in targets]) for i in (4, 5))
            batch.loose = torch.tensor(loose) if loose else None

    def _roles(
        self, e: Example, args: list[tuple[str, int, int]], roles: np.ndarray, bounds: np.ndarray,
        loose: list[tuple[int, int, int, int]], row: int,
    ) -> None:  # fmt: skip
        roles[: len(e.words)] = 0
        for label, first, last in args:
            number = self.number["role"].get(label, 0)
            bounds[first, 0] = bounds[last, 1] = 1
            bounds[first : last + 1, 2] = 1
            if not number:
                continue
            if e.head is not None:
                roles[span_head(e.head, e.upos or [], first, last)] = number
            else:
                roles[first : last + 1] = NONE
                loose.append((row, number, first, last))

    def _links(self, batch: Batch, examples: list[Example]) -> None:
        docs: dict[str, list[int]] = {}
        for s, e in enumerate(examples):
            if e.mentions is not None:
                docs.setdefault(e.doc, []).append(s)
        for members in docs.values():
            self._link(batch, [(s, examples[s]) for s in members])

    def _link(self, batch: Batch, members: list[tuple[int, Example]]) -> None:
        found, entity = gold_phrases([e for _, e in members])
        columns = ph.Columns(found)
        at = [int(batch.grid[members[p.sentence][0], p.token]) for p in found]
        for a, p in enumerate(found):
            among = ph.candidates(a, found)
            if p.anaphoric and len(among):
                gold = [n for n, k in enumerate(among) if entity[a] and entity[k] == entity[a]]
                batch.links.append((at[a], [at[k] for k in among], ph.features([a], [among], columns), gold))


def gold_phrases(examples: Sequence[Example]) -> tuple[list[ph.Phrase], list[str]]:
    """Phrase heads of consecutive sentences by the gold tree, and the entity of each ("" for none)."""
    found: list[ph.Phrase] = []
    entity: list[str] = []
    for k, e in enumerate(examples):
        known: dict[int, str] = {}
        for first, last, name in sorted(e.mentions or [], key=lambda m: m[1] - m[0]):
            known[span_head(e.head or [], e.upos or [], first, last)] = name
        here = ph.phrases(k, Phrases(e.words, e.upos or [], e.head or [], e.deprel or []), e.lemma or [], e.xpos or [])
        found += here
        entity += [known.get(p.token, "") for p in here]
    return found, entity


def span_head(heads: Sequence[int], upos: Sequence[str], first: int, last: int) -> int:
    """The word of a span (last inclusive) that hangs on a word outside it; punctuation only if there is nothing else."""
    tops = [t for t in range(first, last + 1) if not first <= heads[t] <= last]
    return next((t for t in tops if upos[t] != "PUNCT"), tops[0] if tops else first)


def _tops(e: Example, tokens: set[int]) -> list[int]:
    if e.head is None:
        return sorted(tokens)
    return [t for t in tokens if e.head[t] not in tokens]


def _predicates(e: Example, framed: dict[int, object]) -> list[int]:
    if e.frames is None or e.complete is None:
        return [NONE] * len(e.words)
    return [1 if t in framed else 0 if e.complete else NONE for t in range(len(e.words))]


def _cues(e: Example, said: dict[int, object]) -> list[int]:
    if e.sayings is None:
        return [NONE] * len(e.words)
    if e.sayings_complete:
        return [int(t in said) for t in range(len(e.words))]
    verbs = {"VERB", "NOUN", "AUX", "ADP", "ADJ"}
    return [1 if t in said else NONE if (e.upos or [])[t] in verbs else 0 for t in range(len(e.words))]


def _run_together(examples: list[Example], rng: random.Random, share: float) -> list[Example]:
    out: list[Example] = []
    for e in examples:
        if out and rng.random() < share and len(out[-1].words) + len(e.words) < MOST_WORDS:
            both = joined(out[-1], e)
            if both:
                out[-1] = both
                continue
        out.append(e)
    return out


def epoch(examples: Sequence[Example], pieces: Pieces, rng: random.Random, size: int = 1800) -> Iterator[list[Example]]:
    """One pass in batches of about ``size`` pieces, each mixing a stretch of a GUM document with sentences of like length."""
    docs: dict[str, list[Example]] = {}
    loose: list[tuple[float, Example]] = []
    weight = {id(e): 2 + sum(len(pieces.of(w)) for w in e.words) for e in examples}
    for e in examples:
        if len(e.words) > MOST_WORDS:
            continue
        if e.doc:
            docs.setdefault(e.doc, []).append(e)
        else:
            loose += [(weight[id(e)] * rng.uniform(0.8, 1.25), e) for _ in range(e.copies)]
    inside = sum(weight[id(e)] for d in docs.values() for e in d)
    beside = sum(weight[id(e)] for _, e in loose)
    share = inside / max(1, inside + beside)
    stretches = [s for d in docs.values() for s in _parts(d, weight, size * share)]
    count = len(stretches) or round(beside / size) or 1
    others = list(_parts([e for _, e in sorted(loose, key=lambda x: x[0])], weight, beside / count))
    rng.shuffle(stretches)
    rng.shuffle(others)
    for n in range(max(len(stretches), len(others))):
        yield [*(stretches[n] if n < len(stretches) else []), *(others[n] if n < len(others) else [])]


def _parts(examples: Sequence[Example], weight: dict[int, int], size: float) -> Iterator[list[Example]]:
    """Stretches of about ``size`` pieces, all of them of like size: a small last one would make a noisy step."""
    total = sum(weight[id(e)] for e in examples)
    each = total / max(1, round(total / max(size, 1)))
    part: list[Example] = []
    done = full = 0
    for e in examples:
        part.append(e)
        full += weight[id(e)]
        if full >= each * (done + 1) - 1e-6:
            yield part
            part, done = [], done + 1
    if part:
        yield part


__all__ = ["NONE", "UNSAID", "Batch", "Collator", "epoch", "gold_phrases", "span_head"]
