"""A trigger in, its participants out, or why the rule does not fire: slots filled, kinds and company checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kronika.code.arguments import Arguments, noun_arguments, verb_arguments
from kronika.code.company import classes, company, near_company, sentence_classes, sentence_lemmas
from kronika.code.finder import NOBODY, Finder, is_nominal
from kronika.code.kinds import Kinds
from kronika.code.lights import Carrier, find_carrier
from kronika.code.owners import ROOMS, is_site, names_body, owners, told_owners
from kronika.code.trees import case_of, is_noun, words
from kronika.code.triggers import Trigger
from kronika.records import Sentence
from kronika.scheme import CLASSES, Rule, Scheme

_OF_CROWDS = frozenset({"demo", "strike", "hunger"})  # protests that one does, not that are done to people
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_MARCHING = words("protester protestor demonstrator marcher rioter picketer")
_POSSESSING = words("occupy hold control own rule administer")
_LANDS = words("territory land area region country position ground plain peninsula space")
# Without an object these tell of whoever is their subject: "Six miners killed in the blast".
_UPON_SOMEBODY = words(
    "kill injure wound murder behead abduct kidnap arrest detain nab assassinate lynch assault manhandle thrash molest rape"
)
_BODILY = frozenset({"firearms", "beat", "arrest", "torture", "abduct", "killed", "injured", "arrested", "abducted"})
_FORCES = words("COP MIL SPY")
_BY_CROWDS = frozenset({"obstruct", "vandalize", "riot"})
_UPON_THINGS = frozenset({"ASSAULT", "PROTEST", "COERCE"})  # what they burn, block or seize is no participant
_DEFINING = frozenset({"mean", "denote", "refer", "consist", "comprise"})
_CLASSING = frozenset(
    {
        "define",
        "classify",
        "count",
        "categorise",
        "categorize",
        "qualify",
        "refer",
        "describe",
        "label",
        "brand",
        "portray",
        "regard",
        "depict",
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule at a trigger with what fills its slots. ``refusal`` says why it does not fire; None: it fires."""

    trigger: Trigger
    arguments: Arguments
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    carrier: Carrier | None = None
    refusal: str | None = None
    unsure: int = 0  # participants of unknown kind
    company: frozenset[str] = field(default_factory=frozenset)  # lemmas in its arguments and modifiers
    demanded: tuple[int, ...] = ()  # heads that the rule requires: no events of their own
    harms: tuple[Candidate, ...] = ()  # what the same clause tells of its victims ("killing nine")

    @property
    def rule(self) -> Rule:
        return self.trigger.rule


def find_participants(
    sentence: Sentence, trigger: Trigger, scheme: Scheme, kinds: Kinds, days: frozenset[int] = frozenset()
) -> Candidate:
    """Fill the slots of a trigger's rule and ask whether the company it keeps fits; ``days`` are tokens of dates."""
    rule, anchor = trigger.rule, trigger.anchor
    nominal = is_nominal(sentence, trigger)
    carrier = find_carrier(sentence, anchor, rule.type, scheme) if nominal else None
    arguments = noun_arguments(sentence, anchor) if nominal else verb_arguments(sentence, anchor)
    if not nominal and rule.recipient is not None and "patient" in rule.recipient.slots:
        arguments = _headline_passive(sentence, anchor, arguments, counted="recipient" in rule.counts)
    finder = Finder(sentence, trigger, arguments, carrier, kinds, days)
    refusal = _wrong_roleset(sentence, trigger) or _wrong_slots(finder, rule) or _only_describes(finder)
    if refusal:  # most words that a rule names fail here, before anything dearer is asked
        return Candidate(trigger, arguments, carrier=carrier, refusal=refusal)
    around = company(finder)
    refusal = _wrong_company(finder, rule, around)
    if refusal:
        return Candidate(trigger, arguments, carrier=carrier, refusal=refusal, company=around)
    actors, actor_fault, unsure_a = finder.fill(rule.actor, "actor", ())
    if (
        not nominal
        and rule.mode in _BY_CROWDS
        and actors
        and all(_FORCES & {*kinds.sectors(sentence, a)} for a in actors)
    ):
        actor_fault = "actor is a force"  # "police blocked the road", which is no protest
    recipients, recipient_fault, unsure_r = finder.fill(rule.recipient, "recipient", actors)
    if rule.mode == "riot":
        forces = tuple(a for a in actors if _FORCES & {*kinds.sectors(sentence, a)})
        if len(forces) < len(actors):  # "clashes between guards and strikers": the crowd is the actor
            actors, recipients = tuple(a for a in actors if a not in forces), (*recipients, *forces)
    titled = {sentence.tokens[r].head for r in recipients if sentence.tokens[r].deprel == "nmod:desc"}
    if titled & set(actors):
        recipient_fault = recipient_fault or "recipient is the actor's own title"  # "banned candidate Ada Poe"
    named = {k for r in recipients for k in sentence.dependents(r, "appos", "flat")}
    actors = tuple(a for a in actors if a not in {*recipients, *named} and not _is_nobody(sentence, a))
    recipients = tuple(r for r in recipients if not _is_nobody(sentence, r))
    return Candidate(
        trigger,
        arguments,
        actors,
        recipients,
        carrier,
        actor_fault or recipient_fault,
        unsure_a + unsure_r,
        around,
        tuple(
            h
            for slot, wanted in rule.requires.items()
            for h in finder.any_heads(slot)
            if is_noun(sentence, h) and finder.is_one_of(h, wanted - {"ANY"})
        ),
    )


