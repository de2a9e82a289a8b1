"""A reporting verb in its sentence in, out the cue: its speaker and the tokens that are the speaker's words."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.code.arguments import verb_arguments
from kronika.code.speakers import Cue, day_said, make_voice, medium_of
from kronika.code.subjects import is_passive, surface_subjects
from kronika.code.tags import tag_at
from kronika.code.trees import base, case_of, without
from kronika.records import Date, Sentence
from kronika.scheme.lexicon import kind_of, load_lexicon
from kronika.scheme.voices import VoiceLexicon

DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def verb_cues(text: str, sentence: Sentence, verb: int, lexicon: VoiceLexicon, days: tuple[Date, ...]) -> Iterator[Cue]:
    lemma = sentence.tokens[verb].lemma.lower()
    words, clausal = _said(sentence, verb, lemma, lexicon)
    passive = is_passive(sentence, verb)
    if lemma not in lexicon.verbs and not passive and not puts(sentence, verb):
        return  # "is known to", not "as everyone knows"
    if passive and lemma in {"quote", "cite"}:
        return  # "was quoted as saying": the inner verb has the subject
    if passive and not words and not _impersonal(sentence, verb):
        return
    if not words and base(sentence.tokens[verb].deprel) in {"amod", "compound"}:
        return
    tag = tag_at(sentence, verb, lexicon)
    speaker = tag.speaker if tag is not None else _speaker(sentence, verb, passive)
    if speaker is not None and speaker in words:
        return
    if lemma == "count" and (speaker is None or not _may_count(text, sentence, speaker)):
        return  # "police counted 300", not "the rally counted 300"
    if speaker is None and not passive and not _impersonal(sentence, verb):
        return  # "to say that", "saying so": nobody is said to have said it
    voice = make_voice(
        text,
        sentence,
        lexicon,
        speaker=speaker,
        cue=_cue_tokens(sentence, verb),
        stance=lexicon.verbs.get(lemma, "asserts"),
        medium=medium_of(sentence, verb, lexicon),
        said=day_said(sentence, verb, days),
    )
    yield Cue(verb, words, voice, lemma in lexicon.distancing, open=not clausal and lemma != "put")


def _may_count(text: str, sentence: Sentence, speaker: int) -> bool:
    return kind_of(sentence, text, speaker, load_lexicon()) in {"people", "person", "organisation", "state"}


def _said(sentence: Sentence, verb: int, lemma: str, lexicon: VoiceLexicon) -> tuple[frozenset[int], bool]:
    """The words that the verb reports, and whether a clause is among them."""
    words: set[int] = set()
    clausal = False
    wished = lemma in lexicon.wishes or lemma in lexicon.prepositional
    passive = is_passive(sentence, verb)
    objects = lemma not in lexicon.clause_only and lemma not in lexicon.hearers
    cases = lexicon.prepositional.get(lemma, frozenset())
    for k in sentence.children[verb]:
        relation = sentence.tokens[k].deprel
        if _is_reported_clause(sentence, verb, k, lemma, lexicon):
            # "..., he said after a rally": what is said before the verb does not go on behind it
            words |= {i for i in sentence.subtree(k) if k > verb or i < verb}
            clausal = True
        elif (
            base(relation) == "obj"
            and not passive
            and (objects or _asks(sentence, k) or _shows(sentence, verb, lexicon))
        ):
            words |= set(sentence.subtree(k))
        elif case_of(sentence, k) in cases and base(relation) in {"obl", "advcl", "xcomp"}:
            words |= set(sentence.subtree(k))
            clausal = clausal or base(relation) != "obl"
        elif relation == "nsubj:pass" and passive and words:
            words |= set(sentence.subtree(k))
    if wished:
        words -= _presupposed(sentence, verb, words)
    if clausal and words and max(words) < verb:
        words |= _before_tag(sentence, verb)
    tag = tag_at(sentence, verb, lexicon)
    if tag is not None:
        words, clausal = set(range(tag.comma)), True
    elif not clausal and not words and _inserted(sentence, verb, lemma):
        words = without(sentence, sentence.tokens[verb].head, (verb,))
        clausal = True
    return frozenset(words - {verb}), clausal


def _set_apart(sentence: Sentence, clause: int) -> bool:
    """ "Police said 12 were arrested; the union spoke of 30": what a semicolon parts is another's."""
    first = sentence.subtree(clause)[0]
    marks = {sentence.tokens[k].lemma for k in (first, first - 1) if k >= 0}
    return ";" in marks


