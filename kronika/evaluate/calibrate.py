"""Fits the weights of confidence: mentions of annotated texts in, log odds of each sign out.

``python -m kronika.evaluate.calibrate GOLD... [--corpora DIR] [--write]`` prints what the weights would be and how well
they do on texts that were left out of the fit; ``--write`` puts them where the program reads them. A logistic model with
a penalty, as small as the few hundred mentions bear.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kronika import scheme
from kronika.code.coder import find_candidates, part_absorbed
from kronika.code.confidence import find_signs
from kronika.code.kinds import Kinds
from kronika.code.merge import choose
from kronika.code.settings import Settings
from kronika.code.voices import find_voices
from kronika.evaluate.gold import Gold, GoldError, load_gold
from kronika.evaluate.score import expected_error, match
from kronika.flow import Tools, code_reading, load_tools, read_reports
from kronika.records import Mention, Reading, Report
from kronika.scheme.voices import load_voices

PENALTY = 2.0  # of squared weights, the constant left out: one mention's worth of doubt in each sign
FOLDS = 10
WRITTEN = Path(scheme.__file__).parent / "confidence.yaml"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The signs of one mention, and whether people have it too. ``text`` tells which text it is from."""

    signs: dict[str, float]
    right: bool
    text: int


def judge(gold: Sequence[Gold], tools: Tools) -> list[Judged]:
    """What the program codes from annotated texts. Mentions that the guide leaves open are left out."""
    found = []
    for number, one in enumerate(gold):
        reading = read_reports([one.report], tools)[0]
        mentions = code_reading(one.report, reading, tools).mentions
        signs = dict(_signs(one.report, reading, mentions, tools))
        pairs, _, false = match(one.mentions, mentions)
        for mention, right in [*((m, True) for _, m in pairs), *((m, False) for m in false)]:
            if mention.id in signs:
                found.append(Judged(signs[mention.id], right, number))
    return found


def _signs(
    report: Report, reading: Reading, mentions: Sequence[Mention], tools: Tools
) -> Iterator[tuple[str, dict[str, float]]]:
    """By mention id; the candidates are found again, as a mention does not keep its own."""
    voices = find_voices(report, reading, load_voices())
    settings, kinds = Settings(report, reading), Kinds(report.text, tools.lexicon, voices.cites)
    for sentence in reading.sentences:
        here = [m for m in mentions if sentence.span.covers(m.trigger)]
        if here:
            chosen = choose(sentence, find_candidates(sentence, tools.scheme, kinds, settings.day_tokens(sentence)))
            fired = {c.trigger.span(sentence): c for c in part_absorbed(sentence, chosen, tools.scheme)[0]}
            for mention in here:
                candidate = fired.get(mention.trigger)
                if candidate is not None:
                    quad = tools.scheme.types[candidate.rule.type].quad
                    yield mention.id, find_signs(sentence, candidate, mention.status, quad)


def fit(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, float]:
    """Penalised maximum likelihood by Newton's method."""
    x = np.array([[one.signs[name] for name in names] for one in judged], dtype=np.float64)
    y = np.array([one.right for one in judged], dtype=np.float64)
    penalty = np.diag([0.0 if name == "always" else PENALTY for name in names])
    weights: Vector = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty @ weights
        curve = (x.T * (p * (1 - p))) @ x + penalty + 1e-6 * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def believe(weights: dict[str, float], judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """The confidence of each mention under the weights, and whether it was right."""
    return [
        (float(1 / (1 + np.exp(-sum(weights[name] * one.signs[name] for name in weights)))), one.right)
        for one in judged
    ]


def left_out(judged: Sequence[Judged], names: Sequence[str], *, seed: int = 0) -> list[tuple[float, bool]]:
    """The confidence of each mention under weights that were fitted without its text."""
    texts = sorted({one.text for one in judged})
    random.Random(seed).shuffle(texts)
    found = []
    for fold in range(FOLDS):
        held = set(texts[fold::FOLDS])
        rest, asked = [j for j in judged if j.text not in held], [j for j in judged if j.text in held]
        if rest and asked:
            found += believe(fit(rest, names), asked)
    return found


def ranked(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """How often a right mention is believed more than a wrong one (area under the ROC curve)."""
    right, wrong = [c for c, r in pairs if r], [c for c, r in pairs if not r]
    if not right or not wrong:
        return None
    return sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / (len(right) * len(wrong))


def render_fit(weights: dict[str, float], judged: Sequence[Judged], names: Sequence[str]) -> str:
    right = sum(one.right for one in judged)
    rows = [
        f"{len(judged)} mentions, {right} right",
        "",
        "| measured on | calibration error | ranking |",
        "|---|---|---|",
    ]
    for name, pairs in (("the fit", believe(weights, judged)), ("texts left out", left_out(judged, names))):
        order = ranked(pairs)
        rows.append(f"| {name} | {expected_error(pairs):.3f} | {'' if order is None else f'{order:.2f}'} |")
    return "\n".join(rows) + "\n"


def write_weights(weights: dict[str, float], path: Path, texts: int, mentions: int) -> None:
    head = (
        "# How much each sign speaks for a mention or against it, as log odds (find_signs in kronika/code/confidence.py).\n"
        f"# Fitted by python -m kronika.evaluate.calibrate --write on {mentions} mentions of {texts} development texts.\n"
    )
    lines = [f"  {name}: {weight}\n" for name, weight in weights.items()]
    path.write_text(head + "weights:\n" + "".join(lines), encoding="utf-8")


def main(arguments: list[str] | None = None, path: Path = WRITTEN) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--corpora", type=Path, help="where the annotated corpora lie")
    parser.add_argument("--write", action="store_true", help="put the weights where the program reads them")
    given = parser.parse_args(arguments)
    try:
        gold = [one for file in given.gold for one in load_gold(file, corpora=given.corpora)]
    except (GoldError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    judged = judge(gold, load_tools())
    if len({one.right for one in judged}) < 2:
        sys.stderr.write("error: nothing to fit: all mentions are right, or all are wrong\n")
        return 2
    names = list(judged[0].signs)
    weights = fit(judged, names)
    sys.stdout.write(render_fit(weights, judged, names))
    sys.stdout.write("".join(f"{name}: {weight}\n" for name, weight in weights.items()))
    if given.write:
        write_weights(weights, path, len(gold), len(judged))
    return 0


if __name__ == "__main__":
    sys.exit(main())
