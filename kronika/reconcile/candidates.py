"""Blocks of accounts -> pairs worth joining, and the connected parts they make: all of them, or those that some reach.

What an account may be joined with follows from its connected part alone. So when reports are added, only the parts that
their accounts reach need assembling again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kronika.reconcile.block import BOUND, Key, split_block
from kronika.reconcile.compare import Comparison
from kronika.reconcile.ledger import Pair, pair_of
from kronika.reconcile.telling import Telling
from kronika.records import Step, unwatched, watched

Scorer = Callable[[Telling, Telling], Comparison]
Crowd = Callable[[Sequence[Telling]], Iterable[Pair]]  # pairs of a block part too full to compare all with all


def candidate_pairs(
    blocks: Mapping[Key, Sequence[Telling]], crowd: Crowd, score: Scorer, step: Step = unwatched
) -> Iterator[Pair]:
    """Pairs of accounts of one block that may be one happening. Overfull blocks go by their narrower parts."""
    parts: list[Sequence[Telling]] = []
    for block in blocks.values():
        for part in (block,) if len(block) <= BOUND else split_block(block).values():
            if len(part) > BOUND:
                yield from crowd(part)
            else:
                parts.append(part)
    yield from _pairs(parts, score, step)


def _pairs(parts: Sequence[Sequence[Telling]], score: Scorer, step: Step) -> Iterator[Pair]:
    """Each account with those after it in any of its parts, once; what was compared need be known of one account only."""
    held: dict[str, tuple[Telling, list[tuple[int, int]]]] = {}
    for number, part in enumerate(parts):
        for place, one in enumerate(part):
            held.setdefault(one.id, (one, []))[1].append((number, place))
    for one, places in watched(held.values(), "comparing tellings", len(held), step):
        later = {other.id: other for number, place in places for other in parts[number][place + 1 :]}
        for other in later.values():
            found = score(one, other)
            if not found.barred and found.odds > 0:
                yield pair_of(one.id, other.id)


def components(ids: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Connected components, each sorted, in the order of their smallest ids."""
    parent = {id_: id_ for id_ in ids}

    def root(id_: str) -> str:
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for left, right in pairs:
        one, other = sorted((root(left), root(right)))
        parent[other] = one
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(parent):
        groups[root(id_)].append(id_)
    return [groups[key] for key in sorted(groups)]


def reached_components(
    start: Iterable[str], blocks: Mapping[Key, Sequence[Telling]], people: Iterable[Pair], crowd: Crowd, score: Scorer
) -> list[list[str]]:
    """The components that hold the accounts ``start``: as ``components`` over all pairs gives them, the others left out.

    A new account may change any link of an overfull block that it falls into, so all of such a block are reached.
    """
    keys: dict[str, list[Key]] = defaultdict(list)
    for key, block in blocks.items():
        for one in block:
            keys[one.id].append(key)
    queue = sorted(start)
    crowded = {key for id_ in queue for key in keys[id_] if len(blocks[key]) > BOUND}
    queue += sorted({one.id for key in crowded for one in blocks[key]} - set(queue))
    near: dict[str, set[str]] = defaultdict(set)
    for left, right in people:
        near[left].add(right)
        near[right].add(left)
    done: set[Key] = set()
    reached = set(queue)
    while queue:
        id_ = queue.pop()
        fresh = {key: blocks[key] for key in keys[id_] if key not in done}
        done.update(fresh)
        for left, right in candidate_pairs(fresh, crowd, score):
            near[left].add(right)
            near[right].add(left)
        found = near[id_] - reached
        reached |= found
        queue += sorted(found)
    return components(reached, [(one, other) for one in sorted(reached) for other in sorted(near[one] & reached)])
