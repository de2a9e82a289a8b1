"""What the heads can say: label inventories counted on the training corpora, and PropBank's rolesets by lemma."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from kronika.read.lemma import script_of
from training.corpora import Example, lines

PARTICLES = {
    "up", "down", "out", "off", "on", "in", "over", "away", "back", "around", "through", "along", "about", "across", "apart",
    "aside", "by", "together", "forth", "forward", "into", "under", "to", "with", "for", "at", "of", "after", "it",
}  # fmt: skip  # no verb that is one of them means a phrase that ends in it ("down tools" is no "draw down")
NER = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]


@dataclass
class Labels:
    """Every inventory in a fixed order; a label's number is its place."""

    upos: list[str]
    xpos: list[str]
    lemma: list[str]
    deprel: list[str]
    role: list[str]  # place 0 is "no argument"
    ner: list[str]
    rolesets: list[str]
    candidates: dict[str, list[int]] = field(default_factory=dict)  # lemma -> rolesets, the more frequent first

    def to_json(self) -> dict[str, Any]:
        """Plain data for the labels file."""
        return asdict(self)


def _frequent(counts: Counter[str], least: int) -> list[str]:
    return [label for label, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if n >= least]


def count_labels(examples: Iterable[Example]) -> Labels:
    """Inventories of all training examples; labels seen hardly ever are left out."""
    upos, xpos, lemma, deprel, role, senses = (Counter[str]() for _ in range(6))
    by_lemma: dict[str, Counter[str]] = defaultdict(Counter)
    for e in examples:
        upos.update(e.upos or [])
        xpos.update(e.xpos or [])
        deprel.update(e.deprel or [])
        lemma.update(script_of(w, x) for w, x in zip(e.words, e.lemma or [], strict=False))
        for frame in e.frames or []:
            role.update(label for label, _, _ in frame.args)
            if frame.roleset and frame.roleset != "-":
                senses[frame.roleset] += 1
                by_lemma[_lemma_of(e, frame.p)][frame.roleset] += 1
    rolesets, candidates = _rolesets(senses, by_lemma)
    return Labels(
        _frequent(upos, 1),
        _frequent(xpos, 2),
        _frequent(lemma, 3),
        _frequent(deprel, 5),
        ["", *_frequent(role, 5)],
        NER,
        rolesets,
        candidates,
    )


def _lemma_of(example: Example, p: int) -> str:
    return example.lemma[p].lower() if example.lemma else ""


def roleset_rows() -> list[dict[str, Any]]:
    """PropBank's rolesets as they stand in the corpora folder."""
    return list(lines("propbank/rolesets"))


def _rolesets(senses: Counter[str], by_lemma: dict[str, Counter[str]]) -> tuple[list[str], dict[str, list[int]]]:
    """All rolesets, and for each lemma those that PropBank lists under it or its phrases, or that training showed with it."""
    rows = roleset_rows()
    ids = [r["id"] for r in rows]
    ids += sorted(set(senses) - set(ids))
    number = {r: i for i, r in enumerate(ids)}
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        for alias, _ in row["aliases"]:
            words = alias.lower().replace("-", "_").split("_")
            last = {words[-1]} - PARTICLES if len(words) > 1 else set()
            for key in {alias.lower(), words[0]} | last:
                found[key].setdefault(number[row["id"]], 0)
    for lemma, counts in by_lemma.items():
        for roleset, n in counts.items():
            found[lemma][number[roleset]] = n
    ordered = {k: sorted(v, key=lambda r: (-v[r], r)) for k, v in sorted(found.items()) if k}
    return ids, ordered


def seen_lemmas(examples: Iterable[Example], known: Container[str]) -> dict[str, str]:
    """The lemma of every form and part of speech ("told/VERB") that has one and the same nearly always, names left out.

    A verb's lemma that was seen once and is not ``known`` is more often a slip than a word.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for e in examples:
        for word, lemma, upos in zip(e.words, e.lemma or [], e.upos or [], strict=False):
            if upos not in {"PROPN", "PUNCT", "NUM", "X", "SYM"}:
                counts[f"{word.lower()}/{upos}"][lemma] += 1
    found = {}
    for key, lemmas in sorted(counts.items()):
        lemma, n = lemmas.most_common(1)[0]
        if n >= 0.9 * lemmas.total() and (n > 1 or lemma in known or not key.endswith("/VERB")):
            found[key] = lemma
    return found
