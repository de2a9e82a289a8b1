"""Words of a text for comparing: crude stems, and those that say something."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kronika.scheme.reconciling import Kinship

WORD = re.compile(r"\w[\w'’-]*")


def split_words(text: str) -> list[str]:
    """The words, lower case, in order."""
    return [word.lower() for word in WORD.findall(text)]


def content_words(sentence: str, kin: Kinship) -> frozenset[str]:
    """Stems of a sentence's words that say something; digits count, as a number told twice is a strong sign."""
    return frozenset(stem(word) for word in split_words(sentence) if word not in kin.stopwords and len(word) > 1)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A crude, deterministic stem: "detained" meets "detains", "strikes" meets "strike"; different words stay apart."""
    word = word.removesuffix("'s").removesuffix("’s").rstrip("'’-")
    for ending, rest in (("ies", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + rest
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > 3 else word


@cache
def stems(words: frozenset[str]) -> frozenset[str]:
    """The stems of a word list of the scheme."""
    return frozenset(map(stem, words))
