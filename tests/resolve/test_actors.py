"""Actors filled: whose they are, what they are, who they are, and since when a number counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kronika.read import Reader, read_batch
from kronika.records import (
    Antecedent,
    Entity,
    Mention,
    Part,
    Place,
    Quantity,
    Reading,
    Report,
    Span,
    Voice,
    Why,
    text_sha256,
)
from kronika.resolve.actors import resolve_actors
from kronika.resolve.gazetteer import Gazetteer, open_gazetteer
from kronika.resolve.ground import ground
from kronika.scheme.lexicon import load_lexicon
from kronika.text import split_sentences
from tests.code.trees import parse_report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def entity(report: Report, words: str, *, occurrence: int = 0) -> Entity:
    start = -1
    for _ in range(occurrence + 1):
        start = report.text.index(words, start + 1)
    return Entity(Span(start, start + len(words)), Span(start, start + len(words)))


def fill(report: Report, reading: Reading, gazetteer: Gazetteer, *actors: Entity) -> tuple[Entity, ...]:
    """The entities as ``resolve_actors`` fills them, given as the actors of one mention."""
    lexicon = load_lexicon()
    grounded = ground(report, reading.sentences, gazetteer, lexicon)
    (mention,), _ = resolve_actors(report, grounded, [mention_of(report, actors)], [], lexicon, gazetteer)
    return mention.actors


def mention_of(report: Report, actors: tuple[Entity, ...] = ()) -> Mention:
    whole = Span(0, len(report.text))
    return Mention("m", report.id, "ACCUSE", "allege", whole, Span(0, 1), Why("x", None, "r"), 1.0, actors=actors)


PRESIDENT = """
    Peruvian peruvian ADJ JJ 2 amod
    President President PROPN NNP 3 nmod:desc
    Inés Inés PROPN NNP 5 nsubj B-PER
    Quispe Quispe PROPN NNP 3 flat I-PER
    resigned resign VERB VBD 0 root
    in in ADP IN 7 case
    Lima Lima PROPN NNP 5 obl B-LOC
"""
LATER = """
    Dockers docker NOUN NNS 2 nsubj
    cheered cheer VERB VBD 0 root
    Quispe Quispe PROPN NNP 2 obj B-PER
    because because SCONJ IN 6 mark
    she she PRON PRP 6 nsubj
    left leave VERB VBD 2 advcl
