"""``find_phrases``: which words of a report name places: what the reader calls so, and what it overlooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kronika.records import Name, Sentence, Span
from kronika.resolve.gazetteer import Gazetteer
from kronika.resolve.overlooked import (
    BIG,
    DATELINE,
    DATELINE_TOWN,
    MAYBE,
    REGION_WORDS,
    SITE,
    SORT_OF,
    TOWN_WORDS,
    WHERE,
    compounds,
    datelines,
    embedded,
    filed,
    opening_town,
    streets,
    sure,
    trimmed,
    unnamed,
    word_at,
)
from kronika.resolve.phrases import MONTHS, WEEKDAYS
from kronika.resolve.ranking import DIRECTIONS
from kronika.scheme.lexicon import Lexicon

Sort = Literal["town", "region", "small"]
NEAR = re.compile(
    r"\b(?:near|nearby|outside|around|close to|not far from|(?:north|south|east|west|northeast|northwest|southeast|southwest"
    r"|outskirts?|suburbs?|vicinity|surroundings) of)\s+(?:the\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
OTHERWISE = re.compile(r"\b(?:[A-ZА-Я]\.|Operation|HMS|USS|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s?$")
BARE_AREAS = frozenset(
    {"west", "east", "gulf", "world", "pacific", "atlantic", "earth", "levant", "baltic", "caribbean"}
)
# Capitalised words that name no place by themselves.
NO_NAMES = frozenset({
    *DIRECTIONS, *SORT_OF, "home", "union", "ward", "centre", "center", "interior", "nation", "north-west", "north-east",
    "south-west", "south-east", "court", "parliament", "congress", "senate", "islam", "christianity", "hinduism", "buddhism",
})  # fmt: skip
DAYS = frozenset({*MONTHS, *WEEKDAYS, *(day[:3] for day in WEEKDAYS)})


ARTICLED = re.compile(r"(?:al|el|an|ar|as|ash|at|az|ad|ed|el|es|et)-[A-Z‘'’]")
HEADING = re.compile(r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})(?::\s|\s+[-–—]\s)")
ACRONYM = re.compile(r"[A-Z]{2,6}s?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase: its span, name without article and type word, what the words say it is, and the phrase it lies in."""

    span: Span
    name: str
    sort: Sort | None
    near: bool
    site: bool
    told: bool  # the reader calls it a place
    where: bool  # a preposition of place stands before it
    inplace: bool  # one that seldom stands before a person
    area: bool = False  # a continent or a part of the world: in no country
    inside: int | None = None  # index of the phrase that contains it: "Katumba, Rukwa Region"


def find_phrases(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, lexicon: Lexicon) -> list[Phrase]:
    """The place phrases of all sentences, in order, none overlapping; what is a place once is one wherever it stands."""
    found = list(_told(text, sentences, gazetteer, lexicon))
    towns = {p.span.of(text) for p in found if p.told and p.inplace and not p.area and gazetteer.find(p.name)}
    found += _again(text, sentences, towns, [p.span for p in found])
    found += _headings(text, sentences, gazetteer, {p.span.start: p for p in found})
    return sorted(found, key=lambda p: p.span)


def _again(text: str, sentences: Iterable[Sentence], towns: set[str], spans: list[Span]) -> Iterator[Phrase]:
    """Other mentions of those towns that the reader overlooked ("to free Raqqa"), outside every name."""
    taken = {span.start for span in spans}
    for sentence in sentences:
        covered = {i for name in sentence.names for i in range(name.first, name.end)}
        for i, token in enumerate(sentence.tokens):
            word = text[token.start : token.end]
            if word in towns and i not in covered and token.start not in taken and token.upos == "PROPN":
                yield Phrase(Span(token.start, token.end), word, None, False, False, False, False, False)


def _headings(
    text: str, sentences: Iterable[Sentence], gazetteer: Gazetteer, found: Mapping[int, Phrase]
) -> Iterator[Phrase]:
    """Towns that open paragraphs of a round-up as others do ("Bor: ...", "Nis: ..."), whatever the reader took them for."""
    firsts: dict[int, Sentence] = {}
    for sentence in sentences:
        if sentence.role in {"body", "list"}:
            firsts.setdefault(sentence.paragraph, sentence)
    matches = [m for s in firsts.values() if (m := HEADING.match(text, s.span.start, s.span.end)) is not None]
    known = [m for m in matches if (one := found.get(m.start())) is not None and one.told and one.span.end == m.end(1)]
    for match in matches if len(known) > 1 else ():
        large = any(k.kind == "town" and k.population > DATELINE_TOWN for k in gazetteer.find(match[1]))
        if match.start() not in found and large:
            yield Phrase(Span(*match.span(1)), match[1], None, False, False, True, True, True)


