"""The reader: the words of one sentence come in, what the network and the decoders make of them goes out."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kronika.read import weights as stored
from kronika.read.frames import Settings, decode_arguments, softmax_score
from kronika.read.lemma import Lemmas, american
from kronika.read.names import decode_names
from kronika.read.network import Network, Question, Scores
from kronika.read.pieces import UPPER, Pieces, letter_case
from kronika.read.spans import Phrases
from kronika.read.tree import decode_tree
from kronika.records.readings import ROOT, Frame, Name

Floats = NDArray[np.float32]
EMPTY = np.zeros((0, 0), np.float32)
MOST_KNOWN = 2000  # words whose rolesets are kept at hand


@dataclass(frozen=True)
class Saying:
    """Somebody's words in one sentence: the word that shows it, the source's words, the stretches said (end exclusive)."""

    cue: int
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    score: float


@dataclass
class WordReading:
    """One sentence as read: a value per word (``heads`` 0-based, ROOT at the root), and what spans several words."""

    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    factuality: list[float | None] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    vector: tuple[float, ...] | None = None  # unit length
    links: Floats = field(default_factory=lambda: EMPTY)  # a row per word: what scores antecedents
    tree: Phrases | None = field(default=None, compare=False)

    def phrases(self, words: Sequence[str]) -> Phrases:
        """The phrases of the sentence, whose ``words`` are given; made once."""
        if self.tree is None:
            self.tree = Phrases(words, self.upos, self.heads, self.deprels)
        return self.tree


@dataclass(frozen=True)
class _Begun:
    """A part of a sentence read as far as its tree, and what the frames' graph is to be asked; the score of each cue."""

    found: WordReading
    words: Sequence[str]
    cues: dict[int, float]
    question: Question | None


