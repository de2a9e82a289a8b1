"""An event noun in, the verb that lends it participants out: "police carried out arrests", "nurses joined the strike"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kronika.code.arguments import Arguments, verb_arguments
from kronika.code.trees import base, case_of, first_conjunct, words
from kronika.records import ROOT, Sentence
from kronika.records.mentions import Status
from kronika.scheme import Light, Scheme

# Nouns that only count or shape the event noun after "of": "a wave of arrests", "a series of protests".
_SHAPES = words(
    "wave series number string spate round campaign day week month night act series lot dozen hundred thousand kind form "
    "bout flurry spree course"
)


_ENDING = words(
    "end stop suspend withdraw halt finish conclude complete abandon lift continue extend intensify escalate"
)
_BEGUN = words("their its his her ongoing indefinite relay strike protest fast agitate daylong day-long token")
_TO_COME = words("plan planned propose proposed schedule scheduled threaten threatened call announce")
_TAKING_PART = words("participate attend join take")
_LEADING = words("lead organise organize head spearhead stage sponsor call convene announce observe")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A light verb with what it lends to its event noun."""

    verb: int
    light: Light
    arguments: Arguments
    actors: tuple[int, ...]
    recipients: tuple[int, ...]

    @property
    def status(self) -> Status | None:
        return self.light.status


def find_carrier(sentence: Sentence, noun: int, type_: str, scheme: Scheme) -> Carrier | None:
    """The light verb of an event noun, if it has one; the nearest that names a participant goes first."""
    found: Carrier | None = None
    for verb, stand_in in _verbs_around(sentence, noun):
        if _only_views(sentence, verb):
            continue
        names = _names(sentence, verb)
        for light in scheme.light:
            if not names & light.verbs or (light.types and type_ not in light.types):
                continue
            arguments = verb_arguments(sentence, verb)
            if not any(_stands(sentence, arguments, slot, stand_in, noun, verb) for slot in light.noun):
                continue
            actors = _participants(arguments, light.actor, stand_in, noun)
            recipients = _participants(arguments, light.recipient, stand_in, noun)
            carrier = Carrier(verb, light, arguments, actors, recipients)
            if actors or recipients:
                return carrier
            found = found or carrier
    return found


def _only_views(sentence: Sentence, verb: int) -> bool:
    """ "Many see the air strikes as revenge", "the mayor called the strike illegal": whoever sees an act as something, or
    says what it is, neither suffers nor announces it."""
    lemma = sentence.tokens[verb].lemma.lower()
    if lemma == "call" and any(sentence.tokens[k].upos != "VERB" for k in sentence.dependents(verb, "xcomp")):
        return True
    if lemma == "make" and any(sentence.tokens[k].upos == "ADJ" for k in sentence.dependents(verb, "xcomp")):
        return True  # "make the strike successful"
    return lemma == "see" and any(case_of(sentence, k) == "as" for k in sentence.dependents(verb, "obl", "advcl"))


def _verbs_around(sentence: Sentence, noun: int) -> Iterator[tuple[int, int]]:
    """(verb, the noun that stands for the event there): the governor, and clauses at the noun."""
    for k in sentence.dependents(noun, "acl", "acl:relcl"):
        yield k, noun
    for place in sentence.dependents(noun, "nmod"):  # "a rally in the park | organised by dockers"
        for k in sentence.dependents(place, "acl"):
            if sentence.tokens[k].xpos == "VBN" and sentence.tokens[k].lemma.lower() in _LEADING:
                yield k, place
    stand_in = outer_noun(sentence, noun)
    head = sentence.tokens[stand_in].head
    if head == ROOT or sentence.tokens[head].upos not in {"VERB", "AUX"}:
        return
    # "a march at the park in which 300 took part", with the clause hung on the park
    for place in sentence.dependents(head, "obl"):
        if place > noun and base(sentence.tokens[stand_in].deprel) in {"obj", "nsubj"}:
            for k in sentence.dependents(place, "acl:relcl", "acl"):
                if sentence.tokens[k].lemma.lower() in _TAKING_PART:
                    yield k, place
    if base(sentence.tokens[stand_in].deprel) == "nsubj":
        for k in sentence.dependents(head, "advcl"):  # "Led by the union, a rally was held"
            if sentence.tokens[k].xpos == "VBN" and sentence.tokens[k].lemma.lower() in _LEADING:
                yield k, stand_in
    yield head, stand_in


