"""The command line: ``kronika COMMAND --help`` says what each command takes and prints."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from kronika.cli.common import app, out
from kronika.cli.look import events, explain, read, schema, show, verify
from kronika.cli.measure import evaluate
from kronika.cli.record import add, code, publish, run
from kronika.cli.review import review_app
from kronika.cli.scheme import scheme_app

__all__ = [
    "add",
    "app",
    "code",
    "evaluate",
    "events",
    "explain",
    "main",
    "publish",
    "read",
    "run",
    "schema",
    "show",
    "verify",
]


def _tell_versions(wanted: bool) -> None:
    if wanted:
        from kronika.read import Reader
        from kronika.scheme import load_scheme

        out.print(f"kronika {version('kronika')}, scheme {load_scheme().version}, reader {Reader.load().version}")
        raise typer.Exit


@app.callback()
def kronika(
    told: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_tell_versions,
            is_eager=True,
            help="Print the versions of program, scheme and reader.",
        ),
    ] = False,
) -> None:
    pass


app.add_typer(scheme_app, name="scheme")
app.add_typer(review_app, name="review")

# In the order in which a newcomer meets them.
ORDER = ("run", "code", "add", "events", "show", "publish", "verify", "read", "explain", "evaluate", "schema")
app.registered_commands.sort(key=lambda command: ORDER.index(command.callback.__name__ if command.callback else ""))


def main() -> None:
    """The entry point of the ``kronika`` script."""
    app()
