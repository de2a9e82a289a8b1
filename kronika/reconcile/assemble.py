"""Tellings -> clusters, one for each happening: first within a report, then across reports, under constraints.

Average linkage under constraints: two clusters join while the mean odds over all pairs between them are above zero,
no pair is barred or judged different by a person, and no pair speaks strongly against it, so a chain of weak links makes
no event. What people judged the same is joined first. All orders are by id, so the order of reports changes nothing.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations

from kronika.reconcile.block import BOUND, Key, block_keys, block_mentions, describe
from kronika.reconcile.candidates import Scorer, candidate_pairs, components, reached_components
from kronika.reconcile.compare import Comparison, bar, compare
from kronika.reconcile.ledger import Pair, Say, pair_of
from kronika.reconcile.telling import Telling, join_tellings
from kronika.records import Problem, Step, unwatched

FLOOR = -2.5  # odds of a single pair below which its clusters stay apart whatever the mean
UNSURE = 1_000  # pairs that nearly joined, more than anybody is asked about
LEADERS = 50  # clusters that an account of an overfull block is compared with
MEMBERS = 5  # members of a cluster that stand for it there


@dataclass(frozen=True, slots=True)
class Link:
    """What the ledger keeps of the comparison by which two clusters were joined, or nearly were."""

    left: str
    right: str
    odds: float
    score: float
    reason: str


def likeliest(known: list[Link], more: Iterable[Link]) -> list[Link]:
    """Of the pairs that nearly joined those that are nearest to it, and few others."""
    known.extend(more)
    if len(known) > 2 * UNSURE:
        known.sort(key=lambda link: (-link.odds, link.left, link.right))
        del known[UNSURE:]
    return known


@dataclass(slots=True)
class Assembly:
    """Clusters of tellings, the links that made them, the pairs that nearly did, and problems met."""

    clusters: list[list[Telling]]
    links: list[Link] = field(default_factory=list)
    unsure: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def accounts_of(tellings: Sequence[Telling], say: Say) -> Assembly:
    """Within one report: its tellings of one happening become one account each."""
    return cluster(tellings, say)


def cluster(tellings: Sequence[Telling], say: Say, *, score: Scorer = compare) -> Assembly:
    """Clusters of tellings (or accounts) all of which may be compared with all."""
    nodes = sorted(tellings, key=lambda one: one.id)
    groups, problems = _joined_by_people(nodes, say)
    result = _lead(groups, say, score) if len(groups) > BOUND else _link(groups, say, score)
    result.problems[:0] = problems
    return result


def _joined_by_people(nodes: Sequence[Telling], say: Say) -> tuple[list[list[Telling]], list[Problem]]:
    """Groups that people judged the same; a "same" that would join what is judged different is a problem."""
    at = {member: i for i, node in enumerate(nodes) for member in node.members}
    group = {i: [i] for i in range(len(nodes))}
    of = list(range(len(nodes)))
    problems: list[Problem] = []
    for left, right in sorted(say.same):
        if left not in at or right not in at or of[at[left]] == of[at[right]]:
            continue
        one, other = sorted((of[at[left]], of[at[right]]))
        inside = {m for i in group[one] + group[other] for m in nodes[i].members}
        clash = sorted(pair for pair in say.different if pair[0] in inside and pair[1] in inside)
        if clash:
            a, b = clash[0]
            message = f"{left} and {right} are judged the same, but that would join {a} and {b}, judged different"
            problems.append(Problem("reconcile", message))
            continue
        for i in group.pop(other):
            of[i] = one
            group.setdefault(one, []).append(i)
    return [[nodes[i] for i in sorted(members)] for _, members in sorted(group.items())], problems


def _link(groups: list[list[Telling]], say: Say, score: Scorer) -> Assembly:
    """Average linkage with a heap; Lance and Williams (1967) give the mean odds of a joined cluster."""
    clusters: dict[int, list[Telling]] = dict(enumerate(groups))
    odds: dict[int, dict[int, float]] = {i: {} for i in clusters}
    best: dict[tuple[int, int], Comparison] = {}
    heap: list[tuple[float, str, str, int, int]] = []
    for i in clusters:
        for j in range(i + 1, len(groups)):
            mean, strongest = _between(groups[i], groups[j], say, score)
            if mean is None or strongest is None:
                continue
            odds[i][j] = odds[j][i] = mean
            best[(i, j)] = strongest
            if mean > 0:
                heap.append((-mean, clusters[i][0].id, clusters[j][0].id, i, j))
    heapq.heapify(heap)
    links: list[Link] = []
    while heap:
        negative, _, _, i, j = heapq.heappop(heap)
        if i not in clusters or j not in clusters or odds[i].get(j) != -negative:
            continue
        links.append(_link_of(best[(i, j)]))
        _fuse(i, j, clusters, odds, best, heap)
    unsure = [
        _link_of(best[(i, j)]) for i in sorted(odds) for j, mean in sorted(odds[i].items()) if i < j and _near(mean)
    ]
    ordered = sorted((sorted(members, key=lambda one: one.id) for members in clusters.values()), key=lambda c: c[0].id)
    return Assembly(ordered, links, unsure)


def _fuse(
    i: int,
    j: int,
    clusters: dict[int, list[Telling]],
    odds: dict[int, dict[int, float]],
    best: dict[tuple[int, int], Comparison],
    heap: list[tuple[float, str, str, int, int]],
) -> None:
    """Join cluster ``j`` into ``i``. A cluster that either cannot join, the two together cannot join."""
    small, large = len(clusters[j]), len(clusters[i])
    clusters[i] = sorted(clusters[i] + clusters.pop(j), key=lambda one: one.id)
    left, right = odds.pop(i), odds.pop(j)
    odds[i] = {}
    for k in left.keys() | right.keys():
        if k in (i, j):
            continue
        odds[k].pop(i, None)
        odds[k].pop(j, None)
        if k not in left or k not in right:
            continue
        mean = (large * left[k] + small * right[k]) / (large + small)
        odds[i][k] = odds[k][i] = mean
        one, other = best[(min(i, k), max(i, k))], best[(min(j, k), max(j, k))]
        best[(min(i, k), max(i, k))] = max(one, other, key=lambda c: (c.odds, c.left, c.right))
        if mean > 0:
            low, high = min(i, k), max(i, k)
            heapq.heappush(heap, (-mean, clusters[low][0].id, clusters[high][0].id, low, high))


def _between(
    left: Sequence[Telling], right: Sequence[Telling], say: Say, score: Scorer
) -> tuple[float | None, Comparison | None]:
    """Mean odds and strongest pair between two groups; None if any pair keeps them apart."""
    total, strongest = 0.0, None
    for one in left:
        for other in right:
            if say.different and _kept_apart(one, other, say):
                return None, None
            found = score(one, other)
            if found.barred or found.odds < FLOOR:
                return None, None
            total += found.odds
            if strongest is None or (found.odds, found.left, found.right) > (
                strongest.odds,
                strongest.left,
                strongest.right,
            ):
                strongest = found
    return total / (len(left) * len(right)), strongest


def _kept_apart(left: Telling, right: Telling, say: Say) -> bool:
    return any(pair_of(one, other) in say.different for one in left.members for other in right.members)


def _link_of(comparison: Comparison) -> Link:
    return Link(*pair_of(comparison.left, comparison.right), comparison.odds, comparison.score, comparison.reason)


def _near(mean: float) -> bool:
    return -1.0 <= mean <= 0.0


def _lead(groups: list[list[Telling]], say: Say, score: Scorer) -> Assembly:
    """For what is too many to compare all with all: each joins the best of at most LEADERS clusters, the fullest first."""
    queue = sorted(groups, key=lambda group: (-sum(one.richness for one in group), group[0].id))
    clusters: list[list[Telling]] = []
    by_key: dict[Key, list[int]] = defaultdict(list)
    links: list[Link] = []
    for group in queue:
        lead = group[0]
        keys = _leader_keys(lead)
        near = list(dict.fromkeys(i for key in keys for i in by_key[key][:LEADERS]))[:LEADERS]
        found: tuple[float, int, Comparison] | None = None
        for i in near:
            if say.different and any(_kept_apart(a, b, say) for a in group for b in clusters[i]):
                continue
            mean, strongest = _between(group, clusters[i][:MEMBERS], say, score)
            if mean is not None and strongest is not None and mean > 0 and (found is None or mean > found[0]):
                found = (mean, i, strongest)
        if found is None:
            clusters.append(list(group))
            for key in keys:
                by_key[key].append(len(clusters) - 1)
        else:
            clusters[found[1]].extend(group)
            links.append(_link_of(found[2]))
    ordered = sorted((sorted(members, key=lambda one: one.id) for members in clusters), key=lambda c: c[0].id)
    return Assembly(ordered, links)


def _leader_keys(lead: Telling) -> list[Key]:
    town = "" if lead.where is None else str(lead.where.geonameid or sorted(lead.where.names))
    if lead.when is None:
        return [(lead.family, town, "")]
    return [(lead.family, town, str(day)) for day in range(lead.when.first, lead.when.last + 1)]


def assemble(
    accounts: Sequence[Telling], say: Say, new: Collection[str] | None = None, step: Step = unwatched
) -> Assembly:
    """Across reports: clusters of accounts. Every account is in exactly one.

    With the ids of ``new`` reports, only the clusters that their accounts may have changed.
    """
    twins, lone = _twins(accounts, say)
    blocks = block_mentions(lone)
    by_id = {one.id: one for one in lone}
    of = {member: one.id for one in lone for member in one.members}
    people = [
        pair_of(of[left], of[right])
        for left, right in sorted(say.same)
        if left in of and right in of and of[left] != of[right]
    ]
    result = Assembly([])

    def crowd(part: Sequence[Telling]) -> Iterator[Pair]:
        for members in _lead([[one] for one in part], say, compare).clusters:
            yield from ((members[0].id, other.id) for other in members[1:])

    if new is None:
        parts = components(by_id, chain(candidate_pairs(blocks, crowd, compare, step), people))
    else:
        start = {one.id for one in lone if one.report in new}
        start |= {id_ for id_, found in twins.items() if any(twin.report in new for twin, _ in found)}
        parts = reached_components(start, blocks, people, crowd, compare)
    for ids in parts:
        found = cluster([by_id[id_] for id_ in ids], say)
        result.clusters.extend(found.clusters)
        result.links.extend(found.links)
        result.unsure = likeliest(result.unsure, found.unsure)
        result.problems.extend(found.problems)
    for key, block in blocks.items():
        if len(block) > BOUND:
            many = f"the block {describe(key)} holds {len(block)} accounts, more than {BOUND}"
            result.problems.append(Problem("reconcile", f"{many}: compared by town and day only"))
    for members in result.clusters:
        for twin, comparison in [found for one in list(members) for found in twins.get(one.id, ())]:
            members.append(twin)
            result.links.append(_link_of(comparison))
    result.clusters = [sorted(members, key=lambda one: one.id) for members in result.clusters]
    result.clusters.sort(key=lambda members: members[0].id)
    return result


def _twins(accounts: Sequence[Telling], say: Say) -> tuple[dict[str, list[tuple[Telling, Comparison]]], list[Telling]]:
    """Accounts that say just the same as another (copies of one report), by the id of that other; and all the others.

    A copy goes where its original goes, so a thousand copies cost a thousand look-ups, not a million comparisons.
    """
    judged = {member for pair in say.same | say.different for member in pair}
    first: dict[object, Telling] = {}
    reports: dict[str, set[str]] = defaultdict(set)
    twins: dict[str, list[tuple[Telling, Comparison]]] = defaultdict(list)
    lone: list[Telling] = []
    for one in sorted(accounts, key=lambda one: one.id):
        original = first.setdefault(one.signature, one)
        if original is not one and one.report not in reports[original.id] and judged.isdisjoint(one.members):
            found = compare(original, one)
            if found.odds > 0 and block_keys(one):
                twins[original.id].append((one, found))
                reports[original.id].add(one.report)
                continue
        lone.append(one)
        reports[one.id].add(one.report)
    return twins, lone


def join_accounts(assembly: Assembly) -> list[Telling]:
    """One account for each cluster of a report's tellings; what the report tells apart stays apart."""
    clusters = assembly.clusters
    rivals: dict[int, set[str]] = defaultdict(set)
    if len(clusters) <= BOUND:
        for i, j in combinations(range(len(clusters)), 2):
            if any(bar(one, other, True) for one in clusters[i] for other in clusters[j]):
                rivals[i].update(one.id for one in clusters[j])
                rivals[j].update(one.id for one in clusters[i])
    return [replace(join_tellings(members), rivals=frozenset(rivals[i])) for i, members in enumerate(clusters)]
