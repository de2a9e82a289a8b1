"""How the cost of reconciling grows: made-up records of 10^3 to 10^5 mentions, seconds and memory for each.

Usage: python benchmarks/reconcile.py [MENTIONS ...]

Reports tell of happenings in 400 towns over a year; a happening is told by one to thirty reports, some of them copies,
with numbers, groups and days that differ a little. The happenings are known, so the quality of clusters is shown too.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kronika.reconcile import ReconcileOptions, reconcile
from kronika.reconcile.evaluate import score_clusters
from kronika.records import (
    Claim,
    Date,
    Entity,
    Mention,
    Place,
    Quantity,
    Report,
    Span,
    Why,
    claim_id,
    mention_id,
    text_sha256,
)

TOWNS, DAYS, START = 400, 365, date(2021, 1, 1)
ACTS = (("PROTEST", "demo", "marched"), ("PROTEST", "strike", "struck"), ("COERCE", "arrest", "were arrested"))
GROUPS = (
    "students",
    "nurses",
    "farmers",
    "teachers",
    "miners",
    "pensioners",
    "drivers",
    "people",
    "workers",
    "residents",
)
CAUSES = (
    "the tax",
    "the budget",
    "the court",
    "the dam",
    "prices",
    "the election",
    "pensions",
    "the school",
    "the mine",
)


@dataclass(frozen=True)
class Told:
    """A made-up record: reports, mentions, claims and, for each happening, the ids of its mentions."""

    reports: dict[str, Report]
    mentions: list[Mention]
    claims: list[Claim]
    happenings: list[list[str]]


def make(count: int, seed: int = 7) -> Told:
    """About ``count`` mentions, the same for the same seed."""
    chance = random.Random(seed)
    told = Told({}, [], [], [])
    by_happening: dict[int, list[str]] = defaultdict(list)
    happening = 0
    while len(told.mentions) < count:
        for mention in _happening(chance, told):
            by_happening[happening].append(mention.id)
        happening += 1
    told.happenings.extend(by_happening.values())
    return told


def _happening(chance: random.Random, told: Told) -> Iterator[Mention]:
    town, day = chance.randrange(TOWNS), START + timedelta(days=chance.randrange(DAYS))
    type_, mode, verb = chance.choice(ACTS)
    group, cause, size = chance.choice(GROUPS), chance.choice(CAUSES), chance.randrange(20, 5000)
    for _ in range(min(30, int(chance.paretovariate(1.1)))):
        claimed = int(size * chance.uniform(0.7, 1.3))
        on = day + timedelta(days=chance.choice((0,) * 12 + (1,)))
        lead = f"{claimed} {group} {verb} in Town{town} over {cause}."
        filler = " ".join(chance.choice(CAUSES + GROUPS) for _ in range(40))
        text = f"{lead} {filler}. The {group} {verb} for hours."
        id_ = f"r{len(told.reports):07d}"
        told.reports[id_] = Report(id_, text, text_sha256(text), publisher=f"Paper {chance.randrange(300)}",
                                   published=str(on + timedelta(days=1)))  # fmt: skip
        yield _mention(told, id_, text, lead, town, on, (type_, mode, verb), group, claimed)


def _mention(
    told: Told, report: str, text: str, lead: str, town: int, on: date, act: tuple[str, str, str], group: str, size: int
) -> Mention:
    type_, mode, verb = act
    words = len(str(size))
    at = Span(words + 1, words + 1 + len(group))
    start = text.index(verb)
    who = (Entity(at, at),)
    place = Place(None, f"Town{town}", "BEL", f"A{town % 20}", 40 + town // 20 * 0.7, town % 20 * 0.7, town + 1, 1)
    measure = "arrested" if type_ == "COERCE" else "participants"
    count = Quantity(Span(0, words), measure, "exactly", size, size)
    mention = Mention(
        mention_id(report, type_, verb, 0), report, type_, mode, Span(0, len(lead)), Span(start, start + len(verb)),
        Why(verb, None, "made up"), 0.9, actors=() if type_ == "COERCE" else who,
        recipients=who if type_ == "COERCE" else (), place=place, date=Date(None, on, on, "day"), quantities=(count,),
    )  # fmt: skip
    told.mentions.append(mention)
    for field, head, span in (("quantity", str(size), count.span), ("place", str(town), None), ("date", str(on), None)):
        value = {"measure": measure, "low": size, "high": size, "relation": "exactly"} if field == "quantity" else head
        told.claims.append(Claim(claim_id(mention.id, field, head), report, mention.id, field, value, span, 0.9))
    return mention


def measure(count: int) -> str:
    told = make(count)
    started = time.process_time()
    result = reconcile(
        told.reports, told.mentions, [], told.claims, [], ReconcileOptions(made="2021-01-01T00:00:00+00:00")
    )
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scores = score_clusters(told.happenings, result.clusters)
    return (
        f"{len(told.mentions):>9,} {len(result.events):>9,} {seconds:>9.1f} {1e6 * seconds / len(told.mentions):>12.0f} "
        f"{memory:>9.0f} {scores.conll:>7.3f} {scores.pairwise.precision:>10.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    print(" mentions    events  CPU seconds  us/mention  peak MiB   CoNLL  precision")
    for count in parser.parse_args().mentions:
        print(measure(count), flush=True)


if __name__ == "__main__":
    main()
