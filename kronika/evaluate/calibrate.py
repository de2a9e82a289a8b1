"""Fits the weights of confidence: mentions of annotated and of judged texts in, log odds of each sign out.

``python -m kronika.evaluate.calibrate GOLD... [--worked-on GOLD] [--judged FILE] [--corpora DIR] [--write]`` prints what the
weights would be, and how well they do on texts and on whole sets that were left out of the fit: the second says what
confidence is worth on a kind of text that it was not fitted to. ``--write`` puts them where the program reads them. A
logistic model with a penalty, as small as the few hundred mentions bear.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kronika import scheme
from kronika.code.coder import find_candidates, part_absorbed
from kronika.code.confidence import find_report_signs, find_signs
from kronika.code.kinds import Kinds
from kronika.code.mend import mend
from kronika.code.merge import choose
from kronika.code.settings import Settings
from kronika.code.voices import find_voices
from kronika.evaluate.gold import Gold, GoldError, load_gold
from kronika.evaluate.judged import JudgedReport, load_judged
from kronika.evaluate.score import expected_error, match
from kronika.flow import Tools, code_reading, load_tools, read_reports
from kronika.records import Mention, Reading, Report
from kronika.scheme.tables import read_confidence
from kronika.scheme.voices import load_voices

PENALTY = 2.0  # of squared weights, the constant left out: one mention's worth of doubt in each sign
WORKED_ON = 0.25  # what a mention counts of texts whose errors the rules were made by: they look better than others are
FOLDS = 10
WRITTEN = Path(scheme.__file__).parent / "confidence.yaml"
LEAST = "of a mention that deserves less confidence nothing is coded: it is more likely wrong than right"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The signs of one mention, and whether people have it too. ``text`` and ``kind`` tell which text and set it is from."""

    signs: dict[str, float]
    right: bool
    text: str | int
    kind: str = ""
    weight: float = 1.0


def judge(gold: Sequence[Gold], tools: Tools, *, kind: str = "", weight: float = 1.0) -> list[Judged]:
    """What the program codes from annotated texts. Mentions that the guide leaves open are left out."""
    found = []
    for one in gold:
        mentions, signs = _coded(one.report, tools)
        pairs, _, false = match(one.mentions, mentions)
        for mention, right in [*((m, True) for _, m in pairs), *((m, False) for m in false)]:
            if mention.id in signs:
                found.append(Judged(signs[mention.id], right, one.report.id, kind, weight))
    return found


def take_judged(reports: Sequence[JudgedReport], tools: Tools) -> list[Judged]:
    """What the program codes from texts whose mentions somebody judged; those that nobody has seen are left out."""
    found = []
    for one in reports:
        mentions, signs = _coded(one.report, tools)
        rows = ((m, right) for m, right in one.of(mentions) if m.id in signs)
        found += [Judged(signs[m.id], right, one.report.id, one.kind) for m, right in rows]
    return found


def _coded(report: Report, tools: Tools) -> tuple[Sequence[Mention], dict[str, dict[str, float]]]:
    """The mentions of a report, and by id the signs of each."""
    reading = read_reports([report], tools)[0]
    coded = code_reading(report, reading, tools)
    mentions = (*coded.mentions, *coded.doubted)
    told = find_report_signs(mentions, reading)
    return mentions, {id_: own | told[id_] for id_, own in _signs(report, reading, mentions, tools)}


def _signs(
    report: Report, reading: Reading, mentions: Sequence[Mention], tools: Tools
) -> Iterator[tuple[str, dict[str, float]]]:
    """By mention id; the candidates are found again, as a mention does not keep its own."""
    reading = replace(
        reading, sentences=tuple(mend(s, tools.scheme) for s in reading.sentences)
    )  # as the coder has them
    voices = find_voices(report, reading, load_voices())
    settings, kinds = Settings(report, reading), Kinds(report.text, tools.lexicon, voices.cites)
    kinds.learn(reading.sentences)
    for sentence in reading.sentences:
        here = [m for m in mentions if sentence.span.covers(m.trigger)]
        if here:
            chosen = choose(sentence, find_candidates(sentence, tools.scheme, kinds, settings.day_tokens(sentence)))
            fired = {c.trigger.span(sentence): c for c in part_absorbed(sentence, chosen, tools.scheme)[0]}
            for mention in here:
                candidate = fired.get(mention.trigger)
                if candidate is not None:
                    yield mention.id, find_signs(sentence, candidate, mention.status)


