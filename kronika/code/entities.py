"""A head in, the entity as the report puts it out: the phrase a coder would highlight, and the word that names it."""

from __future__ import annotations

from kronika.code.trees import head_span, naming_head, phrase, phrase_span
from kronika.records import Entity, Sentence


def make_entity(sentence: Sentence, head: int) -> Entity:
    """The phrase of ``head`` as an entity; names, countries and antecedents are found later, by ``resolve_actors``."""
    named = naming_head(sentence, head)
    return Entity(span=phrase_span(sentence, head), head=head_span(sentence, named))


def make_entities(sentence: Sentence, heads: tuple[int, ...]) -> tuple[Entity, ...]:
    """One entity a head, in order; a head inside another's phrase is that one's."""
    kept: list[int] = []
    covered: set[int] = set()
    for head in heads:
        if head not in covered:
            kept.append(head)
            covered.update(range(*phrase(sentence, head)))
    return tuple(make_entity(sentence, head) for head in kept)