"""


def test_what_is_said_of_a_name_once_holds_for_its_other_mentions(gazetteer: Gazetteer) -> None:
    report, reading = parse_report(PRESIDENT, LATER)
    full, short = fill(report, reading, gazetteer, entity(report, "Quispe"), entity(report, "Quispe", occurrence=1))
    assert (full.name, full.country, full.sectors, full.role) == ("Inés Quispe", "PER", ("GOV",), "President")
    assert (short.name, short.country, short.role) == ("Inés Quispe", "PER", "President")
    assert short.antecedent is not None
    assert short.antecedent.of(report.text) == "Inés Quispe"


def test_a_pronoun_stands_for_the_person_named_before(gazetteer: Gazetteer) -> None:
    report, reading = parse_report(PRESIDENT, LATER)
    (she,) = fill(report, reading, gazetteer, entity(report, "she"))
    assert (she.name, she.country, she.sectors) == ("Inés Quispe", "PER", ("GOV",))


def test_the_reader_s_antecedent_comes_before_the_rules(gazetteer: Gazetteer) -> None:
    report, reading = parse_report(PRESIDENT, LATER)
    dockers = report.text.index("Dockers")
    told = Antecedent(4, 5, Span(dockers, dockers + 7), 0.9)
    first, second = reading.sentences
    reading = replace(reading, sentences=(first, replace(second, antecedents=(told,))))
    (she,) = fill(report, reading, gazetteer, entity(report, "she"))
    assert she.sectors == ("LAB",)


def test_a_husband_is_not_his_wife(gazetteer: Gazetteer) -> None:
    """Names of one family in their two forms stay two persons."""
    report, reading = parse_report(
        """
        Olga Olga PROPN NNP 3 nsubj B-PER
        Zorskaya Zorskaya PROPN NNP 1 flat I-PER
        married marry VERB VBD 0 root
        Ivan Ivan PROPN NNP 3 obj B-PER
        Zorsky Zorsky PROPN NNP 4 flat I-PER
        """,
        "Zorskaya Zorskaya PROPN NNP 2 nsubj B-PER\nwon win VERB VBD 0 root",
    )
    (short,) = fill(report, reading, gazetteer, entity(report, "Zorskaya", occurrence=1))
    assert short.name == "Olga Zorskaya"


VERB = "met meet VERB VBD 0 root"


@pytest.mark.parametrize(
    ("rows", "country", "sectors"),
    [
        (("Chilean Chilean ADJ JJ 2 amod", "nurses nurse NOUN NNS 3 nsubj"), "CHL", ("MED",)),
        (
            ("Ghana Ghana PROPN NNP 3 nmod:poss B-LOC", "~'s 's PART POS 1 case", "police police NOUN NN 4 nsubj"),
            "GHA",
            ("COP",),
        ),
        (("U.N. U.N. PROPN NNP 2 compound B-ORG", "inspectors inspector NOUN NNS 3 nsubj"), "UNO", ("COP",)),
        (("Quito Quito PROPN NNP 2 nsubj B-LOC",), "ECU", ("GOV",)),
        (("opposition opposition NOUN NN 2 compound", "students student NOUN NNS 3 nsubj"), None, ("EDU", "OPP")),
        (("Foreign foreign ADJ JJ 2 amod", "ministers minister NOUN NNS 3 nsubj"), None, ("GOV",)),
        (("ethnic ethnic ADJ JJ 2 amod", "Turks Turk PROPN NNPS 3 nsubj"), None, ("CVL",)),
    ],
)
def test_country_and_sectors_from_the_phrase_itself(
    rows: tuple[str, ...], country: str | None, sectors: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    report, reading = parse_report("\n".join((*rows, VERB)))
    (actor,) = fill(report, reading, gazetteer, entity(report, rows[-1].split()[0]))
    assert (actor.country, actor.sectors) == (country, sectors)


def test_states_and_bodies_are_known_by_id(gazetteer: Gazetteer) -> None:
    report, reading = parse_report("""
        Bolivia Bolivia PROPN NNP 2 nsubj B-LOC
        told tell VERB VBD 0 root
        the the DET DT 5 det
        United United PROPN NNP 5 compound B-ORG
        Nations Nations PROPN NNP 2 obj I-ORG
    """)
    bolivia, nations = fill(report, reading, gazetteer, entity(report, "Bolivia"), entity(report, "Nations"))
    assert (bolivia.known, nations.known, nations.country) == ("country:BOL", "body:united-nations", "UNO")


SCENES = """
    In in ADP IN 2 case
    Ghana Ghana PROPN NNP 5 obl B-LOC
    , , PUNCT , 5 punct
    police police NOUN NN 5 nsubj
    freed free VERB VBD 0 root
    students student NOUN NNS 5 obj
    who who PRON WP 8 nsubj
    marched march VERB VBD 6 acl:relcl
    in in ADP IN 10 case
    Togo Togo PROPN NNP 8 obl B-LOC
