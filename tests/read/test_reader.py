"""The reader with the weights that are shipped."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kronika.read import Reader, ReaderError, WordReading, read_batch, read_report, show
from kronika.read.weights import HERE
from kronika.records.readings import ROOT, Sentence, Token
from kronika.records.spans import Span

pytestmark = pytest.mark.skipif(not (HERE / "manifest.json").exists(), reason="no weights in this checkout")

REPORT = (
    "Police detained more than 6,000 protesters in Minsk on Sunday , Interior Minister Yuri Karayev said . "
    "He denied that anyone had been beaten . "
    "Workers at two factories went on strike and demanded new elections ."
)


def skeletons(text: str) -> tuple[Sentence, ...]:
    """Sentences of a text whose tokens stand apart and whose sentences end in " . "."""
    found = []
    for index, match in enumerate(re.finditer(r"\S.*?(?: [.!?](?=\s|$)|$)", text, re.S)):
        tokens = tuple(
            Token(match.start() + t.start(), match.start() + t.end(), "", "", "", ROOT, "")
            for t in re.finditer(r"\S+", match.group())
        )
        found.append(Sentence(index, Span(*match.span()), 0, "body", tokens))
    return tuple(found)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(threads=2)


@pytest.fixture(scope="module")
def read(reader: Reader) -> tuple[Sentence, ...]:
    return read_report(REPORT, skeletons(REPORT), reader)


def words(sentence: Sentence, first: int, end: int) -> str:
    return sentence.cover(first, end).of(REPORT)


def test_who_did_what_to_whom(read: tuple[Sentence, ...]) -> None:
    frame = next(f for f in read[0].frames if read[0].tokens[f.predicate].lemma == "detain")
    arguments = {a.label: words(read[0], a.first, a.end) for a in frame.arguments}
    assert frame.roleset == "detain.01"
    assert arguments["ARG0"] == "Police"
    assert arguments["ARG1"] == "more than 6,000 protesters"


def test_names_voices_antecedents(read: tuple[Sentence, ...]) -> None:
    names = {words(read[0], n.first, n.end): n.label for n in read[0].names}
    assert names["Minsk"] == "LOC"
    assert names["Yuri Karayev"] == "PER"
    sources = [a.source.of(REPORT) for a in read[0].attributions if a.source]
    assert any("Karayev" in s for s in sources)
    he = next(a for a in read[1].antecedents if a.first == 0)
    assert "Karayev" in he.target.of(REPORT)


def test_factuality_of_what_is_denied_is_lower(read: tuple[Sentence, ...]) -> None:
    detained = next(t.factuality for t in read[0].tokens if t.lemma == "detain")
    beaten = next(t.factuality for t in read[1].tokens if t.lemma == "beat")
    assert detained is not None
    assert beaten is not None
    assert beaten < detained


def test_every_sentence_is_a_tree_and_every_span_lies_in_it(read: tuple[Sentence, ...]) -> None:
    for s in read:
        assert sum(t.head == ROOT for t in s.tokens) == 1
        assert all(len(s.subtree(i)) <= len(s.tokens) for i in range(len(s.tokens)))
        root = next(i for i, t in enumerate(s.tokens) if t.head == ROOT)
        assert len(s.subtree(root)) == len(s.tokens)
        spans = [(a.first, a.end) for f in s.frames for a in f.arguments] + [(n.first, n.end) for n in s.names]
        spans += [(a.first, a.end) for a in s.antecedents] + [(a.first, a.end) for a in s.attributions]
        assert all(0 <= first < end <= len(s.tokens) for first, end in spans)
        assert s.vector is not None
        assert abs(sum(x * x for x in s.vector) - 1) < 1e-4


def test_a_reading_does_not_depend_on_its_batch_or_on_threads(read: tuple[Sentence, ...]) -> None:
    other = (
        "Prices rose . " * 40
        + "A very long list of things was read out to the people in the square who had come there ."
    )
    alone = Reader.load(threads=1)
    together = read_batch([(other, skeletons(other)), (REPORT, skeletons(REPORT))], Reader.load(threads=4))
    assert together[1] == read
    assert read_report(REPORT, skeletons(REPORT), alone) == read


def test_sentences_read_together_are_read_as_if_alone(reader: Reader) -> None:
    long = ["Guards", "fired", "tear", "gas", ","] * 150
    some = [REPORT.split(), [], long, ["Nobody", "was", "hurt", "."], ["Stop", "!"]]
    assert [plain(r) for r in reader.read_all(some)] == [plain(reader.read(words)) for words in some]


def plain(reading: WordReading) -> tuple[object, ...]:
    return *(v for k, v in vars(reading).items() if k not in {"links", "tree"}), reading.links.tolist()


def test_nothing_comes_of_nothing(reader: Reader) -> None:
    assert read_batch([], reader) == []
    assert read_report("", (), reader) == ()
    empty = Sentence(0, Span(0, 2), 0, "body", ())
    assert read_report("  ", (empty,), reader)[0].tokens == ()


def test_what_cannot_be_seen_changes_no_word(reader: Reader) -> None:
    pasted = "Po\u200blice arrested five demon\u00adstrators ."
    read = read_report(pasted, skeletons(pasted), reader)[0].tokens
    plain = "Police arrested five demonstrators ."
    told = read_report(plain, skeletons(plain), reader)[0].tokens
    assert [(t.lemma, t.upos, t.head) for t in read] == [(t.lemma, t.upos, t.head) for t in told]


def test_letter_case_changes_little(reader: Reader) -> None:
    text = "Police arrested nine people in the city of Gdansk on Friday ."
    plain = reader.read(text.split())
    for other in (text.lower(), text.upper()):
        changed = reader.read(other.split())
        assert sum(a == b for a, b in zip(plain.heads, changed.heads, strict=True)) >= 10
        assert {f.predicate for f in changed.frames} == {f.predicate for f in plain.frames}
        assert changed.lemma[1] == "arrest"


def test_a_sentence_of_forty_thousand_characters_is_read_in_bounded_time(reader: Reader) -> None:
    text = "12 arrests , 300 people and a column of numbers " * 850
    begin = time.process_time()
    reading = reader.read(text.split())
    assert time.process_time() - begin < 30
    assert len(text) > 40_000
    assert len(reading.heads) == len(text.split())
    assert reading.heads.count(ROOT) == 1


def test_damaged_or_missing_weights_say_so(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"missing.*pip install"):
        Reader.load(tmp_path / "nowhere")
    copy = tmp_path / "weights"
    shutil.copytree(HERE, copy)
    content = bytearray((copy / "frames.onnx").read_bytes())
    content[1000] ^= 1
    (copy / "frames.onnx").write_bytes(content)
    with pytest.raises(ReaderError, match=r"frames\.onnx is not the file that was shipped"):
        Reader.load(copy).read(["Hello"])


def test_importing_loads_no_model() -> None:
    code = "import sys, kronika.read; print('onnxruntime' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_shipped_files_are_small_and_say_whose_they_are() -> None:
    assert sum(p.stat().st_size for p in HERE.glob("*.onnx")) < 30_000_000
    assert "CC BY-SA 4.0" in (HERE / "ATTRIBUTION.md").read_text(encoding="utf-8")


def test_conllu_drops_nothing(read: tuple[Sentence, ...]) -> None:
    shown = show.to_conllu(REPORT, read)
    rows = [line.split("\t") for line in shown.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 10 for row in rows)
    again = ""
    for row in rows:
        misc = dict(x.split("=", 1) for x in row[9].split("|"))
        gap = misc.get("SpacesAfter", "" if misc.get("SpaceAfter") == "No" else " ")
        again += row[1] + gap.replace("\\s", " ").replace("\\n", "\n")
    assert again.strip() == REPORT


def test_page_table_and_plain_data(read: tuple[Sentence, ...]) -> None:
    page = show.to_html(REPORT, read)
    assert page.count("<svg") == len(read)
    assert "http" not in page
    assert "detain.01" in show.to_table(REPORT, read)
    plain = json.loads(json.dumps(show.to_dict(REPORT, read[0])))
    assert plain["text"] == REPORT[plain["start"] : plain["end"]]


def test_the_page_escapes_what_it_shows(reader: Reader) -> None:
    text = 'Police said <script>alert("1")</script> & left .'
    page = show.to_html(text, read_report(text, skeletons(text), reader))
    assert "<script" not in page
