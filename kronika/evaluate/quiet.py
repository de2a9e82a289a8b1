"""How often the program sees politics where there is none: mentions per hundred sentences of text of other fields.

``python -m kronika.evaluate.quiet CORPUS.jsonl.gz... --genre reviews --genre answers [--errors]`` reads corpora of
sentences (lines with ``sid`` and ``text``; the genre is what ``sid`` begins with), puts each document together again and
runs the whole program on it, reader and all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kronika.evaluate.coding import code_whole
from kronika.evaluate.gold import compose
from kronika.flow import Tools, load_tools
from kronika.gather import gather_text
from kronika.records import Report, report_id

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Document:
    """One text of some genre, with how many sentences its corpus has in it."""

    genre: str
    report: Report
    sentences: int


@dataclass(frozen=True, slots=True)
class Noise:
    """``seen`` are the words around each mention."""

    genre: str
    sentences: int
    mentions: int
    interval: tuple[float, float]
    seen: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Mentions per hundred sentences."""
        return 100 * self.mentions / self.sentences if self.sentences else 0.0


def load_documents(paths: Sequence[Path], genres: Sequence[str]) -> Iterator[Document]:
    told: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                document = str(row["sid"]).rpartition("-")[0]
                told.setdefault((document.partition("-")[0], document), []).append(str(row["text"]))
    for (genre, document), sentences in told.items():
        if genre in genres or not genres:
            report = gather_text(compose(sentences))
            id_ = f"{report_id(report.text)}-{document}"
            yield Document(genre, replace(report, id=id_, language="en"), len(sentences))


def measure(documents: Sequence[Document], tools: Tools, *, seed: int = 0) -> list[Noise]:
    """The rate of each genre, with a 95 % interval by drawing the documents again."""
    found: dict[str, list[tuple[int, list[str]]]] = {}
    for one, coded in zip(documents, code_whole((d.report for d in documents), tools), strict=True):
        text = one.report.text
        seen = [
            f"{m.type}.{m.mode} “{m.trigger.of(text)}” in {' '.join(m.sentence.of(text).split())}"
            for m in coded.mentions
        ]
        found.setdefault(one.genre, []).append((one.sentences, seen))
    return [
        Noise(
            genre,
            sum(sentences for sentences, _ in parts),
            sum(len(seen) for _, seen in parts),
            _interval([(sentences, len(seen)) for sentences, seen in parts], seed),
            tuple(words for _, seen in parts for words in seen),
        )
        for genre, parts in sorted(found.items())
    ]


def _interval(parts: Sequence[tuple[int, int]], seed: int) -> tuple[float, float]:
    chance = random.Random(seed)
    drawn = []
    for _ in range(SAMPLES):
        again = chance.choices(parts, k=len(parts))
        drawn.append(100 * sum(m for _, m in again) / max(1, sum(s for s, _ in again)))
    drawn.sort()
    return drawn[int(0.025 * SAMPLES)], drawn[int(0.975 * SAMPLES) - 1]


def render_noise(found: Sequence[Noise]) -> str:
    rows = ["| genre | sentences | mentions | per hundred sentences | 95 % |", "|---|---|---|---|---|"]
    for one in found:
        spread = f"{one.interval[0]:.1f}-{one.interval[1]:.1f}"
        rows.append(f"| {one.genre} | {one.sentences} | {one.mentions} | {one.rate:.1f} | {spread} |")
    return "\n".join(rows) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--genre", action="append", default=[], help="only this genre; may be given again")
    parser.add_argument("--errors", action="store_true", help="list every mention seen")
    given = parser.parse_args(arguments)
    found = measure(list(load_documents(given.corpora, given.genre)), load_tools())
    sys.stdout.write(render_noise(found))
    for one in found if given.errors else ():
        sys.stdout.write("".join(f"- {one.genre}: {words}\n" for words in one.seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
