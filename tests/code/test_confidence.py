"""What a report says for its mentions: how much of the rest tells of contention, and whose trade is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kronika.code import weigh_in_report
from kronika.records import Entity, Mention, Reading, Sentence, Span, Token, Why
from kronika.scheme import load_scheme

WORDS = 5
LINE = 20
WEIGHTS = load_scheme().confidence.weights


def reading(sentences: int) -> Reading:
    tokens = [Token(4 * i, 4 * i + 3, "word", "VERB", "VB", i - 1, "dep") for i in range(WORDS)]
    lines = (Sentence(n, Span(LINE * n, LINE * n + LINE), 0, "body", tuple(tokens)) for n in range(sentences))
    return Reading("r1", tuple(lines))


def mention(line: int, confidence: float = 0.8) -> Mention:
    sentence, trigger = Span(LINE * line, LINE * line + LINE), Span(LINE * line, LINE * line + 3)
    return Mention(f"m{line}", "r1", "ASSAULT", None, sentence, trigger, Why("attack", None, "r"), confidence)


def weighed(told: int, sentences: int) -> float:
    return weigh_in_report([mention(line) for line in range(told)], reading(sentences), WEIGHTS)[0].confidence


def test_the_more_of_the_report_tells_of_contention_the_surer_a_mention() -> None:
    found = [weighed(told, 30) for told in (1, 5, 15, 30)]
    assert all(less < more for less, more in pairwise(found))
    assert found[0] < 0.3, "a lone one in a report about something else"
    assert weighed(1, 100) < weighed(1, 30) < weighed(1, 5) < weighed(1, 1)


def test_of_a_single_sentence_nothing_is_held_for_or_against_it() -> None:
    assert weighed(1, 1) == 0.8


def test_somebody_of_a_known_sector_speaks_for_it() -> None:
    police = Entity(Span(5, 9), Span(5, 9), sectors=("COP",))
    one = mention(0)
    known, stranger = (
        weigh_in_report([replace(one, actors=(who,))], reading(1), WEIGHTS)[0].confidence
        for who in (police, replace(police, sectors=()))
    )
    assert known > stranger == 0.8