def fit(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, float]:
    """Penalised maximum likelihood by Newton's method."""
    x = np.array([[one.signs[name] for name in names] for one in judged], dtype=np.float64)
    y = np.array([one.right for one in judged], dtype=np.float64)
    counts = np.array([one.weight for one in judged], dtype=np.float64)
    penalty = np.diag([0.0 if name == "always" else PENALTY for name in names])
    weights: Vector = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (counts * (y - p)) - penalty @ weights
        curve = (x.T * (counts * p * (1 - p))) @ x + penalty + 1e-6 * np.eye(len(names))
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
    texts = sorted({one.text for one in judged}, key=str)
    random.Random(seed).shuffle(texts)
    folds = [set(texts[fold::FOLDS]) for fold in range(FOLDS)]
    return [pair for held in folds for pair in _believe_held(judged, names, [j.text in held for j in judged])]


def kinds_left_out(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, list[tuple[float, bool]]]:
    """The same for each set of texts, under weights that were fitted without the whole of it."""
    kinds = dict.fromkeys(one.kind for one in judged)
    return {kind: _believe_held(judged, names, [j.kind == kind for j in judged]) for kind in kinds}


def _believe_held(judged: Sequence[Judged], names: Sequence[str], held: Sequence[bool]) -> list[tuple[float, bool]]:
    asked = [one for one, out in zip(judged, held, strict=True) if out]
    rest = [one for one, out in zip(judged, held, strict=True) if not out]
    return believe(fit(rest, names), asked) if rest and asked else []


def ranked(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """How often a right mention is believed more than a wrong one (area under the ROC curve)."""
    right, wrong = [c for c, r in pairs if r], [c for c, r in pairs if not r]
    if not right or not wrong:
        return None
    return sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / (len(right) * len(wrong))


def render_fit(weights: dict[str, float], judged: Sequence[Judged], names: Sequence[str]) -> str:
    kinds = kinds_left_out(judged, names)
    rows = {
        "the fit": believe(weights, judged),
        "texts left out": left_out(judged, names),
        "sets left out": [pair for pairs in kinds.values() for pair in pairs],
        **{f"of these: {kind}": pairs for kind, pairs in kinds.items()},
    }
    head = "| measured on | mentions | right | confidence | calibration error | ranking |\n|---|---|---|---|---|---|\n"
    return head + "".join(_row(name, pairs) for name, pairs in rows.items() if pairs)


def _row(name: str, pairs: Sequence[tuple[float, bool]]) -> str:
    right, believed = (sum(values) / len(pairs) for values in zip(*((r, c) for c, r in pairs), strict=True))
    order = ranked(pairs)
    shown = "" if order is None else f"{order:.2f}"
    return f"| {name} | {len(pairs)} | {right:.2f} | {believed:.2f} | {expected_error(pairs):.3f} | {shown} |\n"


def write_weights(weights: dict[str, float], path: Path, judged: Sequence[Judged]) -> None:
    texts = len({one.text for one in judged})
    head = (
        "# How much each sign speaks for a mention or against it, as log odds (kronika/code/confidence.py says what they are).\n"
        f"# Fitted by python -m kronika.evaluate.calibrate --write on {len(judged)} mentions of {texts} texts.\n"
    )
    least = f"least: {read_confidence(path).least:g}  # {LEAST}\n"
    lines = [f"  {name}: {weight}\n" for name, weight in weights.items()]
    path.write_text(head + least + "weights:\n" + "".join(lines), encoding="utf-8")


def main(arguments: list[str] | None = None, path: Path = WRITTEN) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--worked-on", type=Path, action="append", default=[], help="gold whose errors were worked on")
    parser.add_argument("--judged", type=Path, action="append", default=[], help="texts whose mentions were judged")
    parser.add_argument("--corpora", type=Path, help="where the annotated corpora lie")
    parser.add_argument("--write", action="store_true", help="put the weights where the program reads them")
    given = parser.parse_args(arguments)
    try:
        gold = {file: load_gold(file, corpora=given.corpora) for file in (*given.gold, *given.worked_on)}
        seen = [one for file in given.judged for one in load_judged(file, corpora=given.corpora)]
    except (GoldError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    tools = load_tools()
    judged = take_judged(seen, tools)
    for file, texts in gold.items():
        judged += judge(texts, tools, kind=file.stem, weight=WORKED_ON if file in given.worked_on else 1.0)
    if len({one.right for one in judged}) < 2:
        sys.stderr.write("error: nothing to fit: all mentions are right, or all are wrong\n")
        return 2
    names = list(judged[0].signs)
    weights = fit(judged, names)
    sys.stdout.write(render_fit(weights, judged, names))
    sys.stdout.write("".join(f"{name}: {weight}\n" for name, weight in weights.items()))
    if given.write:
        write_weights(weights, path, judged)
    return 0


if __name__ == "__main__":
    sys.exit(main())
