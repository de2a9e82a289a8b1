"""The six happenings of examples/reports: clusters and disputes against what people set down."""

from __future__ import annotations

from kronika.reconcile import Reconciled
from kronika.reconcile.evaluate import score_clusters
from tests.reconcile import build
from tests.reconcile.gold import load_gold


def _result() -> Reconciled:
    gold = load_gold()
    return build.run(gold.reports.values(), gold.mentions)


def test_gold_mentions_come_together_as_people_put_them() -> None:
    scores = score_clusters(load_gold().clusters, _result().clusters)
    assert scores.conll >= 0.80
    assert scores.pairwise.precision >= 0.80
