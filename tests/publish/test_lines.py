"""Every record has a line, every line fits the schema, and every quote is its slice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.publish import lines
from kronika.publish.happenings import Happening, Telling
from kronika.publish.schema import KINDS, check_line, load_schema
from kronika.records import Event, Problem, RecordSource, Report, Span, text_sha256
from tests.publish import strategies as some

TEXT = "Workers walked out — “enough”, they said 🏭 at the mill."

PRINTERS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any, str], lines.Json]]] = {
    "report": (some.reports, lambda report, text: lines.report_line(report)),
    "mention": (some.mentions, lines.mention_line),
    "figure": (some.figures, lines.figure_line),
    "claim": (some.claims, lines.claim_line),
    "problem": (some.problems, lines.problem_line),
    "event": (some.events, lambda event, text: lines.event_line(Happening(event, ()))),
    "relation": (some.relations, lambda relation, text: lines.relation_line(relation)),
    "episode": (some.episodes, lambda episode, text: lines.episode_line(episode)),
}


def test_every_record_of_a_source_has_a_printer_and_a_schema() -> None:
    streams = {name for name in vars(RecordSource) if name.endswith("s") and not name.startswith("_")}
    assert {name[:-1] for name in streams} == set(PRINTERS) == set(KINDS)
    assert [ref["$ref"] for ref in load_schema()["oneOf"]] == [f"#/$defs/{kind}" for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_fits_the_schema_and_every_quote_is_its_slice(kind: str) -> None:
    strategy, printer = PRINTERS[kind]

    @settings(max_examples=40, deadline=None)
    @given(strategy, some.texts)
    def check(record: Any, text: str) -> None:
        dumped = lines.dump_line(printer(record, text))
        assert "\n" not in dumped
        line = json.loads(dumped.encode("utf-8"))
        assert line["kind"] == kind
        assert check_line(line) == []
        assert list(line) == list(load_schema()["$defs"][kind]["properties"]), "keys come in the documented order"
        for quote in quotes_in({key: value for key, value in line.items() if key != "value"}):
            assert lines.clean(text)[quote["start"] : quote["end"]] == quote["text"]

    check()


@settings(max_examples=40, deadline=None)
@given(some.mentions, some.texts)
def test_an_event_slices_its_words_from_the_report_that_carries_them(mention: Any, text: str) -> None:
    event = Event(
        "e1",
        (mention.id,),
        (mention.report,),
        mention.type,
        mention.mode,
        place=mention.place,
        date=mention.date,
        actors=mention.actors,
    )
    report = Report(mention.report, text, text_sha256(text))
    line = json.loads(lines.dump_line(lines.event_line(Happening(event, (Telling(mention, report),)))))
    assert check_line(line) == []
    for entity in line["actors"]:
        assert entity["report"] == mention.report
        assert lines.clean(text)[entity["start"] : entity["end"]] == entity["text"]


def test_the_schema_refuses_what_the_record_does_not_know() -> None:
    line = lines.problem_line(Problem("gather", "not UTF-8", span=Span(0, 7)), TEXT)
    assert check_line(line) == []
    assert line["span"] == {"start": 0, "end": 7, "text": "Workers"}
    assert "surprise" in check_line({**line, "surprise": 1})[0]
    assert check_line({"kind": "rumour"}) == ["not a kind of line: 'rumour'"]
    assert check_line({key: value for key, value in line.items() if key != "stage"})
    assert check_line([]) == ["not a kind of line: None"]


def test_a_problem_without_a_report_names_its_file() -> None:
    assert lines.problem_line(Problem("gather", "empty file", origin="a/b.txt"))["message"] == "a/b.txt: empty file"


def quotes_in(value: Any) -> list[dict[str, Any]]:
    """Every object with an offset and words, however deep."""
    if isinstance(value, list):
        return [quote for item in value for quote in quotes_in(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("start") is not None and value.get("text") is not None else []
    return own + [quote for item in value.values() for quote in quotes_in(item)]
