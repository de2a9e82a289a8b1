"""The dead, injured and missing that a clause counts without an event word of its own in, out as numbers of the act in it:
"three people died in the clashes", "the blast claimed nine lives", "the attack left 12 dead"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kronika.code.attach import within_a_total
from kronika.code.lights import outer_noun
from kronika.code.participants import Candidate
from kronika.code.quantities import FoundQuantity
from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, case_of, clause_of, coordinated, first_conjunct
from kronika.records import Sentence
from kronika.records.mentions import Harm
from kronika.scheme.measures import Measures

_BY = frozenset({"in", "by", "during", "from", "with", "amid", "through", "after"})
_HARMFUL = frozenset({"ASSAULT", "PROTEST", "COERCE"})
_LOSING = frozenset({"claim", "cost", "take", "lose", "loss", "snuff", "end"})
_DYING = frozenset({"die", "perish", "succumb"})
_DEADLY = frozenset({"dead", "death"})


def outcomes(
    sentence: Sentence, found: Sequence[FoundQuantity], candidate: Candidate, measures: Measures
) -> Iterator[FoundQuantity]:
    """The numbers of ``found`` that count victims of a candidate's act, with what they measure."""
    if candidate.rule.type not in _HARMFUL:
        return
    for one in found:
        if one.quantity.unit == "percent" or within_a_total(sentence, one.number if one.head is None else one.head):
            continue
        measure = _measure(sentence, one, measures)
        if measure and _is_of(sentence, one, candidate.trigger.index):
            yield replace(one, quantity=replace(one.quantity, measure=measure, unit="people"))


def the_dead(sentence: Sentence, found: Sequence[FoundQuantity], candidate: Candidate) -> Candidate:
    """The same with those for recipients who are counted as dying of it: "two people died in the clashes"."""
    if candidate.rule.type != "ASSAULT" or any(one.recipients for one in (candidate, *candidate.harms)):
        return candidate
    heads = (one.head for one in found if one.people and one.quantity.measure == "killed" and one.head is not None)
    died = (k for k in heads if sentence.tokens[k].deprel == "nsubj" and sentence.tokens[k].head >= 0)
    dead = tuple(k for k in died if sentence.tokens[sentence.tokens[k].head].lemma.lower() in _DYING)
    return replace(candidate, recipients=dead) if dead else candidate


def _measure(sentence: Sentence, one: FoundQuantity, measures: Measures) -> str:
    """By the word right behind what is counted ("12 people dead"), by what is counted ("nine lives"), by its verb."""
    at = one.number if one.head is None else one.head
    behind = sentence.tokens[max(at, one.end - 1) + 1 :][:1]
    near = [*(t.lemma.lower() for t in behind), sentence.tokens[at].lemma.lower()]
    measure = next((measures.outcomes[word] for word in near if word in measures.outcomes), "")
    verb = sentence.tokens[at].head
    if not measure and verb >= 0 and sentence.tokens[verb].lemma.lower() in measures.estimating:
        inside = (k for subject in surface_subjects(sentence, verb)[0] for k in sentence.subtree(subject))
        told = (sentence.tokens[k].lemma.lower() for k in inside)  # "the death toll has risen to 45"
        return next((measures.outcomes[word] for word in told if word in measures.outcomes), "")
    if measure or base(sentence.tokens[at].deprel) not in {"nsubj", "nmod"}:
        return measure
    governor = sentence.tokens[sentence.tokens[at].head]  # "people died", "the lives of nine people"
    if governor.lemma.lower() == "life" and not _is_lost(sentence, sentence.tokens[at].head):
        return ""
    return measures.outcomes.get(governor.lemma.lower(), "")


def _is_lost(sentence: Sentence, life: int) -> bool:
    """ "Claimed the lives of nine", "the loss of nine lives"; who "wrecked the lives of" many did not kill them."""
    above = sentence.tokens[life].head
    return above >= 0 and sentence.tokens[above].lemma.lower() in _LOSING


def _is_of(sentence: Sentence, one: FoundQuantity, trigger: int) -> bool:
    """Whether the clause of the number, or one coordinated with it, has the act as its subject or its circumstance."""
    clause = clause_of(sentence, one.number if one.head is None else one.head)
    act = {trigger, outer_noun(sentence, trigger)}  # "a series of blasts"
    for verb in coordinated(sentence, first_conjunct(sentence, clause)):
        if verb == trigger:
            return False  # its participants are found by the rule
        subjects, _ = surface_subjects(sentence, verb)
        around = [k for k in sentence.dependents(verb, "obl", "nmod") if case_of(sentence, k) in _BY]
        if act & {*subjects, *around}:
            return True
        if any(trigger in sentence.dependents(k, "nmod") for k in subjects):
            return True  # "the death toll from the attack has risen to 45"
    return False


def harm_of(sentence: Sentence, candidate: Candidate) -> Harm | None:
    """ "Shot dead", "beat him to death": killed."""
    anchor = candidate.trigger.anchor
    if [t.lemma.lower() for t in sentence.tokens[anchor + 1 : anchor + 3]] == ["to", "death"]:
        return "killed"
    for k in sentence.children[anchor]:
        token = sentence.tokens[k]
        deadly = token.lemma.lower() in _DEADLY and base(token.deprel) in {"xcomp", "advmod", "obl", "amod", "advcl"}
        if deadly and (token.upos != "NOUN" or case_of(sentence, k) == "to"):
            return "killed"
    return None
