"""Candidates of a report in, mentions out, before they are linked: every field that one sentence and its setting give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kronika.code.attach import PARTICIPANTS, attach_quantities
from kronika.code.confidence import find_confidence
from kronika.code.contents import find_contents
from kronika.code.entities import make_entities, make_entity
from kronika.code.extent import find_extent
from kronika.code.harms import worst
from kronika.code.modes import open_mode
from kronika.code.outcomes import harm_of, outcomes, the_dead
from kronika.code.participants import Candidate
from kronika.code.quantities import FoundQuantity, find_quantities
from kronika.code.settings import Settings
from kronika.code.slots import evoked
from kronika.code.status import Standing, find_standing
from kronika.code.trees import base, case_of, first_conjunct, is_noun, words
from kronika.code.voices import VoiceMap
from kronika.code.wording import FoundContent, cut_before, joined
from kronika.records import (
    PUBLISHER,
    Entity,
    Mention,
    Place,
    Quantity,
    Reading,
    Report,
    Sentence,
    Span,
    Why,
    mention_id,
)
from kronika.scheme import Scheme
from kronika.scheme.measures import Measures

NEAR = 8  # characters between a content and the place of what it speaks of: its closing mark and a preposition
_HAPPENING = words("occur happen hold follow continue begin start")
_DEFINITE = words("the this that these those such")
_TIMES = words("day days week weeks month months year years hour hours minutes time decades now long")


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention with what later steps need of where it came from."""

    mention: Mention
    candidate: Candidate
    sentence: Sentence
    contents: tuple[FoundContent, ...] = ()


