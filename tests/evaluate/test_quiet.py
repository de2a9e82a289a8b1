"""What is seen in texts that are not about politics."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from kronika.evaluate.quiet import Document, load_documents, main, measure, render_noise
from kronika.flow import load_tools
from kronika.gather import gather_text

EVERYDAY = Path(__file__).parent / "everyday.txt"
MOST = 3  # mentions per hundred sentences
SENTENCES = {
    "reviews-teapot-0001": "The teapot is lovely, and the spout pours well.",
    "reviews-teapot-0002": "We had tea at once.",
    "reviews-kettle-0001": "The kettle never fails.",
    "weblog-loud-0001": "Police arrested forty weavers in Lodz on Monday.",
}


def corpus(folder: Path) -> Path:
    path = folder / "own.jsonl.gz"
    rows = [json.dumps({"sid": sid, "text": text}) for sid, text in SENTENCES.items()]
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    return path


def test_documents_come_together_by_genre(tmp_path: Path) -> None:
    found = list(load_documents([corpus(tmp_path)], ["reviews"]))
    assert [(one.genre, one.sentences) for one in found] == [("reviews", 2), ("reviews", 1)]
    assert found[0].report.text == f"{SENTENCES['reviews-teapot-0001']} {SENTENCES['reviews-teapot-0002']}"


def test_the_rate_is_per_hundred_sentences(tmp_path: Path) -> None:
    noise = measure(list(load_documents([corpus(tmp_path)], [])), load_tools())
    assert {one.genre: one.rate for one in noise} == {"reviews": 0, "weblog": 100}
    assert "| weblog | 1 | 1 | 100.0 | 100.0-100.0 |" in render_noise(noise)


def test_everyday_talk_is_hardly_ever_politics() -> None:
    """Reviews, questions and answers, a dozen of them full of words that are events elsewhere."""
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    documents = [Document("everyday", gather_text(line), 1) for line in lines]
    (noise,) = measure(documents, load_tools())
    assert noise.rate <= MOST, noise.seen


def test_the_command_refuses_nothing_it_can_read(tmp_path: Path) -> None:
    assert main([str(corpus(tmp_path)), "--genre", "weblog", "--errors"]) == 0
