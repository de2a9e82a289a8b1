"""Quotations by their marks: straight, typographic, over paragraphs, never closed."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kronika.code.quotes import Quote, find_quotes
from kronika.records import Span


def quotes(*paragraphs: str) -> tuple[str, tuple[Quote, ...]]:
    text, spans = "", []
    for paragraph in paragraphs:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{paragraph}" if text else paragraph
        spans.append(Span(start, start + len(paragraph)))
    return text, find_quotes(text, spans)


def inner(*paragraphs: str) -> list[str]:
    text, found = quotes(*paragraphs)
    return [quote.inner.of(text) for quote in found]


def test_straight_and_typographic_marks() -> None:
    assert inner('"We stay," she said, "until they go."') == ["We stay,", "until they go."]
    assert inner("“We stay,” she said. „Wir bleiben“ and «nous restons».") == [
        "We stay,",
        "Wir bleiben",
        "nous restons",
    ]
    assert inner("The ‘leaders’ of the workers’ party spoke of 'provocateurs' again.") == ["leaders", "provocateurs"]
    assert inner("He wrote: ``We stay.''") == ["We stay."]


def test_apostrophes_are_no_quotations() -> None:
    assert inner("The miners' union and Anna's brother didn't march in '68.") == []


def test_a_mark_inside_other_marks_opens_nothing() -> None:
    assert inner("“They call us 'thugs' in the papers,” he said.") == ["They call us 'thugs' in the papers,"]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text, found = quotes("She said: “We came in peace.", "“They came with dogs.”", "Nobody answered.")
    assert [quote.inner.of(text) for quote in found] == ["We came in peace.", "They came with dogs."]
    assert found[0].goes_on
    assert found[1].continues


def test_a_quotation_that_never_closes_ends_with_its_sentence() -> None:
    assert inner('He shouted "Let them go! Then the police came.', "The square was empty.") == ["Let them go!"]


def test_a_straight_mark_that_was_never_closed_gives_way_to_the_next_opening_one() -> None:
    assert inner('The "march began. Later "we stay," she said.')[-1] == "we stay,"


def test_many_marks_take_little_time() -> None:
    text = '"a ' * 50_000
    began = time.process_time()
    find_quotes(text, [Span(0, len(text))])
    assert time.process_time() - began < 5


@given(st.text(alphabet="ab .!\"'“”‘’«»„`\n", max_size=80))
def test_quotations_lie_in_order_inside_the_text(text: str) -> None:
    found = find_quotes(text, [Span(0, len(text))])
    for quote in found:
        assert quote.outer.covers(quote.inner)
        assert quote.outer.end <= len(text)
    assert all(left.outer.end <= right.outer.start for left, right in pairwise(found))
