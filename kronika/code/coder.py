"""``code_report``: a report's reading in; its mentions, its figures and the problems met out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kronika.code.contexts import find_contexts
from kronika.code.drafts import Draft, Drafter, hangs_on
from kronika.code.figures import find_figures
from kronika.code.kinds import Kinds
from kronika.code.links import link
from kronika.code.mend import mend
from kronika.code.merge import choose
from kronika.code.participants import Candidate, find_participants, only_somebody
from kronika.code.settings import Settings
from kronika.code.settle import settle
from kronika.code.triggers import find_triggers
from kronika.code.voices import find_voices
from kronika.records import Figure, Mention, Problem, Reading, Report, Sentence
from kronika.scheme import Rule, Scheme
from kronika.scheme.lexicon import Lexicon
from kronika.scheme.measures import load_measures
from kronika.scheme.voices import load_voices

_ACTS_OF_SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"})
_SMALL = frozenset({"ADP", "PART", "SCONJ"})  # words that are capitalised in names alone
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
LONGEST = 2000  # tokens; what is longer is a table or a list of names, no sentence


def code_report(
    report: Report, reading: Reading, scheme: Scheme, lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Figure, ...], tuple[Problem, ...]]:
    """Code every sentence of a report. Mentions come in the order of their triggers."""
    reading = replace(reading, sentences=tuple(mend(s, scheme) for s in reading.sentences))
    settings, voices = Settings(report, reading), find_voices(report, reading, load_voices())
    kinds, measures = Kinds(report.text, lexicon, voices.cites), load_measures()
    kinds.learn(reading.sentences)
    drafter = Drafter(report, reading, scheme, measures, voices, settings, _paragraph_contexts(reading, scheme))
    senses: dict[str, Rule] = {}
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for sentence in reading.sentences:
        if len(sentence.tokens) > LONGEST:
            message = f"a sentence of {len(sentence.tokens)} words is not coded: it is no sentence"
            problems.append(Problem("code", message, report.id, sentence.span))
            continue
        candidates = find_candidates(sentence, scheme, kinds, settings.day_tokens(sentence))
        chosen = [in_sense(sentence, one, senses) for one in choose(sentence, candidates)]
        chosen = [only_somebody(sentence, one, kinds) for one in chosen]
        fired, absorbed = part_absorbed(sentence, chosen, scheme)
        drafts.extend(drafter.draft(sentence, fired, absorbed))
    mentions = settle(link(drafter, drafts), drafts, settings, reading)
    figures = find_figures(report, reading, drafter.loose, voices, measures)
    return mentions, figures, tuple(problems)


def find_candidates(
    sentence: Sentence, scheme: Scheme, kinds: Kinds, days: frozenset[int] = frozenset()
) -> list[Candidate]:
    """Every rule that a word of the sentence names, with its participants or the reason why it does not fire."""
    triggers = find_triggers(sentence, scheme, days)
    return [
        find_participants(sentence, trigger, scheme, kinds, days)
        for trigger in triggers
        if not _is_named(kinds.text, sentence, trigger.index)
    ]


def _is_named(text: str, sentence: Sentence, index: int) -> bool:
    """ "Women *Against* | Rape": a capital behind a small word that has one is part of a name."""
    tokens = sentence.tokens
    if index < 2 or sentence.role == "headline" or not text[tokens[index].start].isupper():
        return False
    titled = not any(text[token.start].islower() and token.upos in _CONTENT for token in tokens)
    before = tokens[index - 1]
    return (
        before.upos in _SMALL
        and text[before.start].isupper()
        and not text[before.start : before.end].isupper()
        and not titled
    )


def in_sense(sentence: Sentence, candidate: Candidate, senses: dict[str, Rule]) -> Candidate:
    """One sense a report: a bare "strike" after "strikes by coalition aircraft" is no walk-out. Adds to ``senses``."""
    trigger, rule = candidate.trigger, candidate.rule
    if sentence.tokens[trigger.index].upos != "NOUN":
        return candidate
    if rule.within or rule.requires:
        senses[trigger.lemma] = rule
        return candidate
    known = senses.get(trigger.lemma)
    if known is None or known.type == rule.type or candidate.actors or trigger.phrase is not None:
        return candidate
    return replace(candidate, trigger=replace(trigger, rule=known))


def part_absorbed(
    sentence: Sentence, candidates: Sequence[Candidate], scheme: Scheme
) -> tuple[list[Candidate], list[Candidate]]:
    """Events, and those that are only the content of another: "rallied in protest at ..." is one PROTEST, "issued a
    statement denouncing ..." one ACCUSE."""
    candidates = [c for c in candidates if not any(_is_spoken_by(sentence, c, other) for other in candidates)]
    absorbed = [
        inner
        for inner in candidates
        if any(
            inner.rule.type in scheme.types[outer.rule.type].absorbs and hangs_on(sentence, inner, outer)
            for outer in candidates
            if outer is not inner
        )
    ]
    return [c for c in candidates if c not in absorbed], absorbed


def _is_spoken_by(sentence: Sentence, statement: Candidate, other: Candidate) -> bool:
    """Whether a statement is only the paper on which another act of speech stands."""
    if statement.rule.type != "STATEMENT" or other.rule.type not in _ACTS_OF_SPEECH:
        return False
    token = sentence.tokens[other.trigger.anchor]
    return token.deprel == "acl" and token.xpos == "VBG" and token.head == statement.trigger.index


def _paragraph_contexts(reading: Reading, scheme: Scheme) -> dict[int, tuple[str, ...]]:
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    return {number: find_contexts(sentences, scheme) for number, sentences in paragraphs.items()}
