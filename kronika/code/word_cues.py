"""Nouns, adverbs, adjectives and prepositions that report ("the claim that", "allegedly", "according to") in, cues out."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.code.speakers import Cue, make_voice
from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, case_of, clause_of, without
from kronika.records import Sentence
from kronika.scheme.voices import VoiceLexicon

CONTRAST = frozenset({"while", "whereas", "although", "though", "but", "and"})
GOING = frozenset({"go", "take", "resort", "be", "come", "turn", "break", "open"})  # "allegedly went on the rampage"
_GATHERED = frozenset(
    {"information", "figure", "data", "statistic", "number", "count", "list", "tally", "estimate", "research"}
)


def noun_cues(text: str, sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> Iterator[Cue]:
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
    if not words or _is_denied(sentence, noun, lexicon):
        return
    speaker = owner_of(sentence, noun, lexicon)
    if speaker is not None and speaker in words:
        speaker = None
    stance = lexicon.nouns[lemma]
    voice = make_voice(
        text, sentence, lexicon, speaker=speaker, cue=(noun, noun + 1), stance=stance, medium=lexicon.media.get(lemma)
    )
    yield Cue(noun, frozenset(words - {noun}), voice, lemma in lexicon.distancing)


def _is_denied(sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> bool:
    """ "Rejected claims that ...", "reports of a strike are false": the words of whoever denies them."""
    token = sentence.tokens[noun]
    if token.head >= 0 and token.deprel == "nsubj" and sentence.tokens[token.head].lemma.lower() in lexicon.untrue:
        return True
    governs = token.head >= 0 and lexicon.verbs.get(sentence.tokens[token.head].lemma.lower()) == "denies"
    return governs and base(token.deprel) in {"obj", "obl", "nsubj"} and token.lemma.lower() in lexicon.deniable


def _finite_or_to(sentence: Sentence, clause: int) -> bool:
    """ "the claim that he fled", "the demand to resign"; not "the report published on Monday"."""
    return bool(sentence.dependents(clause, "mark", "nsubj"))


def _is_maker(sentence: Sentence, head: int) -> bool:
    return any(name.first <= head < name.end for name in sentence.names)


def _marks(sentence: Sentence, clause: int) -> set[str]:
    return {sentence.tokens[k].lemma.lower() for k in sentence.dependents(clause, "mark")}


def owner_of(sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> int | None:
    """Whose claim it is: "X's claim", "a claim by X", "X made the claim"."""
    owners = sentence.dependents(noun, "nmod:poss")
    verb = sentence.tokens[noun].head
    told = verb >= 0 and lexicon.verbs.get(sentence.tokens[verb].lemma.lower()) == "asserts"
    if told and owners and sentence.tokens[owners[0]].upos == "PRON" and base(sentence.tokens[noun].deprel) == "obj":
        subjects, _ = surface_subjects(sentence, sentence.tokens[noun].head)  # "the office repeated its demand"
        owners = subjects[:1] or owners
    if owners:
        return owners[0]
    clauses = [c for c in sentence.dependents(noun, "acl", "ccomp") if "that" in _marks(sentence, c)]
    for k in sentence.dependents(noun, "nmod"):
        of = case_of(sentence, k) == "of" and any(
            c > k for c in clauses
        )  # "the claim of the union that guards beat them"
        if of or case_of(sentence, k) in {"by", "from"}:
            return k
    governor = sentence.tokens[noun].head
    if base(sentence.tokens[noun].deprel) == "obj" and sentence.tokens[governor].lemma.lower() in lexicon.light:
        subjects, _ = surface_subjects(sentence, governor)
        return subjects[0] if subjects else None
    return None


def adverb_cue(text: str, sentence: Sentence, adverb: int, lexicon: VoiceLexicon) -> Cue:
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


def adjective_cue(text: str, sentence: Sentence, adjective: int, lexicon: VoiceLexicon) -> Cue:
    head = sentence.tokens[adjective].head
    words = {head} if base(sentence.tokens[adjective].deprel) == "amod" and head >= 0 else set()
    voice = make_voice(text, sentence, lexicon, speaker=None, cue=(adjective, adjective + 1))
    return Cue(adjective, frozenset(words), voice, distant=True)


def feeling_cues(text: str, sentence: Sentence, adjective: int, lexicon: VoiceLexicon) -> Iterator[Cue]:
    """ "The union is confident that the strike will spread"."""
    words = {i for k in sentence.dependents(adjective, "ccomp") for i in sentence.subtree(k)}
    subjects, _ = surface_subjects(sentence, adjective)
    if words and subjects and subjects[0] not in words:
        stance = lexicon.adjectives[sentence.tokens[adjective].lemma.lower()]
        cue = (adjective, adjective + 1)
        voice = make_voice(text, sentence, lexicon, speaker=subjects[0], cue=cue, stance=stance)
        yield Cue(adjective, frozenset(words), voice)


def according_to(text: str, sentence: Sentence, noun: int, lexicon: VoiceLexicon) -> Iterator[Cue]:
    """ "According to X, ...", "in the words of X", "in X's view": the clause around it is X's."""
    case = case_of(sentence, noun)
    speaker: int | None = noun
    if case == "in" and sentence.tokens[noun].lemma.lower() in lexicon.opinions:
        full = {"full", "plain", "clear"} & {
            sentence.tokens[k].lemma.lower() for k in sentence.dependents(noun, "amod")
        }
        if full or not sentence.dependents(noun, "det", "nmod:poss"):
            return  # "in view of the strike", "in full view of the public"
        speaker = _opinion_of(sentence, noun)
    elif case not in lexicon.prepositions and not (case == "to" and _after_according(sentence, noun)):
        return
    if sentence.tokens[noun].lemma.lower() in lexicon.measures:
        return  # "according to plan"
    if sentence.tokens[noun].deprel == "nmod:desc":  # "according to Captain X": the name is the speaker
        noun = sentence.tokens[noun].head
        speaker = noun if speaker is not None else None
    head = sentence.tokens[noun].head
    if head < 0 or speaker is None:
        return
    speaker = _gatherer(sentence, speaker) or speaker
    clause = clause_of(sentence, head)
    clause = _widest(sentence, clause, lexicon, whole=_closes(sentence, noun))
    words = without(sentence, clause, (noun,)) - _against_it(sentence, clause, noun)
    before = [k for k in sentence.subtree(noun) if k < noun and base(sentence.tokens[k].deprel) in {"case", "fixed"}]
    cue = (min(before), max(before) + 1) if before and speaker == noun else (noun, noun + 1)
    voice = make_voice(text, sentence, lexicon, speaker=speaker, cue=cue)
    yield Cue(cue[0], frozenset(words), voice, open=True)


