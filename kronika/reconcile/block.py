"""Accounts -> blocks of those worth comparing, by keys that are a pure function of each account alone.

Two accounts are compared only if they share a key: the family of types with the first-level region and a window of
days, or with a named participant and a wide window. What is vague (no place, or a date as wide as a month) has keys
only if it names somebody: it is related to events, not merged by place and time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from kronika.reconcile.parties import Party
from kronika.reconcile.telling import WIDE, Telling, When

UNDATED = "undated"
WINDOW = 4  # days in a bucket; an account lies in every bucket that its days, one more at either end, touch
NAME_WINDOW = 16  # days in a bucket of the keys by name
SHORT, MOST = 4, 3  # letters of a name's word that makes a key; words of a name that do
BOUND = 120  # accounts of a block compared all with all

Key = tuple[str, ...]


def block_keys(account: Telling) -> tuple[Key, ...]:
    """The blocks an account belongs to, sorted; none if it is vague and names nobody."""
    if account.extent != "single":
        return ()
    keys: set[Key] = set()
    place = account.where
    for window in _windows(account.when, WINDOW, WIDE):
        if place is not None and place.country:
            keys.add((account.family, "at", place.country or "", place.admin1 or "", window))
        # By the name of the town; an account without a place by every name in its report's first lines.
        names = account.theme.names if place is None else place.names if place.precision < 3 else frozenset()
        keys.update((account.family, "near", name, window) for name in names)
    for window in _windows(account.when, NAME_WINDOW, 2 * WIDE):
        for party in (*account.actors, *account.recipients):
            keys.update((account.family, "name", name, window) for name in _names(party))
    if account.family == "figure":
        keys.update(_figure_keys(account))
    return tuple(sorted(keys))


def _windows(days: When | None, width: int, widest: int) -> list[str]:
    """Buckets of days; what bears no date at all meets only its like; what is too wide meets nothing."""
    if days is None:
        return [UNDATED]
    if days.width > widest:
        return []
    return [str(bucket) for bucket in range((days.first - 1) // width, (days.last + 1) // width + 1)]


def block_mentions(accounts: Iterable[Telling]) -> dict[Key, list[Telling]]:
    """Blocks of two or more accounts, keys sorted, accounts by id.

    Most keys are one account's alone. They are counted by their hashes first, so that they never lie in memory.
    """
    ordered = sorted(accounts, key=lambda one: one.id)
    marks, counts = np.unique(
        np.fromiter((hash(key) for account in ordered for key in block_keys(account)), dtype=np.int64),
        return_counts=True,
    )
    shared = set(marks[counts > 1].tolist())
    blocks: dict[Key, list[Telling]] = defaultdict(list)
    for account in ordered:
        for key in block_keys(account):
            if hash(key) in shared:
                blocks[key].append(account)
    return {key: blocks[key] for key in sorted(blocks) if len(blocks[key]) > 1}


def touched_blocks(accounts: Iterable[Telling]) -> frozenset[Key]:
    """The blocks that new accounts fall into: only these need comparing again when a report is added."""
    return frozenset(key for account in accounts for key in block_keys(account))


def describe(key: Key) -> str:
    """A key in words: "contention at BLR 04, 2020-08-11 to 2020-08-14"."""
    *words, last = key
    width = {"at": WINDOW, "near": WINDOW, "name": NAME_WINDOW}.get(key[1])
    if width is None or last == UNDATED:
        return " ".join(key)
    first = date.fromordinal(max(1, int(last) * width))
    return f"{' '.join(word for word in words if word)}, {first} to {first + timedelta(days=width - 1)}"


def split_block(block: Sequence[Telling]) -> Mapping[Key, list[Telling]]:
    """An overfull block by narrower keys: type and mode, town, single day. An account may lie in several."""
    parts: dict[Key, list[Telling]] = defaultdict(list)
    for account in block:
        town = "" if account.where is None else str(account.where.geonameid or sorted(account.where.names))
        days = (
            ("",)
            if account.when is None
            else tuple(str(day) for day in range(account.when.first, account.when.last + 1))
        )
        for day in days:
            parts[(account.type, account.mode or "", town, day)].append(account)
    return {key: parts[key] for key in sorted(parts) if len(parts[key]) > 1}


def _figure_keys(account: Telling) -> Iterable[Key]:
    """Figures meet by measure and country, or by whom they are of: a share of votes has no town and often no day."""
    country = account.where.country if account.where else None
    if country:
        yield (account.family, account.mode or "", "in", country)
    for party in account.actors:
        for name in _names(party) or [party.head]:
            yield (account.family, account.mode or "", "of", name)


def _names(party: Party) -> list[str]:
    """What a party is keyed by: its known id and the longer words of its name, as one report gives the surname only."""
    names = sorted((word for word in party.name if len(word) >= SHORT), key=lambda word: (-len(word), word))[:MOST]
    return [party.known, *names] if party.known else names
