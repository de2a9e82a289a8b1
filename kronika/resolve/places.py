"""``find_places``: every place phrase of a report, resolved together: each in the light of the countries the report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from kronika.records import Candidate, Place, Sentence, Span
from kronika.resolve.gazetteer import Gazetteer, Known, fold
from kronika.resolve.ranking import ALIKE, LIKE, Scored, World, context_countries, rank
from kronika.resolve.toponyms import Phrase, find_phrases
from kronika.scheme.lexicon import Lexicon

LINK = re.compile(r"^(?:\s*,\s*(?:in\s+)?(?:the\s+)?|\s*\(\s*|\s+in\s+(?:the\s+)?)$")
POSSESSED = re.compile(r"^['’]s?\s+(?:(?:[a-z]+)\s+)?$")
# Score from which a candidate is taken to be meant; less is needed where a preposition says that it is a place.
ENOUGH, ENOUGH_WHERE = 0.45, 0.2
SURE_SHARE = 0.8  # share of belief from which a place speaks for its country in the second round


def find_places(
    text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, lexicon: Lexicon
) -> tuple[tuple[Place, ...], dict[str, float]]:
    """The place phrases in order, and the report's own countries with their share of what it names (0 to 1)."""
    context = context_countries(text, sentences, lexicon)
    phrases = _chained(text, find_phrases(text, sentences, gazetteer, lexicon))
    persons = _persons(text, sentences)
    world = World(gazetteer, lexicon, context)
    # Towns that can only be in one country speak for that country, when the rest is weighed again.
    first = _resolve(phrases, world)
    sure = {best.known for best, _ in first if best is not None and best.share > SURE_SHARE}
    world = world.told(tuple(known.country for known in sure))
    resolved = _resolve(phrases, world)
    # A surname that the reader once took for a place is none, unless it is one that the list knows.
    kept = [
        i for i, phrase in enumerate(phrases) if fold(phrase.name) not in persons or _is_sure(phrase, resolved[i][0])
    ]
    scene = _only_town(resolved[i] for i in kept)
    places = []
    for i in kept:
        inside = phrases[i].inside
        outer = resolved[inside][0] if inside is not None else None
        holder = outer.known if outer else None
        if phrases[i].site and resolved[i][0] is None and (holder is None or holder.kind != "town"):
            holder = _town_within(phrases[i].name, world) or holder
        places.append(_place(phrases[i], *resolved[i], holder, scene))
    return tuple(sorted(places, key=lambda p: p.span or Span(0, 0))), dict(world.context)


def _town_within(name: str, world: World) -> Known | None:
    """The town that a site bears in its own name: "Volgograd Arena", "Pietermaritzburg High Court"."""
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        ranked = rank(" ".join(words[:end]), None, None, world)
        if ranked and ranked[0].known.kind == "town" and ranked[0].known.main and ranked[0].share > SURE_SHARE:
            return ranked[0].known
    return None


def _is_sure(phrase: Phrase, best: Scored | None) -> bool:
    return best is not None and (phrase.inplace or best.known.kind == "country")


def _persons(text: str, sentences: Iterable[Sentence]) -> frozenset[str]:
    """Folded personal names and their last words."""
    names = (
        fold(sentence.cover(name.first, name.end).of(text))
        for sentence in sentences
        for name in sentence.names
        if name.label == "PER"
    )
    return frozenset(part for name in names if name for part in (name, name.split()[-1]))


def _chained(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Links "Katumba, Rukwa Region", "Pushkin Square in Minsk" and "Minsk's Pushkin Square" to what contains them."""
    chained = list(phrases)
    for i, (left, right) in enumerate(pairwise(phrases)):
        between = text[left.span.end : right.span.start]
        if LINK.match(between):
            chained[i] = replace(chained[i], inside=i + 1)
        elif right.site and POSSESSED.match(between):
            chained[i + 1] = replace(chained[i + 1], inside=i)
    return chained


def _resolve(phrases: Sequence[Phrase], world: World) -> list[tuple[Scored | None, tuple[Scored, ...]]]:
    """For each phrase the place it is taken to mean, if any, and all candidates; containing phrases first."""
    done: dict[int, tuple[Scored | None, tuple[Scored, ...]]] = {}

    def solve(i: int, depth: int) -> tuple[Scored | None, tuple[Scored, ...]]:
        if i not in done:
            phrase = phrases[i]
            outer = solve(phrase.inside, depth + 1)[0] if phrase.inside is not None and depth < 4 else None
            likeness = None if phrase.site else LIKE if phrase.where else ALIKE if phrase.told else None
            outer_known = outer.known if outer else None
            ranked = () if phrase.area else rank(phrase.name, phrase.sort, outer_known, world, likeness=likeness)
            needed = ENOUGH_WHERE if phrase.where else ENOUGH
            done[i] = (ranked[0] if ranked and ranked[0].score >= needed else None, ranked)
        return done[i]

    return [solve(i, 0) for i in range(len(phrases))]


def _place(
    phrase: Phrase, best: Scored | None, ranked: Sequence[Scored], outer: Known | None, scene: Known | None
) -> Place:
    """The place of a phrase: what it is taken to mean, else where it is said to lie, else its candidates alone."""
    candidates = tuple(Candidate(f"geonames:{s.known.id}", s.known.name, round(s.share, 3)) for s in ranked[:5])
    if best is None:
        return _unlisted(phrase, outer, scene, candidates)
    known = best.known
    precision: Literal[1, 2, 3] = 3 if known.kind != "town" else 2 if phrase.near or phrase.sort == "small" else 1
    return Place(
        phrase.span, known.name, known.country, known.region, known.latitude, known.longitude, known.id, precision,
        candidates=candidates if best.share < 0.9 else (), confidence=round(min(0.99, best.share), 3),
    )  # fmt: skip


def _unlisted(phrase: Phrase, outer: Known | None, scene: Known | None, candidates: tuple[Candidate, ...]) -> Place:
    """A place that the gazetteer lacks: in the place that holds it; a square or street in the report's only town."""
    if phrase.area:
        return Place(phrase.span, phrase.name, precision=3)
    if outer is not None and outer.kind == "town" and not phrase.site:
        outer = None  # a list of towns is no chain: what stands before "Minsk" need not lie there
    holder, sure = (outer, 0.5) if outer is not None else (scene if phrase.site else None, 0.4)
    if holder is None:
        return Place(phrase.span, candidates=candidates)
    town = holder.kind == "town"
    return Place(
        phrase.span, phrase.name, holder.country, holder.region,
        holder.latitude if town else None, holder.longitude if town else None, None,
        1 if town else 3, candidates=candidates, confidence=sure,
    )  # fmt: skip


def _only_town(resolved: Iterable[tuple[Scored | None, tuple[Scored, ...]]]) -> Known | None:
    """The one town that a report names, if it names just one."""
    towns = {best.known for best, _ in resolved if best is not None and best.known.kind == "town"}
    return towns.pop() if len({(town.id) for town in towns}) == 1 else None