@dataclass(slots=True)
class Drafter:
    """What is the same for all mentions of one report, and how many of each kind there were so far."""

    report: Report
    reading: Reading
    scheme: Scheme
    measures: Measures
    voices: VoiceMap
    settings: Settings
    contexts: Mapping[int, tuple[str, ...]]  # by paragraph
    loose: dict[int, list[FoundQuantity]] = field(default_factory=dict)  # by sentence: numbers that no mention took
    _told: set[str] = field(default_factory=set)  # types told so far
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def draft(self, sentence: Sentence, candidates: Sequence[Candidate], absorbed: Sequence[Candidate]) -> list[Draft]:
        """The mentions of one sentence; ``absorbed`` candidates give their content to those they hang on."""
        numbers = find_quantities(self.report.text, sentence, self.measures)
        taken: dict[int, str] = {}  # number -> what it measures
        drafts = []
        for candidate in candidates:
            quantities = [
                one
                for one in self._quantities(sentence, candidate, numbers)
                # "6,700 people were detained for taking part in a rally": those detained, not the rally's size
                if one.quantity.measure != PARTICIPANTS or taken.get(one.number, PARTICIPANTS) == PARTICIPANTS
            ]
            candidate = the_dead(sentence, quantities, candidate)
            carries = self.scheme.types[candidate.rule.type].carries
            carried = [c for c in candidates if c.rule.type in carries and c is not candidate]
            own = [c for c in (*absorbed, *carried) if hangs_on(sentence, c, candidate)]
            draft = self._draft(sentence, candidate, self._voiced(sentence, candidate, quantities), own)
            if not self._hangs_loose(draft):
                taken.update((one.number, one.quantity.measure) for one in quantities)
                drafts.append(replace(draft, mention=self._numbered(draft.mention)))
                self._told.add(candidate.rule.type)
        self.loose[sentence.index] = [one for one in numbers if one.number not in taken]
        return drafts

    def _hangs_loose(self, draft: Draft) -> bool:
        """Whether a rule that asks for something attached, or a type for a recipient, has nothing."""
        rule, mention, sentence = draft.candidate.rule, draft.mention, draft.sentence
        if self.scheme.types[rule.type].requires_recipient and not mention.recipients:
            return True
        if (
            not rule.anchored
            or len(draft.candidate.trigger.words) > 1
            or mention.actors
            or mention.recipients
            or mention.quantities
            or draft.contents
        ):
            return False
        index = draft.candidate.trigger.index
        if sentence.tokens[index].deprel.startswith("nsubj"):
            return False  # "the protests continue"
        if rule.type in self._told and any(
            sentence.tokens[k].lemma.lower() in _DEFINITE for k in sentence.dependents(index, "det")
        ):
            return False  # told before: "after the rally"
        return not self.settings.is_set(sentence, draft.candidate)

    def _voiced(
        self, sentence: Sentence, candidate: Candidate, quantities: Sequence[FoundQuantity]
    ) -> tuple[Quantity, ...]:
        """The numbers with whose they are, where another voice gives them than tells of the event."""
        own = self.voices.voice_at(sentence.index, candidate.trigger.index)
        voices = [self.voices.voice_at(sentence.index, one.number) for one in quantities]
        return tuple(
            one.quantity if voice in (own, PUBLISHER) else replace(one.quantity, voice=voice)
            for one, voice in zip(quantities, voices, strict=True)
        )

    def _quantities(
        self, sentence: Sentence, candidate: Candidate, numbers: Sequence[FoundQuantity]
    ) -> tuple[FoundQuantity, ...]:
        found: dict[int, FoundQuantity] = {}
        for one in (*candidate.harms, candidate):
            heads = (*one.actors, *one.recipients)
            attached = attach_quantities(
                sentence,
                numbers,
                self.measures,
                trigger=one.trigger.index,
                actors=one.actors,
                recipients=one.recipients,
                counts=self._counts(sentence, one),
                entities={head: make_entity(sentence, head) for head in heads},
            )
            for quantity in (*attached, *outcomes(sentence, numbers, one, self.measures)):
                found.setdefault(quantity.number, quantity)
        return tuple(sorted(found.values(), key=lambda one: one.first))

    def _counts(self, sentence: Sentence, candidate: Candidate) -> dict[str, str]:
        """What a number of its actors or recipients measures: by the rule, else participants where they stand in its own
        clause, and victims by their harm."""
        rule = candidate.rule
        counts = dict(rule.counts)
        named = not is_noun(sentence, candidate.trigger.anchor) or candidate.carrier or candidate.arguments.slot("by")
        if named and not candidate.arguments.inherited:
            counts.setdefault("actor", PARTICIPANTS)
        if rule.type == "ASSAULT" and "recipient" not in counts:
            harm = harm_of(sentence, candidate)
            direct = bool(set(candidate.recipients) & set(candidate.arguments.patient))
            if harm is not None:
                counts["recipient"] = harm
            elif rule.mode in self.measures.wounding and direct:
                counts["recipient"] = "injured"
        if named and rule.type != "PROTEST":
            counts.setdefault("recipient", PARTICIPANTS)  # those to whom something else is done
        return counts

    def _draft(
        self, sentence: Sentence, candidate: Candidate, quantities: tuple[Quantity, ...], absorbed: Sequence[Candidate]
    ) -> Draft:
        trigger, rule = candidate.trigger, candidate.rule
        standing = self._standing(sentence, candidate)
        told = (candidate, *candidate.harms)
        actor_heads = next((one.actors for one in told if one.actors), ())
        harmed = tuple(dict.fromkeys(head for one in told for head in one.recipients))
        if not harmed:  # "blocked the road to protest against the police"
            harmed = next((one.recipients for one in absorbed if one.rule.type == rule.type and one.recipients), ())
            harmed = tuple(head for head in harmed if head not in actor_heads)
        actors = make_entities(sentence, tuple(h for h in actor_heads if h != trigger.index))
        recipients = make_entities(sentence, harmed)
        taken = tuple(entity.span for entity in (*actors, *recipients))
        material = self._is_material(candidate)
        place = self.settings.place_of(sentence, candidate, taken, material=material)
        date = self.settings.date_of(sentence, candidate)
        contents = self._contents(sentence, candidate, absorbed, (*actors, *recipients))
        if place is not None and not material and _is_contents(place, contents):
            place = None
        # "called for a march": whoever calls is no voice for the calling
        called = rule.type == "PROTEST" and candidate.carrier is not None and candidate.carrier.status == "future"
        spoken = candidate.carrier.verb if candidate.carrier is not None and called else trigger.index
        voice = self.voices.voice_at(sentence.index, spoken)
        if self.voices.voice_at(sentence.index, min(trigger.words)) == PUBLISHER:
            voice = PUBLISHER  # "pledged its support": told by whoever tells of the pledging
        frame, lemma = sentence.frame_at.get(trigger.anchor), trigger.word(sentence)
        status, historical = self.settings.in_time(sentence, standing, date)
        date = self.settings.fitting(date, status)
        extent = find_extent(sentence, candidate, status, date, quantities)
        extent = (
            "single" if extent == "generic" and self.settings.clocked_day() else extent
        )  # "14:20 Drivers block ..."
        mention = Mention(
            id="",
            report=self.report.id,
            type=rule.type,
            mode=rule.mode or open_mode(sentence, candidate, contents, self.scheme, self.reading),
            sentence=sentence.span,
            trigger=trigger.span(sentence),
            why=Why(lemma, frame.roleset if frame else None, rule.id),
            confidence=find_confidence(sentence, candidate, status, self.scheme.confidence.weights),
            contexts=_union(self.contexts.get(sentence.paragraph, ()), rule.contexts),
            status=status,
            historical=historical,
            attempted=standing.attempted,
            extent=extent,
            actors=actors,
            recipients=recipients,
            place=place,
            date=date,
            quantities=quantities,
            harm=rule.harm or worst(candidate.harms) or harm_of(sentence, candidate),
            voice=voice,
        )
        return Draft(mention, candidate, sentence, contents)

    def _is_material(self, candidate: Candidate) -> bool:
        return self.scheme.types[candidate.rule.type].quad.startswith("material")

    def _standing(self, sentence: Sentence, candidate: Candidate) -> Standing:
        found = find_standing(sentence, candidate.trigger.anchor, self.scheme, candidate.carrier)
        if candidate.rule.status is not None and found.status == "actual":
            return Standing(candidate.rule.status, found.attempted, found.historical, candidate.trigger.index)
        return found

    def _contents(
        self, sentence: Sentence, candidate: Candidate, absorbed: Sequence[Candidate], parties: Sequence[Entity]
    ) -> tuple[FoundContent, ...]:
        """Its own contents and those of what it absorbs; a participant (of ``parties``) is no content."""
        found: dict[Span, FoundContent] = {}
        for one in (candidate, *absorbed):
            carrier, slots = self._carrying(sentence, one), one.rule.content
            nouns = [k for k in one.trigger.words if sentence.tokens[k].upos == "NOUN"]  # "signed a *petition*"
            for at in dict.fromkeys((one.trigger.index, one.trigger.anchor, *nouns)):
                told = find_contents(self.report, self.reading, sentence, at, slots, carrier=carrier)
                for content in (*told, *evoked(sentence, at, one.trigger.words, slots)):
                    own = content.sentence == sentence.index and one.trigger.index in content.tokens
                    if (
                        own
                        or self._opens_with_day(content)
                        or (self._is_time(content) and not _is_verbal(sentence, content))
                    ):
                        continue
                    content = cut_before(sentence, content, one.trigger.words)
                    span = content.content.span
                    if not any(party.span.covers(span) and span.covers(party.head) for party in parties):
                        found.setdefault(span, content)
        return joined(self.reading.sentences, found.values())

    def _carrying(self, sentence: Sentence, candidate: Candidate) -> int | None:
        """The verb that an event noun leans on: its light verb, that of its phrase, or one that could be ("went on strike",
        where the tree has an object)."""
        if candidate.carrier is not None:
            return candidate.carrier.verb
        index = candidate.trigger.index
        phrase = (k for k in candidate.trigger.words if sentence.tokens[k].upos in {"VERB", "AUX"} and k != index)
        head = sentence.tokens[index].head
        first = first_conjunct(sentence, index)
        if is_noun(sentence, index) and base(sentence.tokens[first].deprel) == "nsubj":
            head = sentence.tokens[first].head  # "the strikes are occurring in defiance of the ban"
            return head if sentence.tokens[head].lemma.lower() in _HAPPENING else next(phrase, None)
        leans = is_noun(sentence, index) and head >= 0 and base(sentence.tokens[index].deprel) in {"obj", "obl"}
        lemma = sentence.tokens[head].lemma.lower() if leans else ""
        light = any(
            lemma in one.verbs and candidate.rule.type in one.types | {candidate.rule.type} for one in self.scheme.light
        )
        return next(phrase, head if light else None)

    def _is_time(self, content: FoundContent) -> bool:
        """ "struck for more than a month" tells how long, not what for."""
        span = content.content.span
        said = span.of(self.report.text).casefold().split()
        return (len(said) < 6 and bool(said) and said[-1] in _TIMES) or any(
            d.span and d.span.covers(span) for d in self.reading.dates
        )

    def _opens_with_day(self, content: FoundContent) -> bool:
        """ "A strike for 11 December, the day on which ..."."""
        span = content.content.span
        days = (d.span for d in self.reading.dates if d.span is not None)
        found = next((d for d in days if d.start <= span.start < d.end < span.end), None)
        return found is not None and self.report.text.startswith(",", found.end)

    def _numbered(self, mention: Mention) -> Mention:
        key = (mention.type, mention.why.lemma.lower())
        self._seen[key] = self._seen.get(key, -1) + 1
        return replace(mention, id=mention_id(self.report.id, *key, self._seen[key]))


