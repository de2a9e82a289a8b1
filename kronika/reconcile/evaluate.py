"""Clusters found and clusters set down by people -> pairwise, MUC, B-cubed, CEAFe and CoNLL F1.

MUC after Vilain et al. (1995), B-cubed after Bagga and Baldwin (1998), CEAFe after Luo (2005), CoNLL their mean (Pradhan
et al. 2012). Mentions that only one side has count against it, as in the reference scorer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

Clusters = Sequence[Collection[Hashable]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """The four measures of clusters against gold clusters."""

    pairwise: Score
    muc: Score
    b_cubed: Score
    ceaf_e: Score

    @property
    def conll(self) -> float:
        """Mean F1 of MUC, B-cubed and CEAFe."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def score_clusters(gold: Clusters, found: Clusters) -> ClusterScores:
    """Raises ValueError if a mention is in two clusters of one side."""
    gold, found = [set(one) for one in gold if one], [set(one) for one in found if one]
    in_gold, in_found = _index(gold), _index(found)
    return ClusterScores(
        pairwise=_pairwise(gold, found, in_found),
        muc=Score(_muc(found, in_gold), _muc(gold, in_found)),
        b_cubed=Score(_b_cubed(found, gold, in_gold), _b_cubed(gold, found, in_found)),
        ceaf_e=_ceaf_e(gold, found, in_found),
    )


def _index(clusters: Clusters) -> dict[Hashable, int]:
    found: dict[Hashable, int] = {}
    for i, cluster in enumerate(clusters):
        for mention in cluster:
            if mention in found:
                raise ValueError(f"{mention!r} is in two clusters")
            found[mention] = i
    return found


def _pairwise(gold: Clusters, found: Clusters, in_found: Mapping[Hashable, int]) -> Score:
    shared = 0
    for cluster in gold:
        counts = Counter(in_found[mention] for mention in cluster if mention in in_found)
        shared += sum(_pairs(count) for count in counts.values())
    told, wanted = sum(_pairs(len(one)) for one in found), sum(_pairs(len(one)) for one in gold)
    return Score(shared / told if told else 1.0, shared / wanted if wanted else 1.0)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _muc(clusters: Clusters, in_other: Mapping[Hashable, int]) -> float:
    """Share of the links of ``clusters`` that the other side has too; 1 if there is no link at all."""
    kept = links = 0
    for cluster in clusters:
        parts = {in_other[mention] for mention in cluster if mention in in_other}
        alone = sum(mention not in in_other for mention in cluster)
        kept += len(cluster) - len(parts) - alone
        links += len(cluster) - 1
    return kept / links if links else 1.0


def _b_cubed(clusters: Clusters, others: Clusters, in_other: Mapping[Hashable, int]) -> float:
    """Mean over the mentions of ``clusters`` of the share of the mention's cluster that stands with it in the others."""
    total = count = 0.0
    for cluster in clusters:
        shared = Counter(in_other[mention] for mention in cluster if mention in in_other)
        total += sum(number * number / len(cluster) for number in shared.values())
        count += len(cluster)
    return total / count if count else 1.0


def _ceaf_e(gold: Clusters, found: Clusters, in_found: Mapping[Hashable, int]) -> Score:
    """Clusters aligned one to one for the greatest sum of 2 |both| / (|gold| + |found|)."""
    overlap: dict[int, dict[int, float]] = defaultdict(dict)
    for i, cluster in enumerate(gold):
        for j, shared in Counter(in_found[mention] for mention in cluster if mention in in_found).items():
            overlap[i][j] = 2 * shared / (len(cluster) + len(found[j]))
    total = sum(_best_sum(part) for part in _parts(overlap))
    return Score(total / len(found) if found else 1.0, total / len(gold) if gold else 1.0)


def _parts(overlap: Mapping[int, Mapping[int, float]]) -> list[list[list[float]]]:
    """Matrices of the connected parts of the overlap: the assignment of each is independent of the others."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for i, row in overlap.items():
        for j in row:
            by_column[j].append(i)
    seen: set[int] = set()
    matrices = []
    for start in sorted(overlap):
        if start in seen:
            continue
        rows, stack = [], [start]
        seen.add(start)
        while stack:
            i = stack.pop()
            rows.append(i)
            for near in (k for j in overlap[i] for k in by_column[j] if k not in seen):
                if near not in seen:
                    seen.add(near)
                    stack.append(near)
        columns = sorted({j for i in rows for j in overlap[i]})
        matrices.append([[overlap[i].get(j, 0.0) for j in columns] for i in sorted(rows)])
    return matrices


def _best_sum(matrix: list[list[float]]) -> float:
    """Greatest sum of one-to-one picks (Kuhn 1955 with potentials; rows at most as many as columns after turning)."""
    if len(matrix) > len(matrix[0]):
        matrix = [list(column) for column in zip(*matrix, strict=True)]
    rows, columns = len(matrix), len(matrix[0])
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match = [0] * (columns + 1)
    for i in range(1, rows + 1):
        match[0], j0 = i, 0
        least, way, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while match[j0]:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = -matrix[i0 - 1][j - 1] - u[i0] - v[j]
                if cost < least[j]:
                    least[j], way[j] = cost, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return sum(matrix[match[j] - 1][j - 1] for j in range(1, columns + 1) if match[j])
