"""The manual's chapter on the commands, made from the commands themselves: ``python -m kronika.cli.reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from kronika.cli import app

HEAD = """# The commands

Made from the program itself by `python -m kronika.cli.reference`; a test holds it to that. Exit codes: 0 all went well, 1 some
input could not be taken or a check failed, 2 wrong usage or nothing done, 130 stopped by Ctrl+C. `kronika --version` prints
the versions of program, scheme and reader.
"""


def reference() -> str:
    """The chapter, as Markdown."""
    return "\n".join([HEAD, *_command(typer.main.get_command(app), "kronika")])


def _command(command: Any, name: str) -> Iterator[str]:
    subs = getattr(command, "commands", None)
    if subs is not None:
        if " " in name:
            yield f"## `{name}`\n\n{command.help}\n"
        for sub, found in subs.items():
            yield from _command(found, f"{name} {sub}")
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    usage = " ".join([name, *(_metavar(a) for a in arguments), "[OPTIONS]" if options else ""]).strip()
    text = "\n".join(line.strip() for line in (command.help or "").splitlines())
    yield f"## `{usage}`\n\n{text}\n"
    rows = [(_metavar(a), a.help, "") for a in arguments]
    rows += [(", ".join(o.opts), o.help, _default(o)) for o in options]
    if rows:
        yield "| argument or option | what | default |\n|---|---|---|"
        yield from (f"| `{opts}` | {text or ''} | {default} |" for opts, text, default in rows)
        yield ""


def _metavar(argument: Any) -> str:
    name = argument.metavar or argument.name.strip("_").upper()
    return f"{name}..." if argument.nargs == -1 and not name.endswith("...") else name


def _default(option: Any) -> str:
    value = option.default
    if value is None or value is False:
        return ""
    return f"`{getattr(value, 'value', value)}`"


if __name__ == "__main__":
    sys.stdout.write(reference())
