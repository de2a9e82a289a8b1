"""A sentence in, what it asks for by its form out: a bare verb ("Release them!"), or whom an item of a list calls upon."""

from __future__ import annotations

from kronika.code.trees import coordinated, is_noun
from kronika.records import ROOT, Sentence

BARE = "VB"


def called_upon(item: Sentence) -> tuple[int, int] | None:
    """Who is called upon and the verb of what for: "the prosecutor | to drop all charges"; None for any other item."""
    top = next((i for i, token in enumerate(item.tokens) if token.head == ROOT), None)
    if top is None or not is_noun(item, top):
        return None
    asked = [k for k in item.dependents(top, "acl") if item.tokens[k].xpos == BARE and _is_marked(item, k)]
    return (top, asked[0]) if asked and asked[0] > top else None


def asked_verbs(item: Sentence, verb: int) -> list[int]:
    """The verb of what is called for, and those beside it that have a "to" of their own."""
    return [verb, *(k for k in coordinated(item, verb) if k > verb and _is_marked(item, k))]


def _is_marked(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[k].lemma.lower() == "to" for k in sentence.dependents(verb, "mark"))


def is_imperative(sentence: Sentence, index: int) -> bool:
    """ "Release the prisoners!": a bare verb at the root, with nothing that makes it a headline or a statement."""
    token = sentence.tokens[index]
    if _is_called_out(sentence, index):
        return True
    if token.head != ROOT or token.xpos != "VB" or sentence.dependents(index, "nsubj", "aux", "mark", "csubj"):
        return False
    before = [k for k in sentence.children[index] if k < index]
    return all(sentence.tokens[k].upos in {"ADV", "PUNCT", "INTJ", "NUM", "SYM", "X"} for k in before)


def _is_called_out(sentence: Sentence, index: int) -> bool:
    """ "Alert: | Release the miners": a bare verb right behind a colon, with an object and no subject."""
    token = sentence.tokens[index]
    colon = index > 0 and sentence.tokens[index - 1].lemma == ":"
    bare = token.upos == "VERB" and token.xpos not in {"VBD", "VBZ", "VBN", "VBG"}
    return colon and bare and bool(sentence.dependents(index, "obj")) and not sentence.dependents(index, "nsubj", "aux")
