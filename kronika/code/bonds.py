"""A place or day in a sentence and an event's words in, out how the one hangs on the other: its own, its sentence's, or not."""

from __future__ import annotations

from enum import IntEnum

from kronika.code.trees import base, case_of, words
from kronika.records import ROOT, Place, Sentence

_LOCATIVE = words("in at near outside inside across around throughout within off on by along amid between under through "
                  "opposite beside above via")  # fmt: skip
_MOTION = words("to into onto through toward towards from over past down up")
_TOWNS = words(
    "town city village district province region area camp neighbourhood neighborhood suburb township governorate county"
)
_PICTURES = words("photo photograph picture image video footage recording clip report news")
_BESIDE = words("in at near outside inside around")
_NOMINAL = words("appos flat compound nmod conj amod obl nummod list dep parataxis")
# Verbs that only say that an event takes place: where and when they do is where and when it does.
_HAPPENING = words("break erupt occur happen take hold begin start stage flare continue end unfold")
# What one remembers by an event lies elsewhere and long ago.
_MARKING = words("mark commemorate remember recall honour honor celebrate")
_AFTER = words("after before since following over ahead")
_SERVICES = words("prayer mass service sermon match game")
_VERBAL = frozenset({"VERB", "AUX"})
# Relations over which an event shares the setting of the clause above it; speech ("said in Minsk that") does not share.
_SHARED = frozenset({"conj", "advcl", "xcomp", "csubj", "parataxis"})


class Bond(IntEnum):
    """How near a setting is to an event; smaller is nearer."""

    OWN = 0
    SENTENCE = 1
    ACTOR = 2
    NONE = 9


def place_bond(
    sentence: Sentence, head: int, anchors: frozenset[int], actors: frozenset[int], *, falls: bool = False
) -> Bond:
    """``head`` is the place's head; ``actors`` are all tokens of the participants' phrases.

    ``falls``: the place may be what the act is done to, as a town that is besieged or taken.
    """
    at, scenic, nested = head, False, head in actors
    modifies = False  # "the Minsk police", "workers of the Brest depot": it says who they are
    for _ in range(12):
        token = sentence.tokens[at]
        case = case_of(sentence, at)
        case = "from" if case == "out of" else case.split(" ")[-1]
        scenic = scenic or (case in _LOCATIVE and (case != "by" or token.deprel != "obl:agent"))
        parent, relation = token.head, base(token.deprel)
        if parent == ROOT:
            # A headline's or caption's own place: "Rally in Minsk" hangs on the event; a bare name is a dateline.
            return Bond.SENTENCE if scenic or at != head else Bond.NONE
        if parent in anchors and relation in {"appos", "flat"}:
            return Bond.OWN  # "poured into the capital Minsk", where the capital is the trigger
        if parent in anchors:
            if nested and not modifies and not scenic and relation in {"compound", "amod", "nmod"}:
                return Bond.NONE  # "U.S. strikes": who, not where
            if falls and not modifies and _undergoes(sentence, at):
                return Bond.OWN
            bond = _at_event(token.deprel, case, scenic)
            return (
                bond if bond is not Bond.ACTOR and not (modifies and bond is Bond.SENTENCE) else _told(nested, modifies)
            )
        if sentence.tokens[parent].upos in _VERBAL or relation not in _NOMINAL:
            if relation == "obj" and not modifies and _is_subject(sentence, anchors, parent):
                return Bond.SENTENCE  # "protests rocked Minsk"
            return _shared(sentence, parent, anchors) if scenic else _told(nested, modifies)
        if relation == "nmod" and base(sentence.tokens[parent].deprel) == "conj" and _is_person(sentence, parent):
            return _told(nested, True)  # "the mayor as well as Ada Poe in Lima": where she is
        part = case == "of" and sentence.tokens[parent].lemma.lower() in _TOWNS  # "the city of Mosul"
        modifies = modifies or (relation in {"compound", "nmod", "amod"} and not part)
        at = parent
    return Bond.NONE


def _undergoes(sentence: Sentence, at: int) -> bool:
    """ "The siege of Aleppo", "took Aleppo", "Aleppo was taken"."""
    deprel = sentence.tokens[at].deprel
    return deprel in {"obj", "nsubj:pass"} or (base(deprel) == "nmod" and case_of(sentence, at) == "of")


def _is_person(sentence: Sentence, index: int) -> bool:
    return any(name.label == "PER" and name.first <= index < name.end for name in sentence.names)


def _is_subject(sentence: Sentence, anchors: frozenset[int], verb: int) -> bool:
    return any(sentence.tokens[a].head == verb and base(sentence.tokens[a].deprel) == "nsubj" for a in anchors)


def _told(nested: bool, modifies: bool) -> Bond:
    """A place inside a participant's phrase tells where that participant is; a place that acts tells nothing."""
    return Bond.ACTOR if nested and modifies else Bond.NONE


