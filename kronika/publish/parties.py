"""Phrases for people, each once: of two that mean the same people the one that tells more, and no bare "people" beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kronika.publish.wording import load_wording

_TAIL = re.compile(r"[\s,]+(?=(?:of|from|in|at|for|with|on|near|outside|who|which|that|whose|where)\b)", re.IGNORECASE)
_CLAUSE = re.compile(r"[\s,]+(?:who|which|that|whose|where)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase taken apart: its words that mean something, its head noun, and whether a clause hangs on it."""

    words: str
    content: frozenset[str]
    head: str
    clause: bool


def distinct(names: Iterable[str]) -> list[str]:
    """Each people once: "The farmers" and "farmers with tractors" are the latter, "residents who ..." the residents.

    What names nobody ("people", "at least 100", "dozens") goes where another phrase does.
    """
    phrases = {name.lower(): _taken_apart(name) for name in reversed(list(names))}
    kept: list[_Phrase] = []
    for phrase in reversed(phrases.values()):
        if not any(_covers(one, phrase) for one in kept):
            kept = [phrase if _covers(phrase, one) else one for one in kept]
            kept = [*dict.fromkeys(kept), *([] if phrase in kept else [phrase])]
    telling = [phrase for phrase in kept if phrase.content]
    return [phrase.words for phrase in telling or kept[:1]]


def _taken_apart(name: str) -> _Phrase:
    core = _CLAUSE.split(name)[0]
    words = [word for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", core.lower()) if word not in _listed("empty")]
    heads = [
        word for word in re.findall(r"[\w'’-]+", _TAIL.split(core)[0].lower()) if word not in _listed("determiners")
    ]
    content = frozenset(word for word in words if not word.isdigit())
    return _Phrase(name, content, heads[-1] if heads else "", core != name)


def _covers(one: _Phrase, other: _Phrase) -> bool:
    """The other says nothing of these people that the one does not; of two alike the one without a clause covers."""
    if one.head != other.head or not other.content <= one.content:
        return False
    return other.content < one.content or other.clause or not one.clause


@cache
def _listed(name: str) -> frozenset[str]:
    """A list of ``wording.yaml``; "empty": every word that names nobody."""
    lists = load_wording()["lists"]
    if name == "empty":
        return frozenset((*lists["small"], *lists["many"], *lists["bare"]))
    return frozenset(lists["small"]) if name == "determiners" else frozenset(lists[name])
