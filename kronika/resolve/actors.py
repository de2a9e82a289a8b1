"""``resolve_actors``: the entities of mentions and figures filled: name, country, sectors, role, antecedent, known id, place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kronika.records import (
    CountryBasis,
    Entity,
    Figure,
    Mention,
    Quantity,
    Reading,
    Report,
    Sentence,
    Span,
    Voice,
)
from kronika.resolve.antecedents import (
    FIRST,
    FIRST_SINGLE,
    antecedent_of,
    is_definite,
    is_quoted,
    only_person,
    speaking,
)
from kronika.resolve.athome import at_home
from kronika.resolve.gazetteer import Gazetteer
from kronika.resolve.home import home_of, tally
from kronika.resolve.naming import Words, body_at, inner_tokens, known_body, name_is_state, name_of, name_span
from kronika.resolve.periods import published_period
from kronika.resolve.phrasing import BELONGS, Facts, facts_at
from kronika.resolve.profiles import Profile, Profiles, build_profiles
from kronika.resolve.ranking import shares_of
from kronika.resolve.scenes import find_headings, find_scenes
from kronika.resolve.surroundings import Surroundings, around
from kronika.scheme.lexicon import Body, Lexicon, name_at

OFFICE = 40  # characters in which the words before a title that make it an office stand
DEEPEST = 4  # antecedents of antecedents
WORKERS_MODES = frozenset({"strike"})  # whoever strikes may be a worker, a student or a shopkeeper
PEOPLE = frozenset(
    {"he", "she", "they", "we", "those", "who", "some", "many", "other", "others", "their", "his", "her", "our", "my"}
)
MODIFIERS = frozenset({"amod", "det", "compound", "nmod:poss", "case", "punct"})


@dataclass(slots=True)
class Resolver:
    """One report's sentences, places and profiles; remembers each entity it has filled."""

    words: Words
    sentences: Sequence[Sentence]
    profiles: Profiles
    surroundings: Surroundings
    starts: list[int] = field(default_factory=list)
    signer: Profile | None = None  # the organisation that publishes the report, where the report names it
    filled: dict[tuple[int, int], Entity] = field(default_factory=dict)

    def fill(self, entity: Entity, depth: int = 0) -> Entity:
        """The entity with what the report tells of it; what it does not tell stays None or empty."""
        key = (entity.head.start, entity.head.end)
        if key not in self.filled:
            self.filled[key] = self._fill(entity, depth)
        done = self.filled[key]
        return replace(done, span=entity.span, head=entity.head)

    def _fill(self, entity: Entity, depth: int) -> Entity:
        at = self._head_at(entity.head)
        if at is None:
            return entity
        index, head = at
        sentence = self.sentences[index]
        facts = facts_at(self.words, sentence, head)
        name = name_of(sentence, head)
        named = name_span(self.words, sentence, name).of(self.words.text) if name else None
        known = self._known(sentence, head, named)
        antecedent = None
        if named is not None and known is None and (profile := self.profiles.of(named, entity.head.start)) is not None:
            facts = facts.filled(profile.facts.told_by("antecedent"))
            antecedent = profile.span if profile.name != named and profile.span.end <= entity.head.start else None
            named = profile.name
        elif named is None and known is None and depth < DEEPEST:
            antecedent = antecedent_of(self.words, self.sentences, index, head) or self._titled(sentence, head)
            if antecedent is not None and antecedent.start < entity.head.start and not antecedent.overlaps(entity.head):
                target = self._target(antecedent, depth)
                told = Facts(target.country, target.sectors, None, target.place).told_by("antecedent")
                again = bool(target.sectors) and self._is_again(sentence, head, antecedent)
                facts = told.filled(facts) if again else facts.filled(told)
                named, known = target.name, target.known
            else:
                antecedent = None
        if set(facts.sectors) <= {"GOV", "BUS"} or self.words.lemma(sentence, head) == "cadre":
            facts = self._of_theirs(facts, sentence, head, depth)
        if facts.country is None:
            facts = facts.filled(self._beyond(facts, sentence, head, known))
        seat = self._seated(named or self.words.of(sentence, head))
        if seat is not None and seat.id == known:
            facts = replace(facts, country=seat.code)
        place = replace(facts.place, basis="actor") if facts.place else None
        antecedent = antecedent and self._unpossessed(antecedent)
        return replace(
            entity, name=named, country=facts.country, sectors=facts.sectors, place=place, antecedent=antecedent, known=known,
            role=facts.role.of(self.words.text) if facts.role else None, country_basis=facts.basis,
        )  # fmt: skip

    def _unpossessed(self, span: Span) -> Span:
        """ "The women's", of their march: the women."""
        ending = re.search(r"['’](?:s)?$", span.of(self.words.text))
        return Span(span.start, span.start + ending.start()) if ending and ending.start() else span

    def _is_again(self, sentence: Sentence, head: int, antecedent: Span) -> bool:
        """ "The council" after "the regional council": the longer phrase tells better who they are."""
        same = antecedent.of(self.words.text).lower().split()[-1:] == [self.words.of(sentence, head).lower()]
        return same and sentence.tokens[head].upos == "NOUN"

    def _beyond(self, facts: Facts, sentence: Sentence, head: int, known: str | None) -> Facts:
        """The country of somebody of whom no words of its own tell one."""
        if (body := self.words.lexicon.body_by_id(known)) is not None:
            return Facts(body.code, basis="name")
        if facts.role is not None and (country := self._of_office(facts.role)) is not None:
            return Facts(country, basis="name")
        if (country := self._of_whose(sentence, head)) is not None:
            return Facts(country, basis="possessive")
        return around(self.surroundings, facts, sentence, head)

    def _of_theirs(self, facts: Facts, sentence: Sentence, head: int, depth: int) -> Facts:
        """ "Its leaders", "its president Ada Poe": of the body that the pronoun stands for, if that has a sector."""
        named = name_at(sentence, head)
        head = sentence.head_of(named.first, named.end) if named is not None else head
        bearers = (head, *sentence.dependents(head, "nmod:desc", "compound"))
        owner = next((k for one in bearers for k in sentence.dependents(one, "nmod:poss") if k < head), None)
        if owner is None or depth >= DEEPEST or self.words.of(sentence, owner).lower() not in {"its", "their"}:
            return facts
        last = named.first if named is not None else head + 1
        if not any(self.words.lemma(sentence, k) in BELONGS for k in range(owner + 1, last)):
            return facts
        token = sentence.tokens[owner]
        span = Span(token.start, token.end)
        body = self.fill(Entity(span, span), depth + 1)
        told = Facts(body.country).told_by("possessive")
        if not body.sectors or {"GOV", "CVL"} & {*body.sectors}:
            return facts.filled(told) if body.sectors else facts
        return replace(facts, sectors=body.sectors).filled(told)

    def _of_office(self, role: Span) -> str | None:
        """Of the states that have such an office, the one that the report speaks of most."""
        before = self.words.text[max(0, role.start - OFFICE) : role.end].lower().split()
        titles = (
            " ".join(before[k:]) for k in range(len(before))
        )  # "Defense Secretary", of which "Secretary" is the role
        offices = next((held for title in titles if (held := self.words.lexicon.offices.get(title))), ())
        told = [c for c in offices if self.words.context.get(c)]
        return max(told, key=lambda code: self.words.context[code], default=None)

    def _titled(self, sentence: Sentence, head: int) -> Span | None:
        """ "the president", "the secretary": whoever was named with that title last."""
        if not is_definite(self.words, sentence, head):
            return None
        lemma, start = self.words.lemma(sentence, head), sentence.tokens[head].start
        told = [
            p.span
            for p in self.profiles.by_name.values()
            if p.label == "PER" and p.span.end <= start and p.facts.role is not None
            if p.facts.role.of(self.words.text).lower().endswith(lemma)
        ]
        return max(told, default=None) or only_person(self.words, sentence, head)

    def _target(self, span: Span, depth: int) -> Entity:
        """The antecedent's phrase, filled like any entity."""
        at = self._head_at(span)
        if at is None:
            return Entity(span, span)
        index, head = at
        token = self.sentences[index].tokens[head]
        return self.fill(Entity(span, Span(token.start, token.end)), depth + 1)

    def _known(self, sentence: Sentence, head: int, named: str | None) -> str | None:
        """An id for countries (also told by their capital) and well-known bodies."""
        text = named or self.words.of(sentence, head)
        body = body_at(self.words, sentence, head) or known_body(self.words, text) or self._seated(text)
        if body is not None and body.listed:
            return body.id
        if name_is_state(self.words, sentence, head):
            lexicon = self.words.lexicon
            return f"country:{lexicon.country_of_name(text) or lexicon.country_of_capital(text)}"
        return None

    def _seated(self, name: str) -> Body | None:
        """A body told by its seat: "Brussels" in a report of the European Union that says nothing of Belgium."""
        body = self.words.lexicon.body(self.words.lexicon.seats.get(name.lower(), ""))
        code = self.words.lexicon.country_of_capital(name)
        if body is None or code is None:
            return None
        country, text = self.words.lexicon.countries[code], self.words.text
        told = any(re.search(rf"\b{re.escape(n)}\b", text) for n in (body.name, *self.words.lexicon.names_of(body)))
        return body if told and not any(n in text for n in (country.name, *country.adjectives)) else None

    def _of_whose(self, sentence: Sentence, head: int) -> str | None:
        """The country of the person that a phrase names the bearer's master: "the Petrov government"."""
        for i in inner_tokens(sentence, head):
            name = name_at(sentence, i)
            if i < head and name is not None and name.label == "PER" and not name.first <= head < name.end:
                profile = self.profiles.of(
                    name_span(self.words, sentence, name).of(self.words.text), sentence.span.start
                )
                return profile.facts.country if profile else None
        return None

    def around(self, entity: Entity) -> Facts:
        """The country where a crowd of whom nothing is told does what it does."""
        at = self._head_at(entity.head)
        crowd = Facts(sectors=("CVL",))
        return around(self.surroundings, crowd, self.sentences[at[0]], at[1]) if at is not None else Facts()

    def is_person(self, entity: Entity) -> bool:
        """Whether a phrase names somebody or some people, not a body; by its name or pronoun."""
        at = self._head_at(entity.head)
        if at is None:
            return False
        sentence, head = self.sentences[at[0]], at[1]
        name = name_of(sentence, head)
        personal = sentence.tokens[head].lemma.lower() in PEOPLE and entity.antecedent is None
        return personal or (name is not None and name.label == "PER")

    def _head_at(self, span: Span) -> tuple[int, int] | None:
        """The sentence of a span, and the token of the span that governs the others."""
        at = self._token_at(span)
        if at is None:
            return None
        index, first = at
        sentence = self.sentences[index]
        end = first + 1
        while end < len(sentence.tokens) and sentence.tokens[end].start < span.end:
            end += 1
        # A slip of the tree may hang a modifier elsewhere: "the Supreme | Court".
        loose = [i for i in range(first, end) if not first <= sentence.tokens[i].head < end]
        named = [i for i in loose if sentence.tokens[i].deprel not in MODIFIERS]
        return index, (named or loose or [first])[0]

    def _token_at(self, span: Span) -> tuple[int, int] | None:
        """The sentence, and the token in it, that begin a span."""
        index = bisect_right(self.starts, span.start) - 1
        if index < 0:
            return None
        tokens = self.sentences[index].tokens
        return next(((index, i) for i, token in enumerate(tokens) if token.end > span.start), None)


