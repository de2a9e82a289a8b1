"""What was found of a mention in, how likely the mention is right out: the one place to calibrate.

Signs of a mention that can be trusted or doubted are weighed together (a logistic model). The weights are data,
``kronika/scheme/confidence.yaml``, fitted on annotated sentences by ``python -m kronika.evaluate.calibrate``.
"""

from __future__ import annotations

from math import exp, log

from kronika.code.participants import Candidate
from kronika.records import Sentence
from kronika.scheme.confidence import load_weights

_NOUNS = frozenset({"NOUN", "PROPN"})
_SHORT = 20  # words that a sentence may have before its length tells
_FULL_CLAUSES = frozenset({"root", "conj", "ccomp", "parataxis"})


def find_confidence(sentence: Sentence, candidate: Candidate, status: str, quad: str) -> float:
    """Between 0 and 1; the share of such mentions that people found right."""
    weights = load_weights()
    signs = find_signs(sentence, candidate, status, quad)
    total = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return round(min(max(1 / (1 + exp(-total)), 0.01), 0.99), 3)


def find_signs(sentence: Sentence, candidate: Candidate, status: str, quad: str) -> dict[str, float]:
    """What speaks for a mention and against it, by name; 1 is yes. ``quad`` is its type's."""
    rule, token = candidate.rule, sentence.tokens[candidate.trigger.index]
    frame = sentence.frame_at.get(candidate.trigger.anchor)
    roleset = frame.roleset if frame is not None else None
    noun = token.upos in _NOUNS
    signs = {
        "always": True,
        "noun": noun,
        "verb alone": not noun and not (candidate.actors or candidate.recipients),
        "participant of unknown kind": candidate.unsure > 0,
        "adjective": token.deprel == "amod" or token.upos == "ADJ",
        "main clause": token.deprel.partition(":")[0] in _FULL_CLAUSES and not noun,
        "later sense": roleset is not None and not roleset.endswith(".01"),
        "several words": len(candidate.trigger.words) > 1,
        "not actual": status != "actual",
        "cooperation": quad.endswith("cooperation"),
        "headline": sentence.role == "headline",
    }
    length = min(max(len(sentence.tokens) - _SHORT, 0) / _SHORT, 2.0)
    sure = min(max(rule.confidence, 0.01), 0.99)
    return {"rule": log(sure / (1 - sure)), "long sentence": length} | {
        name: float(value) for name, value in signs.items()
    }
