"""A trigger's slots in, the heads that stand in them out: from the tree first, the light verb and the frame after it."""

from __future__ import annotations

from collections.abc import Iterable

from kronika.code.arguments import Arguments, cut_short, noun_arguments, verb_arguments
from kronika.code.doers import (
    FORCES,
    answerable,
    behind_it,
    between_whom,
    demanders,
    in_whose_act,
    next_to_it,
    organisers,
    possessors,
    says_what,
    senders,
    those_on_it,
)
from kronika.code.groups import belonging, companions, joiners, makers, presented, with_members
from kronika.code.kinds import Kinds
from kronika.code.lent import bearers, from_frame, lent_actors, lent_recipients, lent_slot
from kronika.code.lights import Carrier
from kronika.code.lists import others_listed, same_phrase
from kronika.code.owners import names_body, owners
from kronika.code.subjects import is_passive, own_subjects, right_before
from kronika.code.trees import coordinated, is_noun, naming_head, words
from kronika.code.triggers import Trigger
from kronika.records import Sentence
from kronika.scheme import CLASSES, Slot
from kronika.scheme.rules import ROLES

_ACTING = frozenset({"state", "organisation", "people", "person"})
_BODIES = frozenset({"state", "organisation"})
_LONG = 20
NOBODY = frozenset({"idea", "event", "thing", "place"})
# Nouns of these modes are told with the possessor as the one who suffers: "the editor's arrest".
_SUFFERED = frozenset({"arrest", "deport", "release", "convict", "expel", "abduct", "torture"})
_GOVERNED = words("city town village province region district county island capital territory township")
_SCENES = words("temple church mosque shrine movement school hospital university college campus street city town")
_RESIGNING = frozenset({"resignation", "abdication", "departure"})  # whoever does it is asked to
_CHANNELS = words("platform channel network site website page medium media app television")


