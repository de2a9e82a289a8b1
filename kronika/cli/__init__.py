"""The command line: ``kronika COMMAND --help`` says what each command takes and prints."""

from __future__ import annotations

from kronika.cli.common import app
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

app.add_typer(scheme_app, name="scheme")
app.add_typer(review_app, name="review")


def main() -> None:
    """The entry point of the ``kronika`` script."""
    app()
