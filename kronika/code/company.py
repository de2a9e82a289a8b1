"""A trigger with its participants in, the words around it out, by which a rule tells its sense from others."""

from __future__ import annotations

from kronika.code.finder import Finder
from kronika.code.trees import base, coordinated, naming_head
from kronika.records import Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj"})
_BEFORE = ("amod", "compound", "nummod", "case", "nmod:poss", "advmod")  # what stands before a noun and belongs to it


def sentence_lemmas(finder: Finder) -> frozenset[str]:
    """Lemmas of the whole sentence, the trigger's own words aside."""
    own = set(finder.trigger.words)
    return frozenset(t.lemma.lower() for i, t in enumerate(finder.sentence.tokens) if i not in own)


def sentence_classes(finder: Finder) -> frozenset[str]:
    """Classes of whoever the sentence names: "OFFICE" where a minister stands anywhere in it."""
    nouns = (i for i, t in enumerate(finder.sentence.tokens) if t.upos in {"NOUN", "PROPN"})
    return frozenset(c for k in nouns for c in finder.kinds.classes(finder.sentence, k))


def classes(finder: Finder) -> frozenset[str]:
    """Classes of the trigger's participants, wherever they stand."""
    heads = finder.any_heads("agent|patient|subject|with|to|between|of|by")
    return frozenset(c for k in heads for c in finder.kinds.classes(finder.sentence, k))


def company(finder: Finder) -> frozenset[str]:
    """Lemmas in the trigger's arguments and modifiers, of its light verb and of the noun it modifies, if any."""
    anchors = _anchors(finder)
    around = set(finder.trigger.words) - anchors
    for anchor in anchors:
        around.update(_beside(finder.sentence, anchor))
    if finder.nominal:  # "the battle raging between militants and police"
        for clause in finder.sentence.dependents(finder.trigger.index, "acl"):
            around.update(_beside(finder.sentence, clause))
    around.update(finder.arguments.agent + finder.arguments.patient)
    around.update(_governors(finder))
    return _lemmas(finder, around)


def near_company(finder: Finder) -> frozenset[str]:
    """Lemmas of what the trigger governs directly: its arguments' heads, who they name, and what stands before them.

    What shows another sense stands here; deeper ("condemned the burning of a *house*") it shows nothing.
    """
    sentence, anchors = finder.sentence, _anchors(finder)
    around = set(finder.trigger.words) | set(finder.arguments.agent + finder.arguments.patient)
    for anchor in anchors:
        around.update(_complements(sentence, anchor))
    around |= {j for k in around if k not in anchors for j in coordinated(sentence, k)}
    around |= {naming_head(sentence, k) for k in around}
    around |= {j for k in around - anchors for j in sentence.dependents(k, *_BEFORE) if not _names_body(finder, k, j)}
    around.update(_governors(finder))
    return _lemmas(finder, around)


def _names_body(finder: Finder, head: int, before: int) -> bool:
    """ "Freedom Fighters supporters": a word of the name of those that people belong to shows no sense."""
    return finder.sentence.tokens[before].upos == "PROPN" and finder.kind(head) == "people"


def _lemmas(finder: Finder, around: set[int]) -> frozenset[str]:
    return frozenset(finder.sentence.tokens[k].lemma.lower() for k in around - {finder.trigger.index})


def _anchors(finder: Finder) -> set[int]:
    found = {finder.trigger.anchor, finder.trigger.index}
    return found if finder.carrier is None else found | {finder.carrier.verb}


def _governors(finder: Finder) -> set[int]:
    """What a noun or modifier hangs on, and what else its verb has: "one strike destroyed a tank"."""
    sentence = finder.sentence
    token = sentence.tokens[finder.trigger.index]
    if token.head < 0 or not (token.deprel in {"compound", "amod"} or finder.nominal):
        return set()
    found = {token.head}
    if sentence.tokens[token.head].upos == "VERB":
        found.update(sentence.dependents(token.head, "nsubj", "obj", "obl"))
    return found


def _complements(sentence: Sentence, anchor: int) -> set[int]:
    """What hangs directly on a word, without other clauses; of a complement clause its head and what hangs on that."""
    found: set[int] = set()
    for k in sentence.children[anchor]:
        if base(sentence.tokens[k].deprel) in _CLAUSES:
            found.update((k, *sentence.children[k]))
        elif not _is_other_clause(sentence, k):
            found.add(k)
    return found


def _beside(sentence: Sentence, anchor: int) -> set[int]:
    """The same with all that hangs on it in turn."""
    found: set[int] = set()
    stack = list(sentence.children[anchor])
    while stack:
        k = stack.pop()
        if base(sentence.tokens[k].deprel) in _CLAUSES:
            found.update((k, *sentence.children[k]))
        elif not _is_other_clause(sentence, k):
            found.add(k)
            stack.extend(sentence.children[k])
    return found


def _is_other_clause(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    relation = base(token.deprel)
    return relation in {"advcl", "parataxis", "acl"} or (relation == "conj" and token.upos in _VERBAL)
