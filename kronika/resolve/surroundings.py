"""The country of somebody of whom no words tell one: where the sentence lays the scene, else the report's own country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kronika.records import Sentence
from kronika.resolve.home import is_country
from kronika.resolve.naming import Words, inner_tokens, name_is_state, name_of
from kronika.resolve.origins import OTHERS
from kronika.resolve.overlooked import NO_TOWN
from kronika.resolve.phrasing import Facts
from kronika.resolve.scenes import Scene
from kronika.scheme.lexicon import kind_of, name_at

# A bare "Minister Novak" is the home country's where that has such a share, or, in a report of so many sentences, no other
# country more than such a part of its share.
CERTAIN, LONG, ALONE = 0.8, 5, 0.3
# Sectors whose bearers, where nothing else is said, are those of the country the report is about.
LOCAL = frozenset({
    "COP", "CVL", "LAB", "EDU", "MED", "AGR", "JUD", "OPP", "JRN", "REB", "UAF", "CRM", "REL", "BUS", "LEG", "PTY", "SOC",
})  # fmt: skip
DOMESTIC = LOCAL | {"GOV", "MIL", "PRM", "SPY", "ELI"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report tells of where it is set: its country if that is clear, the scenes of its sentences, the countries of its
    paragraphs' headings, the number of its sentences."""

    words: Words
    home: str | None
    scenes: Mapping[int, Sequence[Scene]]
    headings: Mapping[int, str]
    length: int


def around(here: Surroundings, facts: Facts, sentence: Sentence, head: int) -> Facts:
    """For roles whose words name no country: where the sentence lays the scene, else the report's own country."""
    sector = facts.sectors[0] if facts.sectors else None
    inner = {here.words.lemma(sentence, i) for i in inner_tokens(sentence, head)}
    name = name_of(sentence, head)
    person = name is not None and name.label == "PER"
    told = sector in DOMESTIC or (sector is None and (person or _is_somebody(here.words, sentence, head)))
    if not told or inner & {*here.words.lexicon.elsewhere, "ethnic"} or here.words.lemma(sentence, head) in OTHERS:
        return Facts()
    scenes = here.scenes.get(sentence.index, ())
    near = [s for i in (head, *sentence.ancestors(head)) for s in scenes if sentence.tokens[s.token].head == i]
    if not near and len({s.country for s in scenes}) == 1:
        near = [s for s in scenes if sentence.tokens[s.token].deprel.startswith("obl")]
    # Presidents and ministers of elsewhere come by their bare names; protesters do not.
    foreign = person and sector in {"GOV", "ELI", "MIL", None}
    guest = foreign and near and _is_told_of(here, sentence, near[0].country)  # "met the Peruvian premier in Lima"
    if near and (sector in LOCAL or near[0].first) and not guest:
        return Facts(near[0].country, basis="scene")
    if not near and (code := here.headings.get(sentence.paragraph)):
        return Facts(code, basis="scene")
    shares = [*here.words.context.values(), 0.0, 0.0]
    if foreign and here.length < LONG and _is_told_of(here, sentence, here.home):
        return Facts()
    certain = shares[0] >= CERTAIN or (here.length >= LONG and shares[1] <= ALONE * shares[0])
    return Facts(here.home, basis="report" if here.home else None) if certain or not foreign else Facts()


def _is_somebody(words: Words, sentence: Sentence, head: int) -> bool:
    """Whether a phrase of no sector still names people or a body: "two others", "its leaders", "the Dornau League"."""
    token, name = sentence.tokens[head], name_of(sentence, head)
    if token.upos == "PRON":
        return False
    if name is None and token.upos == "PROPN":
        return True  # a people or a body that the reader has never met
    if name is not None and name.label != "LOC":
        return not name_is_state(words, sentence, head)
    return kind_of(sentence, words.text, head, words.lexicon) in {"person", "people", "organisation"}


def _is_told_of(here: Surroundings, sentence: Sentence, country: str | None) -> bool:
    """Whether a sentence names a country by itself, or somebody else as of it: a president who "threatened
    Peru" or "met Peruvian miners" may be of another."""
    scenes = {sentence.tokens[s.token].start for s in here.scenes.get(sentence.index, ())}  # "was held in Peru"
    places = (p for at, p in here.words.places.items() if at not in scenes and p.span and sentence.span.covers(p.span))
    # not of the "Indian Express"
    press = {i for i in range(len(sentence.tokens) - 1) if NO_TOWN.fullmatch(here.words.of(sentence, i + 1))}
    tokens = (i for i in range(len(sentence.tokens)) if name_at(sentence, i) is None and i not in press)
    adjectives = {here.words.lexicon.country_of_adjective(here.words.of(sentence, i)) for i in tokens}
    return country in adjectives or any(is_country(p) and p.country == country for p in places)
