"""States by their capitals and offices, and bodies by whom they join, read by the real reader."""

from __future__ import annotations

from functools import cache

import pytest

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Mention


@cache
def tools() -> Tools:
    return load_tools()


def coded(text: str) -> list[Mention]:
    (one,) = code_reports([gather_text(text, published="2021-05-14")], tools())
    return list(one.mentions)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Police arrested ten students in Chile's capital.", "Santiago"),
        ("Workers marched in the capital of Poland.", "Warsaw"),
        ("Riots broke out in the South Korean capital.", "Seoul"),
        ("Thousands rallied in the Kenyan capital, Nairobi.", "Nairobi"),
    ],
)
def test_a_capital_is_told_by_its_country(sentence: str, place: str) -> None:
    assert [m.place and m.place.name for m in coded(sentence)] == [place]


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient"),
    [
        ("Sudan accused Addis Ababa of aggression.", "SDN", "ETH"),
        ("Astana condemned the decree.", "KAZ", None),
        ("Ottawa imposed sanctions on Minsk.", "CAN", "BLR"),
    ],
)
def test_a_capital_that_acts_is_its_state_and_no_place(sentence: str, actor: str, recipient: str | None) -> None:
    mention = coded(sentence)[0]
    assert [(one.country, one.sectors) for one in mention.actors] == [(actor, ("GOV",))]
    assert [one.country for one in mention.recipients] == ([recipient] if recipient else [])
    assert mention.place is None


def test_a_guest_is_not_of_the_country_that_he_visits() -> None:
    mention = coded("Defence Secretary Ada Poe met Iraqi Prime Minister Selim Kern in Baghdad on Monday.")[0]
    assert [one.country for one in (*mention.actors, *mention.recipients)] == [None, "IRQ"]


def test_an_office_of_two_words_is_that_of_the_state_that_the_report_speaks_of() -> None:
    mentions = coded("Defense Secretary Ada Poe condemned the raid. Poe said that the United States would help.")
    assert [one.country for one in mentions[0].actors] == ["USA"]


@pytest.mark.parametrize(
    ("sentence", "sector"),
    [
        ("The National Federation of Nurses announced a strike.", "LAB"),
        ("The international coalition bombed a convoy.", "MIL"),
    ],
)
def test_what_a_body_is_by_whom_it_joins(sentence: str, sector: str) -> None:
    assert coded(sentence)[0].actors[0].sectors[0] == sector


def test_whom_a_phrase_stands_for_is_told_without_a_possessive() -> None:
    text = (
        "Our lawyers know the names of 73 people who were detained at the women's march in Minsk.\n\n"
        "At least eleven of the women were beaten in the buses, according to their relatives."
    )
    [women] = next(m for m in coded(text) if m.type == "ASSAULT").recipients
    assert women.antecedent is not None
    assert women.antecedent.of(text) == "women"
