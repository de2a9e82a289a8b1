"""How far two annotators agree who coded the same texts, blind to each other.

``python -m kronika.evaluate.agree ONE.jsonl TWO.jsonl [--corpora DIR] [--differences]`` takes two gold files (or folders
of them) and compares the texts that both have. What either left open (``optional``) says neither yes nor no to the
question whether there is a mention.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kronika.evaluate.alpha import alpha
from kronika.evaluate.counts import Count
from kronika.evaluate.gold import Gold, GoldEntity, GoldError, GoldMention, GoldQuantity, load_gold, span
from kronika.evaluate.pairing import pair_up
from kronika.evaluate.score import much_the_same, same_sector

SAMPLES = 500
WORD = re.compile(r"\w[\w'’-]*")
Unit = tuple[Hashable | None, Hashable | None]
Pair = tuple[GoldMention, GoldMention]


@dataclass(frozen=True, slots=True)
class Both:
    """One text as two annotators coded it."""

    text: str
    pairs: tuple[Pair, ...]
    only: tuple[tuple[GoldMention, ...], tuple[GoldMention, ...]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """``alphas``: question -> alpha, its interval and the units; ``counts``: what was named -> F1 of the two."""

    texts: int
    mentions: tuple[int, int]
    alphas: dict[str, tuple[float | None, tuple[float, float] | None, int]]
    counts: dict[str, Count]


def compare(one: Sequence[Gold], two: Sequence[Gold]) -> list[Both]:
    """The texts that both annotated, in the order of the first."""
    others = {gold.report.text: gold for gold in two}
    return [
        _both(gold.report.text, gold.mentions, others[gold.report.text].mentions)
        for gold in one
        if gold.report.text in others
    ]


def _both(text: str, one: Sequence[GoldMention], two: Sequence[GoldMention]) -> Both:
    paired = pair_up(
        one,
        two,
        lambda a, b: span(a.trigger).overlaps(span(b.trigger)),
        lambda a, b: (a.type == b.type, a.mode == b.mode, not (a.optional or b.optional)),
    )
    left, right = {i for i, _ in paired}, {j for _, j in paired}
    return Both(
        text,
        tuple((one[i], two[j]) for i, j in paired),
        (
            tuple(m for i, m in enumerate(one) if i not in left),
            tuple(m for j, m in enumerate(two) if j not in right),
        ),
    )


def _presence(both: Both, *, strict: bool = False) -> Iterator[Unit]:
    """Every word of the text: is it the trigger of a mention? A trigger of several words is one unit.

    What an annotator left open is no answer; in the strict count it is a yes.
    """

    def there(mention: GoldMention) -> str | None:
        return None if mention.optional and not strict else "mention"

    for a, b in both.pairs:
        yield there(a), there(b)
    for side, alone in enumerate(both.only):
        for mention in alone:
            yield (there(mention), "none") if side == 0 else ("none", there(mention))
    taken = [span(m.trigger) for pair in both.pairs for m in pair] + [span(m.trigger) for s in both.only for m in s]
    for word in WORD.finditer(both.text):
        if not any(t.start < word.end() and word.start() < t.end for t in taken):
            yield ("none", "none")


def _values(take: Callable[[GoldMention], Any], *, typed: bool = True) -> Callable[[Both], Iterator[Unit]]:
    def units(both: Both) -> Iterator[Unit]:
        for a, b in both.pairs:
            if a.type == b.type or not typed:
                yield (_given(take(a)), _given(take(b)))

    return units


def _given(value: Any) -> Hashable | None:
    return None if isinstance(value, msgspec.UnsetType) else value


QUESTIONS: dict[str, Callable[[Both], Iterator[Unit]]] = {
    "mention present": _presence,
    "mention present, open ones counted": lambda both: _presence(both, strict=True),
    "type": _values(lambda m: m.type, typed=False),
    "type and mode": _values(lambda m: f"{m.type}.{m.mode}"),
    "status": _values(lambda m: m.status),
    "extent": _values(lambda m: m.extent),
    "historical": _values(lambda m: m.historical),
    "attempted": _values(lambda m: m.attempted),
    "voice kind": _values(lambda m: m.voice if isinstance(m.voice, msgspec.UnsetType) else m.voice.kind),
}


def _named(both: Both) -> Iterator[tuple[str, Count]]:
    """What one annotator names and the other may name too, as F1 between them."""
    same = [(a, b) for a, b in both.pairs if a.type == b.type]
    firm = sum(not (a.optional or b.optional) for a, b in same)
    alone = [sum(not m.optional for m in side) for side in both.only]
    apart = sum(a.type != b.type and not (a.optional or b.optional) for a, b in both.pairs)
    yield "mentions, typed", Count(firm, firm + apart + alone[0], firm + apart + alone[1])
    yield "mentions, any type", Count(firm + apart, firm + apart + alone[0], firm + apart + alone[1])
    for a, b in same:
        for name in ("actors", "recipients"):
            yield from _entities(name, getattr(a, name), getattr(b, name))
        yield "content", _spans(a.content, b.content)
        yield "numbers", _numbers(a.quantities, b.quantities)
        if not isinstance(a.voice, msgspec.UnsetType) and not isinstance(b.voice, msgspec.UnsetType):
            yield "speakers", _spans(*((v.speaker,) if v.speaker else () for v in (a.voice, b.voice)), overlap=True)
        yield from _where_and_when(a, b)


def _where_and_when(a: GoldMention, b: GoldMention) -> Iterator[tuple[str, Count]]:
    """Left out by both is no agreement to count; left out by one is a disagreement."""
    for name in ("date", "place"):
        one, two = (_known(name, _given(getattr(m, name))) for m in (a, b))
        if one or two:
            yield {"date": "days", "place": "places"}[name], Count(int(one == two), bool(one), bool(two))


def _known(name: str, value: Any) -> Hashable | None:
    if value is None:
        return None
    return (value.first, value.last) if name == "date" else (value.country, (value.name or "").casefold())


def _entities(name: str, one: Any, two: Any) -> Iterator[tuple[str, Count]]:
    if isinstance(one, msgspec.UnsetType) or isinstance(two, msgspec.UnsetType):
        return
    a: Sequence[GoldEntity] = one
    b: Sequence[GoldEntity] = two
    paired = pair_up(a, b, lambda x, y: span(x.head).overlaps(span(y.head)))
    yield name, Count(len(paired), len(a), len(b))
    for i, j in paired:
        x, y = a[i], b[j]
        if not isinstance(x.sectors, msgspec.UnsetType) and not isinstance(y.sectors, msgspec.UnsetType):
            yield "sectors", Count(bool(same_sector(x.sectors, y.sectors)), 1, 1)
        if not isinstance(x.country, msgspec.UnsetType) and not isinstance(y.country, msgspec.UnsetType):
            yield "countries", Count(x.country == y.country, 1, 1)


def _spans(one: Any, two: Any, *, overlap: bool = False) -> Count:
    if isinstance(one, msgspec.UnsetType) or isinstance(two, msgspec.UnsetType):
        return Count()
    a, b = [span(pair) for pair in one], [span(pair) for pair in two]
    return Count(len(pair_up(a, b, (lambda x, y: x.overlaps(y)) if overlap else much_the_same)), len(a), len(b))


def _numbers(one: Any, two: Any) -> Count:
    if isinstance(one, msgspec.UnsetType) or isinstance(two, msgspec.UnsetType):
        return Count()

    def same(x: GoldQuantity, y: GoldQuantity) -> bool:
        told = (x.measure, x.relation, x.low, x.high) == (y.measure, y.relation, y.low, y.high)
        return told and span(x.span).overlaps(span(y.span))

    return Count(len(pair_up(one, two, same)), len(one), len(two))


def agreement(texts: Sequence[Both], *, seed: int = 0) -> Agreement:
    """Alphas with 95 % intervals, by drawing the texts again, and F1."""
    counts: dict[str, Count] = {}
    for name, count in (found for both in texts for found in _named(both)):
        counts[name] = counts.get(name, Count()) + count
    alphas = {}
    for name, ask in QUESTIONS.items():
        units = [list(ask(both)) for both in texts]
        whole = [unit for part in units for unit in part]
        alphas[name] = (alpha(whole), _interval(units, seed), sum(None not in unit for unit in whole))
    mentions = tuple(sum(len(b.pairs) + len(b.only[side]) for b in texts) for side in (0, 1))
    return Agreement(len(texts), (mentions[0], mentions[1]), alphas, counts)


def _interval(units: Sequence[Sequence[Unit]], seed: int) -> tuple[float, float] | None:
    chance = random.Random(seed)
    drawn = sorted(
        value
        for _ in range(SAMPLES if len(units) > 1 else 0)
        if (value := alpha(unit for part in chance.choices(units, k=len(units)) for unit in part)) is not None
    )
    if len(drawn) < SAMPLES // 2:
        return None
    return drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]


def render_agreement(found: Agreement) -> str:
    """Two Markdown tables."""
    rows = [
        f"{found.texts} texts, {found.mentions[0]} and {found.mentions[1]} mentions",
        "",
        "| question | Krippendorff's alpha | 95 % | units |",
        "|---|---|---|---|",
    ]
    for name, (value, spread, units) in found.alphas.items():
        shown = "" if spread is None else f"{spread[0]:.2f}-{spread[1]:.2f}"
        rows.append(f"| {name} | {'' if value is None else f'{value:.2f}'} | {shown} | {units} |")
    rows += ["", "| named by both | F1 | n |", "|---|---|---|"]
    for name, count in found.counts.items():
        if count.f1 is not None:
            rows.append(f"| {name} | {count.f1:.2f} | {(count.coded + count.gold) / 2:g} |")
    return "\n".join(rows) + "\n"


def differences(texts: Iterable[Both]) -> Iterator[str]:
    """Each text that they coded differently, with both codings, for the one who settles."""
    for both in texts:
        lines = []
        for a, b in both.pairs:
            one, two = _shown(a, both.text), _shown(b, both.text)
            lines += [f"  = {one}"] if one == two else [f"  1 {one}", f"  2 {two}"]
        lines += [f"  {side} only {_shown(m, both.text)}" for side in (1, 2) for m in both.only[side - 1]]
        if any(not line.startswith("  =") for line in lines):
            yield "\n".join([both.text, *lines])


def _shown(mention: GoldMention, text: str) -> str:
    def words(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: words(one) for key, one in value.items() if one not in (None, [], (), False)}
        if isinstance(value, (list, tuple)):
            if len(value) == 2 and all(isinstance(one, int) for one in value):
                return text[value[0] : value[1]]
            return [words(one) for one in value]
        return value

    return str(words(msgspec.to_builtins(mention))).replace("'", "")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("two", type=Path)
    parser.add_argument("--corpora", type=Path, help="where the annotated corpora lie")
    parser.add_argument("--differences", action="store_true", help="list what the two coded differently")
    given = parser.parse_args(arguments)
    try:
        texts = compare(*(load_gold(path, corpora=given.corpora) for path in (given.one, given.two)))
    except (GoldError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stdout.write(render_agreement(agreement(texts)))
    if given.differences:
        sys.stdout.write("\n" + "\n\n".join(differences(texts)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
