"""The sentence: readable, complete, and honest about what is not said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from kronika.publish.happenings import happenings
from kronika.publish.parties import distinct
from kronika.publish.sentences import Facts, plain_sentence, sentence_of, tell_happening
from kronika.publish.tables import event_row
from kronika.publish.wording import date_words, group_of, label_of, load_wording
from kronika.records import Date, Voice
from tests.publish.fixture import record

EXPECTED = {
    "e-arrests": "Police arrested people in Halvik, Estonia on Friday 12 March 2021.",
    "e-appeal": "Free Dockers' Union made a demand of port authority in March 2021 (not said: where);"
    " wanted: “reinstate the 14 dismissed workers”.",
    "e-beating": "Police beat men who were sitting on the ground in Halvik, Estonia (not said: when).",
    "e-cannon": "Officers used crowd-control force in Mole Street, Estonia on Saturday 13 March 2021.",
    "e-quiet": "No one was arrested in Tolmar, Estonia (not said: by whom, when).",
    "e-talks": "The government will hold talks with Free Dockers' Union on Tuesday 16 March 2021 (not said: where;"
    " announced or expected, not yet happened).",
}


@pytest.mark.parametrize("id_", EXPECTED)
def test_events_read_as_english(id_: str) -> None:
    happening = next(one for one in happenings(record()) if one.event.id == id_)
    assert plain_sentence(sentence_of(tell_happening(happening))).startswith(EXPECTED[id_])


def test_every_number_stands_with_who_claims_it() -> None:
    happening = next(one for one in happenings(record()) if one.event.id == "e-march")
    pieces = {role: words for role, words in sentence_of(tell_happening(happening)) if role}
    assert pieces["number"] == (
        "Took part: “More than 6,000” (Free Dockers' Union), “about 2,500” (Police), “6,700 people” (Free Dockers' Union)."
    )
    assert pieces["says"] == "Who says so: Free Dockers' Union (in Harbour News); Police (in Harbour News)."


def facts(type_: str, mode: str | None = None, **known: Any) -> Facts:
    """Facts of which nothing is known but what is given."""
    empty: dict[str, Any] = {"actors": (), "recipients": (), "place": None, "date": None, "numbers": (), "says": ()}
    return Facts(type_, mode, **{**empty, **known})


FORMS = [
    (facts("COERCE", "arrest"), "Arrest (not said: who, whom, where, when)."),
    (
        facts("PROTEST", "demo", place="Tolmar", status="negated"),
        "Demonstration in Tolmar (not said: who, when; said not to",
    ),
    (facts("PROTEST", recipients=("The owner",)), "Somebody protested against the owner (not said: who, where, when)."),
    (facts("COERCE", "arrest", recipients=("a miner",)), "A miner was arrested (not said: by whom, where, when)."),
    (facts("COERCE", "arrest", recipients=("two miners",), status="negated"), "Two miners were not arrested"),
    (facts("COERCE", "arrest", recipients=("a miner",), status="future"), "A miner will be arrested"),
    (
        facts("PROTEST", "strike", actors=("miners",), place="Tolmar", date="in 2021", status="negated"),
        "Miners did not go on strike in Tolmar in 2021.",
    ),
    (
        facts("ASSAULT", "abduct", actors=("men",), recipients=("a clerk",), attempted=True),
        "Men tried to abduct a clerk",
    ),
    (facts("ASSAULT", "crowd-control", actors=("police",)), "Police used crowd-control force (not said: where, when)."),
    (facts("ASSAULT", actors=("police",)), "Police used violence (not said: whom, where, when)."),
    (facts("PROTEST", "demo", actors=tuple("abcde")), "A, b, c and 2 more demonstrated"),
    (
        facts("REQUEST", actors=("x",), status="hypothetical"),
        "X would make a demand (not said: where, when; only supposed",
    ),
    (facts("COERCE", "arrest", recipients=("31",)), "31 were arrested"),
    (facts("COERCE", "arrest", recipients=("Mara S",)), "Mara S was arrested"),
    (facts("COERCE", "arrest", actors=("police",), recipients=("The owner",)), "Police arrested the owner"),
    (facts("NOVEL", "thing", actors=("x",), recipients=("y",)), "X did NOVEL.thing toward y"),
    (
        facts("FIGURE", "turnout", actors=("voters",), numbers=[("turnout", "“half” (A)")], says=["A"]),
        "A figure for voters. Turnout: “half” (A). Who says so: A.",
    ),
    (facts("FIGURE", "turnout"), "A figure. Who says so: nobody is named."),
]


@pytest.mark.parametrize(("told", "expected"), FORMS)
def test_forms(told: Facts, expected: str) -> None:
    assert plain_sentence(sentence_of(told)).startswith(expected)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2021, 3, 12), date(2021, 3, 12), "on Friday 12 March 2021"),
        (date(2021, 3, 8), date(2021, 3, 14), "between 8 and 14 March 2021"),
        (date(2021, 2, 27), date(2021, 3, 2), "between 27 February 2021 and 2 March 2021"),
        (date(2020, 2, 1), date(2020, 2, 29), "in February 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), "in 2020"),
        (date(2021, 3, 12), None, "since 12 March 2021"),
        (None, date(2021, 3, 12), "until 12 March 2021"),
        (None, None, None),
        (date(9999, 12, 1), date.max, "between 1 and 31 December 9999"),
    ],
)
def test_dates(first: date | None, last: date | None, expected: str | None) -> None:
    assert date_words(Date(None, first, last, "day")) == expected


def test_every_wording_is_whole() -> None:
    """A mode without its own verb takes its type's; what has a participle says what stands without a recipient."""
    wording = load_wording()
    assert set(wording) == {"groups", "types", "modes", "measures", "lists"}
    for code, words in {**wording["types"], **wording["modes"]}.items():
        assert set(words) <= {"label", "verb", "past", "done", "toward", "else", "elsed"}, code
        assert ("verb" in words) == ("past" in words), code
        assert ("else" in words) == ("elsed" in words), code
        assert yaml.safe_load(str(words["label"])), code
    grouped = [type_ for group in wording["groups"].values() for type_ in group["types"]]
    assert sorted(grouped) == sorted(wording["types"])
    assert label_of("COERCE", None) == "Coercion"
    assert group_of("NOVEL") == "other"


