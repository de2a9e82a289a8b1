"""A verb in, the words that stand as its subject out, whether they stand in its own clause or in one above it."""

from __future__ import annotations

from kronika.code.trees import base, case_of, coordinated, is_noun, is_relative, referent, words
from kronika.records import ROOT, Sentence

_PARTS = words("none some one most all many few several each both")  # of those named before
# Verbs whose infinitive is about their own subject although they have an object: "threatened them to leave".
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "use", "need", "take"})
# "accused the police of beating": what follows these is about the object.
_OBJECT_MARKS = frozenset({"of", "from", "into", "for", "with", "to", "as"})
# Verbs whose "to" tells what somebody is to do, even where the tree takes it for a purpose.
ADDRESSED = words(
    "appeal call plead press urge push lobby ask order pressure invite petition beg force compel warn tell"
)
# Whoever is given something that lets him act is the one who acts.
_ENABLING = words("give provide grant offer deny refuse allow leave extend")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLACES = words("at in outside near on inside before opposite")
_INTRANSITIVE = words(
    "die fall escape flee surrender succumb collapse disappear vanish recover arrive return go come leave run remain stay become "
    "turn rise begin start end continue happen occur erupt break explode increase grow appear emerge move drop spread burn"
)
_STEPS = 12


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether a verb's surface subject is its patient."""
    token = sentence.tokens[verb]
    kids = {sentence.tokens[k].deprel for k in sentence.children[verb]}
    helpers = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(verb, "aux", "cop")}
    if "nsubj:pass" in kids or "aux:pass" in kids or "csubj:pass" in kids:
        return token.xpos != "VBD" or bool(
            helpers & {"be", "get"}
        )  # "students demonstrated" is active, whatever the label
    if token.xpos not in {"VBN", "VBD"}:
        return False
    if token.xpos == "VBN" and "be" in helpers:
        return True  # a reader's slip: the label does not say so, the words do
    if "nsubj" in kids or helpers:
        return False
    if token.deprel == "acl" and not {"obj", "ccomp", "xcomp"} & kids:
        return True
    if token.xpos == "VBN" and base(token.deprel) in {"acl", "advcl", "amod", "xcomp"}:
        return True
    if token.xpos == "VBN" and token.deprel in {"root", "parataxis", "dep"}:
        return bool(sentence.dependents(verb, "nsubj")) is False and not _first_verb(sentence, verb)
    if token.deprel == "conj":
        head = sentence.tokens[verb].head
        # "was arrested and beaten" is passive twice, "was arrested and died" is not.
        return head != ROOT and (token.xpos == "VBN" or _suffers(sentence, verb)) and is_passive(sentence, head)
    return False


def _suffers(sentence: Sentence, verb: int) -> bool:
    """ "Was abducted in May and | freed in June": a past tense whose frame has only somebody it is done to."""
    frame = sentence.frame_at.get(verb)
    if frame is None or sentence.dependents(verb, "obj", "xcomp", "ccomp"):
        return False
    labels = {a.label for a in frame.arguments if a.label in {"ARG0", "ARG1"}}
    return labels == {"ARG1"} and sentence.tokens[verb].lemma.lower() not in _INTRANSITIVE


def _first_verb(sentence: Sentence, verb: int) -> bool:
    """A participle that opens its sentence and has an object is active in all but name: a reader's slip."""
    return bool(sentence.dependents(verb, "obj"))


def surface_subjects(sentence: Sentence, verb: int) -> tuple[tuple[int, ...], bool]:
    """Heads of a verb's subjects, coordination spread, and whether they were found outside its own clause."""
    own = own_subjects(sentence, verb)
    if own:
        return own, False
    return _inherited(sentence, verb), True


def right_before(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Whoever stands right before the only finite verb, where the tree makes a noun the sentence's head: "OSTRAVA: Miners
    and | nurses marched"."""
    if sentence.tokens[verb].xpos not in {"VBD", "VBZ", "VBP"} or is_passive(sentence, verb):
        return ()
    if any(sentence.tokens[k].xpos in _FINITE for k in sentence.ancestors(verb)):
        return ()
    at = verb - 1
    while at >= 0 and sentence.tokens[at].upos in {"ADV", "AUX"}:
        at -= 1
    if at < 0 or not is_noun(sentence, at):
        return ()
    while sentence.tokens[at].head != ROOT and is_noun(sentence, sentence.tokens[at].head):
        token = sentence.tokens[at]
        name = base(token.deprel) in {"compound", "flat"}
        if not name and not (base(token.deprel) == "nmod" and case_of(sentence, at) == "of"):
            break
        at = token.head
    return (at,) if at < verb and not case_of(sentence, at) else ()


def own_subjects(sentence: Sentence, verb: int) -> tuple[int, ...]:
    found: list[int] = []
    subjects = sentence.dependents(verb, "nsubj")
    before = [k for k in subjects if k < verb]
    for k in subjects:
        if before and k > verb and sentence.tokens[k].lemma.lower() in _PARTS:
            continue  # "nine were hurt, none of them badly": a part of the nine
        target = referent(sentence, k)
        if is_relative(sentence, target):
            continue
        found.extend(
            j
            for j in coordinated(sentence, target)
            if j == target or sentence.tokens[j].upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}
        )
    return tuple(dict.fromkeys(found))


