"""A trigger and its rule's content slots in, out: the contents that stand in its own clause and phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kronika.code.arguments import predicate_arguments
from kronika.code.trees import base, case_of, coordinated, is_noun
from kronika.code.wording import FoundContent, content_at, parts_of
from kronika.records import Sentence
from kronika.records.mentions import Polarity
from kronika.scheme.measures import load_measures
from kronika.scheme.voices import load_voices

SAYING = frozenset({"say", "add", "tell", "note", "argue", "report"})


def slot_contents(sentence: Sentence, trigger: int, slots: Mapping[str, Polarity]) -> Iterator[FoundContent]:
    arguments = predicate_arguments(sentence, trigger)
    for slot, polarity in slots.items():
        if slot == "clause":
            heads = [k for k in arguments.clause if not is_noun(sentence, trigger) or _tells(sentence, k)]
            heads = [k for k in heads if not _saying(sentence, k)]
        else:
            # "accused X of Russia of sending": where the preposition opens a clause, that is the content
            heads = _clauses_after(sentence, trigger, slot) or list(arguments.slot(slot))
            heads = [k for k in heads or _strayed(sentence, trigger, slot) if not lasts(sentence, k)]
        parts = [part for head in heads for part in (head, *parts_of(sentence, head))]
        for part in dict.fromkeys(parts):
            made = content_at(sentence, part, polarity, trigger, slots)
            if made is not None:
                yield made


def _saying(sentence: Sentence, clause: int) -> bool:
    """ "Denied it, saying that ...": a clause that goes on to speak is not what was denied."""
    token = sentence.tokens[clause]
    return token.xpos == "VBG" and token.lemma.lower() in SAYING and not _tells(sentence, clause)


def _tells(sentence: Sentence, clause: int) -> bool:
    """ "The demand that he go", "a call to strike"; not "an appeal issued by the union"."""
    return base(sentence.tokens[clause].deprel) == "ccomp" or bool(sentence.dependents(clause, "mark", "nsubj"))


def lasts(sentence: Sentence, head: int) -> bool:
    """ "Marched for three hours": a time is no issue."""
    return load_measures().units.get(sentence.tokens[head].lemma.lower()) == "time"


def _strayed(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """ "An appeal issued by the union for a strike": a noun's phrase that hangs on the clause between them.

    "Against" is looked for in the words themselves, up to the next finite verb: a march has few other uses for it.
    """
    if preposition == "against":
        for k in range(trigger + 1, len(sentence.tokens)):
            if sentence.tokens[k].upos == "AUX" or sentence.tokens[k].xpos in {"VBD", "VBZ", "VBP"}:
                return []
            if is_noun(sentence, k) and case_of(sentence, k) == "against":
                return list(coordinated(sentence, k))
        return []
    if not is_noun(sentence, trigger) or preposition == "of":
        return []  # "the case opened against members of the league"
    if preposition == "for" and sentence.tokens[trigger].lemma.lower() in load_voices().wishes:
        return _behind(sentence, trigger, preposition)  # "an appeal issued on the channel | for a strike"
    for clause in sentence.dependents(trigger, "acl"):
        for k in sentence.subtree(clause):
            if k > clause and is_noun(sentence, k) and case_of(sentence, k) == preposition:
                return list(coordinated(sentence, k))
    return []


def _behind(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """What a preposition opens behind a noun, up to the next finite verb or comma, whatever it hangs on."""
    for k in range(trigger + 1, len(sentence.tokens)):
        token = sentence.tokens[k]
        if token.upos == "AUX" or token.xpos in {"VBD", "VBZ", "VBP"} or token.lemma == ",":
            return []
        if is_noun(sentence, k) and case_of(sentence, k) == preposition:
            return list(coordinated(sentence, k))
    return []


def _clauses_after(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """Clauses that a preposition opens: "accused of beating them", "calls for him to go"."""
    found = []
    named = (o for o in sentence.dependents(trigger, "obj") if preposition == "of")
    strayed = (k for o in named for k in sentence.dependents(o, "acl") if sentence.tokens[k].xpos == "VBG")
    for k in (*sentence.dependents(trigger, "advcl", "acl", "xcomp", "ccomp"), *strayed):
        marks = sentence.dependents(k, "mark", "case")
        if any(sentence.tokens[m].lemma.lower() == preposition for m in marks if m < k):
            found.append(k)
    return found
