"""Names of places in a sentence that the reader overlooked or called something else, and the words that betray them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kronika.records import Name, Sentence, Span
from kronika.resolve.gazetteer import Gazetteer

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
    r"|market|church|cathedral|mosque|factory|plant|mine|house|court|arena|mill|depot|refinery|barracks|camp|cemetery"
    r"|theatre|theater|lane|drive|extension)\b\.?$",
    re.IGNORECASE,
)
WHERE = frozenset({
    "in", "at", "from", "near", "to", "into", "outside", "around", "across", "throughout", "inside", "of", "towards", "toward",
})  # fmt: skip
GOVERNING = frozenset(
    {"mayor", "governor", "bishop", "archbishop", "city", "town", "people", "resident", "university", "premier"}
)
BIG = 50_000  # people of a town whose name may hold a word for towns
DATELINE, DATELINE_TOWN = "DATELINE", 5_000  # label of a dateline's town; people it must have
MAYBE = "MAYBE"  # label of a name that only the gazetteer takes for a place: it must know which
NO_TOWN = re.compile(
    r"\b(?:Times|Post|Herald|News|Mail|Tribune|Gazette|Journal|Star|Sun|Daily|Press|Television|Radio|Review|Globe|Chronicle|Express"
    r"|United|Metro|Enterprise|Independence|Mission|Mobile|Concord|Paradise|FC|Rovers|Rangers|Athletic|Conference|Agreement|Accords?|Treaty|Protocol|Declaration|Consensus|Group|Exchange)\b"
)
DATED = re.compile(
    r":|,\s*(?:\w+\s+)?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\(\s*[A-Z]{2,}\s*\)\s*[-–—]"
)  # what follows a dateline's town
STREET = re.compile(
    r"(?:Street|St|Road|Avenue|Boulevard|Square|Bridge|Plaza|Park|Stadium|Roundabout|Highway|Station|Gate)"
)
ON_STREETS = WHERE | {"on", "along", "down", "up", "via", "past"}


def unnamed(text: str, sentence: Sentence, covered: set[int], gazetteer: Gazetteer) -> Iterator[Name]:
    """Runs of capitalised words after a preposition of place that the reader named nothing and the gazetteer knows."""
    i, tokens = 0, sentence.tokens
    while i < len(tokens):
        where = i > 0 and word_at(text, sentence, i - 1) in WHERE
        if i in covered or not where or not text[tokens[i].start].isupper() or not _named(sentence, i):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and end not in covered and end - i < 5 and _continues(text, sentence, end):
            end += 1
        for stop in range(end, i, -1):
            if sure(gazetteer, trimmed(text, sentence.cover(i, stop)).of(text)):
                yield Name(i, stop, "ORG")
                end = stop
                break
        i = end


def with_governed(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Sentence:
    """The sentence with a place for what somebody governs where the reader saw a person: "the mayor of *Nitra*"."""

    def governed(name: Name) -> bool:
        if name.label != "PER" or name.first < 2 or word_at(text, sentence, name.first - 1) != "of":
            return False
        office = sentence.tokens[name.first - 2].lemma.lower() in GOVERNING
        return office and sure(gazetteer, sentence.cover(name.first, name.end).of(text))

    if not any(map(governed, sentence.names)):
        return sentence
    return replace(sentence, names=tuple(replace(n, label="LOC") if governed(n) else n for n in sentence.names))


def streets(text: str, sentence: Sentence, covered: set[int]) -> Iterator[Name]:
    """ "On the Main Square": streets and squares after a preposition of place that the reader named nothing."""
    tokens, end = sentence.tokens, 0
    for last in range(1, len(tokens)):
        if last in covered or last < end or not STREET.fullmatch(text[tokens[last].start : tokens[last].end]):
            continue
        first = last
        while first > 0 and first - 1 not in covered and text[tokens[first - 1].start].isupper() and last - first < 4:
            first -= 1
        before = first - 1 - (first > 0 and word_at(text, sentence, first - 1) == "the")
        if first < last and before >= 0 and word_at(text, sentence, before) in ON_STREETS:
            yield Name(first, last + 1, "LOC")
            end = last + 1


def embedded(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Name]:
    """The town that opens the name of a body: "Hrodna Azot", "Leipzig Transport Workers"; not that of a newspaper or club."""
    for name in sentence.names:
        if name.label == "ORG" and (end := opening_town(text, sentence, name.first, name.end, gazetteer)) is not None:
            yield Name(name.first, end, MAYBE)


def opening_town(text: str, sentence: Sentence, first: int, end: int, gazetteer: Gazetteer) -> int | None:
    """Where a large town's name ends that opens a longer name, which itself names no place."""
    words = trimmed(text, sentence.cover(first, end)).of(text)
    last = words.split()[-1].lower() if words else ""
    if end - first < 2 or NO_TOWN.search(words) or SITE.search(words) or last in SORT_OF or gazetteer.find(words):
        return None
    for stop in (first + 2, first + 1):
        town = sentence.cover(first, stop).of(text)
        if stop < end and len(town) > 3 and any(k.kind == "town" and k.population > BIG for k in gazetteer.find(town)):
            goes_on = text[sentence.tokens[stop].start].isupper() or sentence.tokens[stop].upos == "NOUN"
            return stop if goes_on else None  # "Hrodna Azot", "Sliven wool mill"
    return None


