"""The README's and the manual's commands are run as they stand there, in order, in a folder that holds the examples.

A fenced block marked ``console`` holds lines ``$ command``; one that ends with ``# exit 1`` must exit so. Everything
else in the block is output; that of the README's first one is compared.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from kronika.cli import app
from kronika.cli.reference import reference

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_commands_of(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands(page):
        wanted = int(found.group(1)) if (found := re.search(r"# exit (\d+)$", command)) else 0
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == wanted, f"{command}\n{done.stdout}\n{done.stderr}"


def test_every_command_and_option_is_in_the_manual() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = [name for name in _names(typer.main.get_command(app)) if name not in text]
    assert not missing


def _names(command: object, prefix: str = "kronika") -> list[str]:
    names = []
    for name, sub in getattr(command, "commands", {}).items():
        names.append(f"{prefix} {name}")
        names.extend(_names(sub, f"{prefix} {name}"))
    for parameter in getattr(command, "params", []):
        names.extend(option for option in parameter.opts if option.startswith("--"))
    return [name for name in names if name not in ("--help", "--install-completion", "--show-completion")]


def test_the_chapter_on_the_commands_is_what_the_program_says() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference(), (
        "write it again: python -m kronika.cli.reference > docs/commands.md"
    )


def test_the_readme_shows_what_the_program_prints() -> None:
    """Whatever changes the first thing that anybody sees of the program changes it in the README too."""
    block = next(b for b in BLOCK.findall(PAGES[0].read_text(encoding="utf-8")) if b.startswith("$ kronika code"))
    command, shown = block.split("\n", 1)
    done = subprocess.run(
        [sys.executable, "-m", *command.removeprefix("$ ").split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stdout.strip() == shown.strip()
