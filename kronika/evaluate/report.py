"""The scores as text: a Markdown table, the curve of --min-confidence, and what was gained and lost against a pinned run."""

from __future__ import annotations

import json
from pathlib import Path

from kronika.evaluate.counts import Count
from kronika.evaluate.score import Scores

PAIRED = ("mentions, typed", "mentions, typed and moded", "mentions, any type")
SHOWN = 40


def render_lenient(count: Count, interval: tuple[float, float] | None, texts: int) -> str:
    """One row: the right type somewhere in the sentence."""
    spread = "" if interval is None else f"{interval[0]:.2f}-{interval[1]:.2f}"
    cells = [
        _two(count.precision),
        _two(count.recall),
        _two(count.f1),
        spread,
        f"{count.coded:.0f}",
        f"{count.gold:.0f}",
    ]
    rows = ["| texts | precision | recall | F1 | 95 % | coded | gold |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*rows, f"| {texts} | " + " | ".join(cells) + " |"]) + "\n"


def render(scores: Scores, *, against: Path | None = None, errors: bool = False) -> str:
    """Markdown; ``against`` is a run pinned by ``pin``; ``errors`` lists what was missed and what was coded wrongly."""
    rows = ["| measure | precision | recall | F1 | 95 % | n |", "|---|---|---|---|---|---|"]
    for name, count in scores.counts.items():
        low, high = scores.intervals.get(name, (None, None))
        spread = "" if low is None or high is None else f"{low:.2f}-{high:.2f}"
        cells = [_two(count.precision), _two(count.recall), _two(count.f1), spread, f"{count.gold:.0f}"]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    error = scores.calibration_error
    parts = ["\n".join(rows), f"expected calibration error: {'' if error is None else f'{error:.3f}'}"]
    curve = [f"| {t:.2f} | {p:.2f} | {r:.2f} |" for t, p, r in scores.curve()]
    parts.append("\n".join(["| --min-confidence | precision | recall |", "|---|---|---|", *curve]))
    if against is not None:
        parts.append(_difference(scores, against))
    if errors:
        parts.append(_listed("missed", sorted(scores.missed), scores))
        parts.append(_listed("coded wrongly", sorted(scores.false), scores))
    return "\n\n".join(parts) + "\n"


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _listed(title: str, names: list[str], scores: Scores, *, shown: int | None = None) -> str:
    lines = [f"- {scores.words.get(name, name)}" for name in names[:shown]]
    if shown is not None and len(names) > shown:
        lines.append(f"- and {len(names) - shown} more")
    return "\n".join([f"{title}: {len(names)}", *lines])


def pin(scores: Scores, path: Path) -> None:
    """Keep which gold mentions were found and which codings were wrong, to compare a later run with."""
    run = {"found": sorted(scores.found), "false": sorted(scores.false)}
    path.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def _difference(scores: Scores, against: Path) -> str:
    earlier = json.loads(against.read_text(encoding="utf-8"))
    found, false = set(earlier["found"]), set(earlier["false"])
    return "\n\n".join(
        (
            _listed("gained", sorted(scores.found - found), scores, shown=SHOWN),
            _listed("lost", sorted(found - scores.found), scores, shown=SHOWN),
            _listed("newly wrong", sorted(scores.false - false), scores, shown=SHOWN),
            _listed("no longer wrong", sorted(false - scores.false), scores, shown=SHOWN),
        )
    )
