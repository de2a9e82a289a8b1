"""review export, import: a person's say on claims and on which mentions tell of the same happening."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from kronika.cli import common
from kronika.cli.common import StoreOption, err, faults, out

if TYPE_CHECKING:
    from kronika.records import Figure, Mention
    from kronika.store import Store

review_app = typer.Typer(no_args_is_help=True, help="Take a record to a spreadsheet and a person's verdicts back.")


@review_app.command("export")
def export_(
    path: Annotated[Path, typer.Argument(help="The CSV file to write.")], store: StoreOption = "kronika.db"
) -> None:
    """Write a CSV for a spreadsheet: a row per claim (words, value, verdict, corrected value) and per pair of mentions.

    Verdicts given already stand in their rows. The file quotes the reports and is readable by its owner only.
    """
    from kronika.reconcile import export_reviews

    with faults(), common.open_existing(store) as opened:
        reports = {report.id: report for report in opened.reports()}
        with open(path, "w", encoding="utf-8", newline="", opener=_private) as file:
            rows = export_reviews(file, opened.claims(), _items(opened), reports, opened.judgements(), opened.reviews())
    out.print(f"{rows} rows in {escape(str(path))}: fill in the column 'verdict', then kronika review import")


@review_app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="The CSV file, filled in.", exists=True, dir_okay=False)],
    by: Annotated[str, typer.Option("--by", help="Who reviewed; stands beside every verdict.")],
    store: StoreOption = "kronika.db",
) -> None:
    """Take verdicts back, append them, and reconcile again. What does not fit is refused, row by row, with the reason."""
    from kronika.flow import reconcile_store
    from kronika.reconcile import import_reviews

    with faults(), common.open_existing(store) as opened, path.open(encoding="utf-8-sig", newline="") as file:
        found = import_reviews(
            file,
            opened.claims(),
            _items(opened),
            by=by,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            reviews=opened.reviews(),
            judgements=opened.judgements(),
        )
        opened.add([*found.reviews, *found.judgements])
        reconcile_store(opened)
    for problem in found.problems:
        err.print(f"[yellow]refused[/] {escape(problem.message)}")
    counts = f"{len(found.reviews)} verdicts on claims and {len(found.judgements)} on pairs taken"
    out.print(f"{counts}, {found.open} rows left open, {len(found.problems)} refused")
    raise typer.Exit(1 if found.problems else 0)


def _items(store: Store) -> dict[str, Mention | Figure]:
    """Mentions and figures by id."""
    return {item.id: item for kind in (store.mentions(), store.figures()) for item in kind}


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
