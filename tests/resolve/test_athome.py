"""Where a report says nothing nearer, what people do at home lies in the country that the report is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Mention, Reading
from kronika.resolve.athome import at_home

ABOUT = (
    "Unrest goes on in Peru\n\nProtests against the Peruvian government went on across Peru this week. The Peruvian congress met "
    "on Tuesday. Its deputies spoke of the price of fuel. {told}"
)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def placeless(tools: Tools, told: str) -> tuple[Mention, Reading]:
    """The last mention of a report about Peru as it is before any place is given, and the report's reading."""
    (one,) = code_reports([gather_text(ABOUT.format(told=told), published="2022-10-20")], tools)
    return replace(one.mentions[-1], place=None), one.reading


def test_what_all_of_one_country_do_lies_there(tools: Tools) -> None:
    mention = at_home(*placeless(tools, "The Peruvian army arrested 60 Peruvian miners."), "PER")
    assert mention.place is not None
    assert (mention.place.name, mention.place.country, mention.place.basis) == ("Peru", "PER", "actor")


@pytest.mark.parametrize(
    "told",
    [
        "Chilean police beat 60 Peruvian miners.",
        "The Peruvian army killed 60 Peruvian miners in Chile.",
        "The Peruvian government met Peruvian miners.",
        "The Peruvian army may arrest Peruvian miners.",
    ],
)
def test_what_may_lie_elsewhere(tools: Tools, told: str) -> None:
    assert at_home(*placeless(tools, told), "PER").place is None


def test_towns_that_head_paragraphs_are_places(tools: Tools) -> None:
    text = (
        "Drivers' protests: a round-up\n\nAmritsar: Drivers blocked the highway to Jalandhar on Saturday.\n\n"
        "Hisar: Police detained nine drivers on Saturday.\n\nMeerut: Shops stayed shut on Saturday after a rally.\n\n"
        "Karnal: Drivers marched to the depot on Saturday."
    )
    (one,) = code_reports([gather_text(text, published="2022-10-20")], tools)
    placed = {m.trigger.of(one.report.text): m.place.name for m in one.mentions if m.place is not None}
    assert placed["blocked"] == "Amritsar"
    assert (placed["detained"], placed["marched"]) == ("Hisar", "Karnāl")


def test_we_are_whoever_signs_the_statement(tools: Tools) -> None:
    text = (
        "Free the villagers\n\nAndean Law Forum, La Paz, 4 June 2021\n\nThe Andean Law Forum condemns the arrest of six farmers "
        'in Oruro.\n\nWe demand their release. "We demand a doctor," said one of them.'
    )
    (one,) = code_reports([gather_text(text)], tools)
    demands = [m for m in one.mentions if m.why.lemma == "demand"]
    assert demands[0].actors[0].name == "Andean Law Forum"
    assert all(m.actors[0].name != "Andean Law Forum" for m in demands[1:])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A reporter saw guards hit a woman as she lay on the ground.\n\nThe governor, Rosa Tembe, later heard the drivers. "
            "She promised that wages would be paid by Friday.",
            "Rosa Tembe",
        ),
    ],
)
def test_she_is_somebody_named_since(tools: Tools, text: str, name: str) -> None:
    (one,) = code_reports([gather_text(text)], tools)
    assert one.mentions[-1].actors[0].name == name


def test_the_council_is_the_regional_council(tools: Tools) -> None:
    text = (
        "The regional council announced that the ward would shut. The union accused the council of misleading patients."
    )
    (one,) = code_reports([gather_text(text)], tools)
    assert one.mentions[-1].recipients[0].sectors == ("GOV",)


def test_towns_with_a_dash_head_paragraphs_too(tools: Tools) -> None:
    text = (
        "Women march on three continents\n\nLima - Some 9,000 women marched in Peru's largest rally on Sunday.\n\n"
        "Bishkek - Masked men beat marchers near the Kyrgyz parliament. Police detained nine women.\n\n"
        "Madrid – The march drew 3,000 people. Officers used tear gas."
    )
    (one,) = code_reports([gather_text(text, published="2022-10-20")], tools)
    said = one.report.text
    told = {m.trigger.of(said): m for m in one.mentions}
    places = {word: m.place.name for word, m in told.items() if m.place is not None}
    assert [places[word] for word in ("marched", "beat", "detained", "gas")] == ["Lima", "Bishkek", "Bishkek", "Madrid"]
    assert [a.span.of(said) for a in told["beat"].actors] == ["Masked men"]
    assert (told["detained"].actors[0].country, told["gas"].actors[0].country) == ("KGZ", "ESP")


def test_what_a_live_report_tells_hour_by_hour_is_of_its_day(tools: Tools) -> None:
    text = (
        "LIVE from Tbilisi\nMonday, 4 March 2019\n\n22:30 Riot police are using water cannon in Tbilisi.\n\n"
        "21:10 Nine people have been detained.\n\n19:30 Students marched to the station.\n\n"
        "Similar rallies have been announced for Tuesday in Batumi."
    )
    (one,) = code_reports([gather_text(text)], tools)
    days = {m.trigger.of(one.report.text): str(m.date.first) for m in one.mentions if m.date is not None}
    assert days == {"cannon": "2019-03-04", "detained": "2019-03-04", "marched": "2019-03-04", "rallies": "2019-03-05"}


def test_where_somebody_studies_is_not_where_he_marches(tools: Tools) -> None:
    text = "Students march in Lima\n\nStudents from the State University marched to the palace in Lima on Monday."
    (one,) = code_reports([gather_text(text, published="2022-10-20")], tools)
    assert {m.place.name for m in one.mentions if m.place is not None} == {"Lima"}


def test_in_a_live_report_what_goes_on_is_no_habit(tools: Tools) -> None:
    text = (
        "LIVE from Lima\nMonday, 4 March 2019\n\n22:30 Drivers block the bridge in Lima with buses.\n\n"
        "21:10 The president refuses to resign.\n\n19:30 Students march to the station."
    )
    (one,) = code_reports([gather_text(text)], tools)
    assert {(m.extent, str(m.date.first)) for m in one.mentions if m.date is not None} == {("single", "2019-03-04")}
    assert len([m for m in one.mentions if m.date is not None]) == 3
