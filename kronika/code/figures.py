"""The numbers that no mention took in, figures out: shares of votes, turnouts, tolls that belong to no single event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kronika.code.attach import scope_of
from kronika.code.quantities import FoundQuantity
from kronika.code.speakers import entity_at
from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, clause_of
from kronika.code.voices import VoiceMap
from kronika.records import Entity, Figure, Reading, Report, Sentence, figure_id
from kronika.scheme.measures import FigureMeasure, Measures

SURE, LIKELY = 0.8, 0.6
SHARE = "share"


def find_figures(
    report: Report,
    reading: Reading,
    loose: Mapping[int, Sequence[FoundQuantity]],
    voices: VoiceMap,
    measures: Measures,
) -> tuple[Figure, ...]:
    """Figures from quantities that no mention took, by index of their sentence.

    Only what somebody would look up again: percentages and fractions of something named, and cumulative tolls of people.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found: list[Figure] = []
    for sentence in reading.sentences:
        for one in loose.get(sentence.index, ()):
            weighed = _weigh(sentence, one, measures)
            if weighed is None:
                continue
            measure, confidence = weighed
            quantity = replace(one.quantity, measure=measure, scope=scope_of(sentence, one.number, measures))
            of = _of(sentence, one, report.text)
            head = of.head.of(report.text) if of is not None else ""
            occurrence = seen[measure, head.lower()]
            seen[measure, head.lower()] += 1
            found.append(
                Figure(
                    figure_id(report.id, measure, head, occurrence),
                    report.id,
                    measure,
                    quantity,
                    sentence.span,
                    confidence,
                    of=of,
                    voice=voices.voice_at(sentence.index, one.number),
                )
            )
    return tuple(found)


def _weigh(sentence: Sentence, one: FoundQuantity, measures: Measures) -> tuple[str, float] | None:
    """A measure for a number worth a figure, with how sure it is, or None."""
    near = list(_near(sentence, one))
    unit = one.quantity.unit
    for measure in measures.figures:
        if measure.unit == unit and _speaks_of(measure, near):
            if unit == "people" and scope_of(sentence, one.number, measures) != "cumulative":
                continue
            return measure.name, SURE
    if unit == "percent" and one.head is not None:
        return SHARE, LIKELY
    return None


def _speaks_of(measure: FigureMeasure, lemmas: Sequence[str]) -> bool:
    return any(lemma in measure.words for lemma in lemmas)


def _near(sentence: Sentence, one: FoundQuantity) -> Iterator[str]:
    """Lemmas of the noun counted and what hangs on it, then of the number's clause."""
    if one.head is not None:
        yield from (sentence.tokens[k].lemma.lower() for k in sentence.subtree(one.head))
    clause = clause_of(sentence, one.number)
    yield sentence.tokens[clause].lemma.lower()
    for k in sentence.children[clause]:
        yield sentence.tokens[k].lemma.lower()


def _of(sentence: Sentence, one: FoundQuantity, text: str) -> Entity | None:
    """Whose figure it is: the subject of its clause ("X won 80 percent of the vote"), else what it is a share of."""
    clause = clause_of(sentence, one.number)
    inside = set(range(one.first, one.end))
    subjects, _ = surface_subjects(sentence, clause)
    for k in subjects:
        if not inside & set(sentence.subtree(k)) and base(sentence.tokens[k].deprel) != "expl":
            return entity_at(sentence, k, text)
    return entity_at(sentence, one.head, text) if one.head is not None else None
