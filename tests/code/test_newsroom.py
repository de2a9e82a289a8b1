"""What whole reports of the newsroom taught: each text is invented, read by the shipped reader and coded whole."""

from __future__ import annotations

import pytest

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Mention

PUBLISHED = "2022-10-20"  # a Thursday


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def coded(tools: Tools, text: str) -> tuple[str, list[Mention]]:
    (one,) = code_reports([gather_text(text, published=PUBLISHED)], tools)
    return one.report.text, list(one.mentions)


def one_of(tools: Tools, text: str, trigger: str) -> tuple[str, Mention]:
    """The mention at a trigger word, which must be there."""
    said, mentions = coded(tools, text)
    return said, next(m for m in mentions if m.trigger.of(said) == trigger)


def day_of(mention: Mention) -> str | None:
    return str(mention.date.first) if mention.date is not None and mention.date.first is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "content"),
    [
        ("The League condemned the case brought in May against four members of the Land Board.", "condemned",
         ["the case brought in May against four members of the Land Board"]),
        ('"We stay until the sale is stopped," said Ana Moss of the dockers\' union, which accused the mayor of hiding debts.',
         "accused", ["hiding debts"]),
        ("The minister blamed the shortages on a new computer system.", "blamed", ["the shortages"]),
        ("Students marched against the rise in rents, in which many saw a trick.", "marched", ["the rise in rents"]),
        ("The board announced that the ward would close in June, a decision that doctors have called reckless.",
         "announced", ["the ward would close in June"]),
    ],
)  # fmt: skip
def test_content(tools: Tools, text: str, trigger: str, content: list[str]) -> None:
    said, mention = one_of(tools, text, trigger)
    assert [c.span.of(said) for c in mention.content] == content


def test_what_sums_up_an_announcement_is_the_reports_own_word(tools: Tools) -> None:
    text = "The board announced that the ward would close in June, a decision that doctors have called reckless."
    _, mention = one_of(tools, text, "called")
    assert mention.voice.kind == "publisher"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Strikes across northern Peru: a round-up", "round-up"),
        ("The prisoners' march was described in a round-up of the week's news.", "round-up"),
    ],
)
def test_what_is_no_arrest(tools: Tools, text: str, trigger: str) -> None:
    said, mentions = coded(tools, text)
    assert trigger not in {m.trigger.of(said) for m in mentions}
    assert all(m.voice.kind == "publisher" for m in mentions)


def test_a_compound_word_is_one_trigger(tools: Tools) -> None:
    _, mention = one_of(tools, "Nurses held a two-day sit-in in the lobby.", "sit-in")
    assert mention.why.lemma == "sit-in"


def test_a_prison_sentence_is_no_prisons(tools: Tools) -> None:
    text = "A judge in Lima on Tuesday cut to two years the prison sentence of Ivo Lenz, a farmer."
    _, mention = one_of(tools, text, "sentence")
    assert not mention.actors


def test_a_particle_before_its_object_belongs_to_the_verb(tools: Tools) -> None:
    said, mention = one_of(tools, "The gendarmes tried to drive back the marchers with water cannons.", "drive")
    assert (mention.type, mention.mode, mention.attempted) == ("ASSAULT", "crowd-control", True)
    assert [r.span.of(said) for r in mention.recipients] == ["the marchers"]


def test_what_failed_before_is_no_failure_of_the_main_verb(tools: Tools) -> None:
    text = (
        "Lenz, as well as Ana Moss in Peru, having failed to reach a settlement with finance that will let them keep selling "
        "the forests of the wide land under their rule, resort to violence in an effort to keep office."
    )
    _, mention = one_of(tools, text, "violence")
    assert (mention.status, mention.attempted) == ("actual", False)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("It was the first strike in the town's schools since 2015.", "strike", None),
        ("A spokesman denied this and said that talks with the drivers would start on Monday.", "denied", None),
        ("The farmer was convicted of incitement after last year's protests in Lima.", "convicted", None),
        ("Thousands marched after Friday's prayers in Lima.", "marched", "2022-10-14"),
    ],
)
def test_days(tools: Tools, text: str, trigger: str, day: str | None) -> None:
    _, mention = one_of(tools, text, trigger)
    assert (mention.status, day_of(mention)) == ("actual", day)


@pytest.mark.parametrize("headline", ["STATEMENT: Free the six", "Alert: Release the miners of Bor now"])
def test_what_a_headline_calls_for_has_not_happened(tools: Tools, headline: str) -> None:
    _, mentions = coded(tools, f"{headline}\n\nSix miners were arrested in Bor on Monday, the League said.")
    assert [m.status for m in mentions if m.type == "RETREAT"] == ["hypothetical"]


def test_rival_figures_are_the_counted_marchs(tools: Tools) -> None:
    text = (
        "Several hundred people marched through Kielce on Wednesday. Nurses blocked the ring road for half an hour. Four "
        "demonstrators were arrested.\n\nOrganisers put the crowd at 1,200. Police gave a figure of 600.\n\n"
        "On Thursday drivers rallied in Radom. Police put the crowd at 90; the union spoke of 200."
    )
    said, mentions = coded(tools, text)
    numbers = {m.trigger.of(said): [q.span.of(said) for q in m.quantities] for m in mentions}
    assert numbers["marched"] == ["Several hundred", "1,200", "600"]
    assert (numbers["blocked"], numbers["arrested"], numbers["rallied"]) == ([], ["Four"], ["90", "200"])


