"""What was found of a mention in, how likely the mention is right out: the one place to calibrate.

Signs of a mention that can be trusted or doubted are weighed together (a logistic model). The weights are data,
``kronika/scheme/confidence.yaml``, fitted on annotated sentences by ``python -m kronika.evaluate.calibrate``.
"""

from __future__ import annotations

from collections.abc import Collection
from math import exp, log

from kronika.code.participants import Candidate
from kronika.records import Sentence
from kronika.scheme.confidence import load_weights

_NOUNS = frozenset({"NOUN", "PROPN"})
_FULL_CLAUSES = frozenset({"root", "conj", "ccomp", "parataxis"})


def find_confidence(sentence: Sentence, candidate: Candidate, status: str, contexts: Collection[str]) -> float:
    """Between 0 and 1; the share of such mentions that people found right."""
    weights = load_weights()
    total = sum(
        weights.get(name, 0.0) * value for name, value in find_signs(sentence, candidate, status, contexts).items()
    )
    return round(min(max(1 / (1 + exp(-total)), 0.01), 0.99), 3)


def find_signs(sentence: Sentence, candidate: Candidate, status: str, contexts: Collection[str]) -> dict[str, float]:
    """What speaks for a mention and against it, by name; 1 is yes. ``contexts`` are its paragraph's."""
    rule, token = candidate.rule, sentence.tokens[candidate.trigger.index]
    frame = sentence.frame_at.get(candidate.trigger.anchor)
    roleset = frame.roleset if frame is not None else None
    noun = token.upos in _NOUNS
    rule_only = set(contexts) <= set(rule.contexts)
    told = bool(candidate.actors) + bool(candidate.recipients)
    signs = {
        "always": True,
        "noun": noun,
        "noun alone": noun and not told,
        "verb alone": not noun and not told,
        "actor and recipient": told == 2,
        "participant of unknown kind": candidate.unsure > 0,
        "adjective": token.deprel == "amod" or token.upos == "ADJ",
        "main clause": token.deprel.partition(":")[0] in _FULL_CLAUSES and not noun,
        "no sure sense": not noun and roleset is None,
        "later sense": roleset is not None and not roleset.endswith(".01"),
        "in company": rule.specificity > 0,
        "several words": len(candidate.trigger.words) > 1,
        "not actual": status != "actual",
        "political paragraph": not rule_only,
        "headline": sentence.role == "headline",
    }
    return {"rule": log(rule.confidence / (1 - rule.confidence))} | {
        name: float(value) for name, value in signs.items()
    }