def _at_event(deprel: str, case: str, scenic: bool) -> Bond:
    if scenic or (base(deprel) in {"obl", "nmod"} and case in _MOTION):
        return Bond.OWN
    if deprel == "nmod:poss" or base(deprel) in {"compound", "amod"}:
        return Bond.OWN  # "the Minsk protests"
    return Bond.SENTENCE if base(deprel) == "obj" or deprel == "nsubj:pass" else Bond.ACTOR  # "bombed Aleppo"


def day_bond(sentence: Sentence, head: int, anchors: frozenset[int]) -> Bond:
    """``head`` is the head of the date's words."""
    at = head
    for _ in range(12):
        if at in anchors:
            return Bond.OWN
        token = sentence.tokens[at]
        parent = token.head
        if parent == ROOT:
            return Bond.NONE
        if (
            at != head
            and not _measures(sentence, at)
            and case_of(sentence, at) in _AFTER
            and not _is_service(sentence, at)
        ):
            return Bond.NONE  # "convicted after last year's marches"
        if parent in anchors:
            if case_of(sentence, at) == "since" and _is_ranked(sentence, parent):
                return Bond.NONE  # "the first strike since 2015"
            return Bond.OWN if base(token.deprel) not in {"acl", "advcl", "conj", "ccomp"} else Bond.SENTENCE
        if sentence.tokens[parent].upos in _VERBAL:
            return _shared(sentence, parent, anchors, day=True)
        if base(token.deprel) not in _NOMINAL or (at != head and not _measures(sentence, parent)):
            return Bond.NONE
        if case_of(sentence, parent) == "since" and not _measures(sentence, parent):
            return Bond.NONE  # "the worst raid since the fall of the junta in 1994"
        at = parent
    return Bond.NONE


def _is_ranked(sentence: Sentence, noun: int) -> bool:
    """ "The first strike", "the worst raid": seen among those before it."""
    beside = (sentence.tokens[k] for k in sentence.dependents(noun, "amod"))
    return any(one.xpos == "JJS" or one.lemma.lower() == "first" for one in beside)


def _is_service(sentence: Sentence, noun: int) -> bool:
    """ "After Friday's prayers": on that day."""
    return sentence.tokens[noun].lemma.lower() in _SERVICES


def _measures(sentence: Sentence, index: int) -> bool:
    """Words that only place a day in time: "the evening of 11 August"."""
    return sentence.tokens[index].lemma.lower() in words(
        "evening morning night day week afternoon month eve end beginning start"
    )


def _shared(sentence: Sentence, verb: int, anchors: frozenset[int], *, day: bool = False) -> Bond:
    """Whether an event shares what hangs on another verb: one above it, or an adverbial clause below it.

    A day is not shared with what is told in a relative clause or about a noun deeper down; a place is.
    """
    if sentence.tokens[verb].lemma.lower() in _MARKING and verb not in anchors:
        return Bond.NONE
    relations = _SHARED | {"nsubj", "obj"} if day else _SHARED | {"nsubj", "obj", "obl", "nmod", "acl"}
    for anchor in anchors:
        at = anchor
        for _ in range(12):
            token = sentence.tokens[at]
            if at == verb:
                return Bond.SENTENCE
            if token.head == ROOT or base(token.deprel) not in relations:
                break
            at = token.head
    below = sentence.tokens[verb]
    if below.head in anchors and base(below.deprel) == "acl" and below.lemma.lower() in _HAPPENING:
        return Bond.OWN  # "clashes that broke out in the town on Friday"
    if below.head in anchors and base(below.deprel) in {"advcl", "conj", "xcomp"}:
        return Bond.SENTENCE
    return Bond.NONE


def is_marked(sentence: Sentence, head: int) -> bool:
    """ "To mark a year of the rising in Bor": what is remembered happened elsewhere."""
    return any(sentence.tokens[k].lemma.lower() in _MARKING for k in sentence.ancestors(head))


def is_remembered(sentence: Sentence, head: int, event: int) -> bool:
    """Whether a verb of remembering stands between an event and a day: "marched to mark the deaths of 1976"."""
    return any(sentence.tokens[k].lemma.lower() in _MARKING for k in range(event + 1, head))


def names_unknown(sentence: Sentence, anchors: frozenset[int], known: frozenset[int]) -> bool:
    """Whether an event's own words name a place ("near Xanquilor") that is none of the words ``known`` as places."""
    return any(
        name.label == "LOC"
        and known.isdisjoint(range(name.first, name.end))
        and (case_of(sentence, name.first) in _BESIDE or sentence.tokens[name.first].deprel == "obj")
        and place_bond(sentence, name.first, anchors, frozenset()) in {Bond.OWN, Bond.SENTENCE}
        for name in sentence.names
    )


def is_shown(sentence: Sentence, head: int) -> bool:
    """ "Videos from Minsk show ..."."""
    above = sentence.tokens[head].head
    return above >= 0 and case_of(sentence, head) == "from" and sentence.tokens[above].lemma.lower() in _PICTURES


def width(place: Place) -> int:
    """A town before the region it is said to lie in, a region before a country, what is known before what is not."""
    if place.country is None:
        return 3
    return 0 if place.precision in (1, 2) else 1 if place.admin1 is not None else 2