def _gatherer(sentence: Sentence, noun: int) -> int | None:
    """ "According to figures from the ministry", "information gathered by Free Word": whose they are."""
    if sentence.tokens[noun].lemma.lower() not in _GATHERED:
        return None
    for clause in (noun, *sentence.dependents(noun, "acl")):
        for k in sentence.dependents(clause, "nmod", "obl", "obl:agent"):
            if case_of(sentence, k) in {"by", "from"}:
                return k
    return None


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


def _after_according(sentence: Sentence, noun: int) -> bool:
    """ "According" read as a verb of its own."""
    cases = sentence.dependents(noun, "case")
    return bool(cases) and cases[0] > 0 and sentence.tokens[cases[0] - 1].lemma.lower() in {"accord", "according"}


def _closes(sentence: Sentence, noun: int) -> bool:
    """A phrase behind a comma at the sentence's end is about the whole of it."""
    phrase = sentence.subtree(noun)
    behind = sentence.tokens[phrase[-1] + 1 :]
    at_end = all(t.upos == "PUNCT" or t.deprel.startswith("acl") for t in behind)
    return at_end and phrase[0] > 0 and sentence.tokens[phrase[0] - 1].lemma == ","


def _widest(sentence: Sentence, clause: int, lexicon: VoiceLexicon, *, whole: bool) -> int:
    """The clause that "according to" is about: "saw levels fall, according to X" is said as a whole."""
    passing = {"ccomp", "xcomp", "advcl", "acl", "conj"} if whole else {"ccomp", "xcomp"}
    while base(sentence.tokens[clause].deprel) in passing:
        governor = clause_of(sentence, sentence.tokens[clause].head)
        told = base(sentence.tokens[clause].deprel) == "ccomp"
        if told and sentence.tokens[governor].lemma.lower() in lexicon.verbs:
            break
        marks = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(clause, "mark", "cc")}
        if marks & CONTRAST and sentence.dependents(clause, "nsubj"):
            break
        clause = governor
    return clause


def _opinion_of(sentence: Sentence, noun: int) -> int | None:
    owners = sentence.dependents(noun, "nmod:poss")
    others = [k for k in sentence.dependents(noun, "nmod") if case_of(sentence, k) == "of"]
    return next(iter((*owners, *others)), None)
