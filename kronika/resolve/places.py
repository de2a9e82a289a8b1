"""``find_places``: every place phrase of a report, resolved together: each in the light of the countries the report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from kronika.records import Candidate, Name, Place, Sentence, Span
from kronika.resolve.gazetteer import Gazetteer, fold
from kronika.resolve.phrases import MONTHS, WEEKDAYS
from kronika.resolve.ranking import Scored, World, context_countries, rank
from kronika.scheme.lexicon import Lexicon

Sort = Literal["town", "region", "small"]
# Words beside a name that say what it is the name of.
REGION_WORDS = frozenset({
    "region", "oblast", "province", "state", "governorate", "voivodeship", "prefecture", "canton", "krai", "republic",
})  # fmt: skip
SMALL_WORDS = frozenset({
    "district", "county", "municipality", "department", "area", "valley", "island", "raion", "taluk", "tehsil", "zone",
    "division", "parish", "commune", "subdistrict", "sub-district",
})  # fmt: skip
TOWN_WORDS = frozenset({"city", "town", "village", "township", "suburb", "settlement", "hamlet", "port"})
SORT_OF = (
    dict.fromkeys(REGION_WORDS, "region") | dict.fromkeys(SMALL_WORDS, "small") | dict.fromkeys(TOWN_WORDS, "town")
)
SITE = re.compile(
    r"\b(?:street|st|road|avenue|boulevard|square|park|bridge|prison|jail|airport|university|stadium|palace|hospital|plaza|hall"
    r"|market|church|cathedral|mosque|factory|plant|mine|house|court|highway|lane|drive|river|lake|mountain|extension)\b\.?$",
    re.IGNORECASE,
)
NEAR = re.compile(
    r"\b(?:near|nearby|outside|around|close to|not far from|(?:north|south|east|west|northeast|northwest|southeast|southwest"
    r"|outskirts?|suburbs?|vicinity|surroundings) of)\s+(?:the\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
WHERE = frozenset(
    {
        "in",
        "at",
        "from",
        "near",
        "to",
        "into",
        "outside",
        "around",
        "across",
        "throughout",
        "inside",
        "of",
        "towards",
        "toward",
    }
)
OTHERWISE = re.compile(r"\b(?:[A-ZА-Я]\.|Operation|HMS|USS|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s?$")
LINK = re.compile(r"^(?:\s*,\s*(?:in\s+)?(?:the\s+)?|\s*\(\s*|\s+in\s+(?:the\s+)?)$")
POSSESSED = re.compile(r"^['’]s?\s+(?:(?:[a-z]+)\s+)?$")
# Score from which a candidate is taken to be meant; less is needed where a preposition says that it is a place.
ENOUGH, ENOUGH_WHERE = 0.45, 0.3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase: its span, name without article and type word, what the words say it is, and the phrase it lies in."""

    span: Span
    name: str
    sort: Sort | None
    near: bool
    site: bool
    where: bool  # a preposition of place stands before it
    inplace: bool  # one that seldom stands before a person
    area: bool = False  # a continent or a part of the world: in no country
    inside: int | None = None  # index of the phrase that contains it: "Katumba, Rukwa Region"


def find_places(
    text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, lexicon: Lexicon
) -> tuple[tuple[Place, ...], dict[str, float]]:
    """The place phrases in order, and the report's own countries with their share of what it names (0 to 1)."""
    context = context_countries(text, sentences, lexicon)
    phrases = _chained(text, list(_phrases(text, sentences, gazetteer, lexicon)))
    persons = _persons(text, sentences)
    world = World(gazetteer, lexicon, context)
    # Towns that can only be in one country speak for that country, when the rest is weighed again.
    first = _resolve(phrases, world)
    world = world.told(tuple(best.known.country for best, _ in first if best is not None and best.score > 1.5))
    resolved = _resolve(phrases, world)
    # A surname that the reader once took for a place is none, unless it is one that the list knows.
    kept = [
        i for i, phrase in enumerate(phrases) if fold(phrase.name) not in persons or _is_sure(phrase, resolved[i][0])
    ]
    places = [_place(i, phrases, resolved) for i in kept]
    return tuple(sorted(places, key=lambda p: p.span or Span(0, 0))), dict(world.context)


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


