"""What long surveys of a country's unrest taught: each sentence is invented, read by the shipped reader and coded whole."""

from __future__ import annotations

import pytest

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Entity, Mention


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def coded(tools: Tools, text: str) -> tuple[str, list[Mention]]:
    (one,) = code_reports([gather_text(text, published="2021-05-14")], tools)
    return one.report.text, list(one.mentions)


def one_of(tools: Tools, text: str, trigger: str) -> tuple[str, Mention]:
    """The mention at a trigger word, which must be there."""
    said, mentions = coded(tools, text)
    return said, next(m for m in mentions if m.trigger.of(said) == trigger)


def town(entity: Entity) -> str | None:
    return entity.place.name if entity.place else None


def test_each_plant_of_a_list_is_an_actor_in_its_own_town(tools: Tools) -> None:
    text = (
        "Workers have been on strike in Bulgaria since Monday. Other firms that joined the strike include the DAGOT paint "
        "works in Ruse, the Bulgarian Copper Company smelter & rolling mill in Pernik, Trambus Garage #9 in Varna, the Sliven "
        "wool mill and a bakery."
    )
    said, mentions = coded(tools, text)
    strike = mentions[-1]
    assert [(a.span.of(said), town(a)) for a in strike.actors] == [
        ("the DAGOT paint works", "Ruse"),
        ("the Bulgarian Copper Company smelter & rolling mill", "Pernik"),
        ("Trambus Garage #9", "Varna"),
        ("the Sliven wool mill", "Sliven"),
        ("a bakery", None),
    ]
    assert strike.place is None or strike.place.name == "Bulgaria"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Officials fear for the mineral-rich territory occupied by Norway.", "occupied"),
        ("Police detained protesters supporting higher pensions.", "supporting"),
        ("The battle between the mayor and his rivals is not one between rich and poor.", "battle"),
        ("The mayor, having failed to come to a deal with liberalism, resigned.", "deal"),
    ],
)
def test_what_is_no_happening(tools: Tools, text: str, trigger: str) -> None:
    said, mentions = coded(tools, text)
    assert trigger not in [m.trigger.of(said) for m in mentions]


@pytest.mark.parametrize(
    ("text", "trigger", "status", "extent"),
    [
        ("The next step is the building of a general strike.", "strike", "hypothetical", "single"),
        ("The president cannot accede to the demands of the miners.", "accede", "negated", "single"),
        ("As of Thursday, the army had arrested more than 900 people.", "arrested", "actual", "several"),
        (
            "Students are also taking to the streets in smaller towns around the country.",
            "streets",
            "actual",
            "several",
        ),
    ],
)
def test_whether_and_how_often_it_happened(tools: Tools, text: str, trigger: str, status: str, extent: str) -> None:
    _, mention = one_of(tools, text, trigger)
    assert (mention.status, mention.extent) == (status, extent)


def test_what_is_wanted_is_in_the_voice_of_who_wants_it(tools: Tools) -> None:
    said, mention = one_of(tools, "The main demand of the miners is the resignation of the mayor.", "resignation")
    assert mention.status == "hypothetical"
    assert mention.voice.speaker is not None
    assert mention.voice.speaker.head.of(said) == "miners"


def test_a_channel_through_which_somebody_appeals_is_no_actor(tools: Tools) -> None:
    text = "The walkout followed an appeal issued by Volna on the messaging platform Signal for a general strike."
    said, mention = one_of(tools, text, "appeal")
    assert [a.head.of(said) for a in mention.actors] == ["Volna"]


def test_a_claim_not_only_of_one_thing(tools: Tools) -> None:
    said, mention = one_of(tools, "Petrov is claiming not just the presidency but also the army.", "claiming")
    assert mention.content[0].span.of(said) == "the presidency"


def test_who_resorts_to_violence_is_violent(tools: Tools) -> None:
    said, mention = one_of(tools, "The two governments resorted to violence to hold onto power.", "violence")
    assert [a.head.of(said) for a in mention.actors] == ["governments"]


def test_a_sentence_that_a_scrape_ran_into_another(tools: Tools) -> None:
    text = "Olga Petrova, a nurse, spoke to She criticised the ministry for its silence."
    _, mention = one_of(tools, text, "criticised")
    assert [a.name for a in mention.actors] == ["Olga Petrova"]
