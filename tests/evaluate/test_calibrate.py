"""The fit of confidence: known odds come out again, and the command writes what the program reads."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from kronika.evaluate.calibrate import Judged, believe, fit, kinds_left_out, left_out, main, ranked
from kronika.evaluate.gold import GoldError
from kronika.evaluate.judged import load_judged
from kronika.evaluate.score import expected_error
from kronika.records import Mention, Span, Why, text_sha256
from kronika.scheme import load_scheme
from kronika.scheme.tables import read_confidence

GOLD = Path(__file__).parent.parent.parent / "gold" / "examples.jsonl"


def drawn(n: int) -> list[Judged]:
    """Nine of ten are right, but only half of those with the sign."""
    chance = random.Random(1)
    found = []
    for i in range(n):
        sign = float(chance.random() < 0.3)
        right = chance.random() < (0.5 if sign else 0.9)
        found.append(Judged({"always": 1.0, "sign": sign}, right, i % 40))
    return found


def test_known_odds_come_out() -> None:
    judged = drawn(2000)
    weights = fit(judged, ["always", "sign"])
    assert weights["always"] == pytest.approx(2.2, abs=0.3)
    assert weights["sign"] == pytest.approx(-2.2, abs=0.4)
    pairs = left_out(judged, ["always", "sign"])
    assert len(pairs) == len(judged)
    assert expected_error(pairs) < 0.03
    order = ranked(pairs)
    assert order is not None
    assert order > 0.65


def test_a_set_that_is_left_out_is_believed_by_the_others_alone() -> None:
    judged = [replace(one, kind="news") for one in drawn(400)]
    other = [Judged({"always": 1.0, "sign": 0.0}, False, f"o{i}", "other") for i in range(50)]
    found = kinds_left_out([*judged, *other], ["always", "sign"])
    assert list(found) == ["news", "other"]
    assert all(believed > 0.8 and not right for believed, right in found["other"])


def test_what_was_worked_on_counts_less() -> None:
    right = [Judged({"always": 1.0}, True, f"r{i}", weight=0.25) for i in range(80)]
    wrong = [Judged({"always": 1.0}, False, f"w{i}") for i in range(20)]
    assert fit([*right, *wrong], ["always"])["always"] == pytest.approx(0.0, abs=0.01)


def test_a_rare_sign_is_not_believed_much() -> None:
    judged = [*drawn(200), Judged({"always": 1.0, "sign": 0.0, "odd": 1.0}, False, 0)]
    judged = [Judged({"odd": 0.0} | one.signs, one.right, one.text) for one in judged]
    assert abs(fit(judged, ["always", "sign", "odd"])["odd"]) < 1


def test_ranking_needs_right_and_wrong_ones() -> None:
    assert ranked([(0.9, True)]) is None
    assert ranked([(0.9, True), (0.8, False), (0.9, False)]) == 0.75
    assert believe({"always": 0.0}, [Judged({"always": 1.0}, True, 0)]) == [(0.5, True)]


def test_the_command_writes_the_weights_that_the_program_reads(tmp_path: Path) -> None:
    path = tmp_path / "confidence.yaml"
    path.write_text("least: 0.25", encoding="utf-8")
    assert main(["--worked-on", str(GOLD), "--write"], path) == 0
    written = read_confidence(path)
    assert written.weights.keys() == load_scheme().confidence.weights.keys()
    assert written.least == 0.25, "what is too little is set by people, not fitted"
    assert main([str(tmp_path / "absent.jsonl")], path) == 2


def test_judged_mentions_are_found_again_by_type_and_place(tmp_path: Path) -> None:
    sentences = ["Police arrested 40 weavers in Lodz.", "The weavers called the attack on prices a scandal."]
    text = " ".join(sentences)
    (tmp_path / "web").mkdir()
    with gzip.open(tmp_path / "web" / "train.jsonl.gz", "wt", encoding="utf-8") as file:
        for number, sentence in enumerate(sentences):
            file.write(json.dumps({"sid": f"blog-1-{number:04}", "text": sentence}) + "\n")
    verdicts = [
        {"trigger": [7, 15], "type": "COERCE", "right": True},
        {"trigger": [text.index("attack"), text.index("attack") + 6], "type": "ASSAULT", "right": False},
    ]
    line = {"corpus": "web/train", "id": "blog-1", "sha256": text_sha256(text), "judged": verdicts}
    (tmp_path / "judged.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    [one] = load_judged(tmp_path / "judged.jsonl", corpora=tmp_path)
    assert (one.kind, one.report.text) == ("web", text)
    arrest = Mention("m1", one.report.id, "COERCE", "arrest", Span(0, 35), Span(7, 15), Why("arrest", None, "r"), 0.9)
    assert one.of([arrest]) == [(arrest, True)]
    assert one.of([replace(arrest, type="ASSAULT")]) == []
    (tmp_path / "judged.jsonl").write_text(json.dumps(line | {"sha256": "0"}) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match="not the one that was judged"):
        load_judged(tmp_path / "judged.jsonl", corpora=tmp_path)
