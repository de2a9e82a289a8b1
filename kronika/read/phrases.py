"""Which words of a sentence head phrases that mean somebody or something, and what shows which phrases mean the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kronika.read.spans import Phrases

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
MOST_SENTENCES = 12  # how far back an antecedent is looked for
MOST_CANDIDATES = 80
_NAMES = ("he", "she", "it", "they", "this", "other", "the", "that", "whose", "name", "a", "bare")
_KINDS = {name: k for k, name in enumerate(_NAMES)}
_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it", "they": "they", "them": "they", "their": "they", "theirs": "they",
    "themselves": "they", "themself": "they", "this": "this", "that": "this", "these": "this", "those": "this",
}  # fmt: skip
_ANAPHORS = {_KINDS[name] for name in ("he", "she", "it", "they", "this", "the", "that", "whose", "name")}
_POINTING = {"this", "that", "these", "those", "such", "both"}
_NOMINAL = {"NOUN", "PROPN", "PRON"}
_NAMING = {"compound", "flat", "amod", "nummod"}
_INNER = {"compound", "flat", "fixed", "goeswith", "expl", "reparandum"}
_ROLES = {"nsubj": 0, "obj": 1, "iobj": 1, "obl": 2, "nmod": 3}
_PLURAL = {"NNS", "NNPS"}
_SINGULAR = {"NN", "NNP"}
FEATURES = 7 + 7 + 5 + 12 + 12 + 3 + 10 + 2


class Phrase(NamedTuple):
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
        return self.kind in _ANAPHORS


def phrases(sentence: int, tree: Phrases, lemmas: Sequence[str], xpos: Sequence[str]) -> list[Phrase]:
    """All phrase heads of one sentence, in order."""
    upos, relations = tree.upos, tree.relations
    words = [w.lower() for w in tree.words]
    found = []
    for t, tag in enumerate(upos):
        if tag not in _NOMINAL or relations[t] in _INNER:
            continue
        near = [t, *(c for c in tree.children[t] if relations[c] in _NAMING)]
        proper = frozenset([words[c] for c in near if upos[c] == "PROPN"])
        content = frozenset([words[c] for c in near if upos[c] != "PRON"])
        kind, number = _kind(t, words, tree), _number(words[t], xpos[t])
        role = _ROLES.get(relations[t], 4)
        found.append(
            Phrase(sentence, t, kind, words[t], lemmas[t].lower(), proper, content, number, role, tree.heads[t])
        )
    return found


def _kind(t: int, words: Sequence[str], tree: Phrases) -> int:
    proper = tree.upos[t] == "PROPN"
    if tree.upos[t] == "PRON":
        return _KINDS[_PRONOUNS.get(words[t], "other")]
    for c in tree.children[t]:
        relation = tree.deprels[c]
        if relation == "det":
            word = words[c]
            if word in _POINTING:
                return _KINDS["that"]
            return _KINDS["a" if word != "the" else "name" if proper else "the"]
        if relation in {"nmod:poss", "det:poss"}:
            return _KINDS["whose"]
    return _KINDS["name" if proper else "bare"]


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
    least, earliest = max(0, anaphor - MOST_CANDIDATES), found[anaphor].sentence - MOST_SENTENCES
    return range(bisect_left(found, earliest, least, anaphor, key=attrgetter("sentence")), anaphor)


class Columns:
    """What :func:`features` needs of a text's phrases, as columns, so that many pairs are looked at together."""

    def __init__(self, found: Sequence[Phrase]) -> None:
        self.found = found
        words: dict[str, int] = {}
        contents: dict[frozenset[str], int] = {}
        columns = list(zip(*found, strict=True)) or [()] * len(Phrase._fields)
        sentence, token, kind, word, lemma, _, content, number, role, governor = columns
        self.sentence, self.token, self.kind = np.array(sentence), np.array(token), np.array(kind)
        self.number, self.role, self.governor = np.array(number), np.array(role), np.array(governor)
        self.word = np.array([words.setdefault(w, len(words)) for w in word])
        self.lemma = np.array([words.setdefault(w, len(words)) for w in lemma])
        self.content = np.array([contents.setdefault(c, len(contents)) for c in content])
        self._naming: dict[str, list[int]] = {}  # name -> phrases that hold it, in order
        self._holding: dict[str, list[int]] = {}  # word -> phrases that hold it, in order
        for k, p in enumerate(found):
            for name in p.proper:
                self._naming.setdefault(name, []).append(k)
            for held in p.content:
                self._holding.setdefault(held, []).append(k)

    def sharing_a_name(self, anaphor: int, among: range) -> set[int]:
        """Candidates that hold a name of the anaphor's."""
        return {k for name in self.found[anaphor].proper for k in _between(self._naming[name], among)}

    def holding_the_word(self, anaphor: int, among: range) -> list[int]:
        """Candidates in whose phrase the anaphor's head word stands."""
        return _between(self._holding.get(self.found[anaphor].word, []), among)


def _between(places: list[int], among: range) -> list[int]:
    return places[bisect_left(places, among.start) : bisect_left(places, among.stop)]


_BUCKETS = np.array([_bucket(n) for n in range(12)])


def features(anaphors: Sequence[int], among: Sequence[range], columns: Columns) -> Floats:
    """What the words themselves say of each pair of an anaphor and one of its candidates; shape (pairs, FEATURES).

    Distance, sameness of words, kinds, number, role. The pairs of one anaphor stand together, in the order of its candidates.
    """
    sizes = [len(r) for r in among]
    starts = np.cumsum([0, *sizes])
    a = np.repeat(np.asarray(anaphors), sizes)
    c = np.arange(starts[-1]) - np.repeat(starts[:-1] - [r.start for r in among], sizes)
    table = np.zeros((len(a), FEATURES), np.float32)
    rows = np.arange(len(a))
    table[rows, _BUCKETS[np.minimum(columns.sentence[a] - columns.sentence[c], 11)]] = 1
    table[rows, 7 + _BUCKETS[np.minimum((a - 1 - c) // 2, 11)]] = 1
    table[:, 14] = columns.lemma[a] == columns.lemma[c]
    table[:, 15] = columns.word[a] == columns.word[c]
    shared = [
        start + k - r.start
        for x, r, start in zip(anaphors, among, starts, strict=False)
        for k in columns.sharing_a_name(x, r)
    ]
    table[shared, 16] = 1
    table[:, 17] = columns.content[a] == columns.content[c]
    held = [
        start + k - r.start
        for x, r, start in zip(anaphors, among, starts, strict=False)
        for k in columns.holding_the_word(x, r)
    ]
    table[held, 18] = 1
    table[rows, 19 + columns.kind[a]] = 1
    table[rows, 31 + columns.kind[c]] = 1
    agree = columns.number[a] * columns.number[c]
    table[:, 43], table[:, 44] = agree > 0, agree < 0
    table[:, 45] = columns.role[a] == columns.role[c]
    table[rows, 46 + columns.role[a]] = 1
    table[rows, 51 + columns.role[c]] = 1
    here = columns.sentence[a] == columns.sentence[c]
    above = columns.governor[c]
    table[:, 56] = here & ((columns.governor[a] == columns.token[c]) | (above == columns.token[a]))
    table[:, 57] = here & (above == columns.governor[a])
    return table
