"""The measures against numbers worked out by hand and known from the literature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.reconcile.evaluate import score_clusters

clusterings = st.lists(st.integers(0, 4), min_size=1, max_size=12).map(
    lambda labels: [{i for i, label in enumerate(labels) if label == wanted} for wanted in sorted(set(labels))]
)


def test_the_example_of_the_ceaf_paper() -> None:
    """Luo (2005), its figure 1, response (b): key {1-5} {6 7} {8 9 A B C}, response {1-5} {6 7 8 9 A B C}."""
    gold = [set("12345"), set("67"), set("89ABC")]
    found = [set("12345"), set("6789ABC")]
    scores = score_clusters(gold, found)
    assert scores.muc.f1 == pytest.approx(0.947, abs=0.001)
    assert scores.b_cubed.f1 == pytest.approx(0.865, abs=0.001)
    assert scores.ceaf_e.f1 == pytest.approx(0.733, abs=0.001)


def test_all_in_one_cluster_has_full_recall_and_poor_precision() -> None:
    scores = score_clusters([{1, 2}, {3, 4}], [{1, 2, 3, 4}])
    assert scores.pairwise.recall == 1
    assert scores.pairwise.precision == pytest.approx(1 / 3)
    assert scores.b_cubed.precision == 0.5


def test_a_missing_and_a_surplus_mention_both_cost() -> None:
    assert score_clusters([{1, 2}, {3}], [{1, 2}]).b_cubed.recall == pytest.approx(2 / 3)
    assert score_clusters([{1, 2}], [{1, 2}, {3}]).b_cubed.precision == pytest.approx(2 / 3)


def test_a_mention_in_two_clusters_is_refused() -> None:
    with pytest.raises(ValueError, match="in two clusters"):
        score_clusters([{1}, {1, 2}], [{1, 2}])


@given(clusterings)
def test_what_is_found_right_scores_one(gold: list[set[int]]) -> None:
    scores = score_clusters(gold, list(reversed(gold)))
    for score in (scores.pairwise, scores.muc, scores.b_cubed, scores.ceaf_e):
        assert score.f1 == pytest.approx(1)


@given(clusterings, clusterings)
def test_precision_is_the_recall_of_the_other_way_round(one: list[set[int]], other: list[set[int]]) -> None:
    there, back = score_clusters(one, other), score_clusters(other, one)
    for left, right in ((there.muc, back.muc), (there.b_cubed, back.b_cubed), (there.ceaf_e, back.ceaf_e)):
        assert left.precision == pytest.approx(right.recall)
        assert 0 <= left.f1 <= 1