def _is_nobody(sentence: Sentence, head: int) -> bool:
    """ "Nobody was detained": told, and done to nobody."""
    return sentence.tokens[head].lemma.lower() in {"nobody", "none", "no-one", "nothing"}


def only_somebody(sentence: Sentence, candidate: Candidate, kinds: Kinds) -> Candidate:
    """The same with persons and bodies alone for recipients: of burnt cars and raided houses whoever owns them, where told."""
    if candidate.rule.type not in _UPON_THINGS:
        return candidate
    heads: list[int] = []
    for head in candidate.recipients:
        whose = told_owners(sentence, head, kinds) if sentence.tokens[head].lemma.lower() in ROOMS else ()
        if whose and all(kinds.of(sentence, k) in {"people", "person"} for k in whose):
            heads.extend(whose)  # "the office of the mayor"
        elif is_site(sentence, head):
            heads.extend(owners(sentence, head, kinds) or (head,))
        elif kinds.of(sentence, head) not in NOBODY or _must_be_somebody(sentence, candidate, head):
            heads.append(head)
        elif whose := told_owners(sentence, head, kinds):
            heads.extend(whose)
        elif names_body(sentence, head, kinds):
            heads.append(head)
    recipients = tuple(h for h in dict.fromkeys(heads) if h not in candidate.actors)
    return candidate if recipients == candidate.recipients else replace(candidate, recipients=recipients)


def _must_be_somebody(sentence: Sentence, candidate: Candidate, head: int) -> bool:
    """ "Florence was shot dead": a name that reads like a town's, of whom is told what is done to people alone."""
    bodily = candidate.rule.mode in _BODILY or candidate.rule.counts.get("recipient") in _BODILY
    return bodily and sentence.tokens[head].upos == "PROPN" and head in candidate.arguments.patient


def _headline_passive(sentence: Sentence, verb: int, arguments: Arguments, *, counted: bool) -> Arguments:
    """ "Two farmers killed in Osh": whoever is the subject of a participle that needs a victim and has none is the victim.

    ``counted``: the rule counts its victims; other verbs must have the participle's subject of their own.
    """
    if (
        arguments.passive
        or arguments.patient
        or not arguments.agent
        or sentence.tokens[verb].xpos not in {"VBN", "VBD"}
    ):
        return arguments
    told = sentence.role == "headline" or bool(sentence.dependents(verb, "nsubj:pass"))
    bare = sentence.tokens[verb].lemma.lower() in _UPON_SOMEBODY and not sentence.dependents(verb, "iobj")
    own = sentence.tokens[verb].xpos == "VBN" and bool(sentence.dependents(verb, "nsubj"))
    if not counted and not own and not bare:
        return arguments
    if sentence.dependents(verb, "aux") or (sentence.tokens[verb].xpos == "VBD" and not told and not bare):
        return arguments
    doers = arguments.slot("by")
    return replace(arguments, agent=doers, patient=arguments.agent, object=arguments.agent, subject=(), passive=True)


def _wrong_roleset(sentence: Sentence, trigger: Trigger) -> str | None:
    rule, frame = trigger.rule, sentence.frame_at.get(trigger.anchor)
    if not rule.rolesets or trigger.phrase or frame is None or frame.roleset is None or frame.roleset in rule.rolesets:
        return None
    lemma = sentence.tokens[trigger.anchor].lemma.lower()
    # A roleset of another lemma is a reader's slip, no other sense.
    return f"sense {frame.roleset}" if frame.roleset.split(".")[0].startswith(lemma[:4]) else None


