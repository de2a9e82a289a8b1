"""A predicate's place in the tree in, its participants out: who stands in the slots that the scheme's rules name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kronika.code.subjects import ADDRESSED, is_passive, matrix_subjects, surface_subjects
from kronika.code.trees import base, case_of, coordinated, first_conjunct, is_noun, is_relative, referent
from kronika.records import ROOT, Sentence
from kronika.text.lists import items_after

FAR = 40  # words within which coordinated verbs may share an object
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj"})
_AGENT_NOUN_CASES = ("by",)
_WHERE = frozenset({"when", "where", "why", "how", "whereby", "while", "after", "before", "as"})
_WHOLE = "of"
_CAPTIVE = frozenset({"hostage", "captive", "prisoner"})
_HARMS = frozenset({"injure", "kill", "wound", "hurt", "maim", "leave"})  # what comes of the deed told before


@dataclass(frozen=True, slots=True)
class Arguments:
    """Token indices of participants' heads by slot; ``agent`` and ``patient`` are deep.

    ``subject`` is that of an active clause, ``object`` the direct object or the subject of a passive clause.

    ``inherited`` tells that the agent or patient stands in another clause. ``modifiers`` of a noun ("police violence",
    "OMON's arrests", "Israeli raids") may be agent or patient: the rule's kinds decide.
    """

    agent: tuple[int, ...] = ()
    patient: tuple[int, ...] = ()
    beneficiary: tuple[int, ...] = ()
    subject: tuple[int, ...] = ()
    object: tuple[int, ...] = ()
    clause: tuple[int, ...] = ()
    modifier: tuple[int, ...] = ()
    obliques: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    passive: bool = False
    inherited: bool = False

    def slot(self, name: str) -> tuple[int, ...]:
        """Heads in a slot; a name that is no role is a preposition."""
        match name:
            case "agent":
                return self.agent
            case "patient":
                return self.patient
            case "beneficiary":
                return self.beneficiary
            case "subject":
                return self.subject
            case "object":
                return self.object
            case "clause":
                return self.clause
            case "modifier":
                return self.modifier
        return self.obliques.get(name, ())


def predicate_arguments(sentence: Sentence, index: int) -> Arguments:
    """The participants of a verb, adjective or noun that tells of an event."""
    if is_noun(sentence, index):
        return noun_arguments(sentence, index)
    return verb_arguments(sentence, index)


def verb_arguments(sentence: Sentence, verb: int) -> Arguments:
    """Participants of a verb or adjective. Asked for by every rule that names it; kept beside the sentence's own properties."""
    known: dict[int, Arguments] = sentence.__dict__.setdefault("_verb_arguments", {})
    if verb not in known:
        known[verb] = _of_verb(sentence, verb)
    return known[verb]


def _of_verb(sentence: Sentence, verb: int) -> Arguments:
    subjects, inherited = surface_subjects(sentence, verb)
    passive = is_passive(sentence, verb)
    if inherited:
        subjects = _borrowed(sentence, verb, subjects, passive)
    objects = _objects(sentence, verb, passive)
    obliques = _obliques(sentence, verb)
    indirect = _spread(sentence, sentence.dependents(verb, "iobj"))
    direct = sentence.dependents(verb, "obj")
    joined = len(direct) == 2 and bool(sentence.dependents(direct[1], "cc"))  # "demanding a halt and ...", misread
    if len(direct) == 2 and not (indirect or joined) and sentence.tokens[direct[1]].upos == "NOUN" and verb < direct[0]:
        # "denied the activists permission", with two objects
        indirect, objects = _spread(sentence, direct[:1]), _spread(sentence, direct[1:])
        if sentence.tokens[direct[1]].lemma.lower() in _CAPTIVE:
            indirect, objects = (), indirect  # "held her hostage"
    if not objects and indirect and sentence.dependents(verb, "xcomp"):
        objects = indirect  # "urged the government to resign", with two ways to draw the tree
    if passive:
        joined_verbs = sentence.dependents(verb, "conj")  # "is held and facing charges": the other verb's object
        objects = tuple(k for k in objects if not any(verb < c < k for c in joined_verbs))
        agent = _agents(sentence, verb, obliques)
        patient, beneficiary = (subjects, indirect) if not objects else (objects, subjects)
        if inherited and case_of(sentence, verb) == "as":
            # "As threatened, she went": by her, or by whoever is named
            agent, patient = agent or subjects, ()
    else:
        agent, patient, beneficiary = subjects, objects, indirect
    clauses = tuple(k for k in sentence.children[verb] if base(sentence.tokens[k].deprel) in _CLAUSES)
    if not clauses and sentence.tokens[verb].lemma.lower() in ADDRESSED:
        clauses = tuple(k for k in sentence.dependents(verb, "advcl") if sentence.tokens[k].xpos == "VB")
    return Arguments(
        agent=agent,
        patient=patient,
        beneficiary=beneficiary,
        subject=() if passive else subjects,
        object=patient,
        clause=clauses,
        obliques=obliques,
        passive=passive,
        inherited=inherited,
    )


