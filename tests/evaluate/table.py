"""The tables of docs/measured.md: ``python -m tests.evaluate.table --corpora DIR`` measures the development sets.

``--kept-back`` measures the sets that nothing is developed against as well; once a release, no more.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from kronika.evaluate import Gold, Scores, code_whole, load_gold, score
from kronika.flow import Tools, load_tools
from kronika.records import Mention

GOLD = Path(__file__).parent.parent.parent / "gold"
KEPT_BACK = {
    "protest news": ("kept-back/sentences.jsonl",),
    "more protest news": ("kept-back/more-sentences.jsonl",),
    "Wikinews and military": ("kept-back/reports.jsonl",),
    "more military": ("kept-back/more-reports.jsonl",),
    "invented reports": ("kept-back/kept-back.jsonl",),
}
DEVELOPMENT = {
    "protest news": ("protest_news.jsonl",),
    "more protest news": ("more-sentences.jsonl",),
    "Wikinews and military": ("reports.jsonl",),
    "far reports": ("more-reports.jsonl",),
    "examples": ("examples.jsonl",),
}
PAIRED = {
    "mentions, typed": ".88 / .82",
    "types, by sentence": "",
    "mentions, any type": "",
    "mentions, typed and moded": "",
    "actors": ".90",
    "recipients": ".90",
    "numbers": ".95",
    "content": ".80",
}
SHARES = {
    "mode": ".93",
    "status": ".95",
    "extent": "",
    "country": "",
    "country, told": "",
    "sector": "",
    "country and sector": ".88",
    "voice kind": ".93",
    "voice speaker": ".90",
    "day": ".90",
    "place": ".90",
}
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    texts: int
    scores: Scores
    gold: tuple[Gold, ...] = ()
    coded: tuple[tuple[Mention, ...], ...] = ()


def measure(name: str, files: tuple[str, ...], corpora: Path | None, tools: Tools) -> Column:
    gold = [one for file in files for one in load_gold(GOLD / file, corpora=corpora)]
    coded = tuple(one.mentions for one in code_whole((one.report for one in gold), tools))
    return Column(name, len(gold), score(gold, coded), tuple(gold), coded)


def join(columns: list[Column]) -> Scores:
    """The scores of several sets as one."""
    return score([g for one in columns for g in one.gold], [c for one in columns for c in one.coded])


def fields(columns: list[Column]) -> str:
    """One column a set: precision / recall with the interval of F1, or the share of matched mentions that is right."""
    rows = ["| | aim | " + " | ".join(one.name for one in columns) + " |", "|---|---|" + "---|" * len(columns)]
    sizes = [f"{one.scores.counts['mentions, typed'].gold:.0f} in {one.texts} texts" for one in columns]
    rows.append("| gold mentions | | " + " | ".join(sizes) + " |")
    for name, aim in PAIRED.items():
        label = f"{name}: precision / recall"
        rows.append(f"| {label} | {aim} | " + " | ".join(_pair(one.scores, name) for one in columns) + " |")
    for name, aim in SHARES.items():
        rows.append(f"| {name} | {aim} | " + " | ".join(_share(one.scores, name) for one in columns) + " |")
    errors = [one.scores.calibration_error for one in columns]
    shown = ["" if error is None else f"{error:.3f}" for error in errors]
    return "\n".join([*rows, "| calibration error | .05 | " + " | ".join(shown) + " |"])


def _pair(scores: Scores, name: str) -> str:
    count = scores.counts.get(name)
    if count is None or count.precision is None or count.recall is None:
        return ""
    return f"{count.precision:.2f} / {count.recall:.2f}{_spread(scores, name)}"


def _share(scores: Scores, name: str) -> str:
    count = scores.counts.get(name)
    return "" if count is None or count.f1 is None else f"{count.f1:.2f}{_spread(scores, name)}"


def _spread(scores: Scores, name: str) -> str:
    interval = scores.intervals.get(name)
    return "" if interval is None else f" ({interval[0]:.2f}-{interval[1]:.2f})"


def curve(scores: Scores) -> str:
    """What a threshold of confidence trades."""
    points = {round(threshold, 2): (precision, recall) for threshold, precision, recall in scores.curve()}
    rows = ["| --min-confidence | precision | recall |", "|---|---|---|"]
    rows += [f"| {t:.2f} | {points[t][0]:.2f} | {points[t][1]:.2f} |" for t in THRESHOLDS if t in points]
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, help="where the annotated corpora lie; without them, only the examples")
    parser.add_argument("--kept-back", action="store_true", help="measure the kept-back sets as well")
    given = parser.parse_args(arguments)
    tools, corpora = load_tools(), given.corpora
    if given.kept_back:
        kept = [measure(name, files, corpora, tools) for name, files in KEPT_BACK.items()]
        sys.stdout.write("Kept back\n\n" + fields(kept) + "\n\n")
    sets = DEVELOPMENT if corpora is not None else {"examples": DEVELOPMENT["examples"]}
    developed = [measure(name, files, corpora, tools) for name, files in sets.items()]
    together = join(developed)
    error = together.calibration_error
    sys.stdout.write("Development\n\n" + fields(developed) + "\n\n" + curve(together) + "\n\n")
    sys.stdout.write(f"calibration error of the development sets together: {0.0 if error is None else error:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
