"""Pin the floors of the gate: ``python -m tests.evaluate.pin`` writes gold/floors.json from a fresh measurement.

A floor lies a little below its figure, so that a chance sentence does not stop the work. Floors rise by themselves here;
to lower one, say why: ``--lower "reason"``. The reasons stay in the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from kronika.evaluate import Scores, code_whole, load_gold, score
from kronika.flow import load_tools

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "gold" / "examples.jsonl"
FLOORS = ROOT / "gold" / "floors.json"
SLACK = 0.03


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests() -> dict[str, str]:
    """Of every gold set, those of other people's texts too: none is changed in passing."""
    return {str(path.relative_to(GOLD.parent)): digest(path) for path in sorted(GOLD.parent.rglob("*.jsonl"))}


def measure(path: Path = GOLD) -> Scores:
    gold = load_gold(path)
    return score(gold, [coded.mentions for coded in code_whole((one.report for one in gold), load_tools())])


def figures(scores: Scores) -> dict[str, float]:
    """What the gate holds: precision and recall of typed mentions, F1 of everything else."""
    found: dict[str, float] = {}
    for name, count in scores.counts.items():
        if name == "mentions, typed":
            found |= {f"{name}: precision": count.precision or 0.0, f"{name}: recall": count.recall or 0.0}
        found[f"{name}: F1"] = count.f1 or 0.0
    return {name: round(value, 3) for name, value in found.items()}


def fallen(floors: dict[str, float], now: dict[str, float]) -> list[str]:
    """Every figure below its floor, and every pinned figure that is no longer measured."""
    return [
        f"{name}: {now.get(name, 0.0):.3f} < {floor:.3f}"
        for name, floor in floors.items()
        if now.get(name, 0.0) < floor
    ]


def pinned(old: dict[str, Any], sha256: str, now: dict[str, float], reason: str | None) -> dict[str, Any]:
    """The new floors. ValueError where a figure fell below its floor and no reason is given."""
    floors: dict[str, float] = old.get("floors", {})
    low = fallen(floors, now)
    if low and not reason:
        raise ValueError('below the floor (say why: --lower "reason"):\n' + "\n".join(low))
    lowered = {line.split(":")[0] + ":" + line.split(":")[1] for line in low}
    new = {
        name: round(max(0.0, value - SLACK, 0.0 if name in lowered else floors.get(name, 0.0)), 3)
        for name, value in now.items()
    }
    reasons = [*old.get("lowered", []), *([{"reason": reason, "figures": low}] if low else [])]
    return {"sha256": sha256, "floors": new, "lowered": reasons}


def main(arguments: list[str] | None = None, gold: Path = GOLD, floors: Path = FLOORS) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", metavar="REASON", help="why a figure may fall below its floor")
    reason: str | None = parser.parse_args(arguments).lower
    old = json.loads(floors.read_text(encoding="utf-8")) if floors.exists() else {}
    try:
        new = pinned(old, digest(gold), figures(measure(gold)), reason)
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    floors.write_text(json.dumps(new | {"gold": digests()}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