def _inherited(sentence: Sentence, verb: int) -> tuple[int, ...]:
    index = verb
    for _ in range(_STEPS):
        token = sentence.tokens[index]
        if token.head == ROOT:
            return ()
        parent, relation = token.head, base(token.deprel)
        if relation == "acl":
            return matrix_subjects(sentence, index, parent) or _of_noun(sentence, index, parent)
        if relation == "conj" and token.xpos == "VBD" and sentence.tokens[parent].xpos == "VBG":
            # "took on the guards, barring them, and | threw stones": beside the finite verb, not the participle
            parent = next((k for k in sentence.ancestors(parent) if sentence.tokens[k].xpos in _FINITE), parent)
        elif relation == "conj":
            if (
                token.xpos == "VB"
                and sentence.tokens[parent].upos in {"ADJ", "NOUN", "PROPN"}
                and not case_of(sentence, index)
            ):
                return ()  # "enough is enough and stop killing": a call
        elif relation == "xcomp":
            objects = _controllers(sentence, parent)
            if objects:
                return objects
        elif relation in {"advcl", "ccomp"}:
            if relation == "ccomp" and not _bare(sentence, index):
                return ()
            found = _from_adverbial(sentence, index, parent)
            if found is not None:
                return found
        else:
            return ()
        own = own_subjects(sentence, parent)
        if own:
            return own
        index = parent
    return ()


def matrix_subjects(sentence: Sentence, index: int, noun: int) -> tuple[int, ...]:
    """ "Lawyers took on reporters | barring them": whoever is meant by "them" does not bar himself."""
    objects = sentence.dependents(index, "obj")
    verb = sentence.tokens[noun].head
    meant = objects and sentence.tokens[objects[0]].lemma.lower() in {"they", "he", "she"}
    if not meant or sentence.tokens[index].xpos != "VBG" or sentence.tokens[noun].deprel != "obj" or verb == ROOT:
        return ()
    return own_subjects(sentence, verb)


def _bare(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].xpos in {"VBG", "VB", "VBN"}


def _controllers(sentence: Sentence, parent: int) -> tuple[int, ...]:
    """The matrix object that an infinitive is about: "ordered police to fire", none for "threatened them to fire"."""
    if sentence.tokens[parent].lemma.lower() in _SUBJECT_CONTROL:
        return ()
    objects = sentence.dependents(parent, "iobj") or sentence.dependents(parent, "obj")
    found = [j for k in objects for j in coordinated(sentence, referent(sentence, k))]
    if found:
        return tuple(dict.fromkeys(found))
    if sentence.tokens[parent].lemma.lower() not in ADDRESSED:
        return ()
    # "called on the army to withdraw", "appealed to workers to strike"
    return tuple(k for k in sentence.dependents(parent, "obl") if case_of(sentence, k) in {"on", "upon", "to", "for"})


def _from_adverbial(sentence: Sentence, index: int, parent: int) -> tuple[int, ...] | None:
    """Whom a participle or an infinitive of purpose is about; None: the matrix subject."""
    token, mark = sentence.tokens[index], case_of(sentence, index)
    if token.xpos == "VB" and sentence.tokens[parent].lemma.lower() in ADDRESSED:
        # "appealed to the strikers to go back", "pressed the governments to open the border"
        found = [k for k in sentence.dependents(parent, "obl") if case_of(sentence, k) in {"on", "upon", "to"}]
        told = sentence.dependents(parent, "iobj") or sentence.dependents(parent, "obj") or tuple(found)
        if told:
            return tuple(dict.fromkeys(j for k in told for j in coordinated(sentence, referent(sentence, k))))
    if token.xpos == "VB" and (given := _enabled(sentence, parent, index)):
        return given
    if mark in _OBJECT_MARKS and token.xpos == "VBG":
        # "marched, condemning the board for sacking them": the clause hung on the march is about the nearer object
        between = [k for k in range(parent + 1, index) if sentence.tokens[k].xpos == "VBG" and mark in {"for", "of"}]
        nearer = [j for k in between[-1:] for j in sentence.dependents(k, "obj") if parent in sentence.ancestors(k)]
        objects = tuple(nearer) or sentence.dependents(parent, "obj")
        if objects:
            return tuple(dict.fromkeys(j for k in objects for j in coordinated(sentence, referent(sentence, k))))
    passive = is_passive(sentence, parent)
    if passive and (mark == "by" or token.xpos == "VB"):
        agents = sentence.dependents(parent, "obl:agent")
        return tuple(j for k in agents for j in coordinated(sentence, k))
    if not _bare(sentence, index) and token.upos == "VERB" and not sentence.dependents(index, "aux"):
        return ()  # a finite clause without a subject: nothing to inherit
    return None


