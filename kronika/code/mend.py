"""A read sentence in, the same out with slips of its tree mended: what its frames show (``mend_frames``), and what its own
words do: verbs taken for nouns in a series, objects behind a phrase, gerunds beside gerunds."""

from __future__ import annotations

from dataclasses import replace

from kronika.code.mend_frames import mend_frames
from kronika.code.tags import DASHES
from kronika.code.trees import base, case_of, is_noun, words
from kronika.records import ROOT, Sentence, Token
from kronika.scheme import Scheme
from kronika.scheme.voices import load_voices

# What an apposition sums up a clause as: it is the writer's word on all that was said.
_SUMS = words(
    "decision move step plan measure policy ruling verdict claim charge allegation accusation demand offer proposal statement "
    "announcement development threat gesture figure"
)
_PROTESTING = frozenset({"protest", "strike", "demonstrate", "agitate", "march", "riot"})
_BEGINNING = frozenset({"start", "begin", "continue", "stop", "keep", "go", "resume", "quit", "finish", "come"})
_ASIDE = frozenset({"advcl", "xcomp", "ccomp"})
_LONGEST_NAME = 3  # words of a town
_OF_DEEDS = words("accuse suspect convict acquit clear")
_FOR_DEEDS = words("blame criticise criticize condemn thank praise arrest jail fine charge try")
_NOMINAL = frozenset({"amod", "compound", "det", "nummod", "nmod", "nmod:poss"})


def mend(sentence: Sentence, scheme: Scheme) -> Sentence:
    """The sentence itself where nothing shows a slip."""
    return _by_words(_headed(mend_frames(sentence)), scheme)


def _by_words(sentence: Sentence, scheme: Scheme) -> Sentence:
    changed: dict[int, Token] = {}
    for k, token in enumerate(sentence.tokens):
        if _is_verb(sentence, k, scheme):
            changed[k] = replace(token, upos="VERB", xpos="VBZ")
        elif _is_main(sentence, k):
            top = next(i for i, one in enumerate(sentence.tokens) if one.head == ROOT)
            changed[k] = replace(token, xpos="VBP", head=top, deprel="conj")
        elif _is_finite(sentence, k):
            changed[k] = replace(token, xpos="VBZ")
        else:
            changed |= _beside_gerund(sentence, k) or _behind_phrase(sentence, k) or _in_addition(sentence, k)
            changed |= _shot_and_wounded(sentence, k) or _particle(sentence, k, scheme) or _absolute(sentence, k)
            changed |= (
                _summing_up(sentence, k) or _to_beside(sentence, k) or _tagger(sentence, k) or _left_hurt(sentence, k)
            )
            changed |= (
                _calls_on(sentence, k, scheme)
                or _accused_of(sentence, k)
                or _protesting_crowd(sentence, k)
                or _addressing(sentence, k)
            )
    if not changed:
        return sentence
    return replace(sentence, tokens=tuple(changed.get(k, token) for k, token in enumerate(sentence.tokens)))


def _headed(sentence: Sentence) -> Sentence:
    """ "Bor - Miners marched": the town that heads a paragraph is no part of who marched."""
    tokens = sentence.tokens
    end = next((i for i, token in enumerate(tokens) if token.upos != "PROPN"), len(tokens))
    if not 0 < end <= _LONGEST_NAME or end + 1 >= len(tokens) or tokens[end].lemma not in DASHES:
        return sentence
    spaced = tokens[end - 1].end < tokens[end].start and tokens[end].end < tokens[end + 1].start
    top = next(i for i, token in enumerate(tokens) if token.head == ROOT)
    if not spaced or top <= end:
        return sentence
    loose = {i: replace(tokens[i], head=top, deprel="parataxis") for i in range(end) if not 0 <= tokens[i].head < end}
    return replace(sentence, tokens=tuple(loose.get(i, token) for i, token in enumerate(tokens)))


def _is_verb(sentence: Sentence, k: int, scheme: Scheme) -> bool:
    """ "The guards beat up, arrests and expels ...": a noun in "-s" that a series of finite verbs holds, with nothing of a
    noun's about it."""
    token = sentence.tokens[k]
    if token.xpos != "NNS" or base(token.deprel) != "conj" or sentence.tokens[token.head].xpos != "VBZ":
        return False
    return token.lemma.lower() in scheme.by_verb and not sentence.dependents(k, *_NOMINAL, "case")


