"""Each format gives the text as a person reads it, and what the file says about it."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from email.message import EmailMessage
from pathlib import Path

import polars as pl
import pytest
from docx import Document

from kronika.gather import GatherOptions, gather
from kronika.gather.formats import FORMATS, choose_reader
from kronika.gather.raw import Source
from kronika.records import Origin, Problem, Report
from tests.gather.makers import STORY, make_pdf, wrap_page, write


def only(*paths: Path | str, **options: object) -> Report:
    """The one report of the files, which have no problems."""
    items = list(gather(paths, GatherOptions(**options)))  # type: ignore[arg-type]
    assert [item for item in items if isinstance(item, Problem)] == []
    [report] = [item for item in items if isinstance(item, Report)]
    return report


def roles(report: Report) -> list[tuple[str, str]]:
    return [(part.role, part.span.of(report.text)) for part in report.parts]


def test_every_format_has_its_reader(tmp_path: Path) -> None:
    for suffix in FORMATS:
        reader = choose_reader(Source(write(tmp_path, f"a{suffix}", "words"), "a"))
        assert callable(reader), suffix


def test_plain_text_is_kept_as_it_came(tmp_path: Path) -> None:
    text = "\n  Miners marched.\r\n\tTwice. \n"
    assert only(write(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Café workers in Łódź marched – “peacefully”, they said."
    assert only(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_another_encoding_is_found_and_said(tmp_path: Path) -> None:
    text = "Café workers in Besançon went on strike; Zoë Müller’s union backed them. " * 5
    items = list(gather([write(tmp_path, "a.txt", text.encode("cp1252"))]))
    assert isinstance(items[0], Report)
    assert items[0].text == text
    assert isinstance(items[1], Problem)
    assert "not UTF-8" in items[1].message


def test_markdown(tmp_path: Path) -> None:
    source = """---
title: Dockers walk out
date: 2021-03-04
publisher: The Harbour Gazette
---

# Dockers walk out

