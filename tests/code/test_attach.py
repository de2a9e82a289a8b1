"""Which numbers belong to a mention, what they measure there, and what numbers become figures."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kronika.code.attach import attach_quantities
from kronika.code.figures import find_figures
from kronika.code.quantities import find_quantities
from kronika.code.told import numbers_told
from kronika.code.voices import find_voices
from kronika.records import Quantity, Report
from kronika.scheme.lexicon import load_lexicon
from kronika.scheme.measures import load_measures
from kronika.scheme.voices import load_voices
from tests.code.treebank import report_of

BOTH = "Police arrested more than 3,500 nurses and killed two bystanders."
TONGUES = "The population, of which 70 percent speaks Dorian, will suffer."
TWICE = "Two soldiers and three civilians were killed."
ARRESTED, KILLED, HURT = {"recipient": "arrested"}, {"recipient": "killed"}, {"recipient": "injured"}
MARCHED = {"actor": "participants"}


def attached(
    sentence: str, trigger: str, counts: Mapping[str, str], *, actors: str = "", recipients: str = ""
) -> tuple[Report, tuple[Quantity, ...]]:
    """The quantities of a mention; participants are given by the words that head them."""
    report, reading = report_of(sentence)
    read, measures = reading.sentences[0], load_measures()
    words = [report.text[t.start : t.end] for t in read.tokens]
    found = attach_quantities(
        read,
        find_quantities(report.text, read, measures, load_lexicon()),
        measures,
        trigger=words.index(trigger),
        actors=[words.index(word) for word in actors.split()],
        recipients=[words.index(word) for word in recipients.split()],
        counts=counts,
    )
    return report, tuple(one.quantity for one in found)


@pytest.mark.parametrize(
    ("sentence", "trigger", "counts", "actors", "recipients", "expected"),
    [
        (BOTH, "arrested", ARRESTED, "Police", "nurses", [("more than 3,500", "arrested")]),
        (BOTH, "killed", KILLED, "Police", "bystanders", [("two", "killed")]),
        (TWICE, "killed", KILLED, "", "soldiers civilians", [("Two", "killed"), ("three", "killed")]),
        ("Dozens of students were hurt.", "hurt", HURT, "", "students", [("Dozens", "injured")]),
        ("At least two of the miners were injured.", "injured", HURT, "", "two", [("At least two", "injured")]),
        ("Police made 600 arrests.", "arrests", ARRESTED, "Police", "", [("600", "arrested")]),
        ("Around 2000 people marched.", "marched", MARCHED, "people", "", [("Around 2000", "participants")]),
        ("A third of the workers struck.", "struck", MARCHED, "workers", "", [("A third", "participants")]),
        ("A crowd of 300 blocked the road.", "blocked", MARCHED, "crowd", "", [("300", "participants")]),
        ("A rally of 300 blocked the road.", "rally", MARCHED, "", "", [("300", "participants")]),
        ("The march drew some 5,000 people.", "march", MARCHED, "", "", [("some 5,000", "participants")]),
        ("About 13,000 marched.", "marched", MARCHED, "", "", [("About 13,000", "participants")]),
        ("Four people, including two officers, were hurt.", "hurt", HURT, "", "people officers", [("Four", "injured")]),
        ("A man was killed along with three others.", "killed", KILLED, "", "man", [("A", "killed"), ("three", "killed")]),
        ("Fourteen people were hurt, two of them seriously.", "hurt", HURT, "", "people two", [("Fourteen", "injured")]),
        ("Police seized 12 buses.", "seized", MARCHED, "Police", "", []),
        (BOTH, "arrested", {}, "Police", "nurses", []),
    ],
)  # fmt: skip
def test_a_number_belongs_to_the_event_whose_participants_it_counts(
    sentence: str,
    trigger: str,
    counts: Mapping[str, str],
    actors: str,
    recipients: str,
    expected: list[tuple[str, str]],
) -> None:
    report, quantities = attached(sentence, trigger, counts, actors=actors, recipients=recipients)
    assert [(q.span.of(report.text), q.measure) for q in quantities] == expected


def test_one_victim_counts_and_none_does_not() -> None:
    _, (quantity,) = attached("A demonstrator was killed.", "killed", HURT, recipients="demonstrator")
    assert (quantity.low, quantity.high, quantity.relation) == (1, 1, "exactly")
    for sentence, trigger, victim in (("Nobody was hurt.", "hurt", "Nobody"), ("No one was hurt.", "hurt", "one")):
        assert attached(sentence, trigger, HURT, recipients=victim)[1] == ()


@pytest.mark.parametrize(
    ("sentence", "trigger", "counts", "scope"),
    [
        ("Police have arrested 600 people since Sunday.", "arrested", ARRESTED, "cumulative"),
        ("The army has killed 40 people so far.", "killed", KILLED, "cumulative"),
        ("Since the police killed 40 people, nobody marched.", "killed", KILLED, "event"),
        ("Police beat 40 people a day.", "beat", HURT, "day"),
    ],
)
def test_scope(sentence: str, trigger: str, counts: Mapping[str, str], scope: str) -> None:
    assert attached(sentence, trigger, counts, recipients="people")[1][0].scope == scope


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hundreds attended.", [("Hundreds", "participants")]),
        ("Organisers spoke of 4,000 participants.", [("4,000", "participants")]),
        ("Police put the number of strikers at 60.", [("60", "participants")]),
        ("Police put the number of injured at 12.", [("12", "injured")]),
        ("Police counted 1,800 of them.", [("1,800", "participants")]),
        ("The death toll rose to 12.", [("12", "killed")]),
        ("Up to 40 people were hurt.", []),
        ("Police seized 12 buses.", []),
    ],
)
def test_numbers_of_something_told_before(sentence: str, expected: list[tuple[str, str]]) -> None:
    report, reading = report_of(sentence)
    measures = load_measures()
    found = find_quantities(report.text, reading.sentences[0], measures)
    told = numbers_told(reading.sentences[0], found, measures)
    assert [(one.quantity.span.of(report.text), one.quantity.measure) for one in told] == expected


def figures_of(sentence: str) -> list[tuple[str, str, str | None]]:
    report, reading = report_of(sentence)
    measures = load_measures()
    loose = {s.index: find_quantities(report.text, s, measures, load_lexicon()) for s in reading.sentences}
    voices = find_voices(report, reading, load_voices())
    figures = find_figures(report, reading, loose, voices, measures)
    return [(f.measure, f.quantity.span.of(report.text), f.of.span.of(report.text) if f.of else None) for f in figures]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mayor won 80 percent of the ballots.", [("vote_share", "80 percent", "The mayor")]),
        ("Turnout was 58%.", [("turnout", "58%", "Turnout")]),
        (TONGUES, [("population_share", "70 percent", "The population")]),
        ("A third of the workers struck.", [("share", "A third", "the workers")]),
        ("The army has killed 40 people so far.", [("killed", "40", "40 people")]),
        (BOTH, []),
        ("Police seized 12 buses.", []),
    ],
)  # fmt: skip
def test_numbers_without_an_event_are_figures_where_they_are_worth_it(
    sentence: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert figures_of(sentence) == expected