"""


def test_the_scene_of_the_own_clause_tells_the_country(gazetteer: Gazetteer) -> None:
    """The police act in Ghana; whoever marches does so in Togo."""
    report, reading = parse_report(SCENES)
    police, who = fill(report, reading, gazetteer, entity(report, "police"), entity(report, "who"))
    assert (police.country, police.sectors) == ("GHA", ("COP",))
    assert who.sectors == ("EDU",)


def test_an_actor_s_own_place(gazetteer: Gazetteer) -> None:
    report, reading = parse_report("""
        Miners miner NOUN NNS 4 nsubj
        from from ADP IN 3 case
        Oruro Oruro PROPN NNP 1 nmod B-LOC
        marched march VERB VBD 0 root
    """)
    (miners,) = fill(report, reading, gazetteer, entity(report, "Miners"))
    assert isinstance(miners.place, Place)
    assert (miners.place.name, miners.place.basis, miners.country) == ("Oruro", "actor", "BOL")


def test_unknown_stays_unknown(gazetteer: Gazetteer) -> None:
    report, reading = parse_report("Quazzle Quazzle PROPN NNP 2 nsubj B-PER\nspoke speak VERB VBD 0 root")
    (actor,) = fill(report, reading, gazetteer, entity(report, "Quazzle"))
    assert (actor.country, actor.sectors, actor.role, actor.known) == (None, (), None, None)


def test_a_cumulative_number_runs_from_the_day_told_to_publication(gazetteer: Gazetteer) -> None:
    report, reading = parse_report("""
        Police police NOUN NN 2 nsubj
        held hold VERB VBD 0 root
        40 40 NUM CD 4 nummod
        cyclists cyclist NOUN NNS 2 obj
        since since ADP IN 6 case
        Sunday Sunday PROPN NNP 2 obl
    """)
    lexicon = load_lexicon()
    forty = entity(report, "40")
    number = Quantity(forty.span, "arrested", "exactly", 40, 40, counts=entity(report, "cyclists"), scope="cumulative")
    mention = replace(mention_of(report), quantities=(number,), voice=Voice("named", entity(report, "Police")))
    grounded = ground(report, reading.sentences, gazetteer, lexicon)
    (filled,), _ = resolve_actors(report, grounded, [mention], [], lexicon, gazetteer)
    (quantity,) = filled.quantities
    assert (quantity.first, quantity.last) == (date(2020, 8, 9), date(2020, 8, 14))
    assert quantity.counts is not None
    assert quantity.counts.sectors == ("CVL",)
    assert filled.voice.speaker is not None
    assert filled.voice.speaker.sectors == ("COP",)


def test_a_report_without_a_reading_changes_nothing(gazetteer: Gazetteer) -> None:
    report = Report("r", "Nothing read.", "")
    mention = mention_of(report, (Entity(Span(0, 7), Span(0, 7)),))
    filled = resolve_actors(report, Reading("r", ()), [mention], [], load_lexicon(), gazetteer)
    assert filled == ((mention,), ())


KNOWN = [
    # sentence, whose head, country, sectors
    (
        "The Peruvian Teachers Association began a strike in Lima.",
        "Peruvian Teachers Association",
        "PER",
        ("LAB", "EDU", "SOC"),
    ),
    ("Maoists attacked a train in Nepal.", "Maoists", "NPL", ("REB",)),
    ("The army shelled al-Qaeda positions in Yemen.", "positions", "IMG", ("REB",)),
    ("Al-Qaeda fighters shelled the village.", "fighters", "IMG", ("REB",)),
    ("Ousted president Ana Lima was arrested in Haiti.", "Ana Lima", "HTI", ("ELI",)),
    ("President Alba threatened to attack Peru.", "Alba", None, ("GOV",)),
    ("An anti-Chilean newspaper was banned in Lima.", "newspaper", "PER", ("JRN",)),
    ("Tens of thousands of nurses throughout Greece staged rallies.", "nurses", "GRC", ("MED",)),
    ("The minister's supporters marched in Oslo.", "supporters", "NOR", ("CVL",)),
    ("The Pentagon denied that the Knesset was told.", "Pentagon", "USA", ("GOV",)),
    ("The Prime Minister and President Quispe met in Lima.", "Minister", "PER", ("GOV",)),
    ("Weavers were paid 2 crore in arrears and ended their strike.", "Weavers", "IND", ("LAB",)),
    ("Ivory Coast's Supreme Court rejected the appeal.", "Supreme Court", "CIV", ("JUD",)),
    ("Sadtu members marched in Bloemfontein.", "members", "ZAF", ("LAB",)),
    ("A Kenyan court fined the DCI for the raid.", "DCI", "KEN", ("COP",)),
    ("Police fired tear gas at pupils in Kandhamal district.", "Police", "IND", ("COP",)),
    ("Rights groups in Oslo condemned the raid.", "groups", "NOR", ("SOC",)),
    ("The committee of clerks and nurses staged a march in Oslo.", "committee", "NOR", ("LAB", "MED", "SOC")),
    ("A spokesman condemned the raid.", "spokesman", None, ()),
    ("Chilean leaders condemned the raid.", "leaders", "CHL", ("GOV",)),
    ("Foreign Secretary Ana Quazzle said the UK condemns the raid in Peru.", "Quazzle", "GBR", ("GOV",)),
    ("Hospital employees in Oslo staged a march.", "employees", "NOR", ("LAB", "MED")),
    ("Bank employees in Oslo staged a march.", "employees", "NOR", ("LAB",)),
    ("Officers of the banks in Oslo staged a march.", "Officers", "NOR", ("BUS",)),
    ("A traders' body condemned the raid in Oslo.", "body", "NOR", ("BUS",)),
    ("Leaders condemned the raid.", "Leaders", None, ()),
    ("China's neighbours condemned the raid.", "neighbours", None, ("CVL",)),
    ("Chief Minister Dr Ana Quazzle condemned the raid.", "Quazzle", None, ("GOV",)),
    ("Ana Quazzle met Peruvian miners.", "Ana Quazzle", None, ()),
    ("Congress workers attacked the stall.", "workers", None, ("PTY",)),
    ("Leaders and workers of the Communist Party were arrested in Quito.", "workers", "ECU", ("PTY",)),
    ("Police said the protesters had blocked the bridge.", "protesters", None, ("CVL",)),
    ("NAFPL president Ana Quazzle condemned the raid.", "Quazzle", None, ()),
    ("The party condemned the arrest of its chief Ana Quazzle.", "Quazzle", None, ("PTY",)),
    ("Villagers attacked Block Education Officer Ana Quazzle.", "Quazzle", None, ("EDU",)),
    ("Zulu-speakers were attacked in Lima.", "speakers", "PER", ("CVL",)),
    ("Hong Kong's chief executive condemned the raid.", "executive", "HKG", ("GOV",)),
    ("Miners condemned the tax that the Centre announced.", "Centre", "IND", ("GOV",)),
    ("Miners condemned the tax that the Centre announced.", "Miners", "IND", ("LAB",)),
    ("Two people were killed and seven others were hurt in Lima.", "others", "PER", ()),
    ("Police in Lima arrested three leaders of the march.", "leaders", "PER", ()),
    ("Metro Rail fired the drivers.", "drivers", None, ("LAB",)),
    ("Lawmakers Ivo Lenz, Ana Quazzle and Edo Kern left.", "Kern", None, ("LEG",)),
    ("The Maoists mourned their ten cadres.", "cadres", None, ("REB",)),
    ("Ana Quazzle, accompanied by lawmakers Ivo Lenz and Edo Kern, left.", "Kern", None, ("LEG",)),
    ("The Citizens' Action Group marched to the mill.", "Group", None, ("CVL", "SOC")),
    ("Activists of the National Front marched in Lima.", "Front", "PER", ("PTY", "SOC")),
    ("Members of the Dornau Hill Samiti marched to the mill.", "Samiti", "IND", ("SOC",)),
    ("Lok Jagriti Manch condemned the raid.", "Lok Jagriti Manch", None, ("SOC",)),
    ("A priest and four of his disciples were killed.", "disciples", None, ("REL",)),
    ("ANC workers rallied against its chief Ana Quazzle.", "Quazzle", "ZAF", ("PTY",)),
    ("The traders marched against the Centre's decision to allow malls.", "Centre", "IND", ("GOV",)),
    ("Police clashed with railway recruitment candidates in Lima.", "candidates", "PER", ("CVL",)),
    ("Police in Lima arrested workers and leaders of the ANC.", "leaders", "ZAF", ("PTY",)),
    ("Municipal Commissioner Md. Ana Quazzle urged restraint.", "Quazzle", None, ("GOV",)),
    ("Miners met the company authorities.", "authorities", None, ("BUS",)),
    ("Villagers marched against Posco and the police.", "police", None, ("COP",)),
    ("A crowd attacked two theatres in Lima.", "theatres", "PER", ("BUS",)),
    ("Three state-level leaders were killed.", "leaders", None, ()),
    ("Congress leaders condemned the raid.", "leaders", None, ("PTY",)),
    ("A court in the former British colony freed two men in Hong Kong.", "court", "HKG", ("JUD",)),
    ("The Director General of Police Ana Quazzle left.", "Quazzle", None, ("COP",)),
    ("Residents marched outside Brits.", "Residents", "ZAF", ("CVL",)),
]


@pytest.mark.parametrize(("text", "head", "country", "sectors"), KNOWN)
def test_countries_and_sectors_in_read_sentences(
    text: str, head: str, country: str | None, sectors: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    report = Report(text, text, text_sha256(text), parts=(Part(0, len(text), "body"),))
    (sentences,) = read_batch([(text, split_sentences(report))], Reader.load())
    (filled,) = fill(report, Reading(report.id, tuple(sentences)), gazetteer, entity(report, head))
    assert (filled.country, filled.sectors) == (country, sectors)


FOUND = [
    # sentence, whose head, country, how it was found
    ("The Bank of Ghana refused to pay.", "Bank", "GHA", "name"),
    ("Bolivia accused the rebels.", "Bolivia", "BOL", "name"),
    ("The United Nations condemned the raid.", "Nations", "UNO", "name"),
    ("Chilean nurses went on strike.", "nurses", "CHL", "adjective"),
    ("Peru's police fired tear gas.", "police", "PER", "possessive"),
    ("Nurses of Cape Town were arrested at a rally.", "Nurses", "ZAF", "affiliation"),
    ("Ana Soto, a Chilean senator, condemned the raid.", "Ana Soto", "CHL", "apposition"),
    ("Chilean senator Ana Soto left. Soto condemned the raid.", "Soto", "CHL", "antecedent"),
    ("In Ghana, police arrested twelve students.", "police", "GHA", "scene"),
    ("Weavers were paid 2 crore in arrears and ended their strike.", "Weavers", "IND", "report"),
    ("Weavers ended their strike.", "Weavers", None, None),
    ("Peru and Ghana quarrelled. The country's army opened fire.", "army", "GHA", "antecedent"),
]


@pytest.mark.parametrize(("text", "head", "country", "basis"), FOUND)
def test_how_a_country_was_found(
    text: str, head: str, country: str | None, basis: str | None, gazetteer: Gazetteer
) -> None:
    report = Report(text, text, text_sha256(text), parts=(Part(0, len(text), "body"),))
    (sentences,) = read_batch([(text, split_sentences(report))], Reader.load())
    (filled,) = fill(
        report, Reading(report.id, tuple(sentences)), gazetteer, entity(report, head, occurrence=text.count(head) - 1)
    )
    assert (filled.country, filled.country_basis) == (country, basis)


def test_whoever_protests_is_a_protester(gazetteer: Gazetteer) -> None:
    report, reading = parse_report("Quazzle Quazzle PROPN NNP 2 nsubj B-PER\nmarched march VERB VBD 0 root")
    lexicon, actor = load_lexicon(), entity(report, "Quazzle")
    grounded = ground(report, reading.sentences, gazetteer, lexicon)
    for mode, sectors in (("demo", ("CVL",)), ("strike", ())):
        mention = replace(mention_of(report, (actor,)), type="PROTEST", mode=mode)
        (filled,), _ = resolve_actors(report, grounded, [mention], [], lexicon, gazetteer)
        assert filled.actors[0].sectors == sectors


def test_a_crowd_that_nothing_tells_of_is_of_where_it_protests(gazetteer: Gazetteer) -> None:
    text = "They marched to the mill in Lima."
    report = Report(text, text, text_sha256(text), parts=(Part(0, len(text), "body"),))
    (sentences,) = read_batch([(text, split_sentences(report))], Reader.load())
    lexicon = load_lexicon()
    grounded = ground(report, sentences, gazetteer, lexicon)
    mention = replace(mention_of(report, (entity(report, "They"),)), type="PROTEST", mode="demo")
    (filled,), _ = resolve_actors(report, grounded, [mention], [], lexicon, gazetteer)
    assert (filled.actors[0].country, filled.actors[0].sectors) == ("PER", ("CVL",))


def test_a_country_told_once_in_a_long_report_is_not_what_it_is_about(gazetteer: Gazetteer) -> None:
    lexicon = load_lexicon()
    for told, country in (
        ("Nurses came from Peru.", None),
        ("Nurses of Peru left Peru.", "PER"),
        ("Nurses marched in Arequipa.", "PER"),
    ):
        text = told + " Weavers ended their strike." * 8
        report = Report(text, text, text_sha256(text), parts=(Part(0, len(text), "body"),))
        (sentences,) = read_batch([(text, split_sentences(report))], Reader.load())
        grounded = ground(report, sentences, gazetteer, lexicon)
        mention = mention_of(report, (entity(report, "Weavers"),))
        (filled,), _ = resolve_actors(report, grounded, [mention], [], lexicon, gazetteer)
        assert filled.actors[0].country == country


def test_i_is_the_speaker_and_we_are_his_side(gazetteer: Gazetteer) -> None:
    text = "Chile's finance minister Ana Soto said: I condemn the raid."
    report = Report(text, text, text_sha256(text), parts=(Part(0, len(text), "body"),))
    (sentences,) = read_batch([(text, split_sentences(report))], Reader.load())
    speaker, said = entity(report, "Ana Soto"), entity(report, "I", occurrence=0)
    lexicon = load_lexicon()
    grounded = ground(report, sentences, gazetteer, lexicon)
    mention = replace(mention_of(report, (said,)), voice=Voice("named", speaker))
    (filled,), _ = resolve_actors(report, grounded, [mention], [], lexicon, gazetteer)
    assert (filled.actors[0].name, filled.actors[0].country) == ("Ana Soto", "CHL")


def test_the_town_of_a_dateline_is_no_reporter_s_name(gazetteer: Gazetteer) -> None:
    dateline = "XNA Reporter BRITS , September 3 ( XNA ) - "
    text = dateline + "Police beat three miners."
    parts = (Part(0, len(dateline) - 1, "dateline"), Part(len(dateline), len(text), "body"))
    report = Report(text, text, text_sha256(text), parts=parts)
    (sentences,) = read_batch([(text, split_sentences(report))], Reader.load())
    (filled,) = fill(report, Reading(report.id, tuple(sentences)), gazetteer, entity(report, "Police"))
    assert filled.country == "ZAF"
