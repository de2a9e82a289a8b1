"""What words name: roles, countries, bodies, and the kinds of phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.scheme.lexicon import Lexicon, kind_of, load_lexicon
from kronika.scheme.words import PLOVER_CODES
from tests.code.trees import parse_report, parse_sentence

SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("words", "kind", "sector"),
    [
        ("riot police", "people", "COP"),
        ("the protesters", "person", "CVL"),
        ("deputy prime minister", "person", "GOV"),
        ("autoworkers", "person", "LAB"),
        ("healthcare workers", "person", "MED"),
        ("policewomen", "person", "COP"),
        ("opposition parties", "organisation", "PTY"),
        ("trade union", "organisation", "LAB"),
        ("general strike", "event", None),
    ],
)
def test_role(lexicon: Lexicon, words: str, kind: str, sector: str | None) -> None:
    role = lexicon.role(words.split())
    assert role is not None
    assert (role.kind, role.sectors[:1]) == (kind, (sector,) if sector else ())


def test_nouns_that_only_look_like_persons_are_none(lexicon: Lexicon) -> None:
    assert [lexicon.role([word]) for word in ("checklist", "fist", "talisman", "career")] == [None] * 4


def test_every_sector_is_one_of_plovers(lexicon: Lexicon) -> None:
    used = {sector for role in lexicon.roles.values() for sector in role.sectors}
    assert used | set(lexicon.modifiers.values()) <= SECTORS


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Belarusian", "BLR"),
        ("Belarusians", "BLR"),
        ("the United States", "USA"),
        ("US", "USA"),
        ("us", None),
        ("US-backed", "USA"),
        ("anti-Russian", None),
        ("Frenchmen", "FRA"),
        ("polish", None),
        ("South Sudan’s", "SSD"),
        ("Marmalade", None),
    ],
)
def test_country_of_word(lexicon: Lexicon, word: str, code: str | None) -> None:
    assert lexicon.country_of_word(word) == code


def test_bodies_are_known_by_name_and_abbreviation_in_capitals(lexicon: Lexicon) -> None:
    who, world = lexicon.body("WHO"), lexicon.body("the World Health Organization")
    assert who is not None
    assert who == world
    assert (who.code, who.id) == ("UNO", "body:world-health-organization")
    assert lexicon.body("who") is None


def test_bodies_of_many_countries(lexicon: Lexicon) -> None:
    """Codes and sectors are known ones; one name may be a body of several countries; an acronym speaks of its country."""
    sectors = {sector for role in lexicon.roles.values() for sector in role.sectors}
    bodies = [body for named in lexicon.namesakes.values() for body in named]
    assert {body.code for body in bodies} <= {*lexicon.countries, *PLOVER_CODES}
    assert {sector for body in bodies for sector in body.sectors} <= sectors
    assert not any(body.listed for body in bodies)
    assert {body.code for body in lexicon.bodies_named("NUT")} == {"GBR"}
    assert {"BGD", "TUN"} & {body.code for body in lexicon.bodies_named("RAB")} == {"BGD"}
    assert lexicon.signs["DENOSA"] == "ZAF"


def test_neighbours_are_mutual_and_known(lexicon: Lexicon) -> None:
    for country in lexicon.countries.values():
        for code in country.neighbours:
            assert country.code in lexicon.countries[code].neighbours


def test_a_scheme_folder_may_bring_its_own_roles(tmp_path: Path) -> None:
    """A user's own roles replace the package's, the countries stay."""
    roles = "roles:\n  - {kind: person, sectors: [OPP], words: 'bard, court bard'}\n"
    (tmp_path / "roles.yaml").write_text(
        roles + "suffixes: {}\nnot_persons: []\nquantities: many\nmodifiers: {}\ntitles: []\n"
    )
    own = load_lexicon(tmp_path)
    role = own.role(["court", "bards"])
    assert role is not None
    assert role.sectors == ("OPP",)
    assert own.country_of_word("Peru") == "PER"


def test_kinds_of_the_phrases_of_a_sentence(lexicon: Lexicon) -> None:
    text, sentence = parse_sentence("""
        Thousands thousand NOUN NNS 5 nsubj
        of of ADP IN 3 case
        nurses nurse NOUN NNS 1 nmod
        have have AUX VBP 5 aux
        accused accuse VERB VBN 0 root
        Minsk Minsk PROPN NNP 5 obj B-LOC
        of of SCONJ IN 8 mark
        ignoring ignore VERB VBG 5 advcl
        them they PRON PRP 8 obj
        in in ADP IN 11 case
        Minsk Minsk PROPN NNP 8 obl B-LOC
        . . PUNCT . 5 punct
    """)
    kinds = {i: kind_of(sentence, text, i, lexicon) for i in (0, 2, 5, 8, 10)}
    assert kinds == {0: "people", 2: "people", 5: "state", 8: "people", 10: "place"}


def test_a_relative_pronoun_is_what_its_noun_is(lexicon: Lexicon) -> None:
    report, reading = parse_report("""
        The the DET DT 2 det
        union union NOUN NN 6 nsubj
        which which PRON WDT 4 nsubj
        struck strike VERB VBD 2 acl:relcl
        has have AUX VBZ 6 aux
        won win VERB VBN 0 root
    """)
    assert kind_of(reading.sentences[0], report.text, 2, lexicon) == "organisation"
