"""Where the stage takes what is told from: a store, of which little is held at a time, or records that are in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar, cast

from kronika.reconcile.review import correct_items
from kronika.records import Claim, Figure, Lookup, Mention, Report, Review

R = TypeVar("R")
Item = Mention | Figure
SOME = 200  # reports, or events, whose records are in memory together


@dataclass(frozen=True)
class Held:
    """A Lookup of records in memory."""

    told: Mapping[str, Report]
    items: Iterable[Item]
    claims: Iterable[Claim]
    _by: dict[tuple[type, str], dict[str, list[Any]]] = field(default_factory=dict)

    def reports(self) -> Iterator[Report]:
        return iter(self.told.values())

    def among(self, type_: type[R], field: str, values: Collection[str]) -> Iterator[R]:
        if (type_, field) not in self._by:
            found: dict[str, list[Any]] = defaultdict(list)
            kinds = {Report: self.told.values(), Claim: self.claims}
            for record in kinds.get(type_, self.items):
                if isinstance(record, type_):
                    found[getattr(record, field)].append(record)
            self._by[type_, field] = found
        held = self._by[type_, field]
        return (cast(R, record) for value in values for record in held.get(value, ()))


class Reviews:
    """People's say on claims, by claim, and on whose it is."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self.by_claim: dict[str, list[Review]] = defaultdict(list)
        for review in reviews:
            self.by_claim[review.claim].append(review)

    def all(self) -> Iterator[Review]:
        return (review for found in self.by_claim.values() for review in found)

    def on(self, claims: Iterable[Claim]) -> list[Review]:
        return [review for claim in claims for review in self.by_claim.get(claim.id, ())]


def told_items(source: Lookup, reviews: Reviews) -> Iterator[tuple[Report, list[Item]]]:
    """Each report with its mentions and figures, as people corrected them."""
    reviewed: dict[str, list[Claim]] = defaultdict(list)
    for claim in source.among(Claim, "id", reviews.by_claim):
        reviewed[claim.report].append(claim)
    pending = iter(source.reports())
    while some := list(islice(pending, SOME)):
        ids = [report.id for report in some]
        by_report: dict[str, dict[str, Item]] = defaultdict(dict)
        items: list[Item] = [*source.among(Mention, "report", ids), *source.among(Figure, "report", ids)]
        for item in items:
            by_report[item.report][item.id] = item
        for report in some:
            claims = reviewed.get(report.id, [])
            yield report, list(correct_items(by_report[report.id], claims, reviews.on(claims)).values())


def items_of(source: Lookup, ids: Collection[str]) -> dict[str, Item]:
    """The mentions and figures with these ids."""
    found: list[Item] = [*source.among(Mention, "id", ids), *source.among(Figure, "id", ids)]
    return {item.id: item for item in found}