def resolve_actors(
    report: Report,
    reading: Reading,
    mentions: Iterable[Mention],
    figures: Iterable[Figure],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
) -> tuple[tuple[Mention, ...], tuple[Figure, ...]]:
    """Every entity of the mentions and figures, wherever it stands in them, filled; cumulative numbers get their period."""
    counts = tally(report.text, reading, lexicon)
    context = shares_of(counts)
    words = Words(report.text, lexicon, {p.span.start: p for p in reading.places if p.span is not None}, context)
    profiles = build_profiles(words, reading.sentences)
    home = home_of(counts, report.text, reading, lexicon)
    scenes, headings = find_scenes(report.text, reading), find_headings(report.text, reading)
    resolver = Resolver(
        words,
        reading.sentences,
        profiles,
        Surroundings(words, home, scenes, headings, len(reading.sentences)),
        [s.span.start for s in reading.sentences],
        profiles.signer(report.publisher),
    )
    last = published.last if (published := published_period(report.published)) else None
    return (
        tuple(at_home(_mention(m, resolver, reading, last), reading, home) for m in mentions),
        tuple(_figure(f, resolver, reading, last) for f in figures),
    )


def _mention(mention: Mention, resolver: Resolver, reading: Reading, published: date | None) -> Mention:
    text, voice = resolver.words.text, _voice(mention.voice, resolver)
    actors = tuple(_signing(speaking(resolver.fill(e), voice, text), voice, resolver) for e in mention.actors)
    if mention.type == "PROTEST" and mention.mode not in WORKERS_MODES:
        actors = tuple(_protesting(e, resolver) for e in actors)
    told = [span for e in actors for span in (e.span, e.antecedent) if span is not None]
    return replace(
        mention,
        actors=actors,
        recipients=tuple(speaking(_other(e, resolver.fill(e), told), voice, text) for e in mention.recipients),
        quantities=tuple(_quantity(q, mention.sentence, resolver, reading, published) for q in mention.quantities),
        voice=voice,
    )


