"""Records of every kind, generated: any text, any spans that fit it, every optional field present or absent."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from kronika.records import (
    Candidate,
    Claim,
    Content,
    CountryBasis,
    Date,
    Entity,
    Episode,
    Event,
    EventRelation,
    Figure,
    Mention,
    Place,
    Problem,
    Quantity,
    Report,
    Span,
    Value,
    Voice,
    Why,
    text_sha256,
)
from kronika.records.reports import Part

SIZE = 40  # every generated text is this long, so every generated span fits every text

words = st.text(max_size=8)
ids = st.text("abcdef0123456789", min_size=1, max_size=8)
texts = st.text(st.characters(), min_size=SIZE, max_size=SIZE)
shares = st.floats(0, 1)
plain_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
spans = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).map(lambda pair: Span(min(pair), max(pair)))


def few(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(inner, max_size=2).map(tuple)


def maybe(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | inner


candidates = st.builds(Candidate, words, words, shares)
places = st.builds(
    Place,
    maybe(spans),
    name=maybe(words),
    country=maybe(words),
    admin1=maybe(words),
    latitude=maybe(st.floats(-90, 90)),
    longitude=maybe(st.floats(-180, 180)),
    geonameid=maybe(st.integers(0, 10**9)),
    candidates=few(candidates),
    confidence=shares,
)
dates = st.builds(Date, maybe(spans), maybe(st.dates()), maybe(st.dates()))
entities = st.builds(
    Entity,
    spans,
    spans,
    name=maybe(words),
    country=maybe(words),
    country_basis=maybe(st.sampled_from(get_args(CountryBasis))),
    sectors=few(words),
    role=maybe(words),
    place=maybe(places),
    antecedent=maybe(spans),
    known=maybe(words),
    candidates=few(candidates),
)
numbers = maybe(st.floats(0, 1e12))
contents = st.builds(Content, spans, mentions=few(ids))


def _voice(via: st.SearchStrategy[Any]) -> st.SearchStrategy[Voice]:
    return st.builds(
        Voice, speaker=maybe(entities), cue=maybe(spans), said=maybe(dates), medium=maybe(words), via=maybe(via)
    )


voices = _voice(_voice(st.none()))
quantities = st.builds(
    Quantity,
    spans,
    ids,
    low=numbers,
    high=numbers,
    unit=words,
    counts=maybe(entities),
    first=maybe(st.dates()),
    last=maybe(st.dates()),
    voice=maybe(voices),
)
parts = spans.flatmap(lambda span: st.builds(Part, st.just(span.start), st.just(span.end)))
reports = texts.flatmap(
    lambda text: st.builds(
        Report,
        ids,
        st.just(text),
        st.just(text_sha256(text)),
        title=maybe(words),
        publisher=maybe(words),
        published=maybe(st.dates().map(str) | st.just("2021-03") | st.just("2021")),
        url=maybe(words),
        language=maybe(words),
        parts=few(parts),
    )
)
mentions = st.builds(
    Mention,
    ids,
    ids,
    ids,
    maybe(words),
    spans,
    spans,
    st.builds(Why, words, maybe(words), words),
    shares,
    contexts=few(words),
    actors=few(entities),
    recipients=few(entities),
    place=maybe(places),
    date=maybe(dates),
    quantities=few(quantities),
    content=few(contents),
    voice=voices,
)
figures = st.builds(
    Figure,
    ids,
    ids,
    ids,
    quantities,
    spans,
    shares,
    of=maybe(entities),
    place=maybe(places),
    date=maybe(dates),
    voice=voices,
)
claims = st.builds(Claim, ids, ids, ids, ids, plain_json, maybe(spans), shares, voice=voices, basis=maybe(words))
problems = st.builds(Problem, ids, words, maybe(ids), maybe(spans), maybe(words))
values = st.builds(Value, plain_json, few(ids), few(words), few(words), st.integers(0, 9), words)
events = st.builds(
    Event,
    ids,
    few(ids),
    few(ids),
    ids,
    maybe(words),
    place=maybe(places),
    date=maybe(dates),
    actors=few(entities),
    recipients=few(entities),
    values=st.dictionaries(words, few(values), max_size=2),
    disputed=few(words),
)
relations = st.builds(EventRelation, ids, ids)
episodes = st.builds(Episode, ids, words, few(ids))
