"""A sentence in, its cues out: each reporting word with its speaker and the tokens that are the speaker's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kronika.code.arguments import verb_arguments
from kronika.code.speakers import day_said, make_voice, medium_of
from kronika.code.subjects import is_passive, surface_subjects
from kronika.code.tags import headline_tag, tag_at
from kronika.code.trees import base, case_of, clause_of, is_noun
from kronika.records import Date, Sentence, Voice
from kronika.scheme.lexicon import kind_of, load_lexicon
from kronika.scheme.voices import VoiceLexicon

CONTRAST = frozenset({"while", "whereas", "although", "though", "but", "and"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
GOING = frozenset({"go", "take", "resort", "be", "come", "turn", "break", "open"})  # "allegedly went on the rampage"


@dataclass(frozen=True, slots=True)
class Cue:
    """``tokens`` are the words of ``voice``; ``at`` is the reporting word; ``distant``: the report does not make them its own.

    ``open``: a verb of saying without words of its own in the tree: a quotation beside it may be what is said.
    """

    at: int
    tokens: frozenset[int]
    voice: Voice
    distant: bool = False
    open: bool = False


def find_cues(text: str, sentence: Sentence, lexicon: VoiceLexicon, dates: Iterable[Date] = ()) -> tuple[Cue, ...]:
    """All cues of a sentence, in order of their reporting words."""
    days = tuple(dates)
    found: list[Cue] = []
    for i, token in enumerate(sentence.tokens):
        lemma = token.lemma.lower()
        if token.upos in {"VERB", "AUX"} and (lemma in lexicon.verbs or lemma in lexicon.hearsay or _puts(sentence, i)):
            found.extend(_verb_cues(text, sentence, i, lexicon, days))
        elif token.upos == "NOUN" and lemma in lexicon.nouns:
            found.extend(_noun_cues(text, sentence, i, lexicon))
        elif token.upos == "ADV" and lemma in lexicon.adverbs:
            found.append(_adverb_cue(text, sentence, i, lexicon))
        elif token.upos == "ADJ" and lemma in lexicon.doubting:
            found.append(_adjective_cue(text, sentence, i, lexicon))
        elif token.upos == "ADJ" and lemma in lexicon.adjectives:
            found.extend(_feeling_cues(text, sentence, i, lexicon))
        if is_noun(sentence, i) or token.upos == "PRON":
            found.extend(_according_to(text, sentence, i, lexicon))
    if sentence.role == "headline" and (tag := headline_tag(sentence)) is not None:
        voice = make_voice(text, sentence, lexicon, speaker=tag.speaker, cue=(tag.verb, tag.verb + 1))
        found.append(Cue(tag.verb, frozenset(range(tag.comma)), voice))
    return tuple(cue for cue in found if cue.tokens or cue.open)


def _verb_cues(
    text: str, sentence: Sentence, verb: int, lexicon: VoiceLexicon, days: tuple[Date, ...]
) -> Iterator[Cue]:
    lemma = sentence.tokens[verb].lemma.lower()
    words, clausal = _said(sentence, verb, lemma, lexicon)
    passive = is_passive(sentence, verb)
    if lemma not in lexicon.verbs and not passive and not _puts(sentence, verb):
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
        words = _without(sentence, sentence.tokens[verb].head, (verb,))
        clausal = True
    return frozenset(words - {verb}), clausal


def _set_apart(sentence: Sentence, clause: int) -> bool:
    """ "Police said 12 were arrested; the union spoke of 30": what a semicolon parts is another's."""
    first = sentence.subtree(clause)[0]
    marks = {sentence.tokens[k].lemma for k in (first, first - 1) if k >= 0}
    return ";" in marks


def _against_it(sentence: Sentence, clause: int, noun: int) -> set[int]:
    """ "..., according to organisers, while police spoke of 800": clauses with a subject of their own set against it."""
    found: set[int] = set()
    for k in sentence.dependents(clause, "advcl", "conj", "parataxis"):
        marks = {sentence.tokens[j].lemma.lower() for j in sentence.dependents(k, "mark", "cc")}
        if (
            k > noun
            and sentence.dependents(k, "nsubj")
            and (marks & CONTRAST or base(sentence.tokens[k].deprel) != "advcl")
        ):
            found |= set(sentence.subtree(k))
    return found


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


def _puts(sentence: Sentence, verb: int) -> bool:
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


def _without(sentence: Sentence, head: int, cut: tuple[int, ...]) -> set[int]:
    """The subtree of a head less the subtrees of some tokens."""
    words = set(sentence.subtree(head))
    for k in cut:
        words -= set(sentence.subtree(k))
    return words


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


