"""The lenient measure, in which any coder can be compared: the right type somewhere in the sentence.

It asks nothing of triggers, modes, actors or status, so that coders that have none can be held beside those that do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kronika.evaluate.counts import Count
from kronika.evaluate.pairing import pair_up
from kronika.records import Report, Span
from kronika.text import split_sentences


@dataclass(frozen=True, slots=True)
class Telling:
    """One event somewhere in a text: in which sentence (None where it is not said), and the types it may be."""

    sentence: int | None
    types: frozenset[str]
    optional: bool = False


def count_by_sentence(wanted: Iterable[Telling], coded: Iterable[Telling]) -> Count:
    """Each type of each sentence once. A coding that fits only what is left open counts neither way."""
    told, found = list(dict.fromkeys(wanted)), list(dict.fromkeys(coded))
    firm = [one for one in told if not one.optional]
    paired = pair_up(firm, found, _fits)
    taken = {j for _, j in paired}
    spare = sum(j not in taken and any(_fits(one, two) for one in told) for j, two in enumerate(found))
    return Count(len(paired), len(found) - spare, len(firm))


def _fits(one: Telling, two: Telling) -> bool:
    there = one.sentence is None or two.sentence is None or one.sentence == two.sentence
    return there and bool(one.types & two.types)


def sentence_starts(report: Report) -> list[int]:
    return [sentence.span.start for sentence in split_sentences(report)]


def tell(starts: Sequence[int], where: Span | None, types: Iterable[str], *, optional: bool = False) -> Telling:
    """A telling at some place of a report whose sentences start at ``starts``."""
    return Telling(None if where is None else bisect_right(starts, where.start), frozenset(types), optional)