def _protesting(entity: Entity, resolver: Resolver) -> Entity:
    """Persons of whom nothing else is told are protesters by what they do, and of where they do it."""
    if entity.sectors or not resolver.is_person(entity):
        return entity
    crowd, here = replace(entity, sectors=("CVL",)), resolver.around(entity)
    many = entity.span.of(resolver.words.text).lower() in {
        "they",
        "we",
        "their",
        "our",
        "those",
        "many",
        "some",
        "others",
    }
    if entity.country is not None or not many or here.country is None:
        return crowd
    return replace(crowd, country=here.country, country_basis=here.basis)


def _signing(entity: Entity, voice: Voice, resolver: Resolver) -> Entity:
    """ "We call on the court", in a report's own voice: the organisation that publishes it."""
    signer, text = resolver.signer, resolver.words.text
    own = voice.kind == "publisher" and entity.span.of(text).lower() in FIRST - FIRST_SINGLE
    if signer is None or not own or entity.sectors or is_quoted(text, entity.span.start):
        return entity
    facts = signer.facts
    basis: CountryBasis | None = "antecedent" if facts.country else None
    return replace(
        entity,
        name=signer.name,
        country=facts.country,
        country_basis=basis,
        sectors=facts.sectors,
        antecedent=signer.span,
    )


