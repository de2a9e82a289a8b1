"""What happens to text on its way: letter case lost, quotes and dashes of other kinds, sentences run together."""

from __future__ import annotations

import random
from dataclasses import replace

from training.corpora import Example, Frame, Saying
from training.recipe import Noise

QUOTES = {
    '"': ["“", "”", "''", "``", "«", "»", "â€œ"],
    "“": ['"', "``"],
    "”": ['"', "''"],
    "``": ['"', "“"],
    "''": ['"', "”"],
    "'": ["’", "‘", "`"],
    "’": ["'", "´"],
    "‘": ["'", "`"],
    "-": ["–", "‐", "—"],
    "--": ["—", "–", "-"],
    "–": ["-", "—"],
    "—": ["--", "-", "–"],
    "...": ["…", ".."],
}


def noised(example: Example, rng: random.Random, noise: Noise) -> Example:
    """The example as careless hands may deliver it; most often unchanged."""
    words = example.words
    if rng.random() < noise.typography:
        words = [_typography(w, rng) for w in words]
    draw = rng.random()
    if draw < noise.lower:
        words = [w.lower() for w in words]
    elif draw < noise.lower + noise.capitals:
        words = [w.upper() for w in words]
    elif draw < noise.lower + noise.capitals + noise.headline:
        words = [w[:1].upper() + w[1:] for w in words]
    return replace(example, words=words) if words is not example.words else example


def _typography(word: str, rng: random.Random) -> str:
    if word in QUOTES:
        return rng.choice(QUOTES[word]) if rng.random() < 0.5 else word
    if "'" in word:
        return word.replace("'", "’")
    return word.replace("’", "'")


def joined(a: Example, b: Example) -> Example | None:
    """Two sentences as one, the second hung on the first as parataxis; None where their layers differ."""
    layers = ("upos", "head", "frames", "ner", "mentions", "sayings")
    if any((getattr(a, x) is None) != (getattr(b, x) is None) for x in layers) or a.mentions is not None:
        return None
    n = len(a.words)

    def both(name: str) -> list[str] | None:
        first = getattr(a, name)
        return None if first is None else first + getattr(b, name)

    head, deprel = a.head, a.deprel
    if a.head is not None and b.head is not None and b.deprel is not None and a.deprel is not None:
        root = a.head.index(-1)
        head = a.head + [root if h == -1 else h + n for h in b.head]
        deprel = a.deprel + ["parataxis" if h == -1 else d for h, d in zip(b.head, b.deprel, strict=True)]
    frames = None
    if a.frames is not None and b.frames is not None:
        frames = a.frames + [Frame(f.p + n, f.roleset, [(x, y + n, z + n) for x, y, z in f.args]) for f in b.frames]
    sayings = None
    if a.sayings is not None and b.sayings is not None:
        sayings = a.sayings + [
            Saying(s.cue + n, {t + n for t in s.source}, {t + n for t in s.content}) for s in b.sayings
        ]
    return replace(
        a, words=a.words + b.words, upos=both("upos"), xpos=both("xpos"), lemma=both("lemma"), ner=both("ner"),
        head=head, deprel=deprel, frames=frames, sayings=sayings, vector=-1,
        complete=None if a.complete is None else a.complete and b.complete,
        sayings_complete=a.sayings_complete and b.sayings_complete,
        fact=a.fact + [(t + n, v, c) for t, v, c in b.fact],
    )  # fmt: skip
