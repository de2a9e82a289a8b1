"""A read sentence in, the same out with names that the reader took for persons called what their last word says they are."""

from __future__ import annotations

from dataclasses import replace

from kronika.records import Name, Sentence
from kronika.scheme.lexicon import Lexicon

BODIES = frozenset({"SOC", "PTY", "LAB", "EDU", "AGR"})
SURNAMES = frozenset({"sangha", "farm", "campus", "chapter", "theater", "theatre", "plantation", "frente"})


def with_bodies(text: str, sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """ "Lok Jagriti Manch", "Sunrise Women's League": a person's name that ends with a word for a body is that body's."""
    if not any(name.label == "PER" for name in sentence.names):
        return sentence
    names = tuple(_called(text, sentence, name, lexicon) for name in sentence.names)
    return sentence if names == sentence.names else replace(sentence, names=names)


def _called(text: str, sentence: Sentence, name: Name, lexicon: Lexicon) -> Name:
    if name.label != "PER":
        return name
    if name.end - name.first > 1 and _is_body(text, sentence, name.end - 1, lexicon):
        return Name(_opening(text, sentence, name), name.end, "ORG")
    beyond = name.end < len(sentence.tokens) and not any(n.first == name.end for n in sentence.names)
    if beyond and _is_body(text, sentence, name.end, lexicon):
        return Name(_opening(text, sentence, name), name.end + 1, "ORG")  # "Shramik Mahila | Morcha"
    return name


def _opening(text: str, sentence: Sentence, name: Name) -> int:
    """Where a body's name begins of which the reader has only the middle."""
    first, named = name.first, {k for other in sentence.names for k in range(other.first, other.end)}
    while first - 1 not in named and first > 1 and text[sentence.tokens[first - 1].start].isupper():
        first -= 1
    return first


def _is_body(text: str, sentence: Sentence, index: int, lexicon: Lexicon) -> bool:
    token = sentence.tokens[index]
    word = text[token.start : token.end]
    role = lexicon.role_of_phrase([word])
    capital = word[0].isupper() and word.lower() not in SURNAMES
    return capital and role is not None and role.kind == "organisation" and bool(BODIES & {*role.sectors})