def _only_describes(finder: Finder) -> str | None:
    """ "dispersed protesting residents": a participle just before people, which the tree took for a verb with an object;
    "protesters supporting the bill", "the land occupied by the state": what they protest for, whose it is;
    "A raid, as defined by the ministry, means ...": no raid."""
    sentence, at, rule = finder.sentence, finder.trigger.anchor, finder.trigger.rule
    token = sentence.tokens[at]
    if token.deprel == "acl" and token.head >= 0:
        noun = sentence.tokens[token.head].lemma.lower()
        if rule.type == "SUPPORT" and token.xpos == "VBG" and noun in _MARCHING:
            return "only says what they protest for"
        if token.xpos == "VBN" and token.lemma.lower() in _POSSESSING and noun in _LANDS:
            return "only says whose it is"
    if finder.nominal and token.deprel == "nsubj" and _is_likened(sentence, token.head):
        return "only says what it is like"
    if finder.nominal and _is_defined(sentence, at):
        return "only says what the word means"
    if rule.type != "PROTEST" or rule.mode not in _OF_CROWDS or sentence.tokens[at].xpos != "VBG":
        return None
    for head in finder.arguments.patient:
        bare = head > at and all(sentence.tokens[k].upos in _NOMINAL for k in range(at + 1, head + 1))
        if bare and finder.kind(head) == "people":
            return "only says who they are"
    return None


def _is_likened(sentence: Sentence, predicate: int) -> bool:
    """ "The battle between X and Y is not one between good and evil"."""
    token = sentence.tokens[predicate]
    return token.lemma.lower() == "one" and bool(sentence.dependents(predicate, "cop"))


def _is_defined(sentence: Sentence, noun: int) -> bool:
    """ "A strike means ...", "a strike as defined in ...", "is not classified as a strike", "having one jet fire is a strike"."""
    if sentence.dependents(noun, "csubj") and sentence.dependents(noun, "cop"):
        return True
    governor = sentence.tokens[noun].head
    if governor >= 0 and sentence.tokens[governor].lemma.lower() == "amount" and case_of(sentence, noun) == "to":
        return True  # "the scheme would amount to an amnesty"
    if not any(sentence.tokens[k].lemma.lower() in {"a", "an"} for k in sentence.dependents(noun, "det")):
        return False
    above = sentence.tokens[sentence.tokens[noun].head].lemma.lower() if sentence.tokens[noun].head >= 0 else ""
    if sentence.tokens[noun].deprel.startswith("nsubj") and above in _DEFINING:
        return True
    if above in _CLASSING and case_of(sentence, noun) == "as":
        return True
    clauses = sentence.dependents(noun, "acl", "advcl")
    return any(sentence.tokens[k].lemma.lower() in _CLASSING for k in clauses)


def _wrong_slots(finder: Finder, rule: Rule) -> str | None:
    for slot, wanted in rule.requires.items():
        if not any(finder.is_one_of(head, wanted) for head in finder.any_heads(slot)):
            return f"requires {slot}: {', '.join(sorted(wanted)[:6])}"
    for slot in sorted(rule.without):
        if finder.heads(slot):
            return f"not with a {slot}"
    for slot, kinds in rule.excludes.items():
        if finder.is_borrowed(slot):
            continue  # "a march demanding ...": the subject of another clause shows no other sense
        for head in finder.heads(slot):
            if finder.kind(head) in kinds:
                return f"excludes {slot}: {finder.kind(head)}"
    return None


def _asked(words: frozenset[str], find: Callable[[Finder], frozenset[str]], finder: Finder) -> frozenset[str]:
    """Classes of participants, found only where a rule names one among its words."""
    return find(finder) if not words.isdisjoint(CLASSES) else frozenset()


def _wrong_company(finder: Finder, rule: Rule, around: frozenset[str]) -> str | None:
    if rule.within and not rule.within & around and not rule.within & _asked(rule.within, classes, finder):
        return f"not within {', '.join(sorted(rule.within)[:6])}"
    if (rule.near or rule.not_near) and (told := sentence_lemmas(finder)):
        if rule.near and not rule.near & told and not rule.near & _asked(rule.near, sentence_classes, finder):
            return f"not near {', '.join(sorted(rule.near)[:6])}"
        if rule.not_near & told:
            return f"not near {', '.join(sorted(rule.not_near & told))}"
    if rule.not_with and (near := near_company(finder)) & rule.not_with:
        return f"not with {', '.join(sorted(rule.not_with & near))}"
    return None
