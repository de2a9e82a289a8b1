"""``find_places``: every place phrase of a report, resolved together: each in the light of the countries the report speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from kronika.records import Candidate, Place, Sentence, Span
from kronika.resolve.described import find_capitals, find_described
from kronika.resolve.gazetteer import Gazetteer, Known, fold, larger_areas
from kronika.resolve.overlooked import STREET
from kronika.resolve.ranking import ALIKE, LIKE, Scored, World, context_countries, rank
from kronika.resolve.toponyms import Phrase, find_phrases
from kronika.scheme.lexicon import Lexicon

TYPE = (
    r"(?:(?:local\s+government(?:\s+area)?|village|town(?:ship)?|city|district|area|municipality|county|community|ward|suburb"
    r"|settlement|neighbou?rhood|sub-?district|taluk|tehsil|block|mandal|LGA|Local\s+Government(?:\s+Area)?|section)\b)"
)
LINK = re.compile(
    rf"^(?:\s+{TYPE})?(?:\s*,\s*(?:in\s+|under\s+)?(?:the\s+)?|\s*\(\s*|\s+(?:in|under)\s+(?:the\s+)?)$|^\s+{TYPE}\s+of\s+$"
)
POSSESSED = re.compile(r"^['’]s?\s+(?:(?:[a-z]+)\s+)?$")
HOLDING = re.compile(
    r"^['’]s?\s+(?:(?:(?:north|south|east|west)(?:ern)?|central|upper|lower|coastal|restive|historic|second|third|largest|main"
    r"|biggest|capital|port|border|mining|industrial|city|town|village|province|region|state|district|of|the)\s+){0,5}$"
)  # "Haryana's Karnal", "Guangdong's city of Dongguan"
# Score from which a candidate is taken to be meant; less is needed where a preposition says that it is a place.
ENOUGH, ENOUGH_WHERE = 0.45, 0.2
CLEAR = 0.6  # share of a report's naming from which a country is the one it is about
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
    areas = {
        fold(phrase.name) for phrase, (best, _) in zip(phrases, first, strict=True) if best is None and phrase.told
    }
    listed = [larger_areas()[name][0] for name in sorted(areas) if name in larger_areas()]
    world = world.told((*(known.country for known in sure), *listed))
    resolved = _alike(phrases, _resolve(phrases, world))
    # A surname that the reader once took for a place is none, unless it is one that the list knows.
    kept = [
        i
        for i, phrase in enumerate(phrases)
        if (fold(phrase.name) not in persons or _is_sure(phrase, resolved[i][0]))
        and (phrase.told or phrase.where or resolved[i][0] is not None)
    ]
    scene = _main_town(resolved[i] for i in kept)
    country = world.main[0] if world.main and world.context[world.main[0]] >= CLEAR else None
    places = []
    for i in kept:
        inside = phrases[i].inside
        outer = resolved[inside][0] if inside is not None else None
        holder = outer.known if outer else None
        if phrases[i].site and resolved[i][0] is None and (holder is None or holder.kind != "town"):
            holder = _town_within(phrases[i].name, world) or _town_beside(i, phrases, resolved) or holder
        places.append(_place(phrases[i], *resolved[i], holder, scene, country))
    places.sort(key=lambda p: p.span or Span(0, 0))
    capitals = list(find_capitals(text, sentences, gazetteer, lexicon))
    spans = [one.span for one in capitals if one.span is not None]  # "Chile" in "Chile's capital"
    places = [p for p in places if p.span is None or not any(span.covers(p.span) for span in spans)] + capitals
    places.sort(key=lambda p: p.span or Span(0, 0))
    places += find_described(text, sentences, places, country, gazetteer, lexicon)
    return tuple(sorted(places, key=lambda p: p.span or Span(0, 0))), dict(world.context)


def _town_beside(
    i: int, phrases: Sequence[Phrase], resolved: Sequence[tuple[Scored | None, tuple[Scored, ...]]]
) -> Known | None:
    """The town told after the region that a site lies in: "at the Longhua works in Guangdong's city of Shenzhen"."""
    region = phrases[i].inside
    if region is None or region + 1 >= len(phrases) or phrases[region + 1].inside != region:
        return None
    best = resolved[region + 1][0]
    return best.known if best is not None and best.known.kind == "town" else None


def _town_within(name: str, world: World) -> Known | None:
    """The town that a site bears in its own name: "Volgograd Arena", "Pietermaritzburg High Court"."""
    words = name.split()
    if STREET.fullmatch(words[-1]):
        return None  # "Carnot Square" is named after somebody
    for end in range(len(words) - 1, 0, -1):
        ranked = rank(" ".join(words[:end]), None, None, world)
        if ranked and ranked[0].known.kind == "town" and ranked[0].known.main and ranked[0].share > SURE_SHARE:
            return ranked[0].known
    return None


def _is_sure(phrase: Phrase, best: Scored | None) -> bool:
    return best is not None and (phrase.inplace or phrase.sort is not None or best.known.kind == "country")


def _persons(text: str, sentences: Iterable[Sentence]) -> frozenset[str]:
    """Folded personal names and their last words; not a name that the reader as often calls a place."""
    counts: Counter[tuple[str, str]] = Counter(
        (fold(sentence.cover(name.first, name.end).of(text)), name.label)
        for sentence in sentences
        for name in sentence.names
        if name.label in {"PER", "LOC"} and sentence.role != "dateline"  # "XNA Reporter BRITS, 3 May"
    )
    names = [name for name, label in counts if label == "PER" and name and counts[name, "LOC"] < counts[name, "PER"]]
    return frozenset(part for name in names for part in (name, name.split()[-1]))


def _chained(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Links "Katumba, Rukwa Region", "Pushkin Square in Minsk" and "Minsk's Pushkin Square" to what contains them."""
    chained = list(phrases)
    for i, (left, right) in enumerate(pairwise(phrases)):
        between = text[left.span.end : right.span.start]
        if LINK.match(between):
            chained[i] = replace(chained[i], inside=i + 1)
        elif (right.site and POSSESSED.match(between)) or HOLDING.match(between):
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


