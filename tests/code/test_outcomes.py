"""How many: which numbers a mention takes, with the scheme that ships, and which are left as figures."""

from __future__ import annotations

import pytest

from kronika.code import code_report
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from tests.code.treebank import report_of


def numbers(sentence: str) -> dict[str, list[tuple[str, str]]]:
    """Trigger -> (words, measure) of each of its numbers; figures under ""."""
    report, reading = report_of(sentence)
    mentions, figures, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not problems
    told = {m.trigger.of(report.text): [(q.span.of(report.text), q.measure) for q in m.quantities] for m in mentions}
    return told | {"": [(f.quantity.span.of(report.text), f.measure) for f in figures]}


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Three people died and 30 were wounded in the attack.", "attack", [("Three", "killed"), ("30", "injured")]),
        ("The blast claimed the lives of nine people.", "blast", [("nine", "killed")]),
        ("The attack left 12 people dead.", "attack", [("12", "killed")]),
        ("The death toll from the attack has risen to 45.", "attack", [("45", "killed")]),
        ("Police killed 34 striking miners.", "killed", [("34", "killed")]),
        ("The protesters, numbering around 400, blocked the highway.", "blocked", [("around 400", "participants")]),
        ("There were about 200 at the vigil.", "vigil", [("about 200", "participants")]),
        ("A handful of students held a vigil.", "vigil", [("A handful", "participants")]),
        ("Three of the five men arrested last week were released.", "arrested", [("five", "arrested")]),
        ("More than 100 armed men attacked the police post.", "attacked", [("More than 100", "participants")]),
        ("A man was shot dead near the bridge.", "shot", [("A", "killed")]),
        ("Soldiers beat a welder to death in a cell.", "beat", [("a", "killed")]),
        ("Fifty-four people have been killed so far this year.", "killed", [("Fifty-four", "killed")]),
        ("Cleaners in wards 59, 60 and 61 staged a strike.", "strike", []),
        ("One of the drivers lodged a complaint.", "complaint", []),
        ("Some 700 people were detained for taking part in a rally.", "rally", []),
        ("One man was killed and another injured.", "injured", [("another", "injured")]),
        ("Officials put the death toll at 12.", "", [("12", "killed")]),
        ("She was among about 200 people blocking the road.", "blocking", [("about 200", "participants")]),
    ],
)
def test_numbers(sentence: str, trigger: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(sentence)[trigger] == expected


@pytest.mark.parametrize("rival", ["The union put the figure at 1,500.", "Organisers claimed 1,500."])
def test_a_bare_number_disputes_the_one_before_it_in_its_own_voice(rival: str) -> None:
    report, reading = report_of(("About 900 teachers rallied.", rival))
    (rally,), _, _ = code_report(report, reading, load_scheme(), load_lexicon())
    assert [(q.span.of(report.text), q.measure) for q in rally.quantities] == [
        ("About 900", "participants"),
        ("1,500", "participants"),
    ]
    speaker = rally.quantities[1].voice.speaker if rally.quantities[1].voice is not None else None
    assert speaker is not None
    assert speaker.span.of(report.text) == rival.partition(" p")[0].partition(" c")[0]


def test_a_bare_number_disputes_nothing_that_was_not_counted() -> None:
    report, reading = report_of(("Teachers rallied.", "Organisers claimed 1,500."))
    (rally,), _, _ = code_report(report, reading, load_scheme(), load_lexicon())
    assert not rally.quantities


def test_a_bare_number_disputes_the_one_told_in_the_same_sentence() -> None:
    report, reading = report_of(("Teachers rallied.", "Police estimated the crowd at 1,200; organisers claimed 1,500."))
    (rally,), _, _ = code_report(report, reading, load_scheme(), load_lexicon())
    assert [q.span.of(report.text) for q in rally.quantities] == ["1,200", "1,500"]