def _phrases(text: str, sentences: Iterable[Sentence], gazetteer: Gazetteer, lexicon: Lexicon) -> Iterator[Phrase]:
    for sentence in sentences:
        taken: list[tuple[int, int]] = []
        fixed = list(_fixed(text, sentence, lexicon))
        covered = {i for name in fixed for i in range(name.first, name.end)}
        named = [name for name in _split(text, sentence) if covered.isdisjoint(range(name.first, name.end))]
        covered |= {i for name in sentence.names for i in range(name.first, name.end)}
        names = [name for name in (*fixed, *named) if name.label != "BODY"]
        names += _unnamed(text, sentence, covered, gazetteer)
        for name in sorted(names, key=lambda n: n.first):
            if any(name.first < end and first < name.end for first, end in taken):
                continue
            if (phrase := _phrase(text, sentence, name, gazetteer, lexicon)) is not None:
                taken.append((name.first, name.end))
                yield phrase


def _split(text: str, sentence: Sentence) -> Iterator[Name]:
    """The reader's names, those of places that hold a comma ("Irving, Texas") in their parts."""
    for name in sentence.names:
        first = name.first
        for i in range(name.first, name.end):
            if name.label == "LOC" and _word(text, sentence, i) == "," and first < i < name.end - 1:
                yield Name(first, i, name.label)
                first = i + 1
        if first < name.end:
            yield Name(first, name.end, name.label)


def _phrase(text: str, sentence: Sentence, name: Name, gazetteer: Gazetteer, lexicon: Lexicon) -> Phrase | None:
    span = _trimmed(text, sentence.cover(name.first, name.end))
    if not len(span):
        return None
    words = span.of(text)
    where = name.first > 0 and _word(text, sentence, name.first - 1) in WHERE
    if lexicon.country_of_adjective(words) and not lexicon.country_of_name(words):
        return None
    if not words[0].isupper() or words.lower() in {*MONTHS, *WEEKDAYS}:
        return None
    if name.label == "LOC" and (lexicon.body(words) or _named_otherwise(text, sentence, name.first)):
        return None
    if name.label != "LOC" and not _is_place(words, name.label, where, gazetteer, lexicon):
        return None
    whole = lexicon.country_of_name(words) or words.lower() in lexicon.areas
    sort, bare = (None, words) if whole else _sort(text, span, words)
    inplace = where and _word(text, sentence, name.first - 1) not in {"to", "of", "from", "towards", "toward", "around"}
    near = bool(NEAR.search(text[max(sentence.span.start, span.start - 60) : span.start]))
    return Phrase(span, bare, sort, near, bool(SITE.search(bare)), where, inplace, words.lower() in lexicon.areas)


