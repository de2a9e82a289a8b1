"""Agreement: alpha against published worked values, and two codings whose difference is known."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kronika.evaluate import GoldError, load_gold
from kronika.evaluate.agree import agreement, compare, differences, main, render_agreement
from kronika.evaluate.alpha import alpha
from kronika.evaluate.author import compile_gold
from kronika.evaluate.author import main as write_gold
from kronika.evaluate.gold import compose
from kronika.evaluate.pairing import pair_up

TEXT = (
    "Police arrested 40 weavers in Lodz and beat two. Weavers marched to the town hall against the arrests on Monday."
)
ONE = """
- file: report.txt
  mentions:
  - {trigger: arrested, type: COERCE, mode: arrest, actors: [{head: Police, country: POL, sectors: [COP]}],
     recipients: [{head: weavers, sectors: [LAB]}],
     quantities: [{span: 40, measure: arrested, relation: exactly, low: 40, high: 40}]}
  - {trigger: beat, type: ASSAULT, mode: beat, actors: [{head: Police, country: POL, sectors: [COP]}]}
  - {trigger: marched, type: PROTEST, mode: demo, actors: [{head: Weavers, sectors: [LAB]}], content: [the arrests]}
  - {trigger: arrests, type: COERCE, mode: arrest, extent: several, optional: true}
"""
TWO = """
- file: report.txt
  mentions:
  - {trigger: arrested, type: COERCE, mode: arrest, actors: [{head: Police, country: null, sectors: [COP]}],
     recipients: [{head: weavers, sectors: [CVL]}]}
  - {trigger: marched, type: PROTEST, mode: riot, status: future, actors: [{head: Weavers, sectors: [LAB]}]}
  - {trigger: hall, type: CONSULT, mode: visit}
"""


def published(*rows: str) -> list[tuple[str | None, ...]]:
    """Annotators in rows, units in columns, a dot where a value is missing."""
    return list(zip(*([None if v == "." else v for v in row.split()] for row in rows), strict=True))


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
    ids=["two values", "many values", "missing values"],
)
def test_alpha_as_krippendorff_2011_computes_it(rows: tuple[str, ...], value: float) -> None:
    assert alpha(published(*rows)) == pytest.approx(value, abs=0.0006)


def test_alpha_cannot_be_told_where_nothing_varies() -> None:
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a", None)]) is None


def test_pairing_takes_nobodys_only_partner() -> None:
    fits = {(0, 0), (0, 1), (1, 0)}
    assert pair_up([0, 1], [0, 1], lambda i, j: (i, j) in fits) == [(0, 1), (1, 0)]
    assert pair_up([0], [0, 1], lambda _i, _j: True, lambda _i, j: j) == [(0, 1)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    for name, written in (("one", ONE), ("two", TWO)):
        (tmp_path / f"{name}.yaml").write_text(written, encoding="utf-8")
        done = write_gold([str(tmp_path / f"{name}.yaml"), "-o", str(tmp_path / f"{name}.jsonl"), "--complete"])
        assert done == 0
    return tmp_path


def test_two_codings_are_compared_field_by_field(folder: Path) -> None:
    texts = compare(load_gold(folder / "one.jsonl"), load_gold(folder / "two.jsonl"))
    found = agreement(texts)
    assert (found.texts, found.mentions) == (1, (4, 3))
    assert found.counts["mentions, typed"].f1 == pytest.approx(2 / 3)
    assert found.counts["actors"].f1 == 1
    assert found.counts["sectors"].precision == pytest.approx(2 / 3)
    assert found.counts["countries"].precision == pytest.approx(2 / 3)
    assert found.counts["numbers"].f1 == found.counts["content"].f1 == 0
    assert found.alphas["type"][0] == 1
    assert found.alphas["status"][0] == 0
    open_ones, closed = (found.alphas[f"mention present{how}"][2] for how in ("", ", open ones counted"))
    assert closed == open_ones + 1
    assert "| actors | 1.00 |" in render_agreement(found)
    assert "1 only {trigger: beat" in next(differences(texts))


def test_the_command_prints_both(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder / "one.jsonl"), str(folder / "two.jsonl"), "--differences"]) == 0
    assert "Krippendorff" in capsys.readouterr().out
    assert main([str(folder / "one.jsonl"), str(folder / "absent.jsonl")]) == 2


def test_defaults_stand_for_what_was_left_out(folder: Path) -> None:
    mention = load_gold(folder / "two.jsonl")[0].mentions[2]
    assert (mention.status, mention.extent, mention.actors, mention.content) == ("actual", "single", (), ())
    assert "date" not in next(compile_gold(yaml.safe_load(ONE), folder, None, filled=True))["mentions"][0]


def test_without_complete_what_was_left_out_was_not_annotated(folder: Path) -> None:
    line = next(compile_gold(yaml.safe_load(TWO), folder, None))
    assert "status" not in line["mentions"][0]


def test_a_day_written_without_quotes_is_a_day(folder: Path) -> None:
    written = yaml.safe_load(
        "[{file: report.txt, mentions: [{trigger: beat, type: ASSAULT, date: {from: 2021-05-03}}]}]"
    )
    assert next(compile_gold(written, folder, None))["mentions"][0]["date"] == {"from": "2021-05-03"}
    with pytest.raises(GoldError, match="mention 1"):
        list(compile_gold([{"file": "report.txt", "mentions": [{"type": "AID"}]}], folder, None))


def test_a_document_is_put_together_of_its_sentences() -> None:
    assert compose(["A heading", "One.", "Two!”", "A list:", "last"]) == "A heading\n\nOne. Two!” A list:\n\nlast"
