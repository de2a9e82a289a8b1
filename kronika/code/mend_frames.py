"""A sentence in, the same with its tree mended where the frames, which were read apart from it, say otherwise.

The frames head looks for each verb's arguments by themselves, and so knows more often than the tree whose a coordinated verb
is ("said the offer was low and *demanded* a raise"), how many were hurt ("39 were killed and *361* injured"), who speaks behind
the verb, what stands right behind it, and whether a phrase after the object is the verb's ("beat men | with sticks").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kronika.code.subjects import own_subjects
from kronika.code.trees import base, case_of, first_conjunct, is_noun
from kronika.records import ROOT, Argument, Frame, Sentence

Moves = dict[int, tuple[int, str]]  # token: its new head and relation

_OWN = ("ARG0", "ARG1")
_REPORTED = frozenset({"ccomp", "parataxis"})
_OF_PARTICIPLES = {"VBG": "ARG0", "VBN": "ARG1", "VBD": "ARG1"}  # as what a participle takes the noun beside it


def mend_frames(sentence: Sentence) -> Sentence:
    """The sentence with the words moved to where their frames have them; itself where nothing is to be mended."""
    moved: Moves = {}
    for frame in sentence.frames:
        if sentence.tokens[frame.predicate].upos == "VERB":
            moved |= _adjuncts(sentence, frame) | _right_behind(sentence, frame)
    for frame in sentence.frames:
        token = sentence.tokens[frame.predicate]
        if token.upos == "VERB" and not sentence.dependents(frame.predicate, "nsubj"):
            if token.deprel == "parataxis":
                moved |= _inverted(sentence, frame)
            elif token.deprel == "conj":
                moved |= _coordinated(sentence, frame)
    if not moved:
        return sentence
    tokens = tuple(
        replace(t, head=moved[i][0], deprel=moved[i][1]) if i in moved else t for i, t in enumerate(sentence.tokens)
    )
    mended = replace(sentence, tokens=tokens)
    circle = any(mended.tokens[[k, *mended.ancestors(k)][-1]].head != ROOT for k in moved)
    return sentence if circle else mended


def _arguments(sentence: Sentence, frame: Frame) -> Iterator[tuple[Argument, int]]:
    """A frame's arguments with the heads of their phrases."""
    return ((a, sentence.head_of(a.first, a.end)) for a in frame.arguments)


def _right_behind(sentence: Sentence, frame: Frame) -> Moves:
    """ "... a deal that lets them rule, resort to *force*": what stands right behind its verb and was hung further left."""
    verb, moved = frame.predicate, Moves()
    for argument, head in _arguments(sentence, frame):
        token = sentence.tokens[head]
        if argument.label != "ARG1" or argument.first != verb + 1 or not is_noun(sentence, head):
            continue
        if token.head < verb and token.head != ROOT and base(token.deprel) in {"obl", "nmod", "obj"}:
            moved[head] = (verb, "obl" if case_of(sentence, head) else "obj")
    return moved


def _adjuncts(sentence: Sentence, frame: Frame) -> Moves:
    """What the tree hangs on a verb's object and the frame on the verb ("beat men | with sticks"), and the other way round
    ("held protesters supporting ..."): a participle beside the object, which the frame has in one argument with it."""
    verb, moved = frame.predicate, Moves()
    for thing in sentence.dependents(verb, "obj", "nsubj:pass"):
        whole = next((a for a in frame.arguments if a.first <= thing < a.end), None)
        if whole is None:
            continue
        # "protested against the beating of men | after the vote": whose time it is nobody can tell
        beside_thing = () if thing in sentence.frame_at else _arguments(sentence, frame)
        for argument, head in beside_thing:
            token = sentence.tokens[head]
            if argument is whole or head < whole.end:
                continue
            if token.deprel == "acl" and token.head == thing:
                moved[head] = (verb, "advcl")  # "accused the owner of the mill | of poisoning the air"
            inside = token.deprel == "nmod" and whole.first <= token.head < whole.end
            if inside and case_of(sentence, head).split(" ")[0] != "of":
                moved[head] = (verb, "obl")
        for k in sentence.dependents(verb, "advcl", "ccomp", "xcomp"):
            label = _OF_PARTICIPLES.get(sentence.tokens[k].xpos)
            beside = k == thing + 1 < whole.end and not sentence.dependents(k, "nsubj", "aux", "cop")
            own = sentence.frame_at.get(k) if beside else None
            if own is not None and any(a.label == label and a.first <= thing < a.end for a in own.arguments):
                moved[k] = (thing, "acl")
    return moved


