"""What the commands share: the application, options, progress, and how faults are told."""

from __future__ import annotations

import functools
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from kronika.flow import Tally, Tools
    from kronika.records import Problem, Step
    from kronika.store import Store

app = typer.Typer(
    name="kronika",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Reads reports about contentious politics and writes a record that can be checked: who did what to whom, "
        "where, when, how many, who says so, and in which words. Everything runs on this machine; nothing is sent "
        "anywhere.\n\nStart here: `kronika run REPORTS... -o record/`, then open record/index.html."
    ),
)
# A report is anybody's text: its escape sequences would run in the terminal, its direction marks turn lines round.
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class SafeConsole(Console):
    """A console that shows control characters of what it prints as U+FFFD; colours come from markup alone."""

    def print(self, *objects: Any, **options: Any) -> None:
        super().print(*(harmless(one) if isinstance(one, str) else one for one in objects), **options)


def harmless(text: str) -> str:
    """The text without characters that steer a terminal."""
    return _UNPRINTED.sub("\ufffd", text)


def count(number: int, noun: str) -> str:
    """ "1 report", "1,200 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


out = SafeConsole(highlight=False, soft_wrap=True)
err = SafeConsole(stderr=True, highlight=False, soft_wrap=True)

SOME_INPUT_FAILED = 1
NOTHING_DONE = 2
SHOWN_PROBLEMS = 20

INPUTS_HELP = (
    "Files, folders or - for standard input: text, Markdown, HTML, PDF, DOCX, CSV, TSV, JSONL, Parquet, Telegram JSON."
)

Inputs = Annotated[list[str], typer.Argument(help=INPUTS_HELP, show_default=False)]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", envvar="KRONIKA_STORE", help="The store: a SQLite file or a database URL.", show_default=True
    ),
]
SchemeOption = Annotated[
    Path | None,
    typer.Option(
        "--scheme",
        help="A folder with types and tables of your own, laid over the built-in scheme.",
        show_default=False,
    ),
]
MinConfidence = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Leave out mentions and figures below this confidence.")
]
Jobs = Annotated[
    int,
    typer.Option(
        "-j",
        "--jobs",
        min=0,
        help="Processes that code side by side, 0: one a core. Each takes about 200 MB; short inputs start only one.",
    ),
]


def processes(jobs: int) -> int:
    """How many processes ``--jobs`` means on this machine."""
    return jobs or os.cpu_count() or 1


def fail(message: str) -> typer.Exit:
    """Print an error to standard error; ``raise`` what comes back."""
    err.print(f"[bold red]error:[/] {escape(message)}")
    return typer.Exit(NOTHING_DONE)


@contextmanager
def faults() -> Iterator[None]:
    """Turn the program's own exceptions, which say what to do, into an error line and an exit code."""
    from kronika.read import ReaderError
    from kronika.scheme import SchemeError
    from kronika.store.errors import StoreError
    from kronika.workers import WorkerError

    try:
        yield
    except (StoreError, SchemeError, ReaderError, WorkerError) as error:
        raise fail(str(error)) from error
    except KeyboardInterrupt:
        err.print("stopped; what was stored stays stored: the same command goes on from there")
        raise typer.Exit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None


def load(scheme: Path | None) -> Tools:
    from kronika.flow import load_tools

    with err.status("loading the reader and the gazetteer"):
        return load_tools(scheme=scheme)


def folder_to_write(folder: Path) -> Path:
    """A folder that something will be written to, told where it cannot be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fail(f"{folder} cannot be written to as a folder: {error.strerror}") from error
    return folder


def open_existing(location: str) -> Store:
    from kronika.store import open_store

    return open_store(location, create=False)


GATHER_OPTIONS = {
    "published": ("Reports", "Date of publication of every report: 2020-08-14, 2020-08 or 2020."),
    "publisher": ("Reports", "Publisher of every report."),
    "text_column": ("Tables", "Column that holds the text."),
    "id_column": ("Tables", "Column that holds an id."),
    "title_column": ("Tables", "Column that holds the headline."),
    "publisher_column": ("Tables", "Column that holds the publisher."),
    "published_column": ("Tables", "Column that holds the date of publication."),
    "url_column": ("Tables", "Column that holds the address."),
    "language_column": ("Tables", "Column that holds the language, as in ISO 639-1."),
}


def takes_reports(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the gathering stage; it gets them as one ``options: GatherOptions``."""
    given = [p for name, p in inspect.signature(command, eval_str=True).parameters.items() if name != "options"]
    added = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[str | None, typer.Option(help=text, rich_help_panel=panel, show_default=False)],
        )
        for name, (panel, text) in GATHER_OPTIONS.items()
    ]

    @functools.wraps(command)
    def wrapped(**values: Any) -> None:
        from kronika.gather import GatherOptions, is_day

        chosen = {name: values.pop(name) for name in GATHER_OPTIONS}
        if chosen["published"] and not is_day(chosen["published"]):
            raise fail(f"--published {chosen['published']}: write 2020-08-14, 2020-08 or 2020")
        options = GatherOptions(**{name: value for name, value in chosen.items() if value is not None})
        command(**values, options=options)

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in given] + added
    wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {p.name: p.annotation for p in parameters}
    return wrapped


@contextmanager
def progress(total: int | None = None) -> Iterator[tuple[Callable[[Tally], None], Step]]:
    """Progress bars with rate and time left on standard error, where that is a terminal: of coding, and of each later step."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, of: int | None, more: str = "") -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of, rate="")
            speed = next(task.speed for task in bar.tasks if task.id == tasks[what])
            bar.update(tasks[what], completed=done, rate=f"{speed:,.1f}/s{more}" if speed else "")

        def watch(tally: Tally) -> None:
            show("coding reports", tally.reports + tally.skipped, total, f", {tally.mentions:,} mentions")

        yield watch, show


def tell(problems: list[Problem]) -> None:
    """List problems on standard error, the first of them in full."""
    for problem in problems[:SHOWN_PROBLEMS]:
        where = problem.origin or problem.report or ""
        err.print(f"[yellow]problem[/] ({problem.stage}) {escape(where)}: {escape(problem.message)}")
    if len(problems) > SHOWN_PROBLEMS:
        more = count(len(problems) - SHOWN_PROBLEMS, "more problem")
        err.print(f"... and {more}; a store and the JSON lines hold them all")


def exit_code(problems: list[Problem]) -> int:
    """1 where some input could not be taken as it came, 0 else."""
    return SOME_INPUT_FAILED if any(problem.stage in ("gather", "read", "code") for problem in problems) else 0
