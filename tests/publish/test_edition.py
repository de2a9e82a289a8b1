"""An edition on disk: every file whole, every table as described, nothing that a spreadsheet runs, nothing half-written."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kronika.publish import EditionOptions, publish_edition
from kronika.publish.checks import check_record
from kronika.publish.edition import FILES
from kronika.publish.portion import Bounds, Portion, choose_portion
from kronika.publish.render import render_page
from kronika.publish.schema import check_line
from kronika.publish.view import build_view
from kronika.records import Content, Problem, Span, text_sha256
from tests.publish.fixture import Draft, MemorySource, draft, record


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("edition")
    files, problems = publish_edition(record(), path, EditionOptions(licence="CC-BY-4.0"))
    assert problems == ()
    assert [file.name for file in files] == [*FILES, "datapackage.json"]
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_only_the_owner_can_read_them(folder: Path) -> None:
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert {file.name for file in folder.iterdir()} == {*FILES, "datapackage.json"}, "no draft is left behind"


def test_no_claim_is_lost_between_reading_and_publishing(folder: Path) -> None:
    source = record()
    assert [row["id"] for row in rows(folder / "events.csv")] == [event.id for event in source.events()]
    assert [row["id"] for row in rows(folder / "mentions.csv")] == [mention.id for mention in source.mentions()]
    assert [row["id"] for row in rows(folder / "figures.csv")] == [figure.id for figure in source.figures()]
    assert [row["id"] for row in rows(folder / "claims.csv")] == [claim.id for claim in source.claims()]
    ids = {line.get("id") for line in lines(folder / "record.jsonl")}
    assert {claim.id for claim in source.claims()} <= ids


def test_every_line_fits_the_schema_and_its_words_their_text(folder: Path) -> None:
    texts = {}
    kinds: dict[str, int] = {}
    for line in lines(folder / "record.jsonl"):
        assert check_line(line) == []
        kinds[line["kind"]] = kinds.get(line["kind"], 0) + 1
        if line["kind"] == "report":
            texts[line["report"]] = line["text"]
        if line["kind"] == "mention":
            trigger = line["trigger"]
            assert texts[line["report"]][trigger["start"] : trigger["end"]] == trigger["text"]
        for actor in line.get("actors", ()) if line["kind"] == "event" else ():
            assert texts[actor["report"]][actor["start"] : actor["end"]] == actor["text"]
    counted = {"report": 6, "mention": 17, "figure": 2, "event": 9, "relation": 3, "episode": 1, "problem": 1}
    assert {kind: kinds[kind] for kind in counted} == counted


def test_an_event_s_row_says_how_many_and_who_says_so(folder: Path) -> None:
    march = next(row for row in rows(folder / "events.csv") if row["id"] == "e-march")
    assert (march["date_from"], march["date_to"], march["place"], march["country"]) == (
        "2021-03-13", "2021-03-13", "Halvik", "EST",
    )  # fmt: skip
    assert (march["participants_low"], march["participants_high"]) == ("2500", "6700")
    assert march["participants_words"] == "More than 6,000; about 2,500; 6,700 people"
    assert march["participants_says"] == "Free Dockers' Union; Police; Free Dockers' Union"
    assert march["disputed"] == "participants"
    assert (march["arrested_low"], march["killed_high"]) == ("", ""), "what nobody says is empty, not 0"
    arrests = next(row for row in rows(folder / "events.csv") if row["id"] == "e-arrests")
    assert arrests["reports"] == "3"
    assert "Interior Ministry (in Halvik Courier, Northern Wire, Coast Gazette)" in arrests["voices"]
    assert arrests["quotes"].startswith("“police had arrested 43 people” (Halvik Courier)")


def test_parquet_holds_what_the_csv_holds(folder: Path) -> None:
    frame = pl.read_parquet(folder / "events.parquet")
    assert frame["id"].to_list() == [row["id"] for row in rows(folder / "events.csv")]
    assert frame.schema["date_from"] == pl.Date
    assert frame.schema["participants_low"] == pl.Float64


def test_the_package_describes_every_file(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["kronika"]["coded_by"] == [{"program": "0.1.0", "scheme": "s1", "reader": "r1", "reports": 6}]
    assert [resource["path"] for resource in package["resources"]] == list(FILES)
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        if resource.get("format") == "csv":
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == content.decode("utf-8").splitlines()[0].split(",")
            assert resource["rows"] == len(rows(folder / resource["path"]))
            assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_same_record_makes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    publish_edition(record(), tmp_path, EditionOptions(licence="CC-BY-4.0"))
    for name in (*FILES, "datapackage.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def hostile() -> MemorySource:
    """=HYPERLINK("http://evil.example") marched, @now and -2+3 too\ud83d, said "x"\r\n+44 said nothing."""
    text = str(hostile.__doc__)
    paper = draft("r-hostile", text, "@publisher", "2021-03-12", None)
    first, second = paper.who('=HYPERLINK("http://evil.example")'), paper.who("@now")
    paper.mention("PROTEST.demo", "marched", actors=(first, second), recipients=(paper.who("-2+3"), paper.who("+44")))
    paper.mention("PROTEST.demo", "too\ud83d", nth=0, actors=(paper.who('"x"\r\n+44', "x"),))
    return MemorySource([paper])


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    publish_edition(hostile(), tmp_path)
    for name in ("mentions.csv", "claims.csv", "events.csv", "figures.csv"):
        for row in rows(tmp_path / name):
            for column, cell in row.items():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, column, cell)
    first = rows(tmp_path / "mentions.csv")[0]
    assert first["publisher"] == "'@publisher"
    assert first["actors"] == '\'=HYPERLINK("http://evil.example"); @now'
    assert [line["publisher"] for line in lines(tmp_path / "record.jsonl") if line["kind"] == "report"] == [
        "@publisher"
    ]


def test_lone_surrogates_become_one_replacement_each(tmp_path: Path) -> None:
    publish_edition(hostile(), tmp_path)
    report = next(line for line in lines(tmp_path / "record.jsonl") if line["kind"] == "report")
    assert len(report["text"]) == len(str(hostile.__doc__))
    assert rows(tmp_path / "mentions.csv")[1]["trigger"] == "too\ufffd"
    (tmp_path / "index.html").read_text("utf-8")


def test_without_texts_no_file_holds_one(tmp_path: Path) -> None:
    publish_edition(record(), tmp_path, EditionOptions(texts=False))
    for name in FILES:
        content = (tmp_path / name).read_bytes()
        assert b"By evening police had arrested 43 people near" not in content, name
        assert b"desk@courier.example" not in content, name
    titles = [report.title for report in record().reports() if report.title]
    for name in FILES:
        text = (tmp_path / name).read_text("utf-8", "replace")
        assert [title for title in titles if title in text] == [], f"a headline is a sentence of its report: {name}"
    arrest = next(row for row in rows(tmp_path / "events.csv") if row["mode"] == "arrest")
    assert set(re.findall("“(.*?)”", arrest["quotes"])) <= {"arrested", "put the number at", "detained"}, arrest[
        "quotes"
    ]
    assert all(line["text"] is None for line in lines(tmp_path / "record.jsonl") if line["kind"] == "report")


def test_an_edition_is_called_by_where_and_when_unless_it_has_a_title(tmp_path: Path) -> None:
    publish_edition(record(), tmp_path)
    title = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["title"]
    assert title.startswith("Events in "), title
    assert title.endswith("2021"), title
    assert f"<h1>{title}</h1>" in (tmp_path / "index.html").read_text("utf-8")
    publish_edition(record(), tmp_path, EditionOptions(title="Halvik, spring"))
    assert "<h1>Halvik, spring</h1>" in (tmp_path / "index.html").read_text("utf-8")


def test_the_unsure_can_be_left_out_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    publish_edition(record(), tmp_path, EditionOptions(min_confidence=0.65))
    mentions = {row["id"] for row in rows(tmp_path / "mentions.csv")}
    assert all(float(row["confidence"]) >= 0.65 for row in rows(tmp_path / "mentions.csv"))
    assert {row["of"] for row in rows(tmp_path / "claims.csv")} <= mentions
    members = [id_ for row in rows(tmp_path / "events.csv") for id_ in row["member_ids"].split("; ")]
    figures = {row["id"] for row in rows(tmp_path / "figures.csv")}
    assert set(members) <= mentions | figures
    assert all(check_line(line) == [] for line in lines(tmp_path / "record.jsonl"))


def test_words_beyond_their_text_are_told_and_left_out(tmp_path: Path) -> None:
    source = record()
    paper = source.drafts[0]
    broken = replace(paper.mentions[0], id="m-broken", trigger=Span(5, 100_000))
    source.drafts[0] = Draft(paper.report, [*paper.mentions, broken], paper.figures)
    source.told = [replace(source.told[0], members=("m-broken", *source.told[0].members, "m-gone")), *source.told[1:]]
    _, problems = publish_edition(source, tmp_path)
    assert {problem.stage for problem in problems} == {"publish"}
    assert "m-broken has words beyond its text (5..100000 of" in problems[0].message
    assert "m-gone" in problems[-1].message
    assert "m-broken" not in (tmp_path / "mentions.csv").read_text("utf-8")
    assert len(rows(tmp_path / "events.csv")) == 9, "the event keeps its other members"


class Failing(MemorySource):
    """A record whose relations cannot be read: the fault comes after most files were written."""

    def relations(self) -> Any:
        raise OSError("the disk is gone")


def test_a_fault_leaves_the_old_edition_whole(tmp_path: Path) -> None:
    publish_edition(record(), tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    whole = record()
    with pytest.raises(OSError, match="disk is gone"):
        publish_edition(Failing(whole.drafts, whole.told[:1]), tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_an_empty_record_is_an_edition_too(tmp_path: Path) -> None:
    source = MemorySource([], faults=[Problem("gather", "empty file", origin="a.txt")])
    publish_edition(source, tmp_path)
    assert rows(tmp_path / "events.csv") == []
    assert [line["message"] for line in lines(tmp_path / "record.jsonl")] == ["a.txt: empty file"]
    assert pl.read_parquet(tmp_path / "events.parquet").height == 0


def test_a_report_is_hashed_as_it_came() -> None:
    assert record().report("r-courier").sha256 == text_sha256(record().report("r-courier").text)


def test_a_page_has_a_bound_and_says_what_it_leaves_out() -> None:
    source = record()
    found = check_record(source)
    portion = choose_portion(source, found, texts=True, bounds=Bounds(events=5))
    view = build_view(source, portion)
    told = sorted((len(event.reports) for event in source.events()), reverse=True)
    assert sorted((len(event["reports"]) for event in view["events"]), reverse=True) == told[:5], "the most reported"
    assert portion.left_out == {"event": 4, "telling": 19 - len(view["items"]), "report": 6 - len(view["reports"])}
    assert {number for event in view["events"] for number in event["items"]} == set(range(len(view["items"])))
    page = render_page(source, found, EditionOptions(), bounds=Bounds(events=5))
    assert "it shows 5 of 9 events, those that most reports tell of" in page
    assert "kronika publish FOLDER" in page
    assert "cannot carry" not in render_page(source, found, EditionOptions())


def test_a_page_without_room_for_one_report_goes_without_texts() -> None:
    source = record()
    page = render_page(source, check_record(source), EditionOptions(), bounds=Bounds(characters=10))
    assert "more than one page can carry" in page
    assert "By evening police had arrested" not in page


def test_a_page_of_a_record_without_events_shows_the_first_reports() -> None:
    source = record()
    source.told, source.related, source.waves = [], [], []
    found = check_record(source)
    portion = choose_portion(source, found, texts=True, bounds=Bounds(items=8))
    view = build_view(source, portion)
    assert 0 < len(view["items"]) <= 8
    assert portion.left_out["telling"] == 19 - len(view["items"])
    assert "it shows the first" in render_page(source, found, EditionOptions(), bounds=Bounds(items=8))


def test_an_edition_of_a_part_holds_its_events_and_what_they_stand_on(tmp_path: Path) -> None:
    source = record()
    day = date(2021, 3, 13)
    inside = {
        event.id
        for event in source.events()
        if event.date and event.date.first and event.date.first <= day <= (event.date.last or event.date.first)
        if event.place and event.place.country == "EST"
    }
    assert 1 < len(inside) < len(source.told)
    publish_edition(source, tmp_path, EditionOptions(first=day, last=day, countries=frozenset({"EST"})))
    assert {row["id"] for row in rows(tmp_path / "events.csv")} == inside
    members = {member for event in source.events() if event.id in inside for member in event.members}
    told = {row["id"] for name in ("mentions.csv", "figures.csv") for row in rows(tmp_path / name)}
    assert told == members
    assert {row["of"] for row in rows(tmp_path / "claims.csv")} <= members
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "a part of the record: events from 2021-03-13 to 2021-03-13, in EST" in page
    publish_edition(source, tmp_path, EditionOptions(countries=frozenset({"BLR"})))
    assert rows(tmp_path / "events.csv") == []


def test_what_is_only_alleged_says_so() -> None:
    source = record()
    accused = next(mention for mention in source.mentions() if mention.type == "ASSAULT" and mention.mode == "beat")
    paper = source.drafts[0]
    speech = paper.mention("ACCUSE.allege", "said", nth=1, actors=(paper.who("Marta Ilves"),))
    paper.mentions[-1] = replace(speech, content=(Content(accused.sentence, "alleged", (accused.id,)),))
    view = build_view(source, Portion(texts=True))
    assert [item["id"] for item in view["items"] if "alleged" in item["marks"]] == [accused.id]
