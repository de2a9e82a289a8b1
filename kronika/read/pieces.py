"""Words to word pieces: ids for the encoder's vocabulary, the letter case of each word, windows for what is too long."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

CLS, SEP, UNKNOWN = 101, 102, 100
MOST_PIECES = 8  # of one word: an address of 200 letters says no more than its beginning
MOST_CACHED = 50_000  # words kept at hand, cut and looked at
NO_LETTERS, LOWER, TITLE, UPPER, CAPITAL, MIXED = 1, 2, 3, 4, 5, 6  # 0 is for what is no word
CASES = 7


@lru_cache(MOST_CACHED)
def letter_case(word: str) -> int:
    """Which of the six letter cases a word is written in."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return NO_LETTERS
    if len(letters) == 1 and letters[0].isupper():
        return CAPITAL
    if all(not c.isupper() for c in letters):
        return LOWER
    if all(not c.islower() for c in letters):
        return UPPER
    if letters[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return TITLE
    return MIXED


class Pieces:
    """The encoder's word-piece vocabulary, with a bounded memory of words already cut."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """Read a ``tokenizer.json``."""
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(tokenizer)

    def of(self, word: str) -> tuple[int, ...]:
        """Ids of one word's pieces, at least one and at most ``MOST_PIECES``."""
        known = self._known.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._known) >= MOST_CACHED:
                self._known.clear()
            self._known[word] = known
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids
        return tuple(ids[:MOST_PIECES]) or (UNKNOWN,)


def windows(lengths: Sequence[int], most: int, overlap: int) -> list[tuple[int, int]]:
    """Word ranges (end exclusive) that cover all words, each of at most ``most`` pieces, overlapping by about ``overlap``.

    ``lengths`` gives the number of pieces of each word. One range if all fit.
    """
    if sum(lengths) <= most:
        return [(0, len(lengths))]
    ranges, first = [], 0
    while True:
        end, pieces = first, 0
        while end < len(lengths) and pieces + lengths[end] <= most:
            pieces += lengths[end]
            end += 1
        ranges.append((first, end))
        if end == len(lengths):
            return ranges
        back, pieces = end, 0
        while back > first + 1 and pieces + lengths[back - 1] <= overlap:
            back -= 1
            pieces += lengths[back]
        first = back