class Reader:
    """The neural reader. Made cheaply; the weights are read and checked when the first sentence is."""

    def __init__(self, folder: Path, *, threads: int | None = None, settings: Settings | None = None) -> None:
        self.folder = folder
        self.version = stored.version_of(folder)
        self.threads = threads or os.cpu_count() or 1
        self.settings = settings or Settings()
        self._lock = threading.Lock()
        self._network: Network | None = None
        self.labels: dict[str, Any] = {}
        self.tables: dict[str, NDArray[Any]] = {}
        self._lemmas = Lemmas({}, ())
        self._known: dict[str, tuple[list[int], Floats]] = {}
        self._mapped: dict[int, Floats] = {}  # rolesets as the frames graph takes them, once met

    @classmethod
    def load(cls, path: Path | str | None = None, *, threads: int | None = None) -> Reader:
        """The reader of the weights in ``path``, by default those that came with the package; ``threads`` read side by side.

        Raises :class:`ReaderError` if there are no weights; damage is found when they are first used.
        """
        return cls(Path(path) if path else stored.HERE, threads=threads)

    @property
    def network(self) -> Network:
        """The loaded graphs."""
        with self._lock:
            if self._network is None:
                kept = stored.load_weights(self.folder)
                self.labels, self.tables = kept.labels, kept.tables
                seen = kept.labels["lemmas"]
                self._lemmas = Lemmas(seen, {*kept.labels["candidates"], *seen.values()})
                self._network = Network(kept.encoder, kept.frames, Pieces.load(kept.tokenizer))
            return self._network

    def read(self, words: Sequence[str], predicates: Sequence[int] | None = None) -> WordReading:
        """Read one sentence. ``predicates`` sets which words have frames, where that is known (for measuring)."""
        return self.read_all([words], [predicates])[0]

    def read_all(
        self, sentences: Sequence[Sequence[str]], predicates: Sequence[Sequence[int] | None] = ()
    ) -> list[WordReading]:
        """Read some sentences, each as if it were alone.

        One step is taken for all before the next: so what it needs stays in the processor's caches, which the encoder fills.
        """
        network = self.network
        scored = network.read(sentences)
        begun = []
        for words, parts, given in zip_longest(sentences, scored, predicates):
            for part in parts:
                mine = None if given is None else [p - part.first for p in given if part.first <= p < part.end]
                begun.append(self._begin(words[part.first : part.end], part, mine))
        answers = iter(network.frames([b.question for b in begun if b.question]))
        done = iter([self._end(b, next(answers) if b.question else None) for b in begun])
        return [_joined(parts, list(islice(done, len(parts)))) for parts in scored]

    def _begin(self, words: Sequence[str], scores: Scores, given: Sequence[int] | None) -> _Begun:
        """All that is said of single words and the tree, and what the frames' graph is to be asked."""
        labels = self.labels
        found = WordReading()
        upos, xpos, scripts = scores.tags.T.tolist()
        found.upos = [labels["upos"][k] for k in upos]
        found.xpos = [labels["xpos"][k] for k in xpos]
        loud = list(map(letter_case, words)).count(UPPER) > 0.6 * len(words)
        columns = zip(words, scripts, found.upos, found.xpos, strict=True)
        found.lemma = [self._lemmas.of(w, labels["lemma"][k], u, x, loud) for w, k, u, x in columns]
        heads = decode_tree(scores.arcs)
        found.heads = heads.tolist()
        found.deprels = self._relations(scores, heads)
        found.names = decode_names(scores.ner, labels["ner"])
        found.links = scores.links
        return self._asked(found, words, scores, given)

    def _relations(self, scores: Scores, heads: NDArray[np.int64]) -> list[str]:
        """Labels of the arcs chosen: "root" at the root and nowhere else."""
        above, below, table = scores.rel_head[heads + 1], scores.rel_dep, self.tables["rel"]
        half = below.shape[1]
        table = np.maximum(below + above, 0) @ table[:half] + (below * above) @ table[half:] + self.tables["rel_bias"]
        names = self.labels["deprel"]
        table[:, names.index("root")] = -np.inf
        best = [names[k] for k in table.argmax(1).tolist()]
        best[int(heads.argmin())] = "root"
        return best

    def _asked(self, found: WordReading, words: Sequence[str], scores: Scores, given: Sequence[int] | None) -> _Begun:
        """Which words have frames, of which rolesets, and the predicates' vectors."""
        marks = scores.marks.tolist()
        predicates = [t for t, m in enumerate(marks) if m[0] > 0] if given is None else sorted(given)
        cues = {t: m[1] for t, m in enumerate(marks) if m[1] > 0}
        factual = np.tanh(scores.marks[:, 2])
        found.factuality = [None] * len(words)
        for p in predicates:
            found.factuality[p] = round(float(factual[p]), 3)
        rolesets = {p: self._roleset(found.lemma[p], words[p], scores.sense[p]) for p in {*predicates, *cues}}
        found.frames = [Frame(p, rolesets[p][0]) for p in predicates]
        # an auxiliary has no arguments
        places = sorted(p for p in rolesets if p in cues or not found.deprels[p].startswith("aux"))
        if not places:
            return _Begun(found, words, cues, None)
        vectors = np.array([scores.pair_predicate[p] + rolesets[p][1] for p in places])
        return _Begun(found, words, cues, Question(vectors, scores.pair_word, places))

    def _end(self, begun: _Begun, told: Floats | None) -> WordReading:
        """Arguments and sayings from what the frames' graph said."""
        found = begun.found
        if begun.question is None or told is None:
            return found
        labels, places = self.labels["role"], begun.question.places
        role, rest = told[:, :, : len(labels)], told[:, :, len(labels) :]
        phrases = found.phrases(begun.words)
        decoded = decode_arguments(role, rest, places, phrases, labels, self.settings)
        arguments = dict(zip(places, decoded, strict=True))
        found.frames = [Frame(f.predicate, f.roleset, arguments.get(f.predicate, ())) for f in found.frames]
        for p, score in begun.cues.items():
            mine = rest[places.index(p)]
            found.sayings.append(_saying(p, mine[:, 3], mine[:, 4], score, phrases))
        return found

    def _roleset(self, lemma: str, word: str, sense: Floats) -> tuple[str | None, Floats]:
        """The roleset that fits best among those of a word, and its vector for the frames' graph (zeros for none)."""
        numbers, vectors = self._candidates(lemma.lower(), word.lower())
        if not numbers:
            return None, np.zeros(self.tables["roleset_to_pair"].shape[1], np.float32)
        best = int((vectors @ sense).argmax()) if len(numbers) > 1 else 0
        number = numbers[best]
        mapped = self._mapped.get(number)
        if mapped is None:
            mapped = self._mapped[number] = vectors[best] @ self.tables["roleset_to_pair"]
        return self.labels["rolesets"][number], mapped

    def _candidates(self, lemma: str, word: str) -> tuple[list[int], Floats]:
        """Numbers and vectors of a word's rolesets, remembered for the words met most lately."""
        known = self._known.get(lemma)
        if known is None:
            candidates = self.labels["candidates"]
            numbers = candidates.get(lemma) or candidates.get(american(lemma)) or candidates.get(word) or []
            vectors = self.tables["rolesets"][numbers].astype(np.float32) * self.tables["rolesets_scale"][numbers]
            known = (numbers, vectors)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            if lemma in candidates:
                self._known[lemma] = known
        return known