def compounds(text: str, sentence: Sentence, covered: set[int], gazetteer: Gazetteer) -> Iterator[Name]:
    """ "Grahamstown residents", "Kharar: two held": well-known towns before a noun, or before the colon of a headline."""
    tokens = sentence.tokens
    short = {n.first for n in sentence.names if n.label == "ORG" and n.end == n.first + 1}  # "the Hrodna plant"
    for i, token in enumerate(tokens[:-1]):
        if (i in covered and i not in short) or token.upos != "PROPN" or not text[token.start].isupper():
            continue
        after = tokens[i + 1]
        plain = (
            text[after.start].islower() and after.upos == "NOUN" and token.deprel in {"compound", "nmod", "nmod:poss"}
        )
        opens = i == 0 and sentence.role == "headline" and text[after.start] == ":"
        words = text[token.start : token.end]
        large = any(k.population > BIG and (k.main or i not in short) for k in gazetteer.find(words))
        if (plain or opens) and large and len(words) > 4:
            yield Name(i, i + 1, MAYBE)


def filed(text: str, sentence: Sentence, covered: set[int], gazetteer: Gazetteer) -> Iterator[Name]:
    """The town that opens a dateline, whatever the reader made of its capitals: "JULIACA, Peru --"."""
    if sentence.role != "dateline":
        return
    tokens = sentence.tokens
    first = 1 if tokens and text[tokens[0].start] in "([" else 0
    end = first
    while end < len(tokens) and (text[tokens[end].start].isupper() or (end > first and text[tokens[end].start] == "-")):
        end += 1
    if (
        first < end <= first + 5
        and covered.isdisjoint(range(first, end))
        and gazetteer.find(sentence.cover(first, end).of(text))
    ):
        yield Name(first, end, "LOC")


def datelines(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Name]:
    """ "GUWAHATI : ...", "BEIRA, 3 May (Agency) -": towns in capitals before a colon, a date or an agency."""
    tokens, end = sentence.tokens, 0
    for first in range(len(tokens)):
        for stop in range(min(first + 3, len(tokens) - 1), max(first, end), -1):
            words = sentence.cover(first, stop).of(text)
            loud = len(words) > 3 and words.isupper() and words.replace(" ", "").isalpha()
            if loud and DATED.match(text, tokens[stop].start) and _is_town(words, gazetteer):
                yield Name(first, stop, DATELINE)
                end = stop
                break


def _is_town(words: str, gazetteer: Gazetteer) -> bool:
    return any(known.population > DATELINE_TOWN for known in gazetteer.find(words))


def sure(gazetteer: Gazetteer, words: str) -> bool:
    return any(known.main and known.population > 2_000 for known in gazetteer.find(words))


def _continues(text: str, sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    word = text[token.start : token.end]
    if word in {"of", "and", "the", "-"} and index + 1 < len(sentence.tokens):
        following = sentence.tokens[index + 1]
        return text[following.start].isupper() or word == "of"
    return word[0].isupper() or (word == "." and token.start == sentence.tokens[index - 1].end)


def trimmed(text: str, span: Span) -> Span:
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


def word_at(text: str, sentence: Sentence, index: int) -> str:
    token = sentence.tokens[index]
    return text[token.start : token.end].lower()


def _named(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].upos in {"PROPN", "", "_"}
