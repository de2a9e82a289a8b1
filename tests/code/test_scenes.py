"""Where and when the events of a whole report happened, told by their own words or by the scene they belong to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Date


@cache
def tools() -> Tools:
    """The day and place of what little speaks for are asked too."""
    shipped = load_tools()
    trusting = replace(shipped.scheme.confidence, least=0.0)
    return replace(shipped, scheme=replace(shipped.scheme, confidence=trusting))


def told(text: str, *, published: str = "2021-05-14") -> dict[str, tuple[str, str | None]]:
    """Day ("first..last", one if they are the same) and place of each mention, by each word of its trigger."""
    (coded,) = code_reports([gather_text(text, published=published)], tools())
    return {m.trigger.of(coded.report.text): (_day(m.date), m.place.name if m.place else None) for m in coded.mentions}


def _day(date: Date | None) -> str:
    if date is None:
        return ""
    return str(date.first) if date.first == date.last else f"{date.first or ''}..{date.last or ''}"


def test_a_headline_and_what_follows_share_the_scene_of_the_lead() -> None:
    """Dockers clash with police in Gdynia

    Dozens of dockers marched through Gdynia on Wednesday against the sale of the port. Police fired rubber bullets at the
    gate of the shipyard.

    Nobody was arrested. The march ended in the evening."""
    text = test_a_headline_and_what_follows_share_the_scene_of_the_lead.__doc__ or ""
    found = told(text.replace("    ", ""))
    assert set(found.values()) == {("2021-05-12", "Gdynia")}


def test_a_report_returns_from_what_lies_before_to_its_scene() -> None:
    """Farmers blocked the bridge in Szeged on Thursday.

    The blockade followed a rally in Budapest on Monday, at which two people were injured.

    Police arrested nine farmers, a lawyer said."""
    found = told((test_a_report_returns_from_what_lies_before_to_its_scene.__doc__ or "").replace("    ", ""))
    assert found["blocked"] == found["arrested"] == ("2021-05-13", "Szeged")
    assert found["rally"] == found["injured"] == ("2021-05-10", "Budapest")


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # The day hangs on another clause of the sentence; the day of a saying is not the event's.
        ("Police used batons to disperse miners who had blocked a road in Oruro on Tuesday.", "used", ("2021-05-11", "Oruro")),
        ("Some 200 people marched in Oruro on Monday, the mayor said on Thursday.", "marched", ("2021-05-10", "Oruro")),
        (
            "Police stormed a camp in Oruro on Monday. It was the deadliest raid since the fall of the junta in 1994.",
            "raid",
            ("2021-05-10", "Oruro"),
        ),
        # What an event is about has a place and day of its own.
        ("On Monday nurses marched in Lyon in protest against the killing of a doctor.", "killing", ("", None)),
        # A march goes to a square, but is in its town.
        ("On Monday nurses marched in Lyon. They rallied on Carnot Square.", "rallied", ("2021-05-10", "Carnot Square")),
        ("Nine people have been arrested in Lyon since Monday.", "arrested", ("2021-05-10..2021-05-14", "Lyon")),
        ("Teachers rallied in Lyon. Nurses had gone on strike on Monday.", "strike", ("2021-05-10", "Lyon")),
        # Since when, and so long before or after what else.
        ("Nine people have been killed in Lyon since clashes began on Monday.", "killed", ("2021-05-10..2021-05-14", "Lyon")),
        ("Ministers resigned in Lyon on Tuesday, a day after crowds stormed the town hall.", "stormed", ("2021-05-10", "Lyon")),
        ("Nurses in Lyon were arrested on Tuesday, months after workers stormed a ward.", "stormed", ("", "Lyon")),
        ("Police shot a docker in Lyon on 3 May.\n\nTwo days after the shooting, nurses marched.", "marched",
         ("2021-05-05", "Lyon")),
        ("Gunmen shot a docker in Lyon on 3 May.\n\nTwo days after that attack, nurses marched.", "marched",
         ("2021-05-05", "Lyon")),
        ("Gunmen looted a shop in Lyon on Monday and took away a boy, whose body was found two days later.", "looted",
         ("2021-05-10", "Lyon")),
        # The days that later words count from are those of events, not of a statement.
        ("Soldiers killed nine men in Lyon on 3 May, a watch group said today. Two days later they arrested a nurse.", "arrested",
         ("2021-05-05", "Lyon")),
        ("Last month, on 9 April, police arrested nine dockers in Lyon.", "arrested", ("2021-04-09", "Lyon")),
        # A plan's day is not that of who made it.
        ("Dockers marched in Lyon on Monday. The mayor offered to hold talks on Sunday.", "offered", ("2021-05-10", "Lyon")),
        # The first words of a paragraph set its place.
        ("Dockers marched in Lyon on Monday.\n\nIn Nantes, lorries queued at the gate. Police arrested nine drivers.", "arrested",
         ("2021-05-10", "Nantes")),
        ("Lyon: Nurses marched on Monday.\n\nXanquilor Bay: Police arrested a docker.", "arrested", ("", None)),
        ("10 May: Nurses marched in Lyon. In Nantes, dockers blocked a gate.\n\n11 May: In Nantes, police shot a man.", "blocked",
         ("2021-05-10", "Nantes")),
        ("Gunmen looted a shop in Lyon on 3 and 4 May. Two days later they shot a docker.", "shot", ("2021-05-06", "Lyon")),
        ("Lyon: Nurses marched on Monday.\n\nNantes: Dockers blocked a gate.", "blocked", ("", "Nantes")),
        # The lead's own town before one that the headline only names, no scene's town for one that no list knows.
        ("Nurses end sit-in, two held in Nantes\n\nNurses in Lyon on Monday ended a sit-in. Hundreds had marched.", "marched",
         ("", "Lyon")),
        ("Aircraft bombed a bridge in Lyon on Monday. On Tuesday, soldiers killed a boy near Xanquilor.", "killed",
         ("2021-05-11", None)),
    ],
)  # fmt: skip
def test_one_event(text: str, trigger: str, expected: tuple[str, str | None]) -> None:
    assert told(text)[trigger] == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "place"),
    [
        ("In Syria rebels seized the town of Raqqa on Friday.", "seized", "Ar Raqqah"),
        ("The siege of Mosul by the army took a year, officials in Baghdad said.", "siege", "Mosul"),
        ("Soldiers pushed the rebels out of Homs.", "pushed", "Homs"),
    ],
)
def test_a_town_that_falls_is_where_it_happens(sentence: str, trigger: str, place: str) -> None:
    assert told(sentence)[trigger][1] == place


# Long reports range over days and places; what follows makes a report long and tells nothing.
LONG = " The harvest was poor this year." * 26


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # Many happenings are not where one of them was, whatever was told last.
        (
            "Strikes are spreading across Slovakia. Bakers walked out in Nitra on Wednesday. The strikes continue.",
            "strikes",
            ("", "Slovakia"),
        ),
        # Two paragraphs on, the day and town told last are another scene's.
        (
            f"Strikes are spreading across Slovakia.{LONG}\n\nBakers marched through Nitra on Wednesday.\n\n"
            "The mills are old.\n\nSoldiers snatched a baker off the street as he came home.",
            "snatched",
            ("", "Slovakia"),
        ),
        # A lead's day holds from where it is told.
        (
            "Miners accuse the ministry of Slovakia. Many say that the ministry falsified the tally. "
            "Bakers marched through Nitra on Wednesday.",
            "falsified",
            ("", "Nitra"),
        ),
        # The day of a saying is not that of what goes on.
        ("The mayor of Nitra appealed on Wednesday for films of those who are behind the marches.", "marches", ("", "Nitra")),
    ],
)  # fmt: skip
def test_one_event_of_a_long_report(text: str, trigger: str, expected: tuple[str, str | None]) -> None:
    assert told(text + LONG)[trigger] == expected


def test_who_speaks_elsewhere_is_not_on_the_scene() -> None:
    """Thousands marched through Tbilisi on Thursday and demanded a new vote.

    The European Union threatened sanctions. Hungary rejected the criticism."""
    found = told((test_who_speaks_elsewhere_is_not_on_the_scene.__doc__ or "").replace("    ", ""))
    assert found["demanded"] == ("2021-05-13", "Tbilisi")
    assert found["threatened"] == found["rejected"] == ("", None)


def test_a_report_filed_from_abroad_has_its_scene_in_the_country_of_its_headline() -> None:
    """Chad: Fighters killed nine herders, says report

    Dakar, 3 May 2021 - Fighters killed nine herders and burned two villages, the Basin Evidence Group said. They also
    abducted two nurses.

    The two sides met in Tunis on Friday."""
    text = test_a_report_filed_from_abroad_has_its_scene_in_the_country_of_its_headline.__doc__ or ""
    found = told(text.replace("    ", ""))
    assert {found[word][1] for word in ("killed", "burned", "abducted")} == {"Chad"}


def test_whoever_acts_is_of_the_country_that_opens_the_headline() -> None:
    text = "Haiti: Gunmen killed nine, group says\n\nSanto Domingo, 3 May 2021 - Gunmen killed nine people in Belfou on Sunday."
    (coded,) = code_reports([gather_text(text, published="2021-05-03")], tools())
    assert {actor.country for m in coded.mentions for actor in m.actors} == {"HTI"}


def test_a_word_that_says_who_somebody_is_has_a_day_of_its_own() -> None:
    text = "Bakers marched in Nitra on Wednesday. The name of the march was given by a blogger and banned candidate Ana Soto."
    assert told(text)["marched"] == ("2021-05-12", "Nitra")
    assert told(text)["banned"][0] == ""
