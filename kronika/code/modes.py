"""A mention whose rule leaves the mode open in, the mode that the words around it choose out."""

from __future__ import annotations

from collections.abc import Sequence

from kronika.code.participants import Candidate
from kronika.code.trees import coordinated
from kronika.code.triggers import find_triggers
from kronika.code.wording import FoundContent
from kronika.records import Sentence
from kronika.scheme import Scheme


def open_mode(sentence: Sentence, candidate: Candidate, contents: Sequence[FoundContent], scheme: Scheme) -> str | None:
    """The first mode of the type whose cues stand in what the trigger is about; None: no mode.

    Asked first of the heads of its content and object ("demanded the *release* of those held without trial"), then of
    what hangs on these, then of all its arguments, modifiers and content.
    """
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
            lemmas |= candidate.company
        for mode in modes:
            if mode.cues & lemmas or _told_within(sentence, around, mode.cues, scheme):
                return mode.name
    return scheme.types[candidate.rule.type].residual if contents else None


def _in_body(sentence: Sentence, index: int) -> bool:
    return any(name.label == "ORG" and name.first <= index < name.end for name in sentence.names)


def _told_within(sentence: Sentence, inside: set[int], cues: frozenset[str], scheme: Scheme) -> bool:
    """Whether a word of the content evokes an event that the cues name ("COERCE.arrest", "COERCE")."""
    wanted = {cue for cue in cues if cue.isupper() or "." in cue}
    if not wanted:
        return False
    evoked = (trigger.rule for trigger in find_triggers(sentence, scheme) if trigger.index in inside)
    return any(rule.type in wanted or f"{rule.type}.{rule.mode}" in wanted for rule in evoked)
