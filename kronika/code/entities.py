"""A head in, the entity as the report puts it out: the phrase a coder would highlight, and the word that names it."""

from __future__ import annotations

import re
from dataclasses import replace

from kronika.code.trees import goes_on, head_span, is_stamp, naming_head, phrase
from kronika.records import Entity, Sentence
from kronika.text.lists import items_after

FAR = 6  # words between workers and the trades that are told of them

_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_AMONG = frozenset({"including", "include", "such"})  # those that follow are of the number


def make_entity(sentence: Sentence, head: int) -> Entity:
    """The phrase of ``head`` as an entity; names, countries and antecedents are found later, by ``resolve_actors``."""
    named = naming_head(sentence, head)
    first, end = phrase(sentence, head)
    return Entity(span=sentence.cover(first, _trades_end(sentence, head, end)), head=head_span(sentence, named))


def _trades_end(sentence: Sentence, head: int, end: int) -> int:
    """Where the trades end that say which workers are meant: "dockers at other yards, including repair, towing and paint
    yards"; a list of names is one of members."""
    if sentence.tokens[head].xpos not in {"NNS", "NNPS"}:
        return end
    for opener in range(end, min(end + FAR, len(sentence.tokens) - 1)):
        token = sentence.tokens[opener]
        if token.lemma.lower() == "include" and token.xpos == "VBG":
            items = items_after(sentence, opener)
            plain = all(
                t.upos not in {"PROPN", "DET"} for item in items for t in sentence.tokens[item.first : item.last]
            )
            return items[-1].end if items and plain else end
        if token.upos in {"VERB", "AUX", "SCONJ", "CCONJ"} or (
            token.upos == "ADP" and token.lemma.lower() not in {"at", "in"}
        ):
            break
    return end


def make_entities(sentence: Sentence, heads: tuple[int, ...]) -> tuple[Entity, ...]:
    """One entity a head, in order; a head inside another's phrase is that one's, unless a comma or "and" parts them."""
    found: list[Entity] = []
    covered: set[int] = set()
    last: int | None = None  # head of the phrase before
    for head in heads:
        if head in covered or is_stamp(sentence, head) or _only_counts(sentence, head, heads):
            continue
        if any(_CLOCK.fullmatch(t.lemma) for t in sentence.tokens[slice(*phrase(sentence, head))]):
            continue  # a headline run into its stamp: "Opposition not for relief October 25, 2013 00:00"
        first, end = phrase(sentence, head)
        cut = min((at for k in heads if head < k < end and (at := _parted_at(sentence, k)) > head), default=end)
        if any(t.lemma.lower() in _AMONG for t in sentence.tokens[head:cut]):
            cut = end
        covered.update(range(first, cut))
        entity = make_entity(sentence, head)
        if cut < end:
            entity = replace(entity, span=sentence.cover(first, cut))
        if last is not None and goes_on(sentence, last, head):
            found[-1] = Entity(span=found[-1].span.join(entity.span), head=entity.head)
        else:
            found.append(entity)
        last = head
    return tuple(e for e in found if not any(o is not e and o.span.covers(e.span) and o.span != e.span for o in found))


def _only_counts(sentence: Sentence, head: int, heads: tuple[int, ...]) -> bool:
    """ "A large number | of activists", which the tree has as two: who is counted takes part."""
    of = head + 1 < len(sentence.tokens) and sentence.tokens[head + 1].lemma.lower() == "of"
    return of and any(k > head and phrase(sentence, k)[0] == head + 2 for k in heads)


def _parted_at(sentence: Sentence, head: int) -> int:
    """Where the comma or "and" before a phrase stands that parts it from the one before; -1 where none does."""
    first = phrase(sentence, head)[0]
    named = any(name.label == "PER" and name.first <= head < name.end for name in sentence.names)
    if not named and sentence.tokens[head].xpos != "NNS":
        return -1  # "officials of the airline and the port": the port is what the tree says
    at = first
    while at > 0 and (sentence.tokens[at - 1].lemma == "," or sentence.tokens[at - 1].upos == "CCONJ"):
        at -= 1
    return at if at < first else -1
