"""The ledger is append-only: what holds follows from all lines, whatever their order, withdrawals included."""

from __future__ import annotations

import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from kronika.reconcile.ledger import anchors, event_id, judge, name_events, peoples_say, standing, withdraw
from kronika.records import Judgement

DAY = "2020-08-{:02d}T00:00:00+00:00"
lines = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from(["same", "different", "unsure"]),
        st.sampled_from(["ann", "bob", "program"]), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


def ledger(drawn: list[tuple[str, str, str, str, bool]]) -> list[Judgement]:
    """Lines in order of time; where the last element is true, the line withdraws the one before it."""
    made: list[Judgement] = []
    for i, (left, right, verdict, by, takes_back) in enumerate(drawn):
        stamp = DAY.format(i + 1)
        if takes_back and made:
            made.append(withdraw(made[-1], by=by, made=stamp))
        else:
            made.append(judge(left, right, verdict, by=by, made=stamp))  # type: ignore[arg-type]
    return made


@given(lines, st.randoms())
def test_a_round_trip_as_json_in_any_order_keeps_what_holds(
    drawn: list[tuple[str, str, str, str, bool]], random: st.DataObject
) -> None:
    before = ledger(drawn)
    stored = [json.dumps(asdict(line)) for line in before]
    random.shuffle(stored)  # type: ignore[attr-defined]
    after = [Judgement(**json.loads(line)) for line in stored]
    assert standing(after) == standing(before)
    assert peoples_say(after) == peoples_say(before)


def test_a_withdrawal_undoes_and_its_withdrawal_restores() -> None:
    first = judge("a", "b", "different", by="ann", made=DAY.format(1))
    second = withdraw(first, by="ann", made=DAY.format(2))
    third = withdraw(second, by="ann", made=DAY.format(3))
    assert peoples_say([first]).different == {("a", "b")}
    assert peoples_say([first, second]).different == set()
    assert peoples_say([first, second, third]).different == {("a", "b")}


def test_where_two_people_disagree_nothing_is_joined() -> None:
    said = [
        judge("a", "b", "same", by="ann", made=DAY.format(2)),
        judge("b", "a", "different", by="bob", made=DAY.format(1)),
    ]
    assert peoples_say(said).same == set()
    assert peoples_say(said).different == {("a", "b")}


def test_the_program_has_no_say_against_people() -> None:
    assert peoples_say([judge("a", "b", "different", by="program", made=DAY.format(1))]).different == set()


def test_merging_keeps_the_smaller_id_and_unmerging_restores_both() -> None:
    apart = name_events([{"m1"}, {"m2"}], [], made=DAY.format(1))
    assert apart.ids == (event_id("m1"), event_id("m2"))
    merged = name_events([{"m1", "m2"}], apart.new, made=DAY.format(2))
    small, large = sorted(apart.ids)
    assert merged.ids == (small,)
    assert merged.redirects == {large: small}
    assert merged.new == ()
    again = name_events([{"m1"}, {"m2"}], apart.new, made=DAY.format(3))
    assert again.ids == apart.ids


def test_an_event_keeps_its_id_when_a_smaller_mention_joins_it() -> None:
    first = name_events([{"m5"}], [], made=DAY.format(1))
    grown = name_events([{"m1", "m5"}], first.new, made=DAY.format(2))
    assert grown.ids == first.ids
    assert anchors(first.new) == {"m5": first.ids[0]}


def test_an_event_outlives_the_mention_its_id_was_made_from() -> None:
    first = name_events([{"m1", "m2"}], [], made=DAY.format(1))
    joined = judge("m1", "m2", "same", by="program", made=DAY.format(1))
    assert name_events([{"m2"}], [*first.new, joined], made=DAY.format(2)).ids == first.ids
    assert name_events([{"m3"}], [*first.new, joined], made=DAY.format(2)).ids == (event_id("m3"),)