def _is_place(words: str, label: str, where: bool, gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    """Whether a name that the reader did not call a place is one all the same."""
    if label == "PER" or lexicon.body(words):
        return False
    return bool(lexicon.country_of_name(words) or lexicon.country_of_capital(words)) or (
        where and _sure(gazetteer, words)
    )


def _fixed(text: str, sentence: Sentence, lexicon: Lexicon) -> Iterator[Name]:
    """Names that need no reader: countries and parts of the world, and bodies ("European Union"), which are no places."""
    i, tokens = 0, sentence.tokens
    while i < len(tokens):
        longest = min(8, len(tokens) - i) if text[tokens[i].start].isupper() else 0
        for length in range(longest, 0, -1):
            words = _trimmed(text, sentence.cover(i, i + length)).of(text)
            body = lexicon.body(words) is not None
            if (
                length == 1
                and words.lower() in lexicon.areas
                and i + 1 < len(tokens)
                and text[tokens[i + 1].start].isupper()
            ):
                continue  # "East Mosul" is not the East
            if body or lexicon.country_of_name(words) or (words.lower() in lexicon.areas and words[0].isupper()):
                larger = any(
                    name.first <= i and i + length < name.end for name in sentence.names if name.label != "LOC"
                )
                if not larger:
                    yield Name(i, i + length, "BODY" if body else "LOC")
                    i += length - 1
                    break
        i += 1


def _unnamed(text: str, sentence: Sentence, covered: set[int], gazetteer: Gazetteer) -> Iterator[Name]:
    """Runs of capitalised words after a preposition of place that the reader named nothing and the gazetteer knows."""
    i, tokens = 0, sentence.tokens
    while i < len(tokens):
        where = i > 0 and _word(text, sentence, i - 1) in WHERE
        if i in covered or not where or not text[tokens[i].start].isupper() or not _named(sentence, i):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and end not in covered and end - i < 5 and _continues(text, sentence, end):
            end += 1
        for stop in range(end, i, -1):
            if _sure(gazetteer, _trimmed(text, sentence.cover(i, stop)).of(text)):
                yield Name(i, stop, "ORG")
                end = stop
                break
        i = end


def _named_otherwise(text: str, sentence: Sentence, first: int) -> bool:
    """ "V. I. Kozlova", "Operation Overlord": what follows an initial or such a word is no place."""
    return bool(OTHERWISE.search(text[sentence.span.start : sentence.tokens[first].start]))


def _named(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].upos in {"PROPN", "", "_"}


def _sure(gazetteer: Gazetteer, words: str) -> bool:
    return any(known.main and known.population > 2_000 for known in gazetteer.find(words))


def _continues(text: str, sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    word = text[token.start : token.end]
    if word in {"of", "and", "the", "-"} and index + 1 < len(sentence.tokens):
        following = sentence.tokens[index + 1]
        return text[following.start].isupper() or word == "of"
    return word[0].isupper() or (word == "." and token.start == sentence.tokens[index - 1].end)


def _trimmed(text: str, span: Span) -> Span:
    """Without article, possessive and closing punctuation."""
    start, end = span.start, span.end
    for article in ("the ", "The ", "THE "):
        if text.startswith(article, start, end):
            start += len(article)
    while start < end and text[start].islower() and " " in text[start:end] and not text.startswith("al-", start):
        start = text.index(" ", start) + 1  # "eastern Aleppo"
    for ending in ("'s", "’s", "'", "’", ","):
        if text.endswith(ending, start, end):
            end -= len(ending)
            break
    return Span(start, max(start, end))


def _sort(text: str, span: Span, words: str) -> tuple[Sort | None, str]:
    """What "Region", "city of", "district" beside or in the name say it is; and the name without that word."""
    last = words.split()[-1].lower()
    if last in SORT_OF and " " in words:
        return SORT_OF[last], words[: -len(last)].rstrip()  # type: ignore[return-value]
    before = re.search(r"(\w+)\s+of\s+(?:the\s+)?$", text[max(0, span.start - 30) : span.start])
    after = re.match(r"[\s-]+(\w+)", text[span.end : span.end + 20])
    for match in (after, before):
        if match and (sort := SORT_OF.get(match.group(1).lower())):
            return sort, words  # type: ignore[return-value]
    return None, words


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
            fuzzy = phrase.where and not phrase.site
            outer_known = outer.known if outer else None
            ranked = () if phrase.area else rank(phrase.name, phrase.sort, outer_known, world, fuzzy=fuzzy)
            needed = ENOUGH_WHERE if phrase.where else ENOUGH
            done[i] = (ranked[0] if ranked and ranked[0].score >= needed else None, ranked)
        return done[i]

    return [solve(i, 0) for i in range(len(phrases))]


def _place(i: int, phrases: Sequence[Phrase], resolved: list[tuple[Scored | None, tuple[Scored, ...]]]) -> Place:
    phrase = phrases[i]
    best, ranked = resolved[i]
    candidates = tuple(Candidate(f"geonames:{s.known.id}", s.known.name, round(s.share, 3)) for s in ranked[:5])
    if best is None:
        outer = resolved[phrase.inside][0] if phrase.inside is not None and not phrase.area else None
        if outer is None or (outer.known.kind == "town" and not phrase.site):
            # A list of towns is no chain: what stands before "Minsk" need not lie there.
            return Place(
                phrase.span,
                phrase.name if phrase.area else None,
                precision=3 if phrase.area else None,
                candidates=candidates,
            )
        known, town = outer.known, outer.known.kind == "town"
        where = (known.latitude, known.longitude) if town else (None, None)
        precision: Literal[1, 2, 3] = 1 if town else 3
        return Place(
            phrase.span,
            phrase.name,
            known.country,
            known.region,
            *where,
            None,
            precision,
            candidates=candidates,
            confidence=0.5,
        )
    known = best.known
    precision = 3 if known.kind != "town" else 2 if phrase.near or phrase.sort == "small" else 1
    return Place(
        phrase.span, known.name, known.country, known.region, known.latitude, known.longitude, known.id, precision,
        candidates=candidates if best.share < 0.9 else (), confidence=round(min(0.99, best.share), 3),
    )  # fmt: skip


def _word(text: str, sentence: Sentence, index: int) -> str:
    token = sentence.tokens[index]
    return text[token.start : token.end].lower()
