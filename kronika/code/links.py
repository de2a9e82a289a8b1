"""The drafts of one report in, out its mentions with what only shows across them: contents, denials, later numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kronika.code.calls import as_called_for, with_addressees
from kronika.code.drafts import Draft, Drafter
from kronika.code.entities import make_entity
from kronika.code.lights import ends, outer_noun
from kronika.code.told import is_estimate, may_count_people, numbers_told
from kronika.code.trees import base
from kronika.code.wording import FoundContent
from kronika.records import PUBLISHER, ROOT, Entity, Mention, Sentence, Span, Voice
from kronika.scheme.voices import load_voices

NEAR = 1  # paragraphs over which a later number counts those of an event told before
_SAID = frozenset({"ACCUSE", "REQUEST", "STATEMENT"})
_NOUNS = frozenset({"REQUEST/demand-noun", "REQUEST/appeal", "REQUEST/call-noun"})
_PASSING = frozenset({"conj", "xcomp", "ccomp", "csubj"})


def link(drafter: Drafter, drafts: Sequence[Draft]) -> tuple[Mention, ...]:
    """Mentions in the order of their triggers; each content names the events coded within it."""
    mentions = [draft.mention for draft in drafts]
    by_sentence: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        by_sentence.setdefault(draft.sentence.index, []).append(i)
    for i, draft in enumerate(drafts):
        items = [one for one in draft.contents if _is_item(draft, one)]
        mentions[i] = with_addressees(mentions[i], items, drafter.reading.sentences)
        contents = []
        for one in draft.contents:
            inside = [j for j in by_sentence.get(one.sentence, []) if j != i and _within(drafts[j], one)]
            for j in inside:
                mentions[j] = _in_voice(_as_content(mentions[j], drafts[j], one), mentions[i], drafts[j], one)
                if _is_item(draft, one) and _governed(drafts[j], one.tokens):
                    mentions[j] = as_called_for(mentions[j], drafts[j], mentions[i], draft)
            contents.append(replace(one.content, mentions=tuple(drafts[j].mention.id for j in inside)))
        mentions[i] = replace(mentions[i], content=tuple(contents))
    mentions = [_denied(mention) for mention in mentions]
    _give_later_numbers(drafter, drafts, mentions)
    return tuple(mentions)


def _is_item(draft: Draft, content: FoundContent) -> bool:
    """Whether a request's content is an item of the list behind its colon."""
    wanted = draft.mention.type == "REQUEST" and content.content.polarity == "wanted"
    return wanted and content.sentence != draft.sentence.index


def _within(draft: Draft, content: FoundContent) -> bool:
    return draft.candidate.trigger.index in content.tokens


def _as_content(mention: Mention, draft: Draft, content: FoundContent) -> Mention:
    """What is wanted has not happened; what stands in a relative clause is its own affair."""
    if mention.status != "actual" or not _governed(draft, content.tokens):
        return mention
    if content.content.polarity != "wanted" or _is_supported(draft, content):
        return mention
    carrier = draft.candidate.carrier
    if mention.type == "PROTEST" and carrier is not None and ends(draft.sentence, carrier):
        return mention  # "urged them to end their strike"
    return replace(mention, status="hypothetical")


def _is_supported(draft: Draft, content: FoundContent) -> bool:
    """ "In solidarity with the strikes": these are on."""
    first = min(content.tokens)
    before = [token.lemma.lower() for token in draft.sentence.tokens[max(0, first - 2) : first]]
    return len(before) == 2 and before[0] in load_voices().issue_nouns and before[1] in {"with", "of"}


def _in_voice(mention: Mention, outer: Mention, draft: Draft, content: FoundContent) -> Mention:
    """What somebody wants is told in his words, also where a noun with no clause of its own tells it: "the central demand
    of the strikers is his resignation"."""
    if mention.voice != PUBLISHER or mention.status != "hypothetical" or not outer.actors:
        return mention
    gerund = draft.sentence.tokens[draft.candidate.trigger.anchor].xpos == "VBG"
    if gerund and outer.type == "REQUEST" and _heads(mention.actors) == _heads(outer.actors):
        mention = replace(mention, actors=outer.recipients)  # "besides freeing captives, they demanded that Chile ..."
    elif outer.type != "REQUEST" or outer.why.rule not in _NOUNS or not _governed(draft, content.tokens):
        return mention
    via = None if outer.voice == PUBLISHER else outer.voice
    return replace(mention, voice=Voice("named", outer.actors[0], outer.trigger, via=via))


