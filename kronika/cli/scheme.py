"""scheme list, show, check: what can be coded, and which rules evoke it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from kronika.cli.common import SchemeOption, count, err, fail, faults, out

scheme_app = typer.Typer(no_args_is_help=True, help="What can be coded, and which rules evoke it.")


@scheme_app.command("list")
def list_types(scheme: SchemeOption = None) -> None:
    """Every type and mode, with its first definition line and the number of its rules."""
    from kronika.scheme import list_scheme, load_scheme

    with faults():
        for line in list_scheme(load_scheme(scheme)):
            out.print(escape(line))


@scheme_app.command()
def show(
    name: Annotated[str, typer.Argument(help="A type or a mode: COERCE, COERCE.arrest.")], scheme: SchemeOption = None
) -> None:
    """A type or mode in full: definition, the words that evoke it, who and whom, examples and counterexamples."""
    from kronika.scheme import describe, load_scheme

    with faults():
        try:
            lines = list(describe(load_scheme(scheme), name))
        except KeyError as error:
            raise fail(str(error.args[0])) from error
        for line in lines:
            out.print(escape(line))


@scheme_app.command()
def check(folder: Annotated[Path, typer.Argument(help="A scheme's folder, in the form of the built-in one.")]) -> None:
    """Check a scheme of your own: keys, rolesets, lemmas claimed twice, rules without examples.

    Exit code: 0 it can be used; 1 faults, each listed with file and key.
    """
    from kronika.scheme import check_scheme

    with faults():
        problems = check_scheme(folder)
    for problem in problems:
        err.print(f"{escape(problem.origin or str(folder))}: {escape(problem.message)}")
    out.print(count(len(problems), "fault"))
    raise typer.Exit(1 if problems else 0)