def _of_noun(sentence: Sentence, index: int, noun: int) -> tuple[int, ...]:
    """Whom a clause at a noun is about: "workers joining", "people detained", "the ministry's decision to ban"."""
    token = sentence.tokens[index]
    if token.deprel == "acl:relcl":
        # "the man arrested in May": some trees call a reduced clause a relative one.
        return (noun,) if _bare(sentence, index) and not sentence.dependents(index, "aux") else ()
    aside = token.xpos == "VB" or (token.xpos == "VBG" and case_of(sentence, noun) in _PLACES)
    if aside and sentence.dependents(noun, "cop") and (own := own_subjects(sentence, noun)):
        return own  # "they were at the gate to protest", "they are outside the gate protesting"
    if token.xpos != "VB" and case_of(sentence, index) in {"", "while", "when"}:
        return tuple(k for k in coordinated(sentence, noun) if k <= index)
    verb = sentence.tokens[noun].head
    if token.xpos == "VB" and verb != ROOT and (given := _enabled(sentence, verb, index)):
        return given
    return noun_bearer(sentence, noun)


def _enabled(sentence: Sentence, verb: int, infinitive: int) -> tuple[int, ...]:
    """Who may act: "gave the guards | no cause to fire", "granted leave to the party to march"."""
    if sentence.tokens[verb].lemma.lower() not in _ENABLING or len(sentence.dependents(verb, "obj", "iobj")) < 1:
        return ()
    told = sentence.dependents(verb, "iobj", "obl", "obj")
    given = [k for k in told if verb < k < infinitive and case_of(sentence, k) in {"to", "for", ""}]
    two = [k for k in given if case_of(sentence, k)] or (given[:1] if len(given) > 1 else [])
    return tuple(dict.fromkeys(j for k in two[-1:] for j in coordinated(sentence, k)))


def noun_bearer(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Whose a noun is: possessor, or the subject of the verb it completes ("made an attempt to")."""
    owners = sentence.dependents(noun, "nmod:poss")
    if owners and sentence.tokens[owners[0]].upos == "PRON" and (named := _named_bearer(sentence, noun)):
        return named
    if owners:
        return tuple(j for k in owners for j in coordinated(sentence, referent(sentence, k)))
    by = [k for k in sentence.dependents(noun, "nmod") if case_of(sentence, k) == "by"]
    if by:
        return tuple(j for k in by for j in coordinated(sentence, k))
    compounds = sentence.dependents(noun, "compound")
    if compounds and is_noun(sentence, compounds[0]):
        return compounds
    return carrier_subjects(sentence, noun)


def _named_bearer(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Whom "its" or "their" stands for in the same clause: "the league lost its power to strike", "hailed X for their ..."."""
    verb = sentence.tokens[noun].head
    if verb != ROOT and case_of(sentence, noun) == "for":
        found = tuple(j for k in sentence.dependents(verb, "obj") for j in coordinated(sentence, k))
    else:
        found = carrier_subjects(sentence, noun)
    return found if found and all(is_noun(sentence, k) for k in found) else ()


def carrier_subjects(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """The active subject of the verb whose object or complement a noun is."""
    token = sentence.tokens[noun]
    if token.head == ROOT or base(token.deprel) not in {"obj", "obl", "xcomp"}:
        return ()
    if case_of(sentence, noun).split(" ")[0] in {"against", "about", "over", "despite", "after", "before"}:
        return ()  # "defended itself against plans to ...": whose the plans are is not told
    verb = token.head
    if sentence.tokens[verb].upos not in {"VERB", "AUX"} or is_passive(sentence, verb):
        return ()
    return surface_subjects(sentence, verb)[0]
