"""A mention whose rule leaves the mode open in, the mode that the words around it choose out."""

from __future__ import annotations

from collections.abc import Sequence

from kronika.code.participants import Candidate
from kronika.code.trees import coordinated
from kronika.code.triggers import find_triggers
from kronika.code.wording import FoundContent
from kronika.records import Reading, Sentence
from kronika.scheme import EventType, Scheme


def open_mode(
    sentence: Sentence, candidate: Candidate, contents: Sequence[FoundContent], scheme: Scheme, reading: Reading
) -> str | None:
    """The first mode of the type whose cues stand in what the trigger is about; None: no mode.

    Asked first of the heads of its content and object ("demanded the *release* of those held without trial"), then of
    what hangs on these, then of all its arguments, modifiers and content.
    """
    if contents and contents[0].sentence != sentence.index:
        return _of_list(contents, reading, scheme.types[candidate.rule.type])
    inside = {i for one in contents if one.sentence == sentence.index for i in one.tokens}
    heads = {
        sentence.head_of(min(one.tokens), max(one.tokens) + 1) for one in contents if one.sentence == sentence.index
    }
    heads.update(h for h in candidate.arguments.patient if not candidate.rule.mode)
    heads |= {j for h in heads for j in coordinated(sentence, h)}
    beside = {k for h in heads for k in sentence.children[h]}
    modes = scheme.types[candidate.rule.type].modes.values()
    for around in (heads, beside, inside):
        # not of a body's name: the Hill Rifles may have come with sticks
        lemmas = {sentence.tokens[i].lemma.lower() for i in around if not _in_body(sentence, i)}
        if around is inside:
            asked = candidate.actors if candidate.rule.type == "REQUEST" else ()
            who = {sentence.tokens[k].lemma.lower() for h in asked for k in sentence.subtree(h)}
            lemmas |= candidate.company - who  # the demands of electricity workers are for no electricity
        for mode in modes:
            if mode.cues & lemmas or _told_within(sentence, around, mode.cues, scheme):
                return mode.name
    return scheme.types[candidate.rule.type].residual if contents else None


def _in_body(sentence: Sentence, index: int) -> bool:
    return any(name.label == "ORG" and name.first <= index < name.end for name in sentence.names)


def _of_list(contents: Sequence[FoundContent], reading: Reading, type_: EventType) -> str | None:
    """The mode that the items of a list, which stand in sentences of their own, tell by their heads, the first that does."""
    for one in contents:
        sentence = reading.sentences[one.sentence]
        head = sentence.head_of(min(one.tokens), max(one.tokens) + 1)
        lemmas = {sentence.tokens[k].lemma.lower() for k in (head, *coordinated(sentence, head))}
        for mode in type_.modes.values():
            if mode.cues & lemmas:
                return mode.name
    return type_.residual


def _told_within(sentence: Sentence, inside: set[int], cues: frozenset[str], scheme: Scheme) -> bool:
    """Whether a word of the content evokes an event that the cues name ("COERCE.arrest", "COERCE")."""
    wanted = {cue for cue in cues if cue.isupper() or "." in cue}
    if not wanted:
        return False
    evoked = (trigger.rule for trigger in find_triggers(sentence, scheme) if trigger.index in inside)
    return any(rule.type in wanted or f"{rule.type}.{rule.mode}" in wanted for rule in evoked)