def is_nominal(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger is a noun, as tagged or as the rule names it ("sit-in", "fighting")."""
    rule, lemma = trigger.rule, trigger.lemma
    named = trigger.anchor == trigger.index and lemma in rule.nouns and lemma not in rule.verbs
    return is_noun(sentence, trigger.anchor) or named


class Finder:
    """Heads by slot name for one trigger, from the tree first and the frame second."""

    def __init__(
        self,
        sentence: Sentence,
        trigger: Trigger,
        arguments: Arguments,
        carrier: Carrier | None,
        kinds: Kinds,
        days: frozenset[int],
    ) -> None:
        self.sentence, self.trigger, self.arguments = sentence, trigger, arguments
        self.carrier, self.kinds = carrier, kinds
        self.days = days
        self.nominal = is_nominal(sentence, trigger)
        self.suffers = trigger.rule.mode in _SUFFERED or trigger.rule.harm is not None

    def kind(self, head: int) -> str | None:
        return self.kinds.of(self.sentence, head)

    def is_one_of(self, head: int, wanted: frozenset[str]) -> bool:
        lemma = self.sentence.tokens[head].lemma.lower()
        if lemma in wanted or "ANY" in wanted:
            return True
        asked = {(self.kind(head) or "").upper()}
        if not wanted.isdisjoint(CLASSES):
            asked |= self.kinds.classes(self.sentence, head)
        return not wanted.isdisjoint(asked)

    def any_heads(self, slots: str) -> tuple[int, ...]:
        """Heads in any of some slots, their names joined by "|"."""
        return tuple(head for slot in slots.split("|") for head in self.heads(slot))

    def heads(self, slot: str) -> tuple[int, ...]:
        """Heads in a slot, of whatever kind."""
        if slot == "addressee":
            return self._addressees()
        if slot == "target":
            return tuple(k for clause in self.arguments.clause for k in verb_arguments(self.sentence, clause).patient)
        found = self._noun_heads(slot) if self.nominal else self.arguments.slot(slot)
        if not found and slot not in ROLES and slot in {"with", "to", "from", "for", "on", "over", "at", "against"}:
            found = self._misattached(slot)
        if not found:
            hit = self.arguments.patient if self.arguments.passive and slot == "agent" else ()
            framed = from_frame(self.sentence, self.trigger, slot, self.kinds, nominal=self.nominal)
            found = tuple(k for k in framed if k not in (*self.arguments.modifier, *hit))
        if slot == "on" and self.trigger.rule.type == "REQUEST":
            found = tuple(k for k in found if self.sentence.tokens[k].lemma.lower() not in _CHANNELS)
        return tuple(k for k in found if k not in self.days)

    def _misattached(self, case: str) -> tuple[int, ...]:
        """A preposition's complement that the tree hangs on the trigger's noun or the verb's object: "cut ties with X"."""
        beside = [
            k for k in coordinated(self.sentence, self.trigger.index) if is_noun(self.sentence, k)
        ]  # "threw bricks | and bombs"
        nouns = [*self.arguments.object, *beside, self.trigger.index] if not self.nominal else []
        if self.trigger.rule.type == "ACCUSE" and case == "against":
            nouns = [k for k in nouns if k == self.trigger.index]  # "denounced violence against nurses" blames no nurse
        for noun in nouns:
            if is_noun(self.sentence, noun):
                found = noun_arguments(self.sentence, noun).slot(case)
                if found:
                    return found
        return ()

    def _addressees(self) -> tuple[int, ...]:
        """Who is to do what a clause wants: "demanded that the ministry pay", "called for the army to withdraw"; and whose
        resignation is wanted."""
        found: list[int] = []
        said = self.trigger.rule.type == "ACCUSE"  # "alleged that the board was corrupt"
        for clause in self.arguments.clause:
            if not is_passive(self.sentence, clause) and (said or not self.sentence.dependents(clause, "cop")):
                found.extend(own_subjects(self.sentence, clause) or self._marked_for(clause))
            elif said:
                found.extend(verb_arguments(self.sentence, clause).agent)  # "that he was beaten by guards"
        for head in (*self.arguments.object, *self.heads("for")):
            if said:
                found.extend(owners(self.sentence, head, self.kinds))  # "alleged harassment by guards"
            elif self.sentence.tokens[head].lemma.lower() in _RESIGNING:
                found.extend(
                    self.sentence.dependents(head, "nmod:poss") or noun_arguments(self.sentence, head).slot("of")
                )
            elif any(self.sentence.tokens[k].xpos == "VB" for k in self.sentence.dependents(head, "acl")):
                found.append(head)  # "called for the army to withdraw"
        return tuple(dict.fromkeys(found))

    def _marked_for(self, clause: int) -> tuple[int, ...]:
        """ "called for the army to withdraw": between "for" and its verb, wherever the tree hangs it."""
        marks = [
            k
            for k in self.sentence.dependents(clause, "mark", "case")
            if self.sentence.tokens[k].lemma.lower() == "for"
        ]
        nouns = self.sentence.dependents(self.trigger.anchor, "obl", "obj", "nmod")
        return tuple(k for k in nouns if marks and marks[0] < k < clause)

    def _noun_heads(self, slot: str) -> tuple[int, ...]:
        match slot:
            case "agent":
                return self._noun_agents()
            case "patient":
                return self._noun_patients()
            case "beneficiary":
                return self.arguments.slot("to") or self.arguments.slot("for")
            case "subject":
                return self.arguments.modifier or self.arguments.slot("of")
        found = self.arguments.slot(slot) or next_to_it(self.sentence, self.trigger.index, slot)
        if not found and slot == "between":
            return between_whom(self.sentence, self.trigger.index)
        if not found and slot in {"on", "against", "at"}:
            # "an attack by gang members on commuters", with "on" hung on the members
            found = tuple(k for a in self.arguments.agent for k in noun_arguments(self.sentence, a).slot(slot))
        if not found and self.carrier is not None and slot not in {"clause", "modifier", "object"}:
            return lent_slot(self.sentence, self.trigger.index, self.carrier, slot)
        return found

    def _noun_agents(self) -> tuple[int, ...]:
        found = (
            self.arguments.agent
            or next_to_it(self.sentence, self.trigger.index, "by")
            or those_on_it(self.sentence, self.trigger.index)
        )
        found = (
            found
            or senders(self.sentence, self.trigger, self.kinds)
            or answerable(self.sentence, self.trigger.index, self.kinds)
            or behind_it(self.sentence, self.trigger, self.kinds)
        )
        found = found or lent_actors(self.sentence, self.trigger, self.carrier, self.kinds)
        if not found:
            # "the arrest of the editor by police", with "by" hung on the editor
            found = tuple(k for p in self.arguments.patient for k in noun_arguments(self.sentence, p).slot("by"))
        if found:
            return found
        if whose := possessors(self.sentence, self.trigger, self.arguments.patient, self.kinds):
            return whose
        wanted = _BODIES if self.suffers else _ACTING
        acting = tuple(k for k in self.arguments.modifier if self._acts(k, wanted) and not self._is_hit(k))
        if acting := acting or organisers(self.sentence, self.trigger, self.kinds):
            return acting
        slots = self.trigger.rule.recipient.slots if self.trigger.rule.recipient else ()
        if "patient" in slots:
            return ()
        upon = self.trigger.rule.type in {"ASSAULT", "COERCE"}  # "the blasts of Lodz": where, not who
        return tuple(k for k in self.arguments.patient if not (upon and self.kind(k) == "place"))

    def _is_hit(self, index: int) -> bool:
        """Whether a word before a violent noun is whom it hits: "church attacks", not "rebel attacks" or "Israeli raids"."""
        token = self.sentence.tokens[index]
        if (
            self.trigger.rule.type not in {"ASSAULT", "COERCE"}
            or token.deprel != "compound"
            or self.kind(index) == "state"
        ):
            return False
        if FORCES & {*self.kinds.sectors(self.sentence, index)}:
            return False
        frame = self.sentence.frame_at.get(self.trigger.anchor)
        arguments = frame.arguments if frame is not None else ()
        label = next((a.label for a in arguments if a.first <= index < a.end <= self.trigger.anchor), None)
        return label == "ARG1" or (label is None and token.upos == "NOUN" and self.kind(index) == "organisation")

    def _acts(self, head: int, wanted: frozenset[str]) -> bool:
        token = self.sentence.tokens[head]
        kind = self.kind(head)
        named = kind == "person" and token.deprel == "compound" and token.upos == "PROPN"  # "the Osh protests"
        strange = kind == "state" or token.deprel == "amod" or named
        if self.trigger.rule.type == "PROTEST" and (strange or token.upos == "ADJ"):
            return False  # "the Belarusian protests", "the Minsk march": where, not who
        if self.trigger.rule.type == "PROTEST" and token.lemma.lower() in _SCENES:
            return False  # "the temple stir"
        if self.trigger.rule.type == "PROTEST" and "BUS" in self.kinds.sectors(self.sentence, head):
            return token.upos == "PROPN" or kind != "organisation"  # "factory walkouts"
        if kind == "people" and self.suffers:
            return token.deprel == "compound"  # "police detentions"
        if token.deprel == "compound" and self.kinds.is_capital(self.sentence, head):
            return False  # "the Cairo blasts": where
        return kind in wanted

    def _noun_patients(self) -> tuple[int, ...]:
        if told := self.arguments.patient or next_to_it(self.sentence, self.trigger.index, "of"):
            return told
        if lent := lent_recipients(self.sentence, self.carrier, self.kinds):
            return lent
        hit = tuple(k for k in self.arguments.modifier if self._is_hit(k) and self.kind(k) in _ACTING)
        if hit:
            return hit
        agents = set(self._noun_agents())
        rest = tuple(k for k in self.arguments.modifier if k not in agents and self.kind(k) in _ACTING)
        owners = tuple(k for k in rest if self.sentence.tokens[k].deprel == "nmod:poss")
        if owners:
            return owners if self.suffers or self.arguments.agent else ()
        return tuple(k for k in rest if self.sentence.tokens[k].deprel == "compound")

    def fill(self, slot: Slot | None, role: str, taken: tuple[int, ...]) -> tuple[tuple[int, ...], str | None, int]:
        """Heads of a participant, why the rule cannot fire (or None), and how many heads are of unknown kind."""
        if slot is None:
            return (), None, 0
        for name in slot.slots:
            named = tuple(
                h for k in self.heads(name) for j in presented(self.sentence, k) for h in self._makers(j, slot)
            )
            heads = tuple(
                h for h in dict.fromkeys(named) if h not in taken and not says_what(self.sentence, self.trigger, h)
            )
            if not heads:
                continue
            if name == "agent" and self._borrowed(name, heads):
                heads = demanders(self.sentence, self.trigger, heads, self.kinds)
                heads = bearers(self.sentence, self.trigger, self.carrier, heads, slot.kinds, self.kinds)
            kinds = {h: self.kind(h) for h in heads}
            if role == "actor":  # "the premises" act for nobody; "Minsk" does
                kinds |= {h: "thing" for h, kind in kinds.items() if kind == "place" and not self._may_act(h)}
            acting = [h for h in heads if self.kind(h) not in slot.tolerates]
            if slot.public and acting and not any(self.kinds.is_public(self.sentence, h) for h in acting):
                return (), f"{role} {self._word(heads[0])!r} is nobody public", 0
            wrong = [h for h in heads if kinds[h] is not None and kinds[h] not in slot.kinds | slot.tolerates]
            if wrong and len(wrong) == len(heads):
                if slot.sure or name not in {"agent", "patient", "subject", "object"} or self._borrowed(name, heads):
                    continue
                return (), f"{role} {self._word(wrong[0])!r} is a {kinds[wrong[0]]}", 0
            kept = tuple(h for h in heads if kinds[h] in slot.kinds or (kinds[h] is None and not slot.sure))
            if kept:
                kept = self._with_others(kept, slot, taken)
                joined = belonging(self.sentence, (*kept, *self._joiners(kept, role)))
                kept = with_members(self.sentence, joined, self.kinds, slot.kinds)
                return kept, None, sum(kinds.get(h) is None for h in kept)
        if role == "actor" and "agent" in slot.slots:
            doers = in_whose_act(self.sentence, self.trigger, self.kinds, self.days) or self._right_before(slot)
            if doers:
                return tuple(h for h in doers if h not in taken), None, 0
        if role == "recipient" and (whose := self._whose(slot, taken)):
            return whose, None, 0
        return (), f"no {role}" if slot.required else None, 0

    def _makers(self, head: int, slot: Slot) -> tuple[int, ...]:
        if self.nominal or self.kind(head) in slot.tolerates:
            return (head,)
        return makers(self.sentence, head, self.kinds, slot.kinds)

    def _joiners(self, heads: tuple[int, ...], role: str) -> tuple[int, ...]:
        if role == "recipient" and not self.nominal and heads[0] in self.arguments.patient:
            return companions(self.sentence, self.trigger.anchor, self.kinds, _ACTING)
        if self.trigger.rule.type != "PROTEST" or role != "actor":
            return ()
        verb = self.trigger.anchor if self.carrier is None else self.carrier.verb
        if beside := companions(self.sentence, verb, self.kinds, _ACTING):
            return beside
        return joiners(self.sentence, (verb, self.trigger.index), heads, self.kinds)

    def _right_before(self, slot: Slot) -> tuple[int, ...]:
        """Whoever stands right before a verb that has no subject in the tree; of a victim's verb it would be the victim."""
        light = self.carrier.light if self.carrier is not None else None
        if self.suffers or (light is None and self.nominal) or (light is not None and light.actor is None):
            return ()
        found = right_before(self.sentence, self.carrier.verb if self.carrier else self.trigger.anchor)
        acting = tuple(k for k in found if k not in self.days and self.kind(k) in slot.kinds & _ACTING)
        return self._with_others(acting, slot, ())

    def _with_others(self, heads: tuple[int, ...], slot: Slot, taken: tuple[int, ...]) -> tuple[int, ...]:
        """Heads with the members of their list that the tree lost, in order."""
        persons = any(self.kind(h) == "person" for h in heads)

        def fits(head: int) -> bool:
            if head in self.days:
                return False
            kind = self.kind(head)
            # among persons, "Florence" is one
            named = kind is None or (persons and kind == "place" and self.sentence.tokens[head].upos == "PROPN")
            return named or (kind in _ACTING and kind in slot.kinds)

        if len(heads) > _LONG:
            return heads  # a list that the tree holds together
        own = {*self.trigger.words, self.trigger.anchor, *taken}
        found = [*heads]
        for head in heads:
            for other in others_listed(self.sentence, head, fits, self._is_human):
                if not any(same_phrase(self.sentence, other, h) for h in (*found, *own)):
                    found.append(other)
        return tuple(sorted(found)) if len(found) > len(heads) else heads

    def _is_human(self, head: int) -> bool:
        return self.kind(head) in {"people", "person"}

    def _may_act(self, head: int) -> bool:
        token = self.sentence.tokens[head]
        return token.upos == "PROPN" or token.lemma.lower() in _GOVERNED

    def _whose(self, slot: Slot, taken: tuple[int, ...]) -> tuple[int, ...]:
        """Whom an act is meant for where its words name only what is theirs: "condemned the ministry's decision"."""
        if not self.nominal and (told := cut_short(self.sentence, self.trigger.anchor)):
            return tuple(k for k in told if k not in taken)
        for name in slot.slots:
            heads = [h for h in self.heads(name) if self.kind(h) in NOBODY - slot.kinds and h != self.trigger.index]
            hit = [h for h in heads if self.trigger.rule.type == "ASSAULT" and names_body(self.sentence, h, self.kinds)]
            meant = hit or [k for h in heads for k in owners(self.sentence, h, self.kinds)]
            found = dict.fromkeys(k for k in meant if k not in taken)
            if found and not (taken and self._own_pronoun(found)):
                return tuple(found)
        return ()

    def _own_pronoun(self, found: Iterable[int]) -> bool:
        """ "Japan cancelled its loans": most likely those of the actor."""
        sayings = {"ACCUSE", "REJECT", "PROTEST", "SUPPORT", "REQUEST"}
        return self.trigger.rule.type not in sayings and any(self.sentence.tokens[k].upos == "PRON" for k in found)

    def is_borrowed(self, slot: str) -> bool:
        """Whether all that stands in a slot belongs to another clause or to a light verb."""
        heads = self.heads(slot)
        return bool(heads) and self._borrowed(slot, heads)

    def _borrowed(self, name: str, heads: tuple[int, ...]) -> bool:
        """Whether participants come from another clause or from a light verb: a wrong one shows a slip, no other sense."""
        lent = self.carrier.actors + self.carrier.recipients if self.carrier is not None else ()
        if self.nominal and name == "agent" and heads == self.arguments.patient:
            return True  # "the falsification of results": the "of" may name who did it or to what
        if self.nominal and name == "patient" and self.carrier is None:
            own = set(self.sentence.subtree(self.trigger.index))
            lent = tuple(h for h in heads if h not in own)  # "arrests and the falsification of results"
        return set(heads) <= set(lent) or (self.arguments.inherited and heads == self.arguments.slot(name))

    def _word(self, head: int) -> str:
        return self.sentence.tokens[naming_head(self.sentence, head)].lemma
