"""Ranking: what a place name may mean, scored by people, exactness, containment and the countries the report speaks of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kronika.records import Sentence
from kronika.resolve.gazetteer import Gazetteer, Known, fold, sound
from kronika.scheme.lexicon import Body, Lexicon

# Countries that are one town: their name means the town.
CITY_STATES = frozenset({"HKG", "SGP", "MCO", "VAT", "MAC", "GIB"})
BESIDE = frozenset({"in", "outside", "near", "at", "around"})
ABROAD = frozenset({"JRN", "BUS"})  # an agency reports of everywhere, and a firm has works there
SHORTEST = 4  # letters of a single word that names a body of one country
SIGN = 0.5  # of a word that only one country's reports use, against the country's name
SCENE = 1.5  # of a country in which something is said to happen, against one that is only named
HEADED = 3.0  # of the country that opens a headline, "Chad: ..."
SCENE_CASES = frozenset({"in", "across", "throughout", "inside", "within"})
WEIGHTS = {"headline": 2.0, "dateline": 3.0}  # of a country named in such a part; 1 elsewhere
MAIN_SHARE = 0.15  # share of a report's naming from which a country counts as one it is about
# Likeness of letters or of sounds, of 100, that an odd spelling must have; more without a preposition of place before it.
LIKE, ALIKE = 92.0, 98.0  # "Jhlobin" sounds just as Zhlobin does
NAMESAKES = 5  # so many times larger must a town be to be thought of first, wherever it lies
OF_ONE = 0.2  # what a name gains whose bearers all lie in one country
ALONE = 0.35  # what a name gains that hardly any other place of note bears


# Words before a name that tell a part of it: "East Mosul", "downtown Nairobi".
DIRECTIONS = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "downtown", "greater",
    "upper", "lower", "old", "new", "inner", "northeast", "northwest", "southeast", "southwest", "northeastern",
    "northwestern", "southeastern", "southwestern",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score, and its share of the belief among all candidates (0 to 1)."""

    known: Known
    score: float
    share: float = 0.0


@dataclass(frozen=True)
class World:
    """What ranking looks at: the index, the words for countries, and each country's share in the report."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    context: Mapping[str, float]

    @property
    def main(self) -> tuple[str, ...]:
        """The countries the report is about, most named first."""
        return tuple(code for code, share in self.context.items() if share >= MAIN_SHARE)

    def told(self, countries: Sequence[str]) -> World:
        """The same with the countries of surely resolved places counted in."""
        counts = Counter(countries)
        # One place alone is weak evidence for what it itself shall be weighed by.
        weight = 0.3 if self.context else 1.0
        total = sum(counts.values()) + 2
        merged = {
            code: (1 - weight) * self.context.get(code, 0.0) + weight * counts[code] / total
            for code in {*self.context, *counts}
        }
        return replace(self, context=_sorted(merged))


def context_countries(text: str, sentences: Iterable[Sentence], lexicon: Lexicon) -> dict[str, float]:
    """The share of each country in the report's own naming of countries, peoples and capitals."""
    return shares_of(count_countries(text, sentences, lexicon))


def shares_of(counts: Mapping[str, float]) -> dict[str, float]:
    """Each count's share of all, the largest first."""
    total = sum(counts.values())
    return _sorted({code: count / total for code, count in counts.items()}) if total else {}


