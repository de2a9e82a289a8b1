"""Too many, too wide, nowhere, self-contradicting: bounded, explained, nothing lost."""

from __future__ import annotations

import time

from kronika.records import Figure, Mention
from tests.reconcile.build import day, entity, mention, number, report, run


def test_an_event_of_thousands_of_mentions_is_bounded_and_told() -> None:
    """All tell of one day, town and act; five hundred different texts, nine different numbers."""
    reports = [
        report(
            f"r{i:05d}", f"People marched in Minsk, {i % 9 + 1}00 of them, near house {i % 500}.", f"Paper {i % 500}"
        )
        for i in range(2_500)
    ]
    told: list[Mention | Figure] = [
        mention(one, "marched", numbers=[number(one, f"{i % 9 + 1}00", "participants", (i % 9 + 1) * 100)])
        for i, one in enumerate(reports)
    ]
    started = time.process_time()
    result = run(reports, told)
    assert time.process_time() - started < 20  # about 1.5 on a free core; benchmarks/reconcile.py goes to 10^5
    assert sum(len(event.members) for event in result.events) == len(told)
    assert max(len(event.members) for event in result.events) > 2_000
    assert any("accounts" in problem.message for problem in result.problems)


def test_a_year_wide_is_told_alone() -> None:
    reports = [report(id_, "People marched in Minsk.", id_) for id_ in "ab"]
    year = day("2020-01-01", "2020-12-31")
    assert len(run(reports, [mention(one, "marched", on=year) for one in reports]).events) == 2


def test_neither_place_nor_day() -> None:
    one = report("a", "People marched.")
    (event,) = run([one], [mention(one, "marched", at=None, on=None, actors=[entity(one, "People")])]).events
    assert (event.place, event.date, event.disputed) == (None, None, ())


def test_a_mention_that_says_no_more_than_its_kind_makes_no_event() -> None:
    one = report("a", "Repression answered the marches.")
    result = run([one], [mention(one, "marches", at=None, on=None)])
    assert (result.events, len(result.clusters)) == ((), 1)


def test_somebody_is_left_out_where_another_says_who() -> None:
    a, b = report("a", "Nurses marched in Minsk."), report("b", "All marched in Minsk.")
    told = [mention(a, "marched", actors=[entity(a, "Nurses")]), mention(b, "marched", actors=[entity(b, "All")])]
    (event,) = run([a, b], told).events
    assert [one.span.of(a.text) for one in event.actors] == ["Nurses"]


def test_a_report_that_contradicts_itself_shows_both_numbers() -> None:
    a = report("a", "March in Minsk draws 900\n\nOn Thursday 600 people joined the march in Minsk.")
    told = [
        mention(a, "March", lemma="march", numbers=[number(a, "900", "participants", 900)]),
        mention(a, "march", lemma="march", numbers=[number(a, "600 people", "participants", 600)]),
    ]
    (event,) = run([a], told).events
    assert event.disputed == ("participants",)


def test_a_mention_of_a_report_that_is_not_there_is_a_problem() -> None:
    a, b = report("a", "People marched in Minsk."), report("b", "People marched in Minsk.")
    result = run([a], [mention(a, "marched"), mention(b, "marched")])
    assert len(result.events) == 1
    assert "not in the record" in result.problems[0].message


def test_nothing_in_nothing_out() -> None:
    result = run([], [])
    assert (result.events, result.relations, result.episodes, result.judgements, result.problems) == (
        (),
        (),
        (),
        (),
        (),
    )


def test_a_date_that_ends_before_it_begins_is_no_date() -> None:
    a = report("a", "People marched in Minsk.")
    assert len(run([a], [mention(a, "marched", on=day("2020-08-14", "2020-08-13"))]).events) == 1
