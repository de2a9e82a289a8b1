"""review export, import: a person's say on claims and on which mentions tell of the same happening."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from kronika.cli import common
from kronika.cli.common import SchemeOption, StoreOption, count, err, faults, out

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
    out.print(f"{count(rows, 'row')} in {escape(str(path))}: fill in the column 'verdict', then kronika review import")


@review_app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="The CSV file, filled in.", exists=True, dir_okay=False)],
    by: Annotated[str, typer.Option("--by", help="Who reviewed; stands beside every verdict.")],
    store: StoreOption = "kronika.db",
    scheme: SchemeOption = None,
) -> None:
    """Take verdicts back, append them, and reconcile again. What does not fit is refused, row by row, with the reason.

    Commas, semicolons or tabs, UTF-8 or what a spreadsheet saved it in: all are read.
    """
    from kronika.flow import reconcile_store
    from kronika.gather.decode import decode
    from kronika.reconcile import import_reviews
    from kronika.scheme import load_scheme

    with faults(), common.open_existing(store) as opened:
        text, notes = decode(path.read_bytes())
        for note in notes:
            err.print(f"[yellow]note[/] {escape(str(path))}: {escape(note)}")
        types = load_scheme(scheme).types.values()
        found = import_reviews(
            io.StringIO(text, newline=""),
            opened.claims(),
            _items(opened),
            by=by,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            reviews=opened.reviews(),
            judgements=opened.judgements(),
            codes={"type": [type_.name for type_ in types], "mode": [mode for type_ in types for mode in type_.modes]},
        )
        opened.add([*found.reviews, *found.judgements])
        reconcile_store(opened)
    for problem in found.problems:
        err.print(f"[yellow]refused[/] {escape(problem.message)}")
    counts = f"{count(len(found.reviews), 'verdict')} on claims and {len(found.judgements):,} on pairs taken"
    out.print(f"{counts}, {count(found.open, 'row')} left open, {len(found.problems):,} refused")
    raise typer.Exit(1 if found.problems else 0)


def _items(store: Store) -> dict[str, Mention | Figure]:
    """Mentions and figures by id."""
    return {item.id: item for kind in (store.mentions(), store.figures()) for item in kind}


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
