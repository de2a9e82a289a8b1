"""Comes in: mentions, figures and claims of many reports, and the ledger. Goes out: events, relations, episodes."""

from kronika.reconcile.block import block_keys, block_mentions, touched_blocks
from kronika.reconcile.compare import Comparison, compare
from kronika.reconcile.events import Reconciled, ReconcileOptions, reconcile
from kronika.reconcile.review import Imported, export_reviews, import_reviews
from kronika.reconcile.telling import Telling, tell

__all__ = [
    "Comparison",
    "Imported",
    "ReconcileOptions",
    "Reconciled",
    "Telling",
    "block_keys",
    "block_mentions",
    "compare",
    "export_reviews",
    "import_reviews",
    "reconcile",
    "tell",
    "touched_blocks",
]
