"""Gold clusters: read, aligned with what the program coded, and refused by name where they do not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kronika.evaluate import GoldError
from kronika.evaluate.clusters import evaluate_clusters, load_clusters, render_clusters, source_of
from kronika.records.reports import Origin
from tests.reconcile.build import mention, report

TEXT = "Students marched in Minsk. Police  detained\nthem at the march."
GOLD = """
folder: texts
reports:
  a.txt:
    mentions:
      - {in: Students marched in, t: marched, k: PROTEST.demo, e: march}
      - {in: Police detained them, t: detained, k: COERCE.arrest, e: "~"}
      - {in: at the march, t: march, k: PROTEST.demo, e: march}
"""


def test_mentions_are_aligned_by_trigger_whatever_the_white_space(tmp_path: Path) -> None:
    file = tmp_path / "clusters.yaml"
    file.write_text(GOLD)
    gold = load_clusters(file)
    one = replace(report("r1", TEXT), origins=(Origin("/somewhere/a.txt"),))
    told = [
        mention(one, "marched", lemma="march"),
        mention(one, "detained", "COERCE", "arrest"),
        mention(one, "march", nth=1),
        mention(one, "Police", "MOBILIZE", "police"),
    ]
    clusters = [{told[0].id, told[2].id}, {told[1].id}, {told[3].id, "a figure"}]
    found = evaluate_clusters(gold, {"r1": one}, told, clusters)
    assert (found.gold, found.coded, found.common) == (3, 4, 3)
    assert found.over_common.conll == 1
    assert found.over_all.conll < 1
    assert "3 in common" in render_clusters(found)
    assert gold.folder == tmp_path / "texts"


def test_a_row_is_named_by_its_table_and_id() -> None:
    assert source_of(replace(report("p1", "x"), origins=(Origin("/in/posts.jsonl", 3),))) == "posts.jsonl#p1"


@pytest.mark.parametrize(
    "text", ["reports: {a.txt: {}}", "- a", "reports: [", "reports: {a.txt: {mentions: [{in: x}]}}"]
)
def test_a_file_of_another_shape_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "clusters.yaml"
    file.write_text(text)
    with pytest.raises(GoldError, match=r"clusters\.yaml"):
        load_clusters(file)
