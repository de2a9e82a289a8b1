"""Candidates of one sentence in, those that stay out: the best rule of each trigger, one mention of each happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kronika.code.harms import take_in
from kronika.code.participants import Candidate
from kronika.code.trees import base, case_of, coordinated, first_conjunct
from kronika.records import Sentence

_IN_ITS_COURSE = frozenset({"as", "follow", "during", "after", "following", "in", "at"})
_LATER = frozenset({"after", "following", "follow"})
_PARTS = frozenset({"part", "end", "course", "close", "conclusion", "start", "beginning"})
_VIOLENT = frozenset({"riot", "vandalize"})  # done by some of them
_PROTESTING = frozenset({"PROTEST", "REQUEST"})
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "STATEMENT", "SUPPORT", "THREATEN"})  # what is spoken of is told beside it
NEAR = 6  # mentions back in the sentence that a word may tell again


def choose(sentence: Sentence, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What fires, in the order of the text."""
    best = _best_of_each(candidates)
    demanded = {head for c in best if c.rule.type not in _SPOKEN for head in c.demanded}
    best = [c for c in best if c.trigger.index not in demanded]
    own = {c.trigger.anchor: c.rule.type for c in best}
    # "marched in protest": the light verb tells the event itself, its noun only what it was.
    best = [c for c in best if c.carrier is None or own.get(c.carrier.verb) != c.rule.type]
    taken = {c.carrier.verb for c in best if c.carrier is not None}
    best = [c for c in best if c.trigger.index not in taken]
    kept: list[Candidate] = []
    for candidate in best:
        if any(_is_use(sentence, other, candidate) for other in kept[-NEAR:]):
            continue
        same = next((i for i in range(len(kept))[-NEAR:] if _same_happening(sentence, candidate, kept[i])), None)
        if same is None:
            kept.append(candidate)
        else:
            # "used tear gas to disperse the crowd": what one word leaves open the other tells.
            told = kept[same]
            actors, recipients = told.actors or candidate.actors, told.recipients or candidate.recipients
            kept[same] = replace(told, actors=actors, recipients=recipients)
    return tuple(take_in(sentence, [_lent(sentence, candidate, kept) for candidate in kept]))


def _lent(sentence: Sentence, candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """ "During the march, dockers chanted": a protest without an actor is that of those who protest in its course."""
    at = candidate.trigger.index
    if candidate.rule.type != "PROTEST" or candidate.actors or candidate.carrier is not None:
        return candidate
    part = sentence.tokens[at].head
    if sentence.tokens[at].deprel == "nmod" and sentence.tokens[part].lemma.lower() in _PARTS:
        at = part  # "stopped work as part of the strike"
    relation, verb = base(sentence.tokens[at].deprel), sentence.tokens[at].head
    in_course = relation == "obl" and case_of(sentence, at).split(" ")[0] in _IN_ITS_COURSE
    for other in others:
        if other.rule.type not in _PROTESTING or other.rule.mode in _VIOLENT or not other.actors:
            continue
        anchor = other.trigger.anchor
        verbs = {anchor, other.carrier.verb if other.carrier is not None else anchor}
        if base(sentence.tokens[anchor].deprel) == "obj":
            verbs.add(sentence.tokens[anchor].head)  # "after the march they handed over a petition"
        # "a stir was seen, with residents laying siege to the mill"
        # "after the temple stir, women staged a march": another one
        if other.carrier is not None and other.rule.type == "PROTEST" and case_of(sentence, at).split(" ")[0] in _LATER:
            continue
        shown = relation == "nsubj" and sentence.tokens[anchor].head == verb and case_of(sentence, anchor) == "with"
        if shown or (in_course and verb in verbs):
            return replace(candidate, actors=other.actors)
    return candidate


def _best_of_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of the rules that fit a trigger word the most specific; a word that a longer pattern uses evokes nothing else."""
    ranked = sorted(
        (c for c in candidates if c.refusal is None),
        key=lambda c: (-len(c.trigger.words), -c.rule.specificity, -c.rule.confidence, c.trigger.index),
    )
    used: set[int] = set()
    found: list[Candidate] = []
    for candidate in ranked:
        if used.isdisjoint(candidate.trigger.words):
            used.update(candidate.trigger.words)
            found.append(candidate)
    return sorted(found, key=lambda c: c.trigger.index)


def _is_use(sentence: Sentence, other: Candidate, candidate: Candidate) -> bool:
    """ "The use of force to suppress dissent": what force is used for is no second happening."""
    if not {candidate.rule.type, other.rule.type} <= {"ASSAULT", "COERCE"} or candidate.rule.mode == other.rule.mode:
        return False
    at, noun = candidate.trigger.anchor, other.trigger.index
    before = sentence.tokens[noun + 1 : at]
    if sentence.tokens[at].xpos != "VB" or not before or len(before) > 2 or before[0].lemma.lower() != "to":
        return False
    head = sentence.tokens[noun].head
    return head >= 0 and sentence.tokens[head].lemma.lower() in {"use", "employ", "deploy", "deployment"}


def _same_happening(sentence: Sentence, candidate: Candidate, other: Candidate) -> bool:
    """Two words of one type and mode that hang together tell one happening: "protest rally", "arrested and detained"."""
    if candidate.rule.type != other.rule.type or candidate.rule.mode != other.rule.mode:
        return False
    if candidate.rule.harm != other.rule.harm:
        return False
    a, b = candidate.trigger.index, other.trigger.index
    both = {a, b, candidate.trigger.anchor, other.trigger.anchor}
    heads = {sentence.tokens[i].head for i in (candidate.trigger.anchor, other.trigger.anchor)}
    apart = any(base(sentence.tokens[i].deprel) in {"conj", "parataxis"} for i in both)
    if heads & both and not apart:
        return not (candidate.recipients and other.recipients and candidate.recipients != other.recipients)
    first = first_conjunct(sentence, a)
    return (
        b in coordinated(sentence, first)
        and candidate.recipients == other.recipients
        and candidate.actors == other.actors
    )
