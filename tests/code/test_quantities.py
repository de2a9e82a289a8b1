"""Which numbers count something, with which relation words, and what they count."""

from __future__ import annotations

import time

import pytest

from kronika.code.quantities import FoundQuantity, find_quantities
from kronika.records import Report, Sentence, Span, Token
from kronika.scheme.lexicon import load_lexicon
from kronika.scheme.measures import load_measures
from tests.code.treebank import report_of

BOTH = "Police arrested more than 3,500 nurses and killed two bystanders."
TONGUES = "The population, of which 70 percent speaks Dorian, will suffer."
REBELS = "Over three dozen armed rebels stormed the office of a company."


def found_in(sentence: str) -> tuple[Report, Sentence, tuple[FoundQuantity, ...]]:
    report, reading = report_of(sentence)
    one = reading.sentences[0]
    return report, one, find_quantities(report.text, one, load_measures(), load_lexicon())


@pytest.mark.parametrize(
    ("sentence", "words", "relation", "low", "high", "unit", "counted"),
    [
        (BOTH, "more than 3,500", "more than", 3500, None, "people", "nurses"),
        ("The march drew some 5,000 people.", "some 5,000", "about", 5000, 5000, "people", "people"),
        ("At least two of the miners were injured.", "At least two", "at least", 2, None, "people", "miners"),
        ("Between 200 and 300 people marched.", "Between 200 and 300", "between", 200, 300, "people", "people"),
        ("Up to 40 people were hurt.", "Up to 40", "at most", None, 40, "people", "people"),
        ("Dozens of students were hurt.", "Dozens", "vague", None, None, "people", "students"),
        ("Around 2000 people marched.", "Around 2000", "about", 2000, 2000, "people", "people"),
        ("The mayor won 80 percent of the ballots.", "80 percent", "exactly", 80, 80, "percent", "ballots"),
        ("Turnout was 58%.", "58%", "exactly", 58, 58, "percent", None),
        ("A third of the workers struck.", "A third", "exactly", 33.33, 33.33, "percent", "workers"),
        ("A 500-strong crowd marched.", "500", "exactly", 500, 500, "people", None),
        ("One of the men was killed.", "One", "exactly", 1, 1, "people", "men"),
        ("Police seized 12 buses.", "12", "exactly", 12, 12, "things", "buses"),
        (TONGUES, "70 percent", "exactly", 70, 70, "percent", "population"),
        ("Two thousand people marched.", "Two thousand", "exactly", 2000, 2000, "people", "people"),
        ("A 1,500-strong crowd marched.", "1,500", "exactly", 1500, 1500, "people", None),
        (REBELS, "Over three dozen", "more than", 36, None, "people", "rebels"),
        ("Two groups clashed.", "Two", "exactly", 2, 2, "things", "groups"),
        ("Hundreds attended.", "Hundreds", "vague", None, None, "people", None),
    ],
)  # fmt: skip
def test_numbers_that_count(
    sentence: str, words: str, relation: str, low: float | None, high: float | None, unit: str, counted: str | None
) -> None:
    report, read, found = found_in(sentence)
    one = found[0]
    assert one.quantity.span.of(report.text) == words
    assert (one.quantity.relation, one.quantity.low, one.quantity.high, one.quantity.unit) == (
        relation,
        low,
        high,
        unit,
    )
    if counted is not None:
        assert one.head is not None
        assert read.cover(one.head, one.head + 1).of(report.text) == counted


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Kern, 36, was arrested.",
        "A 34-year-old man was arrested.",
        "The ban cost 3,000 euros.",
        "The strike began on 14 August 2020.",
        "Drivers at Depot #4 struck.",
        "Article 23 bans strikes.",
        "The ministers outlined a three-point plan.",
        "The police won 3-1.",
        "No one was hurt.",
        "A 2011 bombing suspect fled.",
    ],
)
def test_numbers_that_count_nobody(sentence: str) -> None:
    assert found_in(sentence)[2] == ()


def test_five_hundred_numbers_take_little_time() -> None:
    text = " ".join(str(n) for n in range(10_000, 10_500))
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        tokens.append(Token(at, at + len(word), word, "NUM", "CD", i - 1, "root" if i == 0 else "list"))
        at += len(word) + 1
    sentence = Sentence(0, Span(0, len(text)), 0, "body", tuple(tokens))
    began = time.process_time()
    found = find_quantities(text, sentence, load_measures())
    assert time.process_time() - began < 3
    assert len(found) <= 500