def _borrowed(sentence: Sentence, verb: int, subjects: tuple[int, ...], passive: bool) -> tuple[int, ...]:
    """The subject of a verb that has none of its own: whom its frame names, unless the tree leaves no doubt.

    "Wardens over a banner praising ...": the tree lends the verb the subject of the clause above, the frame the banner.
    """
    if sentence.tokens[verb].deprel == "acl" and (above := matrix_subjects(sentence, verb, sentence.tokens[verb].head)):
        return above
    told = role_heads(sentence, verb, "ARG1" if passive else "ARG0")
    if not subjects or not told:
        return told or subjects
    if passive:  # "the unions clashed and 60 people were held", all of them strung together
        return told if set(told) < set(subjects) else subjects
    token = sentence.tokens[verb]
    beside = token.deprel == "acl" and verb - 1 in subjects  # "protesters demanding ..."
    harm = token.lemma.lower() in _HARMS and set(told) & set(
        sentence.dependents(token.head, "obj")
    )  # "hit him, injuring"
    # "condemned the ministry for detaining him": about whom the matrix verb names
    marked = token.xpos == "VBG" and case_of(sentence, verb) in {"for", "of"}
    # "guards hold the gate and gangs roam about, killing": the tree's is the nearer one
    farther = max(told) < max(subjects) < verb
    return subjects if beside or harm or marked or farther or set(told) & set(subjects) else told


def role_heads(sentence: Sentence, predicate: int, label: str) -> tuple[int, ...]:
    """Heads of a predicate's arguments with a PropBank label, coordination spread; none where it evokes no frame."""
    frame = sentence.frame_at.get(predicate)
    if frame is None:
        return ()
    found = [_whole(sentence, a.first, sentence.head_of(a.first, a.end)) for a in frame.arguments if a.label == label]
    return _spread(sentence, tuple(k for k in found if k != predicate))


def _whole(sentence: Sentence, first: int, head: int) -> int:
    """ "Of a clerk and | a guard staging ...": an argument that opens behind "and" is all that is joined."""
    joined = first > 0 and sentence.tokens[first - 1].upos == "CCONJ" and sentence.tokens[head].deprel == "conj"
    return first_conjunct(sentence, head) if joined else head


def _objects(sentence: Sentence, verb: int, passive: bool) -> tuple[int, ...]:
    own = sentence.dependents(verb, "obj")
    if own:
        return _spread(sentence, own)
    if passive:
        return ()
    gap = _relative_gap(sentence, verb)
    return gap or _shared_object(sentence, verb)


