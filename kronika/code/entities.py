"""A head in, the entity as the report puts it out: the phrase a coder would highlight, and the word that names it."""

from __future__ import annotations

from kronika.code.trees import goes_on, head_span, naming_head, phrase, phrase_span
from kronika.records import Entity, Sentence


def make_entity(sentence: Sentence, head: int) -> Entity:
    """The phrase of ``head`` as an entity; names, countries and antecedents are found later, by ``resolve_actors``."""
    named = naming_head(sentence, head)
    return Entity(span=phrase_span(sentence, head), head=head_span(sentence, named))


def make_entities(sentence: Sentence, heads: tuple[int, ...]) -> tuple[Entity, ...]:
    """One entity a head, in order; a head inside another's phrase is that one's."""
    found: list[Entity] = []
    covered: set[int] = set()
    last: int | None = None  # head of the phrase before
    for head in heads:
        if head in covered:
            continue
        first, end = phrase(sentence, head)
        covered.update(range(first, end))
        entity = make_entity(sentence, head)
        if last is not None and goes_on(sentence, last, head):
            found[-1] = Entity(span=found[-1].span.join(entity.span), head=entity.head)
        else:
            found.append(entity)
        last = head
    return tuple(found)
