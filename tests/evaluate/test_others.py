"""Other people's gold and other programs' codings, on the lenient measure."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kronika.cli import app
from kronika.evaluate import GoldError, is_other_gold, load_gold, load_other, render_lenient
from kronika.evaluate.author import main as write_gold
from kronika.evaluate.lenient import Telling, count_by_sentence
from kronika.evaluate.others import cameo, load_codings
from kronika.evaluate.score import gold_tellings, score_tellings

VALIDATION = Path(__file__).parent / "validation.xml"
TEXT = "Police arrested forty weavers in Lodz. The weavers marched on Monday."
WRITTEN = """
- file: report.txt
  mentions:
  - {trigger: arrested, type: COERCE, mode: arrest}
  - {trigger: marched, type: PROTEST, mode: demo}
  - {trigger: Monday, type: AID, optional: true}
"""


def some(*types: str, sentence: int | None = None, optional: bool = False) -> Telling:
    return Telling(sentence, frozenset(types), optional)


def test_validation_files_of_petrarch_are_read_though_they_are_not_xml() -> None:
    texts = load_other(VALIDATION)
    assert [one.id for one in texts] == ["OWN-01", "OWN-02", "OWN-03"]
    assert texts[0].report.text == "Police in Lodz arrested forty weavers & a baker on Monday."
    assert [[sorted(event.types) for event in one.events] for one in texts] == [
        [["ASSAULT", "COERCE"]],
        [["REQUEST"], ["PROTEST"]],
        [],
    ]


def test_gold_records_of_plover_have_the_first_drafts_names(tmp_path: Path) -> None:
    row = {"id": "R1", "event": "YIELD", "text": "The mayor of Lodz gave in to the weavers."}
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    assert is_other_gold(path)
    assert load_other(path)[0].events == (some("CONCEDE", "RETREAT"),)


def test_a_file_of_neither_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"text": "Words.", "event": 7}', encoding="utf-8")
    with pytest.raises(GoldError, match="not gold of PLOVER or PETRARCH"):
        load_other(tmp_path / "x.jsonl")


def test_cameo_codes_become_types_by_their_root() -> None:
    assert cameo("1823") == {"ASSAULT"}
    assert cameo("---") == frozenset()


def test_each_type_of_a_sentence_counts_once() -> None:
    gold = [some("COERCE", sentence=1), some("COERCE", sentence=1), some("PROTEST", sentence=2)]
    coded = [some("COERCE", sentence=1), some("PROTEST", sentence=1), some("ASSAULT", "COERCE")]
    count = count_by_sentence([*gold, some("PROTEST", sentence=1, optional=True)], coded)
    # the PROTEST of sentence 1 was left open; the third coding tells again, in no sentence, what was found
    assert (count.right, count.coded, count.gold) == (1, 1, 2)
    assert count_by_sentence([], [some("AID")]).coded == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "written.yaml").write_text(WRITTEN, encoding="utf-8")
    write_gold([str(tmp_path / "written.yaml"), "-o", str(tmp_path / "gold.jsonl")])
    rows = [
        {"file": "report.txt", "trigger": "arrested", "cameo": "173"},
        {"file": "report.txt", "sentence": [39, 69], "type": "COERCE"},
        {"file": "report.txt", "trigger": "Monday", "type": "AID"},
        {"file": "another.txt", "type": "AID"},
    ]
    (tmp_path / "coded.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_another_coder_is_measured_on_the_same_gold(folder: Path) -> None:
    gold = load_gold(folder / "gold.jsonl")
    coded = load_codings(folder / "coded.jsonl", gold)
    count, interval = score_tellings([gold_tellings(one) for one in gold], coded)
    assert (count.right, count.coded, count.gold, interval) == (1, 2, 2, None)
    assert "| 1 | 0.50 | 0.50 | 0.50 |  | 2 | 2 |" in render_lenient(count, interval, 1)
    done = CliRunner().invoke(app, ["evaluate", str(folder / "gold.jsonl"), "--coded", str(folder / "coded.jsonl")])
    assert done.exit_code == 0
    assert "| 1 | 0.50 | 0.50 |" in done.stdout


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"file": "report.txt"}, "line 1: neither a type nor a CAMEO code"),
        ({"file": "report.txt", "type": "AID", "trigger": "gave"}, "line 1: 'gave' does not occur"),
        ([1], "line 1: not a JSON object"),
    ],
    ids=["no type", "no such words", "a list"],
)
def test_a_coding_that_cannot_be_used_is_told(folder: Path, row: object, message: str) -> None:
    (folder / "coded.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        load_codings(folder / "coded.jsonl", load_gold(folder / "gold.jsonl"))


def test_the_program_is_measured_on_other_peoples_gold() -> None:
    done = CliRunner().invoke(app, ["evaluate", str(VALIDATION)])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[2].startswith("| 3 | 1.00 | 1.00 |")