def _told(text: str, sentences: Iterable[Sentence], gazetteer: Gazetteer, lexicon: Lexicon) -> Iterator[Phrase]:
    for sentence in sentences:
        taken: list[tuple[int, int]] = []
        fixed = list(_fixed(text, sentence, gazetteer, lexicon))
        covered = {i for name in fixed for i in range(name.first, name.end)}
        fixed += [
            name for name in datelines(text, sentence, gazetteer) if covered.isdisjoint(range(name.first, name.end))
        ]
        covered = {i for name in fixed for i in range(name.first, name.end)}
        fixed += [
            name for name in _hyphened(text, sentence, gazetteer) if covered.isdisjoint(range(name.first, name.end))
        ]
        covered = {i for name in fixed for i in range(name.first, name.end)}
        named = [name for name in _split(text, sentence, gazetteer) if covered.isdisjoint(range(name.first, name.end))]
        covered |= {i for name in sentence.names for i in range(name.first, name.end)}
        names = [name for name in (*fixed, *named) if name.label != "BODY"]
        names += embedded(text, sentence, gazetteer)
        overlooked = [*unnamed(text, sentence, covered, gazetteer), *streets(text, sentence, covered)]
        located = {i for n in (*names, *overlooked) if n.label in {"LOC", MAYBE} for i in range(n.first, n.end)}
        overlooked += filed(text, sentence, located, gazetteer)
        names += overlooked
        names += compounds(text, sentence, covered | {i for n in overlooked for i in range(n.first, n.end)}, gazetteer)
        for name in sorted(names, key=lambda n: n.first):
            if any(name.first < end and first < name.end for first, end in taken):
                continue
            if (phrase := _phrase(text, sentence, name, gazetteer, lexicon)) is not None:
                taken.append((name.first, name.end))
                yield phrase


def _split(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Name]:
    """The reader's names, those of places that hold a comma ("Irving, Texas") in their parts."""
    for name in sentence.names:
        first = name.first
        for i in range(name.first, name.end):
            if name.label == "LOC" and word_at(text, sentence, i) == "," and first < i < name.end - 1:
                yield Name(first, i, name.label)
                first = i + 1
        end = name.end if name.label != "LOC" else _site_end(text, sentence, name.end)
        opening = opening_town(text, sentence, first, end, gazetteer) if name.label == "LOC" else None
        if opening is not None and sure(
            gazetteer, sentence.cover(first, opening).of(text)
        ):  # "Lion Rock" is not of Lyon
            yield Name(first, opening, MAYBE)
            continue
        if first < end:
            yield Name(first, end, name.label)


def _site_end(text: str, sentence: Sentence, end: int) -> int:
    """Where a name goes on to a word for a site: "Independence" was cut off before "Avenue", "Longhua" before "Watch Factory"."""
    at = end
    while at < len(sentence.tokens) and at - end < 4 and text[sentence.tokens[at].start].isupper():
        at += 1
        if SITE.search(word_at(text, sentence, at - 1)):
            return at
    return end


def _phrase(text: str, sentence: Sentence, name: Name, gazetteer: Gazetteer, lexicon: Lexicon) -> Phrase | None:
    span = trimmed(text, sentence.cover(name.first, name.end))
    if not len(span):
        return None
    words = span.of(text)
    where = name.first > 0 and word_at(text, sentence, name.first - 1) in WHERE
    town = name.label == DATELINE or (name.label == "LOC" and where and sure(gazetteer, words))  # "outside Brits"
    if lexicon.country_of_adjective(words) and not lexicon.country_of_name(words) and not town:
        return None
    if not (words[0].isupper() or ARTICLED.match(words)) or words.lower() in DAYS:
        return None
    if len(words) < 2 or words.lower() in NO_NAMES:
        return None
    if words.lower() in BARE_AREAS and not _is_alone(text, sentence, name.first, name.end):
        return None
    if name.label == "LOC" and (lexicon.body(words) or _named_otherwise(text, sentence, name.first)):
        return None
    if (
        ACRONYM.fullmatch(words)
        and name.label != DATELINE
        and not lexicon.country_of_name(words)
        and not _is_loud(text, sentence, gazetteer, words)
    ):
        return None  # "the NHRC"
    if name.label not in {"LOC", MAYBE, DATELINE} and not _is_place(words, name.label, where, gazetteer, lexicon):
        return None
    whole = lexicon.country_of_name(words) or words.lower() in lexicon.areas
    sort, bare = (None, words) if whole else _sort(text, span, words, gazetteer)
    if whole and _is_region_too(text, span, words, gazetteer):
        sort = "region"
    inplace = where and word_at(text, sentence, name.first - 1) not in {
        "to",
        "of",
        "from",
        "towards",
        "toward",
        "around",
    }
    near = bool(NEAR.search(text[max(sentence.span.start, span.start - 60) : span.start]))
    return Phrase(
        span,
        bare,
        sort,
        near,
        bool(SITE.search(bare)),
        name.label in {"LOC", DATELINE},
        where,
        inplace,
        words.lower() in lexicon.areas,
    )


