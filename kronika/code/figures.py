"""The numbers that no mention took in, figures out: shares of votes, turnouts, tolls that belong to no single event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kronika.code.attach import scope_of
from kronika.code.quantities import FoundQuantity
from kronika.code.speakers import entity_at
from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, clause_of
from kronika.code.voices import VoiceMap
from kronika.records import Entity, Figure, Reading, Report, Sentence, figure_id
from kronika.scheme.measures import Measures

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
    unit = one.quantity.unit
    for tier, near in enumerate(_near(sentence, one)):
        for measure in measures.figures:
            if measure.unit == unit and near & measure.words and not (tier and measure.counted):
                total = (
                    bool(near & measures.lasting)
                    or (not tier and "dead" in near)
                    or scope_of(sentence, one.number, measures) == "cumulative"
                )
                lasting = unit != "people" or total
                return (measure.name, SURE) if lasting else None
    return (SHARE, LIKELY) if unit == "percent" and one.people else None


def _near(sentence: Sentence, one: FoundQuantity) -> Iterator[frozenset[str]]:
    """Lemmas that may tell what is measured, nearest first: the noun counted, what the number hangs on, its clause."""
    things = one.quantity.unit == "things"
    yield _lemmas(sentence, () if one.head is None else (one.head,) if things else sentence.subtree(one.head))
    clause = clause_of(sentence, one.number)
    for k in sentence.ancestors(one.number):
        if k == clause:
            break
        yield _lemmas(sentence, (k, *sentence.dependents(k, "compound", "amod")))
    yield _lemmas(sentence, (clause, *sentence.children[clause]))


def _lemmas(sentence: Sentence, tokens: Iterable[int]) -> frozenset[str]:
    return frozenset(sentence.tokens[k].lemma.lower() for k in tokens)


def _of(sentence: Sentence, one: FoundQuantity, text: str) -> Entity | None:
    """Whose figure it is: the subject of its clause ("X won 80 percent of the vote"), else what it is a share of."""
    if one.quantity.unit == "people":  # "officials put the toll at 12": not 12 of the officials
        return entity_at(sentence, one.head, text) if one.head is not None else None
    clause = clause_of(sentence, one.number)
    inside = set(range(one.first, one.end))
    subjects, _ = surface_subjects(sentence, clause)
    for k in subjects:
        if not inside & set(sentence.subtree(k)) and base(sentence.tokens[k].deprel) != "expl":
            return entity_at(sentence, k, text)
    return entity_at(sentence, one.head, text) if one.head is not None else None