def _relative_gap(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """The noun of an object relative clause: "the activists (whom) police beat"."""
    top = verb
    while sentence.tokens[top].deprel.startswith("conj") and sentence.tokens[top].head != ROOT:
        top = sentence.tokens[top].head
    if sentence.tokens[top].deprel != "acl:relcl":
        return ()
    if any(sentence.tokens[k].lemma.lower() in _WHERE for k in sentence.dependents(top, "advmod", "mark")):
        return ()  # "a stand-off when miners marched"
    subjects = sentence.dependents(top, "nsubj")
    if not subjects or any(is_relative(sentence, s) for s in subjects):
        return ()
    if any(is_relative(sentence, k) for o in sentence.dependents(top, "obl", "advmod") for k in sentence.subtree(o)):
        return ()
    return _spread(sentence, (sentence.tokens[top].head,))


def _shared_object(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """What coordinated verbs share: "beat up, arrested and dispersed the protesters"."""
    if sentence.dependents(verb, "ccomp", "xcomp"):
        return ()
    token = sentence.tokens[verb]
    group = coordinated(sentence, token.head if token.deprel == "conj" else verb)
    for other in group:
        if other == verb or abs(other - verb) > FAR or is_passive(sentence, other):
            continue
        later = tuple(o for o in sentence.dependents(other, "obj") if o > max(verb, other))
        if any(_is_cut(sentence, o) for o in later):
            continue  # "kicking, twisting the arms of, and detaining nurses": that one shares it too
        # Something of its own between the verb and the shared object closes the verb's clause: "marched in X and beat Y".
        if later and not any(verb < k < other for k in sentence.dependents(verb, "obl", "advcl")):
            return _spread(sentence, later)
    return ()


def cut_short(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Whose part of the body a verb's object names, where the owner is told with the next verb: "the arms of, and detaining"."""
    if not any(_is_cut(sentence, o) for o in sentence.dependents(verb, "obj")):
        return ()
    first = first_conjunct(sentence, verb)
    later = (k for k in coordinated(sentence, first) if k > verb)
    return next((_spread(sentence, found) for k in later if (found := sentence.dependents(k, "obj"))), ())


def _is_cut(sentence: Sentence, noun: int) -> bool:
    """ "The arms of, ...": "of" with a comma or a conjunction right behind it."""
    after = sentence.tokens[noun + 1 : noun + 3]
    return len(after) == 2 and after[0].lemma.lower() == "of" and after[1].upos in {"PUNCT", "CCONJ"}


def _obliques(sentence: Sentence, head: int, *deprels: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for k in sentence.dependents(head, *(deprels or ("obl", "nmod"))):
        if sentence.tokens[k].deprel in {"nmod:poss", "obl:unmarked", "obl:tmod", "obl:npmod"}:
            continue
        case = case_of(sentence, k)
        if case:
            found.setdefault(case, []).extend(_spread(sentence, (k,)))
    return {case: tuple(heads) for case, heads in found.items()}


def _agents(sentence: Sentence, verb: int, obliques: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    agents = [k for k in sentence.dependents(verb, "obl:agent") if case_of(sentence, k) in {"by", ""}]
    marked = [k for k in agents if case_of(sentence, k) == "by"]  # of "issued by X on the channel Y" Y is no agent
    own = _spread(sentence, tuple(marked or agents)) or obliques.get("by", ())
    if own or not sentence.tokens[verb].deprel.startswith("conj"):
        return own
    first = sentence.tokens[verb].head
    shared = _obliques(sentence, first).get("by", ()) if is_passive(sentence, first) else ()
    return tuple(k for k in shared if k > verb)


def _spread(sentence: Sentence, heads: tuple[int, ...]) -> tuple[int, ...]:
    """Coordinated heads one by one, relative pronouns as their nouns."""
    found: list[int] = []
    for head in heads:
        head = referent(sentence, head)
        if is_relative(sentence, head):
            continue  # nobody knows whom it stands for
        for k in coordinated(sentence, head):
            if k == head or sentence.tokens[k].upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"}:
                found.append(k)
    return tuple(dict.fromkeys(found))


def listed_members(sentence: Sentence, head: int) -> tuple[int, ...]:
    """Who is named as part of a group: "unions, including A and B", "the plants that joined include A, B and C"."""
    found: list[int] = []
    for k in sentence.dependents(head, "nmod", "obl"):
        if case_of(sentence, k) in {"including", "include", "such as", "among them"}:
            found.extend(_spread(sentence, (k,)))
    token = sentence.tokens[head]
    if names_all(sentence, head):
        if items := items_after(sentence, token.head):
            return tuple(item.head for item in items)
        for k in _spread(sentence, sentence.dependents(token.head, "obj")):
            found.extend(m for m in (k, *_strung(sentence, k)) if is_noun(sentence, m))
    return tuple(dict.fromkeys(found))


def names_all(sentence: Sentence, head: int) -> bool:
    """Whether a group is only there to have its members named: "the plants that joined include A and B"."""
    token = sentence.tokens[head]
    return base(token.deprel) == "nsubj" and token.head >= 0 and sentence.tokens[token.head].lemma.lower() == "include"


def _strung(sentence: Sentence, head: int) -> list[int]:
    """Further members of a long list that the tree strings together as appositions."""
    found: list[int] = []
    stack = [head]
    while stack:
        at = stack.pop()
        for k in sentence.dependents(at, "appos", "conj"):
            if k > head and is_noun(sentence, k):
                found.append(k)
                stack.append(k)
    return sorted(found)


def noun_arguments(sentence: Sentence, noun: int) -> Arguments:
    """Participants that stand at the noun itself: "arrests of protesters by the army", "police violence"."""
    known: dict[int, Arguments] = sentence.__dict__.setdefault("_noun_arguments", {})
    if noun not in known:
        known[noun] = _of_noun(sentence, noun)
    return known[noun]


def _of_noun(sentence: Sentence, noun: int) -> Arguments:
    # "arrests and beatings of protesters by police": coordinated nouns share what follows the last one.
    obliques = _obliques(sentence, noun, "nmod", "obl")
    for case, heads in _shared_modifiers(sentence, noun).items():
        obliques.setdefault(case, heads)
    modifiers = _modifiers(sentence, noun)
    agent: list[int] = [k for case in _AGENT_NOUN_CASES for k in obliques.get(case, ())]
    patient = list(obliques.get(_WHOLE, ()))
    clauses = []
    for k in sentence.dependents(noun, "acl", "ccomp"):
        token = sentence.tokens[k]
        if token.deprel != "acl:relcl" and (token.xpos == "VB" or case_of(sentence, k) or token.deprel == "ccomp"):
            clauses.append(k)
    return Arguments(
        agent=tuple(agent), patient=tuple(patient), clause=tuple(clauses), modifier=modifiers, obliques=obliques
    )


def _modifiers(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Words before the noun that may name a participant: possessives, compounds and adjectives, in order."""
    found: list[int] = []
    for k in sentence.dependents(noun, "nmod:poss", "compound", "amod"):
        if k < noun:
            found.extend(j for j in _spread(sentence, (k,)) if j < noun)
    return tuple(dict.fromkeys(found))


def _shared_modifiers(sentence: Sentence, noun: int) -> dict[str, tuple[int, ...]]:
    first = sentence.tokens[noun].head if sentence.tokens[noun].deprel == "conj" else noun
    found: dict[str, tuple[int, ...]] = {}
    for other in coordinated(sentence, first):
        if other == noun or not is_noun(sentence, other) or (other > noun and sentence.dependents(other, "det")):
            continue
        for case, heads in _obliques(sentence, other, "nmod").items():
            later = tuple(k for k in heads if k > max(noun, other))
            if later and case in {"of", "by", "against"}:
                found.setdefault(case, later)
    return found
