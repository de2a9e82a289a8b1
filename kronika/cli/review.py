"""review export, import: a person's say on claims and on which mentions tell of the same happening."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from kronika.cli import common
from kronika.cli.common import StoreOption, err, faults, out

review_app = typer.Typer(no_args_is_help=True, help="Take a record to a spreadsheet and a person's verdicts back.")


@review_app.command("export")
def export_(
    path: Annotated[Path, typer.Argument(help="The CSV file to write.")], store: StoreOption = "kronika.db"
) -> None:
    """Write a CSV for a spreadsheet: a row per claim (words, value, verdict, corrected value) and per pair of mentions."""
    from kronika.reconcile import export_reviews

    with faults(), common.open_existing(store) as opened:
        rows = export_reviews(opened, path)
    out.print(f"{rows} rows in {escape(str(path))}: fill in the column 'verdict', then kronika review import")


@review_app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="The CSV file, filled in.")],
    by: Annotated[str, typer.Option("--by", help="Who reviewed; stands beside every verdict.")],
    store: StoreOption = "kronika.db",
) -> None:
    """Take verdicts back, append them, and reconcile again. What does not fit is refused, row by row, with the reason."""
    from kronika.flow import reconcile_store
    from kronika.reconcile import import_reviews

    with faults(), common.open_existing(store) as opened:
        reviews, judgements, problems = import_reviews(opened, path, by=by)
        opened.add([*reviews, *judgements])
        reconcile_store(opened)
    for problem in problems:
        err.print(f"[yellow]refused[/] {escape(problem.message)}")
    out.print(f"{len(reviews)} verdicts on claims and {len(judgements)} on pairs taken, {len(problems)} rows refused")
    raise typer.Exit(1 if problems else 0)
