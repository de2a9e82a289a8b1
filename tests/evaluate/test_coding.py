"""A report on which the program fails is told; it is not scored as one in which nothing was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kronika import flow
from kronika.cli import app
from kronika.evaluate.author import main as write_gold

WRITTEN = """
- file: report.txt
  mentions:
    - {trigger: arrested, type: COERCE, mode: arrest, status: actual, actors: [{head: Police}], voice: {kind: publisher}}
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text("Police arrested nine weavers in Lodz on Sunday.", encoding="utf-8")
    (tmp_path / "written.yaml").write_text(WRITTEN, encoding="utf-8")
    assert write_gold([str(tmp_path / "written.yaml"), "-o", str(tmp_path / "gold.jsonl")]) == 0
    return tmp_path / "gold.jsonl"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(
        json.dumps({"id": "1", "text": "Police arrested nine weavers.", "event": "COERCE"}) + "\n", encoding="utf-8"
    )
    return path


def broken(*_: object) -> None:
    raise ZeroDivisionError("a rule of mine")


@pytest.mark.parametrize("which", ["gold", "other"])
def test_a_report_that_cannot_be_coded_is_told_and_gives_no_figures(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path: Path = request.getfixturevalue(which)
    monkeypatch.setattr(flow, "code_report", broken)
    done = CliRunner().invoke(app, ["evaluate", str(path), "--pin", str(tmp_path / "run.json")])
    assert done.exit_code == 2
    assert "a fault of the program: ZeroDivisionError: a rule of mine" in done.output
    assert "precision" not in done.output
    assert not (tmp_path / "run.json").exists()


def test_a_report_that_can_be_coded_gives_figures(gold: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", str(gold)])
    assert done.exit_code == 0
    assert "| mentions, typed |" in done.output
