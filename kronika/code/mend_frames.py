"""A sentence in, the same with its tree mended where the frames, which were read apart from it, tell whose a verb is.

The tree hangs a verb that follows a reported clause on that clause ("said the offer was low and *demanded* a raise") and a
bare number on the noun before it ("39 people were killed and *361* injured"); the frames head, which looks for each verb's
arguments by themselves, more often knows who demanded and how many were injured.
"""

from __future__ import annotations

from dataclasses import replace

from kronika.code.trees import base, case_of, coordinated, is_noun
from kronika.records import ROOT, Argument, Frame, Sentence

_OWN = ("ARG0", "ARG1")
_REPORTED = frozenset({"ccomp", "parataxis"})


def mend_frames(sentence: Sentence) -> Sentence:
    """The sentence with better heads for coordinated verbs and their bare subjects; itself where nothing is to be mended."""
    moved: dict[int, tuple[int, str]] = {}
    for frame in sentence.frames:
        moved |= _adjuncts(sentence, frame) | _right_behind(sentence, frame)
    for frame in sentence.frames:
        verb = frame.predicate
        token = sentence.tokens[verb]
        if token.upos != "VERB" or sentence.dependents(verb, "nsubj"):
            continue
        if token.deprel == "parataxis":
            moved |= dict.fromkeys(_inverted(sentence, frame), (verb, "nsubj"))
        if token.deprel != "conj":
            continue
        if (above := _unshared(sentence, verb, frame)) is not None:
            moved[verb] = (above, "conj")
        for argument in frame.arguments:
            if argument.label not in _OWN:
                continue
            head = sentence.head_of(argument.first, argument.end)
            outer = _outer_clause(sentence, verb, head) if argument.label == "ARG0" else None
            if outer is not None:
                moved[verb] = (outer, "conj")
            elif _is_bare_subject(sentence, verb, argument, head):
                moved[head] = (verb, "nsubj:pass" if argument.label == "ARG1" else "nsubj")
                moved |= dict.fromkeys(sentence.dependents(head, "cc"), (verb, "cc"))
    if not moved:
        return sentence
    tokens = tuple(
        replace(t, head=moved[i][0], deprel=moved[i][1]) if i in moved else t for i, t in enumerate(sentence.tokens)
    )
    mended = replace(sentence, tokens=tokens)
    return mended if all(_reaches_root(mended, k) for k in moved) else sentence


def _reaches_root(sentence: Sentence, index: int) -> bool:
    seen: set[int] = set()
    while index != ROOT and index not in seen:
        seen.add(index)
        index = sentence.tokens[index].head
    return index == ROOT


def _right_behind(sentence: Sentence, frame: Frame) -> dict[int, tuple[int, str]]:
    """ "... a deal that lets them rule, resort to *force*": what stands right behind its verb and was hung further left."""
    verb = frame.predicate
    if sentence.tokens[verb].upos != "VERB":
        return {}
    moved: dict[int, tuple[int, str]] = {}
    for argument in frame.arguments:
        head = sentence.head_of(argument.first, argument.end)
        token = sentence.tokens[head]
        if argument.label != "ARG1" or argument.first != verb + 1 or not is_noun(sentence, head):
            continue
        if token.head < verb and token.head != ROOT and base(token.deprel) in {"obl", "nmod", "obj"}:
            moved[head] = (verb, "obl" if case_of(sentence, head) else "obj")
    return moved


def _inverted(sentence: Sentence, frame: Frame) -> tuple[int, ...]:
    """ "..., say several of those who were there": who speaks stands right behind the verb, wherever the tree hangs them."""
    behind = (a for a in frame.arguments if a.label == "ARG0" and a.first == frame.predicate + 1)
    heads = (sentence.head_of(a.first, a.end) for a in behind)
    return tuple(k for k in heads if sentence.tokens[k].head != frame.predicate)