def _noun_cues(text: str, sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> Iterator[Cue]:
    lemma = sentence.tokens[noun].lemma.lower()
    words: set[int] = set()
    for k in sentence.children[noun]:
        relation = base(sentence.tokens[k].deprel)
        case = case_of(sentence, k)
        clause = (
            relation in {"acl", "ccomp"} and sentence.tokens[k].deprel != "acl:relcl" and _finite_or_to(sentence, k)
        )
        about = case in {"of", "about"} and lemma in lexicon.of_nouns and not _is_maker(sentence, k)
        if clause or (relation == "nmod" and (about or (case == "for" and lemma in lexicon.wishes))):
            words |= set(sentence.subtree(k))
    if not words:
        return
    speaker = owner_of(sentence, noun, lexicon)
    if speaker is not None and speaker in words:
        speaker = None
    stance = lexicon.nouns[lemma]
    voice = make_voice(
        text, sentence, lexicon, speaker=speaker, cue=(noun, noun + 1), stance=stance, medium=lexicon.media.get(lemma)
    )
    yield Cue(noun, frozenset(words - {noun}), voice, lemma in lexicon.distancing)


def _finite_or_to(sentence: Sentence, clause: int) -> bool:
    """ "the claim that he fled", "the demand to resign"; not "the report published on Monday"."""
    return bool(sentence.dependents(clause, "mark", "nsubj"))


def _is_maker(sentence: Sentence, head: int) -> bool:
    return any(name.first <= head < name.end for name in sentence.names)


def owner_of(sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> int | None:
    """Whose claim it is: "X's claim", "a claim by X", "X made the claim"."""
    owners = sentence.dependents(noun, "nmod:poss")
    if owners:
        return owners[0]
    for k in sentence.dependents(noun, "nmod"):
        if case_of(sentence, k) in {"by", "from"}:
            return k
    governor = sentence.tokens[noun].head
    if base(sentence.tokens[noun].deprel) == "obj" and sentence.tokens[governor].lemma.lower() in lexicon.light:
        subjects, _ = surface_subjects(sentence, governor)
        return subjects[0] if subjects else None
    return None


def _adverb_cue(text: str, sentence: Sentence, adverb: int, lexicon: VoiceLexicon) -> Cue:
    """ "Allegedly beat four men": the act and what it was done to, not the circumstances around it."""
    lemma = sentence.tokens[adverb].lemma.lower()
    head = sentence.tokens[adverb].head
    words = set() if head < 0 else {head}
    for k in (head, *(sentence.dependents(head, "conj") if head >= 0 else ())):
        if k < 0 or (k != head and (k < adverb or sentence.dependents(k, "nsubj"))):
            continue
        words.add(k)
        light = sentence.tokens[k].lemma.lower() in GOING
        into = [
            j for j in sentence.dependents(k, "obl") if light and case_of(sentence, j) in {"on", "in", "into", "to"}
        ]
        for j in (*sentence.dependents(k, "obj", "xcomp", "ccomp"), *into):
            words |= set(sentence.subtree(j))
    voice = make_voice(text, sentence, lexicon, speaker=None, cue=(adverb, adverb + 1), stance=lexicon.adverbs[lemma])
    return Cue(adverb, frozenset(words - {adverb}), voice, lemma in lexicon.doubting)


def _adjective_cue(text: str, sentence: Sentence, adjective: int, lexicon: VoiceLexicon) -> Cue:
    head = sentence.tokens[adjective].head
    words = {head} if base(sentence.tokens[adjective].deprel) == "amod" and head >= 0 else set()
    voice = make_voice(text, sentence, lexicon, speaker=None, cue=(adjective, adjective + 1))
    return Cue(adjective, frozenset(words), voice, distant=True)


def _feeling_cues(text: str, sentence: Sentence, adjective: int, lexicon: VoiceLexicon) -> Iterator[Cue]:
    """ "The union is confident that the strike will spread"."""
    words = {i for k in sentence.dependents(adjective, "ccomp") for i in sentence.subtree(k)}
    subjects, _ = surface_subjects(sentence, adjective)
    if words and subjects and subjects[0] not in words:
        stance = lexicon.adjectives[sentence.tokens[adjective].lemma.lower()]
        cue = (adjective, adjective + 1)
        voice = make_voice(text, sentence, lexicon, speaker=subjects[0], cue=cue, stance=stance)
        yield Cue(adjective, frozenset(words), voice)


def _according_to(text: str, sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> Iterator[Cue]:
    """ "According to X, ...", "in the words of X", "in X's view": the clause around it is X's."""
    case = case_of(sentence, noun)
    speaker: int | None = noun
    if case == "in" and sentence.tokens[noun].lemma.lower() in lexicon.opinions:
        speaker = _opinion_of(sentence, noun)
    elif case not in lexicon.prepositions and not (case == "to" and _after_according(sentence, noun)):
        return
    if sentence.tokens[noun].deprel == "nmod:desc":  # "according to Captain X": the name is the speaker
        noun = sentence.tokens[noun].head
        speaker = noun if speaker is not None else None
    head = sentence.tokens[noun].head
    if head < 0 or speaker is None:
        return
    clause = clause_of(sentence, head)
    clause = _widest(sentence, clause, lexicon)
    words = _without(sentence, clause, (noun,)) - _against_it(sentence, clause, noun)
    before = [k for k in sentence.subtree(noun) if k < noun and base(sentence.tokens[k].deprel) in {"case", "fixed"}]
    cue = (min(before), max(before) + 1) if before and speaker == noun else (noun, noun + 1)
    voice = make_voice(text, sentence, lexicon, speaker=speaker, cue=cue)
    yield Cue(cue[0], frozenset(words), voice, open=True)


def _after_according(sentence: Sentence, noun: int) -> bool:
    """ "According" read as a verb of its own."""
    cases = sentence.dependents(noun, "case")
    return bool(cases) and cases[0] > 0 and sentence.tokens[cases[0] - 1].lemma.lower() in {"accord", "according"}


def _widest(sentence: Sentence, clause: int, lexicon: VoiceLexicon) -> int:
    """The clause that "according to" is about: "saw levels fall, according to X" is said as a whole."""
    while base(sentence.tokens[clause].deprel) in {"ccomp", "xcomp"}:
        governor = sentence.tokens[clause].head
        if sentence.tokens[governor].lemma.lower() in lexicon.verbs:
            break
        clause = governor
    return clause


def _opinion_of(sentence: Sentence, noun: int) -> int | None:
    owners = sentence.dependents(noun, "nmod:poss")
    others = [k for k in sentence.dependents(noun, "nmod") if case_of(sentence, k) == "of"]
    return next(iter((*owners, *others)), None)