def count_countries(text: str, sentences: Iterable[Sentence], lexicon: Lexicon) -> Counter[str]:
    """How often a report names each country, as its country, people, capital or bodies; as a scene ("in Chile") more."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        words = [text[token.start : token.end] for token in sentence.tokens]
        weight = WEIGHTS.get(sentence.role, 1.0)
        places = {k for name in sentence.names if name.label == "LOC" for k in range(name.first, name.end)}
        named = sentence.names if sentence.role != "dateline" else ()  # agency, reporter and town are no one's name
        persons = {k for name in named if name.label == "PER" for k in range(name.first, name.end)}
        for name in sentence.names:
            words_of = sentence.cover(name.first, name.end).of(text)
            body = _body_named(words_of, lexicon)
            if body is not None and body.code in lexicon.countries:
                counts[body.code] += weight  # type: ignore[assignment]
            elif (name.label == "PER" or not _sign(words_of, lexicon)) and (code := _short_name(words_of, lexicon)):
                counts[code] += weight * SIGN  # type: ignore[assignment]
        i = 0
        while i < len(words):
            if i in persons or words[i].lower() in lexicon.ambiguous:
                if (code := _articled(words, i, lexicon)) is not None:
                    counts[code] += weight * SIGN  # type: ignore[assignment]
                i += 1
                continue
            code, used = _country_at(words, i, lexicon)
            if (
                used == 1
                and i
                and words[i - 1].lower() in BESIDE
                and lexicon.country_of_adjective(words[i].removesuffix("s"))
            ):
                code = None if words[i].endswith("s") else code  # "outside Brits" names a town
            if code and not (i in places and lexicon.country_of_adjective(words[i]) and used == 1):  # "outside Brits"
                scene = SCENE if i and words[i - 1].lower() in SCENE_CASES else 1.0
                scene = HEADED if i == 0 and sentence.role == "headline" and words[used : used + 1] == [":"] else scene
                counts[code] += weight * scene  # type: ignore[assignment]
            elif (sign := _sign(words[i], lexicon)) is not None:
                counts[sign] += weight * SIGN  # type: ignore[assignment]
            i += used
    return counts


def _sign(word: str, lexicon: Lexicon) -> str | None:
    """The country of a word of one country's public life or money: "crore"."""
    return lexicon.signs.get(word) or lexicon.signs.get(word.lower())


def _articled(words: Sequence[str], i: int, lexicon: Lexicon) -> str | None:
    """The country of "the Centre", which needs no other word to tell whose it is."""
    alone = i and words[i - 1].lower() == "the" and not any(word[:1].isupper() for word in words[i + 1 : i + 2])
    body = lexicon.body(words[i]) if alone and words[i] in lexicon.articled else None
    return body.code if body is not None else None


def _body_named(name: str, lexicon: Lexicon) -> Body | None:
    """The body of one country that a name of several words is."""
    if " " not in name or name.lower() in lexicon.ambiguous:
        return None
    named = lexicon.bodies_named(name)
    return lexicon.body(name) or (named[0] if len(named) == 1 else None)


def _short_name(name: str, lexicon: Lexicon) -> str | None:
    """The country of a body told by one word that no other bears: "COSATU"; a sign of it only."""
    if " " in name or len(name) < SHORTEST or name.lower() in lexicon.ambiguous:
        return None
    bodies = [body for body in (*lexicon.bodies_named(name), lexicon.body(name)) if body is not None]
    if any(ABROAD & {*body.sectors} for body in bodies):
        return None
    codes = {body.code for body in bodies}
    return codes.pop() if len(codes) == 1 and codes <= lexicon.countries.keys() else None


def _country_at(words: Sequence[str], i: int, lexicon: Lexicon) -> tuple[str | None, int]:
    if not any(c.isupper() for c in words[i]):
        return None, 1
    for length in (5, 4, 3, 2, 1):
        if i + length <= len(words):
            phrase = " ".join(words[i : i + length])
            # "BRITS" heads a report from a town, no people
            shouted = length == 1 and len(phrase) > 3 and phrase.isupper() and not all(w.isupper() for w in words[:4])
            adjective = None if shouted else lexicon.country_of_adjective(phrase)
            if code := lexicon.country_of_name(phrase) or adjective or lexicon.country_of_capital(phrase):
                if i + length < len(words) and words[i + length].lower() in {"state", "province"}:
                    return None, length  # Nigeria's Niger State
                return code, length
    return None, 1