def _is_contents(place: Place, contents: Sequence[FoundContent]) -> bool:
    """ "Denounced the arrests in Lima": right behind what is said, a place is that of what is spoken of."""
    spans = [one.content.span for one in contents]
    return place.span is not None and any(s.start < place.span.start <= s.end + NEAR for s in spans)


def _is_verbal(sentence: Sentence, content: FoundContent) -> bool:
    return any(sentence.tokens[k].upos == "VERB" for k in content.tokens if k < len(sentence.tokens))


def hangs_on(sentence: Sentence, inner: Candidate, outer: Candidate) -> bool:
    """Whether one event's words are a clause or phrase of the other's: "marched, demanding ..."."""
    outside = {outer.trigger.index, outer.trigger.anchor}
    if outer.carrier is not None:
        outside.add(outer.carrier.verb)
    token = sentence.tokens[inner.trigger.anchor]
    relations = {"advcl", "acl", "xcomp"}
    if inner.rule.type != outer.rule.type or case_of(sentence, inner.trigger.anchor) == "in":
        relations |= {"nmod", "obl"}  # "marched in protest at the verdict"
    if token.xpos == "VBG" and inner.rule.type != outer.rule.type and inner.trigger.index > outer.trigger.index:
        # "staged a protest outside the station demanding ...", wherever the tree hangs the participle
        near = [k for k, _ in zip(sentence.ancestors(inner.trigger.anchor), range(3), strict=False)]
        return token.deprel in {"acl", "advcl"} and bool(outside & set(near))
    return token.head in outside and token.deprel.split(":")[0] in relations and token.deprel != "acl:relcl"


def _union(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for part in parts for name in part}))
