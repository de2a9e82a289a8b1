"""Two reports are not two sources when one copies the other, credits it, forwards it, or quotes the same speaker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kronika.reconcile.independence import count_independent, credits, is_own_reporter, origins, same_name
from kronika.records import PUBLISHER, Mention, Report, Value
from tests.reconcile.build import entity, mention, named, number, report, run

LONG = (
    "Police detained 60 people in Minsk. The march had begun at noon near the river and moved along the avenue towards "
    "the square, where officers with shields closed the road and pushed the first rows back into the side streets."
)
OTHER = (
    "Sixty marchers were taken away on Thursday, lawyers who had waited outside the district stations wrote in a list. "
    "Police detained 60 people in Minsk. Relatives brought water and food and were told to come again in the morning."
)


def _arrested(*reports: Report, voices: dict[str, str] | None = None) -> Value:
    told: list[Mention] = []
    for one in reports:
        quoted = (voices or {}).get(one.id)
        voice = named(one, quoted, quoted) if quoted else PUBLISHER
        count = number(one, "60 people", "arrested", 60)
        told.append(
            mention(
                one, "detained", "COERCE", "arrest", recipients=[entity(one, "60 people")], numbers=[count], voice=voice
            )
        )
    (event,) = run(reports, told).events
    (value,) = event.values["arrested"]
    return value


def test_a_hundred_copies_of_one_report_are_one_source() -> None:
    value = _arrested(*(report(f"r{i:03d}", LONG, f"Paper {i}") for i in range(100)))
    assert value.independent == 1
    assert len(value.publishers) == 100
    assert "copies" in value.why


def test_two_reports_of_their_own_are_two_sources() -> None:
    assert _arrested(report("a", LONG, "Morning Post"), report("b", OTHER, "Radio Nine")).independent == 2


def test_two_papers_that_credit_one_agency_are_one_source() -> None:
    a = report("a", "MINSK (Varta) - " + LONG, "Morning Post")
    b = report("b", OTHER + "\n\nSource: Varta", "Radio Nine")
    value = _arrested(a, b)
    assert value.independent == 1
    assert "varta" in value.why


def test_a_forward_is_no_second_source() -> None:
    a, b = report("a", LONG, "Dvor"), report("b", OTHER, "Channel")
    assert _arrested(a, replace(b, forwarded_from="Dvor")).independent == 1


def test_one_speaker_quoted_by_two_papers_is_one_voice() -> None:
    a = report("a", LONG + " So said Olga Novak.", "Morning Post")
    b = report("b", OTHER + " That is what Olga Novak told us.", "Radio Nine")
    value = _arrested(a, b, voices={"a": "Olga Novak", "b": "Olga Novak"})
    assert value.independent == 1
    assert "quoted in 2 reports" in value.why


def test_a_body_that_publishes_and_is_quoted_is_one_voice() -> None:
    a = report("a", LONG, "Interior Ministry")
    b = report("b", OTHER + " The ministry gave the number.", "Radio Nine")
    assert _arrested(a, b, voices={"b": "The ministry"}).independent == 1


def test_an_unknown_publisher_counts_for_nothing_and_is_said() -> None:
    value = _arrested(report("a", LONG, "Morning Post"), report("b", OTHER, None))
    assert value.independent == 1
    assert "no publisher known for b" in value.why


def test_quotations_word_for_word_do_not_make_a_copy() -> None:
    speech = "“We came with flowers and they answered with shields and we will come again tomorrow and the day after.” "
    a = report("a", speech + "The women stood along the river for an hour and sang old songs.", "Morning Post")
    b = report("b", speech + "Traffic came to a halt in the evening as shops closed their doors early.", "Radio Nine")
    assert origins([a, b])["a"] is not origins([a, b])["b"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MINSK, August 13 (Varta) - Thousands marched.", "varta"),
        ("Thousands marched.\n\nSource: Baltic Wire", "baltic wire"),
        ("Thousands marched.\n\nReporting by Varta News", "varta news"),
        ("Thousands marched.\n/Varta/", "varta"),
        ("Forwarded from Dvor\nThousands marched.", "dvor"),
    ],
)
def test_credit_lines(text: str, name: str) -> None:
    assert credits(report("a", text)) == {name}


def test_no_credit_line_is_seen_where_there_is_none() -> None:
    assert credits(report("a", "The Union (founded in 1990) said so. It came from Minsk.")) == frozenset()


def test_names_of_one_body() -> None:
    assert same_name("The ministry", "Press service of the Interior Ministry")
    assert same_name("the Varta agency", "Varta News Agency")
    assert not same_name("police", "Morning Post")
    assert is_own_reporter("a correspondent")
    assert is_own_reporter("Our lawyers")
    assert not is_own_reporter("a local journalist")


def test_nobody_is_nothing() -> None:
    assert count_independent([], {}, {}) == (0, "")
