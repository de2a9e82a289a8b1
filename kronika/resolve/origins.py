"""``origin_at``: the country that a noun phrase's own words give its bearer, by which sort of words, and the place it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kronika.records import CountryBasis, Place, Sentence
from kronika.resolve.naming import Words, bodies_in, body_at, inner_tokens, name_is_state
from kronika.scheme.lexicon import name_at
from kronika.text.lists import Item, list_items

OF = frozenset({"of", "in", "from", "at", "for"})
# Whoever is so of somebody is another: "China's neighbours".
OTHERS = frozenset({"neighbour", "neighbor", "ally", "enemy", "rival", "foe", "adversary", "partner", "counterpart"})
COLONIES = frozenset({"colony", "protectorate", "possession", "dependency"})
SURE = 0.5  # confidence from which a town before a noun is taken for whose it is


@dataclass(frozen=True, slots=True)
class Origin:
    """A country's code and how the words tell it, and the place somebody is said to be of or at; None where they do not."""

    country: str | None = None
    basis: CountryBasis | None = None
    place: Place | None = None


def origin_at(words: Words, sentence: Sentence, head: int) -> Origin:
    """What the phrase headed by ``head`` tells, the nearest words first."""
    tokens = inner_tokens(sentence, head)
    if (body := body_at(words, sentence, head)) is not None:
        # "the British Red Cross"
        branch = next(_countries(words, sentence, tokens, head), None) if body.code == "NGO" else None
        return Origin(*branch) if branch else Origin(body.code, "name")
    if (code := _own_name(words, sentence, head)) is not None:
        return Origin(code, "name")
    if (code := _ruled(words, sentence, head)) is not None:
        return Origin(code, "affiliation")
    if (item := list_items(sentence).get(head)) is not None:
        return _of_item(words, sentence, item)
    ethnic = any(words.lemma(sentence, i) == "ethnic" for i in tokens)  # "ethnic Turks in Bulgaria" are not Turkey's
    before, after = [i for i in tokens if i <= head], [i for i in tokens if i > head]
    told = None if ethnic else next(_countries(words, sentence, before, head), None)
    told = told or _of_body(words, sentence, before[:-1])  # "ISIL targets in Syria" are not Syria's
    told = told or _shared(words, sentence, head, tokens)
    told = told or (None if ethnic else next(_countries(words, sentence, after, head), None))
    told = told or _of_the_country(words, sentence, tokens)
    if words.lemma(sentence, head) in OTHERS:
        return Origin(*told) if told and told[1] in {"name", "adjective"} else Origin()
    place = _place_before(words, sentence, tokens, head)
    found = place or _region_before(words, sentence, tokens, head)
    if told is None and found is not None and found.country:
        told = (found.country, "affiliation")
    for k in sentence.dependents(head, "nmod"):
        case = case_of(words, sentence, k)
        if told is None and case == "of" and (body := body_at(words, sentence, k)) is not None:
            told = (body.code, "affiliation")
        at = words.places.get(sentence.tokens[k].start) or _place_within(words, sentence, k)
        if at is not None and at.country and case in OF:
            told = told or (at.country, "affiliation")
            place = place or (at if at.precision != 3 or at.admin1 else None)
    return Origin(*told, place) if told else Origin(place=place)


def _of_item(words: Words, sentence: Sentence, item: Item) -> Origin:
    """The same of one of a list, by its own words: "the Belgian plant & steelworks in Ghent"."""
    tokens = range(item.first, item.last)
    told = [p for i in tokens if (p := words.places.get(sentence.tokens[i].start)) is not None and p.country]
    behind = sentence.tokens[item.end - 1].end
    towns = [p for p in told if p.precision != 3 and p.span and (_is_sure(p) or p.span.start >= behind)]
    if town := towns[-1] if towns else _told_elsewhere(words, sentence, item):
        return Origin(town.country, "affiliation", town)
    return Origin(*next(_countries(words, sentence, tokens, item.end), (None, None)))


def _told_elsewhere(words: Words, sentence: Sentence, item: Item) -> Place | None:
    """The town that opens an item's name, as the report names it elsewhere: "Ghent flax mill" after "the mill in Ghent"."""
    first = next((i for i in range(item.first, item.head) if sentence.tokens[i].upos == "PROPN"), None)
    if first is None:
        return None
    word = words.of(sentence, first)
    same = (p for p in words.places.values() if p.span is not None and p.span.of(words.text) == word and p.country)
    return next((replace(p, span=sentence.cover(first, first + 1)) for p in same if p.precision == 1), None)


def _ruled(words: Words, sentence: Sentence, head: int) -> str | None:
    """The country right behind a person's name, wherever the tree hangs it: "Ada Poe of Peru"."""
    name = name_at(sentence, head)
    if name is None or name.label != "PER" or name.end + 1 >= len(sentence.tokens):
        return None
    place = words.places.get(sentence.tokens[name.end + 1].start)
    told = words.lemma(sentence, name.end) == "of" and place is not None and place.precision == 3 and not place.admin1
    return place.country if told and place is not None else None


def _of_the_country(words: Words, sentence: Sentence, tokens: Sequence[int]) -> tuple[str, CountryBasis] | None:
    """ "The country's army": of the country told last."""
    at = next((i for i in tokens if words.lemma(sentence, i) in {"country", "nation"}), None)
    if at is None or sentence.tokens[at].deprel != "nmod:poss":
        return None
    start = sentence.tokens[at].start
    told = [p for at, p in words.places.items() if at < start and p.country and p.precision == 3 and not p.admin1]
    last = max(told, key=lambda place: place.span or sentence.span, default=None)
    return (last.country, "antecedent") if last is not None and last.country else None


