"""A mention whose rule leaves the mode open in, the mode that the words around it choose out."""

from __future__ import annotations

from collections.abc import Sequence

from kronika.code.contents import FoundContent
from kronika.code.participants import Candidate
from kronika.code.triggers import find_triggers
from kronika.records import Sentence
from kronika.scheme import Scheme


def open_mode(sentence: Sentence, candidate: Candidate, contents: Sequence[FoundContent], scheme: Scheme) -> str | None:
    """The first mode of the type whose cues stand in the trigger's arguments, modifiers or content; None: no mode."""
    inside = {i for one in contents if one.sentence == sentence.index for i in one.tokens}
    lemmas = candidate.company | {sentence.tokens[i].lemma.lower() for i in inside}
    for mode in scheme.types[candidate.rule.type].modes.values():
        if mode.cues & lemmas or _told_within(sentence, inside, mode.cues, scheme):
            return mode.name
    return None


def _told_within(sentence: Sentence, inside: set[int], cues: frozenset[str], scheme: Scheme) -> bool:
    """Whether a word of the content evokes an event that the cues name ("COERCE.arrest", "COERCE")."""
    wanted = {cue for cue in cues if cue.isupper() or "." in cue}
    if not wanted:
        return False
    evoked = (trigger.rule for trigger in find_triggers(sentence, scheme) if trigger.index in inside)
    return any(rule.type in wanted or f"{rule.type}.{rule.mode}" in wanted for rule in evoked)
