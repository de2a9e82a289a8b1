"""Scores: gold mentions against coded ones. A match is an overlapping trigger and the same type, one to one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from kronika.evaluate.counts import Count
from kronika.evaluate.gold import Gold, GoldEntity, GoldMention, GoldPlace, GoldQuantity, span
from kronika.evaluate.lenient import Telling, count_by_sentence, sentence_starts, tell
from kronika.evaluate.others import Asked
from kronika.evaluate.pairing import pair_up
from kronika.records import Entity, Mention, Quantity, Report, Span

G = TypeVar("G")
C = TypeVar("C")
LENIENT = "types, by sentence"
SAMPLES = 1000  # bootstrap samples, over reports


Counts = dict[str, Count]


def expected_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error of (confidence, right) over ten equal bins (Naeini, Cooper and Hauskrecht 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
    return sum(abs(sum(c for c, _ in found) - sum(r for _, r in found)) / len(pairs) for found in bins.values())


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts over all reports, intervals of F1, the (confidence, right) pairs, and the hits and misses by name."""

    counts: Counts
    intervals: dict[str, tuple[float, float]]
    calibration: tuple[tuple[float, bool], ...]
    found: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    false: frozenset[str] = frozenset()
    words: dict[str, str] = field(default_factory=dict)

    @property
    def calibration_error(self) -> float | None:
        return expected_error(self.calibration) if self.calibration else None

    def curve(self) -> list[tuple[float, float, float]]:
        """(threshold, precision, recall) for --min-confidence in steps of .05; recall is of the gold mentions."""
        gold = self.counts["mentions, typed"].gold
        points = []
        for step in range(20):
            kept = [right for confidence, right in self.calibration if confidence >= step / 20]
            if kept and gold:
                points.append((step / 20, sum(kept) / len(kept), sum(kept) / gold))
        return points


def score(gold: Sequence[Gold], coded: Sequence[Sequence[Mention]], *, seed: int = 0) -> Scores:
    """Score the mentions of each gold report, given in the same order."""
    per_report: list[Counts] = []
    calibration: list[tuple[float, bool]] = []
    found: set[str] = set()
    missed: set[str] = set()
    false: set[str] = set()
    words: dict[str, str] = {}
    for one, mentions in zip(gold, coded, strict=True):
        pairs, left_gold, left_coded = match(one.mentions, mentions)
        lenient = count_by_sentence(gold_tellings(one), tellings(one.report, mentions))
        per_report.append(_count(one, pairs, left_gold, left_coded) | {LENIENT: lenient})
        for expected, mention in pairs:
            calibration.append((mention.confidence, True))
            found.add(_name(one, expected.type, span(expected.trigger), words))
        for expected in left_gold:
            missed.add(_name(one, expected.type, span(expected.trigger), words))
        for mention in left_coded:
            calibration.append((mention.confidence, False))
            false.add(_name(one, mention.type, mention.trigger, words))
    return Scores(
        _sum(per_report),
        _intervals(per_report, seed),
        tuple(calibration),
        frozenset(found),
        frozenset(missed),
        frozenset(false),
        words,
    )


def gold_tellings(gold: Gold | Asked) -> list[Telling]:
    """For the lenient measure: which types which sentence has."""
    if isinstance(gold, Asked):
        return list(gold.events)
    starts = sentence_starts(gold.report)
    return [tell(starts, span(one.trigger), (one.type,), optional=one.optional) for one in gold.mentions]


def tellings(report: Report, mentions: Iterable[Mention]) -> list[Telling]:
    starts = sentence_starts(report)
    return [tell(starts, one.trigger, (one.type,)) for one in mentions]


def score_tellings(
    gold: Sequence[Sequence[Telling]], coded: Sequence[Sequence[Telling]], *, seed: int = 0
) -> tuple[Count, tuple[float, float] | None]:
    """The lenient measure alone, for gold or coders that have no more: the count, and the interval of its F1."""
    parts = [{LENIENT: count_by_sentence(one, two)} for one, two in zip(gold, coded, strict=True)]
    return _sum(parts).get(LENIENT, Count()), _intervals(parts, seed).get(LENIENT)