def _inverted(sentence: Sentence, frame: Frame) -> Moves:
    """ "..., say several of those who were there": who speaks stands right behind the verb, wherever the tree hangs them."""
    verb = frame.predicate
    return {
        head: (verb, "nsubj")
        for argument, head in _arguments(sentence, frame)
        if argument.label == "ARG0" and argument.first == verb + 1 and sentence.tokens[head].head != verb
    }


def _coordinated(sentence: Sentence, frame: Frame) -> Moves:
    """A coordinated verb without a subject of its own: hung on the clause whose subject is its ARG0, or given the bare number
    before it for a subject."""
    verb, moved = frame.predicate, Moves()
    if (above := _unshared(sentence, verb, frame)) is not None:
        moved[verb] = (above, "conj")
    for argument, head in _arguments(sentence, frame):
        outer = _outer_clause(sentence, verb, head) if argument.label == "ARG0" else None
        if outer is not None:
            moved[verb] = (outer, "conj")
        elif argument.label in _OWN and _is_bare_subject(sentence, verb, argument, head):
            moved[head] = (verb, "nsubj:pass" if argument.label == "ARG1" else "nsubj")
            moved |= dict.fromkeys(sentence.dependents(head, "cc"), (verb, "cc"))
    return moved


def _outer_clause(sentence: Sentence, verb: int, head: int) -> int | None:
    """The verb of saying whose subject the coordinated verb really shares, if its ARG0 stands there and not in what is said."""
    first = first_conjunct(sentence, verb)
    outer = sentence.tokens[first].head
    if base(sentence.tokens[first].deprel) not in _REPORTED or outer == ROOT or outer > verb:
        return None
    inner = own_subjects(sentence, first)
    return outer if inner and head not in inner and head in own_subjects(sentence, outer) else None


def _unshared(sentence: Sentence, verb: int, frame: Frame) -> int | None:
    """The same where the frame has no ARG0 at all: "said the verdict was unjust and *called* on ...", no verdict calls.

    Only after a clause that tells what something is or what was done to it, in the tense of the verb of saying.
    """
    first = sentence.tokens[verb].head
    outer = sentence.tokens[first].head
    shared = any(a.label in _OWN and a.end <= verb for a in frame.arguments)
    if not frame.arguments or shared or base(sentence.tokens[first].deprel) != "ccomp" or not ROOT < outer < first:
        return None
    states = sentence.dependents(first, "cop", "aux:pass") or sentence.dependents(first, "nsubj:pass")
    # "called" after "was unjust" may be taken for a participle.
    forms = {sentence.tokens[outer].xpos, sentence.tokens[verb].xpos.replace("VBN", "VBD")}
    same = len(forms) == 1 and not sentence.dependents(verb, "aux")
    things = all(sentence.tokens[k].upos == "NOUN" for k in own_subjects(sentence, first))
    return outer if states and same and things and own_subjects(sentence, outer) else None


def _is_bare_subject(sentence: Sentence, verb: int, argument: Argument, head: int) -> bool:
    """ "... and 361 injured": all of the argument stands just before the verb, and was hung on something further left."""
    token = sentence.tokens[head]
    return (
        argument.end == verb
        and sentence.tokens[verb].head < head != token.head != verb
        and (is_noun(sentence, head) or token.upos == "NUM")
        and all(sentence.tokens[k].deprel in {"cc", "punct"} or argument.first <= k for k in sentence.children[head])
    )
