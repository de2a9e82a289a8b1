"""Keeps records in a database (SQLite file or PostgreSQL URL): records in, the same records out, nothing stored twice."""

from kronika.store.store import Store, StoreError, open_store

__all__ = ["Store", "StoreError", "open_store"]
