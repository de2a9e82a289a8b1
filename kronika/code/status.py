"""A trigger in its sentence in, out what became of the event: actual, negated, future, hypothetical; tried; long past."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kronika.code.lights import Carrier, outer_noun
from kronika.code.subjects import own_subjects
from kronika.code.trees import base, case_of, is_noun, upward
from kronika.records import ROOT, Sentence
from kronika.records.mentions import Status
from kronika.scheme import Scheme, StatusCue

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly", "barely", "nobody",
                        "none", "nothing"})  # fmt: skip
_FUTURE = frozenset({"will", "shall", "wo", "'ll", "’ll"})
_HYPOTHETICAL = frozenset({"may", "might", "could", "would", "should", "must", "can", "ought", "'d", "’d"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "until"})
_EMBEDDED = frozenset({"ccomp", "xcomp", "obj", "obl", "nmod", "advcl", "acl", "csubj", "nsubj", "compound", "amod"})
# What a finite clause of reporting holds is told in its own tense; only these relations pass a verb's meaning down.
_OPAQUE = frozenset({"acl:relcl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of an event, and the words that say so (token indices)."""

    status: Status = "actual"
    attempted: bool = False
    historical: bool = False
    cue: int | None = None


def find_standing(sentence: Sentence, index: int, scheme: Scheme, carrier: Carrier | None = None) -> Standing:
    """Walk from the trigger up to the root; the nearest word that is not indifferent decides, negation turns it."""
    standing = _at_predicate(sentence, index, scheme)
    if carrier is not None and standing.status == "actual":
        if carrier.status is not None:
            standing = replace(standing, status=carrier.status, cue=carrier.verb)
        else:
            standing = _merged(standing, _at_predicate(sentence, carrier.verb, scheme))
    return _climb(sentence, index, scheme, standing, skip=carrier.verb if carrier else None)


def _climb(sentence: Sentence, index: int, scheme: Scheme, standing: Standing, skip: int | None) -> Standing:
    for child, parent in upward(sentence, outer_noun(sentence, index) if is_noun(sentence, index) else index):
        relation = sentence.tokens[child].deprel
        if standing.status != "actual" or relation in _OPAQUE:
            return standing
        if base(relation) == "conj":
            if not _own_tense(sentence, child):
                standing = _merged(standing, _auxiliaries(sentence, parent))
            continue
        if base(relation) not in _EMBEDDED:
            return standing
        if parent == skip:
            continue
        standing = _under(sentence, child, parent, scheme, standing)
    return standing


def _under(sentence: Sentence, child: int, parent: int, scheme: Scheme, standing: Standing) -> Standing:
    """What a governor makes of the clause or noun below it."""
    cue = _cue_of(sentence, parent, scheme)
    relation = base(sentence.tokens[child].deprel)
    if cue is not None and relation not in {"nsubj", "advcl"} and not _is_finite_report(sentence, child, cue):
        status = cue.status or standing.status
        if _negated(sentence, parent):
            status = "actual" if status == "negated" else "negated" if status == "actual" else status
        return Standing(status, standing.attempted or cue.attempted, standing.historical or cue.historical, parent)
    if relation in {"xcomp", "ccomp"} or (relation in {"obj", "nsubj", "obl"} and is_noun(sentence, child)):
        if relation == "ccomp" and _own_tense(sentence, child):
            return standing
        if relation in {"obl", "nsubj"} and not _is_existential(sentence, parent):
            return standing
        return _merged(standing, _auxiliaries(sentence, parent))
    return standing


def _is_existential(sentence: Sentence, verb: int) -> bool:
    return sentence.tokens[verb].lemma.lower() in {"be", "occur", "happen", "take", "hold", "begin", "start", "continue",
                                                   "go", "report", "see", "plan", "schedule", "expect"}  # fmt: skip


def _is_finite_report(sentence: Sentence, child: int, cue: StatusCue) -> bool:
    return False


def _own_tense(sentence: Sentence, verb: int) -> bool:
    token = sentence.tokens[verb]
    return token.xpos in {"VBD", "VBZ", "VBP"} or bool(sentence.dependents(verb, "aux"))


def _merged(first: Standing, second: Standing) -> Standing:
    if first.status != "actual":
        return first
    return Standing(
        second.status,
        first.attempted or second.attempted,
        first.historical or second.historical,
        second.cue if second.cue is not None else first.cue,
    )


def _at_predicate(sentence: Sentence, index: int, scheme: Scheme) -> Standing:
    """Words at the predicate itself: auxiliaries, negation, conditional marks, adjectives of an event noun."""
    own = _auxiliaries(sentence, index)
    if own.status != "actual":
        return own
    for k in sentence.children[index]:
        token = sentence.tokens[k]
        lemma = token.lemma.lower()
        if lemma in _CONDITIONS and base(token.deprel) in {"mark", "advmod"} and lemma != "until":
            return replace(own, status="hypothetical", cue=k)
        if base(token.deprel) in {"amod", "advmod", "compound", "mark"}:
            cue = _cue_of(sentence, k, scheme)
            if cue is not None and (token.deprel != "compound" or k < index):
                status = cue.status or own.status
                own = Standing(status, own.attempted or cue.attempted, own.historical or cue.historical, k)
                if status != "actual":
                    return own
    return own


def _auxiliaries(sentence: Sentence, index: int) -> Standing:
    """Modals, tense and negation at one verb, or at one noun with its determiner."""
    modal: Standing | None = None
    for k in sentence.children[index]:
        token = sentence.tokens[k]
        lemma = token.lemma.lower()
        if token.deprel == "aux" and lemma in _FUTURE:
            modal = Standing("future", cue=k)
        elif token.deprel == "aux" and lemma in _HYPOTHETICAL:
            modal = Standing("hypothetical", cue=k)
    if _negated(sentence, index):
        if modal is not None and modal.status == "hypothetical":
            return modal
        return Standing("negated", cue=_negation(sentence, index))
    return modal or Standing()


def _negated(sentence: Sentence, index: int) -> bool:
    return _negation(sentence, index) is not None


def _negation(sentence: Sentence, index: int) -> int | None:
    for k in sentence.children[index]:
        token = sentence.tokens[k]
        lemma = token.lemma.lower()
        if lemma in _NEGATIONS and base(token.deprel) in {"advmod", "det", "mark", "case", "neg", "cc:preconj"}:
            # "not only beat but ..." negates nothing
            if any(sentence.tokens[j].lemma.lower() in {"only", "just"} for j in (*sentence.children[k], k + 1)
                   if j < len(sentence.tokens)):  # fmt: skip
                continue
            return k
    for k in own_subjects(sentence, index):
        if sentence.tokens[k].lemma.lower() in {"nobody", "none", "no-one", "nothing"}:
            return k
        for j in sentence.dependents(k, "det"):
            if sentence.tokens[j].lemma.lower() in {"no", "neither"}:
                return j
    return None


def _cue_of(sentence: Sentence, index: int, scheme: Scheme) -> StatusCue | None:
    lemma = sentence.tokens[index].lemma.lower()
    names = {lemma}
    for k in sentence.children[index]:
        token = sentence.tokens[k]
        if token.deprel == "compound:prt":
            names.add(f"{lemma} {token.lemma.lower()}")
        elif base(token.deprel) in {"obl", "nmod", "advcl", "acl", "ccomp"}:
            case = case_of(sentence, k)
            if case:
                names.add(f"{lemma} {case.split(' ')[0]}")
    for cue in scheme.status_cues:
        if names & cue.lemmas:
            return cue
    return None


def is_root(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].head == ROOT
