"""The measure itself: known errors must show up as the numbers that they are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from kronika.evaluate import GoldError, Scores, load_gold, render, score
from kronika.evaluate.author import compile_gold, main
from kronika.evaluate.report import pin
from kronika.records import Date, Entity, Mention, Quantity, Span, Voice, Why

TEXT = "Police arrested 40 weavers in Lodz. The weavers struck on 3 May 2021, the union said."
WRITTEN = """
- file: report.txt
  published: 2021-05-04
  mentions:
    - trigger: arrested
      type: COERCE
      mode: arrest
      status: actual
      actors: [{head: Police, sectors: [COP]}]
      recipients: [weavers]
      quantities: [{span: 40, measure: arrested, low: 40, high: 40}]
      voice: {kind: publisher}
    - trigger: struck
      type: PROTEST
      mode: strike
      actors: [weavers]
      date: {from: "2021-05-03", to: "2021-05-03"}
      voice: {kind: named, speaker: union}
"""


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "written.yaml").write_text(WRITTEN, encoding="utf-8")
    assert main([str(tmp_path / "written.yaml"), "-o", str(tmp_path / "gold.jsonl")]) == 0
    return tmp_path / "gold.jsonl"


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def coded(report: str) -> list[Mention]:
    why = Why("x", None, "r")
    arrest = Mention("m1", report, "COERCE", "arrest", Span(0, 35), at("arrested"), why, 0.9)
    arrest = replace(
        arrest,
        actors=(Entity(at("Police"), at("Police"), sectors=("COP",)),),
        recipients=(Entity(at("40 weavers"), at("weavers")),),
        quantities=(Quantity(at("40"), "arrested", "exactly", 40, 40),),
    )
    strike = Mention("m2", report, "PROTEST", "strike", Span(36, len(TEXT)), at("struck"), why, 0.8)
    strike = replace(
        strike,
        actors=(Entity(at("The weavers"), at("weavers", 1)),),
        date=Date(at("3 May 2021"), date(2021, 5, 3), date(2021, 5, 3), "day"),
        voice=Voice("named", Entity(at("the union"), at("union"))),
    )
    return [arrest, strike]


def measured(path: Path, mentions: list[Mention] | None = None) -> Scores:
    gold = load_gold(path)
    return score(gold, [coded(gold[0].report.id) if mentions is None else mentions])


def test_a_perfect_coder_scores_one(gold_file: Path) -> None:
    scores = measured(gold_file)
    assert {count.f1 for count in scores.counts.values()} == {1.0}
    assert scores.counts["mentions, typed"].gold == 2
    assert scores.counts["sector"].gold == 1


def test_each_error_shows_where_it_is(gold_file: Path) -> None:
    arrest, strike = coded("r")
    wrong = [
        replace(arrest, mode="seize", status="negated", recipients=(), quantities=()),
        replace(strike, type="SUPPORT"),
        replace(strike, id="m3", trigger=at("said"), type="STATEMENT", mode="claim"),
    ]
    counts = measured(gold_file, wrong).counts
    typed = counts["mentions, typed"]
    assert (typed.right, typed.coded, typed.gold) == (1, 3, 2)
    assert counts["mentions, any type"].right == 2
    assert counts["mode"].f1 == counts["status"].f1 == counts["numbers"].f1 == 0
    assert counts["recipients"].recall == 0
    assert counts["actors"].f1 == 1


def test_calibration_and_the_curve(gold_file: Path) -> None:
    arrest, strike = coded("r")
    scores = measured(gold_file, [replace(arrest, confidence=0.95), replace(strike, type="AID", confidence=0.15)])
    assert scores.calibration_error == pytest.approx((0.05 + 0.15) / 2)
    assert scores.curve()[0] == (0.0, 0.5, 0.5)
    assert scores.curve()[-1] == (0.95, 1.0, 0.5)


def test_gains_and_losses_against_a_pinned_run(gold_file: Path, tmp_path: Path) -> None:
    gold = load_gold(gold_file)
    both = coded(gold[0].report.id)
    pin(score(gold, [both[:1]]), tmp_path / "run.json")
    text = render(score(gold, [both[1:]]), against=tmp_path / "run.json", errors=True)
    assert "gained: 1" in text
    assert "lost: 1" in text
    assert "missed: 1" in text


def test_gold_that_does_not_fit_its_text_is_refused(gold_file: Path) -> None:
    (gold_file.parent / "report.txt").write_text(TEXT + " More.", encoding="utf-8")
    with pytest.raises(GoldError, match="sha256"):
        load_gold(gold_file)


def test_words_that_do_not_occur_are_told(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    written = yaml.safe_load(WRITTEN)
    written[0]["mentions"][0]["actors"] = ["Soldiers"]
    with pytest.raises(GoldError, match=r"mention 1: the words 'Soldiers' do not occur"):
        list(compile_gold(written, tmp_path, None))


def test_gold_on_a_corpus_asks_where_it_lies(tmp_path: Path) -> None:
    line = {"corpus": "news/train", "id": "1", "sha256": "", "mentions": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(GoldError, match="--corpora"):
        load_gold(tmp_path / "gold.jsonl")
