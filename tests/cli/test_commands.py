"""The commands, as processes, on real files: what they write, what they say of bad input, and that they can go on."""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kronika.publish import lines
from kronika.publish.schema import check_line
from kronika.store import open_store

HAMBURG = """Dockers walk out in Hamburg
14 May 2021

More than 300 dockers went on strike in Hamburg on Thursday, the union Verdi said. Police arrested two strikers. The
dockers demanded higher wages.
"""
LYON = """Thousands march in Lyon

LYON, May 15 2021 - Thousands of people marched through Lyon on Saturday against the pension reform. Police fired tear gas at
the crowd. "Nobody was hurt," a police spokesman said.
"""


def kronika(
    *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kronika", *map(str, arguments)]
    environment = os.environ | {"COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, timeout=300, env=environment)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "hamburg.txt").write_text(HAMBURG, encoding="utf-8")
    (folder / "lyon.txt").write_text(LYON, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def record(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "record"
    done = kronika("run", reports, "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder


FILES = (
    "kronika.db events.csv mentions.csv claims.csv figures.csv events.parquet record.jsonl datapackage.json index.html"
)


def test_run_writes_every_file_for_its_owner_only(record: Path) -> None:
    for name in FILES.split():
        assert (record / name).stat().st_size > 0, name
    for name in ("kronika.db", "record.jsonl", "index.html"):
        assert stat.S_IMODE((record / name).stat().st_mode) == 0o600, name


def test_run_codes_what_the_reports_say(record: Path) -> None:
    with (record / "mentions.csv").open(encoding="utf-8", newline="") as file:
        kinds = {(row["type"], row["mode"]) for row in csv.DictReader(file)}
    assert {("PROTEST", "strike"), ("COERCE", "arrest"), ("PROTEST", "demo"), ("ASSAULT", "crowd-control")} <= kinds


def test_every_line_fits_the_schema_and_every_quote_its_text(record: Path) -> None:
    texts: dict[str, str] = {}
    found = [json.loads(raw) for raw in (record / "record.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in found:
        assert not check_line(line), line
        if line["kind"] == "report":
            texts[line["report"]] = line["text"]
    for line in found:
        if line["kind"] in ("mention", "figure"):
            _check_quotes(line, texts[line["report"]])
    assert {"report", "mention", "claim", "event"} <= {line["kind"] for line in found}


def _check_quotes(value: object, text: str) -> None:
    if isinstance(value, list):
        for part in value:
            _check_quotes(part, text)
    elif isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            assert text[value["start"] : value["end"]] == value["text"]
        for part in value.values():
            _check_quotes(part, text)


def test_verify_finds_a_sound_store_sound_and_an_altered_one_altered(record: Path, tmp_path: Path) -> None:
    assert kronika("verify", "--store", record / "kronika.db").returncode == 0
    copy = tmp_path / "copy.db"
    copy.write_bytes((record / "kronika.db").read_bytes())
    with open_store(copy) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE reports SET data = replace(data, 'two strikers', 'six strikers')")
    done = kronika("verify", "--store", copy)
    assert done.returncode == 1
    assert "altered" in done.stdout
    copy.write_bytes((record / "kronika.db").read_bytes())
    with open_store(copy) as store, store.engine.begin() as connection:
        change = 'replace(data, \'"status":"actual"\', \'"status":"negated"\')'
        connection.exec_driver_sql(f"UPDATE mentions SET data = {change} WHERE mode = 'strike'")
        mention, report = connection.exec_driver_sql("SELECT id, report FROM mentions WHERE mode = 'strike'").first()  # type: ignore[misc]
    done = kronika("verify", "--store", copy)
    assert done.returncode == 1
    assert f"mention {mention} of report {report}: its row was altered" in done.stdout


def test_running_again_codes_nothing_again(reports: Path, record: Path) -> None:
    before = (record / "mentions.csv").read_text(encoding="utf-8")
    done = kronika("run", reports, "-o", record)
    assert "2 were there already" in done.stdout
    assert (record / "mentions.csv").read_text(encoding="utf-8") == before


def test_events_show_and_explain(record: Path, reports: Path) -> None:
    store = record / "kronika.db"
    listed = kronika("events", "--store", store, "--to", "jsonl")
    events = [json.loads(raw) for raw in listed.stdout.splitlines()]
    assert any(event["kind"] == "event" for event in events)
    assert not [fault for event in events for fault in check_line(event)]
    shown = kronika("show", events[0]["id"], "--store", store)
    assert events[0]["type"] in shown.stdout
    assert "“" in shown.stdout
    assert kronika("show", "nothing", "--store", store).returncode == 2
    assert "COERCE.arrest" in kronika("explain", reports / "hamburg.txt").stdout


def test_code_reads_standard_input_and_prints_lines_that_fit(record: Path) -> None:
    done = kronika("code", "-", "--to", "jsonl", stdin=LYON)
    found = [json.loads(raw) for raw in done.stdout.splitlines()]
    assert not [fault for line in found for fault in check_line(line)]
    assert any(line["kind"] == "mention" for line in found)


def test_bad_input_is_told_and_nothing_else_is_lost(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(HAMBURG, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (tmp_path / "table.csv").write_text("headline,body\nA,B\n", encoding="utf-8")
    (tmp_path / "odd.txt").write_bytes("Police arrested two men in Riga.\x00\x07".encode("utf-16"))
    (tmp_path / "page.html").write_text(
        "<html><script>alert(1)</script><p>Nurses went on strike in Riga.</p>", encoding="utf-8"
    )
    done = kronika("run", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 1
    for name in ("empty.txt", "cut.pdf", "table.csv"):
        assert name in done.stderr
    assert "headline" in done.stderr, "a table without a text column says which columns there are"
    with open_store(tmp_path / "out" / "kronika.db") as store:
        assert any("dockers" in report.text for report in store.reports())
        assert any(mention.type == "PROTEST" for mention in store.mentions())


def test_another_language_is_kept_and_told(tmp_path: Path) -> None:
    text = "Die Polizei hat am Sonntag in Minsk vierzig Demonstranten festgenommen. Die Gewerkschaft protestierte dagegen heftig."
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "de.txt").write_text(text, encoding="utf-8")
    done = kronika("code", reports / "de.txt", "--to", "jsonl")
    kinds = [json.loads(raw)["kind"] for raw in done.stdout.splitlines()]
    assert kinds == ["report", "problem"]
    assert "de.txt: no reader for the language" in done.stderr
    assert done.returncode == 1
    (reports / "undated.txt").write_text("Police arrested nine weavers in Lodz on Sunday.", encoding="utf-8")
    (reports / "dated.txt").write_text(HAMBURG, encoding="utf-8")
    assert kronika("run", reports, "-o", tmp_path / "record").returncode == 1
    page = (tmp_path / "record" / "index.html").read_text("utf-8")
    assert "could be read and coded as it came: 1 problem, listed in record.jsonl" in page
    listed = kronika("events", "--store", tmp_path / "record" / "kronika.db").stdout
    assert listed.index("2021-05-13") < listed.index("no day")


def test_a_killed_run_goes_on_to_the_same_record(tmp_path: Path) -> None:
    rows = [{"id": str(i), "text": HAMBURG.replace("300", str(300 + i)), "published": "2021-05-14"} for i in range(120)]
    table = tmp_path / "t.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "kronika", "add", str(table), "--store", str(tmp_path / "killed.db")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if (tmp_path / "killed.db").exists():
            with open_store(tmp_path / "killed.db") as store:
                if next(iter(store.mentions()), None) is not None:
                    break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert kronika("add", table, "--store", tmp_path / "killed.db").returncode == 0
    assert kronika("add", table, "--store", tmp_path / "whole.db").returncode == 0
    with open_store(tmp_path / "killed.db") as killed, open_store(tmp_path / "whole.db") as whole:
        assert list(killed.mentions()) == list(whole.mentions())
        assert list(killed.claims()) == list(whole.claims())
        assert list(killed.events()) == list(whole.events())


def test_publishing_that_is_killed_leaves_the_old_files_whole(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    assert kronika("publish", folder, "--store", record / "kronika.db").returncode == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    command = [
        sys.executable,
        "-m",
        "kronika",
        "publish",
        str(folder),
        "--store",
        str(record / "kronika.db"),
        "--no-text",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None and not list(folder.glob(".*.part")):
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
    assert left == before
    assert kronika("publish", folder, "--store", record / "kronika.db").returncode == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_edition_of_a_part_says_how_much_it_is(record: Path, tmp_path: Path) -> None:
    store = ("--store", record / "kronika.db")
    done = kronika(
        "publish", tmp_path / "may", *store, "--from", "2021-05-14", "--to", "2021-05-31", "--country", "fra"
    )
    assert done.returncode == 0, done.stderr
    with (tmp_path / "may" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["country"] for row in rows} == {"FRA"}
    assert f"{len(rows)} of " in done.stdout
    assert "from 2021-05-14 to 2021-05-31, in FRA" in done.stdout
    assert kronika("publish", tmp_path / "x", *store, "--from", "May").returncode == 2
    assert "ISO 3166" in kronika("publish", tmp_path / "x", *store, "--country", "Atlantis").stderr


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = kronika("events", "--store", tmp_path / "none.db")
    assert done.returncode == 2
    assert "kronika add" in done.stderr


def test_wrong_names_get_an_error_line_that_says_what_there_is(record: Path, tmp_path: Path) -> None:
    store = ("--store", record / "kronika.db")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for arguments, words in (
        (("scheme", "show", "COERCE.arest"), "it has seize"),
        (("scheme", "show", "COERCE.arrest/none"), "no rule"),
        (("evaluate", tmp_path / "none.jsonl"), "no such file or folder"),
        (("publish", tmp_path / "file", *store), "cannot be written to as a folder"),
        (("publish", tmp_path / "x", *store, "--from", "2021-05-20", "--to", "2021-05-02"), "lies behind the last"),
    ):
        done = kronika(*arguments)
        assert (done.returncode, done.stderr.startswith("error: ")) == (2, True), done.stderr
        assert words in done.stderr
    assert "there are ASSAULT" in kronika("events", "--type", "PROTEST.strikes", *store).stderr


OFFLINE = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise RuntimeError(f"the network was touched: {event} {arguments}")

sys.addaudithook(refuse)
from kronika.cli import main
main()
"""


def test_the_whole_flow_with_the_network_cut_off(reports: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", OFFLINE, "run", str(reports), "-o", str(tmp_path / "record")]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "KRONIKA_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "record" / "index.html").exists()


def test_lines_are_what_the_store_holds(record: Path) -> None:
    with open_store(record / "kronika.db") as store:
        written = (record / "record.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(written) == sum(1 for _ in lines.record_lines(store))


def test_a_persons_verdicts_go_out_to_a_spreadsheet_and_come_back(record: Path, tmp_path: Path) -> None:
    store = tmp_path / "copy.db"
    store.write_bytes((record / "kronika.db").read_bytes())
    table = tmp_path / "review.csv"
    assert kronika("review", "export", table, "--store", store).returncode == 0
    assert stat.S_IMODE(table.stat().st_mode) == 0o600
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    claim = next(row for row in rows if row["kind"] == "claim")
    claim["verdict"] = "reject"
    rows.append({**claim, "id": "cnothing", "verdict": "accept"})
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(claim))
        writer.writeheader()
        writer.writerows(rows)
    done = kronika("review", "import", table, "--by", "a reader", "--store", store)
    assert done.returncode == 1
    assert "refused" in done.stderr
    with open_store(store) as opened:
        assert [(review.claim, review.verdict, review.by) for review in opened.reviews()] == [
            (claim["id"], "reject", "a reader")
        ]


def test_what_a_report_holds_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("Police arrested \x1b]0;owned\x07\x1b[31mfive men in Lyon on Sunday, \u202eofficers said.", "utf-8")
    for command in (("code", path), ("code", tmp_path / "\x1b[2J.txt")):
        done = kronika(*command)
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout + done.stderr), command


def test_a_run_that_reads_nothing_says_so_and_points_to_no_page(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = kronika("run", tmp_path / "empty.txt", "-o", tmp_path / "record")
    assert done.returncode == 2
    assert "no report could be read" in done.stderr
    assert "Look at it" not in done.stdout


def test_verdicts_are_read_in_whatever_a_spreadsheet_saves_and_codes_are_checked(record: Path, tmp_path: Path) -> None:
    store = tmp_path / "kronika.db"
    store.write_bytes((record / "kronika.db").read_bytes())
    assert kronika("review", "export", tmp_path / "out.csv", "--store", store).returncode == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = [row for row in rows if row["field"] == "type"]
    kinds[0] |= {"verdict": "correct", "corrected": "BANANA"}
    kinds[1] |= {"verdict": "correct", "corrected": "protest"}
    kinds[2] |= {"verdict": "reject", "note": "déjà vu – “no”"}
    with (tmp_path / "back.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = kronika("review", "import", tmp_path / "back.csv", "--by", "A. Reader", "--store", store)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert "'BANANA' is no type of the scheme" in done.stderr
    assert "2 verdicts on claims" in done.stdout
    with open_store(store) as opened:
        held = {review.verdict: review for review in opened.reviews()}
    assert held["correct"].value == "PROTEST", "however the code is written, the scheme's is kept"
    assert held["reject"].note == "déjà vu – “no”"