def _saying(cue: int, source: Floats, content: Floats, score: float, phrases: Phrases) -> Saying:
    """Source: the phrase of the best-scored word. Content: runs of words more likely said than not, small gaps closed."""
    source = source.copy()
    source[cue] = -np.inf
    best = int(source.argmax())
    who = phrases.run(best, cue, "") if float(source[best]) > -1 else None
    span = (who[0], who[1] + 1) if who else None
    blocked = {cue, *(range(*span) if span else ())}
    said = [t for t in np.flatnonzero(content > 0).tolist() if t not in blocked]
    runs: list[list[int]] = []
    for t in said:
        if runs and t - runs[-1][1] <= 2 and not blocked & set(range(runs[-1][1], t)):
            runs[-1][1] = t + 1
        else:
            runs.append([t, t + 1])
    kept = tuple((a, b) for a, b in runs if any(phrases.upos[t] != "PUNCT" for t in range(a, b)))
    return Saying(cue, span, kept, round(softmax_score((0.0, score), 1), 3))


def _joined(scores: Sequence[Scores], parts: Sequence[WordReading]) -> WordReading:
    """A sentence of its parts, nearly always one."""
    if not parts:
        return WordReading()
    whole = parts[0]
    for by, part in zip(scores[1:], parts[1:], strict=True):
        _append(whole, part, by.first)
    mean = np.mean([s.vector for s in scores], axis=0) if len(scores) > 1 else scores[0].vector
    whole.vector = tuple((mean / max(float(np.linalg.norm(mean)), 1e-9)).tolist())
    return whole


def _append(whole: WordReading, part: WordReading, by: int) -> None:
    """Add a later part of a long sentence; its root hangs on the first part's as parataxis."""
    root = whole.heads.index(ROOT)
    whole.upos += part.upos
    whole.xpos += part.xpos
    whole.lemma += part.lemma
    whole.heads += [root if h == ROOT else h + by for h in part.heads]
    whole.deprels += ["parataxis" if d == "root" else d for d in part.deprels]
    whole.factuality += part.factuality
    whole.names += [Name(n.first + by, n.end + by, n.label) for n in part.names]
    whole.frames += [_moved(f, by) for f in part.frames]
    whole.sayings += [
        Saying(
            s.cue + by,
            (s.source[0] + by, s.source[1] + by) if s.source else None,
            tuple((a + by, b + by) for a, b in s.content),
            s.score,
        )
        for s in part.sayings
    ]
    whole.links = np.concatenate([whole.links, part.links])
    whole.tree = None


def _moved(frame: Frame, by: int) -> Frame:
    arguments = tuple(type(a)(a.label, a.first + by, a.end + by) for a in frame.arguments)
    return Frame(frame.predicate + by, frame.roleset, arguments)
