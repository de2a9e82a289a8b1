"""A word of the tree to the run of words that its phrase is, seen from a predicate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

OPENING = set("\"“‘'«([`") | {"``"}
CLOSING = set("\"”’'»)]") | {"''"}
QUOTES = set('"“”»«') | {"``", "''"}
CLAUSE = {
    "cop", "nsubj", "csubj", "aux", "mark", "expl", "discourse", "vocative", "parataxis", "dislocated", "advcl",
    "cc",
}  # fmt: skip  # not the phrase's own
NOT = {"not", "n't", "n’t", "never", "always", "also", "probably", "really", "still"}
SINGLE = {"ARGM-LVB", "ARGM-PRR", "ARGM-MOD", "ARGM-NEG", "C-V"}  # labels of single words


@cache
def universal(deprel: str) -> str:
    """A relation without its subtype."""
    return deprel.partition(":")[0]


class Phrases:
    """Phrases of one sentence by its tree; ``heads`` are 0-based with -1 at the root."""

    def __init__(self, words: Sequence[str], upos: Sequence[str], heads: Sequence[int], deprels: Sequence[str]) -> None:
        self.words, self.upos, self.heads, self.deprels = words, upos, heads, deprels
        self.relations = list(map(universal, deprels))
        self.children: list[list[int]] = [[] for _ in words]
        for i, h in enumerate(heads):
            if h >= 0:
                self.children[h].append(i)
        self._whole: dict[int, tuple[int, int]] = {}  # phrases met that no predicate cuts short

    def below(self, top: int, branch: int = -1) -> set[int]:
        """A word and all it governs; where the predicate hangs on it through ``branch``, without the rest of its clause."""
        stack = list(self.children[top])
        if branch >= 0:
            copular = self.deprels[branch] == "cop"
            clause = CLAUSE if copular else CLAUSE | {"case"}
            stack = [
                c for c in stack if c != branch and self.relations[c] not in clause and self.words[c].lower() not in NOT
            ]
            stack = [c for c in stack if not (copular and self._own_clause(c))]
        found = {top}
        while stack:
            i = stack.pop()
            found.add(i)
            stack += self.children[i]
        return found

    def _own_clause(self, word: int) -> bool:
        """Whether a conjunct is a clause of its own: it has a subject or a copula."""
        return self.deprels[word] == "conj" and any(self.relations[c] in {"nsubj", "cop"} for c in self.children[word])

    def branch(self, top: int, word: int) -> int:
        """The dependent of ``top`` through which ``word`` hangs on it; -1 where it does not."""
        while word >= 0:
            above = self.heads[word]
            if above == top:
                return word
            word = above
        return -1

    def run(self, head: int, predicate: int, label: str) -> tuple[int, int]:
        """First and last word of the argument that ``head`` heads: its subtree, without the branch of the predicate."""
        if label in SINGLE:
            return head, head
        branch = self.branch(head, predicate)
        if branch >= 0:
            return self._run(head, predicate, branch)
        found = self._whole.get(head)
        if found is None:
            found = self._whole[head] = self._run(head, -1, -1)
        return found

    def _run(self, head: int, predicate: int, branch: int) -> tuple[int, int]:
        inside = self.below(head, branch)
        inside -= {c for c in self.children[head] if self.deprels[c] == "cc" and c < head}
        first = last = head
        while first - 1 in inside and first - 1 != predicate:
            first -= 1
        while last + 1 in inside and last + 1 != predicate:
            last += 1
        return self.trimmed(first, last, head)

    def trimmed(self, first: int, last: int, head: int) -> tuple[int, int]:
        """Without punctuation at the edges, but with quotes and brackets that belong to the phrase."""
        while first < head and self.upos[first] == "PUNCT" and not self._pair(first, last):
            first += 1
        while last > head and self.upos[last] == "PUNCT" and not self._pair(first, last):
            last -= 1
        return first, last

    def _pair(self, first: int, last: int) -> bool:
        """Whether a mark at either edge has its other half inside."""
        inside = self.words[first : last + 1]
        if self.words[last] in CLOSING:
            opened = {")": "(", "]": "["}.get(self.words[last], "")
            if (opened and opened in inside) or (not opened and sum(w in QUOTES for w in inside) % 2 == 0):
                return True
        return self.words[first] in OPENING and self.words[last] in CLOSING
