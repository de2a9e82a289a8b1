"""Bad input gets a problem that says what is wrong, in bounded time, and nothing beside it is lost."""

from __future__ import annotations

import io
import json
import os
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from kronika.gather import GatherOptions, gather, merge_duplicates
from kronika.gather.language import detect_language
from kronika.records import Origin, Problem, Report
from tests.gather.makers import STORY, make_package, make_pdf, wrap_page, write


def reports(*paths: Path, **options: object) -> list[Report]:
    return [item for item in gather(paths, GatherOptions(**options)) if isinstance(item, Report)]  # type: ignore[arg-type]


def problems(*paths: Path, **options: object) -> list[Problem]:
    return [item for item in gather(paths, GatherOptions(**options)) if isinstance(item, Problem)]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.csv", "a.html", "a.parquet", "a.json", "a.unknown"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, b"")
    [problem] = problems(path)
    assert "empty" in problem.message
    assert problem.origin == str(path)


@pytest.mark.parametrize("words", ["  \n\t\n ", "\u200b\x01\x02\n"])
def test_a_file_without_words(tmp_path: Path, words: str) -> None:
    [problem] = problems(write(tmp_path, "a.txt", words))
    assert "no text" in problem.message


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    whole = make_pdf([wrap_page(500, ["Nurses marched in Orvale."])])
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "b.pdf", whole[: len(whole) // 3])
    write(tmp_path, "c/d.txt", STORY + "Another day.")
    write(tmp_path, "c/picture.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
    write(tmp_path, ".hidden", "not for us")
    items = list(gather([tmp_path]))
    assert [Path(item.origins[0].path).name for item in items if isinstance(item, Report)] == ["a.txt", "d.txt"]
    faults = {Path(item.origin or "").name: item.message for item in items if isinstance(item, Problem)}
    assert set(faults) == {"b.pdf", "picture.jpg"}
    assert "damaged or truncated PDF" in faults["b.pdf"]
    assert "not in a format" in faults["picture.jpg"]


def test_an_input_that_is_not_there(tmp_path: Path) -> None:
    [problem] = problems(tmp_path / "nowhere.txt")
    assert problem.message == "no such file or folder"


def test_a_locked_document(tmp_path: Path) -> None:
    [problem] = problems(write(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000))
    assert "password" in problem.message


def test_a_document_that_is_none(tmp_path: Path) -> None:
    [problem] = problems(write(tmp_path, "a.docx", make_package({"hello.txt": b"x"})))
    assert "damaged DOCX" in problem.message


def _docx(**parts: bytes) -> bytes:
    """A DOCX with some of its parts replaced."""
    document, buffer = Document(), io.BytesIO()
    document.add_paragraph("Nurses marched in Orvale.")
    document.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    return make_package(
        contents | {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    )


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = write(tmp_path, "a.docx", _docx(word__media_xml=b"\0" * 40_000_000))
    started = time.process_time()
    [problem] = problems(path)
    assert "zip bomb" in problem.message
    assert time.process_time() - started < 2


def test_a_billion_laughs(tmp_path: Path) -> None:
    entities = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    [problem] = problems(
        write(tmp_path, "a.docx", _docx(word__document_xml=b'<?xml version="1.0"?>' + entities + b"<x>&b;</x>"))
    )
    assert "entities" in problem.message


def test_a_table_without_a_text_column(tmp_path: Path) -> None:
    for name, data in (
        ("a.csv", "id,body,day\n1,x,2\n"),
        ("a.tsv", "id\tbody\tday\n"),
        ("a.jsonl", '{"id":1,"body":"x","day":2}\n'),
    ):
        [problem] = problems(write(tmp_path, name, data))
        assert 'no column "text"' in problem.message
        assert "id, body, day" in problem.message
        assert "--text-column" in problem.message


def test_a_row_without_text_and_a_damaged_line(tmp_path: Path) -> None:
    rows = [
        '{"text":"Miners marched."}',
        '{"text":" "}',
        '{"text": "brok',
        '["no object"]',
        '{"text":"Nurses marched."}',
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(rows))
    assert [(report.text, report.origins) for report in reports(path)] == [
        ("Miners marched.", (Origin(str(path), 1),)),
        ("Nurses marched.", (Origin(str(path), 5),)),
    ]
    assert len(problems(path)) == 3


def test_an_endless_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as handle:
        handle.write(b'{"text":"Miners marched."}\n{"text":"')
        for _ in range(60):
            handle.write(b"x" * 1_000_000)
        handle.write(b'"}\n{"text":"Nurses marched."}\n')
    tracemalloc.start()
    items = list(gather([path], GatherOptions(max_characters=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.text for item in items if isinstance(item, Report)] == ["Miners marched.", "Nurses marched."]
    assert [item.message for item in items if isinstance(item, Problem)] == [
        "line 2 is longer than 1,100,000 characters: passed over"
    ]
    assert peak < 20_000_000


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as handle:
        handle.write(b"words " * 1000)  # the rest is a hole: nothing is written
        os.truncate(handle.fileno(), 300_000_000)
    [problem] = problems(path)
    assert "passed over" in problem.message


def test_more_characters_than_a_report_may_have(tmp_path: Path) -> None:
    [problem] = problems(write(tmp_path, "a.txt", "word " * 100), max_characters=400)
    assert "500 characters" in problem.message


def test_characters_that_no_store_can_hold(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text":"Miners\\u0000 marched \\ud83d in Orvale."}\n')
    [report] = reports(path)
    assert report.text == "Miners\ufffd marched \ufffd in Orvale."
    [problem] = problems(path)
    assert problem.report == report.id
    assert "2 characters" in problem.message


def test_control_characters_stay(tmp_path: Path) -> None:
    [report] = reports(write(tmp_path, "a.txt", "Miners\x07 marched\x0b in Orvale."))
    assert report.text == "Miners\x07 marched\x0b in Orvale."


def test_a_damaged_telegram_export(tmp_path: Path) -> None:
    whole = json.dumps(
        {
            "name": "A",
            "type": "public_channel",
            "id": 1,
            "messages": [{"id": k, "type": "message", "text": f"Day {k}"} for k in range(9)],
        }
    )
    path = write(tmp_path, "result.json", whole[:-60])
    assert len(reports(path)) >= 6
    [problem] = problems(path)
    assert "breaks off" in problem.message


@pytest.mark.parametrize(
    ("given", "words"),
    [("2099-01-01", "in the future"), ("03/04/2020", "not understood"), ("2020-02-31", "not understood")],
)
def test_a_date_that_cannot_be(tmp_path: Path, given: str, words: str) -> None:
    path = write(tmp_path, "a.csv", f"text,published\nMiners marched.,{given}\n")
    [report] = reports(path, today=date(2026, 1, 1))
    assert (report.published, report.published_basis) == (None, None)
    [problem] = problems(path, today=date(2026, 1, 1))
    assert words in problem.message
    assert problem.report == report.id


def test_a_page_without_an_article(tmp_path: Path) -> None:
    [problem] = problems(write(tmp_path, "a.html", "<html><body><script>alert('hi')</script></body></html>"))
    assert "no main text" in problem.message


def test_a_pdf_without_words(tmp_path: Path) -> None:
    [problem] = problems(write(tmp_path, "a.pdf", make_pdf([[]])))
    assert "OCR" in problem.message


def test_the_same_report_twice(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.txt", STORY), write(tmp_path, "b.txt", STORY)
    items = list(merge_duplicates(gather([first, second])))
    [report] = [item for item in items if isinstance(item, Report)]
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert problem.report == report.id
    assert problem.message == f"the same report as {first}: kept once"
    assert problem.origin == str(second)


def test_another_text_under_the_same_id(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,text\n7,Miners marched.\n7,Nurses marched.\n")
    items = list(merge_duplicates(gather([path])))
    assert [item.text for item in items if isinstance(item, Report)] == ["Miners marched."]
    assert ['another text under the id "7"' in item.message for item in items if isinstance(item, Problem)] == [True]


@pytest.mark.parametrize(
    "shape",
    ["a-", "1,22,", '".', "(", "* ", "- a\n", "A\n", "a: ", "[x](", "© ", "by A ", "1. ", "\n \n", "share", "A, "],
)
def test_hostile_texts_take_bounded_time(tmp_path: Path, shape: str) -> None:
    path = write(tmp_path, "a.txt", "Start. " + shape * (60_000 // len(shape)))
    detect_language("une phrase pour charger le modèle des langues")
    started = time.process_time()
    assert len(reports(path)) == 1
    assert time.process_time() - started < 10


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0" + bytes(500), b"GIF89a" + bytes(range(256)) * 4, bytes(3000)])
def test_a_picture_is_no_report(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pic.jpg").write_bytes(data)
    (found,) = gather([tmp_path / "pic.jpg"])
    assert isinstance(found, Problem)


def test_a_text_of_lost_characters_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufffd" * 50 + "Police", "utf-8")
    (found,) = gather([tmp_path / "a.txt"])
    assert isinstance(found, Problem)
    assert "not a text" in found.message


def test_lines_without_the_text_column_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "x"}\n' * 50, "utf-8")
    told = [found.message for found in gather([tmp_path / "a.jsonl"]) if isinstance(found, Problem)]
    assert len(told) == 2
    assert told[0].startswith("row 1: no column")
    assert "the columns are: body" in told[0]
    assert told[1] == "49 more of its rows lack that column too"


def test_the_same_words_under_another_publisher_are_another_report() -> None:
    def copy(publisher: str | None, row: int) -> Report:
        return Report("r1", STORY, "hash", publisher=publisher, origins=(Origin("a.csv", row),))

    found = list(
        merge_duplicates([copy("Lume Post", 1), copy("Velm Herald", 2), copy("Velm Herald", 3), copy(None, 4)])
    )
    kept = [one for one in found if isinstance(one, Report)]
    assert [one.publisher for one in kept] == ["Lume Post", "Velm Herald"]
    assert kept[1].id.startswith("r1~")
    assert [one.message[:15] for one in found if isinstance(one, Problem)] == ["the same report"] * 2


def test_a_record_below_the_folder_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Police arrested nine weavers in Lodz on Sunday.", "utf-8")
    (tmp_path / "record").mkdir()
    for name in ("kronika.db", "events.csv", "record.jsonl"):
        (tmp_path / "record" / name).write_text("text\nsome words\n", "utf-8")
    (found,) = gather([tmp_path])
    assert isinstance(found, Report)
