"""Entity -> ``Party``: who takes part, as comparing needs it: name, head, number, and whether the words say who at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kronika.reconcile.words import WORD, split_words, stem, stems
from kronika.records import Entity, Span
from kronika.scheme.reconciling import Kinship

AGED = re.compile(r"\d+-year-old")
ONE = frozenset({"he", "him", "she", "her", "i", "me"})
A_OR_HER = frozenset({"a", "an", "his", "her", "my"})
COLLECTIVE = frozenset(
    {"people", "police", "crowd", "group", "hundred", "dozen", "thousand", "number", "couple", "few", "family", "party"}
    | {"team", "staff", "union", "movement", "community", "public", "opposition", "army", "force", "column", "company"}
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: known id, words of the name (lower case), head word, country, sectors."""

    known: str | None
    name: tuple[str, ...]
    head: str
    words: frozenset[str]
    country: str | None
    sectors: frozenset[str]
    generic: bool
    single: bool
    plural: bool
    details: frozenset[str]  # what a generic head is told by: "healthcare" of "healthcare workers"

    @property
    def named(self) -> bool:
        return bool(self.known or self.name)


def parties(text: str, entities: Iterable[Entity], kin: Kinship) -> tuple[Party, ...]:
    return tuple(party(text, entity, kin) for entity in entities)


def party(text: str, entity: Entity, kin: Kinship) -> Party:
    """A pronoun or short form counts as the words it stands for."""
    source = entity.antecedent or entity.span
    head = stem((entity.head if entity.antecedent is None else _last_word(text, entity.antecedent)).of(text).lower())
    name = tuple(split_words(entity.name)) if entity.name else ()
    words = frozenset(stem(word) for word in split_words(source.of(text)) if word not in kin.stopwords)
    generic = not name and not entity.known and (head in stems(kin.generic_parties) or bool(AGED.fullmatch(head)))
    phrase, noun = entity.span.of(text).lower(), entity.head.of(text).lower()
    return _shared(
        entity.known,
        name,
        head,
        words,
        entity.country,
        frozenset(entity.sectors),
        generic,
        single=_is_single(phrase, noun, bool(name)),
        plural=not name and (noun.endswith("s") or head in stems(COLLECTIVE)),
        details=frozenset(word for word in words - stems(kin.generic_parties) if not word.isdigit()),
    )


@lru_cache(maxsize=65536)
def _shared(*told: Any, **more: Any) -> Party:
    """Of many equal parties ("the police") there is one."""
    return Party(*told, **more)


def _is_single(phrase: str, head: str, named: bool) -> bool:
    """Whether a phrase is of one person: "he", "a welder", "her husband", "the 34-year-old"; in doubt it is not."""
    if phrase in ONE:
        return True
    article = phrase.split(" ", 1)[0] in A_OR_HER or (phrase.startswith("the ") and bool(AGED.fullmatch(head)))
    return article and not named and not head.endswith("s") and stem(head) not in stems(COLLECTIVE)


def _last_word(text: str, span: Span) -> Span:
    found = list(WORD.finditer(span.of(text)))
    return Span(span.start + found[-1].start(), span.start + found[-1].end()) if found else span
