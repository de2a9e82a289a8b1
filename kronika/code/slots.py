"""A trigger and its rule's content slots in, out: the contents that stand in its own clause and phrases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

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
            heads = heads or _wished(sentence, trigger)
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


def _wished(sentence: Sentence, noun: int) -> list[int]:
    """ "The demand made by the union *to reopen* the line": the clause that hangs on what was done with the noun."""
    if not is_noun(sentence, noun) or sentence.tokens[noun].lemma.lower() not in load_voices().wishes:
        return []
    made = [k for k in sentence.dependents(noun, "acl") if sentence.tokens[k].xpos == "VBN"]
    below = (j for k in made for j in sentence.dependents(k, "advcl", "xcomp", "ccomp"))
    return [j for j in below if sentence.tokens[j].xpos == "VB" or base(sentence.tokens[j].deprel) == "ccomp"]


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
            if is_noun(sentence, k) and case_of(sentence, k) == "against" and not _in_name(sentence, k):
                return list(coordinated(sentence, k))
        return []
    apart = _set_apart(sentence, trigger, preposition) if preposition in {"over", "about"} else []
    if apart:
        return apart
    if not is_noun(sentence, trigger) or preposition == "of":
        return []  # "the case opened against members of the league"
    if preposition == "for" and sentence.tokens[trigger].lemma.lower() in load_voices().wishes:
        return _behind(sentence, trigger, preposition)  # "an appeal issued on the channel | for a strike"
    for clause in sentence.dependents(trigger, "acl"):
        for k in sentence.subtree(clause):
            if k > clause and is_noun(sentence, k) and case_of(sentence, k) == preposition:
                return list(coordinated(sentence, k))
    return []


def evoked(
    sentence: Sentence, verb: int, words: Collection[int], slots: Mapping[str, Polarity]
) -> Iterator[FoundContent]:
    """The object of a verb that a preposition makes what it is: "objected *to* the levy", "complained *about* the smell"."""
    if "object" not in slots or is_noun(sentence, verb) or sentence.dependents(verb, "obj"):
        return
    for k in sentence.dependents(verb, "obl"):
        if is_noun(sentence, k) and set(words) & set(sentence.dependents(k, "case")) - {verb}:
            for part in coordinated(sentence, k):
                made = content_at(sentence, part, slots["object"], verb, slots)
                if made is not None:
                    yield made


def _in_name(sentence: Sentence, noun: int) -> bool:
    """ "Mothers Against Mining": the preposition belongs to a body's name."""
    cases = sentence.dependents(noun, "case")
    return any(name.first <= k and noun < name.end for k in cases for name in sentence.names if k < noun)


def _set_apart(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """ "The protests, mainly over a levy, go on": behind a comma and an adverb the tree hangs it on the verb."""
    at = trigger + 1
    while at < len(sentence.tokens) and (sentence.tokens[at].lemma == "," or sentence.tokens[at].upos == "ADV"):
        at += 1
    if at == trigger + 1 or at >= len(sentence.tokens) or sentence.tokens[at].lemma.lower() != preposition:
        return []
    noun = sentence.tokens[at].head
    return list(coordinated(sentence, noun)) if noun > at and is_noun(sentence, noun) else []


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
    for k in sentence.dependents(trigger, "advcl", "acl", "xcomp", "ccomp"):
        marks = sentence.dependents(k, "mark", "case")
        # "for | remaining spectators", where the tree hangs the preposition on the noun behind
        beside = sentence.tokens[k].xpos == "VBG" and sentence.tokens[k - 1].lemma.lower() == preposition
        if beside or any(sentence.tokens[m].lemma.lower() == preposition for m in marks if m < k):
            found.append(k)
    return found
