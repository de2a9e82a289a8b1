"""``code_report``: a report's reading in; its mentions, its figures and the problems met out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kronika.code.confidence import find_confidence
from kronika.code.contexts import find_contexts
from kronika.code.entities import make_entities
from kronika.code.kinds import Kinds
from kronika.code.merge import choose
from kronika.code.participants import Candidate, find_participants
from kronika.code.settings import Settings
from kronika.code.status import find_standing
from kronika.code.triggers import find_triggers
from kronika.records import Figure, Mention, Problem, Reading, Report, Sentence, Why, mention_id
from kronika.scheme import Scheme
from kronika.scheme.lexicon import Lexicon


@dataclass(slots=True)
class _Counter:
    """Numbers the mentions of one type and trigger lemma in a report, from 0."""

    seen: dict[tuple[str, str], int]

    def next(self, type_: str, lemma: str) -> int:
        key = (type_, lemma.lower())
        self.seen[key] = self.seen.get(key, -1) + 1
        return self.seen[key]


def code_report(
    report: Report, reading: Reading, scheme: Scheme, lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Figure, ...], tuple[Problem, ...]]:
    """Code every sentence of a report. Mentions come in the order of their triggers."""
    kinds, settings, counter = Kinds(report.text, lexicon), Settings(report, reading), _Counter({})
    contexts = _paragraph_contexts(reading, scheme)
    mentions: list[Mention] = []
    for sentence in reading.sentences:
        for candidate in fired(sentence, scheme, kinds):
            mentions.append(_mention(report, sentence, candidate, scheme, settings, counter, contexts))
    return tuple(mentions), (), ()


def fired(sentence: Sentence, scheme: Scheme, kinds: Kinds) -> tuple[Candidate, ...]:
    """The candidates of a sentence that become mentions: one a happening."""
    candidates = [find_participants(sentence, t, scheme, kinds) for t in find_triggers(sentence, scheme)]
    return choose(sentence, candidates)


def _paragraph_contexts(reading: Reading, scheme: Scheme) -> dict[int, tuple[str, ...]]:
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    return {number: find_contexts(sentences, scheme) for number, sentences in paragraphs.items()}


def _mention(
    report: Report,
    sentence: Sentence,
    candidate: Candidate,
    scheme: Scheme,
    settings: Settings,
    counter: _Counter,
    contexts: dict[int, tuple[str, ...]],
) -> Mention:
    trigger, rule = candidate.trigger, candidate.rule
    actors = make_entities(sentence, candidate.actors)
    recipients = make_entities(sentence, candidate.recipients)
    standing = find_standing(sentence, trigger.anchor, scheme, candidate.carrier)
    taken = tuple(entity.span for entity in (*actors, *recipients))
    frame = sentence.frame_at.get(trigger.anchor)
    lemma = sentence.tokens[trigger.index].lemma
    return Mention(
        id=mention_id(report.id, rule.type, lemma, counter.next(rule.type, lemma)),
        report=report.id,
        type=rule.type,
        mode=rule.mode,
        sentence=sentence.span,
        trigger=trigger.span(sentence),
        why=Why(lemma, frame.roleset if frame else None, rule.id),
        confidence=find_confidence(sentence, candidate),
        contexts=_union(contexts.get(sentence.paragraph, ()), rule.contexts),
        status=rule.status if rule.status and standing.status == "actual" else standing.status,
        historical=standing.historical,
        attempted=standing.attempted,
        actors=actors,
        recipients=recipients,
        place=settings.place_of(sentence, trigger.anchor, taken),
        date=settings.date_of(sentence, trigger.anchor),
        harm=rule.harm,
    )


def _union(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for part in parts for name in part}))
