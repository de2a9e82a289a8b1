"""A trigger in its sentence in, out how it stands in time: on the scene, before it, apart from it."""

from __future__ import annotations

from enum import Enum, auto

from kronika.code.lags import lag_of
from kronika.code.participants import Candidate
from kronika.code.trees import base, case_of, words
from kronika.records import ROOT, Sentence

_DEFINITE = words("the this that these those such both")
_BEHIND = words("after following since before despite until ahead")  # "the arrests followed after a rally"
_APART = words("against over about due regarding concerning")  # "in protest against the beating of"
_OF_WHAT = words("solidarity support sympathy favour favor memory honour honor anniversary condemnation criticism response "
                 "fear threat commemoration remembrance defiance")  # fmt: skip
_SAID = words("deny say tell report add announce state write note claim quote inform explain confirm learn see show know hear "
              "estimate put believe understand allege disclose reveal find document record")  # fmt: skip
_VERBAL = frozenset({"VERB", "AUX"})


class Timing(Enum):
    """PAST goes on with the scene; PERFECT leaves its day open; BEFORE, and as a noun BEHIND, lie before it; NOW lasts; APART
    is only spoken of."""

    PAST = auto()
    PERFECT = auto()
    BEFORE = auto()
    BEHIND = auto()
    NOW = auto()
    APART = auto()


def timing(sentence: Sentence, candidate: Candidate) -> Timing:
    """How an event stands in time: a verb by its tense, a noun by the verb it belongs to."""
    if lag_of(sentence, candidate) is not None or _describes(sentence, candidate.trigger.anchor):
        return Timing.BEHIND
    return timing_at(sentence, candidate.carrier.verb if candidate.carrier is not None else candidate.trigger.anchor)


def _describes(sentence: Sentence, at: int) -> bool:
    """ "The banned candidate Ana Soto": says who somebody is, and not when; nor by a participle that has an object but no helper,
    which is one of these, whatever the tree makes of it."""
    token = sentence.tokens[at]
    if token.xpos not in {"VBN", "VBD"} or _helpers(sentence, at) or sentence.dependents(at, "nsubj"):
        return False
    if token.deprel == "conj" and sentence.dependents(at, "obj"):  # "a name given by X and banned candidate Y"
        first = sentence.tokens[token.head]
        return token.xpos == "VBN" or (first.xpos == "VBN" and not _helpers(sentence, token.head))
    return token.xpos == "VBN" and token.deprel == "amod"


def timing_at(sentence: Sentence, at: int) -> Timing:
    """The same of any word: from it up to the first verb that has a tense."""
    seen = 0
    while seen < 20:
        seen += 1
        token = sentence.tokens[at]
        if token.upos in _VERBAL or _helpers(sentence, at):
            found = _of_verb(sentence, at)
            if found is not None:
                return found
        elif base(token.deprel) in {"obl", "nmod", "advcl"}:
            case = case_of(sentence, at).split(" ")[0]
            if token.head != ROOT and sentence.tokens[token.head].lemma.lower() in _OF_WHAT:
                return Timing.APART  # "in solidarity with the strikes"
            if case in _APART | _BEHIND:
                return Timing.APART if case in _APART else Timing.BEHIND
        if token.head == ROOT:
            break
        at = token.head
    return Timing.PAST


def is_pointed_at(sentence: Sentence, candidate: Candidate) -> bool:
    """ "These protests": the ones told last."""
    kids = sentence.dependents(candidate.trigger.index, "det")
    return any(sentence.tokens[k].lemma.lower() in {"this", "that", "these", "those"} for k in kids)


def is_definite(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether the words take the event as known: "the march", "their strike", "those arrested"."""
    index = candidate.trigger.index
    token = sentence.tokens[index]
    if token.upos in {"NOUN", "PROPN"}:
        return _is_known(sentence, index)
    if base(token.deprel) == "acl" and token.xpos == "VBN" and token.head != ROOT:
        return _is_known(sentence, token.head) or sentence.tokens[token.head].lemma.lower() in {"those", "that"}
    return False


def _is_known(sentence: Sentence, noun: int) -> bool:
    if sentence.dependents(noun, "nmod:poss"):
        return True
    kids = sentence.dependents(noun, "det", "det:predet")
    return any(sentence.tokens[k].lemma.lower() in _DEFINITE for k in kids)


def _helpers(sentence: Sentence, index: int) -> tuple[int, ...]:
    return sentence.dependents(index, "aux", "cop")


def _of_verb(sentence: Sentence, verb: int) -> Timing | None:
    """The tense of a verb; None for a form that takes it from the verb above ("to free", "marching", "joining")."""
    token = sentence.tokens[verb]
    helpers = [sentence.tokens[k] for k in _helpers(sentence, verb)]
    have = next((h for h in helpers if h.lemma.lower() in {"have", "'ve", "’ve"}), None)
    if have is not None and token.xpos != "VBG":
        if have.xpos != "VBD":
            return Timing.PERFECT
        return Timing.PAST if _is_reported(sentence, verb) else Timing.BEFORE
    if have is not None:
        return Timing.NOW if have.xpos != "VBD" else Timing.BEFORE
    if token.xpos == "VBD" or any(h.xpos == "VBD" for h in helpers):
        return Timing.PAST
    if sentence.role in {"headline", "caption"} and (token.head == ROOT or token.xpos in {"VBZ", "VBP"}):
        return Timing.PAST  # "Police arrest dozens"
    if token.xpos in {"VBZ", "VBP"} or any(h.xpos in {"VBZ", "VBP"} for h in helpers):
        return Timing.NOW
    if token.xpos == "VBN" and token.head == ROOT:
        return Timing.PAST
    return None


def _is_reported(sentence: Sentence, verb: int) -> bool:
    """ "Said that nine had been arrested" only shifts "were arrested" back."""
    token = sentence.tokens[verb]
    if token.head == ROOT or base(token.deprel) not in {"ccomp", "xcomp", "parataxis"}:
        return any(sentence.tokens[k].lemma.lower() in _SAID for k in sentence.dependents(verb, "parataxis", "ccomp"))
    return sentence.tokens[token.head].lemma.lower() in _SAID
