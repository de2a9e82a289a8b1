"""Numbers of a sentence that count those of an event told before: "Hundreds attended", "police put the crowd at 300"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kronika.code.attach import PARTICIPANTS, counted_heads
from kronika.code.quantities import FoundQuantity
from kronika.code.trees import base, case_of, words
from kronika.records import Sentence
from kronika.scheme.measures import Measures

_FIGURES = words("figure number total count estimate tally")


def numbers_told(
    sentence: Sentence, found: Sequence[FoundQuantity], measures: Measures, last: str = ""
) -> tuple[FoundQuantity, ...]:
    """The numbers of ``found`` that count participants or victims of an event told before, with their measures; ``last``
    is what the last number told before the sentence's end measures, which a bare number disputes.

    The coder gives each to the last event before this sentence whose rule counts that measure.
    """
    told: list[FoundQuantity] = []
    for one in found:
        measure = _measure(sentence, one, measures) or (last if _disputes(sentence, one, measures) else "")
        if measure:
            told.append(replace(one, quantity=replace(one.quantity, measure=measure)))
        if measure or may_count_people(one):
            last = measure
    return tuple(told)


def may_count_people(one: FoundQuantity) -> bool:
    """Whether a number that no mention took may be what another one disputes."""
    return one.quantity.unit == "people" or (one.quantity.unit == "things" and one.people is not False)


def _measure(sentence: Sentence, one: FoundQuantity, measures: Measures) -> str:
    if one.quantity.unit == "percent" or (one.quantity.unit == "things" and one.people is False):
        return _by_noun(sentence, one, measures) if one.quantity.unit == "things" else ""
    heads = counted_heads(sentence, one, measures)
    if any(_takes_part(sentence, head, measures) for head in heads):
        return PARTICIPANTS
    return _by_noun(sentence, one, measures) or _estimated(sentence, one, measures)


def _disputes(sentence: Sentence, one: FoundQuantity, measures: Measures) -> bool:
    """ "The union put the figure at 19", "organisers claimed 80,000": a bare number of whatever was counted before."""
    token = sentence.tokens[one.number]
    if one.head is not None or one.quantity.unit not in {"people", "things"} or token.head < 0:
        return False
    verb = sentence.tokens[token.head].lemma.lower()
    if verb in {"claim", "say"}:
        return token.deprel == "obj"
    if verb in _FIGURES and case_of(sentence, one.number) == "of":
        return sentence.tokens[token.head].deprel == "obj"  # "gave a figure of 600"
    if verb in {"speak", "talk"}:
        return case_of(sentence, one.number) == "of"
    figures = [k for k in sentence.dependents(token.head, "obj") if sentence.tokens[k].lemma.lower() in _FIGURES]
    plain = any(not sentence.dependents(k, "nmod", "compound", "amod", "acl") for k in figures)
    return verb in measures.estimating and case_of(sentence, one.number) == "at" and plain


def is_estimate(sentence: Sentence, one: FoundQuantity, measures: Measures) -> bool:
    """Whether somebody puts a number to what was told ("put the crowd at 300"), not to what goes on in his words."""
    return _disputes(sentence, one, measures) or bool(_estimated(sentence, one, measures))


def _takes_part(sentence: Sentence, head: int, measures: Measures) -> bool:
    token = sentence.tokens[head]
    if token.head < 0:
        return False
    verb = sentence.tokens[token.head]
    return token.deprel == "nsubj" and verb.lemma.lower() in measures.takes_part


def _by_noun(sentence: Sentence, one: FoundQuantity, measures: Measures) -> str:
    """ "4,000 participants", "spoke of 40 injured": the noun counted says what is measured."""
    if one.head is None:
        return ""
    governors = [sentence.tokens[k].head for k in (one.head, one.number)]
    spoken = any(k >= 0 and sentence.tokens[k].lemma.lower() in measures.estimating for k in governors)
    lemma = sentence.tokens[one.head].lemma.lower()
    if lemma in measures.sizes or spoken:
        return measures.told.get(lemma, PARTICIPANTS if spoken and sentence.tokens[one.head].upos == "PRON" else "")
    return ""


def _estimated(sentence: Sentence, one: FoundQuantity, measures: Measures) -> str:
    """ "Put the number of strikers at 60", "estimated the crowd at 300", "the death toll rose to 12"."""
    at = one.number if one.head is None else one.head
    verb = sentence.tokens[at].head
    if (
        verb >= 0
        and sentence.tokens[verb].lemma.lower() in measures.estimating
        and case_of(sentence, at) in {"at", "as", "to"}
    ):
        for k in sentence.dependents(verb, "obj", "nsubj:pass", "nsubj"):
            if measure := _of_what(sentence, k, measures):
                return measure
    for k in sentence.dependents(at, "nsubj"):  # "the number of people arrested was nine"
        if measure := _of_what(sentence, k, measures):
            return measure
    return ""


def _of_what(sentence: Sentence, noun: int, measures: Measures) -> str:
    """What a number, toll or crowd measures: by its own word, or by what hangs on it ("the number of people arrested")."""
    words = [
        sentence.tokens[k].lemma.lower() for k in sentence.subtree(noun) if base(sentence.tokens[k].deprel) != "case"
    ]
    own = sentence.tokens[noun].lemma.lower()
    if own not in measures.sizes:
        return ""
    found = [measures.told[word] for word in words if word in measures.told]
    return next((measure for measure in found if measure != PARTICIPANTS), found[0] if found else "")
