"""A reporting verb in its sentence in, out the cue: its speaker and the tokens that are the speaker's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kronika.code.arguments import verb_arguments
from kronika.code.speakers import Cue, day_said, make_voice, may_show, medium_of
from kronika.code.subjects import ADDRESSED, is_passive, surface_subjects
from kronika.code.tags import tag_at
from kronika.code.trees import base, case_of, is_relative, without
from kronika.records import Date, Sentence
from kronika.scheme.lexicon import kind_of, load_lexicon
from kronika.scheme.voices import VoiceLexicon, load_voices

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
CITING = frozenset({"quote", "cite"})


def verb_cues(
    text: str,
    sentence: Sentence,
    verb: int,
    lexicon: VoiceLexicon,
    days: tuple[Date, ...],
    before: Sequence[Cue] = (),
) -> Iterator[Cue]:
    """The cue of a reporting verb, if it reports; ``before`` are the cues of the words before it."""
    lemma = sentence.tokens[verb].lemma.lower()
    if lemma in CITING and sentence.tokens[verb].xpos == "VBG" and (cited := _cited(text, sentence, verb)) is not None:
        told = next((cue for cue in reversed(before) if cue.tokens and cue.at < verb), None)
        if told is not None:  # "..., the agency reported, citing doctors": what the agency told are the doctors' words
            voice = make_voice(text, sentence, lexicon, speaker=cited, cue=(verb, verb + 1))
            yield Cue(verb, told.tokens, voice)
        return
    words, clausal = _said(sentence, verb, lemma, lexicon)
    passive = is_passive(sentence, verb)
    if lemma not in lexicon.verbs and not passive and not puts(sentence, verb):
        return  # "is known to", not "as everyone knows"
    if passive and lemma in CITING:
        return  # "was quoted as saying": the inner verb has the subject
    if passive and not words and not _impersonal(sentence, verb):
        return
    if not words and base(sentence.tokens[verb].deprel) in {"amod", "compound"}:
        return
    tag = tag_at(sentence, verb, lexicon)
    speaker = tag.speaker if tag is not None else _speaker(sentence, verb, passive)
    if speaker is not None and speaker in words:
        return
    going_on = _goes_on(sentence, verb, speaker, before)
    if going_on is not None:
        yield Cue(verb, words, replace(going_on.voice, cue=sentence.cover(verb, verb + 1)), open=not clausal)
        return
    if lemma == "count" and (speaker is None or not _may_count(text, sentence, speaker)):
        return  # "police counted 300", not "the rally counted 300"
    if speaker is None and not passive and not _impersonal(sentence, verb):
        return  # "to say that", "saying so": nobody is said to have said it
    if lemma in lexicon.showing and speaker is not None and not may_show(text, sentence, speaker, lexicon):
        return
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


def _cited(text: str, sentence: Sentence, verb: int) -> int | None:
    """Whom "quoting" or "citing" names: somebody who can speak, or a medium; "citing security reasons" names nobody."""
    for k in sentence.dependents(verb, "obj"):
        if kind_of(sentence, text, k, load_lexicon()) in {"people", "person", "organisation", "state"}:
            return k
        if sentence.tokens[k].lemma.lower() in {"source", "report", "medium", "media", "statement", "witness"}:
            return k
    return None


def _goes_on(sentence: Sentence, verb: int, speaker: int | None, before: Sequence[Cue]) -> Cue | None:
    """ "..., she said, adding that ...": a participle behind a verb of saying goes on for its speaker, also where the
    tree hangs it on what was said."""
    token = sentence.tokens[verb]
    if token.xpos != "VBG" or base(token.deprel) not in {"advcl", "xcomp", "conj", "parataxis"}:
        return None
    last = next((cue for cue in reversed(before) if cue.tokens and cue.voice.speaker is not None), None)
    if last is None or last.at > verb or max(last.tokens) > verb:
        return None
    stray = speaker is None or speaker in last.tokens
    return last if stray and (token.head in last.tokens or token.head == last.at) else None


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
            (base(relation) == "obj" or _misplaced(sentence, k))
            and not passive
            and _is_told(sentence, verb, k, lexicon, objects)
        ):
            words |= set(sentence.subtree(k))
            if (
                lemma in lexicon.distancing or lexicon.verbs.get(lemma) == "denies"
            ):  # "claimed responsibility for the bombing"
                words -= _presupposed(sentence, verb, words)
        elif case_of(sentence, k) in cases and base(relation) in {"obl", "advcl", "xcomp"}:
            words |= set(sentence.subtree(k))
            clausal = clausal or base(relation) != "obl"
        elif relation == "nsubj:pass" and passive and (words or _is_hearsay(sentence, verb, k, lexicon)):
            words |= set(sentence.subtree(k))
        elif lemma in ADDRESSED and base(relation) == "advcl" and _is_asked(sentence, verb, k):
            words |= set(sentence.subtree(k))  # "called on the army to withdraw"
            clausal = True
    if not words and not passive:
        strayed = _strayed(sentence, verb, lemma, lexicon)
        words, clausal = strayed, bool(strayed)
    words -= _finite_beside(sentence, verb, words)
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


def _is_told(sentence: Sentence, verb: int, noun: int, lexicon: VoiceLexicon, objects: bool) -> bool:
    """Whether a verb's object is what its subject says: "described the raid", "rejected claims that ...", not "announced
    a strike", which is a deed."""
    lemma = sentence.tokens[verb].lemma.lower()
    claim = lexicon.verbs.get(lemma) == "denies" and sentence.tokens[noun].lemma.lower() in lexicon.deniable
    if lemma == "claim" and sentence.tokens[noun].lemma.lower() in {"life", "victim"}:
        return False  # "the blast claimed nine lives"
    if lemma in lexicon.performing:
        determined = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(noun, "det")}
        if not determined & DEFINITE and not sentence.dependents(noun, "nummod"):
            return False
    return objects or claim or _asks(sentence, noun) or _shows(sentence, verb, lexicon)


