"""An event noun or a verb in, whoever its surroundings name for the doer out, where no slot of its own does."""

from __future__ import annotations

from collections.abc import Iterable

from kronika.code.arguments import noun_arguments, verb_arguments
from kronika.code.kinds import Kinds
from kronika.code.lights import outer_noun
from kronika.code.subjects import is_passive, noun_bearer, own_subjects
from kronika.code.trees import base, case_of, coordinated, is_noun, words
from kronika.code.triggers import Trigger
from kronika.records import ROOT, Sentence

FORCES = frozenset({"COP", "MIL", "REB", "PRM", "GOV", "SPY", "CRM", "UAF"})
_ACTING = frozenset({"state", "organisation", "people", "person"})
_CLAIMING = words("claim accept assume admit take")
_TAKING_PART = words("organiser organizer participant attendee leader initiator supporter sponsor veteran")
_ANSWERING = words("responsible involved involve complicit implicated implicate")
_CALLS = words("call notice threat plan")
_PART = words("involvement role hand part participation complicity")
_SENT = frozenset({"ASSAULT", "ACCUSE", "THREATEN", "SUPPORT"})
_IN_PICTURE = frozenset({"during", "at"})
_HARMING = words(
    "abduct kidnap kill attack murder threaten block gherao confine lock hijack besiege storm assault stop"
)
_SPELLS = words("day week month hour")
_NOT = words("not n't never")
# Where a deed's clause tells of the act it was done in: "killed in police firing", "beaten during the army's raid".
_IN_ACT = words("in during by through under after amid at")


def next_to_it(sentence: Sentence, noun: int, case: str) -> tuple[int, ...]:
    """What follows the noun with a preposition but hangs above it: "to end the violence | against migrants"."""
    at, above = noun + 1, {*sentence.ancestors(noun)}
    if case not in {"by", "against", "of"} or at >= len(sentence.tokens):
        return ()
    other = sentence.tokens[at].head
    if case == "by":
        above.update(sentence.dependents(noun, "acl"))  # "a strike by | the nurses demanding ..."
    if sentence.tokens[at].lemma.lower() != case or other < at or sentence.tokens[other].head not in above:
        return ()
    if is_passive(sentence, sentence.tokens[other].head) or sentence.tokens[at].deprel != "case":
        return ()
    return tuple(k for k in coordinated(sentence, other) if k == other or is_noun(sentence, k))


def those_on_it(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """ "Fifty citizens are on a relay fast", "she was behind the blasts": the subject of what the noun says of somebody;
    and whose call a strike is: "the strike call by the unions"."""
    token = sentence.tokens[noun]
    if token.deprel == "compound" and sentence.tokens[token.head].lemma.lower() in _CALLS:
        borne = noun_arguments(sentence, token.head)
        given = (
            k for clause in sentence.dependents(token.head, "acl") for k in verb_arguments(sentence, clause).slot("by")
        )
        return borne.slot("by") or sentence.dependents(token.head, "nmod:poss") or tuple(given)
    cases = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(noun, "case")}
    if token.deprel == "nmod" and cases & {"for", "of"} and sentence.tokens[token.head].lemma.lower() in _CALLS:
        return noun_bearer(sentence, token.head)  # "gave notice for the strike"
    above = token.head
    if (
        cases == {"of"}
        and above >= 0
        and sentence.tokens[above].lemma.lower() in _SPELLS
        and case_of(sentence, above) == "on"
    ):
        verb = sentence.tokens[above].head  # "died on the sixth day of a hunger strike"
        return own_subjects(sentence, verb) if sentence.tokens[above].deprel == "obl" else ()
    return own_subjects(sentence, noun) if cases & {"on", "in", "behind"} else ()


def answerable(sentence: Sentence, noun: int, kinds: Kinds) -> tuple[int, ...]:
    """ "The men responsible for the blast", "a group involved in the raid": of whom a word says that the act is theirs."""
    event, noun = noun, outer_noun(sentence, noun)  # "a series of blasts"
    at = sentence.tokens[noun].head
    if claimed := _claimers(sentence, noun):
        return tuple(k for k in claimed if kinds.of(sentence, k) in {*_ACTING, None})
    if any(case_of(sentence, k) == "between" for k in sentence.dependents(event, "nmod")):
        return ()  # "his role in clashes between A and B"
    if at >= 0 and sentence.tokens[at].lemma.lower() in _PART and case_of(sentence, noun) == "in":
        inside = noun_arguments(sentence, at)  # "the rebels' role in the raid", "the involvement of rebels in it"
        told = inside.slot("of") or sentence.dependents(at, "nmod:poss")
        return tuple(k for k in told if kinds.of(sentence, k) in _ACTING)
    if at < 0 or sentence.tokens[at].lemma.lower() not in _ANSWERING or case_of(sentence, noun) not in {"for", "in"}:
        return ()
    if any(sentence.tokens[k].lemma.lower() in _NOT for k in sentence.children[at]):
        return ()
    token = sentence.tokens[at]
    found = (token.head,) if token.deprel in {"amod", "acl"} else own_subjects(sentence, at)
    return tuple(k for k in found if kinds.of(sentence, k) in _ACTING)