More than **300 dockers** [walked off](https://example.org/a) the job
in Port Lume. They demand:

1. Higher pay.
2. The release of *two* colleagues.

- A bullet
"""
    report = only(write(tmp_path, "a.md", source))
    assert roles(report) == [
        ("headline", "Dockers walk out"),
        ("body", "More than 300 dockers walked off the job in Port Lume. They demand:"),
        ("list", "1. Higher pay."),
        ("list", "2. The release of two colleagues."),
        ("list", "• A bullet"),
    ]
    assert (report.title, report.publisher, report.published, report.published_basis) == (
        "Dockers walk out",
        "The Harbour Gazette",
        "2021-03-04",
        "file",
    )


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Dockers strike | The Harbour Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette">
<meta property="og:url" content="https://example.org/dockers">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<script>document.write("never run")</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Dockers strike in Port Lume</h1>
<figure><img src="a.jpg"><figcaption>About 300 dockers block the gate on 3 March.</figcaption></figure>
<p>More than 300 dockers walked off the job in Port Lume on Wednesday, demanding higher pay and the release
of two colleagues who were arrested last week.</p><p>The union published the following demands:</p>
<ol><li>Raise wages by ten percent.</li><li>Release the detained workers.</li></ol>
<p>Police used water cannons against the crowd, and at least four people were injured, the hospital said.</p>
</article><footer>Subscribe to our newsletter</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    report = only(write(tmp_path, "a.html", PAGE))
    assert ("caption", "About 300 dockers block the gate on 3 March.") in roles(report)
    assert ("headline", "Dockers strike in Port Lume") in roles(report)
    assert [words for role, words in roles(report) if role == "list"] == [
        "1. Raise wages by ten percent.",
        "2. Release the detained workers.",
    ]
    assert not {"never run", "Home", "newsletter"} & set(report.text.split())
    assert (report.publisher, report.published, report.published_basis, report.url) == (
        "The Harbour Gazette",
        "2021-03-04",
        "file",
        "https://example.org/dockers",
    )


def test_a_page_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("colleagues", "colleagues (Гродно)")
    assert "(Гродно)" in only(write(tmp_path, "a.html", page.encode("cp1251"))).text


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://example.org/dockers"
    message.set_content(PAGE, subtype="html")
    message.make_related()
    assert only(write(tmp_path, "a.mhtml", message.as_bytes())).publisher == "The Harbour Gazette"


def test_pdf_paragraphs_are_joined_across_lines_and_pages(tmp_path: Path) -> None:
    def page(number: int, lines: list[str]) -> list[tuple[float, float, float, str]]:
        return [(50, 560, 8, "The Harbour Gazette"), *wrap_page(500, lines), (200, 20, 8, str(number))]

    first = [(50, 530, 18, "Dockers walk out in"), (50, 508, 18, "Port Lume")]
    body = [
        "More than 300 dockers walked off the job in Port Lume on a cold",
        "Wednesday, demanding higher pay. The harbour office first spoke of",
        "fifty.",
        "Police used water cannons against the crowd, and at least four people",
        "were injured; the union spoke of a well-planned attack and of several",
    ]
    pages = [first + page(1, body)[0:1] + wrap_page(480, body) + page(1, [])[1:]]
    pages += [page(2, ["arrests in the evening."]), page(3, ["The strike goes on."])]
    report = only(write(tmp_path, "a.pdf", make_pdf(pages)))
    assert roles(report) == [
        ("headline", "Dockers walk out in Port Lume"),
        ("boilerplate", "The Harbour Gazette"),
        ("body", f"{body[0]} {body[1]} {body[2]}"),
        ("body", f"{body[3]} {body[4]} arrests in the evening."),
        ("body", "The strike goes on."),
    ]
    assert report.title == "Dockers walk out in Port Lume"


def test_words_broken_at_a_line_end(tmp_path: Path) -> None:
    lines = [
        "More than 300 dockers walked off the job in Port Lume, the organ-",
        "isers said; a well-",
        "known pro-",
        "Orvale leader spoke of soli-",
        "darity.",
    ]
    text = only(write(tmp_path, "a.pdf", make_pdf([wrap_page(500, lines)]))).text
    assert text.endswith("the organisers said; a well-known pro-Orvale leader spoke of solidarity.")


def test_docx(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Dockers walk out", 0)
    document.add_paragraph("More than 300 dockers walked off the job. They demand:")
    document.add_paragraph("Higher pay.", style="List Number")
    document.add_paragraph("Two releases.", style="List Number")
    document.add_paragraph("A bullet.", style="List Bullet")
    document.add_paragraph("Dockers at the gate.", style="Caption")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lume", "300"
    path = tmp_path / "a.docx"
    document.save(str(path))
    report = only(path)
    assert roles(report)[:6] == [
        ("headline", "Dockers walk out"),
        ("body", "More than 300 dockers walked off the job. They demand:"),
        ("list", "1. Higher pay."),
        ("list", "2. Two releases."),
        ("list", "• A bullet."),
        ("caption", "Dockers at the gate."),
    ]
    assert roles(report)[6:] == [("body", "Lume | 300")], "a row is one paragraph, and no heading"


ROW = {
    "id": "r-1",
    "text": "Miners marched,\nthe union said; police said “no”.",
    "title": "A march",
    "publisher": "The Pit",
    "published": "14 August 2020",
    "url": "https://example.org/1",
    "language": "en-GB",
}


def _csv(delimiter: str) -> str:
    quoted = (f'"{value}"' for value in ROW.values())
    return delimiter.join(ROW) + "\r\n" + delimiter.join(quoted) + "\r\n"


@pytest.mark.parametrize("name", ["a.csv", "b.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet"])
def test_tables(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.parquet":
        pl.DataFrame([ROW | {"other": 3}]).write_parquet(path)
    else:
        line = json.dumps(ROW, ensure_ascii=False)
        data = {
            "a.csv": _csv(","),
            "b.csv": "\ufeff" + _csv(";"),
            "a.tsv": _csv("\t"),
            "a.jsonl": line,
            "a.json": f"[{line}]",
        }
        write(tmp_path, name, data[name])
    report = only(path)
    assert report.text == ROW["text"]
    assert (report.id, report.title, report.publisher, report.url) == (
        ROW["id"],
        ROW["title"],
        ROW["publisher"],
        ROW["url"],
    )
    assert (report.published, report.published_basis, report.language) == ("2020-08-14", "given", "en")
    assert report.origins == (Origin(str(path), 1),)


def test_columns_of_other_names_and_values_for_all(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "key,body,day\nx1,Miners marched.,2020-08-14\n")
    report = only(path, id_column="key", text_column="body", published_column="day", publisher="The Pit")
    assert (report.id, report.text, report.published, report.publisher) == (
        "x1",
        "Miners marched.",
        "2020-08-14",
        "The Pit",
    )
    assert only(path, text_column="body", published="2020-08").published == "2020-08"


def test_column_names_may_differ_in_case_and_an_excel_line_stand_first(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "sep=;\nID; Text ;Published\nx1;Miners marched.;2020-08-14\n")
    report = only(path)
    assert (report.id, report.text, report.published) == ("x1", "Miners marched.", "2020-08-14")


def test_the_title_of_a_row_is_its_first_line(tmp_path: Path) -> None:
    row = {"title": "Miners marched. Police watched.", "text": "Miners marched. Police watched.\nIt was cold."}
    report = only(write(tmp_path, "a.jsonl", json.dumps(row)))
    assert roles(report) == [("headline", "Miners marched. Police watched."), ("body", "It was cold.")]


def test_a_row_in_another_encoding(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "text\nŁódź marched.\n".encode() + "Besançon marched.\n".encode("cp1252"))
    items = list(gather([path]))
    assert [item.text for item in items if isinstance(item, Report)] == ["Łódź marched.", "Besançon marched."]
    assert ["row 2" in item.message for item in items if isinstance(item, Problem)] == [True]


def test_telegram(tmp_path: Path) -> None:
    """Plain and parted texts, a forward, a service message, a photo without words."""
    messages = [
        {"id": 1, "type": "service", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2020-08-14T18:00:00", "text": "Miners marched in Orvale."},
        {
            "id": 3,
            "type": "message",
            "date": "2020-08-15T18:00:00",
            "forwarded_from": "Strike News",
            "text": ["Nurses ", {"type": "bold", "text": "marched"}, " in Lume."],
        },
        {"id": 4, "type": "message", "photo": "a.jpg", "text": ""},
    ]
    export = {"name": "Orvale \u201clive\u201d", "type": "public_channel", "id": 77, "messages": messages}
    path = write(tmp_path, "result.json", json.dumps(export, indent=1))
    found = [item for item in gather([path]) if isinstance(item, Report)]
    assert [(r.text, r.published, r.publisher, r.forwarded_from, r.origins[0].row) for r in found] == [
        ("Miners marched in Orvale.", "2020-08-14", "Orvale “live”", None, 2),
        ("Nurses marched in Lume.", "2020-08-15", "Orvale “live”", "Strike News", 3),
    ]
    whole = {"about": "Your data", "chats": {"about": "", "list": [export, export | {"name": "Other", "id": 78}]}}
    both = [item for item in gather([write(tmp_path, "all.json", json.dumps(whole))]) if isinstance(item, Report)]
    assert [r.publisher for r in both] == ["Orvale “live”", "Orvale “live”", "Other", "Other"]
    assert len({r.id for r in both}) == 4


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, expected in ((STORY.encode(), STORY), (b'{"text": "Miners marched."}\n', "Miners marched.")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        report = only("-")
        assert (report.text, report.origins[0].path) == (expected, "-")


def test_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(STORY,))
    writer.start()
    assert only(pipe).text == STORY
    writer.join()


def test_a_folder_is_read_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", "c.txt"):
        write(tmp_path, name, f"Report {name} of a march.")
    found = [
        Path(item.origins[0].path).relative_to(tmp_path) for item in gather([tmp_path]) if isinstance(item, Report)
    ]
    assert [str(path) for path in found] == ["b.txt", "c.txt", "a/b.txt", "a/z.txt"]


def test_a_file_without_a_suffix_is_known_by_its_content(tmp_path: Path) -> None:
    assert only(write(tmp_path, "page", PAGE)).publisher == "The Harbour Gazette"
    assert only(write(tmp_path, "paper", make_pdf([wrap_page(500, ["Nurses marched."])]))).text == "Nurses marched."


def test_reports_stream(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "text\n" + "Miners marched.\n" * 10 + '"never closed')
    stream = gather([path])
    assert isinstance(next(stream), Report)


def test_a_nearly_ascii_text_is_western(tmp_path: Path) -> None:
    text = "Police arrested 12 people in S\u00e3o Paulo on Friday \u2013 \u201ca disgrace\u201d, the guild said. It went on."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    report, note = gather([tmp_path / "a.txt"])
    assert isinstance(report, Report)
    assert isinstance(note, Problem)
    assert (report.text, note.message) == (text, "not UTF-8: read as cp1252")


def test_rows_of_a_markdown_table_are_paragraphs_and_no_headings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Marches\n\nPeople marched in two towns on Sunday.\n\n| Town | People |\n|---|---|\n| Lume | 300 |\n", "utf-8"
    )
    assert roles(only(tmp_path / "a.md"))[2:] == [("body", "Town | People"), ("body", "Lume | 300")]


def test_a_text_column_holds_for_the_tables_that_have_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Volltext;Datum\nDockers walked out in Lume.;3.4.2021\n", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Nurses walked out in Velm.", "published": "2021-04-05"}\n', "utf-8")
    options = GatherOptions(text_column="Volltext", published_column="Datum")
    found = list(gather([tmp_path], options))
    assert [(one.published, one.text[:6]) for one in found if isinstance(one, Report)] == [
        ("2021-04-03", "Docker"),
        ("2021-04-05", "Nurses"),
    ]