def _name(gold: Gold, type_: str, trigger: Span, words: dict[str, str]) -> str:
    name = f"{gold.report.id}:{trigger.start}:{type_}"
    around = gold.report.text[max(0, trigger.start - 60) : trigger.end + 60].replace("\n", " ")
    words[name] = f"{type_} “{trigger.of(gold.report.text)}” in …{around}…"
    return name


def match(
    gold: Iterable[GoldMention], coded: Iterable[Mention]
) -> tuple[list[tuple[GoldMention, Mention]], list[GoldMention], list[Mention]]:
    """Pairs, then the gold mentions and the coded ones left over; those the guide leaves open are in neither rest."""
    wanted, offered = sorted(gold, key=lambda g: (g.optional, g.trigger)), list(coded)
    paired = dict(
        pair_up(
            wanted,
            offered,
            lambda g, m: m.type == g.type and m.trigger.overlaps(span(g.trigger)),
            lambda g, m: (m.mode == g.mode, m.trigger.start == g.trigger[0], m.confidence),
        )
    )
    pairs = [(one, offered[paired[i]]) for i, one in enumerate(wanted) if i in paired and not one.optional]
    missed = [one for i, one in enumerate(wanted) if i not in paired and not one.optional]
    taken = set(paired.values())
    return pairs, missed, [mention for j, mention in enumerate(offered) if j not in taken]


def _count(
    gold: Gold, pairs: list[tuple[GoldMention, Mention]], missed: list[GoldMention], false: list[Mention]
) -> Counts:
    result: Counts = {"mentions, typed": Count(len(pairs), len(pairs) + len(false), len(pairs) + len(missed))}
    # Untyped: a trigger found under another type counts too.
    touched = len(pair_up(missed, false, lambda g, m: m.trigger.overlaps(span(g.trigger))))
    typed = result["mentions, typed"]
    result["mentions, any type"] = Count(len(pairs) + touched, typed.coded, typed.gold)
    moded = sum(e.mode == m.mode for e, m in pairs)
    result["mentions, typed and moded"] = Count(moded, typed.coded, typed.gold)
    for expected, mention in pairs:
        for name, one in _fields(gold, expected, mention):
            result[name] = result.get(name, Count()) + one
    return result


def _is_set(value: object) -> bool:
    return not isinstance(value, msgspec.UnsetType)


def _yes(right: bool) -> Count:
    return Count(int(right), 1, 1)


def _fields(gold: Gold, expected: GoldMention, mention: Mention) -> Iterable[tuple[str, Count]]:
    """Each annotated field of a matched pair with its count."""
    yield "mode", _yes(expected.mode == mention.mode)
    for name in ("status", "historical", "attempted", "extent"):
        wanted = getattr(expected, name)
        if _is_set(wanted):
            yield name, _yes(wanted == getattr(mention, name))
    if not isinstance(expected.actors, msgspec.UnsetType):
        yield "actors", _entities(expected.actors, mention.actors)
        yield from _countries_and_sectors(expected.actors, mention.actors)
    if not isinstance(expected.recipients, msgspec.UnsetType):
        yield "recipients", _entities(expected.recipients, mention.recipients)
        yield from _countries_and_sectors(expected.recipients, mention.recipients)
    if not isinstance(expected.voice, msgspec.UnsetType):
        yield "voice kind", _yes(expected.voice.kind == mention.voice.kind)
        if expected.voice.speaker is not None:
            speaker = mention.voice.speaker
            yield "voice speaker", _yes(speaker is not None and speaker.span.overlaps(span(expected.voice.speaker)))
    if not isinstance(expected.quantities, msgspec.UnsetType):
        yield "numbers", _aligned(expected.quantities, mention.quantities, _same_quantity)
    if not isinstance(expected.date, msgspec.UnsetType):
        yield "day", _yes(_days(expected.date) == _days(mention.date))
    if not isinstance(expected.place, msgspec.UnsetType):
        yield "place", _yes(_same_place(expected.place, mention, gold.report.text))
    if not isinstance(expected.content, msgspec.UnsetType):
        wanted_spans = [span(pair) for pair in expected.content]
        yield "content", _aligned(wanted_spans, [c.span for c in mention.content], much_the_same)


