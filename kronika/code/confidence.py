"""What was found of a mention in, how likely the mention is right out: the one place to calibrate."""

from __future__ import annotations

from kronika.code.participants import Candidate
from kronika.records import Sentence

_NOUN_ALONE = 0.8  # an event noun without any participant may be talk in general
_NO_PARTICIPANT = 0.8
_UNKNOWN_KIND = 0.93
_AS_ADJECTIVE = 0.85
_SURE_ROLESET = 1.05


def find_confidence(sentence: Sentence, candidate: Candidate) -> float:
    """Between 0 and 1: the rule's own, times what the tree, the frame and the participants add or take away."""
    rule, token = candidate.rule, sentence.tokens[candidate.trigger.index]
    value = rule.confidence
    if not candidate.actors and not candidate.recipients:
        value *= _NOUN_ALONE if token.upos in {"NOUN", "PROPN"} else _NO_PARTICIPANT
    value *= _UNKNOWN_KIND**candidate.unsure
    if token.deprel == "amod":
        value *= _AS_ADJECTIVE
    frame = sentence.frame_at.get(candidate.trigger.anchor)
    if frame is not None and frame.roleset in rule.rolesets:
        value *= _SURE_ROLESET
    return calibrated(value)


def calibrated(value: float) -> float:
    """The share of mentions of such a weight that people found right: rules are surer of each other than of themselves.

    A straight line through the development sentences (70 of protest_news), where weights of .4 to .6 were right in about
    three of four and those of .9 in nine of ten. To be fitted again on a larger gold set.
    """
    return round(min(max(0.45 + 0.5 * value, 0.01), 0.99), 3)
