"""An event noun with its light verb in, whom the verb lends it out: not everybody who ends or sees an act does or suffers it."""

from __future__ import annotations

from collections.abc import Collection

from kronika.code.arguments import verb_arguments
from kronika.code.doers import FORCES, by_whom
from kronika.code.kinds import Kinds
from kronika.code.lights import Carrier
from kronika.code.subjects import carrier_subjects
from kronika.code.trees import base, case_of, coordinated, words
from kronika.code.triggers import Trigger
from kronika.records import Sentence

_ENDING = words("end stop break suspend abandon finish conclude complete halt")
_DOING = words("launch carry conduct stage mount commit perpetrate make begin lead do")
_ENGAGING = words("engage involve embroil lock gather assemble mass")
_NOT_NOMINAL = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PUNCT", "ADV", "PART", "DET"})
_LEADING = words("lead head spearhead address attend join")
_SEEING = words("see witness fear")
_STATE = FORCES - {"REB", "CRM", "UAF"} | {"JUD"}


def lent_actors(sentence: Sentence, trigger: Trigger, carrier: Carrier | None, kinds: Kinds) -> tuple[int, ...]:
    """Whoever the light verb makes the doer: its own subject, or the one told with "by" further on."""
    if carrier is None or _ends_it(sentence, trigger, carrier, kinds):
        return ()
    if carrier.actors or carrier.light.actor != "agent":
        return (*carrier.actors, *_leaders(sentence, carrier))
    if carrier.arguments.passive and sentence.tokens[carrier.verb].lemma.lower() in _ENGAGING:
        return carrier.arguments.patient  # "the two factions got engaged in a fight"
    return by_whom(sentence, carrier.verb, kinds)


def _leaders(sentence: Sentence, carrier: Carrier) -> tuple[int, ...]:
    """ "Organised by two unions and led by Ada Poe": she too."""
    if not carrier.arguments.passive or carrier.light.actor != "agent":
        return ()
    beside = (k for k in coordinated(sentence, carrier.verb) if k > carrier.verb)
    leading = (k for k in beside if sentence.tokens[k].lemma.lower() in _LEADING)
    found = (j for k in leading for j in verb_arguments(sentence, k).slot("by") or sentence.dependents(k, "obl:agent"))
    return tuple(k for k in found if k not in carrier.actors)


def _ends_it(sentence: Sentence, trigger: Trigger, carrier: Carrier, kinds: Kinds) -> bool:
    """ "Held talks to end the blockade", "guards stopped the march": whoever ends a protest that is not said to be theirs."""
    verb = sentence.tokens[carrier.verb]
    if trigger.rule.type != "PROTEST" or verb.lemma.lower() not in _ENDING:
        return False
    if sentence.dependents(trigger.index, "nmod:poss"):
        return False
    aim = verb.xpos == "VB" and base(verb.deprel) in {"advcl", "acl"}
    return aim or any(_STATE & {*kinds.sectors(sentence, k)} for k in carrier.actors)


def lent_recipients(sentence: Sentence, carrier: Carrier | None, kinds: Kinds) -> tuple[int, ...]:
    """Whoever the light verb makes the victim: a town that saw an attack, not somebody who watched it."""
    if carrier is None or sentence.tokens[carrier.verb].lemma.lower() not in _SEEING:
        return carrier.recipients if carrier is not None else ()
    return tuple(k for k in carrier.recipients if kinds.of(sentence, k) not in {"people", "person", None})


def lent_slot(sentence: Sentence, noun: int, carrier: Carrier, slot: str) -> tuple[int, ...]:
    """What stands in a slot of the light verb, but for the phrase that the noun itself stands in: "on the day of the strike"."""
    within = {k for k in sentence.ancestors(noun) if carrier.verb in sentence.ancestors(k)}
    return tuple(k for k in carrier.arguments.slot(slot) if k not in within)


def bearers(
    sentence: Sentence,
    trigger: Trigger,
    carrier: Carrier | None,
    heads: tuple[int, ...],
    wanted: Collection[str],
    kinds: Kinds,
) -> tuple[int, ...]:
    """Who acts where a clause hangs on a noun that cannot: "demands of workers taking action", "issued a statement
    denouncing ...": somebody named between noun and verb, else the subject of the noun's verb.
    """
    if any(kinds.of(sentence, h) is None or kinds.of(sentence, h) in wanted for h in heads):
        return heads
    end = min(trigger.anchor, carrier.verb if carrier is not None else trigger.anchor)
    for head in heads:
        between = [k for k in sentence.subtree(head) if head < k < end]
        near = [k for k in between if kinds.of(sentence, k) in wanted and sentence.tokens[k].deprel == "nmod"]
        others = tuple(near[-1:]) or (carrier_subjects(sentence, head) if _is_done(sentence, trigger, head) else ())
        if any(kinds.of(sentence, k) in wanted for k in others):
            return others
    return heads


def _is_done(sentence: Sentence, trigger: Trigger, noun: int) -> bool:
    """Whether the verb above a noun tells who does it: "Spain condemned an attack that killed nine" does not."""
    governor = sentence.tokens[noun].head
    violent = trigger.rule.type in {"ASSAULT", "COERCE"}
    return not violent or (governor >= 0 and sentence.tokens[governor].lemma.lower() in _DOING)


def from_frame(sentence: Sentence, trigger: Trigger, slot: str, kinds: Kinds, *, nominal: bool) -> tuple[int, ...]:
    """What the reader's frame says where the tree says nothing."""
    label = {"agent": "ARG0", "patient": "ARG1"}.get(slot)
    frame = sentence.frame_at.get(trigger.anchor)
    if label is None or frame is None or trigger.phrase is not None:
        return ()
    protest = trigger.rule.type == "PROTEST"
    if nominal and label == "ARG0" and not protest and not any(a.label == "ARGM-LVB" for a in frame.arguments):
        return ()  # "the Vatican deplores the violence" is no violence of its own
    found: list[int] = []
    for argument in frame.arguments:
        if argument.label != label or argument.first <= trigger.anchor < argument.end:
            continue
        head = sentence.head_of(argument.first, argument.end)
        token, case = sentence.tokens[head], case_of(sentence, head)
        if token.upos in _NOT_NOMINAL or case not in {"", "by", "from"} or (nominal and token.deprel == "compound"):
            continue
        if not protest or kinds.of(sentence, head) not in {"place", "state"}:  # "PERU Protests hit ports"
            found.extend(k for k in coordinated(sentence, head) if k < argument.end)
    return tuple(found)
