"""What is demanded, alleged, threatened, announced, and what a protest is about, in its own words."""

from __future__ import annotations

import pytest

from kronika.code.contents import find_contents
from kronika.code.wording import FoundContent
from kronika.records import Report
from kronika.records.mentions import Polarity
from tests.code.treebank import report_of

ASKING: dict[str, Polarity] = {"clause": "wanted", "object": "wanted", "for": "wanted"}
ACCUSING: dict[str, Polarity] = {"of": "alleged", "clause": "alleged"}
PROTESTING: dict[str, Polarity] = {"for": "wanted", "against": "unwanted"}


def contents(trigger: str, slots: dict[str, Polarity], *paragraphs: str) -> tuple[Report, tuple[FoundContent, ...]]:
    report, reading = report_of(*paragraphs)
    for sentence in reading.sentences:
        for i, token in enumerate(sentence.tokens):
            if report.text[token.start : token.end] == trigger:
                return report, find_contents(report, reading, sentence, i, slots)
    raise AssertionError(f"no {trigger!r}")


def words(trigger: str, slots: dict[str, Polarity], *paragraphs: str) -> list[str]:
    report, found = contents(trigger, slots, *paragraphs)
    return [one.content.span.of(report.text) for one in found]


@pytest.mark.parametrize(
    ("sentence", "trigger", "slots", "expected"),
    [
        ("The union demanded that the mayor resign.", "demanded", ASKING, ["the mayor resign"]),
        ("Miners threatened to block the bridge.", "threatened", ASKING, ["block the bridge"]),
        (
            "The workers have three demands: higher wages and the return of those dismissed.",
            "demands",
            ASKING,
            ["higher wages", "the return of those dismissed"],
        ),
        ("Activists waved placards calling for a ban on fracking.", "waved", PROTESTING, ["a ban on fracking"]),
        ("The union issued an appeal for a general strike.", "appeal", ASKING, ["a general strike"]),
        ("The ban that the union demanded was lifted.", "demanded", ASKING, ["The ban"]),
        (
            "The union demanded the release of prisoners and the arrest of two officers.",
            "demanded",
            ASKING,
            ["the release of prisoners", "the arrest of two officers"],
        ),
        (
            "Demonstrators called for an end to censorship, the release of prisoners, and the holding of elections.",
            "called",
            ASKING,
            ["an end to censorship", "the release of prisoners", "the holding of elections"],
        ),
        (
            "The union accused police of beating miners and burning houses.",
            "accused",
            ACCUSING,
            ["beating miners", "burning houses"],
        ),
        (
            "The mayor warned that if the strike spreads, troops will come.",
            "warned",
            {"clause": "announced"},
            ["if the strike spreads, troops will come"],
        ),
        ("Police denied it, saying that nobody was hurt.", "denied", {"clause": "alleged", "object": "alleged"}, []),
        ("The central demand has been for the release of prisoners.", "demand", ASKING, ["the release of prisoners"]),
        ("Their demand is that the mayor resign.", "demand", ASKING, ["the mayor resign"]),
        ("Miners marched for three hours.", "marched", PROTESTING, []),
        ("They came at night.", "came", ASKING, []),
    ],
)
def test_contents_in_their_own_words(
    sentence: str, trigger: str, slots: dict[str, Polarity], expected: list[str]
) -> None:
    assert words(trigger, slots, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected", "polarity"),
    [
        ("Miners marched through Orlin, demanding higher pay.", "marched", ["higher pay"], "wanted"),
        ("Nurses struck in protest at the cuts.", "struck", ["the cuts"], "unwanted"),
        ("Students rallied in solidarity with the miners.", "rallied", ["the miners"], "wanted"),
    ],
)
def test_the_issue_of_a_protest(sentence: str, trigger: str, expected: list[str], polarity: str) -> None:
    report, found = contents(trigger, PROTESTING, sentence)
    assert [one.content.span.of(report.text) for one in found] == expected
    assert {one.content.polarity for one in found} == {polarity}


def test_items_of_a_list_that_a_colon_announces() -> None:
    demands = "Workers published a letter with the following demands:"
    report, found = contents("demands", ASKING, demands, "Release the prisoners.", "Stop the beatings.")
    assert [one.content.span.of(report.text) for one in found] == ["Release the prisoners", "Stop the beatings"]
    assert [one.sentence for one in found] == [1, 2]


def test_a_quotation_is_content_where_the_tree_gives_none() -> None:
    statement = 'The minister released a statement denouncing "the beating of miners".'
    assert words("statement", {"clause": "announced"}, statement) == ["the beating of miners"]


def test_tokens_tell_which_triggers_stand_inside() -> None:
    _, found = contents("demanded", ASKING, "The union demanded that the mayor resign.")
    assert found[0].tokens == frozenset({4, 5, 6})
