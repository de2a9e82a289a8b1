"""A read sentence in, the items of the long lists it holds out, by their commas: a tree loses itself in a list of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kronika.records import Sentence

FEWEST = 3  # items of a list that is parted by its commas; of two the tree is surer
_OPENERS = frozenset({"include", "including"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_WHERE = frozenset({"in", "at", "near", "outside", "on"})
_STOPS = frozenset({"ADP", "SCONJ"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING, _CLOSING = frozenset("([“«"), frozenset(")]”»")


@dataclass(frozen=True, slots=True)
class Item:
    """Tokens ``first`` to ``end`` (exclusive) name one member by its head; up to ``last`` it is told where that is."""

    first: int
    head: int
    end: int
    last: int


def list_items(sentence: Sentence) -> Mapping[int, Item]:
    """The items of the lists that "include" and "including" open, by their heads; none where there are fewer than three."""
    known: dict[int, Item] | None = sentence.__dict__.get("_list_items")
    if known is None:
        known = {item.head: item for opener in _openers(sentence) for item in items_after(sentence, opener)}
        sentence.__dict__["_list_items"] = known
    return known


def items_after(sentence: Sentence, opener: int) -> tuple[Item, ...]:
    """The items of the list that a word opens."""
    items = [_item(sentence, first, end) for first, end in _pieces(sentence, opener + 1)]
    whole = [item for item in items if item is not None]
    return tuple(whole) if len(whole) == len(items) >= FEWEST else ()


def _openers(sentence: Sentence) -> Iterator[int]:
    return (k for k, token in enumerate(sentence.tokens) if token.lemma.lower() in _OPENERS and token.upos != "NOUN")


def _pieces(sentence: Sentence, first: int) -> list[tuple[int, int]]:
    """What commas part, up to the clause's end; the last piece once more at its "and"."""
    pieces, start, depth, tokens = [], first, 0, sentence.tokens
    end = len(tokens)
    for k in range(first, len(tokens)):
        text = tokens[k].lemma
        depth += (text in _OPENING) - (text in _CLOSING and depth > 0)
        if depth == 0 and (tokens[k].xpos in _FINITE or text in {";", ":", "—", "–"} or text in _CLOSING):
            return []  # a clause, no mere list
        if depth == 0 and text == ",":
            pieces.append((start, k))
            start = k + 1
        if tokens[k].upos == "PUNCT" and text in {".", "!", "?"} and k >= len(tokens) - 2:
            end = k
            break
    joint = next((k for k in range(start, end) if tokens[k].lemma.lower() in {"and", "or"}), None)
    if joint is not None and joint > start:
        pieces.append((start, joint))
    return [*pieces, (start if joint is None else joint + 1, end)]


def _item(sentence: Sentence, first: int, end: int) -> Item | None:
    tokens = sentence.tokens
    stop = next((k for k in range(first + 1, end) if tokens[k].upos in _STOPS or tokens[k].xpos[:2] == "VB"), end)
    nouns = [k for k in range(first, stop) if tokens[k].upos in _NOMINAL and tokens[k].lemma[:1].isalpha()]
    if not nouns:
        return None
    where = stop < end and tokens[stop].lemma.lower() in _WHERE
    return Item(first, nouns[-1], stop if where or stop == end else end, end)
