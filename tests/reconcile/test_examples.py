"""The six happenings of examples/reports: clusters and disputes against what people set down."""

from __future__ import annotations

from kronika.reconcile import Reconciled
from kronika.reconcile.evaluate import score_clusters
from tests.reconcile import build
from tests.reconcile.gold import load_gold


def _result() -> Reconciled:
    gold = load_gold()
    return build.run(gold.reports.values(), gold.mentions)


def _found(result: Reconciled) -> list[set[str]]:
    """Clusters, with what makes no event (a habit, a wish, a denial that meets nothing) standing alone."""
    clusters = [set(event.members) for event in result.events]
    placed = set().union(*clusters)
    return [*clusters, *({mention.id} for mention in load_gold().mentions if mention.id not in placed)]


def test_gold_mentions_come_together_as_people_put_them() -> None:
    scores = score_clusters(load_gold().clusters, _found(_result()))
    assert scores.conll >= 0.80
    assert scores.pairwise.precision >= 0.80