def _claimers(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """ "The brigade claimed (responsibility for) the blasts", "blasts claimed by the brigade": who says that it was they."""
    token = sentence.tokens[noun]
    whole = noun
    if (
        token.head >= 0
        and sentence.tokens[token.head].lemma.lower() == "responsibility"
        and case_of(sentence, noun) == "for"
    ):
        whole = token.head
    verb = sentence.tokens[whole].head
    if (
        verb >= 0
        and sentence.tokens[verb].lemma.lower() in _CLAIMING
        and base(sentence.tokens[whole].deprel) in {"obj", "nsubj"}
    ):
        if whole == noun and sentence.tokens[verb].lemma.lower() != "claim":
            return ()  # "admitted the attack" may be of another's
        return verb_arguments(sentence, verb).agent if is_passive(sentence, verb) else own_subjects(sentence, verb)
    said = (k for k in sentence.dependents(noun, "acl") if sentence.tokens[k].lemma.lower() == "claim")
    return tuple(j for k in said for j in verb_arguments(sentence, k).agent)


def senders(sentence: Sentence, trigger: Trigger, kinds: Kinds) -> tuple[int, ...]:
    """ "Attacks from either side", "criticism from the bishops": who sends what comes from him."""
    if trigger.rule.type not in _SENT:
        return ()
    return tuple(k for k in noun_arguments(sentence, trigger.anchor).slot("from") if kinds.of(sentence, k) in _ACTING)


def between_whom(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """ "Clashes | broke out between two clans", "the brawl that erupted between them": told with the verb."""
    token = sentence.tokens[noun]
    verbs = [token.head] if base(token.deprel) == "nsubj" else []
    verbs.extend(sentence.dependents(noun, "acl:relcl", "acl"))
    found = (k for verb in verbs for k in sentence.dependents(verb, "obl") if case_of(sentence, k) == "between")
    return tuple(j for k in found for j in coordinated(sentence, k))


def behind_it(sentence: Sentence, trigger: Trigger, kinds: Kinds) -> tuple[int, ...]:
    """ "The road was shut after a sit-in | by nurses": who follows a protest's noun with "by" is its own, not the verb's."""
    at, verb = trigger.index + 1, sentence.tokens[trigger.index].head
    if trigger.rule.type != "PROTEST" or at >= len(sentence.tokens) or verb < 0:
        return ()
    if sentence.tokens[at].lemma.lower() == "by":
        found = [k for k in coordinated(sentence, sentence.tokens[at].head) if k > at]
    elif sentence.tokens[verb].upos == "VERB" and not is_passive(sentence, verb):
        agents = (k for k in sentence.dependents(verb, "obl:agent") if k > at)  # "saw a march in Olm | by the union"
        found = [j for k in agents for j in coordinated(sentence, k)]
    else:
        return ()
    return tuple(k for k in found if kinds.of(sentence, k) in _ACTING and not FORCES & {*kinds.sectors(sentence, k)})


def demanders(sentence: Sentence, trigger: Trigger, heads: tuple[int, ...], kinds: Kinds) -> tuple[int, ...]:
    """ "Rebels abducted two clerks | demanding a ransom": whoever attacks demands, unless the state's forces do."""
    token = sentence.tokens[trigger.anchor]
    if trigger.rule.type != "REQUEST" or token.xpos != "VBG" or token.deprel not in {"acl", "advcl"}:
        return heads
    verb = token.head if token.deprel == "advcl" else sentence.tokens[token.head].head
    if verb < 0 or sentence.tokens[verb].lemma.lower() not in _HARMING:
        return heads
    if not set(heads) & set(sentence.dependents(verb, "obj")):
        return heads
    own = tuple(k for k in own_subjects(sentence, verb) if kinds.of(sentence, k) in _ACTING)
    return heads if any({"COP", "MIL", "GOV"} & {*kinds.sectors(sentence, k)} for k in own) else own or heads


def possessors(sentence: Sentence, trigger: Trigger, patient: tuple[int, ...], kinds: Kinds) -> tuple[int, ...]:
    """ "Kern's murder of the guard": beside whom the act is done to, the owner is who does it."""
    if not patient or trigger.rule.type not in {"ASSAULT", "COERCE"}:
        return ()
    if not any(kinds.of(sentence, k) in {*_ACTING, "place"} for k in patient):
        return ()
    whose = sentence.dependents(trigger.index, "nmod:poss")
    return tuple(k for k in whose if kinds.of(sentence, k) in {*_ACTING, None})


def organisers(sentence: Sentence, trigger: Trigger, kinds: Kinds) -> tuple[int, ...]:
    """ "The organisers of the march", "participants in the strike", "students during a protest": whose it is stands above it."""
    token = sentence.tokens[trigger.index]
    if trigger.rule.type != "PROTEST" or token.deprel != "nmod" or token.head < 0:
        return ()
    if sentence.tokens[token.head].lemma.lower() in _TAKING_PART:
        return (token.head,)
    return _pictured(sentence, trigger.index, kinds)


def _pictured(sentence: Sentence, event: int, kinds: Kinds) -> tuple[int, ...]:
    """Whom a caption without a verb shows: "Students during a protest in Olm"."""
    shown = sentence.tokens[event].head
    above = sentence.tokens[shown]
    if case_of(sentence, event) not in _IN_PICTURE or not (
        above.head == ROOT or base(above.deprel) in {"parataxis", "appos"}
    ):
        return ()
    return tuple(k for k in coordinated(sentence, shown) if k < event and kinds.of(sentence, k) in _ACTING)


def carried_on(sentence: Sentence, trigger: Trigger) -> tuple[int, ...]:
    """ "Was chased by youths and was stabbed": by those who began it."""
    at = trigger.anchor
    token = sentence.tokens[at]
    if trigger.rule.type != "ASSAULT" or token.deprel != "conj" or sentence.dependents(at, "nsubj", "obj"):
        return ()
    if token.xpos not in {"VBN", "VBD"} or not is_passive(sentence, token.head):
        return ()
    agents = [k for k in sentence.dependents(token.head, "obl") if case_of(sentence, k) == "by" and k < at]
    return tuple(j for k in agents for j in coordinated(sentence, k))


def by_whom(sentence: Sentence, verb: int, kinds: Kinds) -> tuple[int, ...]:
    """The "by" of a passive that the tree hangs on a word between: "rallies were held at Olm, home of the mill, | by three
    unions"."""
    if not is_passive(sentence, verb):
        return ()
    for k in range(verb + 1, len(sentence.tokens)):
        token = sentence.tokens[k]
        if token.xpos in {"VBD", "VBZ", "VBP", "VBN", "VBG", "MD"}:
            return ()
        if token.lemma.lower() == "by" and token.deprel == "case" and verb in sentence.ancestors(k):
            return tuple(j for j in coordinated(sentence, token.head) if kinds.of(sentence, j) in _ACTING)
    return ()


def in_whose_act(sentence: Sentence, trigger: Trigger, kinds: Kinds, days: frozenset[int]) -> tuple[int, ...]:
    """Who did what somebody was killed or held in: "police firing", "the army's crackdown", "the hands of guards"."""
    if trigger.rule.type not in {"ASSAULT", "COERCE"}:
        return ()
    if begun := tuple(k for k in carried_on(sentence, trigger) if kinds.of(sentence, k) in _ACTING):
        return begun
    for k in sentence.dependents(trigger.anchor, "obl"):
        if case_of(sentence, k).split(" ")[0] not in _IN_ACT:
            continue
        inside = noun_arguments(sentence, k)
        if sentence.tokens[k].lemma.lower() == "hand":
            told: Iterable[int] = inside.slot("of") or inside.modifier
        elif kinds.of(sentence, k) in {None, "event", "thing"} and k not in days:
            told = inside.agent or tuple(j for j in inside.modifier if FORCES & {*kinds.sectors(sentence, j)})
        else:
            continue
        if acting := tuple(j for j in told if kinds.of(sentence, j) in _ACTING):
            return acting
    return ()


def says_what(sentence: Sentence, trigger: Trigger, head: int) -> bool:
    """Whether a word is the trigger itself, or says what it is: "a prison sentence" is no prison's."""
    prison = sentence.tokens[head].lemma.lower() in {"prison", "jail"}
    return head == trigger.index or (prison and head in trigger.words)
