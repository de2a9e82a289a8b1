"""What can be wrong with a store, said so that the user knows what to do."""

from __future__ import annotations

SCHEMA_VERSION = "2"


class StoreError(Exception):
    """A store that cannot be opened or does not fit; the message says what to do."""

    @classmethod
    def missing(cls, location: str) -> StoreError:
        return cls(f"No store at {location}. Add reports first: kronika add REPORTS... --store {location}")

    @classmethod
    def unusable(cls, location: str, why: str) -> StoreError:
        return cls(f"{location} cannot be used as a store: {why}")

    @classmethod
    def other_version(cls, location: str, found: str) -> StoreError:
        return cls(
            f"{location} has schema version {found}; this program writes {SCHEMA_VERSION}. "
            "Code its reports again into a new store, then import its reviews: kronika review export / import."
        )