def rank(
    name: str, sort: str | None, outer: Known | None, world: World, *, likeness: float | None = None
) -> tuple[Scored, ...]:
    """Candidates for a name, best first. ``sort`` is what the words beside it say it is, ``outer`` the place that holds it.

    With ``likeness`` (0 to 100), towns of the report's countries that are spelt so nearly alike come in too.
    """
    found = world.gazetteer.find(name)
    first, _, rest = name.partition(" ")
    if not found and rest and first.lower() in DIRECTIONS and not world.lexicon.role_of_phrase([rest]):
        found = world.gazetteer.find(rest)
    if world.lexicon.country_of_name(name) and sort != "town":
        # "Turkey" is no town of that name, unless its region follows ("Lebanon, Pennsylvania").
        within = outer if outer is not None and outer.kind == "region" else None
        found = tuple(
            k for k in found if k.kind != "town" or k.country in CITY_STATES or (within and _holds(within, k))
        )
    if (code := world.lexicon.country_of_name(name)) and not any(known.kind == "country" for known in found):
        found = tuple(k for k in found if k.country == code) or found  # "Gaza" is not the Gaza of Mozambique
    if sort == "region" and not any(known.kind == "region" for known in found):
        found += _regions_of(found, world)
    scored = [Scored(known, score) for known in found if (score := _score(known, sort, outer, world)) is not None]
    scored = _townward(scored, sort)
    owns = {s.known.country for s in scored if s.known.main}
    if len(owns) == 1:
        scored = [replace(s, score=s.score + OF_ONE) if s.known.main else s for s in scored]
    if likeness is not None and not any(s.known.country in world.main for s in scored) and not _famous(scored):
        scored += _like(name, sort, outer, world, likeness)
    scored.sort(key=lambda s: (-s.score, s.known.id))
    return _shared(scored[:20])


def _townward(scored: Sequence[Scored], sort: str | None) -> list[Scored]:
    """A name of a town and of the region around it means the town; one that stands almost alone in the world is surer."""
    people = sorted((s.known.population for s in scored if s.known.kind == "town"), reverse=True)
    regions = [s.known for s in scored if s.known.kind == "region"]
    people_of = {(r.country, r.region): r.population for r in regions}
    towns = {
        (k.country, k.region)
        for k in (s.known for s in scored)
        # Bihar Sharif is also called Bihar, but makes up little of it; Mecca is most of its region.
        if k.kind == "town"
        and k.population > 20_000
        and (k.main or k.population > 0.1 * people_of.get((k.country, k.region), 0))
    }
    owner = max((s.known.population for s in scored if s.known.kind == "town" and s.known.main), default=0)
    owned = owner > 100_000
    adjusted = []
    for s in scored:
        change = 0.0
        if owned and s.known.kind == "town" and not s.known.main:
            # Pune is also called Puno, but there is a Puno; Jerusalem is seldom Salem where a Salem is as large
            change -= 0.6 if owner * 2 < s.known.population else 0.9
        if len(scored) == 1 and s.known.population > 20_000:
            change += ALONE  # the only bearer of its name in the world
        if s.known.kind == "region" and sort != "region" and (s.known.country, s.known.region) in towns:
            change -= 0.9
        elif s.known.kind == "region" and len(regions) == 1 and not towns:
            change += ALONE
        if s.known.kind == "town" and people[0] > max(100_000, NAMESAKES * s.known.population) and s.known.main:
            change -= 0.6  # the Geneva of Illinois is not what reports call Geneva, unless they say more
        if s.known.kind == "town" and s.known.population == people[0] and sum(people[1:]) * 4 < people[0]:
            change += ALONE + (0.2 if people[0] > 100_000 else 0.0)
        adjusted.append(replace(s, score=s.score + change))
    return adjusted


def _score(known: Known, sort: str | None, outer: Known | None, world: World) -> float | None:
    """About 0 (a village anywhere) to 4; a town of a country the report is about passes 0.45, a foreign one if it is large."""
    country = world.lexicon.countries.get(known.country)
    if known.kind == "country":
        if known.country in CITY_STATES:
            return 0.5
        score = 1.6
    else:
        score = 0.8 * (math.log10(max(known.population, 1_000)) - 4.5) / 2  # 0 at 30,000 people, 0.8 at 3 million
        score += 0.1 if known.main else _other_name(known, world)
    score += _context_score(known.country, world)
    if known.kind == "town" and country and fold(known.name) in {fold(capital) for capital in country.capitals}:
        score += 0.9
    if sort == "region":
        score += {"region": 1.0, "town": -0.6, "country": -0.3}[known.kind]
    elif sort == "small" and known.kind == "town" and not known.main:
        score -= 0.6  # a district bears its town's own name
    elif sort == "town":
        score += {"region": -1.0, "town": 0.3, "country": -0.5}[known.kind]
    elif known.kind == "region":
        score += 0.1 if known.population else -0.5
    if outer is not None and outer.id != known.id and known.kind != "country":
        # A comma may also part the members of a list of countries: that a town does not lie there says little then.
        score += 2.0 if _holds(outer, known) else -3.0 if outer.kind == "region" else -0.3
    return score


