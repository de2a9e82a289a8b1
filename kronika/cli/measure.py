"""evaluate: how good the coder is on annotated reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kronika.cli import common
from kronika.cli.common import SchemeOption, app, faults, out


@app.command()
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="A gold file (*.jsonl) or a folder of them; the manual gives the format.")
    ],
    corpora: Annotated[
        Path | None, typer.Option("--corpora", help="Where the annotated corpora lie, for gold that names one.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="A pinned run: say what was gained and lost since.")
    ] = None,
    pin: Annotated[Path | None, typer.Option("--pin", help="Write this run to a file, for a later --against.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every wrong mention.")] = False,
    scheme: SchemeOption = None,
) -> None:
    """Code gold reports and print precision, recall and F1 of mentions, accuracy of each field, and calibration."""
    from kronika.evaluate import GoldError, load_gold, render, score
    from kronika.evaluate.report import pin as write_pin
    from kronika.flow import code_reports

    with faults():
        try:
            annotated = load_gold(gold, corpora=corpora)
        except (GoldError, OSError) as error:
            raise common.fail(str(error)) from error
        tools = common.load(scheme)
        coded = [found.mentions for found in code_reports((one.report for one in annotated), tools)]
        scores = score(annotated, coded)
        out.print(render(scores, against=against, errors=errors), markup=False)
        if pin is not None:
            write_pin(scores, pin)
