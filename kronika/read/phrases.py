"""Which words of a sentence head phrases that mean somebody or something, and what shows which phrases mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_SENTENCES = 12  # how far back an antecedent is looked for
MOST_CANDIDATES = 80
_KINDS = ["he", "she", "it", "they", "this", "other", "the", "that", "whose", "name", "a", "bare"]
_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it", "they": "they", "them": "they", "their": "they", "theirs": "they",
    "themselves": "they", "themself": "they", "this": "this", "that": "this", "these": "this", "those": "this",
}  # fmt: skip
_ANAPHORS = {"he", "she", "it", "they", "this", "the", "that", "whose", "name"}
_INNER = {"compound", "flat", "fixed", "goeswith", "expl", "reparandum"}
_ROLES = {"nsubj": 0, "obj": 1, "iobj": 1, "obl": 2, "nmod": 3}
_PLURAL = {"NNS", "NNPS"}
_SINGULAR = {"NN", "NNP"}
FEATURES = 7 + 7 + 5 + 12 + 12 + 3 + 10 + 2


@dataclass(frozen=True)
class Phrase:
    """A nominal word as the head of its phrase: where it is (sentence, token) and what it looks like."""

    sentence: int
    token: int
    kind: int
    word: str
    lemma: str
    proper: frozenset[str]  # names in the phrase, lower case
    content: frozenset[str]  # all its nouns and adjectives, lower case
    number: int  # -1 singular, 0 unknown, 1 plural
    role: int
    governor: int

    @property
    def anaphoric(self) -> bool:
        """Whether an antecedent is looked for at all."""
        return _KINDS[self.kind] in _ANAPHORS


def phrases(
    sentence: int,
    words: Sequence[str],
    lemmas: Sequence[str],
    upos: Sequence[str],
    xpos: Sequence[str],
    heads: Sequence[int],
    deprels: Sequence[str],
) -> list[Phrase]:
    """All phrase heads of one sentence, in order; ``heads`` are 0-based with -1 at the root."""
    children: dict[int, list[int]] = {}
    for t, h in enumerate(heads):
        children.setdefault(h, []).append(t)
    found = []
    for t, tag in enumerate(upos):
        if tag not in {"NOUN", "PROPN", "PRON"} or deprels[t].split(":")[0] in _INNER:
            continue
        near = [
            t,
            *(c for c in children.get(t, []) if deprels[c].split(":")[0] in {"compound", "flat", "amod", "nummod"}),
        ]
        proper = frozenset(words[c].lower() for c in near if upos[c] == "PROPN")
        content = frozenset(words[c].lower() for c in near if upos[c] != "PRON")
        found.append(
            Phrase(
                sentence, t, _KINDS.index(_kind(t, words, upos, deprels, children)), words[t].lower(), lemmas[t].lower(),
                proper, content, _number(words[t].lower(), xpos[t]), _ROLES.get(deprels[t].split(":")[0], 4), heads[t],
            )
        )  # fmt: skip
    return found


def _kind(
    t: int, words: Sequence[str], upos: Sequence[str], deprels: Sequence[str], children: dict[int, list[int]]
) -> str:
    if upos[t] == "PRON":
        return _PRONOUNS.get(words[t].lower(), "other")
    for c in children.get(t, []):
        word, relation = words[c].lower(), deprels[c]
        if relation == "det" and word in {"this", "that", "these", "those", "such", "both"}:
            return "that"
        if relation == "det" and word == "the":
            return "name" if upos[t] == "PROPN" else "the"
        if relation in {"nmod:poss", "det:poss"}:
            return "whose"
        if relation == "det":
            return "a"
    return "name" if upos[t] == "PROPN" else "bare"


def _number(word: str, xpos: str) -> int:
    if xpos in _PLURAL or word in {"they", "them", "their", "these", "those", "we", "our"}:
        return 1
    if xpos in _SINGULAR or _PRONOUNS.get(word) in {"he", "she", "it", "this"}:
        return -1
    return 0


def _bucket(n: int) -> int:
    for k, most in enumerate((0, 1, 2, 3, 5, 10)):
        if n <= most:
            return k
    return 6


def candidates(anaphor: int, found: Sequence[Phrase]) -> range:
    """Which earlier phrases (indices into ``found``, in text order) may be the antecedent of phrase ``anaphor``."""
    first = max(0, anaphor - MOST_CANDIDATES)
    while first < anaphor and found[anaphor].sentence - found[first].sentence > MOST_SENTENCES:
        first += 1
    return range(first, anaphor)


class Columns:
    """What :func:`features` needs of a text's phrases, as columns, so that many candidates are looked at together."""

    def __init__(self, found: Sequence[Phrase]) -> None:
        self.found = found
        words: dict[str, int] = {}

        def column(values: list[int]) -> NDArray[np.int64]:
            return np.array(values, np.int64)

        self.sentence = column([p.sentence for p in found])
        self.token = column([p.token for p in found])
        self.kind = column([p.kind for p in found])
        self.number = column([p.number for p in found])
        self.role = column([p.role for p in found])
        self.governor = column([p.governor for p in found])
        self.word = column([words.setdefault(p.word, len(words)) for p in found])
        self.lemma = column([words.setdefault(p.lemma, len(words)) for p in found])


_BUCKETS = np.array([_bucket(n) for n in range(12)])
_EYE_KINDS, _EYE_ROLES, _EYE_BUCKETS = (np.eye(k, dtype=np.float32) for k in (len(_KINDS), 5, 7))


def features(anaphor: int, among: range, columns: Columns) -> NDArray[np.float32]:
    """What the words themselves say of each candidate: distance, sameness of words, kinds, number, role; shape (n, FEATURES)."""
    table = np.zeros((len(among), FEATURES), np.float32)
    a, some = columns.found[anaphor], slice(among.start, among.stop)
    steps = (anaphor - 1 - np.arange(among.start, among.stop)) // 2
    table[:, 0:7] = _EYE_BUCKETS[_BUCKETS[np.minimum(a.sentence - columns.sentence[some], 11)]]
    table[:, 7:14] = _EYE_BUCKETS[_BUCKETS[np.minimum(steps, 11)]]
    table[:, 14] = columns.lemma[some] == columns.lemma[anaphor]
    table[:, 15] = columns.word[some] == columns.word[anaphor]
    others = columns.found[some]
    if a.proper:
        table[:, 16] = [not a.proper.isdisjoint(c.proper) for c in others]
    table[:, 17] = [a.content == c.content for c in others]
    table[:, 18] = [a.word in c.content for c in others]
    table[:, 19 + a.kind] = 1
    table[:, 31:43] = _EYE_KINDS[columns.kind[some]]
    agree = columns.number[some] * a.number
    table[:, 43], table[:, 44] = agree > 0, agree < 0
    table[:, 45] = columns.role[some] == a.role
    table[:, 46 + a.role] = 1
    table[:, 51:56] = _EYE_ROLES[columns.role[some]]
    here = columns.sentence[some] == a.sentence
    above, token = columns.governor[some], columns.token[some]
    table[:, 56] = here & ((a.governor == token) | (above == a.token))
    table[:, 57] = here & (above == a.governor)
    return table
