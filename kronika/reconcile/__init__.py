"""Comes in: mentions, figures and claims of many reports, and the ledger. Goes out: events, relations, episodes."""

from kronika.reconcile.block import block_keys, block_mentions, touched_blocks
from kronika.reconcile.compare import Comparison, compare
from kronika.reconcile.events import Reconciled, ReconcileOptions, reconcile
from kronika.reconcile.telling import Telling, tell

__all__ = [
    "Comparison",
    "ReconcileOptions",
    "Reconciled",
    "Telling",
    "block_keys",
    "block_mentions",
    "compare",
    "reconcile",
    "tell",
    "touched_blocks",
]
