"""The numbers of a sentence and one mention's participants in, the mention's own quantities out, with what they measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kronika.code.quantities import FoundQuantity
from kronika.code.subjects import is_passive, surface_subjects
from kronika.code.trees import base, case_of, coordinated, first_conjunct
from kronika.records import Entity, Quantity, Sentence, Token
from kronika.records.mentions import Scope
from kronika.scheme.lexicon import load_lexicon
from kronika.scheme.measures import Measures

PARTICIPANTS = "participants"
SIZE_CASES = frozenset({"of", "by", "with", "involving", "from", "among"})
JOINED = frozenset({"", "in", "for", "at", "to", "on", "into"})
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
AFTER = frozenset({"after", "before", "later", "earlier", "since", "ago", "of"})  # "a day after" is no rate
INDEFINITE = frozenset({"a", "an", "another"})


def attach_quantities(
    sentence: Sentence,
    found: Sequence[FoundQuantity],
    measures: Measures,
    *,
    trigger: int,
    actors: Sequence[int],
    recipients: Sequence[int],
    counts: Mapping[str, str],
    entities: Mapping[int, Entity] | None = None,
) -> tuple[FoundQuantity, ...]:
    """The quantities that count a mention's participants, in order.

    ``actors`` and ``recipients`` are head tokens, coordination spread; ``counts`` maps "actor" and "recipient" to a measure
    (a rule's ``counts``); ``entities`` gives the entity of a head. A singular indefinite victim ("a demonstrator was
    killed") counts exactly one; "nobody" and "no arrests" count none: that the event did not happen says so.
    """
    scope = scope_of(sentence, trigger, measures)
    attached: list[FoundQuantity] = []
    counted: set[int] = set()
    for one in found:
        match = _match(sentence, one, measures, trigger, actors, recipients, counts)
        if match is None:
            continue
        measure, head = match
        if measure == PARTICIPANTS and one.quantity.low == one.quantity.high == 1:
            continue  # "one of the agitators lodged a complaint" names one, and counts nobody
        counted.add(head)
        attached.append(_given(one, measure, scope, (entities or {}).get(head)))
    if "recipient" in counts:
        alone = [head for head in recipients if head not in counted and not within_a_total(sentence, head)]
        for head in alone if counts["recipient"] != PARTICIPANTS else ():
            implicit = _without_number(sentence, head, measures)
            if implicit is not None:
                attached.append(_given(implicit, counts["recipient"], scope, (entities or {}).get(head)))
    attached.sort(key=lambda one: one.first)
    return tuple(one for i, one in enumerate(attached) if not _part_of(sentence, one, attached[:i]))


def _part_of(sentence: Sentence, one: FoundQuantity, before: Sequence[FoundQuantity]) -> bool:
    """ "Fourteen people were hurt, two of them seriously": two of the fourteen, no number of their own."""
    pronoun = one.head is not None and sentence.tokens[one.head].lemma.lower() in {"they", "them", "whom", "who"}
    return pronoun and any(other.quantity.measure == one.quantity.measure for other in before)


def _given(one: FoundQuantity, measure: str, scope: Scope, entity: Entity | None) -> FoundQuantity:
    unit = "people" if one.quantity.unit == "things" and one.people is None else one.quantity.unit
    return replace(one, quantity=replace(one.quantity, measure=measure, scope=scope, counts=entity, unit=unit))


def _match(
    sentence: Sentence,
    one: FoundQuantity,
    measures: Measures,
    trigger: int,
    actors: Sequence[int],
    recipients: Sequence[int],
    counts: Mapping[str, str],
) -> tuple[str, int] | None:
    """What the number measures for this mention, and the head it counts; None if it counts nothing of it."""
    told = counts.get("recipient", "")  # "600 arrests" are 600 arrested
    if one.people is False and one.quantity.unit == "things":
        # three encounters are not three killed, however the tree has it
        counts = {role: measure for role, measure in counts.items() if measure not in measures.of_people}
    heads = counted_heads(sentence, one, measures)
    part = within_a_total(sentence, heads[0]) and not _does(sentence, heads[0], trigger)
    if part or _is_share_of(sentence, one, trigger):
        return None
    for role, participants in (("recipient", recipients), ("actor", actors)):
        for head in heads:
            if head in participants and role in counts:
                return counts[role], head
    if trigger in heads and told not in {"", PARTICIPANTS} and one.people is not True:
        return told, trigger
    if counts.get("actor") == PARTICIPANTS and any(_sizes(sentence, head, trigger, measures) for head in heads):
        return PARTICIPANTS, heads[0]
    if one.head is None and (role := _subject_by_place(sentence, one, trigger)) in counts:
        return counts[role], one.number
    if "recipient" in counts and any(_along_with(sentence, head, trigger) for head in heads):
        return counts["recipient"], heads[0]
    if "recipient" in counts and any(
        sentence.tokens[h].head == trigger and case_of(sentence, h) == "of" for h in heads
    ):
        return counts["recipient"], heads[0]
    return None


def within_a_total(sentence: Sentence, head: int) -> bool:
    """ "Four people, including two officers, were hurt": two are part of the four, no number of their own."""
    for k in {head, first_conjunct(sentence, head)}:
        words = {sentence.tokens[j].lemma.lower() for j in sentence.dependents(k, "case", "mark") if j < k}
        if words & {"including", "include", "among"}:
            return True
    return False


def _does(sentence: Sentence, head: int, trigger: int) -> bool:
    """ "She was among 200 people blocking the road": it is they who block it."""
    token = sentence.tokens[trigger]
    return base(token.deprel) == "acl" and token.head == head


def _is_share_of(sentence: Sentence, one: FoundQuantity, trigger: int) -> bool:
    """ "Three of the five men arrested last week were released": five were arrested, and three released."""
    if one.head is None or one.head < one.end or not sentence.dependents(one.head, "nummod"):
        return False
    own = any(one.first <= k < one.end for k in sentence.dependents(one.head, "nummod"))
    return not own and sentence.tokens[trigger].head == one.head


def _subject_by_place(sentence: Sentence, one: FoundQuantity, trigger: int) -> str:
    """The role of a bare number right before its verb, wherever the tree hangs it: "13,000 marched", "70 injured"."""
    between = sentence.tokens[one.end : trigger]
    if not one.end <= trigger or any(t.upos not in {"AUX", "ADV"} for t in between):
        return ""
    if case_of(sentence, one.number) or sentence.tokens[trigger].upos != "VERB":
        return ""
    return "recipient" if sentence.tokens[trigger].xpos == "VBN" else "actor"


def _along_with(sentence: Sentence, head: int, trigger: int) -> bool:
    """ "She was killed along with three others"."""
    token = sentence.tokens[head]
    together = case_of(sentence, head) in {"along with", "together with", "alongside"}
    return together and token.head == trigger and is_passive(sentence, trigger)


def counted_heads(sentence: Sentence, one: FoundQuantity, measures: Measures) -> tuple[int, ...]:
    """The noun a number counts, and what names the same people: "a crowd of 300 workers" counts workers and the crowd."""
    heads = [one.number] if one.head is None else [one.head, one.number]
    if one.head is not None:
        heads.extend(
            k for k in coordinated(sentence, one.head) if k > one.head and _shares_number(sentence, one.head, k)
        )
    heads.extend(_numbering(sentence, heads[0]))
    at = heads[0]
    for _ in range(4):
        governor = sentence.tokens[at].head
        if governor < 0 or base(sentence.tokens[at].deprel) not in {"nmod", "nummod", "amod", "compound"}:
            break
        group = sentence.tokens[governor].lemma.lower() in measures.groups | measures.amounts
        if not group and governor != one.number:
            break
        heads.append(governor)
        at = governor
    return tuple(dict.fromkeys(heads))


def _numbering(sentence: Sentence, at: int) -> tuple[int, ...]:
    """Whom a number in an aside counts: "the protesters, numbering around 400", "a crowd estimated at 2,000"."""
    verb = sentence.tokens[at].head
    if verb < 0 or sentence.tokens[verb].lemma.lower() not in {"number", "total", "estimate", "put"}:
        return ()
    if base(sentence.tokens[verb].deprel) not in {"acl", "advcl"}:
        return ()
    return surface_subjects(sentence, verb)[0]


def _shares_number(sentence: Sentence, first: int, other: int) -> bool:
    """ "200 workers and students": the second has no number or article of its own."""
    return not sentence.dependents(other, "nummod", "det") and other - first == 2


def _sizes(sentence: Sentence, head: int, trigger: int, measures: Measures) -> bool:
    """Whether a number's head gives the size of the event noun: "a rally of 300", "the march drew 5,000"."""
    token = sentence.tokens[head]
    relation = base(token.deprel)
    if token.head == trigger and relation in {"nmod", "amod", "compound", "nummod"}:
        return relation != "nmod" or case_of(sentence, head) in SIZE_CASES
    verb = token.head
    if verb < 0 or sentence.tokens[verb].upos != "VERB":
        return False
    lemma = sentence.tokens[verb].lemma.lower()
    subjects, _ = surface_subjects(sentence, verb)
    if relation in {"obj", "obl"} and lemma in measures.event_draws and trigger in subjects:
        return not case_of(sentence, head)
    if token.deprel == "nsubj" and sentence.dependents(verb, "expl"):  # "there were about 200 at the vigil"
        return any(trigger == k for k in sentence.dependents(verb, "obl") if case_of(sentence, k) in {"at", "in", "on"})
    if lemma not in measures.takes_part:
        return False
    if token.deprel == "nsubj":  # "hundreds joined the march", "thousands turned out for the rally"
        places = [k for k in sentence.dependents(verb, "obj", "obl") if case_of(sentence, k) in JOINED]
        return any(trigger in coordinated(sentence, k) for k in places)
    return relation == "obl" and case_of(sentence, head) == "by" and trigger in subjects


def _without_number(sentence: Sentence, head: int, measures: Measures) -> FoundQuantity | None:
    """ "A man was killed and another hurt" counts one of each."""
    token = sentence.tokens[head]
    if token.lemma.lower() == "another" and token.upos in {"DET", "PRON"}:
        return _whole_number(sentence, head, head + 1, head, 1)
    ordinal = any(sentence.tokens[j].lemma.lower() in ORDINALS for j in sentence.dependents(head, "amod"))
    for k in sentence.dependents(head, "det"):
        one = sentence.tokens[k].lemma.lower() in INDEFINITE and token.xpos == "NN"
        if one and not ordinal and _is_one_person(token.lemma.lower(), measures):
            return _whole_number(sentence, k, k + 1, head, 1)
    return None


def _is_one_person(lemma: str, measures: Measures) -> bool:
    if lemma in measures.groups:
        return False
    role = load_lexicon().role((lemma.split("-")[-1],))  # "sub-inspector" is an inspector
    return lemma in measures.people or (role is not None and role.kind == "person")


def _whole_number(sentence: Sentence, first: int, end: int, head: int, value: int) -> FoundQuantity:
    quantity = Quantity(sentence.cover(first, end), "count", "exactly", value, value)
    return FoundQuantity(quantity, first, end, first, head)


def scope_of(sentence: Sentence, trigger: int, measures: Measures) -> Scope:
    """ "so far", "since Sunday": cumulative; "a day": day; else this event's own."""
    words = tuple("" if _is_causal(token) else token.lemma.lower() for token in sentence.tokens)
    if _contains(words, measures.cumulative):
        return "cumulative"
    return "day" if _contains(words, measures.daily, but=AFTER) else "event"


def _is_causal(token: Token) -> bool:
    return token.lemma.lower() == "since" and token.deprel != "case"


def _contains(words: tuple[str, ...], phrases: Sequence[tuple[str, ...]], *, but: frozenset[str] = frozenset()) -> bool:
    """Whether one of the phrases stands in the sentence, not followed by one of the words ``but``."""
    for phrase in phrases:
        for i in range(len(words) - len(phrase) + 1):
            end = i + len(phrase)
            if words[i:end] == phrase and (end == len(words) or words[end] not in but):
                return True
    return False