def _alike(
    phrases: Sequence[Phrase], resolved: list[tuple[Scored | None, tuple[Scored, ...]]]
) -> list[tuple[Scored | None, tuple[Scored, ...]]]:
    """A name means one place in a report: what is resolved where it stands clear is so where it does not."""
    known = {fold(phrase.name): one for phrase, one in zip(phrases, resolved, strict=True) if one[0] is not None}
    return [
        one if one[0] is not None or phrase.site else known.get(fold(phrase.name), one)
        for phrase, one in zip(phrases, resolved, strict=True)
    ]


def _place(
    phrase: Phrase,
    best: Scored | None,
    ranked: Sequence[Scored],
    outer: Known | None,
    scene: Known | None,
    country: str | None,
) -> Place:
    """The place of a phrase: what it is taken to mean, else where it is said to lie, else its candidates alone."""
    candidates = tuple(Candidate(f"geonames:{s.known.id}", s.known.name, round(s.share, 3)) for s in ranked[:5])
    if best is None:
        return _unlisted(phrase, outer, scene, country, candidates)
    known = best.known
    precision: Literal[1, 2, 3] = 3 if known.kind != "town" else 2 if phrase.near or phrase.sort == "small" else 1
    return Place(
        phrase.span, known.name, known.country, known.region, known.latitude, known.longitude, known.id, precision,
        candidates=candidates if best.share < 0.9 else (), confidence=round(min(0.99, best.share), 3),
    )  # fmt: skip


def _unlisted(
    phrase: Phrase, outer: Known | None, scene: Known | None, country: str | None, candidates: tuple[Candidate, ...]
) -> Place:
    """A place that the gazetteer lacks: in the place that holds it; a square or street in the report's main town.

    A village or township that is told as a place lies in the one country that the report is clearly about.
    """
    if phrase.area:
        return Place(phrase.span, phrase.name, precision=3)
    within = outer if outer is not None and outer.kind == "town" else scene
    if (area := larger_areas().get(fold(phrase.name))) is not None and not (phrase.site and within is not None):
        return Place(phrase.span, phrase.name, area[0], precision=area[1], confidence=0.9)
    if outer is not None and outer.kind == "town" and not phrase.site and phrase.sort is None:
        outer = None  # a list of towns is no chain: what stands before "Minsk" need not lie there; a village does
    holder, sure = (outer, 0.5) if outer is not None else (scene if phrase.site else None, 0.4)
    if holder is None:
        if country is not None and phrase.told and (phrase.where or phrase.sort is not None):
            return Place(phrase.span, phrase.name, country, precision=2, candidates=candidates, confidence=0.3)
        return Place(phrase.span, candidates=candidates)
    town = holder.kind == "town"
    return Place(
        phrase.span, phrase.name, holder.country, holder.region,
        holder.latitude if town else None, holder.longitude if town else None, None,
        1 if town and phrase.site else 2, candidates=candidates, confidence=sure,
    )  # fmt: skip


def _main_town(resolved: Iterable[tuple[Scored | None, tuple[Scored, ...]]]) -> Known | None:
    """The town that a report names most, if no other comes near: streets and squares lie there."""
    towns = [best.known for best, _ in resolved if best is not None and best.known.kind == "town"]
    # Once more for the first: the lead tells where the story is.
    (first, often), *others = Counter(town.id for town in (*towns, *towns[:1])).most_common(2) or [(0, 0)]
    if not towns or (others and 2 * others[0][1] > often):
        return None
    return next(town for town in towns if town.id == first)