def _other_name(known: Known, world: World) -> float:
    """A place told by another name of it: less likely the less the report speaks of its country."""
    share = world.context.get(known.country, 0.0)
    if share >= MAIN_SHARE or known.population > 500_000:
        return -0.1
    return -0.2 if share > 0 or known.population > 100_000 else -0.5


def _context_score(country: str, world: World) -> float:
    share = world.context.get(country, 0.0)
    if share >= MAIN_SHARE:
        return 0.6 + share
    if share > 0:
        return 0.3 + share
    main = world.main
    if any(country in world.lexicon.countries[code].neighbours for code in main if code in world.lexicon.countries):
        return -0.1
    return -0.4 if main else -0.1


def _holds(outer: Known, inner: Known) -> bool:
    if outer.country != inner.country or outer.kind == "town":
        return False
    return outer.kind == "country" or outer.region == inner.region


def _famous(scored: Iterable[Scored]) -> bool:
    return any(s.known.main and s.known.population > 100_000 for s in scored)


def _regions_of(found: Iterable[Known], world: World) -> tuple[Known, ...]:
    """The regions named after towns: "Grodno region" is the one that Hrodna lies in."""
    regions = []
    for town in found:
        if town.region and town.country in world.main:
            regions += [
                r for r in world.gazetteer.find(town.region) if r.kind == "region" and r.country == town.country
            ]
    return tuple(dict.fromkeys(regions))


def _like(name: str, sort: str | None, outer: Known | None, world: World, likeness: float) -> list[Scored]:
    """Towns of the report's own countries that are spelt nearly so: an odd transliteration, a missing letter."""
    key = fold(name)
    if len(key) < 5 or not key.isascii():
        return []
    heard, found = sound(key), []
    if (
        near := process.extractOne(key, world.lexicon.country_names.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
    ) is not None:
        misspelt = world.gazetteer.find(near[0])
        found = [Scored(k, 1.0 - (100 - near[1]) / 25) for k in misspelt if k.kind == "country" and len(key) > 5]
    for country in world.main[:2]:
        names, ids = world.gazetteer.names_in(country).get(heard[0], ((), ()))
        for other, ratio, index in process.extract(key, names, scorer=fuzz.ratio, score_cutoff=LIKE - 20, limit=30):
            closeness = max(ratio, fuzz.ratio(heard, sound(other)) - 1)
            if closeness < likeness or abs(len(key) - len(other)) > 2:
                continue
            known = world.gazetteer.place(ids[index])
            if known is not None and (score := _score(known, sort, outer, world)) is not None:
                found.append(Scored(known, score - 0.2 - (100 - closeness) / 25))
    return found


def _shared(scored: Sequence[Scored]) -> tuple[Scored, ...]:
    """Gives each place its share of belief; other entries of one and the same place (town and region) do not compete."""
    best: dict[int, Scored] = {}
    for s in scored:
        if s.known.id not in best:
            best[s.known.id] = s
    kept = list(best.values())
    weights = [math.exp(3 * (s.score - kept[0].score)) for s in kept]
    rivals = [
        0.0 if i and _same_spot(s.known, kept[0].known) else w
        for i, (s, w) in enumerate(zip(kept, weights, strict=True))
    ]
    # Doubt that it is any of them weighs as much as a candidate of score 0.2.
    total = sum(rivals) + math.exp(3 * (0.2 - kept[0].score)) if kept else 1.0
    return tuple(replace(s, share=w / total) for s, w in zip(kept, weights, strict=True))


def _same_spot(one: Known, other: Known) -> bool:
    return one.country == other.country and one.kind != other.kind


def _sorted(shares: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))
