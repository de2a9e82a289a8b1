"""Kronika reads reports about contentious politics and writes a record that can be checked.

``kronika.record("text ...", published="2020-08-14")`` or ``kronika.record(paths)`` gives a Record; the command line does
the same and more. Importing the package loads no model and touches no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "record"]

if TYPE_CHECKING:
    from kronika.api import Record, record


def __getattr__(name: str) -> Any:
    if name in ("Record", "record"):
        from kronika import api

        return getattr(api, name)
    raise AttributeError(f"module 'kronika' has no attribute {name!r}")