def _is_asked(sentence: Sentence, verb: int, clause: int) -> bool:
    """ "Called on the army to withdraw": an infinitive where somebody is addressed; not "called a meeting to discuss it"."""
    if sentence.tokens[clause].xpos != "VB":
        return False
    if any(case_of(sentence, k) in {"on", "upon", "to"} for k in sentence.dependents(verb, "obl") if k < clause):
        return True
    return sentence.tokens[verb].lemma.lower() not in {"call", "appeal", "plead"} and bool(
        sentence.dependents(verb, "obj", "iobj")
    )


def _misplaced(sentence: Sentence, noun: int) -> bool:
    """ "Dismissed as lies | reports that ...": an object behind a phrase, without a preposition of its own."""
    return (
        base(sentence.tokens[noun].deprel) == "obl"
        and not case_of(sentence, noun)
        and bool(sentence.dependents(noun, "acl"))
    )


def _is_hearsay(sentence: Sentence, verb: int, subject: int, lexicon: VoiceLexicon) -> bool:
    """ "Walkouts were reported in two towns", "the claim was denied": the subject alone is what is said."""
    lemma = sentence.tokens[verb].lemma.lower()
    if sentence.dependents(verb, "ccomp", "xcomp"):
        return False
    if lexicon.verbs.get(lemma) == "denies":
        return sentence.tokens[subject].lemma.lower() in lexicon.deniable
    told = any(case_of(sentence, k) == "to" for k in sentence.dependents(verb, "obl"))  # "was reported to police"
    return lemma in lexicon.bare_hearsay and not told


def _strayed(sentence: Sentence, verb: int, lemma: str, lexicon: VoiceLexicon) -> set[int]:
    """A clause right behind the verb that the tree hangs above it: "witnesses had told them | that he fled", "who police
    say | attacked officers"."""
    token = sentence.tokens[verb]
    if token.head < 0 or lemma not in lexicon.tags:
        return set()
    own = sentence.subtree(verb)[-1]
    for k in sentence.children[token.head]:
        first = sentence.subtree(k)[0]
        that = base(sentence.tokens[k].deprel) == "ccomp" and sentence.tokens[first].lemma.lower() == "that"
        relative = token.deprel == "acl:relcl" == sentence.tokens[k].deprel and bool(_second_subject(sentence, verb))
        if k > verb and first == own + 1 and (that or relative):
            return set(sentence.subtree(k))
    return set()


def _second_subject(sentence: Sentence, verb: int) -> int | None:
    """ "Who police say": the relative pronoun is another verb's subject."""
    subjects = sentence.dependents(verb, "nsubj")
    if len(subjects) < 2 or not is_relative(sentence, subjects[0]):
        return None
    return subjects[1]


def _finite_beside(sentence: Sentence, verb: int, words: set[int]) -> set[int]:
    """ "They accuse him of lying and demand that he go": a finite verb is not coordinated with a participle."""
    found: set[int] = set()
    for k in words:
        token = sentence.tokens[k]
        if token.deprel != "conj" or token.xpos not in {"VBZ", "VBP", "VBD"} or token.head == verb:
            continue
        bare = sentence.tokens[token.head].xpos in {"VBG", "VB"} and not sentence.dependents(token.head, "aux")
        if bare and not sentence.dependents(k, "nsubj", "aux"):
            found |= set(sentence.subtree(k))
    return found


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
        if token.deprel == "acl:relcl":
            found |= set(sentence.subtree(k))
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
    if is_passive(sentence, verb) and sentence.dependents(verb, "nsubj"):
        return False  # "as all demands have been agreed upon"
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
    if lemma == "observe" and sentence.dependents(verb, "obj"):
        return False  # "the town observes a strike: ..."
    if relation == "parataxis" and not is_passive(sentence, verb):
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
    if (second := _second_subject(sentence, verb)) is not None:
        return second
    active = [k for k in arguments.subject if sentence.tokens[k].deprel != "expl"]
    if not active and sentence.tokens[verb].lemma == "read":  # '"No war!" read one banner'
        active = [
            k for k in sentence.dependents(verb, "obj") if sentence.tokens[k].lemma.lower() in load_voices().media
        ]
    return active[0] if active else None


def _cue_tokens(sentence: Sentence, word: int) -> tuple[int, int]:
    """The reporting word with its particle or auxiliary: "is said", "put it"."""
    particles = [k for k in sentence.dependents(word, "compound:prt") if k == word + 1]
    return word, word + 1 + len(particles)
