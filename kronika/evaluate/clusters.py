"""Gold clusters: which mentions of some reports tell of one happening; held against the events the program makes.

The file is YAML. ``folder`` (relative to the file) holds the reports; ``reports`` maps FILE, or FILE#ID for a row of a
table, to ``mentions``, each with ``in`` (a stretch of the text), ``t`` (the trigger in it), ``k`` (TYPE or TYPE.mode) and
``e`` (its happening, "~" for one of its own). Other keys are the author's affair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kronika.evaluate.gold import GoldError
from kronika.reconcile.evaluate import ClusterScores, score_clusters
from kronika.records import Mention, Report

BEFORE = 12  # characters, white space left out, that must stand alike before a trigger


@dataclass(frozen=True, slots=True)
class GoldTelling:
    """One mention as people marked it; ``key`` names it uniquely."""

    key: str
    stretch: str
    trigger: str
    type: str
    happening: str


@dataclass(frozen=True, slots=True)
class ClusterGold:
    """The reports' folder and, by FILE or FILE#ID, what they tell."""

    folder: Path
    told: Mapping[str, tuple[GoldTelling, ...]]

    @property
    def clusters(self) -> list[set[str]]:
        by: dict[str, set[str]] = {}
        for telling in (one for told in self.told.values() for one in told):
            by.setdefault(telling.happening, set()).add(telling.key)
        return [by[name] for name in sorted(by)]


@dataclass(frozen=True, slots=True)
class ClusterResult:
    """Scores over all mentions (missed and surplus ones count against), and over those that both sides have."""

    over_all: ClusterScores
    over_common: ClusterScores
    gold: int
    coded: int
    common: int


def load_clusters(file: Path) -> ClusterGold:
    """Raises GoldError, naming the file and the report, for what is not of that shape."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        folder = file.parent / str(data.get("folder", "."))
        told = {str(source): _tellings(str(source), body["mentions"]) for source, body in data["reports"].items()}
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise GoldError(f"{file}: not a file of gold clusters: {error!r}") from error
    return ClusterGold(folder, told)


def _tellings(source: str, mentions: Sequence[Mapping[str, Any]]) -> tuple[GoldTelling, ...]:
    return tuple(
        GoldTelling(
            f"{source} {i}",
            str(body["in"]),
            str(body["t"]),
            str(body["k"]).partition(".")[0],
            f"{source} {i}" if body["e"] == "~" else str(body["e"]),
        )
        for i, body in enumerate(mentions)
    )


def source_of(report: Report) -> str:
    """FILE, or FILE#ID for a row, as a gold file names the report."""
    if not report.origins:
        return report.id
    origin = report.origins[0]
    name = Path(origin.path).name
    return name if origin.row is None else f"{name}#{report.id}"


def evaluate_clusters(
    gold: ClusterGold,
    reports: Mapping[str, Report],
    mentions: Sequence[Mention],
    clusters: Iterable[Collection[str]],
) -> ClusterResult:
    """``clusters`` are of mention ids (``Reconciled.clusters``); ids that are of no mention are left out."""
    matched = align(gold, reports, mentions)
    ids = {mention.id for mention in mentions}
    found = [{matched.get(id_, id_) for id_ in cluster if id_ in ids} for cluster in clusters]
    common = set(matched.values())
    return ClusterResult(
        score_clusters(gold.clusters, found),
        score_clusters([one & common for one in gold.clusters], [one & common for one in found]),
        sum(map(len, gold.clusters)),
        len(mentions),
        len(common),
    )


def align(gold: ClusterGold, reports: Mapping[str, Report], mentions: Iterable[Mention]) -> dict[str, str]:
    """Mention id -> key of the gold mention it is: the same trigger after the same words, else one type in one stretch."""
    ordered = sorted(mentions, key=lambda one: (one.report, one.trigger.start, one.id))
    left = {source: list(told) for source, told in gold.told.items()}
    found: dict[str, str] = {}
    for exact in (True, False):
        for mention in (one for one in ordered if one.id not in found):
            report = reports[mention.report]
            open_ones = left.get(source_of(report), [])
            match = next((one for one in open_ones if _is(one, mention, report.text, exact)), None)
            if match is not None:
                found[mention.id] = match.key
                open_ones.remove(match)
    return found


def _is(telling: GoldTelling, mention: Mention, text: str, exact: bool) -> bool:
    """Texts are compared without white space, as gathering cleans it."""
    stretch, sentence = _bare(telling.stretch), _bare(mention.sentence.of(text))
    if exact:
        at = text[max(0, mention.trigger.start - 3 * BEFORE) : mention.trigger.end + 3 * len(telling.stretch)]
        here = _bare(mention.trigger.of(text))
        before = _bare(text[max(0, mention.trigger.start - 3 * len(telling.stretch)) : mention.trigger.start])
        lead = stretch[: stretch.find(_bare(telling.trigger))]
        return here == _bare(telling.trigger) and before.endswith(lead) and (bool(lead) or stretch in _bare(at))
    return mention.type == telling.type and (stretch in sentence or sentence in stretch)


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def render_clusters(result: ClusterResult) -> str:
    """Two lines of figures."""
    shown = f"{result.gold} gold mentions, {result.coded} coded, {result.common} in common\n"
    for name, scores in (("all mentions", result.over_all), ("mentions in common", result.over_common)):
        shown += (
            f"{name:<20} CoNLL {scores.conll:.3f}  MUC {scores.muc.f1:.3f}  B-cubed {scores.b_cubed.f1:.3f}  "
            f"CEAFe {scores.ceaf_e.f1:.3f}  pairwise P {scores.pairwise.precision:.3f} R {scores.pairwise.recall:.3f}\n"
        )
    return shown.rstrip()
