"""The order of things: many processes change nothing, and a report that is added is reconciled with what was there."""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import partial
from pathlib import Path

import pytest

from kronika import flow
from kronika.code import explain_report
from kronika.gather import GatherOptions, gather_text
from kronika.reconcile import judge
from kronika.records import Event, Report
from kronika.store import Store, open_store
from kronika.workers import WorkerError, map_in_order

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="module")
def tools() -> flow.Tools:
    return flow.load_tools()


def start() -> None:
    pass


def double(batch: list[int]) -> list[int]:
    return [2 * one for one in batch]


def vanish(batch: list[int], at: int) -> list[int]:
    if at in batch:
        os._exit(9)
    return batch


def test_results_come_in_order() -> None:
    batches = [[n, n + 1] for n in range(0, 40, 2)]
    assert list(map_in_order(double, batches, 2, start)) == [double(batch) for batch in batches]


def test_a_worker_that_vanishes_is_told_with_what_to_do() -> None:
    with pytest.raises(WorkerError, match="--jobs 1"):
        list(map_in_order(partial(vanish, at=3), [[1], [2], [3], [4]], 2, start))


def test_what_is_more_likely_wrong_than_right_is_no_part_of_the_record(tools: flow.Tools) -> None:
    report = gather_text("The harvest was poor this year. " * 30 + "Some of the songs are marches.")
    (coded,) = flow.code_reports([report], tools)
    (doubted,) = coded.doubted
    assert (coded.mentions, coded.claims) == ((), ())
    assert doubted.confidence < tools.scheme.confidence.least
    lines = list(explain_report(report, coded.reading, tools.scheme, tools.lexicon, coded.doubted))
    assert any(line.startswith("  - marches") and f"confidence {doubted.confidence:.2f}" in line for line in lines)


def test_processes_change_nothing(tools: flow.Tools) -> None:
    count = flow.ALONE * flow.BATCH + 5
    reports = [
        gather_text(f"Police arrested {n + 2} protesters in Minsk on Monday, a union said.", published="2020-08-14")
        for n in range(count)
    ]
    alone = list(flow.code_reports(reports, tools))
    together = list(flow.code_reports(reports, tools, jobs=2))
    assert [coded.report.id for coded in together] == [report.id for report in reports]
    assert [coded.claims for coded in together] == [coded.claims for coded in alone]
    assert all(coded.mentions for coded in together)


def fill(store: Store, tools: flow.Tools, inputs: Collection[Path]) -> flow.Tally:
    return flow.add_reports(sorted(inputs), store, tools, GatherOptions())


def events_of(store: Store) -> list[Event]:
    return list(store.events())


def test_adding_a_report_is_as_good_as_starting_over(tools: flow.Tools, tmp_path: Path) -> None:
    files = sorted(EXAMPLES.glob("*.txt"))[:6]
    with open_store(tmp_path / "grown.db") as grown, open_store(tmp_path / "whole.db") as whole:
        flow.reconcile_store(grown, added=fill(grown, tools, files[:-1]).added)
        added = fill(grown, tools, files[-1:]).added
        assert grown.reconciled() == grown.basis(without=added)
        flow.reconcile_store(grown, added=added)
        fill(whole, tools, files)
        flow.reconcile_store(whole)
        assert [(e.id, e.members, e.values) for e in events_of(grown)] == [
            (e.id, e.members, e.values) for e in events_of(whole)
        ]
        assert {(line.left, line.right, line.verdict) for line in grown.judgements()} == {
            (line.left, line.right, line.verdict) for line in whole.judgements()
        }


def test_a_persons_judgement_has_all_computed_again(tools: flow.Tools, tmp_path: Path) -> None:
    with open_store(tmp_path / "kronika.db") as store:
        first: Report = gather_text("Nurses marched in Minsk. Nurses marched in Minsk.", published="2020-08-14")
        second = gather_text("Miners went on strike in Soligorsk on Monday.", published="2020-08-18")
        for report in (first, second):
            for coded in flow.code_reports([store.add_report(report)], tools):
                store.add_coded(report.id, tools.version, mentions=coded.mentions, claims=coded.claims)
            flow.reconcile_store(store, added={report.id})
        one, other = (mention.id for mention in store.mentions(first.id))
        assert len(list(store.events())) == 2
        store.add([judge(one, other, "different", by="A reader", made="2026-01-01T00:00:00+00:00")])
        assert store.reconciled() != store.basis()
        flow.reconcile_store(store, added={second.id})
        assert len(list(store.events())) == 3