def _aligned(gold: Sequence[G], coded: Sequence[C], fits: Callable[[G, C], bool]) -> Count:
    return Count(len(pair_up(gold, coded, fits)), len(coded), len(gold))


def _entities(gold: Sequence[GoldEntity], coded: Sequence[Entity]) -> Count:
    return _aligned(gold, coded, lambda g, c: c.head.overlaps(span(g.head)))


def _countries_and_sectors(gold: Sequence[GoldEntity], coded: Sequence[Entity]) -> Iterable[tuple[str, Count]]:
    """Of the participants that were found; ``country, told`` leaves out those whose country the report does not tell."""
    for i, j in pair_up(gold, coded, lambda g, c: c.head.overlaps(span(g.head))):
        one, hit = gold[i], coded[j]
        country, sector = one.country == hit.country, same_sector(one.sectors, hit.sectors)
        if _is_set(one.country):
            yield "country", _yes(country)
            if one.country is not None:
                yield "country, told", _yes(country)
        if sector is not None:
            yield "sector", _yes(sector)
        if _is_set(one.country) and sector is not None:
            yield "country and sector", _yes(country and sector)


def same_sector(gold: Sequence[str] | msgspec.UnsetType, coded: Sequence[str]) -> bool | None:
    """One sector in common, or none on either side (UNK says as much as none); None where it was not annotated."""
    if isinstance(gold, msgspec.UnsetType):
        return None
    wanted, found = set(gold) - {"UNK"}, set(coded) - {"UNK"}
    return bool(wanted & found) or not (wanted or found)


def _same_quantity(gold: GoldQuantity, coded: Quantity) -> bool:
    return coded.span.overlaps(span(gold.span)) and (gold.measure, gold.relation, gold.low, gold.high) == (
        coded.measure,
        coded.relation,
        coded.low,
        coded.high,
    )


def much_the_same(gold: Span, coded: Span) -> bool:
    """Intersection over union of at least one half."""
    shared = min(gold.end, coded.end) - max(gold.start, coded.start)
    return shared > 0 and 2 * shared >= len(gold.join(coded))


def _days(found: object) -> tuple[str | None, str | None]:
    first, last = getattr(found, "first", None), getattr(found, "last", None)
    return (None if first is None else str(first), None if last is None else str(last))


def _same_place(gold: GoldPlace | None, mention: Mention, text: str) -> bool:
    place = mention.place
    if gold is None or place is None:
        return gold is None and place is None
    if gold.country != place.country:
        return False
    names = {n.casefold() for n in (place.name, place.span and place.span.of(text)) if n}
    return gold.name is None or gold.name.casefold() in names


def _sum(parts: Iterable[Counts]) -> Counts:
    total: Counts = {}
    for part in parts:
        for name, one in part.items():
            total[name] = total.get(name, Count()) + one
    return total


def _intervals(per_report: Sequence[Counts], seed: int) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap of F1 over reports (Efron 1979)."""
    chance = random.Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(SAMPLES if len(per_report) > 1 else 0):
        for name, one in _sum(chance.choices(per_report, k=len(per_report))).items():
            if one.f1 is not None:
                drawn.setdefault(name, []).append(one.f1)
    return {
        name: (sorted(values)[int(0.025 * len(values))], sorted(values)[int(0.975 * len(values)) - 1])
        for name, values in drawn.items()
        if len(values) >= SAMPLES // 2
    }