def test_a_name_is_no_happening(tools: Tools) -> None:
    said, mentions = coded(tools, "Women Against Rape marched in Lima on Monday.")
    assert [(m.type, m.trigger.of(said)) for m in mentions] == [("PROTEST", "marched")]


def test_whoever_dies_on_a_day_of_a_fast_fasted(tools: Tools) -> None:
    said, mention = one_of(tools, "A farmer died on Monday on the sixth day of a hunger strike in Lima.", "strike")
    assert [a.span.of(said) for a in mention.actors] == ["A farmer"]


def test_a_candidate_holds_no_office(tools: Tools) -> None:
    _, mention = one_of(tools, "A court in Lima banned opposition presidential candidate Ivo Lenz.", "banned")
    assert mention.recipients[0].sectors == ("OPP",)


@pytest.mark.parametrize(
    "told", ["Starting on Sunday, drivers will strike in Lima.", "Drivers will strike starting on Sunday."]
)
def test_what_will_start_on_sunday_lies_ahead(tools: Tools, told: str) -> None:
    _, mention = one_of(tools, told, "strike")
    assert (day_of(mention), mention.date and mention.date.last) == ("2022-10-23", None)


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("She said that the drivers would stay until the minister met them.", "met", "hypothetical"),
        ("The drivers stayed until the minister met the unions.", "met", "actual"),
        ("An inquiry set up by the government found last year that the crowd had been unarmed.", "inquiry", "actual"),
    ],
)
def test_what_is_waited_for(tools: Tools, text: str, trigger: str, status: str) -> None:
    _, mention = one_of(tools, text, trigger)
    assert mention.status == status


def test_what_something_is_called_is_no_happening(tools: Tools) -> None:
    _, mentions = coded(tools, "They call it reform, we call it robbery.")
    assert not mentions


def test_those_known_to_be_held_are_held(tools: Tools) -> None:
    _, mention = one_of(tools, "Those known to be held in Lima are two teachers.", "held")
    assert mention.voice.kind == "publisher"


def test_a_day_is_no_content(tools: Tools) -> None:
    _, mention = one_of(
        tools, "The league called a strike for 11 December, the day on which parliament votes.", "strike"
    )
    assert not mention.content


def test_what_is_condemned_now_is_of_another_day(tools: Tools) -> None:
    _, mention = one_of(
        tools, "We strongly condemn the eviction of nine families from Bor on 9 October 2022.", "condemn"
    )
    assert day_of(mention) is None


def test_one_office_is_not_another(tools: Tools) -> None:
    text = "The league met. Its president, Grace Dung, demanded that the governor apologise to the family."
    _, mention = one_of(tools, text, "demanded")
    assert [r.name for r in mention.recipients] == [None]


def test_we_are_those_named_beside_us(tools: Tools) -> None:
    _, mention = one_of(tools, "We, the undersigned nine charities, condemn the arrest of two teachers.", "condemn")
    assert mention.actors[0].sectors


def test_the_accused_do_what_they_are_accused_of(tools: Tools) -> None:
    said, mention = one_of(tools, "The unions accused a Lima-based firm of poisoning the guards.", "poisoning")
    assert [a.span.of(said) for a in mention.actors] == ["a Lima-based firm"]


@pytest.mark.parametrize("told", ["information gathered by Free Word", "figures from Free Word"])
def test_whose_figures_they_are(tools: Tools, told: str) -> None:
    said, mention = one_of(tools, f"Nine people have been detained in Lima, according to {told}.", "detained")
    assert mention.voice.speaker is not None
    assert mention.voice.speaker.span.of(said) == "Free Word"


def test_who_signs_a_report_is_nobody_in_it(tools: Tools) -> None:
    text = (
        "Parents occupy school\n\nThe Vale Messenger, 18 October 2022\nBy Rhys Tandy\n\nThe MP, Huw Tarrant, brought the parents "
        "food. He urged the council to delay its decision."
    )
    _, mention = one_of(tools, text, "urged")
    assert mention.actors[0].name == "Huw Tarrant"


def test_what_one_is_invited_to_lies_ahead(tools: Tools) -> None:
    text = "The union has invited the minister to talks on Monday."
    (one,) = code_reports([gather_text(text, published=PUBLISHED)], tools)
    assert [str(day.first) for day in one.reading.dates] == ["2022-10-24"]


def test_what_follows_a_day_of_long_ago_is_of_it_to_the_paragraphs_end(tools: Tools) -> None:
    text = (
        "Widow heard in Lima\n\nA widow told a court on Tuesday that she was afraid.\n\nHer husband was killed in Lima on "
        "16 August 2020. Forty miners were wounded and nine were arrested.\n\nDrivers marched past the court."
    )
    said, mentions = coded(tools, text)
    days = {m.trigger.of(said): (day_of(m), m.historical) for m in mentions}
    assert days["wounded"] == days["arrested"] == ("2020-08-16", True)
    assert not days["marched"][1]
