"""An item of a list of calls in, whom it calls upon out, and the verbs of what for."""

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
