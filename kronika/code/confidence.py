"""What was found of a mention in, how likely the mention is right out: the one place to calibrate.

Signs of a mention that can be trusted or doubted are weighed together (a logistic model): those of its own sentence when it
is drafted, those of its report when all of that is coded and its participants are known. The weights are data,
``kronika/scheme/confidence.yaml``, fitted on annotated and judged texts by ``python -m kronika.evaluate.calibrate``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, log

from kronika.code.participants import Candidate
from kronika.records import Mention, Reading, Sentence

_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_SHORT = 20  # words that a sentence may have before its length tells
_DEEDS = frozenset({"PROTEST", "ASSAULT", "COERCE", "MOBILIZE"})  # whose words mean little else; anybody asks and meets
_A_SENTENCE = 4  # words
_USUAL = 0.5  # of the sentences of news of contention tell of it; as if so many unseen ones had been seen:
_UNSEEN = 3
LEAST, MOST = 0.01, 0.99

Weights = Mapping[str, float]  # log odds by sign


def find_confidence(sentence: Sentence, candidate: Candidate, status: str, weights: Weights) -> float:
    """Between 0 and 1, by the mention's own sentence alone."""
    return _confident(_weigh(find_signs(sentence, candidate, status), weights))


def find_signs(sentence: Sentence, candidate: Candidate, status: str) -> dict[str, float]:
    """What speaks for a mention and against it in its own sentence, by name; 1 is yes."""
    rule, token = candidate.rule, sentence.tokens[candidate.trigger.index]
    noun = token.upos in _NOUNS
    sure = min(max(rule.confidence, LEAST), MOST)
    return {
        "always": 1.0,
        "rule": log(sure / (1 - sure)),
        "deed": float(rule.type in _DEEDS),
        "noun": float(noun),
        "verb alone": float(not noun and not (candidate.actors or candidate.recipients)),
        "not actual": float(status != "actual"),
        "long sentence": min(max(len(sentence.tokens) - _SHORT, 0) / _SHORT, 2.0),
    }


def weigh_in_report(mentions: Sequence[Mention], reading: Reading, weights: Weights) -> tuple[Mention, ...]:
    """The mentions of a report, each with the confidence that it deserves among the others: 0 to 1, the share found right.

    A lone "attack" in a report about something else is seldom one.
    """
    signs = find_report_signs(mentions, reading)
    return tuple(
        replace(one, confidence=_confident(log(one.confidence / (1 - one.confidence)) + _weigh(signs[one.id], weights)))
        for one in mentions
    )


def find_report_signs(mentions: Sequence[Mention], reading: Reading) -> dict[str, dict[str, float]]:
    """By mention id, what the rest of its report and the trades of its participants say for it."""
    told = len({one.sentence for one in mentions})
    sentences = sum(map(_says_something, reading.sentences))
    contention = _contention(told - 1, sentences - 1)
    return {
        one.id: {
            "somebody of a known sector": float(any(who.sectors for who in (*one.actors, *one.recipients))),
            "contention around": contention,
        }
        for one in mentions
    }


def _says_something(sentence: Sentence) -> bool:
    """Headings, and each of five hundred names of a list, tell of nothing, which speaks against no mention."""
    return len(sentence.tokens) >= _A_SENTENCE and any(token.upos in _VERBS for token in sentence.tokens)


def _contention(told: int, others: int) -> float:
    """How much more of the other sentences than usual tell of something, as a log ratio: 0 where there are no others."""
    share = (told + _USUAL * _UNSEEN) / (max(others, told) + _UNSEEN)
    return log(share / _USUAL)


def _weigh(signs: Mapping[str, float], weights: Weights) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def _confident(odds: float) -> float:
    return round(min(max(1 / (1 + exp(-odds)), LEAST), MOST), 3)