def _own_name(words: Words, sentence: Sentence, head: int) -> str | None:
    """The country that a name at the head is, or begins with."""
    name = name_at(sentence, head)
    if name is None or (name.label == "PER" and not name_is_state(words, sentence, head)):
        return None
    told = words.places.get(sentence.tokens[name.first].start)
    if told is not None and told.country and _is_sure(told):
        return told.country  # resolved with all the report in view: which Georgia it is
    own = sentence.cover(name.first, name.end).of(words.text)
    return words.lexicon.country_of_name(own) or words.lexicon.country_of_capital(own)


def _of_body(words: Words, sentence: Sentence, tokens: list[int]) -> tuple[str, CountryBasis] | None:
    """ "ANC members": the body's country."""
    body = next(bodies_in(words, sentence, tokens), None)
    return (body.code, "affiliation") if body is not None else None


def _shared(words: Words, sentence: Sentence, head: int, tokens: Sequence[int]) -> tuple[str, CountryBasis] | None:
    """ "ANC leaders and *members*", "workers and *leaders* of the ANC": the body's country, told with the other."""
    token = sentence.tokens[head]
    if len(tokens) > 1 or token.xpos != "NNS":
        return None
    siblings = [token.head] if token.deprel == "conj" else list(sentence.dependents(head, "conj"))
    for k in siblings:
        if sentence.tokens[k].xpos == "NNS":
            inner = [i for i in inner_tokens(sentence, k) if i != k]
            if (told := _of_body(words, sentence, inner)) is not None:
                return told
    return None


def _is_sure(place: Place) -> bool:
    """ "Metro Rail" is not of the town of Metro."""
    return place.precision == 3 or place.confidence > SURE


def _place_before(words: Words, sentence: Sentence, tokens: Sequence[int], head: int) -> Place | None:
    """The town that stands before the head as its modifier: "the Leeds tram depot"."""
    found = (words.places.get(sentence.tokens[i].start) for i in tokens if i < head)
    towns = (place for place in found if place is not None and place.country and place.precision == 1)
    return next((place for place in towns if _is_sure(place)), None)


def _region_before(words: Words, sentence: Sentence, tokens: Sequence[int], head: int) -> Place | None:
    """A region that stands before the head: "Darfur rebels"."""
    before = (i for i in tokens if i < head and not _is_opposed(words, sentence, i))
    found = (words.places.get(sentence.tokens[i].start) for i in before)
    return next((place for place in found if place is not None and place.country and _is_sure(place)), None)


def _place_within(words: Words, sentence: Sentence, head: int) -> Place | None:
    return next(
        (words.places[s] for i in inner_tokens(sentence, head) if (s := sentence.tokens[i].start) in words.places), None
    )


def _countries(
    words: Words, sentence: Sentence, tokens: Sequence[int], head: int
) -> Iterator[tuple[str, CountryBasis]]:
    """Countries named among the tokens, those left of the head first and nearest to it."""
    for i in sorted(tokens, key=lambda k: (k > head, abs(k - head))):
        if (i > head and not _reaches_by_of(words, sentence, i, head)) or _is_opposed(words, sentence, i):
            continue
        if i < head and case_of(words, sentence, i) in {"in", "across"}:
            continue  # "In Peru Minister Soto": a scene
        if sentence.tokens[i].head >= 0 and words.lemma(sentence, sentence.tokens[i].head) in COLONIES:
            continue  # "a court in the former French colony"
        if (told := words.places.get(sentence.tokens[i].start)) is not None and told.country and told.precision == 3:
            yield told.country, _sort(words, sentence, i, head)
            continue
        if told is not None and told.country and told.precision == 1 and _is_sure(told):
            continue  # "BRITS" heads a report from a town, no people
        for length in (3, 2, 1):
            run = range(i - length + 1, i + 1)
            if run[0] >= 0 and all(k in tokens for k in run):
                phrase = " ".join(words.of(sentence, k) for k in run)
                if code := words.lexicon.country_of_word(phrase):
                    named = words.lexicon.country_of_name(phrase) is not None
                    yield code, _sort(words, sentence, i, head) if named else "adjective"
                    break


def _sort(words: Words, sentence: Sentence, index: int, head: int) -> CountryBasis:
    """How a country's name in the phrase tells it: "Bank of Ghana", "Ghana's police", "police in Ghana"."""
    name = name_at(sentence, head)
    if index == head or (name is not None and name.label != "PER" and name.first <= index < name.end):
        return "name"
    case = next((words.of(sentence, k) for k in sentence.dependents(index, "case")), "")
    owns = sentence.tokens[index].deprel == "nmod:poss" or case in {"'s", "’s", "'", "’"}
    return "possessive" if owns else "affiliation"


def _is_opposed(words: Words, sentence: Sentence, index: int) -> bool:
    """ "An anti-Syria paper", "the pro-Iranian militia": what somebody is for or against is not where they are of."""
    if index > 1 and words.of(sentence, index - 1) == "-":
        index -= 2
    return words.of(sentence, index).lower().split("-")[0] in {"anti", "pro"}


def _reaches_by_of(words: Words, sentence: Sentence, index: int, head: int) -> bool:
    """Whether every step from a later token up to the head is "of" or "in", not "against" or "on"."""
    for i in (index, *sentence.ancestors(index)):
        if i == head:
            return True
        if sentence.tokens[i].deprel == "nmod" and case_of(words, sentence, i) not in OF:
            return False
    return False


def case_of(words: Words, sentence: Sentence, index: int) -> str:
    """The preposition before a phrase; "" where it has none."""
    return next((words.lemma(sentence, k) for k in sentence.dependents(index, "case")), "")