def _is_main(sentence: Sentence, k: int) -> bool:
    """ "The mayors, having failed to agree on a law that lets them rule, resort to force": a bare verb right behind a comma
    that no "to" and no modal makes another's."""
    token = sentence.tokens[k]
    if token.xpos != "VB" or token.deprel != "xcomp" or sentence.dependents(k, "mark", "aux", "nsubj") or k == 0:
        return False
    root = sentence.tokens[token.head].head == ROOT
    return sentence.tokens[k - 1].lemma == "," and not root


def _is_finite(sentence: Sentence, k: int) -> bool:
    """ "The guards beats, arrests and disperses ...": a series in one tense, whatever the last is taken for."""
    token = sentence.tokens[k]
    own = sentence.dependents(k, "nsubj", "aux", "obl:tmod", "obl:unmarked")
    return token.xpos == "VBD" and token.deprel == "conj" and sentence.tokens[token.head].xpos == "VBZ" and not own


def _beside_gerund(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Besides ending the siege and freeing captives": the second gerund is no adjective of its object."""
    token = sentence.tokens[k]
    if (
        token.xpos == "VBG"
        and token.deprel == "conj"
        and sentence.dependents(k, "obj")
        and sentence.dependents(k, "cc")
    ):
        beside = sentence.tokens[token.head]
        gerund = beside.head >= 0 and sentence.tokens[beside.head].xpos == "VBG"
        joins = beside.deprel == "obj" and gerund and beside.upos == "NOUN"
        return {k: replace(token, head=beside.head)} if joins else {}
    if token.xpos != "VBG" or token.deprel != "amod" or token.head <= k:
        return {}
    noun = sentence.tokens[token.head]
    signs = (*sentence.dependents(token.head, "cc"), *sentence.dependents(k, "cc"))
    joined = base(noun.deprel) == "conj" and any(j < k for j in signs)
    first = sentence.tokens[noun.head] if joined else noun
    verb = first.head
    if (
        not joined
        or first.deprel != "obj"
        or sentence.tokens[verb].xpos != "VBG"
        or sentence.dependents(token.head, "det")
    ):
        return {}
    return {k: replace(token, upos="VERB", head=verb, deprel="conj"), token.head: replace(noun, head=k, deprel="obj")}


def _behind_phrase(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Disperses with brute force the strikers": the preposition is that of the noun nearest to it, not of the last."""
    token = sentence.tokens[k]
    if token.xpos != "NNS" or token.deprel != "obl" or sentence.dependents(token.head, "obj"):
        return {}
    cases = [j for j in sentence.dependents(k, "case") if j < k]
    between = [j for j in sentence.dependents(token.head, "obl") if is_noun(sentence, j) and cases and cases[0] < j < k]
    if len(cases) != 1 or not between or sentence.dependents(between[0], "case"):
        return {}
    case = sentence.tokens[cases[0]]
    return {cases[0]: replace(case, head=between[0]), k: replace(token, deprel="obj")}


def _in_addition(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "In addition to ending the siege, they demand ...": the gerund is what they demand too, no aside about the noun."""
    token = sentence.tokens[k]
    if token.xpos != "VBG" or token.deprel != "acl" or case_of(sentence, k) != "to":
        return {}
    noun = sentence.tokens[token.head]
    if noun.lemma.lower() != "addition" or noun.head == ROOT:
        return {}
    return {k: replace(token, head=noun.head, deprel="advcl")}


def _shot_and_wounded(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Gunmen | shot and wounded reporter Ada Poe": right behind a past tense without an object, a second verb with it, no
    adjective of somebody beside the gunmen."""
    token = sentence.tokens[k]
    if token.xpos not in {"VBN", "VBD"} or token.deprel != "amod" or k < 2 or token.head <= k:
        return {}
    noun, first = sentence.tokens[token.head], k - 2
    beside = sentence.tokens[k - 1].upos == "CCONJ" and sentence.tokens[first].xpos == "VBD"
    if not beside or noun.deprel != "conj" or not 0 <= noun.head < first or sentence.dependents(first, "obj"):
        return {}
    if sentence.tokens[noun.head].head != first:
        return {}
    return {
        k - 1: replace(sentence.tokens[k - 1], head=k),
        k: replace(token, upos="VERB", xpos="VBD", head=first, deprel="conj"),
        token.head: replace(noun, head=k, deprel="obj"),
    }


def _particle(sentence: Sentence, k: int, scheme: Scheme) -> dict[int, Token]:
    """ "Tried to drive | back crowds": between a verb and its bare object, the particle of a verb that the scheme knows."""
    token, verb = sentence.tokens[k], k - 1
    if token.deprel != "advmod" or token.head <= k or verb < 0 or sentence.tokens[verb].upos != "VERB":
        return {}
    noun = sentence.tokens[token.head]
    known = f"{sentence.tokens[verb].lemma.lower()} {token.lemma.lower()}" in scheme.by_verb
    return {k: replace(token, head=verb, deprel="compound:prt")} if known and noun.head == verb else {}


def _absolute(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "The ministers, having failed to agree, | resort to force": a participle with "having" is no main clause, the verb that
    has the subject is."""
    token = sentence.tokens[k]
    top = token.head
    if token.deprel != "xcomp" or not 0 <= top < k or sentence.tokens[top].head != ROOT:
        return {}
    having = any(sentence.tokens[j].xpos == "VBG" for j in sentence.dependents(top, "aux"))
    own = any(j < top for j in sentence.dependents(k, "nsubj")) and sentence.tokens[k - 1].lemma == ","
    if not having or not own:
        return {}
    main = replace(token, xpos="VBP" if token.xpos == "VB" else token.xpos, head=ROOT, deprel="root")
    return {k: main, top: replace(sentence.tokens[top], head=k, deprel="advcl")}


def _summing_up(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Announced that the ward would shut, | a decision that doctors call rash": no part of what was announced."""
    token = sentence.tokens[k]
    if token.lemma.lower() not in _SUMS or token.upos != "NOUN" or not sentence.dependents(k, "acl"):
        return {}
    article = sentence.subtree(k)[0]
    opens = article + (sentence.tokens[article].lemma == ",")
    if opens < 2 or sentence.tokens[opens - 1].lemma != "," or sentence.tokens[opens].lemma.lower() not in {"a", "an"}:
        return {}
    said = next((j for j in sentence.ancestors(k) if base(sentence.tokens[j].deprel) == "ccomp"), None)
    if base(token.deprel) not in {"appos", "conj", "parataxis", "obl", "nmod"} or said is None:
        return {}
    above = sentence.tokens[said].head
    return {k: replace(token, head=above, deprel="dep")} if above < said < k else {}


def _to_beside(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "To suspend those who took part and | to open an inquiry": beside the first "to", not the verb about those."""
    token = sentence.tokens[k]
    if token.xpos != "VB" or token.deprel != "conj" or not _has_to(sentence, k):
        return {}
    if sentence.tokens[token.head].xpos not in {"VBD", "VBZ", "VBP"}:
        return {}
    above = (j for j in sentence.ancestors(k) if sentence.tokens[j].xpos == "VB" and _has_to(sentence, j))
    first = next(above, None)
    return {k: replace(token, head=first)} if first is not None and first < token.head else {}


def _has_to(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[j].lemma.lower() == "to" for j in sentence.dependents(verb, "mark"))


def _tagger(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Police arrested two nurses, | the union said": who stands between a comma and a verb of saying says it."""
    token = sentence.tokens[k]
    if token.deprel != "nsubj" or not 0 <= token.head < k:
        return {}
    inside = sentence.subtree(k)
    first, verb = inside[0] + (sentence.tokens[inside[0]].lemma == ","), inside[-1] + 1
    if verb >= len(sentence.tokens) or first < 1 or sentence.tokens[first - 1].lemma != ",":
        return {}
    saying = sentence.tokens[verb]
    tag = saying.upos == "VERB" and saying.xpos in {"VBD", "VBZ", "VBP"} and saying.lemma.lower() in load_voices().tags
    if not tag or sentence.dependents(verb, "nsubj") or verb not in sentence.ancestors(k):
        return {}
    return {k: replace(token, head=verb)}


def _addressing(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Addressing the rally | the party's leader said ...": without its comma the subject is no second object."""
    token, verb = sentence.tokens[k], sentence.subtree(k)[-1] + 1
    opening = token.head
    if token.deprel != "obj" or opening < 0 or sentence.tokens[opening].xpos != "VBG" or verb >= len(sentence.tokens):
        return {}
    finite = sentence.tokens[verb].xpos in {"VBD", "VBZ", "VBP"} and sentence.tokens[opening].head == verb
    first = any(j < k for j in sentence.dependents(opening, "obj"))
    if not (finite and first) or sentence.dependents(verb, "nsubj") or sentence.tokens[opening].deprel != "advcl":
        return {}
    return {k: replace(token, head=verb, deprel="nsubj")}


def _left_hurt(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "The clash left six clerks and a guard | injured": all of them, not the guard alone."""
    token = sentence.tokens[k]
    if token.xpos != "VBN" or token.deprel != "acl" or sentence.dependents(k, "obl", "obl:agent"):
        return {}
    noun = sentence.tokens[token.head]
    first = sentence.tokens[noun.head] if noun.deprel == "conj" and noun.head != ROOT else noun
    verb = first.head
    if first.deprel != "obj" or verb == ROOT or sentence.tokens[verb].lemma.lower() != "leave":
        return {}
    return {k: replace(token, head=verb, deprel="xcomp")}


def _protesting_crowd(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Dispersed | protesting residents": right behind a verb without an object, a participle that says who they are."""
    token = sentence.tokens[k]
    if (
        token.xpos != "VBG"
        or token.lemma.lower() not in _PROTESTING
        or token.head != k - 1
        or token.deprel not in _ASIDE
    ):
        return {}
    crowd = [j for j in sentence.dependents(k, "obj") if sentence.tokens[j].xpos == "NNS"]
    between = sentence.tokens[k + 1 : crowd[0]] if crowd else ()
    if (
        len(crowd) != 1
        or sentence.dependents(k - 1, "obj")
        or any(t.upos not in {"NOUN", "PROPN", "ADJ"} for t in between)
    ):
        return {}
    if sentence.tokens[k - 1].lemma.lower() in _BEGINNING:
        return {}
    noun = crowd[0]
    return {
        k: replace(token, head=noun, deprel="amod"),
        noun: replace(sentence.tokens[noun], head=k - 1, deprel="obj"),
    }


def _accused_of(sentence: Sentence, k: int) -> dict[int, Token]:
    """ "Accused a firm | of poisoning the river": what somebody is accused of hangs on the verb."""
    token = sentence.tokens[k]
    if token.xpos != "VBG" or token.deprel != "acl" or case_of(sentence, k) not in {"of", "for"}:
        return {}
    noun = sentence.tokens[token.head]
    verb = sentence.tokens[noun.head].lemma.lower() if noun.head != ROOT else ""
    fits = verb in (_OF_DEEDS if case_of(sentence, k) == "of" else _FOR_DEEDS)
    return {k: replace(token, head=noun.head, deprel="advcl")} if fits and noun.deprel in {"obj", "nsubj:pass"} else {}


def _calls_on(sentence: Sentence, k: int, scheme: Scheme) -> dict[int, Token]:
    """ "Lamps for All calls on:": what ends in a colon behind a name is a verb, whatever it is taken for."""
    token = sentence.tokens[k]
    if token.xpos != "NNS" or token.head != ROOT or sentence.tokens[-1].lemma != ":" or k < 1:
        return {}
    who = [j for j in sentence.dependents(k, "compound", "nmod:poss") if j < k and sentence.tokens[j].upos == "PROPN"]
    behind = sentence.tokens[k + 1 : -1]
    if not who or len(behind) > 1 or any(t.lemma.lower() not in {"on", "for", "upon", "to"} for t in behind):
        return {}
    known = {token.lemma.lower(), *(f"{token.lemma.lower()} {t.lemma.lower()}" for t in behind)}
    if not any(name in scheme.by_verb for name in known):
        return {}
    changed = {k: replace(token, upos="VERB", xpos="VBZ"), who[-1]: replace(sentence.tokens[who[-1]], deprel="nsubj")}
    return changed | {j: replace(sentence.tokens[j], deprel="compound:prt") for j in range(k + 1, k + 1 + len(behind))}
