"""The manual's chapter on output names every file, every column of every table, every profile and every kind of line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.publish.columns import CLAIM_COLUMNS, FIGURE_COLUMNS, MENTION_COLUMNS, event_columns
from kronika.publish.edition import FILES
from kronika.publish.profiles import load_profile, profile_names
from kronika.publish.schema import KINDS, load_schema

CHAPTER = (Path(__file__).parents[2] / "docs" / "output.md").read_text("utf-8")
TABLES = {
    "events.csv and events.parquet": event_columns(()),
    "mentions.csv": MENTION_COLUMNS,
    "figures.csv": FIGURE_COLUMNS,
    "claims.csv": CLAIM_COLUMNS,
}


@pytest.mark.parametrize("title", TABLES)
def test_every_column_is_documented_as_it_is(title: str) -> None:
    section = CHAPTER.split(f"### {title}\n")[1].split("\n#")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{column.name}` | {column.kind} | {column.about} |" for column in TABLES[title]]


def test_every_file_profile_and_line_is_documented() -> None:
    for name in (*FILES, "datapackage.json"):
        assert f"`{name}`" in CHAPTER
    for name in profile_names():
        section = CHAPTER.split(f"**`{name}`**")[1].split("**`")[0]
        assert all(f"`{column}`" in section for column in load_profile(name).columns), name
    for name in KINDS:
        line = CHAPTER.split(f'{{"kind":"{name}"')[1].split("\n\n")[0]
        keys = load_schema()["$defs"][name]["properties"]
        assert all(f'"{key}"' in line for key in keys if key != "kind"), name
