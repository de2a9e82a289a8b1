"""evaluate: how good the coder is on annotated reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kronika.cli import common
from kronika.cli.common import SchemeOption, app, faults, out, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kronika.flow import Coded
    from kronika.records import Report


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            help="A gold file (*.jsonl), a folder of them, PLOVER's gold records, a validation file of PETRARCH (*.xml), "
            "or gold clusters (*.yaml); the manual gives them all."
        ),
    ],
    corpora: Annotated[
        Path | None, typer.Option("--corpora", help="Where the annotated corpora lie, for gold that names one.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="A pinned run: say what was gained and lost since.")
    ] = None,
    pin: Annotated[Path | None, typer.Option("--pin", help="Write this run to a file, for a later --against.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every wrong mention.")] = False,
    coded: Annotated[
        Path | None, typer.Option("--coded", help="Measure the events of another coder (JSON lines) instead.")
    ] = None,
    scheme: SchemeOption = None,
) -> None:
    """Code gold reports and print precision, recall and F1 of mentions, accuracy of each field, and calibration.

    With gold clusters: how well mentions come together into events (pairwise, MUC, B-cubed, CEAFe, CoNLL). With gold of
    PLOVER or PETRARCH, or with --coded: the lenient measure, the right type somewhere in the sentence.

    Where the program fails on a report there are no figures, for they would count it as a report that tells nothing.
    """
    from kronika.evaluate import GoldError, is_other_gold, load_gold, render, score
    from kronika.evaluate.report import pin as write_pin

    if not gold.exists():
        raise common.fail(f"{gold}: no such file or folder")
    if gold.suffix in (".yaml", ".yml"):
        _evaluate_clusters(gold, scheme)
        return
    if coded is not None or is_other_gold(gold):
        _evaluate_leniently(gold, corpora, coded, scheme)
        return
    with faults():
        try:
            annotated = load_gold(gold, corpora=corpora)
        except (GoldError, OSError) as error:
            raise common.fail(str(error)) from error
        found = [one.mentions for one in _code((one.report for one in annotated), scheme)]
        scores = score(annotated, found)
        out.print(render(scores, against=against, errors=errors), markup=False)
        if pin is not None:
            write_pin(scores, pin)


def _code(reports: Iterable[Report], scheme: Path | None) -> list[Coded]:
    from kronika.evaluate import GoldError, code_whole

    try:
        coded = code_whole(reports, common.load(scheme))
    except GoldError as error:
        raise common.fail(str(error)) from error
    tell([problem for one in coded for problem in one.problems])
    return coded


def _evaluate_leniently(gold: Path, corpora: Path | None, coded: Path | None, scheme: Path | None) -> None:
    from kronika.evaluate import GoldError, is_other_gold, load_gold, load_other, render_lenient
    from kronika.evaluate.others import load_codings
    from kronika.evaluate.score import gold_tellings, score_tellings, tellings

    with faults():
        try:
            texts = load_other(gold) if is_other_gold(gold) else load_gold(gold, corpora=corpora)
            found = None if coded is None else load_codings(coded, texts)
        except (GoldError, OSError) as error:
            raise common.fail(str(error)) from error
        reports = [one.report for one in texts]
        if found is None:
            done = _code(reports, scheme)
            found = [tellings(report, one.mentions) for report, one in zip(reports, done, strict=True)]
        wanted = [gold_tellings(one) for one in texts]
        out.print(render_lenient(*score_tellings(wanted, found), len(texts)), markup=False)


def _evaluate_clusters(gold: Path, scheme: Path | None) -> None:
    from kronika.evaluate import GoldError
    from kronika.evaluate.clusters import evaluate_clusters, load_clusters, render_clusters
    from kronika.gather import GatherOptions, gather
    from kronika.reconcile import reconcile
    from kronika.records import Report

    with faults():
        try:
            wanted = load_clusters(gold)
        except (GoldError, OSError) as error:
            raise common.fail(str(error)) from error
        found = [one for one in gather([wanted.folder], GatherOptions()) if isinstance(one, Report)]
        coded = _code(found, scheme)
        reports = {one.report.id: one.report for one in coded}
        mentions = [mention for one in coded for mention in one.mentions]
        figures = [figure for one in coded for figure in one.figures]
        claims = [claim for one in coded for claim in one.claims]
        result = reconcile(reports, mentions, figures, claims, [])
        out.print(render_clusters(evaluate_clusters(wanted, reports, mentions, result.clusters)), markup=False)
