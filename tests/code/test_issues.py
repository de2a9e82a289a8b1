"""What a mention's content is, through light verbs, asides and lists, with the scheme that ships."""

from __future__ import annotations

from functools import cache

import pytest

from kronika.code import code_report
from kronika.read import Reader, read_batch
from kronika.records import Mention, Reading
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from kronika.text import split_sentences
from tests.code.treebank import report_of
from tests.scheme.test_examples import report_of as written


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        (
            "Nurses went on strike on Monday, demanding higher pay and the release of two colleagues.",
            "strike",
            ["higher pay", "the release of two colleagues"],
        ),
        ("Nurses seeking higher pay marched through the town.", "marched", ["higher pay"]),
        ("Students marched against the law, which bans night work.", "marched", ["the law"]),
        (
            "The union demanded the sacking of the director for his failure to pay wages.",
            "demanded",
            ["the sacking of the director for his failure to pay wages"],
        ),
        ("Traders threatened to block the road, if the tax is not dropped.", "threatened", ["block the road"]),
        ('"Release our brothers now," the families demanded.', "demanded", ["Release our brothers now"]),
        ("Residents protested about the lack of water.", "protested", ["the lack of water"]),
        ("The party criticised the mayor for his silence.", "criticised", ["his silence"]),
        ("Farmers marched against plans to close the market.", "marched", ["plans to close the market"]),
    ],
)
def test_content(sentence: str, trigger: str, expected: list[str]) -> None:
    report, reading = report_of(sentence)
    mentions, _, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not problems
    mention = next(m for m in mentions if m.trigger.of(report.text) == trigger)
    assert [one.span.of(report.text) for one in mention.content] == expected


# Sentence, trigger, contents, as the shipped reader reads them.
TOLD = [
    ("Residents gathered outside the court to protest about the evictions.", "gathered", ["the evictions"]),
    ("Angered by the new toll, farmers blocked the highway.", "blocked", ["the new toll"]),
    ("Irked over the arrests, the protesters staged a sit-in.", "sit-in", ["the arrests"]),
    ("Clerks held rallies to show solidarity with the miners.", "rallies", ["the miners"]),
    (
        "Dockers downed tools because the firm had refused to pay bonuses.",
        "downed",
        ["the firm had refused to pay bonuses"],
    ),
    (
        "The protests, mainly over a bill that would close two mines, go on.",
        "protests",
        ["a bill that would close two mines"],
    ),
    ("It was the second rally in Orlin about the dam this month.", "rally", ["the dam"]),
    ("The strike call of Friday, protesting the killing of a poet, was ignored.", "strike", ["the killing of a poet"]),
    ("Weavers staged a sit-in demanding a quota in the police force.", "sit-in", ["a quota in the police force"]),
    ("The party objected to any cut in the prison term.", "objected", ["any cut in the prison term"]),
    ("Residents complained about the lack of water.", "complained", ["the lack of water"]),
    ("The minister ordered the police to probe into the role of the guards.", "probe", ["the role of the guards"]),
    (
        "The demand made by the union to include dockers in the scheme was rejected.",
        "demand",
        ["include dockers in the scheme"],
    ),
    (
        "Villagers handed a memorandum to the mayor demanding answers about the wells.",
        "memorandum",
        ["answers about the wells"],
    ),
    ("Some 700 people signed a petition for the mayor to step in.", "signed", ["the mayor to step in"]),
    (
        "Parents held a protest outside the school, stating that the head was always late.",
        "protest",
        ["the head was always late"],
    ),
    (
        "He blamed the guards for remaining mute spectators to the theft.",
        "blamed",
        ["remaining mute spectators to the theft"],
    ),
    ("Nurses marched against the plan to close the ward with unions claiming that it was sold.", "marched", None),
    (
        "Concerned that the bill would shut two schools, parents marched.",
        "marched",
        ["the bill would shut two schools"],
    ),
    ("The strike was in support of the dockers in Orlin.", "strike", ["the dockers in Orlin"]),
    ("Students defied the ban on rallies.", "defied", ["the ban on rallies"]),
    ("Clerks shouted slogans and burnt a flag to protest the levy.", "shouted", ["the levy"]),
    ("Clerks raised slogans against the mayor and condemned the raid on the school.", "slogans", []),
    (
        "Villagers handed in a petition demanding answers as to why the wells are dry.",
        "petition",
        ["answers as to why the wells are dry"],
    ),
    ("The sit-in of Mothers Against Mining entered its third day.", "sit-in", []),
]


@cache
def told() -> dict[str, tuple[Mention, ...]]:
    """All sentences, read in one go, and the mentions found in each."""
    reports = [written(text) for text, *_ in TOLD]
    readings = read_batch([(report.text, split_sentences(report)) for report in reports], Reader.load())
    return {
        report.text: code_report(report, Reading(report.id, tuple(sentences)), load_scheme(), load_lexicon())[0]
        for report, sentences in zip(reports, readings, strict=True)
    }


@pytest.mark.parametrize(("sentence", "trigger", "expected"), TOLD)
def test_content_as_the_reader_reads_it(sentence: str, trigger: str, expected: list[str] | None) -> None:
    at = sentence.index(trigger)
    mention = next(m for m in told()[sentence] if at <= m.trigger.start < at + len(trigger))
    contents = [one.span.of(sentence) for one in mention.content]
    assert contents == expected if expected is not None else contents[0] == "the plan to close the ward"


def test_the_accused_are_no_accusation() -> None:
    report = written("Police have caught the prime accused in the case.")
    (sentences,) = read_batch([(report.text, split_sentences(report))], Reader.load())
    mentions = code_report(report, Reading(report.id, tuple(sentences)), load_scheme(), load_lexicon())[0]
    assert "ACCUSE" not in {mention.type for mention in mentions}
