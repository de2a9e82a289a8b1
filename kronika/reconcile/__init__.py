"""Comes in: mentions, figures and claims of many reports, and the ledger. Goes out: events, relations, episodes."""

from kronika.reconcile.block import block_keys, block_mentions, touched_blocks
from kronika.reconcile.compare import Comparison, compare
from kronika.reconcile.events import Draft, Drawn, Reconciled, ReconcileOptions, draw_events, fill_events, reconcile
from kronika.reconcile.ledger import follow, judge, peoples_say, withdraw
from kronika.reconcile.review import Imported, apply_reviews, export_reviews, import_reviews
from kronika.reconcile.telling import Telling, tell

__all__ = [
    "Comparison",
    "Draft",
    "Drawn",
    "Imported",
    "ReconcileOptions",
    "Reconciled",
    "Telling",
    "apply_reviews",
    "block_keys",
    "block_mentions",
    "compare",
    "draw_events",
    "export_reviews",
    "fill_events",
    "follow",
    "import_reviews",
    "judge",
    "peoples_say",
    "reconcile",
    "tell",
    "touched_blocks",
    "withdraw",
]
