"""A verb of saying below a wish in, whether it is done by being said out: "I want to thank the allies"."""

from __future__ import annotations

from kronika.code.trees import words
from kronika.records import Sentence

_WANTING = words("want like wish")
_BY_SAYING = words(
    "convey express thank offer extend congratulate condemn apologise apologize reiterate commend praise stress"
)


def done_by_saying(sentence: Sentence, child: int, parent: int) -> bool:
    """ "I want to thank the allies": whoever says so has thanked them."""
    wants = sentence.tokens[parent].lemma.lower() in _WANTING and sentence.tokens[child].lemma.lower() in _BY_SAYING
    return wants and any(sentence.tokens[k].lemma.lower() in {"i", "we"} for k in sentence.dependents(parent, "nsubj"))
