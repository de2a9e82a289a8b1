"""Keeps records in a database (SQLite file or PostgreSQL URL): records in, the same records out, nothing stored twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kronika.store.errors import StoreError

if TYPE_CHECKING:
    from kronika.store.store import Store, open_store

__all__ = ["Store", "StoreError", "open_store"]


def __getattr__(name: str) -> Any:
    """The database library is loaded when a store is first opened, not when somebody imports the error."""
    if name in ("Store", "open_store"):
        from kronika.store import store

        return getattr(store, name)
    raise AttributeError(f"module 'kronika.store' has no attribute {name!r}")
