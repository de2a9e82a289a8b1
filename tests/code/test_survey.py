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
        ("The mayor, who never came to a deal with liberalism, resigned.", "deal"),
        ("The envoy tried to strong-arm Chad into a settlement.", "arm"),
    ],
)
def test_what_is_no_happening(tools: Tools, text: str, trigger: str) -> None:
    said, mentions = coded(tools, text)
    assert trigger not in [m.trigger.of(said) for m in mentions]


@pytest.mark.parametrize(
    ("text", "trigger", "status", "extent"),
    [
        ("Their first step was the building of a general strike.", "strike", "hypothetical", "single"),
        ("The president cannot accede to the demands of the miners.", "accede", "negated", "single"),
        ("As of Thursday, the army had arrested more than 900 people.", "arrested", "actual", "several"),
        (
            "Students are taking to the streets in several towns across the country too.",
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


def told(tools: Tools, text: str) -> list[str]:
    """ "TYPE.mode [trigger] actors > recipients" of each mention, by heads."""
    said, mentions = coded(tools, text)
    return [
        f"{m.type}.{m.mode} [{m.trigger.of(said)}] {', '.join(a.head.of(said) for a in m.actors)}"
        f" > {', '.join(r.head.of(said) for r in m.recipients)}"
        for m in mentions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Guards were kicking, twisting the arms of, and detaining strikers on the square.",
            ["ASSAULT.beat [kicking] Guards > strikers", "COERCE.arrest [detaining] Guards > strikers"],
        ),
        (
            "The minister released a statement denouncing “continuing violence against nurses” in Chile.",
            ["ACCUSE.disapprove [denouncing] minister > ", "ASSAULT.None [violence]  > nurses"],
        ),
        (
            "Among those condemning the general is the government of Peru.",
            ["ACCUSE.disapprove [condemning] government > general"],
        ),
        (
            "A peaceful stand-off between police officers and demonstrators turned violent.",
            ["PROTEST.riot [stand-off] demonstrators > officers"],
        ),
        ("Two bankers are facing fraud charges.", ["ACCUSE.investigate [charges]  > bankers"]),
    ],
)
def test_who_did_what_to_whom(tools: Tools, text: str, expected: list[str]) -> None:
    assert told(tools, text) == expected


def test_those_who_join_a_strike_and_their_trades(tools: Tools) -> None:
    text = (
        "Dockers at Chile's largest yard, Albatros, went on strike, and were joined by fellow dockers at other "
        "yards, including towing, repair, paint and rope yards."
    )
    said, mention = one_of(tools, text, "strike")
    assert [a.span.of(said) for a in mention.actors] == [
        "Dockers at Chile's largest yard, Albatros",
        "fellow dockers at other yards, including towing, repair, paint and rope yards",
    ]


def test_a_name_in_quotation_marks_within_a_phrase(tools: Tools) -> None:
    text = "The ZAO “Volna Serova” glass works’ employees have circulated a letter with these demands:\n\n"
    said, mention = one_of(tools, text + "  1. Release the two editors.\n  2. Stop the raids.", "demands")
    assert [a.span.of(said) for a in mention.actors] == ["The ZAO “Volna Serova” glass works’ employees"]
    assert mention.mode == "yield"


def test_what_is_wanted_besides(tools: Tools) -> None:
    text = "In addition to ending the siege and freeing captives, the bishops demand that Chile hold an election."
    said, freeing = one_of(tools, text, "freeing")
    assert (freeing.status, [a.head.of(said) for a in freeing.actors]) == ("hypothetical", ["Chile"])
    _, demand = one_of(tools, text, "demand")
    assert [c.span.of(said) for c in demand.content][:2] == ["ending the siege", "freeing captives"]


def test_a_content_goes_on_to_the_mark_that_closes_it(tools: Tools) -> None:
    text = "The bishops are demanding that Chile create a “council of all parties that would have to find a way out.”"
    said, demand = one_of(tools, text, "demanding")
    assert demand.content[0].span.of(said).endswith("find a way out")


def test_what_a_bracket_puts_into_a_quotation_is_the_reports_own(tools: Tools) -> None:
    text = "“Anna Kern [one of the editors who is detained in Lima] was never asked,” the bishop said."
    said, mention = one_of(tools, text, "detained")
    assert mention.voice.kind == "publisher"
    assert [r.span.of(said) for r in mention.recipients] == ["one of the editors"]


def test_an_official_on_a_recording_is_the_one_it_is_of(tools: Tools) -> None:
    text = (
        "A recording of the head of the election board in Pernik, Petar Vidov, was published in which the official states "
        "that the results were falsified."
    )
    _, mention = one_of(tools, text, "falsified")
    assert mention.voice.medium == "recording"
    assert mention.voice.speaker is not None
    assert mention.voice.speaker.name == "Petar Vidov"


def test_where_somebody_lives_is_not_where_she_speaks(tools: Tools) -> None:
    _, mention = one_of(tools, "Olga Petrova, a nurse and exile in Chile, ridiculed the minister.", "ridiculed")
    assert mention.place is None


def test_whose_president_somebody_is(tools: Tools) -> None:
    text = "Police in Lima arrested ten people in Peru. The mayor of Lima accused Ada Poe of Chile of sending spies."
    _, mention = one_of(tools, text, "accused")
    assert [r.country for r in mention.recipients] == ["CHL"]


def test_a_tag_speaks_for_the_whole_of_a_sentence_that_lines_break(tools: Tools) -> None:
    text = (
        "LIMA, 12 May 2021 (Port Gazette) - More than 300 dockers walked off the job at the San Marco terminal on Tuesday,\n"
        "demanding shorter shifts, the dockers' union said. A police spokesman denied that officers had beaten them."
    )
    said, strike = one_of(tools, text, "walked")
    assert strike.voice.speaker is not None
    assert strike.voice.speaker.head.of(said) == "union"
    assert [c.span.of(said) for c in strike.content] == ["shorter shifts"]
    _, beating = one_of(tools, text, "beaten")
    assert (beating.status, str(beating.date.first) if beating.date else None) == ("negated", "2021-05-11")
    assert beating.place is not None


def test_a_day_told_elsewhere_in_a_paragraph_is_not_that_of_another_country(tools: Tools) -> None:
    text = (
        "A rally was held in Oslo on the evening of 11 May. An exile read out the demands of the dockers taking industrial "
        "action in Chile against the cuts."
    )
    _, strike = one_of(tools, text, "action")
    assert strike.date is None


def test_western_leaders_speak_in_public(tools: Tools) -> None:
    said, call = one_of(tools, "Western leaders call for sanctions against Peru.", "call")
    assert [a.head.of(said) for a in call.actors] == ["leaders"]


def test_whose_government_condemns_is_not_where_it_does(tools: Tools) -> None:
    text = "Among those condemning the general is the government of Peru, where miners went on strike."
    _, mention = one_of(tools, text, "condemning")
    assert mention.place is None


def test_what_the_owner_of_something_is_accused_of(tools: Tools) -> None:
    said, charge = one_of(tools, "They accuse the owner of the mill of poisoning the river.", "accuse")
    assert [c.span.of(said) for c in charge.content] == ["poisoning the river"]
    assert [r.span.of(said) for r in charge.recipients] == ["the owner of the mill"]


def test_a_long_list_of_names_speaks_against_nothing(tools: Tools) -> None:
    text = "Police arrested 60 marchers in Lima on Monday.\n\n" + "\n".join(
        f"{n}. Ana Ruiz Calderon Vega" for n in range(1, 61)
    )
    said, mentions = coded(tools, text)
    assert next(m for m in mentions if m.trigger.of(said) == "arrested").confidence > 0.8