def _other(bare: Entity, filled: Entity, actors: Sequence[Span]) -> Entity:
    """A recipient is nobody who acts: "police seized their banners" were not the police's."""
    same = filled.antecedent is not None and any(filled.antecedent.overlaps(span) for span in actors)
    return bare if same else filled


def _figure(figure: Figure, resolver: Resolver, reading: Reading, published: date | None) -> Figure:
    return replace(
        figure,
        of=resolver.fill(figure.of) if figure.of else None,
        quantity=_quantity(figure.quantity, figure.sentence, resolver, reading, published),
        voice=_voice(figure.voice, resolver),
    )


def _voice(voice: Voice, resolver: Resolver) -> Voice:
    speaker = resolver.fill(voice.speaker) if voice.speaker else None
    return replace(voice, speaker=speaker, via=_voice(voice.via, resolver) if voice.via else None)


def _quantity(
    quantity: Quantity, sentence: Span, resolver: Resolver, reading: Reading, published: date | None
) -> Quantity:
    counted = replace(quantity, counts=resolver.fill(quantity.counts)) if quantity.counts else quantity
    if quantity.voice is not None:
        counted = replace(counted, voice=_voice(quantity.voice, resolver))
    if quantity.scope != "cumulative" or quantity.first or quantity.last:
        return counted
    dates = [d for d in reading.dates if d.span is not None and sentence.covers(d.span)]
    first = next((d.first for d in dates if d.first is not None and d.last is None), None)
    last = next((d.last for d in dates if d.last is not None and d.first is None), None)
    if first is None and last is None and len(dates) == 1 and dates[0].precision != "day":
        first, last = dates[0].first, dates[0].last
    if first is not None and last is None and published is not None and published >= first:
        last = published
    return replace(counted, first=first, last=last)