def test_the_scheme_s_types_and_modes_have_words() -> None:
    from kronika.scheme import load_scheme

    wording = load_wording()
    for name, type_ in load_scheme().types.items():
        assert name in wording["types"]
        for mode in type_.modes:
            assert f"{name}.{mode}" in wording["modes"], f"{name}.{mode} has no wording"


def test_a_number_can_have_another_voice_than_its_telling() -> None:
    """Officers used water cannon, a doctor told; the police count the hurt."""
    source = record()
    paper = next(draft for draft in source.drafts if draft.report.id == "r-harbour")
    at = next(i for i, mention in enumerate(paper.mentions) if mention.mode == "crowd-control")
    police = Voice("named", paper.who("Police"), stance="denies")
    number = replace(paper.mentions[at].quantities[0], voice=police)
    paper.mentions[at] = replace(paper.mentions[at], quantities=(number,))
    happening = next(one for one in happenings(source) if one.event.id == "e-cannon")
    sentence = plain_sentence(sentence_of(tell_happening(happening)))
    assert "Injured: “at least nine people” (Police denies)." in sentence
    assert "Who says so: a hospital doctor (in Harbour News); Police, denying it (in Harbour News)." in sentence
    row = event_row(happening)
    assert (row["injured_low"], row["injured_says"]) == (None, "Police denies")


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["Residents", "residents who had blocked"], ["Residents"]),
        (["residents who had blocked the road", "The residents"], ["The residents"]),
        (["Farmers", "farmers with tractors"], ["farmers with tractors"]),
        (["The farmers", "farmers", "Farmers"], ["The farmers"]),
        (["Workers of the Velm works", "people", "the workers of Velm"], ["Workers of the Velm works"]),
        (["police", "Riot police", "soldiers"], ["Riot police", "soldiers"]),
        (["demonstrators", "at least 100", "all those"], ["demonstrators"]),
        (["Thousands", "people"], ["Thousands"]),
        (["people"], ["people"]),
        (["he", "Mara Lind", "Lind"], ["Mara Lind"]),
        (["men of Velm", "men of Halvik"], ["men of Velm", "men of Halvik"]),
        (["the party", "a group of miners", "miners"], ["the party", "a group of miners", "miners"]),
        ([], []),
    ],
)
def test_the_same_people_are_named_once(names: list[str], left: list[str]) -> None:
    assert distinct(names) == left
