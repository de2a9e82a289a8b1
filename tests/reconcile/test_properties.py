"""What must hold for any reports: order, repetition, people's word, copies, and events that outlive each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.reconcile.ledger import follow, judge
from kronika.records import Mention, Report
from kronika.records.mentions import Extent
from tests.reconcile.build import MADE, PLACES, entity, mention, number, report, run

WHO = ("Students", "Farmers", "Nurses", "Police", "People")


@st.composite
def tellings(draw: st.DrawFn, most: int = 14) -> tuple[list[Report], list[Mention]]:
    """Up to ``most`` one-sentence reports, some told twice in a report, of a few towns, days, types and groups."""
    reports, told = [], []
    for i in range(draw(st.integers(1, most))):
        who, size = draw(st.sampled_from(WHO)), draw(st.integers(1, 5)) * 100
        verb, type_, mode = draw(
            st.sampled_from(
                [("marched", "PROTEST", "demo"), ("struck", "PROTEST", "strike"), ("detained", "COERCE", "arrest")]
            )
        )
        town = draw(st.sampled_from([*PLACES, None]))
        at = draw(st.integers(10, 14))
        one = report(f"r{i:02d}", f"{who} {verb} {size} in {town}.\nThen {who.lower()} {verb} again.", f"Paper {i % 4}")
        reports.append(one)
        count = number(one, str(size), "participants" if type_ == "PROTEST" else "arrested", size)
        extents: list[Extent] = ["single", "single", "single", "several", "generic"]
        extent = draw(st.sampled_from(extents))
        told.append(
            mention(
                one,
                verb,
                type_,
                mode,
                at=town,
                on=f"2020-08-{at}",
                actors=[entity(one, who)],
                numbers=[count],
                extent=extent,
                sure=draw(st.booleans()),
            )
        )
        if draw(st.booleans()):
            told.append(mention(one, verb, type_, mode, nth=1, at=town, on=f"2020-08-{at}", sure=False))
    return reports, told


@given(tellings(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_changes_nothing(drawn: tuple[list[Report], list[Mention]], random: object) -> None:
    reports, told = drawn
    before = run(reports, told)
    shuffled, again = list(reports), list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(again)  # type: ignore[attr-defined]
    after = run(shuffled, again)
    assert after.events == before.events
    assert after.relations == before.relations
    assert after.episodes == before.episodes
    assert set(after.judgements) == set(before.judgements)


@given(tellings())
@settings(max_examples=20, deadline=None)
def test_a_second_run_with_the_ledger_of_the_first_adds_nothing(drawn: tuple[list[Report], list[Mention]]) -> None:
    reports, told = drawn
    first = run(reports, told)
    second = run(reports, [*told, *told], first.judgements)
    assert second.judgements == ()
    assert second.events == first.events


@given(tellings())
@settings(max_examples=20, deadline=None)
def test_every_mention_is_in_one_cluster_and_no_habit_in_an_event(drawn: tuple[list[Report], list[Mention]]) -> None:
    reports, told = drawn
    result = run(reports, told)
    placed = [id_ for cluster in result.clusters for id_ in cluster]
    assert sorted(placed) == sorted(one.id for one in told)
    several = {one.id for one in told if one.extent != "single"}
    assert all(len(event.members) == 1 for event in result.events if several & set(event.members))


@given(tellings(), st.data())
@settings(max_examples=25, deadline=None)
def test_what_a_person_judged_different_is_never_joined(
    drawn: tuple[list[Report], list[Mention]], data: st.DataObject
) -> None:
    reports, told = drawn
    ids = [one.id for one in told]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=4))
    verdicts = [
        judge(left, right, data.draw(st.sampled_from(["same", "different"])), by="ann", made=MADE)
        for left, right in pairs
        if left != right
    ]
    result = run(reports, told, verdicts)
    for cluster in result.clusters:
        for line in verdicts:
            if line.verdict == "different":
                assert not {line.left, line.right} <= set(cluster)


@given(tellings(), st.integers(0, 13), st.data())
@settings(max_examples=40, deadline=None)
def test_adding_a_report_to_what_was_gives_what_all_at_once_gives(
    drawn: tuple[list[Report], list[Mention]], which: int, data: st.DataObject
) -> None:
    reports, told = drawn
    new = reports[which % len(reports)].id
    ids = [one.id for one in told if one.report != new]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=2)) if ids else []
    said = [judge(left, right, "same", by="ann", made=MADE) for left, right in pairs if left != right]
    before = run(reports, [one for one in told if one.report != new], said)
    ledger = [*said, *before.judgements]
    whole, grown = run(reports, told, ledger), run(reports, told, ledger, before.events, {new})
    assert grown.events == whole.events
    assert (grown.relations, grown.episodes) == (whole.relations, whole.episodes)


def test_what_people_judged_the_same_is_joined_against_the_score() -> None:
    a, b = report("a", "People marched in Minsk."), report("b", "People marched in Grodno.", "Other")
    told = [mention(a, "marched"), mention(b, "marched", at="Grodno")]
    assert len(run([a, b], told).events) == 2
    assert len(run([a, b], told, [judge(told[0].id, told[1].id, "same", by="ann", made=MADE)]).events) == 1


def test_people_who_contradict_each_other_are_told_so() -> None:
    texts = [report(id_, "People marched in Minsk.", id_) for id_ in "abc"]
    told = [mention(one, "marched") for one in texts]
    a, b, c = (one.id for one in told)
    said = [judge(a, b, "same", by="x", made=MADE), judge(b, c, "same", by="x", made=MADE),
            judge(a, c, "different", by="x", made=MADE)]  # fmt: skip
    result = run(texts, told, said)
    assert not any({a, c} <= set(cluster) for cluster in result.clusters)
    assert any("judged different" in problem.message for problem in result.problems)


def test_merged_by_a_person_and_taken_back_the_old_ids_return() -> None:
    a, b = report("a", "People marched in Minsk."), report("b", "People marched in Grodno.", "Other")
    told = [mention(a, "marched"), mention(b, "marched", at="Grodno")]
    first = run([a, b], told)
    same = judge(told[0].id, told[1].id, "same", by="ann", made=MADE)
    merged = run([a, b], told, [*first.judgements, same])
    (event,) = merged.events
    gone = max(e.id for e in first.events)
    assert merged.redirects == {gone: event.id}
    assert follow(gone, merged.events, first.judgements) == event.id
    assert follow("e0", merged.events, first.judgements) is None
    back = judge(told[0].id, told[1].id, "unsure", by="ann", made="2020-08-21T00:00:00+00:00", withdraws=same.id)
    again = run([a, b], told, [*first.judgements, *merged.judgements, same, back])
    assert {e.id for e in again.events} == {e.id for e in first.events}


def test_a_chain_of_weak_links_makes_no_event() -> None:
    """Each march is like the next, a day later; the first and the last are far apart."""
    texts = [report(f"r{i}", f"People marched in Minsk on day {i}.", f"P{i}") for i in range(8)]
    told = [mention(one, "marched", on=f"2020-08-{10 + i}") for i, one in enumerate(texts)]
    for event in run(texts, told).events:
        assert len(event.members) <= 2


def test_what_a_new_report_does_not_touch_is_taken_over_as_it_was() -> None:
    a, b = report("a", "People marched in Minsk."), report("b", "People marched in Grodno.", "Other")
    told = [mention(a, "marched"), mention(b, "marched", at="Grodno")]
    before = run([a], told[:1])
    grown = run([a, b], told, before.judgements, before.events, {"b"})
    assert any(event is before.events[0] for event in grown.events)
    assert len(grown.events) == 2


def test_what_a_person_parts_withdraws_the_programs_line() -> None:
    a, b = report("a", "People marched in Minsk."), report("b", "People marched in Minsk.", "Other")
    told = [mention(a, "marched"), mention(b, "marched")]
    first = run([a, b], told)
    (joined,) = [line for line in first.judgements if line.left.startswith("m")]
    apart = judge(told[0].id, told[1].id, "different", by="ann", made="2020-08-21T00:00:00+00:00")
    second = run([a, b], told, [*first.judgements, apart])
    assert [line.withdraws for line in second.judgements if line.left.startswith("m")] == [joined.id]
    assert run([a, b], told, [*first.judgements, apart, *second.judgements]).judgements == ()
