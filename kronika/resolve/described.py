"""Places told by what they are: "in the capital", "across the country", "in the town": resolved by what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from kronika.records import Place, Sentence, Span
from kronika.resolve.gazetteer import Gazetteer, Known
from kronika.scheme.lexicon import Lexicon

DESCRIBED = re.compile(
    r"\b(?i:in|across|throughout|around|of|into|to|from|outside|near|through|over|within)\s+(?:the|that)\s+(?:whole\s+|entire\s+)?"
    r"(?P<what>capital(?:\s+city)?|country|nation|city|town|village)\b(?!\s+(?:of\b|[A-Z]|itself\b)|\s*,?\s+[A-Z]|-|\s+\w+['’])"
    r"|\b(?P<wide>[Nn]ationwide|[Cc]ountrywide)\b",
)
_NAME = r"[A-Z][\w-]+(?:\s+[A-Z][\w-]+){0,2}"
CAPITAL = re.compile(
    rf"\b(?i:in|into|to|from|outside|near|through|around|across)\s+(?:the\s+)?"
    rf"(?P<what>(?:(?P<whose>{_NAME})['’]s|(?P<adjective>{_NAME}))\s+capital\b|capital\s+of\s+(?:the\s+)?(?P<of>{_NAME}))"
    rf"(?!-|\s*,?\s+[A-Z])"
)
WITHIN = 4  # sentences over which "the town" looks back for its name
SURE = 0.6  # of a place told by what it is
# Nouns after "city" or "country" that make it part of their name: "the city council".
_COMPOUND = frozenset({"compound", "nmod", "amod"})


def find_described(
    text: str,
    sentences: Sequence[Sentence],
    places: Sequence[Place],
    country: str | None,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
) -> Iterator[Place]:
    """The places described, given those ``places`` that are named, in order, and the one ``country`` the report is about."""
    for sentence in sentences:
        for match in DESCRIBED.finditer(text, sentence.span.start, sentence.span.end):
            group = "what" if match["what"] else "wide"
            span = Span(match.start(group), match.end(group))
            if group == "what" and _is_part(sentence, span):
                continue
            before = [p for p in places if p.span is not None and p.span.end <= span.start and p.country is not None]
            word = match[group].split()[0].lower()
            known = (
                _town(before, sentences, sentence, gazetteer)
                if word in {"city", "town", "village"}
                else _of_country(
                    word, before[-1].country if before and country is None else country, gazetteer, lexicon
                )
            )
            if known is not None:
                yield _place(span, known)


def find_capitals(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, lexicon: Lexicon) -> Iterator[Place]:
    """Capitals told by their country: "in the Kazakh capital", "in Chile's capital", "in the capital of Chile"."""
    for sentence in sentences:
        for match in CAPITAL.finditer(text, sentence.span.start, sentence.span.end):
            name = match["whose"] or match["adjective"] or match["of"]
            code = lexicon.country_of_word(name)
            known = _of_country("capital", code, gazetteer, lexicon)
            if known is not None:
                yield _place(Span(*match.span("what")), known)


def _is_part(sentence: Sentence, span: Span) -> bool:
    """ "The city council", "the country director": the word only belongs to another noun."""
    at = next((i for i, token in enumerate(sentence.tokens) if token.end >= span.end), None)
    return at is not None and sentence.tokens[at].head > at and sentence.tokens[at].deprel in _COMPOUND


def _town(before: Sequence[Place], sentences: Sequence[Sentence], here: Sentence, gazetteer: Gazetteer) -> Known | None:
    earliest = sentences[max(0, here.index - WITHIN)].span.start
    towns = [
        p for p in before if p.geonameid is not None and p.precision in (1, 2) and p.span and p.span.start >= earliest
    ]
    return gazetteer.place(towns[-1].geonameid) if towns and towns[-1].geonameid is not None else None


def _of_country(word: str, code: str | None, gazetteer: Gazetteer, lexicon: Lexicon) -> Known | None:
    country = lexicon.countries.get(code or "")
    if country is None:
        return None
    if word != "capital":
        return gazetteer.place(country.geonameid)
    named = [
        k for capital in country.capitals for k in gazetteer.find(capital) if k.country == code and k.kind == "town"
    ]
    return max(named, key=lambda k: k.population, default=None)


def _place(span: Span, known: Known) -> Place:
    precision: Literal[1, 3] = 1 if known.kind == "town" else 3
    return Place(
        span,
        known.name,
        known.country,
        known.region,
        known.latitude,
        known.longitude,
        known.id,
        precision,
        confidence=SURE,
    )