def _is_place(words: str, label: str, where: bool, gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    """Whether a name that the reader did not call a place is one all the same."""
    if label == "PER" or lexicon.body(words) or lexicon.role_of_phrase(words.split()):
        return False
    return bool(lexicon.country_of_name(words) or lexicon.country_of_capital(words)) or (
        where and sure(gazetteer, words)
    )


def _fixed(text: str, sentence: Sentence, gazetteer: Gazetteer, lexicon: Lexicon) -> Iterator[Name]:
    """Names that need no reader: countries and parts of the world, and bodies ("European Union"), which are no places."""
    i, tokens = 0, sentence.tokens
    while i < len(tokens):
        longest = min(8, len(tokens) - i) if text[tokens[i].start].isupper() else 0
        for length in range(longest, 0, -1):
            words = trimmed(text, sentence.cover(i, i + length)).of(text)
            body = lexicon.body(words) is not None
            if i + length < len(tokens) and word_at(text, sentence, i + length) == "city" and not body:
                continue  # "Mexico City" is not Mexico
            if words.lower() in BARE_AREAS and not _is_alone(text, sentence, i, i + length):
                continue  # "East Mosul" is not the East, "North West" not the West
            whole = body or lexicon.country_of_name(words) or (words.lower() in lexicon.areas and words[0].isupper())
            if whole and not _is_part_of_name(sentence, i, i + length):
                first = i if body else _compound_start(text, sentence, gazetteer, i, i + length)
                yield Name(first, i + length, "BODY" if body else "LOC")
                i += length - 1
                break
        i += 1


def _is_part_of_name(sentence: Sentence, first: int, end: int) -> bool:
    """Whether the words only open a longer name ("China Mobile"), or are anywhere in a person's ("Umesh Mali")."""
    around = (name for name in sentence.names if name.label != "LOC" and name.first <= first and end <= name.end)
    return any(end < name.end or (name.label == "PER" and name.first < first) for name in around)


def _compound_start(text: str, sentence: Sentence, gazetteer: Gazetteer, first: int, end: int) -> int:
    """Where a name begins that ends in a country's but is another's: "New South Wales", "New Jersey"."""
    for start in (first - 2, first - 1):
        capital = start >= 0 and all(text[sentence.tokens[k].start].isupper() for k in range(start, first))
        if capital and any(known.main for known in gazetteer.find(sentence.cover(start, end).of(text))):
            return start
    return first


def _hyphened(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Name]:
    """Hyphened runs of the reader's places that are one place ("KwaZulu-Natal"), not two ("Agra-Lucknow")."""
    tokens = sentence.tokens
    for name in sentence.names:
        end = name.end
        while end + 1 < len(tokens) and tokens[end - 1].end == tokens[end].start and text[tokens[end].start] in "-‐–":
            if tokens[end].end != tokens[end + 1].start or not text[tokens[end + 1].start].isupper():
                break
            end += 2
        if end > name.end and any(known.main for known in gazetteer.find(sentence.cover(name.first, end).of(text))):
            yield Name(name.first, end, "LOC")


def _is_alone(text: str, sentence: Sentence, first: int, end: int) -> bool:
    """ "the West", with no capitalised word before or after it."""
    before = first > 0 and word_at(text, sentence, first - 1) == "the"
    return before and not (end < len(sentence.tokens) and text[sentence.tokens[end].start].isupper())


def _is_loud(text: str, sentence: Sentence, gazetteer: Gazetteer, words: str) -> bool:
    """ALL CAPITALS, a dateline's town, or a region's short name."""
    written = sentence.span.of(text)
    loud = sentence.role == "dateline" or sum(c.isupper() for c in written) > sum(c.islower() for c in written)
    return (loud and bool(gazetteer.find(words))) or any(known.kind == "region" for known in gazetteer.find(words))


def _named_otherwise(text: str, sentence: Sentence, first: int) -> bool:
    """ "V. I. Kozlova", "Operation Overlord": what follows an initial or such a word is no place."""
    return bool(OTHERWISE.search(text[sentence.span.start : sentence.tokens[first].start]))


def _is_region_too(text: str, span: Span, words: str, gazetteer: Gazetteer) -> bool:
    """ "Niger State" is Nigeria's, not Niger."""
    after = re.match(r"\s+(\w+)", text[span.end : span.end + 20])
    said = after is not None and after.group(1).lower() in {"state", "province"}
    return said and any(known.kind == "region" for known in gazetteer.find(words))


def _sort(text: str, span: Span, words: str, gazetteer: Gazetteer) -> tuple[Sort | None, str]:
    """What "Region", "city of", "district" beside or in the name say it is; and the name without that word."""
    last = words.split()[-1].lower()
    if last in TOWN_WORDS and any(k.main and k.population > BIG for k in gazetteer.find(words)):
        return "town", words  # "Cape Town", "Mexico City"
    if last in REGION_WORDS and any(k.kind == "region" and k.main for k in gazetteer.find(words)):
        return "region", words  # "Free State"
    if last in SORT_OF and " " in words:
        return SORT_OF[last], words[: -len(last)].rstrip()  # type: ignore[return-value]
    before = re.search(r"(\w+)\s+of\s+(?:the\s+)?$", text[max(0, span.start - 30) : span.start])
    after = re.match(r"[\s-]+(\w+)", text[span.end : span.end + 20])
    for match in (after, before):
        if match and (sort := SORT_OF.get(match.group(1).lower())):
            return sort, words  # type: ignore[return-value]
    return None, words