def _heads(entities: Sequence[Entity]) -> list[Span]:
    return [entity.head for entity in entities]


def _governed(draft: Draft, tokens: frozenset[int]) -> bool:
    """Whether a content is about the event itself, not about something that has to do with it ("an end to arrests")."""
    sentence, candidate = draft.sentence, draft.candidate
    at = candidate.carrier.verb if candidate.carrier is not None else outer_noun(sentence, candidate.trigger.anchor)
    at = at if at in tokens else candidate.trigger.anchor  # the second of "an end to X, the freeing of Y"
    while at in tokens:
        token = sentence.tokens[at]
        if token.head == ROOT or token.head not in tokens:
            return True
        if base(token.deprel) not in _PASSING or _is_question(sentence, at):
            return False
        at = token.head
    return False


def _is_question(sentence: Sentence, clause: int) -> bool:
    """ "Tell us where they are held": they are."""
    return any(sentence.tokens[k].xpos.startswith("W") for k in sentence.dependents(clause, "advmod", "obj", "nsubj"))


def _denied(mention: Mention) -> Mention:
    """What is denied did not happen, as its voice has it; an accusation that is denied was made all the same."""
    if mention.type not in _SAID and mention.voice.stance == "denies" and mention.status == "actual":
        return replace(mention, status="negated")
    return mention


def _give_later_numbers(drafter: Drafter, drafts: Sequence[Draft], mentions: list[Mention]) -> None:
    """ "Hundreds attended", "police put the crowd at 300": numbers of a later sentence that count those of an event told
    before, each in the voice of whoever gives it."""
    for sentence in drafter.reading.sentences:
        numbers = drafter.loose.get(sentence.index, [])
        counted = _last_measure(drafter, drafts, mentions, sentence)
        for told in numbers_told(sentence, numbers, drafter.measures, counted):
            measure = told.quantity.measure
            here = (sentence.index, told.number)
            before = [i for i, d in enumerate(drafts) if _stands(d) < here and _counts(d, measure)]
            estimate = is_estimate(sentence, told, drafter.measures)
            before = _counted(mentions, before, measure) if estimate else before
            if not before or sentence.paragraph - drafts[before[-1]].sentence.paragraph > NEAR + estimate:
                continue
            last = drafts[before[-1]].sentence
            # Of several events in one sentence the one that stands highest: "a rally in solidarity with protests".
            chosen = min((i for i in before if drafts[i].sentence is last), key=lambda i: _depth(drafts[i]))
            mention, voice = mentions[chosen], drafter.voices.voice_at(sentence.index, told.number)
            counts = told.quantity.counts or (None if told.head is None else make_entity(sentence, told.head))
            quantity = replace(told.quantity, counts=counts, voice=voice if voice != mention.voice else None)
            mentions[chosen] = replace(mention, quantities=(*mention.quantities, quantity))
            drafter.loose[sentence.index] = [n for n in drafter.loose[sentence.index] if n.number != told.number]


def _counted(mentions: Sequence[Mention], before: list[int], measure: str) -> list[int]:
    """Of events told before, those up to the last one counted, unless another scene was set since: what one puts a number
    to has one already ("Hundreds marched. They blocked a road. Police put the crowd at 300")."""
    for n in range(len(before) - 1, -1, -1):
        mention = mentions[before[n]]
        if any(quantity.measure == measure for quantity in mention.quantities):
            return before[: n + 1]
        if mention.place is not None or mention.date is not None:
            break
    return before


def _last_measure(drafter: Drafter, drafts: Sequence[Draft], mentions: Sequence[Mention], sentence: Sentence) -> str:
    """What the last number up to a sentence counts, if it counts people and some mention took it: another number that no
    mention took ("drawing 20,000") may be what is disputed."""
    told = [
        (quantity.span, draft.sentence.index, quantity.measure)
        for mention, draft in zip(mentions, drafts, strict=True)
        for quantity in mention.quantities
        if quantity.span.start < sentence.span.end
    ]
    if not told:
        return ""
    span, index, measure = max(told)
    between = [n for i in range(index, sentence.index) for n in drafter.loose.get(i, []) if n.quantity.span > span]
    return measure if measure in drafter.measures.of_people and not any(map(may_count_people, between)) else ""


def _depth(draft: Draft) -> int:
    return sum(1 for _ in draft.sentence.ancestors(draft.candidate.trigger.index))


def _stands(draft: Draft) -> tuple[int, int]:
    return draft.sentence.index, draft.candidate.trigger.index


def _counts(draft: Draft, measure: str) -> bool:
    return measure in draft.candidate.rule.counts.values()
