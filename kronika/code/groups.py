"""Those who act in a sentence in, out whom they stand for: a group its members, a paper its maker, "those" who they are."""

from __future__ import annotations

from collections.abc import Collection

from kronika.code.arguments import listed_members, names_all, noun_arguments, verb_arguments
from kronika.code.kinds import Kinds
from kronika.code.subjects import is_passive, own_subjects
from kronika.code.trees import case_of, coordinated, is_noun, is_quantity, naming_head, words
from kronika.records import ROOT, Sentence

_PAPERS = frozenset({"statement", "communique", "communiqué", "declaration", "letter", "resolution", "release"})
_PEOPLE = frozenset({"people", "person", "organisation"})
_BESIDE = frozenset({"along with", "together with", "alongside"})
_OF_BODY = words(
    "member supporter activist worker cadre leader follower loyalist volunteer functionary sympathiser mp mla"
)


def makers(sentence: Sentence, head: int, kinds: Kinds, wanted: Collection[str]) -> tuple[int, ...]:
    """ "A statement from Brussels declared": whoever speaks through it."""
    if sentence.tokens[head].lemma.lower() not in _PAPERS:
        return (head,)
    inside = noun_arguments(sentence, head)
    for told in (inside.slot("from"), inside.slot("by"), inside.modifier, inside.slot("of")):
        if acting := tuple(k for k in told if kinds.of(sentence, k) in wanted):
            return acting
    return (head,)


def presented(sentence: Sentence, head: int) -> tuple[int, ...]:
    """ "Among those condemning it is the bishop": who they are said to be."""
    if sentence.tokens[head].lemma.lower() not in {"those", "that"}:
        return _behind_bracket(sentence, head)
    if case_of(sentence, head) == "among" and (named := own_subjects(sentence, head)):
        return named  # "Ada Poe was among those held"
    top = next((k for k in sentence.ancestors(head) if sentence.tokens[k].head == ROOT), head)
    opens = any(token.lemma.lower() == "among" for token in sentence.tokens[:head][:2])
    linked = any(sentence.dependents(k, "cop") for k in (head, top))
    return (top,) if opens and linked and top > head and is_noun(sentence, top) else (head,)


def _behind_bracket(sentence: Sentence, head: int) -> tuple[int, ...]:
    """ "Village Officer (VO) | Ada Poe and Bo Kern": who they are, where the office and its letters stand before the names."""
    names = [
        k for k in sentence.dependents(head, "appos") if any(n.first == k and n.label == "PER" for n in sentence.names)
    ]
    between = [t.lemma for t in sentence.tokens[head + 1 : names[0]]] if names else []
    if between[:1] == ["("] and between[-1:] == [")"] and len(between) < 5:
        return coordinated(sentence, names[0])
    return (head,)


def joiners(sentence: Sentence, event: tuple[int, ...], heads: tuple[int, ...], kinds: Kinds) -> tuple[int, ...]:
    """ "Miners have downed tools, and they have been joined by nurses", "marched, joined by nurses": these too."""
    near = {*event, *heads, *(j for k in event for j in coordinated(sentence, k))}
    found: list[int] = []
    for k, token in enumerate(sentence.tokens):
        if token.lemma.lower() != "join" or not (k in near or token.head in near) or not is_passive(sentence, k):
            continue
        if all(j in heads or sentence.tokens[j].upos == "PRON" for j in own_subjects(sentence, k)):
            found.extend(j for j in verb_arguments(sentence, k).slot("by") if kinds.of(sentence, j) in _PEOPLE)
    return tuple(found)


def companions(sentence: Sentence, verb: int, kinds: Kinds, wanted: Collection[str]) -> tuple[int, ...]:
    """ "The driver was abducted along with two nurses": these too."""
    found = (k for k in sentence.dependents(verb, "obl") if case_of(sentence, k) in _BESIDE)
    return tuple(j for k in found for j in coordinated(sentence, k) if kinds.of(sentence, j) in wanted)


def belonging(sentence: Sentence, heads: tuple[int, ...]) -> tuple[int, ...]:
    """ "Fruit Party and Green Front members": members of both, not the one and the members of the other."""
    found = set(heads)
    for last in heads:
        between = range(last - 1, -1, -1)
        if sentence.tokens[last].lemma.lower() not in _OF_BODY or sentence.tokens[last].xpos != "NNS":
            continue
        names = next((k for k in between if sentence.tokens[k].upos not in {"PROPN", "ADJ"}), -1)
        body = names - 1  # before the "and" right before the last one's own names
        person = any(name.label == "PER" and name.first <= body < name.end for name in sentence.names)
        joined = names < last - 1 and sentence.tokens[names].upos == "CCONJ" and sentence.tokens[body].xpos == "NNP"
        if joined and not person:
            found.discard(body)
    counted = {naming_head(sentence, h) for h in found if is_quantity(sentence, h)}  # "hundreds of | traders": once
    return tuple(h for h in heads if h in found and (h not in counted or is_quantity(sentence, h)))


def with_members(sentence: Sentence, heads: tuple[int, ...], kinds: Kinds, wanted: Collection[str]) -> tuple[int, ...]:
    """Those who are named as part of a group: beside it, or for it where the sentence only says who they are ("the plants
    that joined include ...")."""
    found: list[int] = []
    for head in heads:
        members = listed_members(sentence, head)
        only = bool(members) and names_all(sentence, head)  # then they are what the group is
        told = [m for m in members if only or kinds.of(sentence, m) in {*wanted, None}]
        found.extend(told if only else (head, *told))
    return tuple(dict.fromkeys(found))