def _presupposed(sentence: Sentence, verb: int, words: set[int]) -> set[int]:
    """ "Urged them to end the strike": that there is a strike is no part of the wish; what is wished for itself is."""
    found: set[int] = set()
    for k in words:
        token = sentence.tokens[k]
        if token.upos != "NOUN" or token.head == verb or base(token.deprel) not in {"obj", "obl", "nmod"}:
            continue
        definite = any(sentence.tokens[j].lemma.lower() in DEFINITE for j in sentence.dependents(k, "det"))
        if definite or sentence.dependents(k, "nmod:poss"):
            found |= set(sentence.subtree(k))
    return found


def _before_tag(sentence: Sentence, verb: int) -> set[int]:
    """ "If it goes on, we shall act," said X: what stands before the tag is said, wherever the tree hangs it."""
    found: set[int] = set()
    for k in sentence.children[verb]:
        if k < verb and base(sentence.tokens[k].deprel) in {"advcl", "obl", "advmod", "parataxis"}:
            found |= set(sentence.subtree(k))
    return found


def puts(sentence: Sentence, verb: int) -> bool:
    """ "As she put it"."""
    return (
        sentence.tokens[verb].lemma.lower() == "put"
        and base(sentence.tokens[verb].deprel) == "advcl"
        and _is_as(sentence, verb)
    )


def _inserted(sentence: Sentence, verb: int, lemma: str) -> bool:
    """ "They fled, he said, at dawn"; "as he put it": the words are the clause that the verb stands in."""
    relation = base(sentence.tokens[verb].deprel)
    beside = relation == "parataxis" or (relation == "advcl" and _is_as(sentence, verb))
    return beside and (lemma == "put" or not sentence.dependents(verb, "obj"))


def _is_reported_clause(sentence: Sentence, verb: int, child: int, lemma: str, lexicon: VoiceLexicon) -> bool:
    if lemma in lexicon.quoting_only:
        return False
    relation = base(sentence.tokens[child].deprel)
    if relation in {"ccomp", "csubj"}:
        return True
    if relation == "xcomp":
        verbal = sentence.tokens[child].upos in {"VERB", "AUX"} or bool(sentence.dependents(child, "cop"))
        if is_passive(sentence, verb):  # "is said to have fled", not "was told to leave"
            return verbal and lemma in lexicon.hearsay
        return verbal and lemma in lexicon.infinitives
    if relation == "parataxis":
        # "He said: they came": what follows the verb; an inserted clause before it is the other way round
        return child > verb and bool(sentence.dependents(verb, "nsubj")) and not _set_apart(sentence, child)
    return False


def _is_as(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[k].lemma.lower() == "as" for k in sentence.dependents(verb, "mark", "advmod", "case"))


def _asks(sentence: Sentence, child: int) -> bool:
    """ "Explained how they fled": an object that is a question is a clause in all but name."""
    return sentence.tokens[child].xpos.startswith("W") and bool(sentence.children[child])


def _shows(sentence: Sentence, verb: int, lexicon: VoiceLexicon) -> bool:
    """ "Photos show tear gas": of a thing's verbs the object is said as well."""
    subjects, _ = surface_subjects(sentence, verb)
    return any(sentence.tokens[k].lemma.lower() in lexicon.media for k in subjects)


def _impersonal(sentence: Sentence, verb: int) -> bool:
    return bool(sentence.dependents(verb, "expl"))


def _speaker(sentence: Sentence, verb: int, passive: bool) -> int | None:
    arguments = verb_arguments(sentence, verb)
    if passive:
        return arguments.agent[0] if arguments.agent else None
    if sentence.tokens[verb].deprel == "advcl" and case_of(sentence, verb) == "as":
        quoting = sentence.tokens[verb].head
        if sentence.tokens[quoting].lemma in {"quote", "cite"}:
            if is_passive(sentence, quoting):
                subjects, _ = surface_subjects(sentence, quoting)
                return subjects[0] if subjects else None
            objects = sentence.dependents(quoting, "obj")
            return objects[0] if objects else None
    active = [k for k in arguments.subject if sentence.tokens[k].deprel != "expl"]
    return active[0] if active else None


def _cue_tokens(sentence: Sentence, word: int) -> tuple[int, int]:
    """The reporting word with its particle or auxiliary: "is said", "put it"."""
    particles = [k for k in sentence.dependents(word, "compound:prt") if k == word + 1]
    return word, word + 1 + len(particles)