def _adjuncts(sentence: Sentence, frame: Frame) -> dict[int, tuple[int, str]]:
    """What the tree hangs on a verb's object and the frame on the verb ("beat men | with sticks"), and the other way round
    ("held protesters supporting ..."): a participle beside the object, which the frame has in one argument with it."""
    verb, moved = frame.predicate, dict[int, tuple[int, str]]()
    for thing in sentence.dependents(verb, "obj", "nsubj:pass"):
        whole = next((a for a in frame.arguments if a.first <= thing < a.end), None)
        if whole is None or sentence.tokens[verb].upos != "VERB" or thing in sentence.frame_at:
            continue  # "protested against the beating of men | after the vote": whose time it is nobody can tell
        for argument in frame.arguments:
            head = sentence.head_of(argument.first, argument.end)
            token = sentence.tokens[head]
            outside = argument is not whole and head >= whole.end and case_of(sentence, head).split(" ")[0] != "of"
            if outside and whole.first <= token.head < whole.end and token.deprel == "nmod":
                moved[head] = (verb, "obl")
            elif argument is not whole and head >= whole.end and token.head == thing and token.deprel == "acl":
                moved[head] = (verb, "advcl")  # "accused the owner of the mill | of poisoning the air"
        for k in sentence.dependents(verb, "advcl", "ccomp", "xcomp"):
            label = {"VBG": "ARG0", "VBN": "ARG1", "VBD": "ARG1"}.get(sentence.tokens[k].xpos)
            beside = k == thing + 1 < whole.end and not sentence.dependents(k, "nsubj", "aux", "cop")
            own = sentence.frame_at.get(k) if beside else None
            if own is not None and any(a.label == label and a.first <= thing < a.end for a in own.arguments):
                moved[k] = (thing, "acl")
    return moved


def _outer_clause(sentence: Sentence, verb: int, head: int) -> int | None:
    """The verb of saying whose subject the coordinated verb really shares, if its ARG0 stands there and not in what is said."""
    first = sentence.tokens[verb].head
    for _ in range(8):
        if first == ROOT or sentence.tokens[first].deprel != "conj":
            break
        first = sentence.tokens[first].head
    if first == ROOT or base(sentence.tokens[first].deprel) not in _REPORTED:
        return None
    outer = sentence.tokens[first].head
    if outer == ROOT or outer > verb or head in _subjects(sentence, first) or not _subjects(sentence, first):
        return None
    return outer if head in _subjects(sentence, outer) else None


def _unshared(sentence: Sentence, verb: int, frame: Frame) -> int | None:
    """The same where the frame has no ARG0 at all: "said the verdict was unjust and *called* on ...", no verdict calls.

    Only after a clause that tells what something is or what was done to it, in the tense of the verb of saying.
    """
    if not frame.arguments or any(a.label in _OWN and a.end <= verb for a in frame.arguments):
        return None
    first = sentence.tokens[verb].head
    if base(sentence.tokens[first].deprel) != "ccomp" or sentence.tokens[first].head == ROOT:
        return None
    outer = sentence.tokens[first].head
    states = sentence.dependents(first, "cop", "aux:pass") or sentence.dependents(first, "nsubj:pass")
    # "called" after "was unjust" may be taken for a participle.
    forms = (sentence.tokens[outer].xpos, sentence.tokens[verb].xpos.replace("VBN", "VBD"))
    same = forms[0] == forms[1] and not sentence.dependents(verb, "aux")
    things = all(sentence.tokens[k].upos == "NOUN" for k in _subjects(sentence, first))
    return outer if states and same and things and outer < first and _subjects(sentence, outer) else None


def _subjects(sentence: Sentence, verb: int) -> set[int]:
    return {j for k in sentence.dependents(verb, "nsubj") for j in coordinated(sentence, k)}


def _is_bare_subject(sentence: Sentence, verb: int, argument: Argument, head: int) -> bool:
    """ "... and 361 injured": all of the argument stands just before the verb, and was hung on something further left."""
    token = sentence.tokens[head]
    return (
        argument.end == verb
        and sentence.tokens[verb].head < head != token.head != verb
        and (is_noun(sentence, head) or token.upos == "NUM")
        and all(sentence.tokens[k].deprel in {"cc", "punct"} or argument.first <= k for k in sentence.children[head])
    )