def ends(sentence: Sentence, carrier: Carrier) -> bool:
    """Whether a light verb is about an event that is on: "may end the strike", "urged them to give up their fast"."""
    lemma = sentence.tokens[carrier.verb].lemma.lower()
    particles = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(carrier.verb, "compound:prt")}
    return carrier.status is None and (lemma in _ENDING or (lemma == "give" and "up" in particles))


def under_way(sentence: Sentence, noun: int, carrier: Carrier) -> bool:
    """ "Called off their strike", "called off the indefinite fast": what had begun, unless it is said to be planned."""
    if carrier.status != "negated" or sentence.tokens[carrier.verb].lemma.lower() != "call":
        return False
    marks = {
        sentence.tokens[k].lemma.lower() for k in sentence.dependents(noun, "amod", "compound", "nmod:poss", "acl")
    }
    striking = (k for doer in carrier.actors for k in sentence.dependents(doer, "amod"))
    marks.update(sentence.tokens[k].lemma.lower() for k in striking if sentence.tokens[k].xpos == "VBG")
    return bool(marks & _BEGUN) and not marks & _TO_COME


def outer_noun(sentence: Sentence, noun: int) -> int:
    """The noun that stands for an event in its clause: "wave" in "a wave of arrests"; the first of coordinated ones."""
    for _ in range(4):
        first = first_conjunct(sentence, noun)
        token = sentence.tokens[first]
        if (
            base(token.deprel) == "nmod"
            and case_of(sentence, first) == "of"
            and sentence.tokens[token.head].lemma.lower() in _SHAPES
        ):
            noun = token.head
            continue
        return first
    return noun


def _names(sentence: Sentence, verb: int) -> frozenset[str]:
    """What a light verb may be called: with its particle if it has one ("called off" is no "called")."""
    lemma = sentence.tokens[verb].lemma.lower()
    particles = sentence.dependents(verb, "compound:prt")
    if particles:
        lemma = f"{lemma} {sentence.tokens[particles[0]].lemma.lower()}"
    names = {lemma}
    for k in sentence.dependents(verb, "obl", "advcl", "advmod"):
        case = case_of(sentence, k) if base(sentence.tokens[k].deprel) != "advmod" else sentence.tokens[k].lemma.lower()
        if case:
            names.update((f"{lemma} {case}", f"{lemma} {case.split(' ')[0]}"))
    return frozenset(names)


def _stands(sentence: Sentence, arguments: Arguments, slot: str, stand_in: int, noun: int, verb: int) -> bool:
    wanted = {stand_in, noun}
    token = sentence.tokens[verb]
    at = {*wanted, sentence.tokens[stand_in].head} if token.deprel == "advcl" else wanted
    if slot == "object" and token.deprel.startswith(("acl", "advcl")) and token.head in at and arguments.passive:
        return True  # "a strike staged by miners"
    if slot == "object" and _is_frame_object(sentence, verb, stand_in):
        return True
    return bool(wanted & set(arguments.slot(slot)))


def _is_frame_object(sentence: Sentence, verb: int, noun: int) -> bool:
    """Whether the reader's frame has a bare noun for what the verb is about, where the tree slips: "called off | the march"."""
    frame = sentence.frame_at.get(verb)
    if frame is None or sentence.tokens[noun].head != verb or case_of(sentence, noun):
        return False
    return any(a.label == "ARG1" and a.first <= noun < a.end and a.first > verb for a in frame.arguments)


def _participants(arguments: Arguments, slot: str | None, stand_in: int, noun: int) -> tuple[int, ...]:
    if slot is None:
        return ()
    # "subject": whoever would be the subject of the active verb.
    found = arguments.agent if slot == "subject" else arguments.slot(slot)
    return tuple(k for k in found if k not in {stand_in, noun})
